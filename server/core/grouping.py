"""Balanced groups and rotations: pure arithmetic on people, with no room around it.

People are placed one by one, those with the fewest choices first, then swapped for as long as a swap
helps. What is made small is the number of pairs at a table who are alike (same role, same territory),
after the constraints: keeping apart weighs more than any mix. For a few hundred people this comes
within a few pairs of the best, in well under a second.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

Trait = Literal["role", "territory"]
APART = 1_000
"""What a pair that should be apart costs, in pairs of people who are alike."""

AGAIN = 100
"""What it costs that somebody takes apart once more what they have seen."""


def every_trait() -> list[Trait]:
    """Give all that a balance may look at: what it does look at where nothing else is said."""
    return ["role", "territory"]


class Person(msgspec.Struct, frozen=True):
    """What the balance looks at.

    `seat_at` fixes a person to a group (its index), `not_at` keeps them from some, and `seen_at` says at
    which they would see something again; people with the same `bond` sit together; `apart` names people
    who should not be at the same table.
    """

    id: str
    role: str = ""
    territory: str = ""
    seat_at: int | None = None
    not_at: tuple[int, ...] = ()
    seen_at: tuple[int, ...] = ()
    bond: str = ""
    apart: frozenset[str] = frozenset()

    def trait(self, trait: Trait) -> tuple[Trait, str]:
        return (trait, self.role if trait == "role" else self.territory)


class _Table:
    """One group being filled, with its people counted by trait."""

    def __init__(self, by: Sequence[Trait], index: int = -1) -> None:
        self.by, self.index = by, index
        self.people: dict[str, Person] = {}
        self.counts: Counter[tuple[Trait, str]] = Counter()
        self._values: dict[str, tuple[tuple[Trait, str], ...]] = {}

    def values(self, person: Person) -> tuple[tuple[Trait, str], ...]:
        """What of a person counts here; asked a hundred thousand times, so made once."""
        known = self._values.get(person.id)
        if known is None:
            known = tuple(value for trait in self.by if (value := person.trait(trait))[1])
            self._values[person.id] = known
        return known

    def add(self, person: Person) -> None:
        self.people[person.id] = person
        for value in self.values(person):
            self.counts[value] += 1

    def remove(self, person: Person) -> None:
        del self.people[person.id]
        for value in self.values(person):
            self.counts[value] -= 1

    def cost(self, person: Person, without: Person | None = None) -> int:
        """What it costs to have a person here who is not counted yet, `without` somebody who is."""
        counts = self.counts
        found = AGAIN if self.index in person.seen_at else 0
        for value in self.values(person):
            found += counts[value]
        if person.apart:
            found += APART * len(person.apart & self.people.keys())
        if without is None:
            return found
        gone = self.values(without)
        for value in self.values(person):
            found -= value in gone
        return found - APART * (without.id in person.apart)

    def share(self, person: Person) -> int:
        """What it costs that a person sits here, who is counted."""
        return self.cost(person) - len(self.values(person))


def balance(
    people: Sequence[Person], count: int, by: Sequence[Trait] = ("role", "territory")
) -> dict[str, int]:
    """Share people among `count` groups whose sizes differ by at most one, mixing their traits.

    Gives the index of each person's group. Who is fixed or bound may make a group larger than its
    share; a bond that leads to a table one of them must not be at is broken for that one.
    """
    people = _with_their_hosts(people)
    tables = [_Table(by, index) for index in range(count)]
    fixed = [person for person in people if person.seat_at is not None]
    for person in fixed:
        tables[(person.seat_at or 0) % count].add(person)
    sizes = _shares(len(people), [len(table.people) for table in tables])
    rarity = Counter(person.trait(trait) for person in people for trait in by)
    for unit in _units(people, rarity, by):
        table = _best(tables, sizes, unit)
        for person in unit:
            table.add(person)
    _swap_while_better(tables)
    return {id: index for index, table in enumerate(tables) for id in table.people}


def place(
    person: Person, groups: Sequence[Sequence[Person]], by: Sequence[Trait] = ("role", "territory")
) -> int:
    """Choose the group for one who comes late: the smallest, then the one with fewest alike."""
    tables = []
    for group in groups:
        table = _Table(by)
        for other in group:
            table.add(other)
        tables.append(table)
    return min(range(len(groups)), key=lambda i: (len(groups[i]), tables[i].cost(person), i))


def rotation(groups: int, experiences: int, rounds: int) -> list[list[int]]:
    """Which experience (index) each group takes in each round: `[round][group]`.

    Nobody sees one twice, which needs at least as many experiences as rounds: ValueError otherwise.
    In each round the groups are spread as evenly over the experiences as they can be.
    """
    if not 0 < rounds <= experiences:
        raise ValueError("fewer experiences than rounds")
    return [[(group + turn) % experiences for group in range(groups)] for turn in range(rounds)]


def _with_their_hosts(people: Sequence[Person]) -> list[Person]:
    """Fix those who are bound to somebody who is fixed; where two of a bond are fixed apart, to the first."""
    seats: dict[str, int] = {}
    for person in sorted(people, key=lambda person: person.id):
        if person.bond and person.seat_at is not None:
            seats.setdefault(person.bond, person.seat_at)
    return [
        msgspec.structs.replace(person, seat_at=seats[person.bond])
        if person.seat_at is None and person.bond in seats and seats[person.bond] not in person.not_at
        else person
        for person in people
    ]


def _units(
    people: Sequence[Person], rarity: Counter[tuple[Trait, str]], by: Sequence[Trait]
) -> list[list[Person]]:
    """Those who are free to sit anywhere, bound ones as one unit; the hardest to place first."""
    bonds: dict[str, list[Person]] = {}
    for person in people:
        if person.seat_at is None:
            bonds.setdefault((person.bond and f"+{person.bond}") or person.id, []).append(person)
    return sorted(
        bonds.values(),
        key=lambda unit: (
            -len(unit),
            -len(unit[0].apart),
            min((rarity[unit[0].trait(t)] for t in by), default=0),
            unit[0].role,
            unit[0].territory,
            unit[0].id,
        ),
    )


def _best(tables: Sequence[_Table], sizes: Sequence[int], unit: Sequence[Person]) -> _Table:
    """The table with room where a unit costs least; a full one where there is no other."""
    banned = {index for person in unit for index in person.not_at}

    def worth(index: int) -> tuple[int, int, int, int, int]:
        table = tables[index]
        over = max(0, len(table.people) + len(unit) - sizes[index])
        cost = sum(table.cost(person) for person in unit)
        return (int(index in banned), over, cost, len(table.people), index)

    return tables[min(range(len(tables)), key=worth)]


def _shares(total: int, fixed: Sequence[int]) -> list[int]:
    """The size of each group: as even as those who are fixed in place allow."""
    sizes = list(fixed)
    for _ in range(total - sum(fixed)):
        sizes[sizes.index(min(sizes))] += 1
    return sizes


def _swap_while_better(tables: Sequence[_Table], passes: int = 3) -> None:
    for _ in range(passes):
        better = False
        for i, left in enumerate(tables):
            for j, right in enumerate(tables[:i]):
                better |= _swap_between(left, i, right, j)
        if not better:
            return


def _swap_between(left: _Table, i: int, right: _Table, j: int) -> bool:
    """Swap the first pair of free people that brings two tables closer to a mix."""
    others = [(b, right.share(b)) for b in right.people.values() if _is_free(b) and i not in b.not_at]
    for a in [a for a in left.people.values() if _is_free(a) and j not in a.not_at]:
        mine = left.share(a)
        for b, theirs in others:
            now = mine + theirs
            if now and left.cost(b, without=a) + right.cost(a, without=b) < now:
                left.remove(a)
                right.remove(b)
                left.add(b)
                right.add(a)
                return True
    return False


def _is_free(person: Person) -> bool:
    """Whether a person may be moved by themselves."""
    return person.seat_at is None and not person.bond
