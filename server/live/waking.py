"""Waking a room: from a snapshot and what came after it, or from its whole log; and taking snapshots.

A snapshot is a cache. It is passed over where it was written of other shapes of records, where it
cannot be read, where its last op is not the one in the log, or where something was erased since; then
the log alone tells.
"""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from server.core import journal, whole
from server.core.asking import Entry
from server.core.erasing import NAMES as ERASING
from server.core.op_ids import OpIds
from server.core.room import Room
from server.live.answered import REMEMBERED
from server.store.log import Log, Snapshot


class Woken(NamedTuple):
    """A room as its log says, which ops are in it, the latest of them, and the number of its snapshot (0: none)."""

    room: Room
    in_log: OpIds
    latest: Sequence[Entry]
    kept: int


def wake(log: Log, code: str) -> Woken:
    """Read a room; may block."""
    found = log.snapshot(code)
    if found is not None:
        known = _unpacked(found)
        # From the snapshot's last op on: it shows whether this is the log that the snapshot was taken of.
        tail = log.read(code, found.seq - 1) if known is not None else []
        # One that was read an instant before another process erased something, and its rows after, holds it still.
        erased = any(entry.name in ERASING for entry in tail[1:])
        if known is not None and tail and (tail[0].seq, tail[0].op) == (found.seq, found.op) and not erased:
            journal.go_on(known.room, tail[1:])
            known.in_log.add([entry.op for entry in tail[1:]])
            return Woken(known.room, known.in_log, tail[-REMEMBERED:], found.seq)
    room, entries, in_log = Room(code), log.read(code), OpIds()
    journal.go_on(room, entries)
    in_log.add([entry.op for entry in entries])
    return Woken(room, in_log, entries[-REMEMBERED:], 0)


def keep(log: Log, room: Room, last: tuple[str, int] | None, in_log: bytes) -> None:
    """Write a snapshot of a room as it is on disk; may block, and the room must not change meanwhile.

    `last` is the last op with its number, `in_log` says which ops are in the log.
    """
    if last is not None and last[1] == room.seq:
        body = zlib.compress(whole.write(room, in_log), 1)
        log.keep_snapshot(room.code, Snapshot(seq=room.seq, op=last[0], body=body))


def _unpacked(found: Snapshot) -> whole.Whole | None:
    try:
        known = whole.read(zlib.decompress(found.body))
    except zlib.error:
        return None
    return known if known is not None and known.room.seq == found.seq else None
