"""The room: its records by kind and id, and the changes that take it from one state to the next.

The state is what applying every change in order gives; nothing else changes a room.
"""

import functools
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from server.core.records import (
    KINDS,
    Board,
    Criterion,
    Domain,
    Experience,
    Group,
    Origin,
    Record,
    RoomInfo,
    Statement,
    Step,
)
from server.core.refusals import Refused

R = TypeVar("R", bound=Record)
Listed = TypeVar("Listed", Board, Criterion, Domain, Experience, Group, Origin, Statement, Step)


class HasPlace(Protocol):
    """What stands at a place in a list."""

    @property
    def order(self) -> int: ...

    @property
    def id(self) -> str: ...


def by_place(one: HasPlace) -> tuple[int, str]:
    """Say where a thing comes in its list: of two in one place, the one that was made first."""
    return one.order, one.id


class Put(msgspec.Struct, frozen=True, array_like=True, tag="put"):
    """A record comes into being, or is replaced whole."""

    kind: str
    id: str
    record: Record


class Patch(msgspec.Struct, frozen=True, array_like=True, tag="patch"):
    """Some fields of a record take new values."""

    kind: str
    id: str
    fields: dict[str, object]


class Drop(msgspec.Struct, frozen=True, array_like=True, tag="drop"):
    """A record is gone."""

    kind: str
    id: str


Change = Put | Patch | Drop


class Touched(NamedTuple):
    """What a change did to one record: the record before and after, None where there is none."""

    kind: str
    id: str
    before: Record | None
    after: Record | None


def put(record: Record) -> Put:
    """Say that a record comes into being."""
    return Put(record.KIND, record.id, record)


def patch(record: Record, **fields: object) -> Patch:
    """Say that fields of a record take new values."""
    return Patch(record.KIND, record.id, fields)


def drop(record: Record) -> Drop:
    """Say that a record is gone."""
    return Drop(record.KIND, record.id)


MERGED_TEXTS = {
    "card": "text",
    "statement": "text",
    "proposal": "text",
    "appraisal": "reason",
    "passage": "text",
}
"""The field that people may write in at the same time, by kind; its past versions are kept."""

MOST_VERSIONS = 120
"""As many past versions of a text are surely known: a statement that is written together has one a stroke.

Who comes back with words written over an earlier one finds them beside the text, and not merged into it.
"""


class Room:
    """Everything that is known of one room at `seq`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.seq = 0
        self.records: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        self.owned: dict[str, set[tuple[str, str]]] = {}
        """Which records each person wrote, so that theirs are found without a search."""
        self.versions: dict[tuple[str, str], list[tuple[int, str]]] = {}
        """Each merged text with the revisions that changed it, by kind and id: the first, and the last ones."""

    @classmethod
    def of(
        cls,
        code: str,
        seq: int,
        records: dict[str, dict[str, Record]],
        versions: dict[tuple[str, str], list[tuple[int, str]]],
    ) -> "Room":
        """Give the room that holds these records at `seq`."""
        room = cls(code)
        room.seq, room.records, room.versions = seq, records, versions
        for kind, known in records.items():
            for id, record in known.items():
                author = owner(record)
                if author:
                    room.owned.setdefault(author, set()).add((kind, id))
        return room

    def copy(self) -> "Room":
        """Give the room as it is now, to be read at leisure while this one goes on."""
        twin = Room(self.code)
        twin.seq = self.seq
        twin.records = {kind: dict(records) for kind, records in self.records.items()}
        twin.owned = {person: set(theirs) for person, theirs in self.owned.items()}
        twin.versions = {key: list(versions) for key, versions in self.versions.items()}
        return twin

    def still(self) -> "Room":
        """Give the room as it is now, to be written down: quicker than a copy, and shares the lists of versions."""
        twin = Room(self.code)
        twin.seq, twin.versions = self.seq, dict(self.versions)
        twin.records = {kind: dict(records) for kind, records in self.records.items()}
        return twin

    @property
    def info(self) -> RoomInfo:
        """The room's own record; absent only before the op that opens the room."""
        info = self.records["room"].get("room")
        if not isinstance(info, RoomInfo):
            raise Refused("room.unknown")
        return info

    def find(self, kind: type[R], id: str | None) -> R | None:
        """Give a record, or None where there is none with this id."""
        record = self.records[kind.KIND].get(id) if id is not None else None
        return record if isinstance(record, kind) else None

    def need(self, kind: type[R], id: str | None) -> R:
        """Give a record, or refuse what was asked because it names something that is not there."""
        record = self.find(kind, id)
        if record is None:
            raise Refused("record.unknown", kind=kind.KIND, id=id)
        return record

    def all(self, kind: type[R]) -> Iterable[R]:
        """Give every record of a kind, in the order in which they came."""
        return self.records[kind.KIND].values()  # type: ignore[return-value]

    def in_order(self, kind: type[Listed]) -> list[Listed]:
        """Give every record of a kind by its place, as every list of them shows them."""
        return sorted(self.all(kind), key=by_place)

    def next_order(self, kind: type[Listed]) -> int:
        """Give the place behind every record of a kind."""
        return 1 + max((one.order for one in self.all(kind)), default=0)

    def text_at(self, kind: str, id: str, seq: int) -> str | None:
        """Give the merged text of a record as it was at `seq`, or None where it was not there."""
        known = None
        for rev, text in self.versions.get((kind, id), []):
            if rev > seq:
                break
            known = text
        return known

    def first_text(self, kind: str, id: str) -> str:
        """Give the merged text that a record was made with."""
        return self.versions[kind, id][0][1]

    def has_forgotten(self, kind: str, id: str, seq: int) -> bool:
        """Whether the text of a record at `seq` is one of those between its first version and the last ones."""
        known = self.versions.get((kind, id), [])
        return len(known) > MOST_VERSIONS and known[0][0] <= seq < known[1][0]

    def forget_what_was_erased(self) -> None:
        """Let go of the past of texts that are empty or no more, once that is written down and not taken back.

        What a snapshot shares is left as it is.
        """
        for (kind, id), versions in list(self.versions.items()):
            record = self.records[kind].get(id)
            if record is None:
                del self.versions[kind, id]
            elif not getattr(record, MERGED_TEXTS[kind]):
                self.versions[kind, id] = versions[-1:]

    def apply(self, changes: Sequence[Change], seq: int) -> list[Touched]:
        """Change the room and say what each change did; `seq` becomes the revision of all it touched.

        All of the changes or none: Refused where one of them does not fit.
        """
        touched: list[Touched] = []
        try:
            for change in changes:
                touched.append(self._apply_one(change, seq))  # noqa: PERF401 - kept for taking back
        except (Refused, TypeError):
            self.take_back(touched, self.seq)
            raise
        self.seq = seq
        return touched

    def take_back(self, touched: Iterable[Touched], seq: int) -> None:
        """Restore what `touched` replaced, because what it came from was never written down."""
        for kind, id, before, after in reversed(list(touched)):
            self._set((kind, id), after, before)
            versions = self.versions.get((kind, id), [])
            while versions and versions[-1][0] > seq:
                versions.pop()
        self.seq = seq

    def _apply_one(self, change: Change, seq: int) -> Touched:
        before = self.records[change.kind].get(change.id)
        after: Record | None
        match change:
            case Put(record=record):
                after = msgspec.structs.replace(record, rev=seq, **_names(record))
            case Patch(fields=fields):
                if before is None:
                    raise Refused("record.unknown", kind=change.kind, id=change.id)
                after = msgspec.structs.replace(before, **fields, rev=seq)
            case Drop():
                after = None
        key = change.kind, change.id
        self._set(key, before, after)
        field = MERGED_TEXTS.get(change.kind)
        if field and after is not None:
            text = getattr(after, field)
            versions = self.versions.setdefault(key, [])
            if not versions or versions[-1][1] != text:
                versions.append((seq, text))
            if len(versions) > 2 * MOST_VERSIONS:
                # A new list: a snapshot that is being written reads the old one.
                self.versions[key] = [versions[0], *versions[-MOST_VERSIONS:]]
        return Touched(change.kind, change.id, before, after)

    def _set(self, key: tuple[str, str], before: Record | None, after: Record | None) -> None:
        kind, id = key
        if after is None:
            self.records[kind].pop(id, None)
        else:
            self.records[kind][id] = after
        was, is_now = owner(before), owner(after)
        if was != is_now:
            if was:
                self.owned.get(was, set()).discard(key)
            if is_now:
                self.owned.setdefault(is_now, set()).add(key)


NAMING = frozenset({"step", "group", "experience", "criterion", "kind", "author", "participant", "statement"})
"""Fields in which thousands of records name the same few things."""


@functools.cache
def _naming(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in kind.__struct_fields__ if name in NAMING)


def _names(record: Record) -> dict[str, str]:
    """Give the names in a record, each of them as the one that all records share: each op brings its own."""
    names = ((field, getattr(record, field)) for field in _naming(type(record)))
    return {field: sys.intern(name) for field, name in names if type(name) is str}


def owner(record: Record | None) -> str | None:
    """Give the participant who wrote a record, where its kind has one."""
    found = getattr(record, "author", None) or getattr(record, "participant", None)
    return found if isinstance(found, str) else None
