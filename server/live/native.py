"""How work that may block is run away from the loop: what it is to those who ask for it."""

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")

LOOKED_WITHIN = 2.5
"""Seconds after which what was looked at counts as not answering: those that watch an instance give it three."""


class Native(Protocol):
    """Runs something that may block, such as a write to the disk, and returns its result."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


class Spawn(Protocol):
    """Starts something beside what runs, and does not wait for it."""

    def __call__(self, work: Callable[[], None], /) -> object: ...


def here(work: Callable[[], T], /) -> T:
    """Do work where we are: for the modes in which blocking one thread blocks nobody else."""
    return work()


class Few:
    """Runs some works at once where we are, and lets others wait: each may hold a connection to the database."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    def __call__(self, work: Callable[[], T], /) -> T:
        with self._free:
            return work()


class InTurn:
    """Runs one work at a time, first come first served.

    SQLite takes one write at a time, and whoever waits there sleeps ever longer and gives up in the
    end: a storm of people joining must queue here instead, where each is woken when it is their turn.
    """

    def __init__(self, native: Native) -> None:
        self._native = native
        self._turn = threading.Lock()

    def __call__(self, work: Callable[[], T], /) -> T:
        with self._turn:
            return self._native(work)


class Look:
    """Looks at what may not answer at all, as a database that is frozen and still takes connections.

    Whoever asks meanwhile waits for the same look: those that come every few seconds, for hours, would
    otherwise take every thread that there is.
    """

    def __init__(self, look: Callable[[], str], spawn: Spawn) -> None:
        self._look = look
        self._spawn = spawn
        self._gate = threading.Lock()
        self._going: tuple[threading.Event, list[str]] | None = None

    def __call__(self) -> str | None:
        """Give what is seen; None where that cannot be said in time."""
        with self._gate:
            if self._going is None:
                going = self._going = threading.Event(), list[str]()
                self._spawn(lambda: self._go(*going))
            seen, found = self._going
        seen.wait(LOOKED_WITHIN)
        return found[0] if found else None

    def _go(self, seen: threading.Event, found: list[str]) -> None:
        try:
            found.append(self._look())
        finally:
            with self._gate:
                self._going = None
            seen.set()
