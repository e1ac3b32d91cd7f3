"""Groups: who sits where, and which experience a table takes apart in each round."""

import msgspec

from server.core import grouping
from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import (
    Appraisal,
    Assignment,
    Card,
    Experience,
    FormatInfo,
    Group,
    Participant,
    Ready,
    Step,
)
from server.core.room import Change, Room, drop, patch, put

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


class Place(Args, frozen=True, kw_only=True):
    participant: str


class Balance(Args, frozen=True, kw_only=True):
    count: int | None = None
    by: list[grouping.Trait] = msgspec.field(default_factory=grouping.every_trait)


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
    order = 1 + max((group.order for group in room.all(Group)), default=0)
    return [put(Group(id=fresh(room, Group, args.group), order=order, name=written(args.name, "name")))]


def rename(room: Room, args: Name, asked: Asked) -> list[Change]:
    return [patch(room.need(Group, args.group), name=written(args.name, "name"))]


def remove(room: Room, args: One, asked: Asked) -> list[Change]:
    """Take a group away; refused while it has people or has written something."""
    group = room.need(Group, args.group)
    seated = any(person.group == group.id for person in room.all(Participant))
    refuse_unless(not seated and not _wrote(room, group.id), "group.not-empty", name=group.name)
    return [*(drop(given) for given in room.all(Assignment) if given.group == group.id), drop(group)]


def assign(room: Room, args: Assign, asked: Asked) -> list[Change]:
    person = room.need(Participant, args.participant)
    group = room.need(Group, args.group).id if args.group is not None else None
    return [patch(person, group=group)] if person.group != group else []


def place(room: Room, args: Place, asked: Asked) -> list[Change]:
    """Seat one who comes late where they are most needed."""
    person = room.need(Participant, args.participant)
    groups = _in_order(room)
    refuse_unless(bool(groups), "group.none")
    seated = [[_profile(p) for p in _seated(room) if p.group == group.id] for group in groups]
    if person.carries is not None:
        for group in groups:
            given = room.find(Assignment, f"{group.id}:{room.info.round}")
            if given is not None and given.experience == person.carries:
                return [patch(person, group=group.id)]
    return [patch(person, group=groups[grouping.place(_profile(person), seated)].id)]


def balance(room: Room, args: Balance, asked: Asked) -> list[Change]:
    """Make groups of everybody who is here, and give each new one an experience.

    Whoever carried an experience sits where it is taken apart.
    """
    people = _seated(room)
    experiences = sorted(room.all(Experience), key=lambda e: e.order)
    count = args.count if args.count is not None else _fitting(room, len(people), len(experiences))
    refuse_unless(0 < count <= MOST_GROUPS, "group.too-many", limit=MOST_GROUPS)
    groups, changes = _groups(room, count)
    taken: dict[str, int] = {}
    for index, group in enumerate(groups):
        given = room.find(Assignment, f"{group.id}:{room.info.round}")
        wanted = experiences[index % len(experiences)].id if experiences else None
        experience = given.experience if given and given.experience else wanted
        if experience is not None:
            taken.setdefault(experience, index)
            if given is None or given.experience != experience:
                changes += _giving(room, group.id, experience, room.info.round)
    profiles = [_profile(p, taken.get(p.carries) if p.carries else None) for p in people]
    seats = grouping.balance(profiles, count, args.by)
    for person in people:
        group = groups[seats[person.id]]
        if person.group != group.id:
            changes.append(patch(person, group=group.id))
    return changes


def give(room: Room, args: Give, asked: Asked) -> list[Change]:
    group = room.need(Group, args.group)
    if args.experience is not None:
        room.need(Experience, args.experience)
    known = {round.id for round in room.need(FormatInfo, "format").rounds}
    at = args.round or room.info.round
    refuse_unless(at in known, "record.unknown", kind="round", id=at)
    return _giving(room, group.id, args.experience, at)


def set_ready(room: Room, args: SetReady, asked: Asked) -> list[Change]:
    group = room.need(Group, args.group)
    step = room.need(Step, args.step)
    refuse_unless(asked.facilitates or group_of(room, asked) == group.id, "group.foreign")
    id = f"{step.id}:{group.id}"
    known = room.find(Ready, id)
    if args.ready:
        return [] if known else [put(Ready(id=id, step=step.id, group=group.id, at=asked.now))]
    return [drop(known)] if known else []


def group_of(room: Room, asked: Asked) -> str | None:
    """Give the group in which the one who asks sits now."""
    person = room.find(Participant, asked.author)
    return person.group if person else None


def _giving(room: Room, group: str, experience: str | None, at: str) -> list[Change]:
    given = room.find(Assignment, f"{group}:{at}")
    if given is not None:
        return [patch(given, experience=experience)]
    return [put(Assignment(id=f"{group}:{at}", group=group, round=at, experience=experience))]


def _groups(room: Room, count: int) -> tuple[list[Group], list[Change]]:
    """The first `count` groups, made where they are missing; empty ones beyond are taken away."""
    groups = _in_order(room)
    changes: list[Change] = []
    for group in groups[count:]:
        changes += [patch(p, group=None) for p in room.all(Participant) if p.group == group.id and p.left]
        if not _wrote(room, group.id):
            changes += [drop(given) for given in room.all(Assignment) if given.group == group.id]
            changes.append(drop(group))
    groups = groups[:count]
    order = max((group.order for group in groups), default=0)
    number = order
    while len(groups) < count:
        number += 1
        if f"g{number}" in room.records["group"]:
            continue
        order += 1
        made = Group(id=f"g{number}", order=order, name=f"Table {order}")
        groups.append(made)
        changes.append(put(made))
    return groups, changes


def _fitting(room: Room, people: int, experiences: int) -> int:
    """How many groups to make: one an experience where that leaves three people a table."""
    if experiences and people >= 3 * experiences:
        return experiences
    return max(1, min(round(people / 5), experiences or people))


def _wrote(room: Room, group: str) -> bool:
    return any(card.group == group for card in room.all(Card)) or any(
        appraisal.group == group for appraisal in room.all(Appraisal)
    )


def _in_order(room: Room) -> list[Group]:
    return sorted(room.all(Group), key=lambda group: group.order)


def _seated(room: Room) -> list[Participant]:
    return [p for p in room.all(Participant) if p.seat == "participant" and not p.left]


def _profile(person: Participant, seat_at: int | None = None) -> grouping.Person:
    return grouping.Person(person.id, person.role, person.territory, seat_at)


OPS: dict[str, Rule] = {
    "group.add": On(Add, add),
    "group.rename": On(Name, rename),
    "group.remove": On(One, remove),
    "group.assign": On(Assign, assign),
    "group.place": On(Place, place),
    "group.balance": On(Balance, balance),
    "group.give": On(Give, give),
    "group.ready": On(SetReady, set_ready),
}
