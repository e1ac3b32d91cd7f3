"""Waking a room: from a snapshot and what came after it, or from its whole log; and taking snapshots.

A snapshot is a cache. It is passed over where it was written of other shapes of records, where it
cannot be read, or where its last op is not the one in the log; then the log alone tells.
"""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from server.core import journal, whole
from server.core.asking import Entry
from server.core.room import Room
from server.store.log import Log, Snapshot


class Woken(NamedTuple):
    """A room as its log says, the sequence number of every op in it, and that of its snapshot (0: none)."""

    room: Room
    ops: dict[str, int]
    kept: int


def wake(log: Log, code: str) -> Woken:
    """Read a room; may block."""
    found = log.snapshot(code)
    if found is not None:
        known = _unpacked(found)
        # From the snapshot's last op on: it shows whether this is the log that the snapshot was taken of.
        tail = log.read(code, found.seq - 1) if known is not None else []
        if known is not None and tail and (tail[0].seq, tail[0].op) == (found.seq, found.op):
            return _gone_on(known, tail[1:], found.seq)
    return _gone_on(whole.Whole(Room(code), {}), log.read(code), 0)


def keep(log: Log, room: Room, ops: dict[str, int]) -> None:
    """Write a snapshot of a room as it is on disk; may block, and the room must not change meanwhile."""
    last = next((op for op, seq in reversed(ops.items()) if seq == room.seq), None)
    if last is not None:
        body = zlib.compress(whole.write(room, ops), 1)
        log.keep_snapshot(room.code, Snapshot(seq=room.seq, op=last, body=body))


def _gone_on(known: whole.Whole, entries: Sequence[Entry], kept: int) -> Woken:
    journal.go_on(known.room, entries)
    known.ops.update((entry.op, entry.seq) for entry in entries)
    return Woken(known.room, known.ops, kept)


def _unpacked(found: Snapshot) -> whole.Whole | None:
    try:
        known = whole.read(zlib.decompress(found.body))
    except zlib.error:
        return None
    return known if known is not None and known.room.seq == found.seq else None
