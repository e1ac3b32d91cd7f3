"""Long-polling that no device of ours would do: made of seeds, so that each can be done again."""

import json
import random
import re
import socket
from contextlib import suppress

import websocket

from tests.security.frames import WORDS, bare, event, honest, mangled

PATIENCE = 0.3
"""Seconds for which the stranger waits for an answer: a poll that nobody answers is left."""

QUERIES = (
    "EIO=3&transport=polling", "EIO=4", "transport=polling", "EIO=4&transport=carrier-pigeon",
    "EIO=4&transport=polling&j=0", "EIO=4&transport=polling&j=alert(1)", "EIO=4&transport=polling&b64=1",
    "EIO=x&transport=polling", "EIO=4&transport=polling&transport=websocket", "%00", "EIO=4&transport=%ff",
    "EIO=4&transport=polling&room=" + "A" * 3_000,
)  # fmt: skip
WRONG = ("", "0", "nobody", "../..", "%00", "a" * 2_000, "%F0%9F%92%A3", "x&sid=y")
"""Names of sessions that are none."""


class Stranger:
    """Somebody who knows how long-polling goes and does it wrong, for one seed."""

    def __init__(self, base: str, token: str, seed: int) -> None:
        self._base = base
        self._token = token
        self._chance = random.Random(seed)
        self._sid = ""
        self._left: list[socket.socket] = []

    def play(self, many: int) -> int:
        """Open a session, and do so many things in it; give how many requests were sent."""
        self._open()
        ways = (self._says, self._says, self._polls_twice, self._asks_oddly, self._upgrades, self._tears)
        for _ in range(many):
            if not self._sid or self._chance.random() < 0.15:
                self._open()
            with suppress(OSError, websocket.WebSocketException):
                self._chance.choice(ways)()
        for wire in self._left:
            wire.close()
        return many

    def _open(self) -> None:
        found = re.search(rb'"sid":"([^"]+)"', self._ask("GET", "", patience=5))
        self._sid = found[1].decode() if found else ""
        if self._chance.random() < 0.6:  # else nobody: a session without a token
            self._post(("40" + json.dumps({"token": self._token})).encode())

    def _says(self) -> None:
        """A body of one packet or many, some of them whole."""
        chance = self._chance
        some = [
            chance.choice((honest, event, _odd))(chance) for _ in range(chance.choice((1, 1, 3, 16, 17, 400)))
        ]
        body = "\x1e".join(mangled(chance, said) if chance.random() < 0.4 else said for said in some)
        sent = body.encode("utf-8", "surrogatepass")
        if chance.random() < 0.2:
            sent = chance.choice((b"d=" + sent, chance.randbytes(300), b"", b"\x1e" * 5_000, b"b" + sent))
        self._post(sent, chance.choice((self._sid, self._sid, self._sid, chance.choice(WRONG))))

    def _polls_twice(self) -> None:
        """Two polls at once, and one that is asked and never read."""
        for _ in range(self._chance.randint(1, 3)):
            self._leave(self._request("GET", self._sid))

    def _asks_oddly(self) -> None:
        """What is no way to ask."""
        chance = self._chance
        method = chance.choice(("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "BREW"))
        query = chance.choice(QUERIES) + chance.choice(("", "&sid=" + (self._sid or "x")))
        self._send(f"{method} /socket.io/?{query} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode())

    def _upgrades(self) -> None:
        """A WebSocket for the session, with a poll still open, that asks out of turn or leaves half-way."""
        chance = self._chance
        self._leave(self._request("GET", self._sid))
        address = self._base.replace("http", "ws") + f"/socket.io/?EIO=4&transport=websocket&sid={self._sid}"
        wires = []
        for _ in range(chance.choice((1, 1, 2))):
            with suppress(OSError, websocket.WebSocketException):
                wires.append(websocket.create_connection(address, timeout=PATIENCE))
        for wire in wires:
            with suppress(OSError, websocket.WebSocketException):
                for said in chance.choice(
                    (("2probe",), ("2probe", "5"), ("5",), ("2probe", "5", "5"), ("6",))
                ):
                    wire.send(said)
                    if chance.random() < 0.5:
                        self._post(honest(chance).encode())
                wire.send(mangled(chance, honest(chance)))
            wire.shutdown()

    def _tears(self) -> None:
        """A body shorter than was said, or longer, or in pieces that are none."""
        length, body = self._chance.choice(((9_000, b"42"), (1, b"42[]" * 9), (-1, b"4"), (10**12, b"4")))
        head = f"POST {self._path(self._sid)} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        if self._chance.random() < 0.3:
            head = f"POST {self._path(self._sid)} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        self._send(head.encode() + body)

    def _post(self, body: bytes, sid: str | None = None) -> None:
        self._ask("POST", self._sid if sid is None else sid, body)

    def _path(self, sid: str) -> str:
        return "/socket.io/?EIO=4&transport=polling" + (f"&sid={sid}" if sid else "")

    def _request(self, method: str, sid: str, body: bytes = b"") -> bytes:
        head = f"{method} {self._path(sid)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def _ask(self, method: str, sid: str, body: bytes = b"", patience: float = PATIENCE) -> bytes:
        return self._send(self._request(method, sid, body), patience)

    def _send(self, said: bytes, patience: float = PATIENCE) -> bytes:
        answer = b""
        with suppress(OSError), bare(self._base) as wire:
            wire.settimeout(patience)
            wire.sendall(said)
            while piece := wire.recv(65_536):
                answer += piece
        return answer

    def _leave(self, said: bytes) -> None:
        """Ask and go on, without looking at the answer; the oldest are hung up on."""
        wire = bare(self._base)
        wire.sendall(said)
        self._left.append(wire)
        if len(self._left) > 8:
            self._left.pop(0).close()


def _odd(chance: random.Random) -> str:
    return "".join(chance.choice(WORDS) for _ in range(chance.randint(1, 4)))
