"""The server's clock, which is everybody's: milliseconds since 1970.

Processes of one instance go by that of their database, where the machine's own is far from it: a step that
one of them begins ends on the clocks of the others, too.
"""

import time
from datetime import UTC, datetime

import structlog

APART = 500
"""Milliseconds by which two clocks may differ: less is what a network takes, and what nobody sees on a wall."""

logger = structlog.get_logger()


class Followed:
    """The clock that this process goes by."""

    ahead = 0
    """By how many milliseconds it is ahead of the machine's own."""


def now() -> int:
    """Give the present instant in milliseconds."""
    return time.time_ns() // 1_000_000 + Followed.ahead


def follow(ahead: int) -> None:
    """Go by a clock that is so many milliseconds ahead of the machine's own."""
    ahead = ahead if abs(ahead) > APART else 0
    if abs(ahead - Followed.ahead) > APART or (ahead == 0 and Followed.ahead):
        logger.warning("clocks.apart", milliseconds=ahead)
        Followed.ahead = ahead


def day_of(at: int) -> str:
    """Give the day of an instant, as YYYY-MM-DD."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
