"""Random days in which every text is written once only, so that one can tell where it went."""

import re
from collections.abc import Iterable, Sequence

from server.core.access import Viewer, policy
from server.core.records import Answer, Card
from server.core.refusals import Refused
from server.core.viewing import snapshot
from tests.core.histories import Move, made, person, seated
from tests.core.world import Day
from tests.publish.hostile import CORPUS

TOKEN = re.compile(r"jeton\d+z")


def lived(moves: Sequence[Move], *, hostile: bool = False) -> Day:
    """Play moves, with a token of its own in every text, and something hostile beside it."""
    day = seated(Day())
    for n, move in enumerate(moves):
        fresh, ops = f"r{n}-{day.now}", [entry.op for entry in day.entries]
        name, args, base = made(day.room, move, fresh, ops)
        if isinstance(args.get("text"), str):
            args["text"] = f"jeton{n}z " + (CORPUS[(n + move.c) % len(CORPUS)] if hostile else "")
        if name == "answer.give":
            args["text"] = ""
        try:
            day.ask(person(move), name, base, **args)
        except Refused:
            continue
    return day


def shown_cards(day: Day) -> list[Card]:
    """Give the cards that a reader sees."""
    seen = snapshot(day.room, Viewer("reader"), policy(day.room.info)).get("card", {})
    return [card for card in seen.values() if isinstance(card, Card)]


def tokens(texts: Iterable[str]) -> set[str]:
    """Give every token that stands in texts."""
    return {token for text in texts for token in TOKEN.findall(text)}


def secret_tokens(day: Day) -> set[str]:
    """Give the tokens that stand in cards which are not shown, and in nothing that is."""
    shown = {card.id for card in shown_cards(day)}
    open_texts = [
        str(value)
        for kind, records in day.room.records.items()
        for id, record in records.items()
        if (kind != "card" or id in shown) and not isinstance(record, Answer)
        for value in _told(kind, record)
    ]
    hidden = [card.text for card in day.room.all(Card) if card.id not in shown]
    return tokens(hidden) - tokens(open_texts)


def _told(kind: str, record: object) -> list[object]:
    """What a record says of its own; the copies of cards that a statement keeps are not its own."""
    others = [other.text for other in getattr(record, "alternatives", [])]
    return [getattr(record, "text", ""), getattr(record, "reason", ""), getattr(record, "what", ""), *others]
