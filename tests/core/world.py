"""A room without any machine around it, for tests of the core: what a live room does, less the disk and the wire."""

from functools import cache
from pathlib import Path

import msgspec

from server.core import journal, sight, viewing
from server.core.asking import Actor, Asked, Entry, Op, inverse
from server.core.deciding import decide, join
from server.core.format import LoadedFormat
from server.core.opening import Wanted, opening
from server.core.records import File, FileUse, Participant, Record, Seat
from server.core.refusals import Refused
from server.core.room import Change, Room, put
from server.core.sight import Viewer
from server.core.text import Text
from server.core.viewing import Done
from server.formats import load_format

FORMATS = Path(__file__).parents[2] / "workshop_formats"
HOST = "host"
Records = dict[str, dict[str, Record]]


@cache
def recipe(name: str = "journee-capitalisation") -> LoadedFormat:
    """Give a shipped format, read once."""
    return load_format(FORMATS / name)


def opened(name: str = "journee-capitalisation", code: str = "K7MPQ2") -> list[Change]:
    """Give the changes that open a room."""
    loaded = recipe(name)
    html = {id: Text(fr="") for id in loaded.pages}
    return opening(code, loaded, html, Wanted(title="Essai"), HOST, 1_000)


def first_entry(code: str = "K7MPQ2", name: str = "journee-capitalisation") -> Entry:
    """Give the first row of a room's log."""
    changes = opened(name, code)
    return Entry(1, f"open-{code}", HOST, "facilitator", 1_000, "room.open", {}, changes, [])


class Day:
    """A room, its log, and what each op did, with a clock that the test moves."""

    def __init__(self, name: str = "journee-capitalisation") -> None:
        self.room = Room("K7MPQ2")
        self.now = 1_000
        self.entries: list[Entry] = []
        self.done: list[Done] = []
        self._ids = 0
        self._write(Op("open-room", "room.open"), Actor("facilitator", HOST), opened(name))

    def join(self, id: str, seat: Seat = "participant", **said: str) -> str:
        """Let a person in; give their id."""
        args: dict[str, object] = {"participant": id, "name": id.capitalize(), "seat": seat, **said}
        op, actor = self._op("participant.join", args), Actor(seat, id)
        self._write(op, actor, join(self.room, op, self._asked(op, actor)))
        return id

    def ask(self, who: str, name: str, base: int | None = None, /, **args: object) -> Entry | None:
        """Ask an op as a person; Refused where it is refused, None where it changed nothing."""
        return self.try_op(self.actor(who), name, args, base)

    def own(self, who: str, name: str, /, **args: object) -> Entry:
        """Let the server ask an op on its own behalf, as it does for who comes in."""
        op, actor = self._op(name, args), self.actor(who)
        return self._write(op, actor, join(self.room, op, self._asked(op, actor)))

    def try_op(
        self,
        actor: Actor,
        name: str,
        args: dict[str, object],
        base: int | None = None,
        knew: int | None = None,
    ) -> Entry | None:
        """Ask an op from any seat."""
        asking = self._op(name, args, base)
        changes = decide(self.room, asking, msgspec.structs.replace(self._asked(asking, actor), knew=knew))
        entry = self._write(asking, actor, changes)
        return entry if changes else None

    def refused(self, who: str, name: str, base: int | None = None, /, **args: object) -> str:
        """Ask an op that must be refused; give the code, having checked that nothing changed."""
        before = self.picture()
        try:
            self.ask(who, name, base, **args)
        except Refused as refusal:
            assert self.picture() == before
            return refusal.code
        raise AssertionError(f"{name} was not refused")

    def actor(self, who: str) -> Actor:
        """Give a person as one who asks."""
        return Actor(self.room.need(Participant, who).seat, who)

    def viewer(self, who: str) -> Viewer:
        """Give a person as one who looks."""
        person = self.room.need(Participant, who)
        return Viewer(person.seat, person.group, who)

    def picture(self) -> Records:
        """Everything in the room, as it is now."""
        return {kind: dict(records) for kind, records in self.room.records.items()}

    def sees(self, viewer: Viewer) -> Records:
        """What somebody sees now."""
        return viewing.snapshot(self.room, viewer, sight.policy(self.room.info))

    def table(self, group: str, *people: str) -> str:
        """Make a group and seat people in it."""
        self.ask(HOST, "group.add", group=group, name=f"Table {group}")
        for person in people:
            self.ask(HOST, "group.assign", participant=person, group=group)
        return group

    def card(self, who: str, id: str, text: str = "Un texte", **more: object) -> str:
        """Write a card for the group of its author."""
        kind = recipe().format.kinds[0].id
        group = self.room.need(Participant, who).group
        self.ask(who, "card.write", **{"card": id, "group": group, "kind": kind, "text": text, **more})
        return id

    def upload(self, id: str, use: FileUse = "") -> None:
        """Put an uploaded file into the room, as the server does."""
        file = {"file": id, "name": "planche.png", "type": "image/png", "size": 10}
        op, actor = self._op("file.add", file), Actor("facilitator", HOST)
        self._write(
            op, actor, [put(File(id=id, name="planche.png", type="image/png", size=10, author=HOST, use=use))]
        )

    def _op(self, name: str, args: dict[str, object], base: int | None = None) -> Op:
        self._ids += 1
        self.now += 1_000
        return Op(f"op-{self._ids:06}", name, args, base)

    def _asked(self, op: Op, actor: Actor) -> Asked:
        wanted = op.args.get("op")
        past = next((entry for entry in self.entries if entry.op == wanted), None)
        return Asked(actor, self.now, op.id, op.base, past)

    def _write(self, op: Op, actor: Actor, changes: list[Change]) -> Entry:
        was = sight.policy(self.room.info) if self.room.seq else None
        touched = self.room.apply(changes, self.room.seq + 1)
        is_now = sight.policy(self.room.info)
        changed = {(touch.kind, touch.id) for touch in touched}
        others = [
            record
            for kind in viewing.UNDER_POLICY
            for id, record in self.room.records[kind].items()
            if was not in (None, is_now) and (kind, id) not in changed
        ]
        entry = Entry(
            self.room.seq,
            op.id,
            actor.participant,
            actor.seat,
            self.now,
            op.name,
            op.args,
            changes,
            inverse(touched),
        )
        self.entries.append(entry)
        self.done.append(
            Done(entry.seq, op.id, entry.actor, entry.at, touched, was or is_now, is_now, others)
        )
        return entry


def plain(records: Records) -> dict[str, dict[str, dict[str, object]]]:
    """Give records as a device holds them, without the kinds that are empty."""
    return {kind: msgspec.to_builtins(of_kind) for kind, of_kind in records.items() if of_kind}


def replayed(day: Day) -> Room:
    """Read a day back from its log, through JSON as it stands on disk."""
    rows = [
        msgspec.structs.replace(
            entry,
            changes=journal.decode(journal.encode(entry.changes)),
            before=journal.decode(journal.encode(entry.before)),
        )
        for entry in day.entries
    ]
    return journal.replay(day.room.code, rows)
