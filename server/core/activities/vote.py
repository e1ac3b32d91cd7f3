"""Votes: a weight that each person puts on something; only the sum is ever shown."""

from typing import Literal

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.records import Participant, Tally, Vote
from server.core.room import Change, Room, drop, patch, put

HEAVIEST = 5
AXES = frozenset({"", "impact", "effort", "agreement"})


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`on` is what is voted on; `points` is how many a person may give to one thing."""

    on: Literal["statements", "proposals"] = "statements"
    points: int = 3


class Cast(Args, frozen=True, kw_only=True):
    """`on` is `<kind>/<id>` or `<kind>/<id>#<axis>`; a weight of 0 takes the vote back."""

    on: str
    weight: int


def cast(room: Room, args: Cast, asked: Asked) -> list[Change]:
    person = room.need(Participant, asked.author)
    target, _, axis = args.on.partition("#")
    kind, _, id = target.partition("/")
    known = kind in ("statement", "proposal", "card") and id in room.records[kind]
    refuse_unless(known and axis in AXES, "record.unknown", kind=kind, id=id)
    refuse_unless(0 <= args.weight <= HEAVIEST, "vote.range", limit=HEAVIEST)
    before = room.find(Vote, f"{args.on}:{person.id}")
    changes: list[Change] = []
    if before is not None and args.weight == 0:
        changes.append(drop(before))
    elif before is not None:
        changes.append(patch(before, weight=args.weight, people=person.speaks_for))
    elif args.weight:
        changes.append(
            put(
                Vote(
                    id=f"{args.on}:{person.id}",
                    on=args.on,
                    weight=args.weight,
                    people=person.speaks_for,
                    participant=person.id,
                )
            )
        )
    if not changes:
        return []
    was = (before.weight, before.people) if before else (0, 0)
    return [*changes, _counted(room, args.on, was, (args.weight, person.speaks_for))]


def _counted(room: Room, on: str, before: tuple[int, int], now: tuple[int, int]) -> Change:
    """Count a vote, and take out the one that it replaces; each is a weight and how many give it."""
    tally = room.find(Tally, on)
    spread = dict(tally.spread) if tally else {}
    for (weight, people), sign in ((before, -1), (now, 1)):
        if weight:
            spread[str(weight)] = spread.get(str(weight), 0) + sign * people
    spread = {weight: count for weight, count in spread.items() if count > 0}
    count = sum(spread.values())
    total = sum(int(weight) * many for weight, many in spread.items())
    if tally:
        return patch(tally, count=count, total=total, spread=spread)
    return put(Tally(id=on, count=count, total=total, spread=spread))


OPS: dict[str, Rule] = {"vote.cast": On(Cast, cast)}
ACTIVITY = Activity(name="vote", settings=Settings, ops=OPS)
