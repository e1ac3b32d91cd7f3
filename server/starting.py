"""What must be so before anything is served; where it is not, one sentence says what to do."""

import errno
import fcntl
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from server.settings import Settings

PATIENCE = 8.0
"""Seconds that are given to the process before, which is stopping: it may take five."""

LOOK_AGAIN = 0.02

T = TypeVar("T")


class NotStarted(Exception):
    """Nothing can be served as things are; the message says why, and what to do."""


def own_folder(settings: Settings) -> None:
    """Make the data folder where there is none, its owner's alone; NotStarted where that cannot be."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotStarted(f"DATA_DIR {settings.data_dir} cannot be made: {error.strerror}") from None


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the data folder for one process; NotStarted where another one serves it already.

    Two that do not know of each other would both take people in by the same port, and tell each half of a
    hall nothing of the other. Those that share a queue know.
    """
    own_folder(settings)
    try:
        door = (settings.data_dir / "serving").open("w", encoding="utf-8")
    except OSError as error:
        raise NotStarted(f"DATA_DIR {settings.data_dir} cannot be written: {error.strerror}") from None
    with door:
        if not settings.message_queue:
            with suppress(OSError):  # a disk that knows no locks
                _once_free(
                    lambda: fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB),
                    errno.EWOULDBLOCK,
                    f"Récolte sert déjà {settings.data_dir}\N{NO-BREAK SPACE}: "
                    "arrêtez-la d’abord là où elle a été lancée.\n"
                    f"Récolte already serves {settings.data_dir}: stop it first where it was started. "
                    "Several processes need MESSAGE_QUEUE (docs/deploy.md).",
                )
        yield


def listen(settings: Settings) -> socket.socket:
    """Take connections, which wait until they are served; NotStarted where that cannot be."""
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM)
    if listener.family == socket.AF_INET6:
        # `::` is everybody, as the addresses that are told at the start say: not those of IPv6 alone.
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit it; acknowledgements fall from 44 ms to a few.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        _once_free(
            lambda: _take(listener, settings),
            errno.EADDRINUSE,
            f"Le port {settings.port} est déjà pris\N{NO-BREAK SPACE}: "
            f"choisissez-en un autre, par exemple PORT={settings.port + 1}.\n"
            f"Port {settings.port} is taken already: choose another one, such as PORT={settings.port + 1}.",
        )
    except OSError as error:
        where = f"HOST {settings.host}, PORT {settings.port}"
        raise NotStarted(f"{where} cannot be listened on: {error.strerror}") from None
    return listener


def peer(address: tuple[Any, ...]) -> tuple[Any, ...]:
    """Name a device of IPv4 that comes in at an address of IPv6 as at one of its own."""
    return (str(address[0]).removeprefix("::ffff:"), *address[1:])


def _take(listener: socket.socket, settings: Settings) -> None:
    listener.bind((settings.host, settings.port))
    listener.listen(2048)


def _once_free(take: Callable[[], T], taken: int, sentence: str) -> T:
    """Take what another process may still hold; NotStarted, with a sentence, where it keeps it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return take()
        except OSError as error:
            if error.errno != taken:
                raise
            if time.monotonic() > until:
                raise NotStarted(sentence) from None
        time.sleep(LOOK_AGAIN)
