"""A format as one file that can be sent: a ZIP with `format.yaml` and its pages, written and read again.

What is read may come from anybody: only files that a format has are taken out, each under a name that
we chose, and nothing is unpacked beyond its bounds.
"""

import io
import re
import tempfile
import zipfile
import zlib
from pathlib import Path

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from server.core.format import LoadedFormat
from server.core.format_rules import broken_rules
from server.core.refusals import Refused
from server.core.text import Language, Text
from server.formats import RECIPE, FormatBroken, load_format

LARGEST_PACKED = 4 * 1024 * 1024
"""Bytes of the ZIP; pages are text, and a long format packs into a fiftieth of it."""

LARGEST_RECIPE = 200_000
LARGEST_PAGE = 200_000
MOST_MEMBERS = 600
MOST_PAGES = 200
DEEPEST = 40
TOLD = 5
"""How many problems of a format are told at once."""

_PAGE = re.compile(r"pages/[a-z0-9]+(-[a-z0-9]+)*\.(fr|en)\.md")
_NO_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""All that the reader of ZIP files is known to raise where one is damaged, locked or of another kind."""


# --- writing --------------------------------------------------------------------------------------


def write_format(loaded: LoadedFormat, language: Language) -> bytes:
    """Give a format as a ZIP that `formats check` finds sound; Refused where it could not be held."""
    for fault in broken_rules(loaded.format, loaded.format.name):
        raise Refused("format.rejected", why=fault.what.said(language))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{loaded.format.name}/{RECIPE}", _yaml(loaded))
        for id, page in loaded.pages.items():
            for ending, text in (("fr", page.markdown.fr), ("en", page.markdown.en)):
                if text.strip():
                    packed.writestr(f"{loaded.format.name}/pages/{id}.{ending}.md", text.rstrip() + "\n")
    return file.getvalue()


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


def read_format(raw: bytes, language: Language) -> LoadedFormat:
    """Give the format that a ZIP holds; Refused, saying in a language what to put right, where it holds none."""
    if len(raw) > LARGEST_PACKED:
        raise Refused("file.too-large", limit=LARGEST_PACKED // 1_048_576)
    try:
        found = _unpacked(raw)
    except _NO_ZIP:
        raise Refused("format.archive") from None
    with tempfile.TemporaryDirectory() as folder:
        for name, body in found.items():
            file = Path(folder) / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(body)
        _refuse_traps(found[RECIPE])
        try:
            return load_format(Path(folder), any_name=True)
        except FormatBroken as broken:
            raise Refused("format.rejected", why=_told(broken, Path(folder), language)) from None


def _unpacked(raw: bytes) -> dict[str, bytes]:
    """Give the files of a format by the names they have in its folder; others are left in the ZIP."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        members = packed.infolist()
        if len(members) > MOST_MEMBERS or any(_climbs(member.filename) for member in members):
            raise Refused("format.archive")
        recipes = [m.filename for m in members if m.filename.rpartition("/")[2] == RECIPE]
        top = min(recipes, key=len, default="").removesuffix(RECIPE)
        found: dict[str, bytes] = {}
        for member in members:
            name = member.filename.removeprefix(top)
            if name == RECIPE or (_PAGE.fullmatch(name) and len(found) <= 2 * MOST_PAGES):
                found[name] = _read(packed, member, LARGEST_RECIPE if name == RECIPE else LARGEST_PAGE)
    if RECIPE not in found:
        raise Refused("format.archive")
    return found


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
