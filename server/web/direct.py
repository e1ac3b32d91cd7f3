"""Writing a ready-made WebSocket frame to many sockets from one loop, without waiting for any.

The ordinary road puts a packet in each device's queue, from where a task of its own encodes and sends
it. Most of the time the queue is empty and the socket takes a small frame at once: then the bytes,
made once for all, are handed to the kernel here. A device whose queue is not empty, whose socket is
busy or full, or that is on long-polling, goes the ordinary road, so that order is kept.
"""

import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from flask_socketio import SocketIO


class Lock(Protocol):
    def acquire(self, blocking: bool = ...) -> bool: ...
    def release(self) -> None: ...


class Wire(Protocol):
    """What is used of the WebSocket of the server's runtime: its socket and the lock on its sending."""

    socket: object
    _sendlock: Lock


def text_frame(message: str) -> bytes:
    """Give a text message as an unmasked WebSocket frame (RFC 6455, section 5.2)."""
    payload = message.encode()
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x81, size)
    elif size < 65_536:
        head = struct.pack("!BBH", 0x81, 126, size)
    else:
        head = struct.pack("!BBQ", 0x81, 127, size)
    return head + payload


class DirectWrites:
    """Knows the WebSocket of each connection that has one, and writes to it where that is possible."""

    def __init__(self, io: SocketIO) -> None:
        self._spawn: Callable[..., object] = io.start_background_task
        drivers = io.server.eio._async
        ordinary = drivers["websocket"]

        class Noted(ordinary):  # type: ignore[misc, valid-type]
            """The runtime's WebSocket, which tells its connection that it is there."""

            def __init__(self, handler: Callable[[Wire], object], *rest: object) -> None:
                def noting(wire: Wire) -> object:
                    handler.__self__.direct = wire  # type: ignore[attr-defined]
                    return handler(wire)

                super().__init__(noting, *rest)

        drivers["websocket"] = Noted

    def write(self, connection: object, frame: bytes) -> bool:
        """Hand a frame to a connection's socket; False where it must go the ordinary road."""
        wire: Wire | None = getattr(connection, "direct", None)
        if wire is None or not connection.upgraded or not connection.queue.empty():  # type: ignore[attr-defined]
            return False
        if not wire._sendlock.acquire(blocking=False):
            return False
        try:
            sent = wire.socket.fd.send(frame)  # type: ignore[attr-defined]
        except BlockingIOError:
            sent = 0
        except OSError:
            wire._sendlock.release()
            return False
        if sent == len(frame):
            wire._sendlock.release()
        else:
            self._spawn(self._finish, wire, frame[sent:])
        return True

    @staticmethod
    def _finish(wire: Wire, rest: bytes) -> None:
        """Send what the kernel did not take, holding the lock so that nothing comes between."""
        with suppress(OSError):
            wire.socket.sendall(rest)  # type: ignore[attr-defined]
        wire._sendlock.release()
