"""Serving under eventlet with bounded patience: who is slow to say what they want is let go.

Only for `__main__`, which has patched the runtime before.
"""

import io
import json
import resource
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

import eventlet
from eventlet import greenio, wsgi
from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

from server.starting import peer
from server.web.direct import CRUMB

MOST_CONNECTIONS = 16_000
"""TCP connections in all; each takes one handle of the process."""

MOST_FROM_ONE = 4_000
"""TCP connections from one address but this machine's own, where a proxy may stand."""

IDLE_FOR = 15.0
"""Seconds that a connection may stay open between two requests, the first line of the next included."""

HEAD_WITHIN = 10.0
"""Seconds within which all headers of a request must have come."""

MOST_PIECES, PROMPT_PIECES, FIRST_PAUSE = 9, 3, 0.1
"""In how many pieces a head may come, how many of them are read at once, and the seconds waited before the next.

Each further pause is twice as long, so that who says a byte at a time is read nine times in six seconds,
and no more. A browser sends its head in one piece, a proxy too.
"""

MOST_CRUMBS = 100
"""Crumbs of which a WebSocket message may consist."""

BETWEEN_CRUMBS = 0.1
"""Seconds that pass before a body is read on of which a crumb came."""

TAKEN_AT_ONCE = 8
"""Connections that are taken in one turn of the loop; then who is inside has a turn."""

MOST_SILENT, SILENT_FOR = 200, 1.0
"""Connections from one address that have asked nothing yet; of more, the oldest is let go, once it had so
many seconds. Browsers open some in advance, and open them anew."""

BODY_WITHIN, SLOWEST_BODY, LONGEST_BODY = 120.0, 2_000, 1_200.0
"""Seconds within which a body must have come, bytes of it for which there is a second more, and seconds in all: a
photograph of two megabytes over a line that carries eight kilobytes a second."""

QUIET_FOR = 30.0
"""Seconds that a connection may neither send nor take anything while a request is being answered."""

LARGEST_MESSAGE = 6_000_000
"""Bytes of a WebSocket message, whatever the number of frames that it comes in."""

MOST_CONTROLS = 30
"""WebSocket pings and pongs in a row from one connection, and one more a second: our devices send none."""

LOOPBACK = frozenset({"127.0.0.1", "::1"})

BUSY = json.dumps(
    {
        "type": "urn:recolte:access.too-many",
        "title": "access.too-many",
        "status": 503,
        "detail": "too many connections from this address; try again in a moment",
        "code": "access.too-many",
        "facts": {},
    }
).encode()
REFUSAL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 10\r\n"
    b"Connection: close\r\nContent-Length: " + str(len(BUSY)).encode() + b"\r\n\r\n" + BUSY
)


class Bounded:
    """A request's body, which must have come within a time."""

    def __init__(self, inner: wsgi.Input) -> None:
        self._inner = inner
        self._patience = BODY_WITHIN
        self._longest = LONGEST_BODY

    def _timed(self, read: Callable[..., bytes], *size: int) -> bytes:
        began = time.monotonic()
        patience = max(0.01, min(self._patience, self._longest))
        came = b""
        try:
            with eventlet.Timeout(patience, TimeoutError("the body came too slowly")):
                came = read(*size)
        finally:
            took = time.monotonic() - began
            self._patience += len(came) / SLOWEST_BODY - took
            self._longest -= took
        return came

    def read(self, *size: int) -> bytes:
        return self._timed(self._inner.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._timed(self._inner.readline, *size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")


class Pieces(io.RawIOBase):
    """What a connection says: who says it in crumbs is read more and more rarely, and in the end no more."""

    def __init__(self, inner: io.RawIOBase) -> None:
        super().__init__()
        self._inner = inner
        self._in_head = False
        self._taken = 0
        self._crumb = False

    def head(self) -> None:
        """From here on it is a request’s head."""
        self._in_head, self._taken, self._crumb = True, 0, False

    def body(self) -> None:
        """From here on it is a request’s body."""
        self._in_head = self._crumb = False

    @property
    def spent(self) -> bool:
        """Whether a head came in as many pieces as it may."""
        return self._in_head and self._taken >= MOST_PIECES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        if self.spent:
            return 0
        if self._in_head:
            if self._taken >= PROMPT_PIECES:
                eventlet.sleep(FIRST_PAUSE * 2 ** (self._taken - PROMPT_PIECES))
            self._taken += 1
        elif self._crumb:
            eventlet.sleep(BETWEEN_CRUMBS)
        came: int | None = self._inner.readinto(buffer)
        self._crumb = came is not None and came < CRUMB
        return came

    def close(self) -> None:
        self._inner.close()
        super().close()


class Cut(Protocol):
    """A connection that can be shut."""

    def shutdown(self, how: int, /) -> None: ...


class Hall:
    """How many connections there are, by address and in all."""

    def __init__(self) -> None:
        self._from: Counter[str] = Counter()
        self._all = 0
        self._silent: dict[str, dict[Cut, float]] = {}
        """By address, those that have asked nothing yet, and since when; the oldest first."""

    def waits_for(self, who: str, wire: Cut) -> None:
        """Note that a connection has yet to ask; let go of one that should have by now, where there are too many."""
        silent = self._silent.setdefault(who, {})
        moment = time.monotonic()
        silent[wire] = moment
        if len(silent) > MOST_SILENT:
            oldest = next(iter(silent))
            if moment - silent[oldest] > SILENT_FOR:
                del silent[oldest]
                greenio.shutdown_safe(oldest)

    def asked(self, who: str, wire: Cut) -> None:
        """Note that a connection has asked something, or is no more."""
        silent = self._silent.get(who)
        if silent is not None:
            silent.pop(wire, None)
            if not silent:
                del self._silent[who]

    def comes(self, who: str) -> bool:
        """Count a connection in; False where there is no room for it."""
        if self._all >= MOST_CONNECTIONS or (who not in LOOPBACK and self._from[who] >= MOST_FROM_ONE):
            return False
        self._from[who] += 1
        self._all += 1
        return True

    def leaves(self, who: str) -> None:
        self._all -= 1
        self._from[who] -= 1
        if self._from[who] <= 0:
            del self._from[who]


class Patient(wsgi.HttpProtocol):  # type: ignore[misc]
    """The runtime's HTTP, with an end to its patience and to its room."""

    hall = Hall()

    def __init__(self, conn_state: list[object], server: wsgi.Server) -> None:
        who = str(conn_state[0][0])  # type: ignore[index]
        if not self.hall.comes(who):
            with suppress(OSError):
                conn_state[1].sendall(REFUSAL)  # type: ignore[attr-defined]
            return
        self._who, self._wire = who, conn_state[1]
        self.hall.waits_for(who, self._wire)  # type: ignore[arg-type]
        try:
            super().__init__(conn_state, server)
        finally:
            self._has_asked()
            self.hall.leaves(who)

    def _has_asked(self) -> None:
        self.hall.asked(self._who, self._wire)  # type: ignore[arg-type]

    def setup(self) -> None:
        super().setup()
        self._pieces = Pieces(self.rfile.detach())  # type: ignore[has-type]
        self.rfile = io.BufferedReader(self._pieces)

    def _read_request_line(self) -> bytes:
        line = b""
        self._pieces.head()
        with eventlet.Timeout(IDLE_FOR, False):
            line = bytes(super()._read_request_line() or b"")
        return line  # noqa: RET504 - the timeout falls through to here

    def parse_request(self) -> bool:
        parsed = False
        with eventlet.Timeout(HEAD_WITHIN, False):
            # What ends before its head does looks like a whole one to the library.
            parsed = bool(super().parse_request()) and not self._pieces.spent
        if not parsed:
            self.close_connection = True
        self._pieces.body()
        self._has_asked()
        return parsed

    def get_environ(self) -> dict[str, object]:
        environ: dict[str, object] = super().get_environ()
        body = environ["wsgi.input"]
        environ["wsgi.input"] = bounded = Bounded(body)

        def discard(size: int = 16_384) -> None:
            while bounded.read(size):
                pass

        # What an answer leaves unread is read and thrown away; that too comes to an end.
        body.discard = discard  # type: ignore[attr-defined]
        return environ


class Message(RFC6455WebSocket.Message):  # type: ignore[misc]
    """A WebSocket message that may come in many frames, and not be larger for it."""

    def __init__(self, *rest: object, **more: object) -> None:
        super().__init__(*rest, **more)
        self.taken = 0
        self.crumbs = 0

    def push(self, data: bytes, final: bool = False) -> None:
        self.taken += len(data) + 16  # a frame of nothing takes room too
        if self.taken > LARGEST_MESSAGE + 1_000_000:
            raise FailedConnectionError(1009, "the message is too large")
        self.crumbs += len(data) < CRUMB
        if self.crumbs > MOST_CRUMBS:
            raise FailedConnectionError(1008, "the message comes in crumbs")
        super().push(data, final)


class Doorway:
    """Where connections come in: between so many of them, who is inside has a turn."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._taken = 0

    def accept(self) -> tuple[socket.socket, object]:
        self._taken += 1
        if self._taken % TAKEN_AT_ONCE == 0:
            eventlet.sleep(0)
        wire, address = self._listener.accept()
        return wire, peer(address)

    def __getattr__(self, name: str) -> object:
        return getattr(self._listener, name)


def bound_messages() -> None:
    """Let no WebSocket message grow without end, and no connection keep the house busy with pings."""
    RFC6455WebSocket.Message = Message
    ordinary = RFC6455WebSocket._handle_control_frame

    def handle(self: RFC6455WebSocket, opcode: int, data: bytes) -> None:
        moment = time.monotonic()
        level, at = getattr(self, "controls", (0.0, moment))
        level = max(0.0, level - (moment - at)) + 1
        self.controls = (level, moment)
        if level > MOST_CONTROLS:
            raise FailedConnectionError(1008, "too many pings")
        eventlet.sleep(0)
        ordinary(self, opcode, data)

    RFC6455WebSocket._handle_control_frame = handle


def allow_handles() -> None:
    """Ask the machine for as many handles as it lets us have: each connection takes one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def serve(listener: socket.socket, app: object) -> None:
    """Serve an application until the process ends; nothing of a fault of ours is told to who asks."""
    wsgi.server(
        Doorway(listener),
        app,
        protocol=Patient,
        log_output=False,
        debug=False,
        max_size=MOST_CONNECTIONS + 1_000,
        socket_timeout=QUIET_FOR,
        keepalive=IDLE_FOR,
    )
