"""Many rooms at once, each with its phones, from one process: raw sockets, one epoll, ops at a human pace."""

import json
import re
import select
import socket
import struct
import time
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from server.demo.phone import Phone, call

OP = re.compile(rb'"id":"m(\d{11})"')
TEXT = (
    "Deux heures par atelier, pas plus, avec le café et la garde d’enfants sur place : on a vu revenir des "
    "familles qui ne venaient plus depuis un an."
)
PATIENCE = 60.0
"""Seconds within which everybody must have come in, and everything must have arrived."""


class Lost(Exception):
    """Something did not come in, or did not arrive."""


@dataclass
class Room:
    """A room, the ports by which its phones come in, in turn, and their tokens."""

    code: str
    ports: Sequence[int]
    tokens: list[str]
    kind: str
    devices: list["Device"] = field(default_factory=list)


@dataclass(eq=False)
class Device:
    """One phone's socket."""

    sock: socket.socket
    room: Room
    token: str
    entered: bool = False
    buffer: bytes = b""
    card: str = ""
    last: bytes = b""


def opened(door: int, ports: Sequence[int], people: int) -> Room:
    """Open a room at the port of a process, and let people join it; their phones come in by `ports` in turn."""
    base = f"http://127.0.0.1:{door}"
    room = call(base, "/api/rooms", {"format": "journee-capitalisation", "title": "Banc d’essai"})
    code = str(room["code"])
    with ThreadPoolExecutor(4) as doors:
        joined = list(
            doors.map(
                lambda n: call(base, f"/api/rooms/{code}/join", {"name": f"Personne {n}"}), range(people)
            )
        )
    console = Phone(base, str(room["token"]), code).connect()
    kind = console.first_kind()
    console.leave()
    return Room(code, ports, [str(person["token"]) for person in joined], kind)


class Phones:
    """Every phone of every room."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        self.rooms = rooms
        self.latencies = array("d")
        self.acks = array("d")
        self.refused: list[bytes] = []
        self.delivered = 0
        self._sent_at: dict[int, float] = {}
        self._poll = select.epoll()
        self._by_fd: dict[int, Device] = {}
        self._entered = 0

    def come_in(self) -> None:
        """Let every phone in."""
        for room in self.rooms:
            for number, token in enumerate(room.tokens):
                self._connect(room, room.ports[number % len(room.ports)], token)
            wanted = len(self._by_fd)
            self._until(lambda wanted=wanted: self._entered >= wanted)

    def _connect(self, room: Room, port: int, token: str) -> None:
        sock = socket.create_connection(("127.0.0.1", port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket&room={room.code} HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        device = Device(sock, room, token)
        room.devices.append(device)
        self._by_fd[sock.fileno()] = device
        self._poll.register(sock.fileno(), select.EPOLLIN)

    def write(self, rate: float, seconds: float, first: int = 0) -> int:
        """Let somebody in every room write `rate` times a second; give how many ops there were."""
        many = int(rate * seconds * len(self.rooms))
        began = time.perf_counter()
        for number in range(first, first + many):
            due = began + (number - first) / (rate * len(self.rooms))
            while (left := due - time.perf_counter()) > 0:
                self._turn(left)
            self._say(number)
        people = len(self.rooms[0].tokens)
        self._until(lambda: self.delivered >= many * people and len(self.acks) >= many)
        return many

    def listen(self, seconds: float) -> int:
        """Let nobody write for some seconds; give how many ops there were."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._turn(left)
        return 0

    def _say(self, number: int) -> None:
        room = self.rooms[number % len(self.rooms)]
        device = room.devices[number // len(self.rooms) % len(room.devices)]
        if device.card and number % 3 == 0:
            name, args = "card.edit", {"card": device.card, "text": f"{TEXT} Relu {number} fois."}
        else:
            device.card = f"c{number:011d}"
            args = {"card": device.card, "kind": room.kind, "text": TEXT}
            name = "card.write"
        body = json.dumps(["op", {"id": f"m{number:011d}", "name": name, "args": args}])
        self._sent_at[number] = time.perf_counter()
        device.sock.sendall(packed(f"42{number}{body}".encode()))

    def close(self) -> None:
        """Let everybody leave."""
        for device in self._by_fd.values():
            device.sock.close()
        self._poll.close()

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.perf_counter() + PATIENCE
        while not holds():
            if time.perf_counter() > end:
                raise Lost(f"{self._entered} in, {self.delivered} delivered, {self.refused[:3]}")
            self._turn(0.05)

    def _turn(self, patience: float) -> None:
        for fd, _ in self._poll.poll(patience):
            device = self._by_fd[fd]
            data = device.sock.recv(262_144)
            if not data:
                raise Lost(f"a phone was cut, after {device.last[:200]!r}")
            data = device.buffer + data
            if data.startswith(b"HTTP/1.1 101"):
                data = data.partition(b"\r\n\r\n")[2]
            while (size := length(data)) is not None:
                self._hear(device, data[size[0] : size[1]])
                data = data[size[1] :]
            device.buffer = data

    def _hear(self, device: Device, said: bytes) -> None:
        device.last = said
        if said.startswith(b'42["frame"'):
            arrived = time.perf_counter()
            for number in OP.findall(said):
                self.delivered += 1
                self.latencies.append(arrived - self._sent_at[int(number)])
        elif said == b"2":
            device.sock.sendall(packed(b"3"))
        elif said.startswith(b"0{"):
            asked = {"token": device.token, "enter": {"since": None, "packed": True}}
            device.sock.sendall(packed(b"40" + json.dumps(asked).encode()))
        elif said.startswith(b"44"):
            raise Lost(f"a phone was turned away: {said!r}")
        elif said.startswith(b'451-["entered"') and not device.entered:
            device.entered = True
            self._entered += 1
        elif said.startswith(b"43"):
            number, _, answer = said[2:].partition(b"[")
            self.acks.append(time.perf_counter() - self._sent_at[int(number)])
            if not answer.startswith(b'{"ok"'):
                self.refused.append(answer)


def packed(payload: bytes) -> bytes:
    """A text message from a device, under a mask of zeros, which is as legal as any other."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BBI", 0x81, 0x80 | size, 0) + payload
    return struct.pack("!BBHI", 0x81, 0x80 | 126, size, 0) + payload


def length(buffer: bytes) -> tuple[int, int] | None:
    """Where the payload of the message in front begins and ends; None where it is not all there."""
    if len(buffer) < 2:
        return None
    size, start = buffer[1] & 0x7F, 2
    if size == 126:
        start = 4
        size = struct.unpack_from("!H", buffer, 2)[0] if len(buffer) >= 4 else 0
    elif size == 127:
        start = 10
        size = struct.unpack_from("!Q", buffer, 2)[0] if len(buffer) >= 10 else 0
    return (start, start + size) if len(buffer) >= start + size and len(buffer) >= start else None
