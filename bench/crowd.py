"""A crowd of devices in one process: raw sockets, one epoll, and a few microseconds a message.

What arrives is only noted while a load lasts (which frame, at which device, when) and worked out
afterwards (bench/load.py). A frame that was seen before is recognised by its bytes and not read again.
"""

import heapq
import random
import select
import socket
import time
from array import array
from collections.abc import Callable, Sequence

from bench import wire
from bench.dialects import Dialect, SocketIo

CONNECTING, GREETING, ARRIVING, IN = range(4)

AT_ONCE = 120_000
"""Bytes that are read at once."""

KEY = 96
"""The first bytes of a frame, by which it is looked for among those that are known; then all are compared."""


class Lost(Exception):
    """A device was closed by the server, or did not come in."""


class Device:
    """One socket: how far it has come, and which frames it was sent, in order."""

    __slots__ = ("buffer", "card", "heard", "room", "seq", "sock", "state", "step", "token")

    def __init__(self, sock: socket.socket, token: str, room: int = 0) -> None:
        self.sock = sock
        self.token = token
        self.room = room
        self.state = CONNECTING
        self.step = 0
        """How far it has come in, as its dialect counts."""
        self.buffer = b""
        self.seq = 0
        self.heard = array("l")
        self.card = ""


class Seen:
    """A frame that some device was sent: its bytes, what it tells, and when it arrived where."""

    __slots__ = ("arrivals", "frame", "index", "raw")

    def __init__(self, raw: bytes, frame: wire.Frame, index: int) -> None:
        self.raw = raw
        self.frame = frame
        self.index = index
        self.arrivals = array("d")


class Crowd:
    """Devices of one server, in one room or in several."""

    def __init__(self, port: int, dialect: Dialect | None = None) -> None:
        self.port = port
        self.dialect = dialect or SocketIo()
        self.devices: list[Device] = []
        self.frames: list[Seen] = []
        self.sent_at: dict[int, float] = {}
        self.acks = array("d")
        self.refused: list[bytes] = []
        self.gaps = 0
        self.taken = 0
        """Frames taken in, by all devices together."""
        self.acked = 0
        self.delivered = 0
        self.snapshot_bytes = 0
        self._first = 0
        self._known: dict[bytes, Seen] = {}
        self._poll = select.epoll()
        self._by_fd: dict[int, Device] = {}
        self._in = 0
        self._buffer = bytearray(AT_ONCE)
        self._tries: dict[int, int] = {}
        self._retries: list[tuple[float, int, Device]] = []

    # --- coming in ------------------------------------------------------------------------------

    def connect(
        self,
        tokens: Sequence[str],
        at_once: int,
        patience: float = 60.0,
        rooms: Sequence[int] = (),
        over: float = 0.0,
    ) -> float:
        """Let one device in for each token; give the seconds until the last is in.

        At most `at_once` are on their way at a time; where `over` says so, they set out evenly over as
        many seconds. `rooms` says for each in which room it is.
        """
        began = time.perf_counter()
        wanted = self._in + len(tokens)
        started, were_in = 0, self._in
        while self._in < wanted:
            while started < len(tokens) and started - (self._in - were_in) < at_once:
                if over and time.perf_counter() - began < over * started / len(tokens):
                    break
                self._start(tokens[started], rooms[started] if rooms else 0)
                started += 1
            self.turn(0.005 if started < len(tokens) else 0.05)
            if time.perf_counter() - began > patience:
                raise Lost(f"{self._in} of {wanted} devices came in")
        return time.perf_counter() - began

    def _start(self, token: str, room: int) -> None:
        device = Device(_unconnected(), token, room)
        self.devices.append(device)
        self._set_out(device)

    def _set_out(self, device: Device) -> None:
        device.sock.connect_ex(("127.0.0.1", self.port))
        self._by_fd[device.sock.fileno()] = device
        self._poll.register(device.sock.fileno(), select.EPOLLOUT)

    def _leave(self, device: Device) -> None:
        self._poll.unregister(device.sock.fileno())
        del self._by_fd[device.sock.fileno()]
        device.sock.close()

    def come_back(self, began: float, patience: float = 60.0) -> float:
        """Let all come back after their server went, each at its own pace and with what it holds.

        They wait as our client does: 300 ms at first, twice as long each time up to 4 s, each time up to
        half of it more or less. Gives the seconds from `began` until the first was let in.
        """
        for device in self.devices:
            self._leave(device)
            self._tries[id(device)] = 0
            self._try_later(device)
        self._in, first = 0, 0.0
        while self._in < len(self.devices):
            now = time.perf_counter()
            while self._retries and self._retries[0][0] <= now:
                self._set_out(heapq.heappop(self._retries)[2])
            self.turn(0.002)
            if self._in and not first:
                first = time.perf_counter() - began
            if time.perf_counter() - began > patience:
                raise Lost(f"{self._in} of {len(self.devices)} devices came back")
        return first

    def _try_later(self, device: Device) -> None:
        device.sock, device.state, device.step, device.buffer = _unconnected(), CONNECTING, 0, b""
        wait = min(4.0, 0.3 * 2 ** self._tries[id(device)]) * random.uniform(0.5, 1.5)
        self._tries[id(device)] += 1
        heapq.heappush(self._retries, (time.perf_counter() + wait, id(device), device))

    def close(self) -> None:
        """Let everybody leave."""
        for device in self.devices:
            device.sock.close()
        self.dialect.left()
        self._poll.close()

    # --- listening ------------------------------------------------------------------------------

    def turn(self, patience: float) -> None:
        """Read what has come for anybody, waiting at most `patience` seconds for the first."""
        by_fd, known, buffer = self._by_fd, self._known, self._buffer
        starts, clock = self.dialect.FRAME, time.perf_counter
        for fd, happened in self._poll.poll(patience):
            device = by_fd[fd]
            if device.state == CONNECTING:
                self._connected(fd, device, happened)
                continue
            size = device.sock.recv_into(buffer)
            data = bytes(memoryview(buffer)[:size])
            if device.state == IN and not device.buffer:
                seen = known.get(data[:KEY])
                if seen is not None and seen.raw == data:
                    self._note(device, seen, clock())
                    continue
            if not data:
                raise Lost(f"a device was closed in state {device.state}, step {device.step}")
            self._read(device, device.buffer + data if device.buffer else data, starts)

    def _connected(self, fd: int, device: Device, happened: int) -> None:
        if happened & (select.EPOLLERR | select.EPOLLHUP):
            if id(device) not in self._tries:
                raise Lost("the server takes no connections")
            self._leave(device)
            self._try_later(device)
            return
        device.sock.send(wire.hello("127.0.0.1", self.port, self.dialect.PATH))
        device.state = GREETING
        self._poll.modify(fd, select.EPOLLIN)

    def _read(self, device: Device, data: bytes, starts: bytes) -> None:
        """Read what is no single frame that is known already."""
        if device.state == GREETING:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                device.buffer = head
                return
            device.state = ARRIVING
            self.dialect.greeted(self, device)
        while (size := wire.length(data)) is not None:
            kind, payload = wire.message(data, size)
            if kind == wire.CLOSE:
                raise Lost(f"a device was told to close: {payload!r}")
            if kind == wire.PING:
                device.sock.send(wire.pong(payload))
            elif payload.startswith(starts) and device.state == IN:
                self._note(device, self._seen(data[:size], payload), time.perf_counter())
            else:
                self.dialect.heard(self, device, payload)
            data = data[size:]
        device.buffer = data

    def _seen(self, raw: bytes, payload: bytes) -> Seen:
        seen = self._known.get(raw[:KEY])
        if seen is not None and seen.raw != raw:
            seen = self._known.get(raw)
        if seen is None:
            told = self.dialect.frame(payload)
            # What an earlier load left behind does not count for this one.
            told = told._replace(ops=tuple(number for number in told.ops if number >= self._first))
            seen = Seen(raw, told, len(self.frames))
            self.frames.append(seen)
            self._known[raw if raw[:KEY] in self._known else raw[:KEY]] = seen
        return seen

    def _note(self, device: Device, seen: Seen, at: float) -> None:
        seen.arrivals.append(at)
        device.heard.append(seen.index)
        self.taken += 1
        frame = seen.frame
        self.delivered += len(frame.ops)
        if frame.prev > device.seq:
            self.gaps += 1
        device.seq = frame.seq

    def arrived(self, device: Device) -> None:
        """Count a device as in; its dialect says when."""
        device.state = IN
        self._in += 1

    def answered(self, number: int, answer: bytes, *, good: bool) -> None:
        """Note that an op was answered."""
        if number < self._first:
            return
        self.acks.append(time.perf_counter() - self.sent_at[number])
        self.acked += 1
        if not good:
            self.refused.append(answer)

    def until(self, holds: Callable[[], bool], patience: float) -> bool:
        """Listen until something holds; False where it does not within `patience` seconds."""
        end = time.perf_counter() + patience
        while not holds():
            if time.perf_counter() > end:
                return False
            self.turn(0.01)
        return True

    def forget(self, first: int = 0) -> None:
        """Forget what arrived so far: a new load begins, with the op of this number."""
        self._first = first
        self.frames.clear()
        self._known.clear()
        self.sent_at.clear()
        self.acks = array("d")
        self.refused = []
        self.gaps = self.taken = self.acked = self.delivered = 0
        for device in self.devices:
            device.heard = array("l")


def _unconnected() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock
