"""The publication as DOCX and ODT, made by Pandoc: real styles, headings, tables, captions, alternative texts."""

import base64
import io
import json
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

import pypandoc

from server.publish import pandoc
from server.publish.document import Document, Drawing, Figure, Picture, Rich, Sheet
from server.publish.office_blocks import Writer
from server.publish.pandoc import xml_text
from server.publish.pdf import ENDINGS
from server.publish.raster import png_of
from server.publish.words import Words

REFERENCES = Path(__file__).parent / "references"
"""The documents whose styles ours take; `python -m scripts.references` makes them."""

SMALL = 20_000
"""Bytes of a picture that Pandoc may squeeze itself."""

DOTS = {
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
    ),
    "image/jpeg": base64.b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcp"
        "LDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAA"
        "AAD/2gAIAQEAAD8Af3//2Q=="
    ),
}
"""A picture of one dot, by media type."""

PATIENCE = 120.0
"""Seconds after which a document that is still not written is given up."""

LOCALES = {"fr": "fr-FR", "en": "en-GB"}


def write_docx(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as a document for Word; `files` are the pictures by hash."""
    return _write(document, files, "docx")


def write_odt(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as a document for LibreOffice; `files` are the pictures by hash."""
    shown = [
        picture.alt
        for picture in _pictured(document)
        if isinstance(picture, Drawing) or _is_shown(picture, files)
    ]
    return _write(document, files, "odt", shown)


def _write(
    document: Document, files: Mapping[str, bytes], form: Literal["docx", "odt"], shown: Iterable[str] = ()
) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        words = Words(document.language)
        names, real = _pictures(document, files, root)
        writer = Writer(words, names, form)
        meta = {
            "title": document.title,
            "subtitle": document.subtitle,
            "date": document.where,
            "lang": LOCALES[document.language],
        }
        tree = pandoc.whole(writer.document(document), meta)
        (root / "tree.json").write_text(json.dumps(tree), "utf-8")
        _convert(root, form, document.since)
        return _finished((root / f"made.{form}").read_bytes(), real, shown)


def _convert(root: Path, form: str, since: int) -> None:
    """Let Pandoc write; with files on both sides, so that no pipe has to be watched."""
    command = [_program(), "--from=json", f"--to={form}", "tree.json"]
    command += [f"--output=made.{form}", f"--reference-doc={REFERENCES / f'reference.{form}'}"]
    with (root / "said").open("wb") as said:
        subprocess.run(  # noqa: S603 - our own program on our own files
            command,
            cwd=root,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(since)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            timeout=PATIENCE,
            check=True,
        )


@cache
def _program() -> str:
    return str(pypandoc.get_pandoc_path())


def _pictures(
    document: Document, files: Mapping[str, bytes], root: Path
) -> tuple[dict[str, str], dict[bytes, bytes]]:
    """Put the pictures where Pandoc finds them; give their file names by hash, and what stands in for which.

    Pandoc squeezes every picture again, which takes half a minute for forty boards and gains nothing: it
    is given a dot in the place of each large one, told apart by what follows it.
    """
    names: dict[str, str] = {}
    real: dict[bytes, bytes] = {}
    for number, picture in enumerate(_pictured(document), start=1):
        if isinstance(picture, Drawing):
            names[picture.anchor] = f"{picture.anchor}.png"
            (root / names[picture.anchor]).write_bytes(png_of(picture))
        elif _is_shown(picture, files):
            names[picture.file] = f"board-{number}.{ENDINGS[picture.type]}"
            content = files[picture.file]
            dot = DOTS.get(picture.type)
            if dot is not None and picture.width and picture.height and len(content) > SMALL:
                stand_in = dot + f"{number:09}".encode()
                real[stand_in], content = content, stand_in
            (root / names[picture.file]).write_bytes(content)
    return names, real


def _is_shown(picture: Figure | Picture, files: Mapping[str, bytes]) -> bool:
    return picture.file in files and picture.type in ENDINGS


def _finished(package: bytes, real: Mapping[bytes, bytes], alternatives: Iterable[str]) -> bytes:
    """Put the pictures in their places, as they are; in an ODT also the texts that stand for them, in their order."""
    waiting = iter(alternatives)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            if body in real:
                body, entry.compress_type = real[body], zipfile.ZIP_STORED
            elif entry.filename == "content.xml":
                xml = _PICTURE.sub(lambda found: found[0] + _said_of(next(waiting, "")), body.decode())
                xml = xml.replace("</office:automatic-styles>", f"{_KEPT_ROW}</office:automatic-styles>", 1)
                body = _OPEN_ROW.sub(_kept_open, _BARE.sub(_RULED, xml)).encode()
            elif entry.filename == "word/document.xml":
                xml = _WORD_ROW.sub(_kept_word, body.decode())
                body = xml.replace(*_HEADED).encode()
            new.writestr(entry, body)
    return made.getvalue()


_PICTURE = re.compile(r"<draw:image\b[^>]*/>|<draw:image\b[^>]*>.*?</draw:image>")


MOST_KEPT = 600
"""Characters in a row of a table that a page does not cut in two; a longer one may be taller than a page."""

_WORD_ROW = re.compile(r"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?(.*?)</w:tr>", re.DOTALL)
_WORD_STYLE = re.compile(r"<w:pStyle [^>]*/>")
_OPEN_ROW = re.compile(r"<table:table-row>(.*?)</table:table-row>", re.DOTALL)
_KEPT_ROW = (
    '<style:style style:name="Kept" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)


_HEADED = (
    'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0" w:val="0020"',
    'w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="0" w:val="00A0"',
)
"""What tells Word that the first column of a table heads its rows, so that it is read as such, also in a PDF."""


def _is_short(xml: str) -> bool:
    return len(re.sub(r"<[^>]*>\s*", "", xml)) <= MOST_KEPT


def _kept_word(row: re.Match[str]) -> str:
    if not _is_short(row[2]):
        return row[0]
    # A page must not end with the head of a table, and its first row begin the next.
    cells = _WORD_STYLE.sub(r"\g<0><w:keepNext/>", row[2]) if "<w:tblHeader" in (row[1] or "") else row[2]
    return f"<w:tr><w:trPr><w:cantSplit/>{row[1] or ''}</w:trPr>{cells}</w:tr>"


def _kept_open(row: re.Match[str]) -> str:
    if not _is_short(row[1]):
        return row[0]
    return f'<table:table-row table:style-name="Kept">{row[1]}</table:table-row>'


_BARE = re.compile(r'<style:table-cell-properties fo:border="none" />')

_RULED = (
    '<style:table-cell-properties fo:border="none" fo:border-bottom="0.5pt solid #c4c9bd" '
    'fo:padding-top="1mm" fo:padding-bottom="1mm" fo:padding-right="2mm" />'
)
"""Lines between the rows of a table, and air in its cells: Pandoc gives an ODT neither."""


def _said_of(alternative: str) -> str:
    return f"<svg:desc>{escape(xml_text(alternative))}</svg:desc>"


def _pictured(document: Document) -> Iterable[Figure | Drawing | Picture]:
    """Every picture in the order in which it stands, also those inside sheets."""
    for section in document.sections:
        for block in section.blocks:
            for one in [block, *block.blocks] if isinstance(block, Sheet) else [block]:
                if isinstance(one, Figure | Drawing):
                    yield one
                elif isinstance(one, Rich):
                    yield from one.pictures
