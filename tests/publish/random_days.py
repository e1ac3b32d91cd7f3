"""Random days in which every text is written once only, so that one can tell where it went."""

import os
import re
from collections.abc import Iterable, Sequence

from hypothesis import settings
from hypothesis import strategies as st

from server.core.records import Answer, Card, Passage
from server.core.refusals import Refused
from server.core.sight import Viewer, policy
from server.core.viewing import snapshot
from server.core.wording import worded
from tests.core.histories import PEOPLE, VERBS, Move, made, person, seated
from tests.core.world import HOST, Day
from tests.publish.hostile import CORPUS

TOKEN = re.compile(r"jeton\d+z")

LONGER = int(os.environ.get("LONGER", "1"))
"""How many times as many days as usual are tried: `make fuzz-days`."""


def sampled(examples: int) -> settings:
    """Give how many days a property is tried on: the same ones each time, but in a long run."""
    if LONGER == 1:
        return settings(max_examples=examples)
    return settings(max_examples=examples * LONGER, derandomize=False)


_small = st.integers(min_value=0, max_value=23)


def days() -> st.SearchStrategy[list[Move]]:
    """Give the moves of days in which a lot is written before."""
    verb = st.integers(min_value=0, max_value=len(VERBS) - 1)
    move = st.builds(Move, verb=verb, who=_small, a=_small, b=_small, c=_small)
    return st.lists(move, min_size=8, max_size=40)


def begun(hostile: bool) -> Day:
    """Give a day with nine cards (two hidden, one withdrawn), two statements and a proposal."""
    day = seated(Day())
    day.ask(HOST, "group.assign", participant=PEOPLE[3], group="g3")
    experiences, criteria = list(day.room.records["experience"]), list(day.room.records["criterion"])
    for n in range(9):
        place = {"experience": [*experiences[:2], None][n % 3], "criterion": [*criteria[:3], None][n % 4]}
        day.card(PEOPLE[n % 4], f"c{n}", _text(1000 + n, n, hostile=hostile), **place)
    for n in range(2):
        text = _text(2000 + n, n, hostile=hostile)
        day.ask(HOST, "statement.write", statement=f"s{n}", text=text, cards=[f"c{2 * n}", f"c{2 * n + 1}"])
    day.ask(HOST, "statement.draw", statement="s0", cards=["c4"], how="contradicts")
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    day.ask(HOST, "card.hide", card="c8", reason="Hors sujet")
    day.ask(HOST, "card.withdraw", card="c3")
    text = _text(3000, 3, hostile=hostile)
    # Words edited for the publication must not bring back what is hidden.
    edit: dict[str, object] = {
        "section": "card/c1",
        "language": "fr",
        "text": _text(4000, 4, hostile=hostile),
    }
    day.ask(HOST, "edition.text", **edit)
    day.ask("amel", "proposal.write", proposal="r0", kind="politique", text=text, statements=["s0", "s1"])
    return day


def _text(n: int, pick: int, *, hostile: bool) -> str:
    return f"jeton{n}z " + (CORPUS[pick % len(CORPUS)] if hostile else "")


def lived(moves: Sequence[Move], *, hostile: bool = False) -> Day:
    """Play moves, with a token of its own in every text, and something hostile beside it."""
    day = begun(hostile)
    for n, move in enumerate(moves):
        fresh, ops = f"r{n}-{day.now}", [entry.op for entry in day.entries]
        name, args, base = made(day.room, move, fresh, ops)
        if isinstance(args.get("text"), str):
            args["text"] = _text(n, n + move.c, hostile=hostile)
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


def printed(day: Day, card: Card) -> str:
    """Give the text that the French publication prints for a card: its edition's, where it has one."""
    return worded(day.room.find(Passage, f"card/{card.id}:fr"), card.text)


def tokens(texts: Iterable[str]) -> set[str]:
    """Give every token that stands in texts."""
    return {token for text in texts for token in TOKEN.findall(text)}


def secret_tokens(day: Day) -> set[str]:
    """Give the tokens that stand in cards which are not shown, and in nothing that is."""
    shown = {card.id for card in shown_cards(day)}
    edits = {
        id: passage.text
        for id in day.room.records["card"]
        if (passage := day.room.find(Passage, f"card/{id}:fr")) is not None
    }
    open_texts = [
        str(value)
        for kind, records in day.room.records.items()
        for id, record in records.items()
        if (kind != "card" or id in shown) and not isinstance(record, Answer | Passage)
        for value in _told(kind, record)
    ]
    open_texts += [text for id, text in edits.items() if id in shown]
    hidden = [card.text for card in day.room.all(Card) if card.id not in shown]
    hidden += [text for id, text in edits.items() if id not in shown]
    return tokens(hidden) - tokens(open_texts)


def _told(kind: str, record: object) -> list[object]:
    """What a record says of its own; the copies of cards that a statement keeps are not its own."""
    others = [other.text for other in getattr(record, "alternatives", [])]
    return [getattr(record, "text", ""), getattr(record, "reason", ""), getattr(record, "what", ""), *others]
