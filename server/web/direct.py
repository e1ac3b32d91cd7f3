"""The short road between the loop and a WebSocket: ready-made bytes out, ops in, without a task of their own.

On the ordinary road a message in takes two tasks and three queues, and a frame out is packed anew for
every device. Here bytes made once for all are handed to the kernel from the loop that made them, and
an op is given to its room from where it was read. All that is out of the ordinary (handshakes,
fragments, control frames, large messages, long-polling) goes the ordinary road.
"""

import struct
from collections import deque
from collections.abc import Callable
from typing import Protocol

import structlog
from flask_socketio import SocketIO

from server.web.limits import Bucket

logger = structlog.get_logger()

AT_ONCE = 65_536
"""Bytes that are read at once; a message of more is left to the library."""

MOST_UNREAD = 1_000_000
"""Bytes of one device that may wait to be handled; then no more are read until they are."""

MOST_READY = 200
"""Messages of one device that may wait to be handled."""

CRUMB = 32
"""Bytes: what comes in less and makes no message whole is a crumb. Networks carry forty times as much at once."""

MOST_CRUMBS, CRUMBS_A_SECOND = 100, 5
"""Crumbs in a row from one device, and how many more a second: being woken for one takes as long as for a message."""

PONG = b"3"
"""What a device answers when it is asked whether it is still there."""

LONGEST_QUEUE = 1_000
"""Frames that may wait for one slow device before it is cut; it comes back and resumes."""


class Watch(Protocol):
    """Calls back from the loop whenever a socket has something to read; returns what ends that."""

    def __call__(self, fileno: int, readable: Callable[[], None], /) -> Callable[[], None]: ...


class Lock(Protocol):
    """A semaphore of the server's runtime."""

    def acquire(self, blocking: bool = ...) -> bool: ...
    def release(self) -> object: ...


class Plain(Protocol):
    """A socket that never waits."""

    def send(self, data: bytes | memoryview, /) -> int: ...
    def recv(self, size: int, /) -> bytes: ...
    def fileno(self) -> int: ...


class Green(Protocol):
    """A socket of the server's runtime, which makes its task wait and nobody else."""

    fd: Plain

    def sendall(self, data: bytes | memoryview) -> None: ...
    def shutdown(self, how: int) -> None: ...


class Wire(Protocol):
    """What is used of the WebSocket of the server's runtime."""

    socket: object
    iterator: object
    _sendlock: Lock

    def close(self, close_data: object = None) -> None: ...
    def _pack_message(self, message: str | bytes, **how: object) -> bytes: ...


class Queue(Protocol):
    """What waits for the library's own writer; `queue` is what the runtimes' queues keep it in."""

    queue: deque[object]

    def empty(self) -> bool: ...
    def qsize(self) -> int: ...


class Connection(Protocol):
    """What is used of a connection of the Engine.IO server."""

    sid: str
    closed: bool
    upgraded: bool
    queue: Queue

    def send(self, packet: object, /) -> None: ...
    def schedule_ping(self) -> None: ...
    def close(self, *, wait: bool, abort: bool) -> None: ...


Quick = Callable[["Line", bytes], bool]
"""Handles a message at once, from the loop; False where it must go the ordinary road."""


MayHold = Callable[[str, int], bool]
"""Whether a connection, by its id, may have so many more bytes of messages that are not whole yet."""


def text_frame(message: bytes) -> bytes:
    """Give a text message as an unmasked WebSocket frame (RFC 6455, section 5.2)."""
    size = len(message)
    if size < 126:
        return b"\x81%c%b" % (size, message)
    if size < 65_536:
        return struct.pack("!BBH", 0x81, 126, size) + message
    return struct.pack("!BBQ", 0x81, 127, size) + message


def unmasked(mask: bytes, data: bytes) -> bytes:
    """Undo the mask of a WebSocket payload with one exclusive-or of two whole numbers."""
    size = len(data)
    pattern = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")


class Line:
    """One WebSocket: everything that is sent on it, in one order, and what it read."""

    def __init__(
        self, wire: Wire, connection: Connection, quick: Quick, spawn: Callable[..., object]
    ) -> None:
        self.connection = connection
        self.sid = ""
        """The Socket.IO id under which this device is a guest, once it is known."""
        self.behind = 0
        """How many ops of this device are on the ordinary road, and not yet in their room's queue."""
        self._wire = wire
        self._green: Green = wire.socket  # type: ignore[assignment]
        self._fd = self._green.fd
        self._send_some = self._fd.send
        self._quick = quick
        self._spawn = spawn
        self._pending: deque[bytes | memoryview] = deque()
        self._broken = False
        self._close = wire.close
        wire.send = self.send  # type: ignore[attr-defined]
        wire.close = self.close  # type: ignore[method-assign]

    @property
    def waiting(self) -> int:
        """How many frames wait until the other side takes them."""
        return len(self._pending)

    # --- out ------------------------------------------------------------------------------------

    def write(self, frame: bytes) -> bool:
        """Send a frame without waiting, after all that was sent before; False where too much waits."""
        pending = self._pending
        if pending:
            pending.append(frame)
            return len(pending) <= LONGEST_QUEUE
        try:
            sent = self._send_some(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            # Who reads from it finds out and closes it.
            self._broken = True
            return True
        if sent < len(frame):
            pending.append(memoryview(frame)[sent:])
            # Free, for nobody else takes it: a close waits for it, so that nothing is cut in the middle.
            self._wire._sendlock.acquire(blocking=False)
            self._spawn(self._flush)
        return True

    def send(self, message: str | bytes, **how: object) -> None:
        """Send a message of the library's: what it does not send itself comes in the same order."""
        if self._broken:
            raise BrokenPipeError
        if isinstance(message, str) and not how:
            self.write(text_frame(message.encode()))
        else:
            self.write(self._wire._pack_message(message, **how))

    def _flush(self) -> None:
        try:
            while self._pending:
                self._green.sendall(self._pending[0])
                self._pending.popleft()
        except OSError:
            self._broken = True
            self._pending.clear()
        finally:
            self._wire._sendlock.release()

    def close(self, close_data: object = None) -> None:
        """Close the WebSocket once what is being sent is out."""
        self._wire._sendlock.acquire()
        self._wire._sendlock.release()
        self._close(close_data)

    def end(self) -> None:
        """Stop reading; who waits for a message is told that there will be none."""


class ReadLine(Line):
    """A WebSocket that the loop itself reads from."""

    def __init__(
        self,
        wire: Wire,
        connection: Connection,
        quick: Quick,
        spawn: Callable[..., object],
        watch: Watch,
        may_hold: MayHold = lambda connection, size: True,
    ) -> None:
        super().__init__(wire, connection, quick, spawn)
        self._raw = b""
        self._ready: deque[str] = deque()
        self._unheard = 0
        """Signs of what is ready."""
        self._more: Lock = type(wire._sendlock)(0)  # type: ignore[call-arg]
        self._odd = False
        """Whether what comes next is not a whole, plain text message: the library takes it apart."""
        self._ended = False
        self._crumbs: Bucket | None = None
        """What is left of the crumbs that may come, once there was one."""
        self._watch = watch
        self._may_hold = may_hold
        self._unwatch: Callable[[], None] | None = watch(self._fd.fileno(), self._readable)
        wire.socket = Read(self, self._green)
        wire.wait = self.wait  # type: ignore[attr-defined]

    def wait(self) -> str | bytes | None:
        """Give the next message that is not handled already; None where there will be none."""
        message: str | bytes | None
        while True:
            if self._ready:
                message = self._ready.popleft()
                self._unheard -= len(message)
                return message
            if self._odd:
                message = next(self._wire.iterator, None)  # type: ignore[call-overload]
                self._odd = False
                if message is not None:
                    self._peel()
                return message
            if self._ended:
                return None
            self._wait_for_more()

    def read(self, size: int) -> bytes:
        """Give the library some of what has come; nothing where the other side is gone."""
        while not self._raw and not self._ended:
            self._wait_for_more()
        part, self._raw = self._raw[:size], self._raw[size:]
        return part

    def close(self, close_data: object = None) -> None:
        self.end()
        super().close(close_data)

    def end(self) -> None:
        self._pause()
        self._ended = True
        self._more.release()

    def _wait_for_more(self) -> None:
        if self._unwatch is None:
            self._unwatch = self._watch(self._fd.fileno(), self._readable)
        self._more.acquire()

    def _pause(self) -> None:
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None

    def _readable(self) -> None:
        """Take what has come; called from the loop, and so never waits."""
        try:
            data = self._fd.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.end()
            return
        held = len(self._raw) + len(data)
        self._raw = self._raw + data if self._raw else data
        if not self._odd:
            self._peel()
        if len(data) < CRUMB and len(self._raw) == held and self._crumbles():
            self._cut("crumbs")
            return
        if self._raw and not self._may_hold(self.connection.sid, min(len(data), len(self._raw))):
            self._cut("unfinished")
            return
        if self._odd or self._ready:
            self._more.release()
            if len(self._raw) + self._unheard > MOST_UNREAD or len(self._ready) > MOST_READY:
                self._pause()

    def _cut(self, why: str) -> None:
        """Read no more, and nothing of what has come; a reader that was waiting may look once more."""
        if not self._ended:
            logger.info("socket.closed", why=why)
        self._raw = b""
        self.end()

    def _crumbles(self) -> bool:
        """Count a crumb; whether there were too many."""
        self._crumbs = self._crumbs or Bucket(rate=CRUMBS_A_SECOND, burst=MOST_CRUMBS)
        return not self._crumbs.allows(self.sid)

    def _peel(self) -> None:
        """Take whole, plain text messages off the front; stop at the first thing that is none."""
        raw, at, end = self._raw, 0, len(self._raw)
        while at < end:
            if raw[at] != 0x81 or (end - at > 1 and not 0x80 <= raw[at + 1] < 0xFF):
                self._odd = True
                break
            if end - at < 6:  # no masked message is shorter
                break
            size, start = raw[at + 1] & 0x7F, at + 2
            if size == 126:
                size, start = raw[at + 2] << 8 | raw[at + 3], at + 4
            after = start + 4 + size
            if after > end:
                break
            if not self._took(unmasked(raw[start : start + 4], raw[start + 4 : after])):
                self._odd = True
                break
            at = after
        self._raw = raw[at:] if at else raw

    def _took(self, message: bytes) -> bool:
        """Handle a message or keep it for its task; False where it is no text at all."""
        if message == PONG and self.connection.upgraded:
            self.connection.schedule_ping()
            return True
        # Also where others wait: ops must not overtake one another, but may overtake what is none.
        if self._quick(self, message):
            return True
        try:
            text = message.decode()
        except UnicodeDecodeError:
            return False
        self._ready.append(text)
        self._unheard += len(text)
        return True


class Read:
    """A line as the library sees it: its socket, of which only the reading is ours."""

    def __init__(self, line: ReadLine, green: Green) -> None:
        self._line = line
        self._green = green

    def recv(self, size: int) -> bytes:
        return self._line.read(size)

    def __getattr__(self, name: str) -> object:
        return getattr(self._green, name)


def direct_lines(io: SocketIO, quick: Quick, watch: Watch | None, may_hold: MayHold) -> None:
    """Give every connection that has a WebSocket its line, as `connection.direct`."""
    spawn = io.start_background_task
    drivers = io.server.eio._async
    ordinary = drivers["websocket"]

    class Noted(ordinary):  # type: ignore[misc, valid-type]
        """The runtime's WebSocket, which tells its connection that it is there."""

        def __init__(self, handler: Callable[[Wire], object], *rest: object) -> None:
            def noting(wire: Wire) -> object:
                connection = handler.__self__  # type: ignore[attr-defined]
                if watch is None:
                    connection.direct = Line(wire, connection, quick, spawn)
                else:
                    connection.direct = ReadLine(wire, connection, quick, spawn, watch, may_hold)
                try:
                    return handler(wire)
                finally:
                    connection.direct.end()
                    connection.direct = None

            super().__init__(noting, *rest)

    drivers["websocket"] = Noted
