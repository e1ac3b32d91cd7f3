"""For how many people a vote counts: as many as its device speaks for, for as long as the vote is open.

A table's pen goes from hand to hand, and each person has one voice: who gives it away has their own
again, and who takes it says for how many. A vote that is closed stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from server.core.activities.vote import AXES, BALLOTS, SUBJECTS, counted, open_ballot
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
        kept = after.find(Ballot, f"{on}:{how}")
        if kept is None or open_ballot(after, on, how) is None:
            continue
        was_open = open_ballot(room, on, how) is not None
        more += _weighed(after, kept, spoken if was_open else None)
    return more


def moves(change: Change) -> bool:
    """Whether a change may open a vote, or says for how many a device speaks."""
    if not isinstance(change, Patch):
        return change.kind == Ballot.KIND
    told = change.fields.keys()
    return change.kind in KINDS and not told.isdisjoint({"speaks_for", "open", "step", "started_at"})


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


def _weighed(room: Room, ballot: Ballot, people: set[str] | None) -> list[Change]:
    """Count the votes of these people, or of all, for as many as their devices speak for."""
    changes: list[Change] = []
    turned: dict[str, list[tuple[int, int]]] = defaultdict(list)
    came: dict[str, tuple[int, int]] = {}
    for vote, person in _given(room, ballot, people):
        before, now = vote.people, person.speaks_for
        came[person.id] = (max(before, came.get(person.id, (0, 0))[0]), now)
        if before != now:
            changes.append(patch(vote, people=now))
            turned[vote.on] += [(vote.weight, -before), (vote.weight, now)]
    if not changes:
        return []
    voices = ballot.voices + sum(now - before for before, now in came.values())
    tallies = [counted(room, on, given) for on, given in turned.items()]
    return [*changes, *tallies, patch(ballot, voices=max(0, voices))]


def _given(room: Room, ballot: Ballot, people: set[str] | None) -> Iterator[tuple[Vote, Participant]]:
    for vote in room.all(Vote):
        target, _, axis = vote.on.partition("#")
        subject = SUBJECTS.get(target.partition("/")[0])
        person = room.find(Participant, vote.participant)
        of_these = person is not None and (people is None or person.id in people)
        if of_these and (subject, AXES.get(axis)) == (ballot.on, ballot.how):
            yield vote, person  # type: ignore[misc]
