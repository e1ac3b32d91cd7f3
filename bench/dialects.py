"""How devices speak to each of the servers that are measured: coming in, asking, and what a frame tells."""

import base64
import json
import subprocess
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bench import wire

if TYPE_CHECKING:
    from bench.crowd import Crowd, Device

NODE = Path(__file__).parent / "peers" / "node"

Asked = tuple["Device", dict[str, object]]
"""A device, and the body of an op that it asks."""


class Dialect(Protocol):
    """One server's way to speak."""

    PATH: str
    FRAME: bytes
    """How a message begins that tells ops."""

    def greeted(self, crowd: "Crowd", device: "Device") -> None:
        """The WebSocket is open."""

    def heard(self, crowd: "Crowd", device: "Device", payload: bytes) -> None:
        """Anything came that is no frame."""

    def frame(self, payload: bytes) -> wire.Frame:
        """What a frame tells."""

    def packets(self, first: int, asked: Sequence[Asked]) -> list[bytes]:
        """Ops as bytes to send; their numbers begin with `first`."""

    def left(self) -> None:
        """All devices have gone."""


class SocketIo:
    """Socket.IO 4 over a WebSocket; `enters` where the room is asked for together with being let in."""

    PATH = "/socket.io/?EIO=4&transport=websocket"
    FRAME = b'42["frame",'
    ENTERED = (b'42["entered",', b'451-["entered",')
    OPENING, JOINING, ENTERING, UNPACKING, DONE = range(5)

    def __init__(self, *, enters: bool = True) -> None:
        self._enters = enters

    def greeted(self, crowd: "Crowd", device: "Device") -> None:
        """The server speaks first."""

    def heard(self, crowd: "Crowd", device: "Device", payload: bytes) -> None:
        if payload == b"2":
            device.sock.send(wire.PONG)
        elif device.step == self.DONE:
            self._answer(crowd, payload)
        else:
            self._come_in(crowd, device, payload)

    def _come_in(self, crowd: "Crowd", device: "Device", payload: bytes) -> None:
        if device.step == self.OPENING and payload.startswith(b"0"):
            asked: dict[str, object] = {"token": device.token}
            if self._enters:
                asked["enter"] = {"since": device.seq or None, "packed": True}
            device.sock.send(wire.text(b"40" + json.dumps(asked).encode()))
            device.step = self.JOINING
        elif device.step == self.JOINING and payload.startswith(b"40"):
            if not self._enters:
                self._is_in(crowd, device)
                return
            device.step = self.ENTERING
        elif device.step == self.ENTERING and payload.startswith(self.ENTERED):
            device.seq = int(payload.partition(b'"seq":')[2].partition(b",")[0])
            if payload.startswith(b"45"):
                device.step = self.UNPACKING
            else:
                self._is_in(crowd, device)
        elif device.step == self.UNPACKING and payload.startswith(b"\x1f\x8b"):
            crowd.snapshot_bytes = len(payload)
            self._is_in(crowd, device)
        elif payload.startswith(b"44"):
            raise ConnectionRefusedError(payload.decode())

    def _is_in(self, crowd: "Crowd", device: "Device") -> None:
        device.step = self.DONE
        crowd.arrived(device)

    @staticmethod
    def _answer(crowd: "Crowd", payload: bytes) -> None:
        if payload.startswith(b"43"):
            number, _, answer = payload[2:].partition(b"[")
            crowd.answered(int(number), answer, good=answer.startswith(b'{"ok"'))

    def frame(self, payload: bytes) -> wire.Frame:
        return wire.read_frame(payload)

    def packets(self, first: int, asked: Sequence[Asked]) -> list[bytes]:
        return [wire.event("op", body, first + number) for number, (_, body) in enumerate(asked)]

    def left(self) -> None:
        """Nothing is held for them."""


class Bare(SocketIo):
    """Socket.IO without a room to enter: whoever is connected is told everything."""

    def __init__(self) -> None:
        super().__init__(enters=False)


class Opened(SocketIo):
    """A WebSocket over which nobody says anything: who has it open is in."""

    PATH = "/"

    def greeted(self, crowd: "Crowd", device: "Device") -> None:
        self._is_in(crowd, device)


class Hocuspocus:
    """Hocuspocus: one Yjs document, whose updates are told to all who have it open."""

    PATH = "/"
    DOCUMENT = b"\x05bench"
    FRAME = DOCUMENT + b"\x00\x02"
    AUTHENTICATING, SYNCING, DONE = range(3)

    def __init__(self) -> None:
        self._asked: dict[int, deque[int]] = {}
        pipe = subprocess.PIPE
        self._maker = subprocess.Popen(["node", "updates.mjs"], cwd=NODE, stdin=pipe, stdout=pipe)
        """Holds each device's document."""

    def greeted(self, crowd: "Crowd", device: "Device") -> None:
        device.sock.send(wire.binary(self.DOCUMENT + b"\x02\x00\x05token"))

    def heard(self, crowd: "Crowd", device: "Device", payload: bytes) -> None:
        said = payload.removeprefix(self.DOCUMENT)
        if said.startswith(b"\x02\x02") and device.step == self.AUTHENTICATING:
            device.sock.send(wire.binary(self.DOCUMENT + b"\x00\x00\x01\x00"))
            device.step = self.SYNCING
        elif said.startswith(b"\x00\x01") and device.step == self.SYNCING:
            device.step = self.DONE
            crowd.arrived(device)
        elif said.startswith(b"\x08"):
            # Answers come in the order in which one device asked.
            number = self._asked[id(device)].popleft()
            crowd.answered(number, said, good=said.startswith(b"\x08\x01"))

    def frame(self, payload: bytes) -> wire.Frame:
        return wire.Frame(0, 0, wire.numbers(payload))

    def packets(self, first: int, asked: Sequence[Asked]) -> list[bytes]:
        packets = []
        for number, (device, body) in enumerate(asked):
            self._asked.setdefault(id(device), deque()).append(first + number)
            update = self._update(device, body)
            packets.append(wire.binary(self.FRAME + wire.varint(len(update)) + update))
        return packets

    def _update(self, device: "Device", body: dict[str, object]) -> bytes:
        asks, answers = self._maker.stdin, self._maker.stdout
        if asks is None or answers is None:
            raise ChildProcessError("node has no pipes")
        asks.write(json.dumps([id(device), body]).encode() + b"\n")
        asks.flush()
        return base64.b64decode(answers.readline())

    def left(self) -> None:
        """Let go of their documents."""
        self._maker.communicate()
