"""From a statement to the cards it came from, and from a card to the statements that rest on it.

Reads records by kind and id, so that a whole room and what one viewer may see of it are read alike.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import msgspec

from server.core.records import Card, Record, Source, Statement, Support
from server.core.room import Change, Room, by_place, patch

Records = Mapping[str, Mapping[str, Record]]
Fate = Literal["same", "changed", "withdrawn", "hidden", "unseen"]


class Root(msgspec.Struct, frozen=True):
    """One card behind a statement, as it was when it was taken in and as it is now."""

    card: str
    taken: str
    now: Card | None
    """None where the records that are read do not hold the card."""
    how: Support
    fate: Fate
    through: list[str]
    """The merged statements that also rest on the card."""


def stands(statement: Statement) -> bool:
    """Whether a statement is on the board: neither withdrawn nor taken into another."""
    return not statement.withdrawn and statement.merged_into is None


def lies(card: Card) -> bool:
    """Whether a card lies in sight: neither withdrawn nor hidden."""
    return not card.withdrawn and card.hidden is None


def standing(records: Records) -> list[Statement]:
    """Give the statements on the board, in their order."""
    return sorted((one for one in _statements(records) if stands(one)), key=by_place)


def stands_in(records: Records, id: str) -> Statement | None:
    """Give the statement in which one stands now, itself or what took it in; None where that was withdrawn."""
    met: set[str] = set()
    found = records.get("statement", {}).get(id)
    # A room that came from elsewhere may lead round in a ring.
    while isinstance(found, Statement) and found.merged_into is not None and found.id not in met:
        met.add(found.id)
        found = records.get("statement", {}).get(found.merged_into)
    return found if isinstance(found, Statement) and stands(found) else None


def behind(records: Records, statement: Statement) -> list[Statement]:
    """Give the statements that were merged into one, and into those, oldest first."""
    met = {statement.id}

    def walk(one: Statement) -> Iterator[Statement]:
        for id in one.merged:
            other = records.get("statement", {}).get(id)
            if id in met or not isinstance(other, Statement):
                continue
            met.add(id)
            yield from walk(other)
            yield other

    return list(walk(statement))


def roots(records: Records, statement: Statement) -> list[Root]:
    """Give the cards behind a statement, those for it before those against it."""
    earlier = [(other.id, {source.card for source in other.sources}) for other in behind(records, statement)]
    found = []
    for source in sorted(statement.sources, key=lambda source: source.how == "contradicts"):
        card = records.get("card", {}).get(source.card)
        now = card if isinstance(card, Card) else None
        through = [id for id, cards in earlier if source.card in cards]
        found.append(Root(source.card, source.text, now, source.how, _fate(source, now), through))
    return found


def uses(records: Records) -> dict[str, list[str]]:
    """Give, for each card that a standing statement rests on, the ids of those statements."""
    found: dict[str, list[str]] = {}
    for statement in standing(records):
        for card in dict.fromkeys(source.card for source in statement.sources):
            found.setdefault(card, []).append(statement.id)
    return found


def unused(records: Records) -> list[Card]:
    """Give the cards in sight that no standing statement rests on."""
    used = uses(records)
    return [
        card
        for card in records.get("card", {}).values()
        if isinstance(card, Card) and lies(card) and card.id not in used
    ]


def copied(room: Room, card: Card, copy: Callable[[Source], Source]) -> list[Change]:
    """Change a card's copies in the statements that took it in."""
    changes: list[Change] = []
    for statement in room.all(Statement):
        sources = [copy(source) if source.card == card.id else source for source in statement.sources]
        if sources != statement.sources:
            changes.append(patch(statement, sources=sources))
    return changes


def reworded(room: Room, card: Card) -> list[Change]:
    """Let go of the words that were set aside with a card out of sight: what is corrected there is not told."""
    if lies(card):
        return []
    return copied(room, card, lambda source: msgspec.structs.replace(source, aside=msgspec.UNSET))


def _statements(records: Records) -> Iterator[Statement]:
    return (one for one in records.get("statement", {}).values() if isinstance(one, Statement))


def _fate(source: Source, card: Card | None) -> Fate:
    if card is None:
        return "unseen"
    if card.withdrawn:
        return "withdrawn"
    if card.hidden is not None:
        return "hidden"
    # A copy that is not told to whoever looks says nothing of what the card was.
    return "same" if source.text in ("", card.text) else "changed"
