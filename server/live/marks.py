"""By what a device's log is told from another one that has as many ops.

A number says how far a device has come, and nothing of which log: one that was restored, or that a copy took the
place of, may have come as far by other ops. So a number goes with its mark, which is that of the op that stands
there; where the room's own log has another one there, the device holds what never was (decision 0016).
"""

import zlib
from collections.abc import Callable, Sequence

from server.core.asking import Entry

REMEMBERED = 500
"""How many marks are known without a look into the log: who comes back was rarely away for longer."""

FindAt = Callable[[int], Entry | None]


def mark_of(op: str, at: int) -> int:
    """Give the mark of an op that was done at an instant: one that a device asks again in another log has another."""
    return zlib.crc32(b"%b %d" % (op.encode(), at))


class Marks:
    """The marks of one room's log; `find_at` reads the op of a number, and may be Unavailable."""

    def __init__(self, find_at: FindAt) -> None:
        self._find_at = find_at
        self._known: dict[int, int] = {}
        self._found: dict[int, int] = {}
        """What was looked up in the log: a hall that comes back comes from a few numbers."""

    def start_from(self, latest: Sequence[Entry]) -> None:
        """Know the last ops of a log, and no others."""
        self._known, self._found = {}, {}
        self.note(latest)

    def note(self, entries: Sequence[Entry]) -> None:
        """Know the marks of these ops."""
        for entry in entries[-REMEMBERED:]:
            self._known[entry.seq] = mark_of(entry.op, entry.at)
            self._known.pop(entry.seq - REMEMBERED, None)

    def at(self, seq: int) -> int | None:
        """Give the mark of a number; None where the log has no op there."""
        known = self._known.get(seq, self._found.get(seq))
        if known is None and (entry := self._find_at(seq)) is not None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            known = self._found[seq] = mark_of(entry.op, entry.at)
        return known

    def are_others(self, seq: int | None, mark: int | None) -> bool:
        """Whether what a device says that it holds is of another log; one that says no mark is believed."""
        return seq is not None and mark is not None and self.at(seq) != mark
