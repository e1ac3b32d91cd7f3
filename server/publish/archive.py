"""The archive: a whole room as one JSON file that another instance can take in.

It holds the log and the files, and nothing that opens a door (no token is in the log). Votes and
answers are never signed in it, because nobody was promised less; in an anonymous room nothing is.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping

import msgspec

from server.core import journal
from server.core.asking import Entry, inverse
from server.core.erasing import NAMES as ERASING
from server.core.records import KINDS, Alternative, File, FormatInfo, Page, Seat
from server.core.refusals import Refused
from server.core.room import Change, Drop, Patch, Put, Room
from server.core.sight import Policy, policy
from server.core.text import Text
from server.core.viewing import UNSIGNED
from server.publish.rich import clean

VERSION = 1

ABOUT = [
    "Archive d’une salle de Récolte : tout ce qui y a été écrit, et ses images. « Reprendre une journée depuis son"
    " archive », sur la page d’accueil, la rouvre, comme la commande « python -m server import » ; « Réunir plusieurs"
    " journées » en reprend les cartes et les énoncés. Pour lire la journée, prenez sa publication : PDF, page web,"
    " texte ou tableur.",
    "Archive of a Récolte room: all that was written in it, and its pictures. “Go on with a day from its archive”, on"
    " the home page, opens it again, as does the command “python -m server import”; “Gather several days” takes its"
    " cards and statements over. To read the day, take its publication: PDF, web page, text or spreadsheet.",
]
"""What stands at the top, for who opens the file by hand and has never heard of us."""

OPEN_KINDS = frozenset({"room", "screen", "step", "participant", "group", "assignment", "message"})
"""Kinds whose ops stay signed in an anonymous room: they hold nothing that somebody wrote at a table."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the log; what it replaced is left out, because replaying tells it."""

    seq: int
    op: str
    actor: str | None
    seat: Seat
    at: int
    name: str
    args: dict[str, object]
    changes: list[list[object]]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The archive as it is written: `recolte` is the version of this shape.

    `files` holds contents in base64 by their SHA-256; `lost` names those that were gone when it was made.
    """

    about: list[str] = []
    recolte: int
    code: str
    title: str = ""
    format: str
    format_version: int
    anonymous: bool
    entries: list[Row]
    files: dict[str, str]
    lost: list[str] = []


class Version(msgspec.Struct, frozen=True):
    """What is read first, so that an archive from a later version says so and no more."""

    recolte: int


class Archive(msgspec.Struct, frozen=True):
    """An archive that was read and found whole; `room` is what its log leads to."""

    code: str
    entries: list[Entry]
    files: dict[str, bytes]
    room: Room


def write_archive(code: str, entries: Iterable[Entry], files: Mapping[str, bytes]) -> bytes:
    """Give a room's log and files as JSON; `files` are contents by hash."""
    entries = list(entries)
    room = journal.replay(code, entries)
    kept = room.need(FormatInfo, "format")
    at = policy(room.info)
    unsigned = _unsigner(at)
    known = [file.id for file in room.all(File)]
    sheet = Sheet(
        about=ABOUT,
        recolte=VERSION,
        code=room.info.code,
        title=room.info.title,
        format=kept.name,
        format_version=kept.version,
        anonymous=room.info.anonymous,
        entries=[_row(entry, unsigned, named=at.names(entry)) for entry in entries],
        files={id: base64.b64encode(files[id]).decode() for id in sorted(known) if id in files},
        lost=sorted(id for id in known if id not in files),
    )
    return msgspec.json.encode(sheet) + b"\n"


def read_archive(raw: bytes) -> Archive:
    """Give what an archive holds, all of it; Refused where it is broken or from a later version."""
    try:
        version = msgspec.json.decode(raw, type=Version).recolte
        if version > VERSION:
            raise Refused("archive.newer", version=version, known=VERSION)
        if version < 1:
            raise Refused("archive.broken", why="version")
        sheet = msgspec.json.decode(raw, type=Sheet)
        room, entries = _replayed(sheet)
        files = {id: base64.b64decode(body, validate=True) for id, body in sheet.files.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Refused("archive.broken", why=str(error)[:200]) from None
    _check_files(room, files, sheet.lost)
    return Archive(code=sheet.code, entries=entries, files=files, room=room)


# --- reading --------------------------------------------------------------------------------------


def _replayed(sheet: Sheet) -> tuple[Room, list[Entry]]:
    """Apply every row to an empty room, checking each; Refused at the first that does not hold."""
    room, entries, ops = Room(sheet.code), [], set()
    for expected, row in enumerate(sheet.entries, start=1):
        _hold(row.seq == expected, "seq")
        _hold(row.op not in ops, "op")
        _hold(0 <= row.at < 2**53, "at")
        ops.add(row.op)
        entries.append(_entry(room, row))
    _hold("room" in room.records["room"] and "format" in room.records["format"], "room")
    _hold(room.info.code == sheet.code and room.info.anonymous == sheet.anonymous, "room")
    return room, entries


def _entry(room: Room, row: Row) -> Entry:
    changes = [_harmless(change) for change in journal.changes_of(row.changes)]
    for change in changes:
        _hold(not isinstance(change, Put) or change.record.id == change.id, "id")
    try:
        touched = room.apply(changes, row.seq)
    except (Refused, TypeError):
        raise Refused("archive.broken", why="changes", seq=row.seq) from None
    for kind, id, before, after in touched:
        _hold(before is not None or after is not None or row.name in ERASING, "drop")
        if after is not None:
            _hold(after.id == id, "id")
            msgspec.convert(msgspec.to_builtins(after), KINDS[kind])  # a patch of plain values is not typed
    return Entry(
        seq=row.seq,
        op=row.op,
        actor=row.actor,
        seat=row.seat,
        at=row.at,
        name=row.name,
        args=row.args,
        changes=changes,
        before=inverse(touched),
    )


def _harmless(change: Change) -> Change:
    """Clean the HTML of pages again, which devices show as it is: an archive may come from anybody."""
    match change:
        case Put(record=Page() as page):
            html = Text(fr=clean(page.html.fr), en=clean(page.html.en))
            return Put(change.kind, change.id, msgspec.structs.replace(page, html=html))
        case Patch(kind="page", fields={"html": Text() as html}):
            html = Text(fr=clean(html.fr), en=clean(html.en))
            return Patch(change.kind, change.id, {**change.fields, "html": html})
    return change


def _check_files(room: Room, files: Mapping[str, bytes], lost: Iterable[str]) -> None:
    known = {file.id for file in room.all(File)}
    _hold(known == files.keys() | set(lost) and not files.keys() & set(lost), "files")
    for id, content in files.items():
        _hold(hashlib.sha256(content).hexdigest() == id, "hash")


def _hold(condition: bool, why: str) -> None:
    if not condition:
        raise Refused("archive.broken", why=why)


# --- writing --------------------------------------------------------------------------------------

Unsign = Callable[[Change, bool], Change]


def _row(entry: Entry, unsigned: Unsign, *, named: bool) -> Row:
    kinds = {change.kind for change in entry.changes}
    # What changed nothing does not say of what kind it was: it may be a vote that was cast a second time.
    secret = not kinds or bool(kinds & UNSIGNED) or not (named or kinds <= OPEN_KINDS)
    changes = [unsigned(change, named) for change in entry.changes]
    return Row(
        seq=entry.seq,
        op=entry.op,
        actor=None if secret else entry.actor,
        seat=entry.seat,
        at=entry.at,
        name=entry.name,
        args={
            name: said
            for name, said in entry.args.items()
            if kinds and not (secret and name == "participant")
        },
        changes=msgspec.json.decode(journal.encode(changes), type=list[list[object]]),
    )


def _unsigner(at: Policy) -> Unsign:
    """Give the function that takes out of changes who wrote what, as far as the room says so."""
    ballots: dict[str, str] = {}
    counts: dict[str, int] = {}

    def ballot(id: str) -> str:
        """A vote's id names its voter; number the voters of each thing instead, in order of coming."""
        if id not in ballots:
            on = id.rpartition(":")[0]
            counts[on] = counts.get(on, 0) + 1
            ballots[id] = f"{on}:{counts[on]}"
        return ballots[id]

    def blanked(fields: Mapping[str, object], hidden: bool) -> dict[str, object]:
        # A version beside a text does not say when it was written, and the room may have named nobody then.
        versions = _blank_versions(fields) if hidden or at.unnamed else {}
        return {**fields, **versions, **(_blank_names(fields) if hidden else {})}

    def unsigned(change: Change, named: bool) -> Change:
        kind, id = change.kind, ballot(change.id) if change.kind == "vote" else change.id
        secret, closed = kind in UNSIGNED, kind not in OPEN_KINDS
        match change:
            case Put(record=record):
                hidden = secret or (closed and not at.names(record))
                fields = {name: getattr(record, name) for name in record.__struct_fields__}
                return Put(kind, id, msgspec.structs.replace(record, **{**blanked(fields, hidden), "id": id}))
            case Patch(fields=fields):
                return Patch(kind, id, blanked(fields, secret or (closed and not named)))
            case Drop():
                return Drop(kind, id)

    return unsigned


def _blank_names(fields: Mapping[str, object]) -> dict[str, object]:
    """Give what takes out of fields who wrote them."""
    return {name: None for name in ("author", "participant") if name in fields}


def _blank_versions(fields: Mapping[str, object]) -> dict[str, object]:
    """Give what takes out of fields who wrote the texts that stand side by side."""
    others = fields.get("alternatives")
    return (
        {"alternatives": [Alternative(text=one.text) for one in others]} if isinstance(others, list) else {}
    )
