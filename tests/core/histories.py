"""Random days: moves that hypothesis chooses, turned into ops on what the room holds at that moment."""

import base64
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from server.core import documents, writing
from server.core.refusals import Refused
from server.core.room import Room
from tests.core.world import HOST, Day, recipe

PEOPLE = ("amel", "basile", "chloe", "driss")
GROUPS = ("g1", "g2", "g3")
TEXTS = ("un deux trois quatre", "un deux neuf quatre", "zéro un deux trois", "cinq", "un trois quatre six")


class Move(NamedTuple):
    """One thing that somebody does; the numbers pick among what is there."""

    verb: int
    who: int
    a: int
    b: int
    c: int


Made = tuple[str, dict[str, object]]


class Picks:
    """What a move may pick from: the records of a room, in order, by number."""

    def __init__(self, room: Room, move: Move, fresh: str, ops: Sequence[str]) -> None:
        self.room, self.move, self.fresh, self.ops = room, move, fresh, ops

    def some(self, kind: str, number: int) -> str:
        ids = sorted(self.room.records[kind])
        return ids[number % len(ids)] if ids else "nothing"

    def of(self, choices: Sequence[str], number: int) -> str:
        return choices[number % len(choices)]

    @property
    def text(self) -> str:
        return self.of(TEXTS, self.move.c)

    @property
    def mine(self) -> str | None:
        who = self.room.records["participant"].get(person(self.move))
        return getattr(who, "group", None)


def person(move: Move) -> str:
    """Give who makes a move; every second is the facilitator's."""
    return HOST if move.who % 2 == 0 else PEOPLE[move.who // 2 % len(PEOPLE)]


def _criterion(p: Picks) -> str:
    return p.some("criterion", p.move.a)


def _proposal_kind(p: Picks) -> str:
    return recipe().format.proposal_kinds[0].id


def _card(p: Picks) -> Made:
    group = None if p.move.b % 7 == 0 else p.mine
    kind = recipe().format.kinds[p.move.a % 3].id
    domains = [p.some("domain", p.move.b)]
    return "card.write", {"card": p.fresh, "group": group, "kind": kind, "text": p.text, "domains": domains}


def _answer(p: Picks) -> Made:
    step = next(s for s in recipe().format.agenda if s.activity == "checkin" and s.settings.get("prompts"))
    prompt = list(step.settings["prompts"])[p.move.a % len(list(step.settings["prompts"]))]  # type: ignore[call-overload]
    choices = [choice["id"] for choice in prompt.get("choices", [])]
    value = [choices[p.move.b % len(choices)]] if choices else []
    return "answer.give", {
        "step": step.id,
        "prompt": prompt["id"],
        "value": value,
        "text": "" if value else "mot",
    }


def _target(p: Picks) -> str:
    kind = p.of(("statement", "proposal", "card"), p.move.b)
    return f"{kind}/{p.some(kind, p.move.a)}"


def _any_text(p: Picks) -> dict[str, object]:
    kind = p.of(("card", "proposal", "commitment", "appraisal", "board", "message", "sheet"), p.move.b)
    return {"kind": kind, "id": p.some(kind, p.move.a)}


def _typing(p: Picks) -> dict[str, object]:
    """What a device types at the beginning of a statement that is open, if one is."""
    id = p.some("stroke", p.move.a)
    statement = str(getattr(p.room.records["stroke"].get(id), "statement", "nothing"))
    known = [base64.b64decode(one.update) for one in writing.strokes(p.room, statement)]
    update = documents.rewritten(known, f"{p.text} {documents.text_of(known)}", p.fresh)
    return {"statement": statement, "update": base64.b64encode(update or b"").decode()}


def _one(kind: str, name: str) -> Callable[[Picks], Made]:
    return lambda p: (name, {kind: p.some(kind, p.move.a)})


def _texted(kind: str, name: str) -> Callable[[Picks], Made]:
    return lambda p: (name, {kind: p.some(kind, p.move.a), "text": p.text})


VERBS: list[Callable[[Picks], Made]] = [
    _card,
    _card,
    _card,
    _texted("card", "card.edit"),
    _texted("card", "card.edit"),
    _one("card", "card.withdraw"),
    _one("card", "card.restore"),
    lambda p: ("card.hide", {"card": p.some("card", p.move.a), "reason": "Hors sujet"}),
    _one("card", "card.show"),
    lambda p: (
        "group.assign",
        {"participant": p.of(PEOPLE, p.move.a), "group": (*GROUPS, None)[p.move.b % 4]},
    ),
    lambda p: ("group.balance", {"count": 1 + p.move.a % 3}),
    lambda p: (
        "group.give",
        {"group": p.some("group", p.move.a), "experience": p.some("experience", p.move.b)},
    ),
    lambda p: ("group.add", {"group": p.fresh, "name": "Table de plus"}),
    lambda p: ("group.remove", {"group": p.some("group", p.move.a)}),
    lambda p: ("room.set", {"anonymous": p.move.a % 2 == 0}),
    lambda p: ("room.set", {"reveal": p.of(("always", "step", "never"), p.move.a)}),
    lambda p: ("room.set", {"revealed": p.move.a % 2 == 0}),
    lambda p: ("room.set", {"synthesis_open": p.move.a % 2 == 0}),
    lambda p: ("room.set", {"appraisal": p.move.a % 2 == 0}),
    lambda p: ("hand.raise", {"raised": p.move.a % 2 == 0}),
    lambda p: ("note.write", {"note": p.fresh, "text": p.text}),
    _one("note", "note.drop"),
    lambda p: ("group.rotate", {"rounds": 2}),
    lambda p: ("round.start", {"round": p.of(("1", "2"), p.move.a)}),
    _one("experience", "experience.remove"),
    _one("domain", "domain.remove"),
    _one("criterion", "criterion.remove"),
    lambda p: ("criterion.add", {"criterion": p.fresh, "label": {"fr": p.text}}),
    lambda p: ("domain.edit", {"domain": p.some("domain", p.move.a), "label": {"fr": p.text}}),
    lambda p: ("step.move", {"step": p.some("step", p.move.a), "after": p.some("step", p.move.b)}),
    _one("step", "step.remove"),
    lambda p: ("timer.set", {"timer": "t1", "seconds": 60, "group": p.mine}),
    lambda p: ("focus.set", {"on": f"card/{p.some('card', p.move.a)}"}),
    lambda p: ("scribe.hand", {"participant": p.of(PEOPLE, p.move.a)}),
    _one("step", "step.start"),
    _one("step", "step.reopen"),
    lambda p: ("step.pause", {}),
    lambda p: ("step.extend", {"seconds": 60}),
    lambda p: ("step.break", {"step": p.fresh, "minutes": 5}),
    lambda p: (
        "appraisal.set",
        {
            "group": p.mine or "g1",
            "criterion": _criterion(p),
            "level": recipe().format.scale[p.move.b % 3].id,
            "reason": p.text,
        },
    ),
    lambda p: (
        "statement.write",
        {
            "statement": p.fresh,
            "criterion": _criterion(p),
            "text": p.text,
            "cards": [p.some("card", p.move.a)],
        },
    ),
    _texted("statement", "statement.edit"),
    _one("statement", "statement.open"),
    lambda p: ("statement.type", _typing(p)),
    lambda p: ("statement.type", _typing(p)),
    lambda p: (
        "statement.draw",
        {
            "statement": p.some("statement", p.move.a),
            "cards": [p.some("card", p.move.b)],
            "how": p.of(("supports", "contradicts"), p.move.c),
        },
    ),
    lambda p: (
        "statement.release",
        {"statement": p.some("statement", p.move.a), "cards": [p.some("card", p.move.b)]},
    ),
    lambda p: (
        "statement.merge",
        {"into": p.some("statement", p.move.a), "from": p.some("statement", p.move.b)},
    ),
    lambda p: (
        "statement.split",
        {"statement": p.some("statement", p.move.a), "cards": [p.some("card", p.move.b)], "into": p.fresh},
    ),
    _one("statement", "statement.withdraw"),
    _one("statement", "statement.restore"),
    lambda p: (
        "sheet.add",
        {
            "sheet": p.fresh,
            "file": "f1",
            "form": p.of(("table", "person"), p.move.a),
            "group": None if p.move.b % 5 == 0 else p.some("group", p.move.b),
            "participant": p.of((*PEOPLE, ""), p.move.c),
        },
    ),
    lambda p: (
        "sheet.edit",
        {"sheet": p.some("sheet", p.move.a), "group": p.of((*GROUPS, ""), p.move.b)},
    ),
    lambda p: (
        "card.write",
        {
            "card": p.fresh,
            "group": p.mine,
            "kind": recipe().format.kinds[0].id,
            "text": p.text,
            "sheet": p.some("sheet", p.move.a),
        },
    ),
    _one("sheet", "sheet.withdraw"),
    lambda p: ("card.share", {"card": p.some("card", p.move.a), "on": p.move.b % 3 > 0}),
    _one("card", "card.answer"),
    lambda p: ("proposal.write", {"proposal": p.fresh, "kind": _proposal_kind(p), "text": p.text}),
    _texted("proposal", "proposal.edit"),
    lambda p: ("commitment.make", {"commitment": p.fresh, "who": "Le réseau", "what": p.text}),
    lambda p: ("vote.open", {"on": p.of(("statements", "proposals"), p.move.a), "how": "points"}),
    lambda p: ("vote.close", {"on": p.of(("statements", "proposals"), p.move.a), "how": "points"}),
    lambda p: ("vote.cast", {"on": _target(p), "weight": p.move.c % 4}),
    lambda p: ("vote.cast", {"on": _target(p), "weight": p.move.c % 4}),
    _answer,
    lambda p: (
        "message.send",
        {"message": p.fresh, "to": p.of((*PEOPLE, *GROUPS, "all"), p.move.a), "text": p.text},
    ),
    lambda p: (
        "vote.cast",
        {"on": f"{_target(p)}{p.of(('#agreement', '#impact', '#effort'), p.move.c)}", "weight": p.move.b % 4},
    ),
    lambda p: ("participant.leave", {"participant": p.of(PEOPLE, p.move.a)}),
    lambda p: ("participant.edit", {"participant": p.of(PEOPLE, p.move.a), "speaks_for": 1 + p.move.b % 3}),
    lambda p: ("record.erase", _any_text(p)),
    lambda p: ("card.edit", {"card": p.some("card", p.move.a), "domains": [p.some("domain", p.move.b)]}),
    lambda p: ("board.add", {"board": p.fresh, "file": "f1", "caption": p.text, "alt": p.text}),
    lambda p: (
        "board.edit",
        {"board": p.some("board", p.move.a), "on": [f"statement/{p.some('statement', p.move.b)}"]},
    ),
    _one("board", "board.withdraw"),
    _one("proposal", "proposal.withdraw"),
    lambda p: ("commitment.edit", {"commitment": p.some("commitment", p.move.a), "what": p.text}),
    lambda p: ("edition.text", {"section": _target(p), "language": "fr", "text": p.text}),
    lambda p: ("text.settle", {"kind": "card", "id": p.some("card", p.move.a), "text": p.text}),
    lambda p: ("op.undo", {"op": p.ops[-1 - p.move.a % min(6, len(p.ops))]}),
    lambda p: ("op.undo", {"op": p.ops[-1 - p.move.a % min(6, len(p.ops))]}),
]

_small = st.integers(min_value=0, max_value=23)
moves = st.builds(
    Move, verb=st.integers(min_value=0, max_value=len(VERBS) - 1), who=_small, a=_small, b=_small, c=_small
)


def histories(longest: int = 40) -> st.SearchStrategy[list[Move]]:
    """Give whole days, of at most `longest` moves."""
    return st.lists(moves, max_size=longest)


def made(room: Room, move: Move, fresh: str, ops: Sequence[str]) -> tuple[str, dict[str, object], int | None]:
    """Turn a move into an op's name, its arguments, and the revision that its author had seen."""
    name, args = VERBS[move.verb](Picks(room, move, fresh, ops))
    base = max(0, room.seq - move.b) if move.b % 2 and "text" in args else None
    return name, args, base


def seated(day: Day) -> Day:
    """Fill a day with three tables and four people."""
    for name in PEOPLE:
        day.join(name)
    day.table("g1", "amel", "basile")
    day.table("g2", "chloe")
    day.table("g3")
    day.upload("f1")
    return day


def furnished(day: Day) -> Day:
    """Give the tables something of each kind, so that a short day does not pass without touching any."""
    seated(day)
    first = recipe().format
    for number, who in enumerate(("amel", "basile", "chloe", "driss")):
        day.card(who, f"card-{number}", TEXTS[number])
    lines: dict[str, list[str]] = {
        "line-1": ["card-0", "card-1"],
        "line-2": ["card-1", "card-2"],
        "line-3": [],
    }
    for number, (line, cards) in enumerate(lines.items()):
        day.ask(HOST, "statement.write", statement=line, text=TEXTS[number], cards=cards)
    day.ask(HOST, "statement.open", statement="line-1")
    day.ask("amel", "proposal.write", proposal="idea", kind=first.proposal_kinds[0].id, text=TEXTS[3])
    day.ask("basile", "commitment.make", commitment="promise", who="Nous", what=TEXTS[0], proposal="idea")
    day.ask("amel", "sheet.add", sheet="paper", file="f1", group="g1")
    day.ask(HOST, "board.add", board="drawing", file="f1", caption="Une planche", alt="Un arbre")
    day.ask(HOST, "note.write", note="aside", text=TEXTS[4], on="participant/amel")
    day.ask(HOST, "message.send", message="word", to="amel", text=TEXTS[4])
    for on, how in (("statements", "points"), ("statements", "agreement"), ("proposals", "plane")):
        day.ask(HOST, "vote.open", on=on, how=how)
    day.ask(HOST, "room.set", synthesis_open=True)
    return day


def play(day: Day, move: Move) -> bool:
    """Make a move; whether it changed something. A refusal is part of life, and must change nothing."""
    name, args, base = made(day.room, move, f"r{len(day.entries)}-{day.now}", [e.op for e in day.entries])
    seq, before = day.room.seq, day.picture()
    try:
        return day.ask(person(move), name, base, **args) is not None
    except Refused:
        assert (day.room.seq, day.picture()) == (seq, before)
        return False
