"""Synthesis: the groups' cards become statements, each with its sources and its dissent."""

from typing import Annotated

import msgspec

from server.core.activities.activity import Activity, NoSettings
from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.editing import edited
from server.core.records import Card, Criterion, Declined, Source, Stance, Statement, Support
from server.core.room import Change, Room, patch, put
from server.core.sight import policy, written_at


class Write(Args, frozen=True, kw_only=True):
    statement: str
    criterion: str | None = None
    text: str
    stance: Stance = "convergence"
    cards: list[str] = []


class Edit(Args, frozen=True, kw_only=True):
    statement: str
    text: str | None = None
    stance: Stance | None = None
    criterion: str | None = None
    order: int | None = None


class Draw(Args, frozen=True, kw_only=True):
    """Make cards sources of a statement, for it or against it."""

    statement: str
    cards: list[str]
    how: Support = "supports"


class Release(Args, frozen=True, kw_only=True):
    """Take cards out of a statement's sources; they are unused again, never lost."""

    statement: str
    cards: list[str]


class Merge(Args, frozen=True, kw_only=True):
    into: str
    from_: str | list[str] = msgspec.field(name="from")


class Split(Args, frozen=True, kw_only=True):
    statement: str
    cards: list[str]
    into: str
    text: str = ""


class One(Args, frozen=True, kw_only=True):
    statement: str


class Decline(Args, frozen=True, kw_only=True):
    cards: Annotated[list[str], msgspec.Meta(min_length=2, max_length=2)]


def write(room: Room, args: Write, asked: Asked) -> list[Change]:
    if args.criterion is not None:
        room.need(Criterion, args.criterion)
    statement = Statement(
        id=fresh(room, Statement, args.statement),
        criterion=args.criterion,
        text=written(args.text, "text"),
        stance=args.stance,
        sources=_sources(room, args.cards, "supports"),
        order=room.next_order(Statement),
        author=asked.author,
        at=written_at(room.info, asked.now),
    )
    return [put(statement)]


def edit(room: Room, args: Edit, asked: Asked) -> list[Change]:
    statement = _live(room, args.statement)
    fields: dict[str, object] = {}
    if args.text is not None:
        fields |= edited(room, statement, "text", written(args.text, "text"), asked)
    if args.stance is not None:
        fields["stance"] = args.stance
    if args.criterion is not None:
        fields["criterion"] = room.need(Criterion, args.criterion).id
    if args.order is not None:
        fields["order"] = args.order
    fields = {f: v for f, v in fields.items() if getattr(statement, f) != v}
    return [patch(statement, **fields)] if fields else []


def draw(room: Room, args: Draw, asked: Asked) -> list[Change]:
    statement = _live(room, args.statement)
    refuse_unless(bool(args.cards), "statement.no-source")
    drawn = set(args.cards)
    kept = [source for source in statement.sources if source.card not in drawn]
    before = {source.card: source for source in statement.sources}
    new = [
        msgspec.structs.replace(before[source.card], how=args.how) if source.card in before else source
        for source in _sources(room, args.cards, args.how)
    ]
    return [patch(statement, sources=kept + new)]


def release(room: Room, args: Release, asked: Asked) -> list[Change]:
    statement = _live(room, args.statement)
    freed = set(args.cards)
    kept = [source for source in statement.sources if source.card not in freed]
    return [patch(statement, sources=kept)] if len(kept) != len(statement.sources) else []


def merge(room: Room, args: Merge, asked: Asked) -> list[Change]:
    """Take other statements into one: their sources join its own, and they are kept behind it.

    A card is one voice: what stood for one of them and against another stands against what says both.
    """
    into = _live(room, args.into)
    others = list(dict.fromkeys([args.from_] if isinstance(args.from_, str) else args.from_))
    refuse_unless(bool(others) and into.id not in others, "statement.same")
    sources, merged = list(into.sources), list(into.merged)
    changes: list[Change] = []
    for id in others:
        other = _live(room, id)
        sources = _joined(sources, other.sources)
        merged.append(other.id)
        changes.append(patch(other, merged_into=into.id))
    return [patch(into, sources=sources, merged=merged), *changes]


def split(room: Room, args: Split, asked: Asked) -> list[Change]:
    """Move some of a statement's sources to a statement of their own."""
    statement = _live(room, args.statement)
    leaving = set(args.cards)
    moved = [source for source in statement.sources if source.card in leaving]
    refuse_unless(bool(moved), "statement.no-source")
    for_it = [source for source in moved if source.how == "supports"]
    if not for_it:
        # Who leaves together for having said otherwise carries what is said there.
        moved = for_it = [msgspec.structs.replace(source, how="supports") for source in moved]
    # A statement is read by all: words of cards that are not go into none by themselves.
    told = for_it if asked.facilitates or policy(room.info).shown else []
    text = args.text or "\n".join(dict.fromkeys(source.text for source in told if source.text))
    made = Statement(
        id=fresh(room, Statement, args.into),
        criterion=statement.criterion,
        text=written(text or statement.text, "text"),
        stance=statement.stance,
        sources=moved,
        order=room.next_order(Statement),
        author=asked.author,
        at=written_at(room.info, asked.now),
    )
    kept = [source for source in statement.sources if source.card not in leaving]
    return [patch(statement, sources=kept), put(made)]


def _joined(sources: list[Source], others: list[Source]) -> list[Source]:
    """Put the cards of two statements together, each once."""
    joined: dict[str, Source] = {}
    for source in [*sources, *others]:
        known = joined.setdefault(source.card, source)
        if source.how == "contradicts":
            joined[source.card] = msgspec.structs.replace(known, how="contradicts")
    return list(joined.values())


def withdraw(room: Room, args: One, asked: Asked) -> list[Change]:
    """Take a statement off the board; its cards are unused again, and it can be restored."""
    return [patch(_live(room, args.statement), withdrawn=True)]


def restore(room: Room, args: One, asked: Asked) -> list[Change]:
    statement = room.need(Statement, args.statement)
    return [patch(statement, withdrawn=False)] if statement.withdrawn else []


def decline(room: Room, args: Decline, asked: Asked) -> list[Change]:
    """Say that two cards are not alike, whatever their words: they are not suggested again."""
    first, second = sorted(room.need(Card, id).id for id in args.cards)
    refuse_unless(first != second, "statement.same")
    id = f"{first}:{second}"
    if room.find(Declined, id) is not None:
        return []
    at = written_at(room.info, asked.now)
    return [put(Declined(id=id, cards=[first, second], author=asked.author, at=at))]


def _live(room: Room, id: str) -> Statement:
    statement = room.need(Statement, id)
    refuse_unless(statement.merged_into is None, "statement.merged")
    refuse_unless(not statement.withdrawn, "record.withdrawn")
    return statement


def _sources(room: Room, cards: list[str], how: Support) -> list[Source]:
    """Each card once, with its text as it stands now."""
    found = [room.need(Card, id) for id in dict.fromkeys(cards)]
    for card in found:
        refuse_unless(not card.withdrawn, "record.withdrawn")
    return [Source(card=card.id, text="" if card.hidden else card.text, how=how) for card in found]


OPS: dict[str, Rule] = {
    "statement.write": On(Write, write),
    "statement.edit": On(Edit, edit),
    "statement.draw": On(Draw, draw),
    "statement.release": On(Release, release),
    "statement.merge": On(Merge, merge),
    "statement.split": On(Split, split),
    "statement.withdraw": On(One, withdraw),
    "statement.restore": On(One, restore),
    "suggestion.decline": On(Decline, decline),
}
ACTIVITY = Activity(name="synthesis", settings=NoSettings, ops=OPS)
