"""How the process keeps its memory: what is free goes back, and the collector looks at what is new."""

import ctypes
import gc

WHOLE = 1_000_000
"""Bytes from which a piece of memory is one of its own, given back whole as soon as it is free."""

SPARE = 4_000_000
"""Bytes that may lie free at the end of the heap: turns take and leave some hundreds of thousands all the time."""

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""What glibc calls its settings (malloc.h)."""


def give_back_what_is_free() -> bool:
    """Let the C library return what snapshots and answers took for a moment; whether it could be told.

    As it comes, glibc takes the first large piece that is freed for a sign that many will follow, keeps
    up to twice as much, and has a heap for each thread. A house that writes a snapshot now and then, from
    any of twenty threads, then grows with each: mallopt(3). Called before there are threads.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):  # no glibc: another library, or another system
        return False
    return all(
        mallopt(setting, value)
        for setting, value in ((ARENA_MAX, 1), (MMAP_THRESHOLD, WHOLE), (TRIM_THRESHOLD, SPARE))
    )


def settle() -> None:
    """Say that what start-up made will live as long as the process: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
