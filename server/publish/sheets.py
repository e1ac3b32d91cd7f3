"""The publication as a spreadsheet, one sheet a view, and its cards as comma-separated values.

A text is always written as a text: nothing that people wrote can become a formula or a link.
"""

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from server.publish.document import Document
from server.publish.views import Value, View, cards_view, views
from server.publish.words import Words

MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same day in every file, so that the same room gives the same bytes."""

LONGEST = 32_767
"""Characters that a cell may hold."""

WIDEST = 70
"""Characters a column may take before its text wraps."""

_FORMULA = re.compile(r"^[\s'\"]*[=+\-@\t\r]")
_UNFIT = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as a spreadsheet: typed cells, headings that stay, a filter on each sheet."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": document.title, "comments": document.notice, "created": MADE})
        head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        cut = Words(document.language)("cut")
        for view in views(document):
            _write(book.add_worksheet(_UNFIT.sub(" ", view.name)[:31]), view, head, body, cut)
    return made.getvalue()


def _write(sheet: Worksheet, view: View, head: Format, body: Format, cut: str) -> None:
    for column, text in enumerate(view.head):
        sheet.write_string(0, column, text, head)
        longest = max([len(text), *(len(str(row[column])) for row in view.rows)])
        sheet.set_column(column, column, min(WIDEST, max(6, longest + 2)))
    for number, row in enumerate(view.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, _fitting(value, cut), body)
            else:
                sheet.write_number(number, column, value, body)
    sheet.freeze_panes(1, 1)
    # Printed, a view is as wide as its page and bears its head on each: cut into columns nobody could read it.
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if view.rows:
        sheet.autofilter(0, 0, len(view.rows), len(view.head) - 1)


def _fitting(text: str, cut: str) -> str:
    """Give a text that a cell can hold; one that is longer says where the rest is, for a cell would be left empty."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(cut)] + cut


def write_csv(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the cards as text that a spreadsheet opens: UTF-8 with its mark, semicolons in French."""
    view = cards_view(document)
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";" if document.language == "fr" else ",")
    writer.writerow([_harmless(text) for text in view.head])
    writer.writerows([_harmless(value) for value in row] for row in view.rows)
    return made.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
