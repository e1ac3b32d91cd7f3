"""Briefing: pages to read together, with questions asked from the phones (cards of the step).

Others say that a question is theirs too, and facilitators that it was answered; who asked it and who
shares it is told as little as a vote is.
"""

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.lineage import lies
from server.core.records import Card, Participant, Tally, Vote
from server.core.room import Change, Room, drop, patch, put


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`pages` are shown in order; `questions` lets people ask from their phones."""

    pages: list[str] = []
    questions: bool = False


class Share(Args, frozen=True, kw_only=True):
    """Say that a question is one's own too, or no longer."""

    card: str
    on: bool = True


class Answered(Args, frozen=True, kw_only=True):
    card: str
    on: bool = True


def share(room: Room, args: Share, asked: Asked) -> list[Change]:
    """Stand beside a question; whoever asked it does already."""
    person = room.need(Participant, asked.author)
    card = _question(room, args.card)
    refuse_unless(card.author != person.id, "op.not-yours")
    about = f"card/{card.id}"
    before = room.find(Vote, f"{about}:{person.id}")
    if args.on == (before is not None):
        return []
    if before is not None:
        return [drop(before), _counted(room, about, -before.people)]
    vote = Vote(
        id=f"{about}:{person.id}", on=about, weight=1, people=person.speaks_for, participant=person.id
    )
    return [put(vote), _counted(room, about, person.speaks_for)]


def answer(room: Room, args: Answered, asked: Asked) -> list[Change]:
    return [patch(_question(room, args.card), answered=args.on)]


def _question(room: Room, id: str) -> Card:
    """A card that is of no table and comments on nothing: one that the whole room reads."""
    card = room.need(Card, id)
    refuse_unless(lies(card), "record.withdrawn")
    refuse_unless(card.group is None and card.on is None, "op.malformed", why="card")
    return card


def _counted(room: Room, on: str, more: int) -> Change:
    tally = room.find(Tally, on)
    count = max(0, (tally.count if tally else 0) + more)
    fields: dict[str, object] = {"count": count, "total": count, "spread": {"1": count} if count else {}}
    if tally:
        return patch(tally, **fields)
    return put(Tally(id=on, count=count, total=count, spread={"1": count}))


OPS: dict[str, Rule] = {
    "card.share": On(Share, share),
    "card.answer": On(Answered, answer),
}
ACTIVITY = Activity(name="briefing", settings=Settings, ops=OPS)
