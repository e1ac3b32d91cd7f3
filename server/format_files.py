"""A format as one file that can be sent: a ZIP of its folder, with all that it carries, written and read again.

What is read may come from anybody: only files that a format has are taken out, each under a name that
we chose, and nothing is unpacked beyond its bounds.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from server.core.carried import DOCUMENTS, PICTURES, carried, plain
from server.core.format import LoadedFormat
from server.core.format_rules import broken_rules
from server.core.format_shape import Fault
from server.core.refusals import Refused
from server.core.text import Language, Text
from server.formats import RECIPE, FormatBroken, load_format
from server.store.pictures import LARGEST_FILE

LARGEST_PACKED = 60 * 1024 * 1024
"""Bytes of the ZIP: a dossier of some megabytes for each experience of a long day; a body may have 64 MB."""

LARGEST_UNPACKED = 2 * LARGEST_PACKED
"""Bytes of all that is unpacked: documents and pictures are packed already, and shrink little."""

LARGEST_RECIPE = 200_000
LARGEST_PAGE = 200_000
MOST_MEMBERS = 1_000
MOST_PAGES = 200
PIECE = 65_536
DEEPEST = 40
TOLD = 5
"""How many problems of a format are told at once."""

_PAGE = re.compile(r"pages/[a-z0-9]+(-[a-z0-9]+)*\.(fr|en)\.md")
_CARRIED = re.compile(r"(documents|pictures)/[^/\x00-\x1f]+")
LONGEST_MEMBER = 240
"""Bytes of a name that every disk takes."""

_NO_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""All that the reader of ZIP files is known to raise where one is damaged, locked or of another kind."""


# --- writing --------------------------------------------------------------------------------------


def write_format(
    loaded: LoadedFormat, language: Language, into: IO[bytes], content: Callable[[str], bytes]
) -> None:
    """Write a format as a ZIP that `formats check` finds sound; Refused where it could not be held.

    `content` gives what it carries at one place of its folder; one file at a time is in memory.
    """
    for fault in broken_rules(loaded.format, loaded.format.name):
        raise Refused("format.rejected", why=_where(loaded, fault, language) + fault.what.said(language))
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{loaded.format.name}/{RECIPE}", _yaml(loaded))
        for id, page in loaded.pages.items():
            for ending, text in (("fr", page.markdown.fr), ("en", page.markdown.en)):
                if text.strip():
                    packed.writestr(f"{loaded.format.name}/pages/{id}.{ending}.md", text.rstrip() + "\n")
        for path in carried(loaded):
            packed.writestr(f"{loaded.format.name}/{path}", content(path), zipfile.ZIP_STORED)
            if into.tell() > LARGEST_PACKED:
                break
    if into.tell() > LARGEST_PACKED:
        raise Refused("format.heavy", limit=LARGEST_PACKED // 1_048_576)


def _where(loaded: LoadedFormat, fault: Fault, language: Language) -> str:
    """Name the step in which something is wrong: who saves a set-up has no file in which to look for it."""
    match fault.path:
        case ("agenda", int(index), *_):
            title = loaded.format.agenda[index].title.said(language)
            return f"“{title}”: " if language == "en" else f"« {title} » : "
    return ""


def _yaml(loaded: LoadedFormat) -> bytes:
    writer = YAML()
    writer.width = 110
    writer.indent(mapping=2, sequence=4, offset=2)
    file = io.BytesIO()
    writer.dump(_plain(loaded.format), file)
    return file.getvalue()


def _plain(value: object) -> object:
    """Give parts of a format as YAML writes them: without what goes without saying, texts on one line."""
    if isinstance(value, Text):
        said = {"fr": value.fr} | ({"en": value.en} if value.en else {})
        line = CommentedMap({language: DoubleQuotedScalarString(text) for language, text in said.items()})
        line.fa.set_flow_style()
        return line
    if isinstance(value, msgspec.Struct):
        fields = ((field, getattr(value, field.name)) for field in msgspec.structs.fields(value))
        return CommentedMap(
            {field.name: _plain(held) for field, held in fields if not _goes_without_saying(field, held)}
        )
    if isinstance(value, dict):
        return CommentedMap({key: _plain(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _goes_without_saying(field: msgspec.structs.FieldInfo, held: object) -> bool:
    return not field.required and held in (field.default, Text(fr=""), [], {})


# --- reading --------------------------------------------------------------------------------------


def read_format(raw: IO[bytes], folder: Path, language: Language) -> LoadedFormat:
    """Unpack the format that a ZIP holds into an empty folder, and give it.

    Refused, saying in a language what to put right, where it holds none.
    """
    if raw.seek(0, io.SEEK_END) > LARGEST_PACKED:
        raise Refused("file.too-large", limit=LARGEST_PACKED // 1_048_576)
    for shelf in ("pages", DOCUMENTS, PICTURES):
        (folder / shelf).mkdir()
    try:
        _unpack(raw, folder)
    except _NO_ZIP:
        raise Refused("format.archive") from None
    if not (folder / RECIPE).is_file():
        raise Refused("format.archive")
    _refuse_traps((folder / RECIPE).read_bytes())
    try:
        return load_format(folder, any_name=True)
    except FormatBroken as broken:
        raise Refused("format.rejected", why=_told(broken, folder, language)) from None


def _unpack(raw: IO[bytes], folder: Path) -> None:
    """Write the files of a format under the names they have in its folder; others are left in the ZIP."""
    with zipfile.ZipFile(raw) as packed:
        members = packed.infolist()
        if len(members) > MOST_MEMBERS or any(_climbs(member.filename) for member in members):
            raise Refused("format.archive")
        recipes = [m.filename for m in members if m.filename.rpartition("/")[2] == RECIPE]
        top = min(recipes, key=len, default="").removesuffix(RECIPE)
        texts, left = 0, LARGEST_UNPACKED
        for member in members:
            name = member.filename.removeprefix(top)
            if name == RECIPE or (_PAGE.fullmatch(name) and texts <= 2 * MOST_PAGES):
                limit = LARGEST_RECIPE if name == RECIPE else LARGEST_PAGE
                (folder / name).write_bytes(_read(packed, member, limit))
                texts += 1
            elif _CARRIED.fullmatch(name) and len(name.encode()) <= LONGEST_MEMBER:
                left -= _copy(packed, member, folder / plain(name))
                if left < 0:
                    raise Refused("file.too-large", limit=LARGEST_UNPACKED // 1_048_576)


def _copy(packed: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> int:
    """Unpack what may be a document or a picture, just far enough to see where it is too large; give its bytes."""
    left = LARGEST_FILE + 1
    with packed.open(member) as file, to.open("wb") as kept:
        while left and (piece := file.read(min(PIECE, left))):
            left -= kept.write(piece)
    return LARGEST_FILE + 1 - left


def _read(packed: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack one file as far as its bound, whatever the ZIP says of its size."""
    with packed.open(member) as file:
        body = file.read(limit + 1)
    if len(body) > limit:
        raise Refused("file.too-large", limit=limit)
    return body


def _climbs(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _refuse_traps(recipe: bytes) -> None:
    """Refuse what no format needs and what would stall its reader: YAML's aliases, and endless nesting."""
    depth = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(recipe.decode("utf-8-sig")):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > DEEPEST or getattr(event, "anchor", None) is not None:
                raise Refused("format.rejected", why=f"{RECIPE}:{event.start_mark.line + 1}: YAML")
    except (YAMLError, ValueError):
        return  # whoever loads it says better what is wrong with it


def _told(broken: FormatBroken, folder: Path, language: Language) -> str:
    """Say the first problems, one a line, with the names that the sender gave to the files."""
    lines = [
        f"{problem.file.relative_to(folder)}:{problem.line}: {problem.message.said(language)}"
        for problem in broken.problems[:TOLD]
    ]
    return "\n".join([*lines, *(["…"] if len(broken.problems) > TOLD else [])])
