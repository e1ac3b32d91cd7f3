"""Serving under eventlet with bounded patience: who is slow to say what they want is let go.

Only for `__main__`, which has patched the runtime before.
"""

import json
import resource
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

import eventlet
from eventlet import wsgi
from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

MOST_CONNECTIONS = 16_000
"""TCP connections in all; each takes one handle of the process."""

MOST_FROM_ONE = 4_000
"""TCP connections from one address but this machine's own, where a proxy may stand."""

IDLE_FOR = 15.0
"""Seconds that a connection may stay open between two requests, the first line of the next included."""

HEAD_WITHIN = 10.0
"""Seconds within which all headers of a request must have come."""

BODY_WITHIN = 120.0
"""Seconds within which a body must have come: 25 MB of photograph over a weak link."""

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

    def _timed(self, read: Callable[..., bytes], *size: int) -> bytes:
        began = time.monotonic()
        try:
            with eventlet.Timeout(max(0.01, self._patience), TimeoutError("the body came too slowly")):
                return read(*size)
        finally:
            self._patience -= time.monotonic() - began

    def read(self, *size: int) -> bytes:
        return self._timed(self._inner.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._timed(self._inner.readline, *size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")


class Hall:
    """How many connections there are, by address and in all."""

    def __init__(self) -> None:
        self._from: Counter[str] = Counter()
        self._all = 0

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
        try:
            super().__init__(conn_state, server)
        finally:
            self.hall.leaves(who)

    def _read_request_line(self) -> bytes:
        line = b""
        with eventlet.Timeout(IDLE_FOR, False):
            line = bytes(super()._read_request_line() or b"")
        return line  # noqa: RET504 - the timeout falls through to here

    def parse_request(self) -> bool:
        parsed = False
        with eventlet.Timeout(HEAD_WITHIN, False):
            parsed = bool(super().parse_request())
        if not parsed:
            self.close_connection = True
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

    def push(self, data: bytes, final: bool = False) -> None:
        self.taken += len(data) + 16  # a frame of nothing takes room too
        if self.taken > LARGEST_MESSAGE + 1_000_000:
            raise FailedConnectionError(1009, "the message is too large")
        super().push(data, final)


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
        listener,
        app,
        protocol=Patient,
        log_output=False,
        debug=False,
        max_size=MOST_CONNECTIONS + 1_000,
        socket_timeout=QUIET_FOR,
        keepalive=IDLE_FOR,
    )
