"""How good groups are, whoever made them: their sizes, their mix, and the wishes that could not hold."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import msgspec

from server.core.grouping import Person, every_trait
from server.core.records import BrokenWish, Why


class Wishes(msgspec.Struct, frozen=True):
    """What was asked of a balance: people to keep together or apart, and the sizes of tables."""

    together: Sequence[Sequence[str]] = ()
    apart: Sequence[Sequence[str]] = ()
    least: int | None = None
    most: int | None = None


def alike(people: Sequence[Person], seats: dict[str, int]) -> dict[str, int]:
    """Count, by trait, the pairs at a table who share it: the fewer, the better the mix."""
    pairs: dict[str, int] = {}
    for trait in every_trait():
        many = Counter((seats[p.id], p.trait(trait)) for p in people if p.id in seats and p.trait(trait)[1])
        pairs[trait] = sum(n * (n - 1) // 2 for n in many.values())
    return pairs


def broken_wishes(
    people: Sequence[Person], seats: dict[str, int], groups: Sequence[str], wishes: Wishes
) -> list[BrokenWish]:
    """Name each wish that does not hold and, where it cannot, say why.

    `seats` gives the index in `groups` of each person's table.
    """
    by_id = {person.id: person for person in people if person.id in seats}
    return [
        *_torn(by_id, seats, wishes),
        *_side_by_side(by_id, seats, groups, wishes),
        *_misplaced(by_id, seats, groups),
        *_of_another_size(by_id, seats, groups, wishes),
    ]


def _torn(by_id: dict[str, Person], seats: dict[str, int], wishes: Wishes) -> list[BrokenWish]:
    """Those who were to sit together and do not."""
    found = []
    for wish in wishes.together:
        here = [id for id in wish if id in by_id]
        if len({seats[id] for id in here}) > 1:
            found.append(BrokenWish("together", here, why=_why_torn(here, by_id, wishes)))
    return found


def _why_torn(here: Sequence[str], by_id: dict[str, Person], wishes: Wishes) -> Why | None:
    if len({by_id[id].seat_at for id in here} - {None}) > 1:
        return "host-table"
    if any(set(pair) <= set(wish) for pair in combinations(here, 2) for wish in wishes.apart):
        return "contradiction"
    return "too-many" if wishes.most is not None and len(here) > wishes.most else None


def _side_by_side(
    by_id: dict[str, Person], seats: dict[str, int], groups: Sequence[str], wishes: Wishes
) -> list[BrokenWish]:
    """Those who were to sit apart and share a table, table by table."""
    found = []
    for wish in wishes.apart:
        at: dict[int, list[str]] = {}
        for id in wish:
            if id in by_id:
                at.setdefault(seats[id], []).append(id)
        for table, here in at.items():
            if len(here) > 1:
                why = _why_side_by_side(here, len(wish) > len(groups), by_id)
                found.append(BrokenWish("apart", here, [groups[table]], why))
    return found


def _why_side_by_side(here: Sequence[str], more_than_tables: bool, by_id: dict[str, Person]) -> Why | None:
    bonds = [by_id[id].bond for id in here if by_id[id].bond]
    if len(bonds) != len(set(bonds)):
        return "contradiction"
    fixed = [by_id[id].seat_at for id in here if by_id[id].seat_at is not None]
    if len(fixed) != len(set(fixed)):
        return "hosts-apart"
    return "few-tables" if more_than_tables else None


def _misplaced(by_id: dict[str, Person], seats: dict[str, int], groups: Sequence[str]) -> list[BrokenWish]:
    """Those who carried an experience and do not sit where that was wished."""
    found = []
    for id, person in by_id.items():
        away = person.seat_at is not None and person.seat_at % len(groups) != seats[id]
        if away or seats[id] in person.not_at:
            everywhere = len(set(person.not_at)) >= len(groups)
            found.append(BrokenWish("hosts", [id], [groups[seats[id]]], "all-tables" if everywhere else None))
    return found


def _of_another_size(
    by_id: dict[str, Person], seats: dict[str, int], groups: Sequence[str], wishes: Wishes
) -> list[BrokenWish]:
    """The tables with fewer or more people than was wished."""
    sizes = Counter(seats[id] for id in by_id)
    fixed = Counter(p.seat_at for p in by_id.values() if p.seat_at is not None)
    found = []
    for index, group in enumerate(groups):
        small = wishes.least is not None and sizes[index] < wishes.least
        large = wishes.most is not None and sizes[index] > wishes.most
        if small or large:
            crowded = wishes.most is not None and fixed[index] > wishes.most
            found.append(BrokenWish("size", [], [group], "hosts-many" if crowded else "numbers"))
    return found
