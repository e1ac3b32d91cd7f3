"""From what an op did to what each viewer is told of it: the wire carries what may be seen, not what happened."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from server.core.asking import different
from server.core.records import Record
from server.core.room import Change, Drop, Patch, Put, Room, Touched, owner
from server.core.sight import SEES, Policy, Viewer, seen

Part = Literal["all", "first", "pages"]
"""What of a room is shown: all of it, or all but the pages, which are long, or these."""

UNSIGNED = frozenset({"answer", "vote", "tally"})
"""Kinds whose author nobody is told."""

UNDER_POLICY = frozenset(
    {
        "card",
        "sheet",
        "appraisal",
        "statement",
        "declined",
        "proposal",
        "commitment",
        "participant",
        "file",
        "board",
        "answer",
        "tally",
    }
)
"""Kinds whose sight depends on the room's policy."""

BY_GROUP = frozenset({"card", "sheet", "appraisal", "message"})
"""Kinds whose sight depends on the group that one sits in."""


class Done(msgspec.Struct, frozen=True):
    """An op that was applied, with all that is needed to tell each viewer of it."""

    seq: int
    op: str
    actor: str | None
    at: int
    touched: Sequence[Touched]
    was: Policy
    now: Policy
    others: Sequence[Record] = ()
    """Records that were not touched but whose sight changed with the policy."""


class Told(msgspec.Struct, frozen=True):
    """An op as a frame carries it."""

    id: str
    by: str | None
    at: int
    changes: list[Change]


Sights = list[tuple[Record | None, Record | None]]
"""Of each record that an op touched, what a viewer saw of it before, and what they see now."""


def sights(done: Done, viewer: Viewer) -> Sights:
    """Look at what an op touched with the eyes of one viewer, or of one class of them."""
    was, now = done.was, done.now
    looked = [(seen(t.before, viewer, was), seen(t.after, viewer, now)) for t in done.touched]
    if done.others:
        looked += [(seen(record, viewer, was), seen(record, viewer, now)) for record in done.others]
    return looked


def told(done: Done, viewer: Viewer) -> Told | None:
    """Say what one viewer, or one class of them, is told of an op; None where it is nothing."""
    return told_of(done, sights(done, viewer))


def told_of(done: Done, looked: Sights) -> Told | None:
    """Say what is told of an op to who saw and sees this of it; None where it is nothing."""
    changes = [change for was, now in looked if (change := _between(was, now)) is not None]
    if not changes:
        return None
    signed = not done.now.anonymous and not any(touched.kind in UNSIGNED for touched in done.touched)
    return Told(id=done.op, by=done.actor if signed else None, at=done.at, changes=changes)


def concerned(done: Done) -> set[str]:
    """The people to whom something in this op may look different than to the rest of their class."""
    people: set[str] = set()
    for touched in done.touched:
        for record in (touched.before, touched.after):
            if record is None:
                continue
            if touched.kind == "message":
                people.add(getattr(record, "to", ""))
            else:
                people.add(owner(record) or "")
    people |= {owner(record) or "" for record in done.others}
    people.discard("")
    return people


def moved(done: Done) -> dict[str, tuple[str | None, str | None]]:
    """The people whom this op took from one group to another, with both groups."""
    moves = {}
    for touched in done.touched:
        if touched.kind == "participant":
            was, now = (getattr(record, "group", None) for record in (touched.before, touched.after))
            if was != now:
                moves[touched.id] = (was, now)
    return moves


def on_moving(room: Room, was: Viewer, now: Viewer, before: Policy, at: Policy) -> list[Change]:
    """What a person sees and no longer sees when they go from one group to another.

    `before` is what the room let people see until then, `at` what it does now.
    """
    changes = []
    for kind in BY_GROUP:
        for record in room.records[kind].values():
            change = _between(seen(record, was, before), seen(record, now, at))
            if change is not None:
                changes.append(change)
    return changes


def left_behind(room: Room, turn: Iterable[Done], was: Viewer, now: Viewer, at: Policy) -> list[Change]:
    """What a person held at their old table, and what the turn in which they left it took away there."""
    return [
        Drop(touched.kind, touched.id)
        for done in turn
        for touched in done.touched
        if touched.kind in BY_GROUP
        and seen(touched.before, was, done.was) is not None
        and seen(room.records[touched.kind].get(touched.id), now, at) is None
    ]


def snapshot(room: Room, viewer: Viewer, at: Policy, part: Part = "all") -> dict[str, dict[str, Record]]:
    """All that a viewer may see, by kind and id; or a part of it."""
    shown: dict[str, dict[str, Record]] = {}
    for kind in SEES:
        if part != "all" and (kind == "page") != (part == "pages"):
            continue
        records = {
            id: visible
            for id, record in room.records[kind].items()
            if (visible := seen(record, viewer, at)) is not None
        }
        if records:
            shown[kind] = records
    return shown


def newer(room: Room, viewer: Viewer, since: int, at: Policy) -> list[Change]:
    """What changed after `since` and may be seen now, as whole records."""
    return [
        Put(kind, id, visible)
        for kind in SEES
        for id, record in room.records[kind].items()
        if record.rev > since and (visible := seen(record, viewer, at)) is not None
    ]


def personal(room: Room, viewer: Viewer, at: Policy) -> list[Change]:
    """What a person sees that their class does not, or otherwise: put on top of its snapshot."""
    if viewer.person is None:
        return []
    mine: Iterable[Record] = [
        *(room.records[kind][id] for kind, id in sorted(room.owned.get(viewer.person, ()))),
        *(m for m in room.records["message"].values() if getattr(m, "to", None) == viewer.person),
    ]
    changes: list[Change] = []
    for record in mine:
        visible = seen(record, viewer, at)
        if visible is not None and visible != seen(record, viewer.of_class, at):
            changes.append(Put(record.KIND, record.id, visible))
    return changes


def _between(was: Record | None, is_now: Record | None) -> Change | None:
    """One record's change as a viewer sees it: a reveal is a put, a hiding a drop."""
    if is_now is None:
        return Drop(was.KIND, was.id) if was is not None else None
    if was is None:
        return Put(is_now.KIND, is_now.id, is_now)
    fields = different(was, is_now)
    if not fields and was.rev == is_now.rev:
        return None
    return Patch(is_now.KIND, is_now.id, {**fields, "rev": is_now.rev})
