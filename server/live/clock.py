"""The server's clock, which is everybody's: milliseconds since 1970."""

import time
from datetime import UTC, datetime


def now() -> int:
    """Give the present instant in milliseconds."""
    return time.time_ns() // 1_000_000


def day_of(at: int) -> str:
    """Give the day of an instant, as YYYY-MM-DD."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
