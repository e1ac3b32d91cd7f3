"""Reads the table that a facilitator keeps of who is expected: CSV or XLSX, as office programs write them.

Gives rows of plain text with their line numbers; what they mean to a room, `server.core.expected`
says. Everything that could stall the house is bounded before it is read.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import ParseError  # only to catch it

import msgspec

from server.core.refusals import Refused

LARGEST_LIST = 4 * 1024 * 1024
"""Bytes of a list; a thousand people need a fiftieth of it."""

LARGEST_UNPACKED = 40 * 1024 * 1024
"""Bytes that an XLSX may unpack to: a small file can promise gigabytes."""

ABOVE = 10
"""Rows that may stand above the people: a title, a date, the names of the columns."""

BLANK = 5_000
"""Rows, empty ones too, that are looked at in a sheet: some programs write a million."""

MOST_MEMBERS = 1_000
MOST_COLUMNS = 60
LONGEST_CELL = 500
"""Characters kept of a cell; no name is longer, and a longer one is told as too long."""

_MISREAD = re.compile(r"[A-Za-z][‚ƒ„…†‡ˆ‰ŠŽ™•¢£¤¦§©¬®±µ¶][a-z]")
"""What accents of an older encoding look like within a word when they are read as Windows-1252."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")

_BROKEN_WORKBOOK = (
    AttributeError, EOFError, IndexError, KeyError, NotImplementedError, OSError,
    OverflowError, ParseError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""All that the reader of workbooks is known to raise where one is damaged."""


class Line(msgspec.Struct, frozen=True):
    """A row of a list: its cells, and the line on which whoever opens the file finds it."""

    number: int
    cells: Sequence[str]


def read_lines(raw: bytes, most: int) -> list[Line]:
    """Give the rows that hold anything, `most` people at most; Refused where it is no list, or too long."""
    if len(raw) > LARGEST_LIST:
        raise Refused("file.too-large", limit=LARGEST_LIST // 1_048_576)
    if raw.startswith(b"PK\x03\x04"):
        return _bounded(_workbook_lines(raw, most), most)
    if raw.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise Refused("list.type")
    return _bounded(_csv_lines(_decoded(raw)), most)


def _bounded(lines: Iterable[Line], most: int) -> list[Line]:
    found = list(islice((line for line in lines if any(line.cells)), most + ABOVE + 1))
    if len(found) > most + ABOVE:
        raise Refused("list.too-long", limit=most)
    if not found:
        raise Refused("list.empty")
    return found


def _cell(value: object) -> str:
    """Give what a cell shows, on one line."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value)[: LONGEST_CELL + 1].split())


# --- CSV ------------------------------------------------------------------------------------------


def _decoded(raw: bytes) -> str:
    """Give the text of a CSV: UTF-8, or what Windows writes in Western Europe; Refused otherwise."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused("list.encoding")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _from_windows(raw)
    if _CONTROLS.search(text):
        raise Refused("list.encoding")
    return text


def _from_windows(raw: bytes) -> str:
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused("list.encoding") from None
    if _MISREAD.search(text):
        raise Refused("list.encoding")
    return text


def _csv_lines(text: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    began = 1
    try:
        for row in rows:
            yield Line(began, [_cell(value) for value in row[:MOST_COLUMNS]])
            began = rows.line_num + 1
    except csv.Error:
        raise Refused("list.broken", line=began) from None


def _delimiter(text: str) -> str:
    """Give what parts the columns: the sign that most of the first lines have."""
    first = [line for line in text[:20_000].splitlines() if line.strip()][:ABOVE]
    return max(";,\t", key=lambda sign: [sum(sign in line for line in first), text[:20_000].count(sign)])


# --- XLSX -----------------------------------------------------------------------------------------


def _workbook_lines(raw: bytes, most: int) -> list[Line]:
    """Give the rows of the first sheet of a workbook that has any."""
    # Ten megabytes and a tenth of a second at the start, of which most instances have no need.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_size(raw, most)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=BLANK, max_col=MOST_COLUMNS, values_only=True)
            lines = [Line(number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1)]
            if any(any(line.cells) for line in lines):
                return lines
    except (*_BROKEN_WORKBOOK, InvalidFileException):
        raise Refused("list.type") from None
    return []


def _check_size(raw: bytes, most: int) -> None:
    """Refuse a file that says it is small and is not, or that is no workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        members = packed.infolist()
        if not any(member.filename == "xl/workbook.xml" for member in members):
            raise Refused("list.type")
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise Refused("list.too-long", limit=most)
