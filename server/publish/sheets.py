"""The publication as a spreadsheet, one sheet a view, and its cards as comma-separated values.

A text is always written as a text: nothing that people wrote can become a formula or a link.
"""

import csv
import io
import re
import textwrap
from collections.abc import Mapping
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from server.publish.document import Document
from server.publish.views import Value, View, cards_view, views
from server.publish.words import Words

LONGEST = 32_767
"""Characters that a cell may hold."""

WIDEST = 70
"""Characters a column may take before its text wraps."""

LINE, HIGHEST = 15, 409
"""The height of a line and the greatest of a row, in points."""

DAY = 14
"""The number of the format in which every spreadsheet shows a day as its owner writes days."""

_FORMULA = re.compile(r"^[\s'\"]*[=+\-@\t\r]")
_UNFIT = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as a spreadsheet: typed cells, headings that stay, a filter on each sheet."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        # No hour of today: the same room gives the same bytes.
        since = datetime.fromtimestamp(document.since, UTC).replace(tzinfo=None)
        book.set_properties({"title": document.title, "comments": document.notice, "created": since})
        cut = Words(document.language)("cut")
        looks = _Looks(book)
        for view in views(document):
            name = _UNFIT.sub(" ", view.name)[:31]
            _write(book.add_worksheet(name, worksheet_class=_Sheet), view, looks, cut)
    return made.getvalue()


class _Looks:
    """How cells are set: texts stand off from the numbers before them, and a head over what it names."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        top: dict[str, object] = {"text_wrap": True, "valign": "top"}
        left: dict[str, object] = {**top, "align": "left", "indent": 1}
        self.text, self.number = book.add_format(left), book.add_format(top)
        self.day = book.add_format({**left, "num_format": DAY})
        self.text_head = book.add_format({**left, "bold": True, "bottom": 2})
        self.number_head = book.add_format({**top, "align": "right", "bold": True, "bottom": 2})


class _Sheet(Worksheet):
    """A sheet whose rows have a height and keep growing with what is written into them."""

    def _xml_start_tag_unencoded(
        self, tag: str, attributes: list[tuple[str, str | int]] | None = None
    ) -> None:
        free = [one for one in attributes or [] if (tag, one[0]) != ("row", "customHeight")]
        super()._xml_start_tag_unencoded(tag, free)


def _write(sheet: Worksheet, view: View, looks: _Looks, cut: str) -> None:
    widths = [
        min(WIDEST, max(6, 3 + max(len(str(value)) for value in column)))
        for column in zip(view.head, *view.rows, strict=True)
    ]
    for column, text in enumerate(view.head):
        counted = any(isinstance(row[column], int | float) for row in view.rows)
        sheet.write_string(0, column, text, looks.number_head if counted else looks.text_head)
        sheet.set_column(column, column, widths[column])
    for number, row in enumerate(view.rows, start=1):
        # LibreOffice takes a row of a written workbook to be as high as it says, and lays wrapped texts over others.
        lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        if lines > 1:
            sheet.set_row(number, min(HIGHEST, LINE * lines))
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, _fitting(value, cut), looks.text)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, value, looks.day)
            else:
                sheet.write_number(number, column, value, looks.number)
    sheet.freeze_panes(1, 1)
    # Printed, a view is as wide as its page and bears its head on each: cut into columns nobody could read it.
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if view.rows:
        sheet.autofilter(0, 0, len(view.rows), len(view.head) - 1)


def _lines(value: Value, width: int) -> int:
    """Give how many lines a value takes in a column; rather one more than one less."""
    if not isinstance(value, str) or (len(value) < width - 2 and "\n" not in value):
        return 1
    return sum(max(1, len(textwrap.wrap(line, width - 2))) for line in value.split("\n"))


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
