"""What an op is: who asks, when, with which arguments, and the rule that decides it."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

from server.core.records import FormatInfo, Record, Seat
from server.core.refusals import Code, Refused
from server.core.room import Change, Drop, Patch, Put, Room, Touched
from server.core.text import Text


class Args(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every op's arguments: an extra field is refused, never ignored."""


class Op(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a device asks the room to do; `id` is made on the device, `base` the rev it had seen.

    `after` names the ops that the device asked before this one and has no answer to: what this one
    builds on may be among them, so that a refusal says nothing before they are here. `knew` is the
    sequence number up to which the device knew the room when its person acted, which may be long ago.
    """

    id: str
    name: str
    args: dict[str, object] = {}
    base: int | None = None
    after: list[str] = []
    knew: int | None = None


class Actor(msgspec.Struct, frozen=True):
    """Who asks: a seat in the room, and the participant where it is a person."""

    seat: Seat
    participant: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """One row of the log: an op that was accepted, its changes, and what it replaced.

    One that changed nothing has its row too: asked again, also after a crash, it is not decided again.
    """

    seq: int
    op: str
    actor: str | None
    seat: Seat
    at: int
    name: str
    args: dict[str, object]
    changes: Sequence[Change]
    before: Sequence[Change]

    @property
    def reached(self) -> int:
        """The number at which what was asked is true: that of the op before, where this one changed nothing.

        Nobody is told of such an op, so that its author would wait for its own number.
        """
        return self.seq if self.changes else self.seq - 1


class Asked(msgspec.Struct, frozen=True):
    """The circumstances of an op: everything of the world that a decision may depend on."""

    actor: Actor
    now: int
    op: str = ""
    base: int | None = None
    past: Entry | None = None
    """The op that this one wants undone, where there is one."""
    knew: int | None = None
    latest: int = 0
    """The latest instant of the ops before it, which is after `now` where a clock was set back, or two differ."""

    @property
    def author(self) -> str | None:
        return self.actor.participant

    @property
    def facilitates(self) -> bool:
        return self.actor.seat == "facilitator"


A = TypeVar("A", bound=Args)


class Rule(Protocol):
    """How one op is decided."""

    @property
    def args(self) -> type[Args]: ...

    def decide(self, room: Room, raw: dict[str, object], asked: Asked) -> list[Change]: ...


class On(Generic[A]):
    """A rule made of a type of arguments and the pure function that decides on them."""

    def __init__(self, args: type[A], decision: Callable[[Room, A, Asked], list[Change]]) -> None:
        self._args = args
        self._decision = decision

    @property
    def args(self) -> type[Args]:
        return self._args

    def decide(self, room: Room, raw: dict[str, object], asked: Asked) -> list[Change]:
        """Check the shape of the arguments, then decide; Refused where either fails."""
        try:
            args = msgspec.convert(raw, self._args)
        except msgspec.ValidationError as error:
            raise Refused("op.malformed", why=str(error)) from None
        return self._decision(room, args, asked)


def inverse(touched: Sequence[Touched]) -> list[Change]:
    """Give the changes that would restore what `touched` replaced, last first."""
    back: list[Change] = []
    for kind, id, before, after in reversed(touched):
        if before is None:
            back.append(Drop(kind, id))
        elif after is None:
            back.append(Put(kind, id, before))
        else:
            back.append(Patch(kind, id, different(after, before)))
    return back


def different(old: msgspec.Struct, new: msgspec.Struct) -> dict[str, object]:
    """Give the fields of `new` that are not as they were in `old`, less the revision."""
    return {
        field: value
        for field in new.__struct_fields__
        if field != "rev" and (value := getattr(new, field)) != getattr(old, field)
    }


LIMITS = {"name": 60, "title": 160, "word": 80, "line": 300, "reason": 1_000, "card": 2_000, "text": 20_000}
"""The longest texts, in characters, by what they are."""


def written(text: str, limit: str, *, may_be_empty: bool = False) -> str:
    """Give a text without the blanks around it; refuse it where it is empty or too long."""
    text = "".join(c for c in text.strip() if c in "\n\t" or c >= " ")
    if not text and not may_be_empty:
        raise Refused("text.empty")
    if len(text) > LIMITS[limit]:
        raise Refused("text.too-long", length=len(text), limit=LIMITS[limit])
    return text


def said(text: Text, limit: str, *, may_be_empty: bool = False) -> Text:
    """Give a text in both languages without the blanks around it; the French one may not be missing."""
    return Text(
        fr=written(text.fr, limit, may_be_empty=may_be_empty),
        en=written(text.en, limit, may_be_empty=True),
    )


def fit_id(id: str) -> bool:
    """Whether an id made on a device can be kept as it is: 8 to 64 letters, digits, - and _."""
    plain = id.isascii() and id.replace("-", "").replace("_", "").isalnum()
    return plain and 8 <= len(id) <= 64


def fresh(room: Room, kind: type[Record], id: str) -> str:
    """Check an id made on a device: short, plain, and not in use."""
    if not (0 < len(id) <= 64) or not all(c.isalnum() or c in "-_" for c in id):
        raise Refused("op.malformed", why="id")
    if id in room.records[kind.KIND]:
        raise Refused("record.exists", kind=kind.KIND, id=id)
    return id


def need_round(room: Room, id: str) -> str:
    """Give the id of a round, or refuse what was asked because the day has no such round."""
    known = {round.id for round in room.need(FormatInfo, "format").rounds}
    refuse_unless(id in known, "record.unknown", kind="round", id=id)
    return id


def refuse_unless(condition: bool, code: Code, **facts: str | int | None) -> None:
    """Refuse with a code where a condition does not hold."""
    if not condition:
        raise Refused(code, **facts)
