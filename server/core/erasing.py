"""Erasing for good: what an op of erasing does to a room, and what it takes out of the room's past.

A text that others lean on leaves its place behind, empty: the lineage of a statement then leads to a
withdrawn card. Everything else is gone. The op itself is in the log as any other, so that all devices
and processes come to hold the same; the rows before it are written anew without the words.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from server.core.asking import Args, Asked, Entry, On, Rule, refuse_unless
from server.core.records import (
    KINDS,
    Alternative,
    Answer,
    Board,
    Participant,
    Record,
    Sheet,
    Source,
    Statement,
    Tally,
)
from server.core.room import Change, Drop, Patch, Put, Room, drop, owner, patch

Key = tuple[str, str]
"""A record by kind and id."""

EMPTIED: dict[str, dict[str, object]] = {
    "card": {"text": "", "alternatives": [], "domains": [], "author": None, "hidden": None, "withdrawn": True},
    "proposal": {"text": "", "alternatives": [], "author": None, "withdrawn": True},
    "commitment": {"who": "", "what": "", "by": "", "author": None, "withdrawn": True},
    "appraisal": {"reason": "", "alternatives": [], "author": None},
}  # fmt: skip
"""Kinds that leave their place behind, and what is in it then."""

GONE = frozenset(
    {"answer", "vote", "message", "note", "board", "sheet", "hand", "file", "participant", "passage"}
)
"""Kinds of which nothing is left."""

BY_ANYBODY = EMPTIED.keys() | {"answer", "message", "note", "board", "sheet"}
"""Kinds that are erased one at a time; votes are given and taken back."""

SECRET = frozenset({"answer"})
"""Kinds whose author nobody is told, so that nobody else can ask for theirs."""

NAMES = {"record.erase", "participant.erase"}
"""The ops that erase."""


class EraseRecord(Args, frozen=True, kw_only=True):
    """One thing that was written, by `kind` and `id`: by who wrote it, or a facilitator who was asked to."""

    kind: str
    id: str


class ErasePerson(Args, frozen=True, kw_only=True):
    """A person with all that they wrote: by themselves, or a facilitator who was asked to."""

    participant: str


def is_erased(record: Record | None) -> bool:
    """Whether only the place of a record is left; what is written is never empty otherwise."""
    return record is not None and record.KIND in ("card", "proposal") and getattr(record, "text", None) == ""


def erase_record(room: Room, args: EraseRecord, asked: Asked) -> list[Change]:
    refuse_unless(args.kind in BY_ANYBODY, "record.unknown", kind=args.kind[:60], id=args.id[:60])
    record = room.need(KINDS[args.kind], args.id)
    mine = owner(record) is not None and owner(record) == asked.author
    refuse_unless(mine or (asked.facilitates and args.kind not in SECRET), "op.not-yours")
    return [*_erasing(room, [(args.kind, args.id)]), *_uncounted(room, record)]


def erase_person(room: Room, args: ErasePerson, asked: Asked) -> list[Change]:
    person = room.need(Participant, args.participant)
    refuse_unless(person.id == asked.author or asked.facilitates, "op.not-yours")
    others = [p for p in room.all(Participant) if p.seat == "facilitator" and p.id != person.id]
    refuse_unless(person.seat != "facilitator" or bool(others), "participant.last")
    keys = _of_person(room, person.id)
    changes = _erasing(room, keys)
    touched = {(change.kind, change.id) for change in changes}
    for kind, records in room.records.items():
        for id, record in records.items():
            fields = _unsigned(record, person.id)
            if (kind, id) not in touched and fields:
                changes.append(patch(record, **fields))
    return changes


def _of_person(room: Room, person: str) -> list[Key]:
    """Everything that is a person's own, the person last."""
    # A sheet that they wrote is theirs, whoever photographed it.
    written = {("sheet", sheet.id) for sheet in room.all(Sheet) if sheet.participant == person}
    mine = [
        key
        for key in sorted(room.owned.get(person, set()) | written)
        if key[0] in EMPTIED or key[0] in GONE - {"file"}
    ]
    about = [
        (kind, id)
        for kind in ("message", "note", "hand")
        for id, record in room.records[kind].items()
        if _is_about(record, person) and (kind, id) not in mine
    ]
    return [*mine, *about, ("participant", person)]


def _is_about(record: Record, person: str) -> bool:
    # A board is about several things, none of them a person.
    names = (getattr(record, "to", None), getattr(record, "on", None))
    about = person in names or f"participant/{person}" in names
    return about or (record.KIND == "hand" and record.id == person)


def _erasing(room: Room, keys: Sequence[Key]) -> list[Change]:
    """Give the changes that empty or drop records, with their copies and their files."""
    changes: list[Change] = []
    for kind, id in keys:
        record = room.records[kind].get(id)
        if record is None:
            continue
        changes.append(patch(record, **EMPTIED[kind]) if kind in EMPTIED else drop(record))
    changes += _files(room, {key for key in keys if key[0] in ("board", "sheet")})
    going = set(keys)
    changes += [drop(p) for p in room.records["passage"].values() if _reworded(p.id) in going]
    cards = {id for kind, id in keys if kind == "card"}
    for statement in room.all(Statement):
        sources = _without_texts(statement.sources, cards)
        if sources != statement.sources:
            changes.append(patch(statement, sources=sources))
    return changes


def _uncounted(room: Room, record: Record) -> Iterator[Change]:
    """Take an answer out of its sum: who gave it is asked again, and would count twice."""
    if not isinstance(record, Answer):
        return
    if tally := room.find(Tally, f"{record.step}:{record.prompt}"):
        spread = {value: n - (value in record.value) for value, n in tally.spread.items()}
        yield patch(tally, count=tally.count - 1, total=sum(spread.values()), spread=spread)


def _reworded(passage: str) -> Key:
    """Give the record that a passage of the publication says in other words, where it is about one."""
    kind, _, id = passage.rpartition(":")[0].partition("/")
    return (kind, id)


def _files(room: Room, going: set[Key]) -> Iterator[Change]:
    """Drop the files that were shown by what goes, and by nothing else."""
    pictures: list[Board | Sheet] = [*room.all(Board), *room.all(Sheet)]
    kept = {picture.file for picture in pictures if (picture.KIND, picture.id) not in going}
    pages = "".join(f"{page.markdown}" for page in room.records["page"].values())  # type: ignore[attr-defined]
    for file in {p.file for p in pictures if (p.KIND, p.id) in going} - kept:
        record = room.records["file"].get(file)
        if record is not None and file not in pages:
            yield drop(record)


def _without_texts(sources: Iterable[Source], cards: set[str]) -> list[Source]:
    empty = {"text": "", "aside": msgspec.UNSET}
    return [msgspec.structs.replace(s, **empty) if s.card in cards else s for s in sources]


def _unsigned(record: Record, person: str) -> dict[str, object]:
    """Give what takes a person out of a record that is not theirs, or that stays without them."""
    fields: dict[str, object] = {
        name: None for name in ("author", "participant") if getattr(record, name, None) == person
    }
    others: list[Alternative] = getattr(record, "alternatives", [])
    if any(other.by == person for other in others):
        fields["alternatives"] = [other for other in others if other.by != person]
    return fields


# --- the past -------------------------------------------------------------------------------------


class Scrubber:
    """Takes out of the rows of a log what some of them erase, so that replaying leads to the same room."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.until: dict[Key, int] = {}
        """Up to which row a record was erased; what comes there afterwards (a new reason, the same picture) stays."""
        self.people: set[str] = set()
        self._ops = {entry.op for entry in entries if entry.name in NAMES}
        last = 0
        for entry in entries:
            if entry.name == "participant.erase":
                self.people.add(str(entry.args["participant"]))
                last = entry.seq
            if entry.name in NAMES:
                gone = [c for c in entry.changes if isinstance(c, Drop) or _empties(c)]
                self.until |= {(change.kind, change.id): entry.seq for change in gone}
        for entry in entries if self.people else ():
            # What was theirs and is no more: a vote taken back, a card whose writing was undone.
            for key in self._once_theirs(entry):
                self.until[key] = max(last, self.until.get(key, 0))
        for entry in entries if self.until else ():
            # What the publication said in its stead, also where that had been given up since.
            for change in (*entry.changes, *entry.before):
                until = self.until.get(_reworded(change.id)) if change.kind == "passage" else None
                if until is not None:
                    key = (change.kind, change.id)
                    self.until[key] = max(until, self.until.get(key, 0))

    def _once_theirs(self, entry: Entry) -> Iterator[Key]:
        for change in (*entry.changes, *entry.before):
            if not isinstance(change, Put) or change.kind == "file":
                continue
            theirs = owner(change.record) in self.people or any(
                _is_about(change.record, p) for p in self.people
            )
            if theirs and (change.kind in EMPTIED or change.kind in GONE):
                yield (change.kind, change.id)

    def scrubbed(self, entry: Entry) -> Entry:
        """Give a row without the words; the same row where it held none."""
        seq = entry.seq
        changes = [new for change in entry.changes if (new := self._change(change, seq)) is not None]
        before = [
            new
            for change in entry.before
            if not self._is_gone(change, seq) and (new := self._change(change, seq)) is not None
        ]
        theirs = entry.actor in self.people
        kept = entry.name in NAMES or entry.name == "op.undo"
        repeated = not kept and self._may_repeat(entry)
        if changes == list(entry.changes) and before == list(entry.before) and not theirs and not repeated:
            untouched = not any(self._is_erased(change, seq) for change in entry.changes)
            if entry.op in self._ops or untouched:
                return entry
        return msgspec.structs.replace(
            entry,
            actor=None if theirs else entry.actor,
            args=entry.args if kept else {},
            changes=changes,
            before=before,
        )

    def _may_repeat(self, entry: Entry) -> bool:
        """Whether what was asked may hold the words though no change does: they stood there, or on a list, already."""
        listed = entry.name == "participant.enlist" and bool(self.people)
        return bool(entry.args) and (listed or not entry.changes)

    def _is_erased(self, change: Change, seq: int) -> bool:
        return seq <= self.until.get((change.kind, change.id), 0)

    def _is_gone(self, change: Change, seq: int) -> bool:
        """Whether a change is of a record of which nothing is left."""
        return change.kind in GONE and self._is_erased(change, seq)

    def _change(self, change: Change, seq: int) -> Change | None:
        """Give a change without the words; None where all of it goes.

        That something went is always told: another process may hold it, and reads of its end here alone.
        """
        if self._is_gone(change, seq):
            return change if isinstance(change, Drop) else None
        emptied = self._is_erased(change, seq)
        match change:
            case Put(record=record):
                return Put(change.kind, change.id, self._record(record, emptied))
            case Patch(fields=fields):
                return Patch(change.kind, change.id, self._fields(change.kind, fields, emptied))
        return change

    def _record(self, record: Record, emptied: bool) -> Record:
        fields = {name: getattr(record, name) for name in record.__struct_fields__}
        clean = self._fields(record.KIND, fields, emptied)
        return record if clean == fields else msgspec.structs.replace(record, **clean)

    def _fields(self, kind: str, fields: dict[str, object], emptied: bool) -> dict[str, object]:
        clean = dict(fields)
        if emptied:
            clean |= {name: value for name, value in EMPTIED[kind].items() if name in fields}
        for name in ("author", "participant"):
            if clean.get(name) in self.people:
                clean[name] = None
        others = clean.get("alternatives")
        if isinstance(others, list):
            clean["alternatives"] = [other for other in others if other.by not in self.people]
        sources = clean.get("sources")
        if kind == "statement" and isinstance(sources, list):
            clean["sources"] = _without_texts(sources, {id for k, id in self.until if k == "card"})
        return clean


def _empties(change: Change) -> bool:
    return isinstance(change, Patch) and EMPTIED.get(change.kind) == change.fields


OPS: dict[str, Rule] = {
    "record.erase": On(EraseRecord, erase_record),
    "participant.erase": On(ErasePerson, erase_person),
}
