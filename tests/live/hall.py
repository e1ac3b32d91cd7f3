"""A room that is awake, and devices in it that hold what they were sent: everything but the wire."""

import json
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence

import msgspec

from server.core import sight
from server.core.asking import Actor, Op
from server.core.records import Participant, Seat
from server.core.room import Room
from server.core.sight import Viewer
from server.core.viewing import snapshot
from server.demo.phone import Records, reduce
from server.live.answered import Answer
from server.live.live_room import LiveRoom
from server.store.log import Log
from server.store.memory_log import MemoryLog
from tests.core.world import HOST, first_entry

CODE = "K7MPQ2"


class Device:
    """A device: its records, what it holds, and whether it noticed that it missed something."""

    def __init__(self, viewer: Viewer, sid: str) -> None:
        self.viewer, self.sid = viewer, sid
        self.records: Records = {}
        self.seq: int | None = None
        self.mark: int | None = None
        self.heard: list[dict[str, object]] = []
        self.behind = False

    def hears(self, frame: dict[str, object]) -> None:
        """Apply a frame, or notice that one is missing."""
        self.heard.append(frame)
        prev, seq = int(str(frame["prev"])), int(str(frame["seq"]))
        if self.seq is None or seq <= self.seq:
            return
        if prev > self.seq:
            self.behind = True
            return
        for op in frame["ops"]:  # type: ignore[attr-defined]
            reduce(self.records, op["changes"])
        self.seq, self.mark = seq, int(str(frame["mark"]))


class Hall:
    """A live room with a log, whose turns the test may start by hand."""

    def __init__(self, log: Log | None = None, *, by_hand: bool = False, open_room: bool = True) -> None:
        self.log = log or MemoryLog()
        if open_room:
            self.log.open_room(CODE, "journee-capitalisation", [first_entry(CODE)], [])
        self.devices: dict[str, Device] = {}
        self.waiting: list[Callable[[], None]] = []
        self.answers: dict[str, list[Answer]] = {}
        self._by_hand = by_hand
        self._ids = 0
        self.live = LiveRoom(CODE, self.log, lambda work: work(), self._spawn, self.send)
        self.live.load()

    def send(self, sids: Iterable[str], body: bytes) -> None:
        """Hand a frame to the devices that it is for."""
        frame = json.loads(body)
        for sid in sids:
            if sid in self.devices:
                self.devices[sid].hears(frame)

    def _spawn(self, work: Callable[[], None]) -> None:
        if self._by_hand:
            self.waiting.append(work)
        else:
            threading.Thread(target=work, daemon=True).start()

    def turn(self) -> None:
        """Let what waits be decided, in one turn."""
        while self.waiting:
            self.waiting.pop()()

    def op(
        self,
        name: str,
        args: dict[str, object],
        base: int | None = None,
        id: str = "",
        after: Sequence[str] = (),
    ) -> Op:
        """Make an op as a device does."""
        self._ids += 1
        return Op(id or f"op-{self._ids:06}", name, args, base, list(after))

    def ask(self, who: str, op: Op, seat: Seat | None = None) -> None:
        """Put an op in the queue; its answer comes into `answers`."""
        self.live.ask(op, self.actor(who, seat), self.answers.setdefault(op.id, []).append)

    def answer(self, who: str, name: str, /, **args: object) -> Answer:
        """Ask an op and wait for its answer."""
        op = self.op(name, args)
        self.ask(who, op)
        if self._by_hand:
            self.turn()
            return self.answers[op.id][0]
        return self.live.ask_and_wait(op, self.actor(who))

    def actor(self, who: str, seat: Seat | None = None) -> Actor:
        """Give a person as one who asks."""
        person = self.room.find(Participant, who)
        return Actor(seat or (person.seat if person else "participant"), who)

    def join(self, id: str) -> str:
        """Let a person in, as the house does."""
        args: dict[str, object] = {"participant": id, "name": id.capitalize()}
        op = self.op("participant.join", args)
        self.live.ask(op, Actor("participant", id), self.answers.setdefault(op.id, []).append, own=True)
        self.turn()
        return id

    @property
    def room(self) -> Room:
        """The room as it is now, to look at."""
        return self.live.read(lambda room: room)

    def seat(self, who: str | None, seat: Seat = "participant") -> Device:
        """Connect a new device of a person, or a screen or reader, and let it enter."""
        self._ids += 1
        person = self.room.find(Participant, who) if who else None
        device = Device(Viewer(person.seat if person else seat, person=who), f"sid-{self._ids}")
        self.enter(device)
        return device

    def enter(self, device: Device) -> None:
        """Let a device come in again with what it holds."""
        self.devices[device.sid] = device
        entered = self.live.enter(device.sid, device.viewer, device.seq, mark=device.mark)
        assert not entered.other, "a hall has one log"
        if entered.packed is not None:
            device.records = json.loads(zlib.decompress(entered.packed, wbits=31))
            reduce(device.records, msgspec.to_builtins(entered.changes))
        for frame in msgspec.to_builtins(entered.frames):
            for op in frame["ops"]:
                reduce(device.records, op["changes"])
        device.seq, device.mark, device.behind = entered.seq, entered.mark, False

    def cut(self, device: Device) -> None:
        """Let a device go without a word."""
        self.devices.pop(device.sid, None)
        self.live.fan_out.leave(device.sid)

    def sees(self, device: Device) -> Records:
        """What a device should hold now."""
        person = self.room.find(Participant, device.viewer.person)
        viewer = msgspec.structs.replace(device.viewer, group=person.group if person else None)
        shown = snapshot(self.room, viewer, sight.policy(self.room.info))
        return {kind: msgspec.to_builtins(records) for kind, records in shown.items()}


def held(device: Device) -> Records:
    """What a device holds, without the kinds that are empty."""
    return {kind: records for kind, records in device.records.items() if records}


def tables(hall: Hall) -> Hall:
    """Fill a hall with three tables and four people, as in tests/core."""
    for name in ("amel", "basile", "chloe", "driss"):
        hall.join(name)
    for group in ("g1", "g2", "g3"):
        hall.answer(HOST, "group.add", group=group, name=f"Table {group}")
    for name, group in (("amel", "g1"), ("basile", "g1"), ("chloe", "g2")):
        hall.answer(HOST, "group.assign", participant=name, group=group)
    return hall
