"""Seating: groups made of everybody who is here, and a place for who comes late."""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from server.core import group_quality, grouping
from server.core.activities.tables import Settings
from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.groups import MOST_GROUPS, giving, seated, taking_away, wrote
from server.core.records import Assignment, Experience, Group, Participant, Plan, Step
from server.core.room import Change, Room, patch, put

MOST_WISHES = 200


class Place(Args, frozen=True, kw_only=True):
    """Whom to seat: one person, or everybody who came and has no table."""

    participant: str | None = None


class Balance(Args, frozen=True, kw_only=True):
    """How groups are to be made.

    `count` groups, or tables of `least` to `most` people, or of about as many as the step says, which also says
    what to mix where `by` does not; whoever carried an experience hosts it, is
    spread away from it, or sits anywhere (`free`); `together` and `apart` list people by id; `expected` says
    whether those count who are on the list and have not come.
    """

    count: int | None = None
    by: list[grouping.Trait] | None = None
    hosts: Literal["host", "spread", "free"] = "host"
    together: list[list[str]] = []
    apart: list[list[str]] = []
    least: int | None = None
    most: int | None = None
    expected: bool = True


def place(room: Room, args: Place, asked: Asked) -> list[Change]:
    """Seat who comes late where they are most needed; whom another facilitator has seated meanwhile sits there."""
    named = [room.need(Participant, args.participant)] if args.participant is not None else []
    everybody = sorted(seated(room), key=lambda p: (p.joined_at, p.id))
    # Before anybody has come, those who are expected are who there is.
    came = [p for p in everybody if not p.expected] or everybody
    waiting = [p for p in named or came if p.group is None or room.find(Group, p.group) is None]
    if not waiting:
        return []
    groups = kept_up(room)
    refuse_unless(bool(groups), "group.none")
    seats = {person.id: person.group for person in seated(room)}
    # Each is counted where the one before was seated, and they do not all go to one table.
    for person in waiting:
        seats[person.id] = _place_of(room, person, groups, seats).id
    return [patch(person, group=seats[person.id]) for person in waiting]


def _place_of(
    room: Room, person: Participant, groups: Sequence[Group], seats: Mapping[str, str | None]
) -> Group:
    taken = {
        given.group: given.experience for given in room.all(Assignment) if given.round == room.info.round
    }
    own = [group for group in groups if person.carries and taken.get(group.id) == person.carries]
    if own:
        carried = Counter(seats[p.id] for p in seated(room) if p.carries == person.carries)
        return min(own, key=lambda group: carried[group.id])
    seen = _seen_before(room, person)
    new_to_them = [group for group in groups if taken.get(group.id) not in seen]
    return smallest(room, person, new_to_them or groups, seats)


def _seen_before(room: Room, person: Participant) -> set[str]:
    """The experiences that a person took apart in other rounds than the present one."""
    return {experience for round, experience in person.seen.items() if round != room.info.round}


def kept_up(room: Room) -> list[Group]:
    """The groups less those that wrote something and have nobody any more: who came there would sit alone."""
    taken = {person.group for person in seated(room)}
    groups = room.in_order(Group)
    return [group for group in groups if group.id in taken or not wrote(room, group.id)] or groups


def smallest(
    room: Room,
    person: Participant,
    groups: Sequence[Group],
    seats: Mapping[str, str | None],
) -> Group:
    """Give the group in which one more person is needed most, and who is least like those already there.

    `seats` says where people sit, or will.
    """
    # A table whose people did not come is as small as it looks.
    came = [p for p in seated(room) if not p.expected]
    here = [[_profile(p) for p in came if seats[p.id] == group.id and p.id != person.id] for group in groups]
    return groups[grouping.place(_profile(person), here)]


def balance(room: Room, args: Balance, asked: Asked) -> list[Change]:
    """Make groups of everybody who is here, give each new one an experience, and say how good it is."""
    people = [person for person in seated(room) if args.expected or not person.expected]
    experiences = [one.id for one in room.in_order(Experience)]
    count = _count(room, args, len(people), len(experiences))
    groups, changes = _groups(room, count)
    tables: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        given = room.find(Assignment, f"{group.id}:{room.info.round}")
        wanted = experiences[index % len(experiences)] if experiences else None
        experience = given.experience if given and given.experience else wanted
        if experience is not None:
            tables.setdefault(experience, []).append(index)
            if given is None or given.experience != experience:
                changes += giving(room, group.id, experience, room.info.round)
    profiles = _wishes(room, people, args, tables)
    by = args.by if args.by is not None else _step_settings(room).by
    seats = grouping.balance(profiles, count, by)
    for person in people:
        group = groups[seats[person.id]]
        if person.group != group.id:
            changes.append(patch(person, group=group.id))
    away = [person for person in seated(room) if person.group is not None and person.id not in seats]
    changes += [patch(person, group=None) for person in away]
    return [*changes, _plan(args, profiles, seats, [group.id for group in groups], asked.now)]


def _count(room: Room, args: Balance, people: int, experiences: int) -> int:
    """How many groups: as asked, or as the size of tables asks, or one an experience."""
    count = args.count
    if count is None and args.most is not None:
        count = -(-people // max(1, args.most))
    elif count is None and args.least is not None:
        count = max(1, people // max(1, args.least))
    elif count is None:
        count = _fitting(people, experiences, max(1, _step_settings(room).size))
    refuse_unless(0 < count <= MOST_GROUPS, "group.too-many", limit=MOST_GROUPS)
    return count


def _fitting(people: int, experiences: int, size: int) -> int:
    """How many groups to make: one an experience where that leaves three people a table, or several in a large hall."""
    if experiences and people >= 3 * experiences:
        each = math.ceil(people / (size * experiences) - 0.5)
        return experiences * max(1, min(each, MOST_GROUPS // experiences))
    return max(1, min(round(people / size), experiences or people, MOST_GROUPS))


def _step_settings(room: Room) -> Settings:
    """What is set for making tables: by the step that is on where it does so, or by the first that will."""
    steps = sorted(room.in_order(Step), key=lambda step: step.id != room.info.step)
    made = next((step for step in steps if step.activity == "grouping" and not step.off), None)
    return msgspec.convert(made.settings, Settings) if made else Settings()


def _wishes(
    room: Room, people: Sequence[Participant], args: Balance, tables: dict[str, list[int]]
) -> list[grouping.Person]:
    """Each person with what is wished of where they sit."""
    refuse_unless(len(args.together) + len(args.apart) <= MOST_WISHES, "op.too-many", limit=MOST_WISHES)
    for id in {id for wish in [*args.together, *args.apart] for id in wish}:
        room.need(Participant, id)
    bonds = _bonds(args.together)
    hosts = _host_tables(people, tables, bonds) if args.hosts == "host" else {}
    wishes = []
    for person in people:
        own = tables.get(person.carries, []) if person.carries else []
        seen = _seen_before(room, person)
        wishes.append(
            grouping.Person(
                id=person.id,
                role=person.role,
                territory=person.territory,
                seat_at=hosts.get(person.id),
                not_at=tuple(own) if args.hosts == "spread" else (),
                seen_at=tuple(index for experience in sorted(seen) for index in tables.get(experience, [])),
                bond=bonds.get(person.id, ""),
                apart=frozenset(o for wish in args.apart if person.id in wish for o in wish) - {person.id},
            )
        )
    return wishes


def _host_tables(
    people: Sequence[Participant], tables: Mapping[str, Sequence[int]], bonds: Mapping[str, str]
) -> dict[str, int]:
    """Share those who carried an experience among the tables that take it apart; those of one bond stay together."""
    seats: dict[str, int] = {}
    bound: dict[tuple[str, str], int] = {}
    for person in people:
        own = tables.get(person.carries, []) if person.carries else []
        if person.carries and own:
            taken = Counter(seats.values())
            fewest = min(own, key=lambda index: taken[index])
            seats[person.id] = bound.setdefault((person.carries, bonds.get(person.id, person.id)), fewest)
    return seats


def _bonds(together: Sequence[Sequence[str]]) -> dict[str, str]:
    """Give those who are to sit together one name a bond; wishes that share somebody are one."""
    bonds: dict[str, str] = {}
    for wish in together:
        old = {bonds[id] for id in wish if id in bonds}
        name = min([*wish, *old], default="")
        bonds.update({id: name for id, bond in bonds.items() if bond in old})
        bonds.update(dict.fromkeys(wish, name))
    return bonds


def _plan(
    args: Balance,
    people: Sequence[grouping.Person],
    seats: dict[str, int],
    groups: Sequence[str],
    now: int,
) -> Change:
    """Keep how good the balance is, and which wishes could not hold."""
    wishes = group_quality.Wishes(args.together, args.apart, args.least, args.most)
    broken = group_quality.broken_wishes(people, seats, groups, wishes)
    sizes = Counter(seats.values())
    return put(
        Plan(
            id="plan",
            sizes=[sizes[index] for index in range(len(groups))],
            alike=group_quality.alike(people, seats),
            broken=dict(Counter(one.wish for one in broken)),
            wishes=broken,
            at=now,
        )
    )


def _groups(room: Room, count: int) -> tuple[list[Group], list[Change]]:
    """The first `count` groups, made where they are missing; empty ones beyond are taken away."""
    groups = room.in_order(Group)
    changes: list[Change] = []
    for group in groups[count:]:
        changes += [patch(p, group=None) for p in room.all(Participant) if p.group == group.id and p.left]
        if not wrote(room, group.id):
            changes += taking_away(room, group)
    groups = groups[:count]
    order = max((group.order for group in groups), default=0)
    names = {group.name for group in room.in_order(Group)}
    number = called = order
    while len(groups) < count:
        number += 1
        if f"g{number}" in room.records["group"]:
            continue
        order += 1
        called = next(n for n in itertools.count(called + 1) if f"Table {n}" not in names)
        made = Group(id=f"g{number}", order=order, name=f"Table {called}")
        groups.append(made)
        changes.append(put(made))
    return groups, changes


def _profile(person: Participant) -> grouping.Person:
    return grouping.Person(person.id, person.role, person.territory)


OPS: dict[str, Rule] = {
    "group.place": On(Place, place),
    "group.balance": On(Balance, balance),
}
