"""Rows of a log to write in tests: true entries, as a day makes them."""

from collections.abc import Sequence

import msgspec

from server.core.asking import Entry
from server.store.log import Grant, Log
from tests.core.world import HOST, Day, first_entry

CODE = "K7MPQ2"


def opened(log: Log, code: str = CODE) -> Log:
    """Open a room in a log."""
    log.open_room(code, "journee-capitalisation", [first_entry(code)], [grant(code)])
    return log


def grant(code: str = CODE, token: bytes = b"") -> Grant:
    """Give the facilitator's grant of a room."""
    return Grant(
        hash=token or code.encode().ljust(32, b"."),
        room=code,
        seat="facilitator",
        participant=HOST,
        made_at=1_000,
    )


def rows(count: int, after: int = 1, op: str = "op") -> list[Entry]:
    """Give entries that follow one another from the one after `after`."""
    day = Day()
    card = day.card(HOST, "c1", "L’été, « 🌱 »", group=None)
    made = day.entries[-1]
    assert card == "c1"
    return [msgspec.structs.replace(made, seq=after + i, op=f"{op}-{after + i}") for i in range(1, count + 1)]


def seqs(entries: Sequence[Entry]) -> list[int]:
    """Give the sequence numbers of entries."""
    return [entry.seq for entry in entries]
