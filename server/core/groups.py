"""Groups: who sits where, and which experience a table takes apart in each round."""

from collections.abc import Sequence

from server.core.asking import Args, Asked, On, Rule, fresh, need_round, refuse_unless, written
from server.core.records import (
    Appraisal,
    Assignment,
    Card,
    Experience,
    Group,
    Participant,
    Proposal,
    Ready,
    Sheet,
    Step,
)
from server.core.room import Change, Patch, Room, drop, patch, put

MOST_GROUPS = 100


class Add(Args, frozen=True, kw_only=True):
    group: str
    name: str


class Name(Args, frozen=True, kw_only=True):
    group: str
    name: str


class One(Args, frozen=True, kw_only=True):
    group: str


class Assign(Args, frozen=True, kw_only=True):
    participant: str
    group: str | None


class Give(Args, frozen=True, kw_only=True):
    group: str
    experience: str | None
    round: str | None = None


class SetReady(Args, frozen=True, kw_only=True):
    group: str
    step: str
    ready: bool


def add(room: Room, args: Add, asked: Asked) -> list[Change]:
    refuse_unless(len(room.records["group"]) < MOST_GROUPS, "group.too-many", limit=MOST_GROUPS)
    order = room.next_order(Group)
    return [put(Group(id=fresh(room, Group, args.group), order=order, name=written(args.name, "name")))]


def rename(room: Room, args: Name, asked: Asked) -> list[Change]:
    return [patch(room.need(Group, args.group), name=written(args.name, "name"))]


def remove(room: Room, args: One, asked: Asked) -> list[Change]:
    """Take a group away; refused while it has people who are here, or has written something."""
    group = room.need(Group, args.group)
    people = [person for person in room.all(Participant) if person.group == group.id]
    taken = any(not person.left for person in people)
    refuse_unless(not taken and not wrote(room, group.id), "group.not-empty", name=group.name)
    return [*(patch(person, group=None) for person in people), *taking_away(room, group)]


def taking_away(room: Room, group: Group) -> list[Change]:
    """Take a group away with what it was given and what it said of itself; its people are not looked at."""
    given = [drop(one) for one in room.all(Assignment) if one.group == group.id]
    said = [drop(one) for one in room.all(Ready) if one.group == group.id]
    return [*given, *said, drop(group)]


def assign(room: Room, args: Assign, asked: Asked) -> list[Change]:
    person = room.need(Participant, args.participant)
    group = room.need(Group, args.group).id if args.group is not None else None
    return [patch(person, group=group)] if person.group != group else []


def give(room: Room, args: Give, asked: Asked) -> list[Change]:
    group = room.need(Group, args.group)
    if args.experience is not None:
        room.need(Experience, args.experience)
    return giving(room, group.id, args.experience, need_round(room, args.round or room.info.round))


def set_ready(room: Room, args: SetReady, asked: Asked) -> list[Change]:
    group = room.need(Group, args.group)
    step = room.need(Step, args.step)
    refuse_unless(asked.facilitates or is_of(room, asked, group.id), "group.foreign")
    id = f"{step.id}:{group.id}"
    known = room.find(Ready, id)
    if args.ready:
        return [] if known else [put(Ready(id=id, step=step.id, group=group.id, at=asked.now))]
    return [drop(known)] if known else []


def group_of(room: Room, asked: Asked) -> str | None:
    """Give the group of the one who asks: where they sat as far as they knew, or else where they sit now."""
    person = room.find(Participant, asked.author)
    if person is None:
        return None
    left = sorted((at, group) for group, at in person.sat.items() if room.find(Group, group))
    return next((group for at, group in left if _did_not_know(asked, at)), person.group)


def is_of(room: Room, asked: Asked, group: str) -> bool:
    """Whether the one who asks sits in a group, or did as far as they knew: a phone may hear late of a move."""
    person = room.find(Participant, asked.author)
    return person is not None and (person.group == group or _did_not_know(asked, person.sat.get(group, 0)))


def _did_not_know(asked: Asked, at: int) -> bool:
    return asked.knew is not None and asked.knew < at


def leaving(room: Room, changes: Sequence[Change]) -> list[Change]:
    """Note of whoever goes to another group that they have sat where they did; the pen of that table stays there."""
    return [_leaving(room, change) for change in changes]


def _leaving(room: Room, change: Change) -> Change:
    if not isinstance(change, Patch) or change.kind != Participant.KIND or "group" not in change.fields:
        return change
    person = room.find(Participant, change.id)
    if person is None or person.group is None or change.fields["group"] == person.group:
        return change
    sat = {**person.sat, person.group: room.seq + 1}
    # Their phone spoke for the people of the table that they leave, who have their own voices again.
    pen = {"scribe": False, "speaks_for": 1} if person.scribe or person.speaks_for > 1 else {}
    return Patch(change.kind, change.id, {**change.fields, **pen, "sat": sat})


def giving(
    room: Room, group: str, experience: str | None, at: str, hosts: Sequence[str] = ()
) -> list[Change]:
    """Give an experience to a group for a round, or take it back with None; `hosts` receive the group."""
    given = room.find(Assignment, f"{group}:{at}")
    if given is not None:
        return [patch(given, experience=experience, hosts=list(hosts))]
    put_down = Assignment(id=f"{group}:{at}", group=group, round=at, experience=experience, hosts=list(hosts))
    return [put(put_down)]


def wrote(room: Room, group: str) -> bool:
    """Whether a group has written anything, on a device or on paper."""
    kinds: tuple[type[Card | Appraisal | Sheet | Proposal], ...] = (Card, Appraisal, Sheet, Proposal)
    return any(record.group == group for kind in kinds for record in room.all(kind))


def seated(room: Room) -> list[Participant]:
    """Who sits at tables: participants who have not left."""
    return [p for p in room.all(Participant) if p.seat == "participant" and not p.left]


OPS: dict[str, Rule] = {
    "group.add": On(Add, add),
    "group.rename": On(Name, rename),
    "group.remove": On(One, remove),
    "group.assign": On(Assign, assign),
    "group.give": On(Give, give),
    "group.ready": On(SetReady, set_ready),
}
