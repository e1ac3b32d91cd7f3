"""A device in Python: it speaks the same wire as a phone, and holds the same records."""

import json
import threading
import urllib.error
import urllib.request
import uuid
import zlib
from collections.abc import Callable, Mapping

import socketio

from server.live.ids import new_id

Record = dict[str, object]
Records = dict[str, dict[str, Record]]


class RefusedByServer(Exception):
    """The server said no; `code` and `facts` as on the wire."""

    def __init__(self, code: str, facts: Mapping[str, object]) -> None:
        super().__init__(f"{code} {dict(facts)}")
        self.code = code
        self.facts = facts


def call(
    base: str, path: str, body: object = None, token: str = "", method: str | None = None
) -> dict[str, object]:
    """Ask the HTTP interface; RefusedByServer where the answer is a problem document."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, headers, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.loads(answer.read())  # type: ignore[no-any-return]
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read())
        raise RefusedByServer(problem["code"], problem["facts"]) from None


def fetch(base: str, path: str, token: str) -> bytes:
    """Ask for a document; RefusedByServer where the answer is a problem document."""
    request = urllib.request.Request(base + path, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read())
        raise RefusedByServer(problem["code"], problem["facts"]) from None


def upload(base: str, path: str, name: str, content: bytes, token: str) -> str:
    """Send a file as a form does; give its id. RefusedByServer where it is not taken."""
    line = uuid.uuid4().hex
    head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{line}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={line}", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(base + path, body, headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return str(json.loads(answer.read())["file"])
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read())
        raise RefusedByServer(problem["code"], problem["facts"]) from None


def unpacked(packed: object) -> Records:
    """Read what a snapshot or its pages were packed into."""
    return json.loads(zlib.decompress(packed, wbits=31))  # type: ignore[no-any-return, arg-type]


def reduce(records: Records, changes: list[list[object]]) -> None:
    """Apply the changes of a frame: the whole of what a device knows of rules."""
    for change in changes:
        verb, kind, id = str(change[0]), str(change[1]), str(change[2])
        of_kind = records.setdefault(kind, {})
        if verb == "put":
            of_kind[id] = dict(change[3])  # type: ignore[call-overload]
        elif verb == "patch" and id in of_kind:
            of_kind[id].update(change[3])  # type: ignore[call-overload]
        elif verb == "drop":
            of_kind.pop(id, None)


class InOrder(socketio.Client):  # type: ignore[misc]
    """The library's client, less its habit of reading each message in a thread of its own.

    A snapshot comes as two messages, its head and its bytes, and must be read in that order.
    """

    def __init__(self) -> None:
        super().__init__(reconnection=False, handle_sigint=False)
        ordinary = self.eio._trigger_event

        def in_order(event: str, *given: object, **how: object) -> object:
            apart = how.pop("run_async", False) and event != "message"
            return ordinary(event, *given, run_async=apart, **how)

        self.eio._trigger_event = in_order

    def _trigger_event(self, event: str, namespace: str, *given: object) -> object:
        """What is told of an event may wait for an answer, which only who reads can bring."""
        if event in ("frame", "here"):
            return self.start_background_task(super()._trigger_event, event, namespace, *given)
        return super()._trigger_event(event, namespace, *given)


class Phone:
    """One connected device of one person, screen or reader."""

    def __init__(self, base: str, token: str, room: str = "") -> None:
        """A device of a room; `room` is its code, by which a proxy brings it to the room's process."""
        self.base = base
        self.token = token
        self.room = room
        self.records: Records = {}
        self.seq: int | None = None
        self.me: dict[str, object] = {}
        self.here: dict[str, int] = {}
        self.frames = 0
        self.gaps = 0
        self.heard: Callable[[dict[str, object]], None] = lambda frame: None
        self._gate = threading.RLock()
        self._changed = threading.Condition(self._gate)
        self._io = InOrder()
        self._io.on("frame", self._frame)
        self._io.on("here", self._here)

    def connect(self, transports: list[str] | None = None) -> "Phone":
        """Come in, and hold the room as this device may see it."""
        address = f"{self.base}/?room={self.room}" if self.room else self.base
        self._io.connect(
            address, auth={"token": self.token}, transports=transports or ["websocket"], retry=False
        )
        self.enter()
        return self

    def enter(self) -> None:
        """Ask for what is missing since what is held: a snapshot at first, frames later."""
        with self._gate:
            reply = self._call("enter", {"since": self.seq, "packed": True})
            if "refused" in reply:
                raise RefusedByServer(str(reply["refused"]), reply.get("facts", {}))  # type: ignore[arg-type]
            if "wait" in reply:
                raise RefusedByServer(str(reply["wait"]), {})
            self.me = reply["me"]  # type: ignore[assignment]
            self.here = dict(reply.get("here", {}))  # type: ignore[call-overload]
            if "packed" in reply:
                self.records = unpacked(reply["packed"])
            if "snapshot" in reply:
                self.records = reply["snapshot"]  # type: ignore[assignment]
            reduce(self.records, reply.get("changes", []))  # type: ignore[arg-type]
            for frame in reply.get("frames", []):  # type: ignore[attr-defined]
                for op in frame["ops"]:
                    reduce(self.records, op["changes"])
            self.seq = int(reply["seq"])  # type: ignore[call-overload]
            self._changed.notify_all()

    def ask(self, name: str, /, base: int | None = None, op: str = "", **args: object) -> int:
        """Ask an op and wait until it is on disk; give its sequence number."""
        return self.send(op or new_id(), name, base, args)

    def send(self, op: str, name: str, base: int | None, args: Mapping[str, object]) -> int:
        """Ask an op by an id made before, and wait until it is on disk; give its sequence number."""
        body: dict[str, object] = {"id": op, "name": name, "args": args}
        if base is not None:
            body["base"] = base
        return _done(self._call("op", body))

    def undo(self, op: str) -> int:
        """Ask that an op be taken back; give the sequence number of that."""
        return self.send(new_id(), "op.undo", None, {"op": op})

    def send_raw(self, event: str, body: object) -> dict[str, object]:
        """Send anything at all, and give the answer."""
        return self._call(event, body)

    def write_on(self, where: str | None) -> None:
        """Say what the person is writing on."""
        self._io.emit("here", {"writing": where})

    def await_seq(self, seq: int, patience: float = 10.0) -> None:
        """Wait until this device holds `seq`; TimeoutError after `patience` seconds."""
        with self._gate:
            if not self._changed.wait_for(lambda: (self.seq or 0) >= seq, patience):
                raise TimeoutError(f"holds {self.seq}, not {seq}")

    def of(self, kind: str) -> dict[str, Record]:
        """The records of a kind as this device holds them now."""
        with self._gate:
            return dict(self.records.get(kind, {}))

    def first_kind(self) -> str:
        """A kind of card that the room's format has."""
        return str(self.of("format")["format"]["kinds"][0]["id"])  # type: ignore[index]

    def held(self) -> Records:
        """Everything that this device holds now, less the kinds of which it holds nothing."""
        with self._gate:
            return {
                kind: {id: dict(record) for id, record in records.items()}
                for kind, records in self.records.items()
                if records
            }

    def leave(self) -> None:
        """Go, without a word."""
        self._io.disconnect()

    @property
    def connected(self) -> bool:
        return bool(self._io.connected)

    def _call(self, event: str, body: object) -> dict[str, object]:
        reply = self._io.call(event, body, timeout=20)
        return reply if isinstance(reply, dict) else {}

    def _frame(self, frame: dict[str, object]) -> None:
        with self._gate:
            prev, seq = int(frame["prev"]), int(frame["seq"])  # type: ignore[call-overload]
            self.frames += 1
            if self.seq is None or seq <= self.seq:
                return
            missed = prev > self.seq
            if not missed:
                for op in frame["ops"]:  # type: ignore[attr-defined]
                    reduce(self.records, op["changes"])
                self.seq = seq
                self._changed.notify_all()
        if missed:
            self.gaps += 1
            threading.Thread(target=self.enter, daemon=True).start()
        self.heard(frame)

    def _here(self, word: dict[str, object]) -> None:
        with self._gate:
            for person, count in dict(word.get("here", {})).items():  # type: ignore[call-overload]
                self.here[person] = count
                if not count:
                    del self.here[person]


def _done(reply: dict[str, object]) -> int:
    """The sequence number that an answer gives; RefusedByServer where it gives none."""
    if "ok" not in reply:
        raise RefusedByServer(str(reply.get("refused") or reply.get("wait")), reply.get("facts", {}))  # type: ignore[arg-type]
    return int(str(reply["ok"]))
