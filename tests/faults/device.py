"""A device that keeps what was not acknowledged, comes back, and sends it again: a phone with its outbox."""

import threading
import time
from collections.abc import Mapping

import socketio

from server.demo.phone import Phone, Records, RefusedByServer
from server.live.ids import new_id

Body = Mapping[str, object]


class NoAnswer(ConnectionError):
    """The line is gone, or nothing comes over it any more."""


class Line(Phone):
    """One connection, which ends at once where the server is gone, or says nothing for too long."""

    lost = False
    patience: float | None = None
    """Seconds to wait for an answer; None waits for as long as the line stands."""

    def enter(self) -> None:
        """Ask for what is missing; where the line is gone meanwhile, the device opens another."""
        try:
            super().enter()
        except (ConnectionError, socketio.exceptions.SocketIOError, TypeError):
            # TypeError: the two messages of a packed snapshot changed places in the library's threads.
            self.lost = True

    def _call(self, event: str, body: object) -> dict[str, object]:
        answered = threading.Event()
        replies: list[dict[str, object]] = []

        def reply(*given: dict[str, object]) -> None:
            replies.extend(given)
            answered.set()

        self._io.emit(event, body, callback=reply)
        until = None if self.patience is None else time.monotonic() + self.patience
        while not answered.wait(0.02):
            if not self._io.connected or (until is not None and time.monotonic() > until):
                raise NoAnswer("the line is gone")
        if replies and "wait" in replies[0] and event == "enter":
            raise NoAnswer("the server cannot just now")
        return replies[0] if replies else {}


class Device:
    """A person's device: what it holds, what waits, what was acknowledged."""

    patience: float | None = None

    def __init__(self, base: str, token: str, room: str = "") -> None:
        self.records: Records = {}
        self.seq: int | None = None
        self.line: Line | None = None
        self.outbox: list[Body] = []
        self.asked: list[str] = []
        self.acknowledged: dict[str, int] = {}
        self.refused: dict[str, str] = {}
        self.waits = 0
        """How often it was told to ask again later."""
        self._base, self._token, self._room = base, token, room
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)

    def start(self) -> "Device":
        """Switch the device on."""
        self._thread.start()
        return self

    def write(self, name: str, args: Mapping[str, object]) -> None:
        """Put an op in the outbox."""
        op = new_id()
        self.asked.append(op)
        self.outbox.append({"id": op, "name": name, "args": args})

    def leave(self, patience: float) -> None:
        """Send what still waits, then go; TimeoutError where it does not get through (seconds)."""
        self._leaving.set()
        self._thread.join(patience)
        if self._thread.is_alive():
            raise TimeoutError(f"{len(self.outbox)} ops still wait")

    def look(self) -> None:
        """Come in once more, and hold what the room is now."""
        line = self._open()
        self._keep(line)
        line.leave()

    def _keep(self, line: Line) -> None:
        """Keep what a line held, and as of when: what still comes over it later is no more this device's."""
        with line._gate:
            self.records, self.seq = line.held(), line.seq

    def _live(self) -> None:
        while not self._leaving.is_set() or self.outbox:
            try:
                self.line = line = self._open()
                self._send(line)
            except (OSError, socketio.exceptions.SocketIOError, RefusedByServer, ValueError):
                # ValueError: the line was cut while it opened, and the library read what came of it as a packet.
                time.sleep(0.05)
                continue
            self.line = None
            self._keep(line)
            line.leave()

    def _open(self) -> Line:
        line = Line(self._base, self._token, self._room)
        line.patience = self.patience
        line.records, line.seq = self.records, self.seq
        line.connect()
        return line

    def _send(self, line: Line) -> None:
        while line.connected and not line.lost:
            if not self.outbox:
                if self._leaving.is_set():
                    return
                time.sleep(0.01)
                continue
            try:
                self._settle(self.outbox[0], line._call("op", self.outbox[0]))
            except (OSError, socketio.exceptions.SocketIOError):
                # What the line held is kept, and resumed from.
                return

    def _settle(self, op: Body, reply: Mapping[str, object]) -> None:
        if "ok" in reply:
            self.acknowledged[str(op["id"])] = int(str(reply["ok"]))
            self.outbox.pop(0)
        elif "refused" in reply:
            self.refused[str(op["id"])] = str(reply["refused"])
            self.outbox.pop(0)
        else:
            self.waits += 1
            time.sleep(0.1)
