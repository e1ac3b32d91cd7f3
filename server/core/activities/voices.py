"""For how many people a vote counts: as many as its device speaks for, for as long as the vote is open.

A table's pen goes from hand to hand, and each person has one voice: who gives it away has their own
again, and who takes it says for how many. A vote that is closed stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from server.core.activities.vote import AXES, BALLOTS, SUBJECTS, counted, is_among, open_ballot
from server.core.records import Ballot, Participant, RoomInfo, Step, Tally, Vote
from server.core.room import Change, Patch, Room, patch

KINDS = frozenset({Participant.KIND, Ballot.KIND, Step.KIND, RoomInfo.KIND})
"""Kinds that say which votes are open, and for how many each device speaks."""


def following(room: Room, changes: Sequence[Change]) -> list[Change]:
    """Give what follows in open votes where a device comes to speak for others, or a vote is opened again."""
    moving = [change for change in changes if moves(change)]
    if not moving or not room.records["vote"]:
        return []
    after = _after(room, moving)
    spoken = {change.id for change in moving if change.kind == Participant.KIND}
    more: list[Change] = []
    for on, how in BALLOTS:
        kept, now = after.find(Ballot, f"{on}:{how}"), open_ballot(after, on, how)
        if kept is None:
            continue
        before = open_ballot(room, on, how) if now else room.find(Ballot, kept.id)
        asked = (now or kept).only
        weighed, gained = _weighed(after, kept, spoken if before else None, asked) if now else ([], 0)
        # A vote that closes keeps its turnout; one that opens counts who has voted on what it asks.
        anew = before is None or before.only != asked
        came = _turnout(after, kept, asked) if anew else kept.voices + gained
        more += weighed
        if came != kept.voices:
            more.append(patch(kept, voices=max(0, came)))
    return more


def moves(change: Change) -> bool:
    """Whether a change may open a vote, or says for how many a device speaks."""
    if not isinstance(change, Patch):
        return change.kind == Ballot.KIND
    told = change.fields.keys()
    return change.kind in KINDS and not told.isdisjoint({"speaks_for", "open", "only", "step", "started_at"})


def is_following(change: Change) -> bool:
    """Whether a change is of a kind that follows in open votes."""
    voices = isinstance(change, Patch) and change.kind == Ballot.KIND and change.fields.keys() == {"voices"}
    return voices or change.kind in (Vote.KIND, Tally.KIND)


def _after(room: Room, moving: Sequence[Change]) -> Room:
    """Give the room as it will be, as far as open votes go."""
    after = Room(room.code)
    after.records = room.records | {kind: dict(room.records[kind]) for kind in KINDS}
    after.apply(moving, room.seq + 1)
    return after


def _turnout(room: Room, ballot: Ballot, asked: Sequence[str]) -> int:
    """Count who has voted on what is asked; of who was erased since, the sums alone tell."""
    came: dict[str, int] = {}
    erased = {t.id: t.count for t in room.all(Tally) if _is_on(ballot, t.id) and is_among(asked, t.id)}
    for vote, person in _given(room, ballot, None):
        if is_among(asked, vote.on):
            came[person.id] = max(came.get(person.id, 0), person.speaks_for)
            erased[vote.on] = erased.get(vote.on, 0) - vote.people
    return sum(came.values()) + max(0, *erased.values(), 0)


def _weighed(
    room: Room, ballot: Ballot, people: set[str] | None, asked: Sequence[str]
) -> tuple[list[Change], int]:
    """Count the votes of these people, or of all, for as many as their devices speak for; and the voices that came."""
    changes: list[Change] = []
    turned: dict[str, list[tuple[int, int]]] = defaultdict(list)
    came: dict[str, tuple[int, int]] = {}
    for vote, person in _given(room, ballot, people):
        before, now = vote.people, person.speaks_for
        if is_among(asked, vote.on):
            came[person.id] = (max(before, came.get(person.id, (0, 0))[0]), now)
        if before != now:
            changes.append(patch(vote, people=now))
            turned[vote.on] += [(vote.weight, -before), (vote.weight, now)]
    tallies = [counted(room, on, given) for on, given in turned.items()]
    return [*changes, *tallies], sum(now - before for before, now in came.values())


def _given(room: Room, ballot: Ballot, people: set[str] | None) -> Iterator[tuple[Vote, Participant]]:
    for vote in room.all(Vote):
        person = room.find(Participant, vote.participant)
        if person is not None and (people is None or person.id in people) and _is_on(ballot, vote.on):
            yield vote, person


def _is_on(ballot: Ballot, on: str) -> bool:
    target, _, axis = on.partition("#")
    return (SUBJECTS.get(target.partition("/")[0]), AXES.get(axis)) == (ballot.on, ballot.how)
