"""The log's rows as JSON and back: what is written down must read the same for ever.

Fields that a later version adds have defaults, so old rows keep decoding; a field that a later
version has dropped is ignored.
"""

from collections.abc import Iterable, Mapping
from typing import get_type_hints

import msgspec

from server.core.asking import Entry
from server.core.records import KINDS, Record
from server.core.room import Change, Drop, Patch, Put, Room

_FIELDS: dict[str, dict[str, object]] = {kind: get_type_hints(struct) for kind, struct in KINDS.items()}


def encode(changes: Iterable[Change]) -> bytes:
    """Write changes as a JSON array of arrays, as they also go over the wire."""
    return msgspec.json.encode(list(changes))


def named(kind: str, id: str) -> str:
    """Give what stands, in changes as they are written, where one of them names a record."""
    return msgspec.json.encode([kind, id]).decode()[1:-1]


def decode(raw: bytes | str) -> list[Change]:
    """Read changes back; msgspec.ValidationError where they are not of our making."""
    return changes_of(msgspec.json.decode(raw, type=list[list[object]]))


def changes_of(plain: Iterable[list[object]]) -> list[Change]:
    """Make changes of their plain JSON form."""
    return [_change(item) for item in plain]


def replay(code: str, entries: Iterable[Entry]) -> Room:
    """Give the room that a log leads to: the state is what applying the changes in order gives."""
    room = Room(code)
    go_on(room, entries)
    return room


def go_on(room: Room, entries: Iterable[Entry]) -> None:
    """Take a room on by the rows that follow what it holds."""
    for entry in entries:
        room.apply(entry.changes, entry.seq)


def _change(item: list[object]) -> Change:
    match item:
        case ["put", str(kind), str(id), Mapping() as record] if kind in KINDS:
            return Put(kind, id, msgspec.convert(record, KINDS[kind]))
        case ["patch", str(kind), str(id), Mapping() as fields] if kind in KINDS:
            return Patch(kind, id, _typed(KINDS[kind], kind, fields))
        case ["drop", str(kind), str(id)] if kind in KINDS:
            return Drop(kind, id)
    raise msgspec.ValidationError("not a change that this version knows")


def _typed(struct: type[Record], kind: str, fields: Mapping[str, object]) -> dict[str, object]:
    """Give fields their types again: JSON has no structs, and most fields need none."""
    known = _FIELDS[kind]
    return {
        field: msgspec.convert(value, known[field]) if isinstance(value, list | dict) else value
        for field, value in fields.items()
        if field in struct.__struct_fields__ and field != "rev"
    }
