"""Votes: points, agreement, or impact and effort; facilitators open and close them, and only sums are shown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.records import Ballot, Participant, Proposal, Statement, Step, Subject, Tally, Vote, Voting
from server.core.room import Change, Room, drop, patch, put

HEAVIEST = 5
AGREEING = 3
AXES: dict[str, Voting] = {"": "points", "agreement": "agreement", "impact": "plane", "effort": "plane"}
"""What a vote is about, as it stands after the #, and the ballot that it belongs to."""

SUBJECTS: dict[str, Subject] = {"statement": "statements", "proposal": "proposals"}
BALLOTS = [(on, how) for on in SUBJECTS.values() for how in dict.fromkeys(AXES.values())]
MOST_BUDGET = 100


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`on` is what is voted on; `points` is how many a person may give to one thing, `budget` in all (0: no bound)."""

    on: Subject = "statements"
    how: Literal["points", "agreement"] = "points"
    points: int = 3
    budget: int = 0


class Cast(Args, frozen=True, kw_only=True):
    """`on` is `<kind>/<id>` or `<kind>/<id>#<axis>`; a weight of 0 takes the vote back."""

    on: str
    weight: int


class Open(Args, frozen=True, kw_only=True):
    on: Subject
    how: Voting
    most: int = 3
    budget: int = 0
    only: list[str] = []


class Close(Args, frozen=True, kw_only=True):
    on: Subject
    how: Voting


def open_vote(room: Room, args: Open, asked: Asked) -> list[Change]:
    """Open a vote, or open it again with what was given so far."""
    refuse_unless(1 <= args.most <= HEAVIEST, "vote.range", limit=HEAVIEST)
    refuse_unless(0 <= args.budget <= MOST_BUDGET, "vote.range", limit=MOST_BUDGET)
    kind = Statement if args.on == "statements" else Proposal
    fields = {
        "open": True,
        "most": args.most,
        "budget": args.budget,
        "only": [room.need(kind, id).id for id in dict.fromkeys(args.only)],
        "opened_at": asked.now,
        "closed_at": None,
    }
    ballot = room.find(Ballot, f"{args.on}:{args.how}")
    if ballot is not None:
        return [patch(ballot, **fields)]
    return [put(msgspec.structs.replace(_new(args.on, args.how), **fields))]


def close_vote(room: Room, args: Close, asked: Asked) -> list[Change]:
    """Close a vote, also one that is open because its step goes on."""
    ballot = room.find(Ballot, f"{args.on}:{args.how}")
    if ballot is None:
        return [put(msgspec.structs.replace(_new(args.on, args.how), open=False, closed_at=asked.now))]
    return [patch(ballot, open=False, closed_at=asked.now)]


def cast(room: Room, args: Cast, asked: Asked) -> list[Change]:
    person = room.need(Participant, asked.author)
    ballot = _ballot_of(room, args.on)
    before = room.find(Vote, f"{args.on}:{person.id}")
    _check_weight(room, ballot, args, person)
    beside = (v for v in _own(room, person.id, ballot) if v.on != args.on and is_among(ballot.only, v.on))
    others = max((vote.people for vote in beside), default=0)
    changes: list[Change] = []
    if before is not None and args.weight == 0:
        changes.append(drop(before))
    elif before is not None:
        changes.append(patch(before, weight=args.weight, people=person.speaks_for))
    elif args.weight:
        vote = Vote(
            id=f"{args.on}:{person.id}",
            on=args.on,
            weight=args.weight,
            people=person.speaks_for,
            participant=person.id,
        )
        changes.append(put(vote))
    if not changes:
        return []
    was = (before.weight, before.people) if before else (0, 0)
    changes.append(counted(room, args.on, [(was[0], -was[1]), (args.weight, person.speaks_for)]))
    spoke, speaks = before.people if before else 0, person.speaks_for if args.weight else 0
    return [*changes, *_turned_out(room, ballot, max(others, speaks) - max(others, spoke))]


def open_ballot(room: Room, on: Subject, how: Voting) -> Ballot | None:
    """Give the vote that is open: a facilitator opened it, or a step that asks for it goes on."""
    ballot = room.find(Ballot, f"{on}:{how}")
    if ballot is not None and ballot.open:
        return ballot
    step = room.find(Step, room.info.step)
    if step is None or not _asks_for(step, on, how):
        return None
    if ballot is not None and ballot.closed_at is not None and ballot.closed_at >= (step.started_at or 0):
        return None
    known = ballot or msgspec.structs.replace(_new(on, how), opened_at=step.started_at or 0)
    if step.activity != "vote":
        return msgspec.structs.replace(known, open=False, only=[])
    settings = msgspec.convert(step.settings, Settings)
    return msgspec.structs.replace(
        known, open=False, only=[], most=settings.points, budget=settings.budget, closed_at=None
    )


def _asks_for(step: Step, on: Subject, how: Voting) -> bool:
    if step.activity == "projection":
        return (on, how) == ("proposals", "plane") and step.settings.get("weigh", True) is not False
    if step.activity != "vote":
        return False
    settings = msgspec.convert(step.settings, Settings)
    return (settings.on, settings.how) == (on, how)


def _new(on: Subject, how: Voting) -> Ballot:
    return Ballot(id=f"{on}:{how}", on=on, how=how)


def _ballot_of(room: Room, on: str) -> Ballot:
    """Give the open vote that something is voted on in; refused where there is none."""
    target, _, axis = on.partition("#")
    kind, _, id = target.partition("/")
    known = kind in SUBJECTS and id in room.records[kind] and axis in AXES
    refuse_unless(known, "record.unknown", kind=kind, id=id)
    thing = room.records[kind][id]
    refuse_unless(getattr(thing, "merged_into", None) is None, "statement.merged")
    refuse_unless(not getattr(thing, "withdrawn", False), "record.withdrawn")
    ballot = open_ballot(room, SUBJECTS[kind], AXES[axis])
    refuse_unless(ballot is not None and (not ballot.only or id in ballot.only), "vote.closed")
    assert ballot is not None  # noqa: S101 - refused above
    return ballot


def _is_asked(room: Room, ballot: Ballot, on: str) -> bool:
    """Whether a thing stands and is voted on; what was given to another cannot be taken back, and is not spent."""
    kind, _, id = on.partition("#")[0].partition("/")
    thing = room.records[kind].get(id)
    gone = getattr(thing, "withdrawn", True) or getattr(thing, "merged_into", None) is not None
    return not gone and is_among(ballot.only, on)


def is_among(only: Sequence[str], on: str) -> bool:
    """Whether a vote is on one of these things, or they are all of their kind."""
    return not only or on.partition("#")[0].partition("/")[2] in only


def _check_weight(room: Room, ballot: Ballot, args: Cast, person: Participant) -> None:
    """Check that a weight is one that the ballot knows, and that there are points left for it.

    None is always possible: a vote may have been opened again with less to give than was given.
    """
    limit = {"points": ballot.most, "agreement": AGREEING, "plane": HEAVIEST}[ballot.how]
    refuse_unless(0 <= args.weight <= limit, "vote.range", limit=limit)
    if ballot.how == "points" and ballot.budget and args.weight:
        others = (vote for vote in _own(room, person.id, ballot) if vote.on != args.on)
        given = sum(vote.weight for vote in others if _is_asked(room, ballot, vote.on))
        refuse_unless(given + args.weight <= ballot.budget, "vote.spent", limit=ballot.budget)


def _own(room: Room, person: str, ballot: Ballot) -> Iterator[Vote]:
    """What a person gave in one ballot so far."""
    for kind, id in room.owned.get(person, ()):
        if kind == "vote":
            vote = room.need(Vote, id)
            target, _, axis = vote.on.partition("#")
            if SUBJECTS.get(target.partition("/")[0]) == ballot.on and AXES.get(axis) == ballot.how:
                yield vote


def _turned_out(room: Room, ballot: Ballot, came: int) -> list[Change]:
    """Count who takes part, once each however much they vote on."""
    kept = room.find(Ballot, ballot.id)
    if kept is None:
        return [put(msgspec.structs.replace(ballot, voices=max(0, came)))]
    return [patch(kept, voices=max(0, kept.voices + came))] if came else []


def counted(room: Room, on: str, given: Iterable[tuple[int, int]]) -> Change:
    """Count votes, each a weight and how many more give it: fewer, where it is taken out."""
    tally = room.find(Tally, on)
    spread = dict(tally.spread) if tally else {}
    for weight, more in given:
        if weight:
            spread[str(weight)] = spread.get(str(weight), 0) + more
    spread = {weight: count for weight, count in spread.items() if count > 0}
    count = sum(spread.values())
    total = sum(int(weight) * many for weight, many in spread.items())
    if tally:
        return patch(tally, count=count, total=total, spread=spread)
    return put(Tally(id=on, count=count, total=total, spread=spread))


OPS: dict[str, Rule] = {
    "vote.open": On(Open, open_vote),
    "vote.close": On(Close, close_vote),
    "vote.cast": On(Cast, cast),
}
ACTIVITY = Activity(name="vote", settings=Settings, ops=OPS)
