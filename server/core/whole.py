"""A room written down whole: what replaying its log gives, so that it need not be replayed.

The log stays the truth. What is written here is a cache: it says of which shape of records it is made,
and a room is read from its log where that is not today's.
"""

import functools
import hashlib
import sys
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from server.core.op_ids import OpIds
from server.core.records import KINDS, Record
from server.core.room import Room

FORM = 3
"""To be counted up when applying changes comes to mean something else than before, or this document does."""

AT_ONCE = 500
"""Records encoded in one go; whoever shares the processor is let in between."""

Versions = dict[str, dict[str, list[tuple[int, str]]]]


class Whole(NamedTuple):
    """A room, and which ops were done in it."""

    room: Room
    in_log: OpIds


Records: type[msgspec.Struct] = msgspec.defstruct(
    "Records",
    [
        (kind, dict[str, struct], msgspec.field(default_factory=dict))  # type: ignore[valid-type]
        for kind, struct in KINDS.items()
    ],
    forbid_unknown_fields=True,
)


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document: `shape` says of which records it is made."""

    shape: str
    code: str
    seq: int
    versions: Versions
    ops: bytes
    records: Records  # type: ignore[valid-type]


class _Shape(msgspec.Struct):
    shape: str


@functools.cache
def shape() -> str:
    """Name today's shape of all records together: every field, its type and its default."""
    _, parts = msgspec.json.schema_components(
        list(KINDS.values()), schema_hook=lambda _: {"title": "anything"}
    )
    said = msgspec.json.encode([FORM, sys.byteorder, sorted(KINDS), parts], order="deterministic")
    return hashlib.sha256(said).hexdigest()[:20]


def write(room: Room, ops: bytes) -> bytes:
    """Write a room and its ops down; it must not change meanwhile, but for texts that grow by later versions."""
    seq = room.seq
    versions: Versions = {}
    for (kind, id), known in room.versions.items():
        versions.setdefault(kind, {})[id] = [version for version in known if version[0] <= seq]
    head = msgspec.json.encode({"shape": shape(), "code": room.code, "seq": seq, "ops": ops})
    kinds = [b'"%b":{%b}' % (kind.encode(), _fields(known)) for kind, known in room.records.items() if known]
    return b'%b,"versions":%b,"records":{%b}}' % (head[:-1], _versions(versions), b",".join(kinds))


def read(document: bytes) -> Whole | None:
    """Read a room back; None where it was written of another shape of records, or is not whole."""
    try:
        if msgspec.json.decode(document, type=_Shape).shape != shape():
            return None
        written = msgspec.json.decode(document, type=Written)
        in_log = OpIds(written.ops)
    except ValueError:  # no JSON, no such document, no UTF-8, or ops cut in the middle of one
        return None
    records: dict[str, dict[str, Record]] = {kind: getattr(written.records, kind) for kind in KINDS}
    versions = {(kind, id): known for kind, ids in written.versions.items() for id, known in ids.items()}
    return Whole(Room.of(written.code, written.seq, records, versions), in_log)


def _versions(versions: Versions) -> bytes:
    return b"{%b}" % b",".join(b'"%b":{%b}' % (kind.encode(), _fields(ids)) for kind, ids in versions.items())


def _fields(named: Mapping[str, object]) -> bytes:
    """Write the inside of an object, a part at a time."""
    ids = list(named)
    parts = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return b",".join(msgspec.json.encode({id: named[id] for id in part})[1:-1] for part in parts)
