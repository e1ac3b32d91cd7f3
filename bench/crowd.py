"""A crowd of devices in one process: raw sockets, one epoll, and a few microseconds a message."""

import json
import select
import socket
import time
from array import array
from collections.abc import Callable, Sequence

from bench import wire

CONNECTING, GREETING, OPENING, JOINING, ENTERING, UNPACKING, IN = range(7)

FRAME = b'42["frame",'
ENTER = 9_999_999
"""The acknowledgement id of `enter`; those of ops are their numbers."""


class Lost(Exception):
    """A device was closed by the server, or did not come in."""


class Device:
    """One socket: how far it has come, and how often it was told each op."""

    __slots__ = ("buffer", "card", "seen", "seq", "sock", "state", "token")

    def __init__(self, sock: socket.socket, token: str, ops: int) -> None:
        self.sock = sock
        self.token = token
        self.state = CONNECTING
        self.buffer = b""
        self.seq = 0
        self.seen = bytearray(ops)
        self.card = ""


class Crowd:
    """N devices of one room; `ops` is how many ops there will be, numbered from 0."""

    def __init__(self, port: int, ops: int, *, enters: bool = True) -> None:
        self.port = port
        self.devices: list[Device] = []
        self.sent_at = [0.0] * ops
        self.latencies = array("d")
        self.acks = array("d")
        self.last_at = [0.0] * ops
        self.refused: list[bytes] = []
        self.gaps = 0
        self.frames = 0
        self.snapshot_bytes = 0
        self.acked = 0
        self.delivered = 0
        self._ops = ops
        self._enters = enters
        self._read: dict[bytes, wire.Frame] = {}
        self._poll = select.epoll()
        self._by_fd: dict[int, Device] = {}
        self._in = 0

    # --- coming in ------------------------------------------------------------------------------

    def connect(self, tokens: Sequence[str], at_once: int, patience: float = 60.0) -> float:
        """Let one device in for each token, at most so many on their way at a time; give the seconds."""
        began = time.perf_counter()
        waiting = list(reversed(tokens))
        wanted = self._in + len(tokens)
        started = self._in
        while self._in < wanted:
            while waiting and started - self._in < at_once:
                self._start(waiting.pop())
                started += 1
            self.turn(0.05)
            if time.perf_counter() - began > patience:
                raise Lost(f"{self._in} of {wanted} devices came in")
        return time.perf_counter() - began

    def _start(self, token: str) -> None:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect_ex(("127.0.0.1", self.port))
        device = Device(sock, token, self._ops)
        self.devices.append(device)
        self._by_fd[sock.fileno()] = device
        self._poll.register(sock.fileno(), select.EPOLLOUT)

    def close(self) -> None:
        """Let everybody leave."""
        for device in self.devices:
            device.sock.close()
        self._poll.close()

    # --- speaking -------------------------------------------------------------------------------

    def say(self, device: Device, number: int, body: object) -> None:
        """Send an op by its number, and note when."""
        packet = wire.event("op", body, number)
        self.sent_at[number] = time.perf_counter()
        device.sock.send(packet)

    # --- listening ------------------------------------------------------------------------------

    def turn(self, patience: float) -> None:
        """Read what has come for anybody, waiting at most `patience` seconds for the first."""
        by_fd = self._by_fd
        for fd, happened in self._poll.poll(patience):
            device = by_fd[fd]
            if device.state == CONNECTING:
                if happened & (select.EPOLLERR | select.EPOLLHUP):
                    raise Lost("the server takes no connections")
                device.sock.send(wire.hello("127.0.0.1", self.port))
                device.state = GREETING
                self._poll.modify(fd, select.EPOLLIN)
                continue
            data = device.sock.recv(262_144)
            if not data:
                raise Lost(f"a device was closed in state {device.state}")
            if device.buffer:
                data = device.buffer + data
            if device.state == GREETING:
                head, end, data = data.partition(b"\r\n\r\n")
                if not end:
                    device.buffer = head
                    continue
                device.state = OPENING
            cut = wire.cut(data)
            while cut is not None:
                kind, payload, data = cut
                self._message(device, kind, payload)
                cut = wire.cut(data) if data else None
            device.buffer = data

    def _message(self, device: Device, kind: int, payload: bytes) -> None:
        if kind == wire.TEXT:
            if payload.startswith(FRAME):
                self._frame(device, payload)
            elif payload.startswith(b"43"):
                self._answer(device, payload)
            elif payload == b"2":
                device.sock.send(wire.PONG)
            elif device.state != IN:
                self._come_in(device, payload)
        elif kind == wire.BINARY and device.state == UNPACKING:
            self.snapshot_bytes = len(payload)
            self._arrived(device)
        elif kind == wire.CLOSE:
            raise Lost("a device was told to close")

    def _come_in(self, device: Device, payload: bytes) -> None:
        if device.state == OPENING and payload.startswith(b"0"):
            device.sock.send(wire.text(b"40" + json.dumps({"token": device.token}).encode()))
            device.state = JOINING
        elif device.state == JOINING and payload.startswith(b"40"):
            if not self._enters:
                self._arrived(device)
                return
            device.sock.send(wire.event("enter", {"since": None, "packed": True}, ENTER))
            device.state = ENTERING
        elif device.state == ENTERING and payload.startswith(b"46"):
            device.seq = int(payload.partition(b'"seq":')[2].partition(b",")[0])
            device.state = UNPACKING
        elif payload.startswith(b"44"):
            raise Lost(payload.decode())

    def _arrived(self, device: Device) -> None:
        device.state = IN
        self._in += 1

    def _frame(self, device: Device, payload: bytes) -> None:
        arrived = time.perf_counter()
        frame = self._read.get(payload)
        if frame is None:
            if len(self._read) > 5_000:
                self._read.clear()
            frame = self._read[payload] = wire.read_frame(payload)
        self.frames += 1
        if frame.prev > device.seq:
            self.gaps += 1
        device.seq = frame.seq
        for number in frame.ops:
            device.seen[number] += 1
            self.delivered += 1
            self.latencies.append(arrived - self.sent_at[number])
            self.last_at[number] = arrived

    def _answer(self, device: Device, payload: bytes) -> None:
        number, _, answer = payload[2:].partition(b"[")
        if int(number) == ENTER:
            raise Lost(f"not let in: {payload[:200]!r}")
        self.acks.append(time.perf_counter() - self.sent_at[int(number)])
        self.acked += 1
        if not answer.startswith(b'{"ok"'):
            self.refused.append(answer)

    def until(self, holds: Callable[[], bool], patience: float) -> bool:
        """Listen until something holds; False where it does not within `patience` seconds."""
        end = time.perf_counter() + patience
        while not holds():
            if time.perf_counter() > end:
                return False
            self.turn(0.01)
        return True
