"""Balanced groups: pure arithmetic on people, with no room around it.

A greedy placing, rarest profile first, followed by swaps while they help: for a few hundred people
it comes within a person or two of the best and takes milliseconds.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

Trait = Literal["role", "territory"]


def every_trait() -> list[Trait]:
    """Give all that a balance may look at: what it does look at where nothing else is said."""
    return ["role", "territory"]


class Person(msgspec.Struct, frozen=True):
    """What the balance looks at; `seat_at` fixes a person to a group (index), where not None."""

    id: str
    role: str = ""
    territory: str = ""
    seat_at: int | None = None


def balance(
    people: Sequence[Person], count: int, by: Sequence[Trait] = ("role", "territory")
) -> dict[str, int]:
    """Share people among `count` groups whose sizes differ by at most one, mixing their traits.

    Gives the index of each person's group. People with `seat_at` stay there, even where that makes
    a group larger than its share.
    """
    groups: list[list[Person]] = [[] for _ in range(count)]
    for person in people:
        if person.seat_at is not None:
            groups[person.seat_at % count].append(person)
    room_for = _shares(len(people), [len(group) for group in groups])
    rarity = Counter(_trait(person, trait) for person in people for trait in by)
    free = [person for person in people if person.seat_at is None]
    free.sort(key=lambda p: (min((rarity[_trait(p, t)] for t in by), default=0), p.role, p.territory, p.id))
    for person in free:
        index = min(
            (i for i in range(count) if len(groups[i]) < room_for[i]),
            key=lambda i: (_likeness(person, groups[i], by), len(groups[i]), i),
        )
        groups[index].append(person)
    _swap_while_better(groups, by)
    return {person.id: index for index, group in enumerate(groups) for person in group}


def place(
    person: Person, groups: Sequence[Sequence[Person]], by: Sequence[Trait] = ("role", "territory")
) -> int:
    """Choose the group for one who comes late: the smallest, then the one with fewest alike."""
    return min(range(len(groups)), key=lambda i: (len(groups[i]), _likeness(person, groups[i], by), i))


def _shares(total: int, fixed: Sequence[int]) -> list[int]:
    """The size of each group: as even as those who are fixed in place allow."""
    sizes = list(fixed)
    for _ in range(total - sum(fixed)):
        sizes[sizes.index(min(sizes))] += 1
    return sizes


def _trait(person: Person, trait: Trait) -> tuple[Trait, str]:
    return (trait, person.role if trait == "role" else person.territory)


def _likeness(person: Person, group: Sequence[Person], by: Sequence[Trait]) -> int:
    """How many shared traits a person finds in a group; unknown traits are like nobody's."""
    return sum(
        1 for other in group for t in by if _trait(person, t)[1] and _trait(person, t) == _trait(other, t)
    )


def _swap_while_better(groups: list[list[Person]], by: Sequence[Trait], passes: int = 2) -> None:
    for _ in range(passes):
        if not any(
            # a list, not a generator: every pair is tried in each pass
            [_swap_between(a, b, by) for i, a in enumerate(groups) for b in groups[:i]]  # noqa: C419
        ):
            return


def _swap_between(a: list[Person], b: list[Person], by: Sequence[Trait]) -> bool:
    """Swap the first pair of free people that brings the two groups closer to a mix."""
    for i, left in enumerate(a):
        for j, right in enumerate(b):
            if left.seat_at is not None or right.seat_at is not None:
                continue
            rest_a, rest_b = a[:i] + a[i + 1 :], b[:j] + b[j + 1 :]
            now = _likeness(left, rest_a, by) + _likeness(right, rest_b, by)
            if _likeness(left, rest_b, by) + _likeness(right, rest_a, by) < now:
                a[i], b[j] = right, left
                return True
    return False
