"""Every op of a day: done as its example says, refused to who may not, refused where it makes no sense."""

import base64
from collections.abc import Mapping

import msgspec
import pytest

from server.core import documents
from server.core.access import MAY, MAY_WHEN_CLOSED, nobody
from server.core.asking import LIMITS, Actor
from server.core.deciding import RULES
from server.core.records import Board, Card, Criterion, Note, Participant, Proposal, Seat, Step
from server.core.refusals import CODES, Refused
from server.core.set_up import set_up_of, shared
from tests.core.histories import seated
from tests.core.world import HOST, Day, recipe

KIND = recipe().format.kinds[0].id
CRITERION = recipe().format.criteria[0].id
DOMAIN = recipe().format.domains[0].id
EXPERIENCE = recipe().format.experiences[0].id
LEVEL = recipe().format.scale[0].id
PROPOSAL = recipe().format.proposal_kinds[0].id
STEP = recipe().format.agenda[0].id
GRID = next(s.id for s in recipe().format.agenda if s.activity == "grid")
PRESET = recipe().format.domain_presets[0].id if recipe().format.domain_presets else ""
CHECKIN = next(s for s in recipe().format.agenda if s.activity == "checkin" and s.settings.get("prompts"))
PROMPT = next(p for p in msgspec.to_builtins(CHECKIN.settings)["prompts"] if p["type"] != "who")
TYPED = base64.b64encode(documents.begun("Oui. ", "typed")).decode()

Example = tuple[str, dict[str, object]]
EXAMPLES: Mapping[str, Example] = {
    "room.edit": (HOST, {"title": "Un autre titre", "date": "2026-06-04", "place": "Die"}),
    "room.set": (HOST, {"anonymous": True, "reveal": "step"}),
    "room.close": (HOST, {}),
    "room.reopen": (HOST, {}),
    "room.keep": (HOST, {}),
    "edition.set": (HOST, {"left_out": ["foreword"]}),
    "edition.text": (HOST, {"section": "foreword", "language": "fr", "text": "Merci"}),
    "edition.add": (HOST, {"section": "own-1", "language": "fr", "title": "Nos partenaires"}),
    "edition.remove": (HOST, {"section": "own-0"}),
    "edition.reset": (HOST, {"section": "foreword", "language": "fr"}),
    "share.make": (HOST, {"share": "l1", "name": "Les financeurs", "language": "fr"}),
    "share.edit": (HOST, {"share": "l0", "name": "Les communes"}),
    "share.publish": (HOST, {"share": "l0"}),
    "share.end": (HOST, {"share": "l0"}),
    "screen.show": (HOST, {"view": "criteria"}),
    "screen.blank": (HOST, {"blank": True}),
    "participant.add": (HOST, {"participant": "sans-telephone", "name": "Odile"}),
    "participant.edit": ("amel", {"participant": "amel", "name": "Amel B.", "scribe": True}),
    "participant.leave": ("amel", {"participant": "amel"}),
    "participant.return": ("driss", {"participant": "driss"}),
    "participant.erase": ("amel", {"participant": "amel"}),
    "record.erase": ("amel", {"kind": "card", "id": "ours"}),
    "step.start": (HOST, {"step": recipe().format.agenda[1].id}),
    "step.reopen": (HOST, {"step": recipe().format.agenda[1].id}),
    "step.pause": (HOST, {}),
    "step.resume": (HOST, {}),
    "step.break": (HOST, {"step": "cafe", "minutes": 10}),
    "step.extend": (HOST, {"seconds": 120}),
    "step.finish": (HOST, {}),
    "step.edit": (HOST, {"step": STEP, "minutes": 12}),
    "group.add": (HOST, {"group": "g9", "name": "Table 9"}),
    "group.rename": (HOST, {"group": "g1", "name": "Les tilleuls"}),
    "group.remove": (HOST, {"group": "g3"}),
    "group.assign": (HOST, {"participant": "driss", "group": "g2"}),
    "group.place": (HOST, {"participant": "driss"}),
    "group.balance": (HOST, {"count": 3}),
    "group.give": (HOST, {"group": "g1", "experience": EXPERIENCE}),
    "group.ready": ("amel", {"group": "g1", "step": STEP, "ready": True}),
    "message.send": (HOST, {"message": "m1", "to": "all", "text": "On se retrouve à 14 h."}),
    "text.settle": ("amel", {"kind": "card", "id": "ours", "text": "Le texte retenu"}),
    "card.write": (
        "amel",
        {"card": "c1", "group": "g1", "kind": KIND, "text": "Un texte", "domains": [DOMAIN]},
    ),
    "card.edit": ("basile", {"card": "ours", "text": "Un autre texte", "criterion": CRITERION}),
    "card.withdraw": ("amel", {"card": "ours"}),
    "card.restore": ("amel", {"card": "withdrawn"}),
    "card.hide": (HOST, {"card": "theirs", "reason": "Une personne y est nommée"}),
    "card.share": ("amel", {"card": "asked"}),
    "card.answer": (HOST, {"card": "asked"}),
    "card.show": (HOST, {"card": "hidden"}),
    "appraisal.set": ("amel", {"group": "g1", "criterion": CRITERION, "level": LEVEL, "reason": "Parce que"}),
    "answer.give": (
        "amel",
        {
            "step": CHECKIN.id,
            "prompt": PROMPT["id"],
            "value": [PROMPT["choices"][0]["id"]] if PROMPT.get("choices") else [],
            "text": "" if PROMPT.get("choices") else "mot",
        },
    ),
    "statement.write": (HOST, {"statement": "s9", "text": "Une ligne", "cards": ["theirs"]}),
    "statement.edit": (HOST, {"statement": "s1", "text": "Une autre ligne", "stance": "dissent"}),
    "statement.open": (HOST, {"statement": "s2"}),
    "statement.type": (HOST, {"statement": "s1", "update": TYPED}),
    "statement.draw": (HOST, {"statement": "s1", "cards": ["theirs"], "how": "contradicts"}),
    "statement.release": (HOST, {"statement": "s1", "cards": ["ours"]}),
    "statement.merge": (HOST, {"into": "s1", "from": "s2"}),
    "statement.split": (HOST, {"statement": "s1", "cards": ["ours"], "into": "s3"}),
    "statement.withdraw": (HOST, {"statement": "s2"}),
    "statement.restore": (HOST, {"statement": "s0"}),
    "suggestion.decline": (HOST, {"cards": ["ours", "theirs"]}),
    "proposal.write": (
        "amel",
        {"proposal": "p9", "kind": PROPOSAL, "text": "Proposer", "statements": ["s1"]},
    ),
    "proposal.edit": ("basile", {"proposal": "p1", "text": "Proposer autrement"}),
    "proposal.withdraw": ("amel", {"proposal": "p1"}),
    "proposal.restore": ("amel", {"proposal": "p0"}),
    "commitment.make": ("amel", {"commitment": "e9", "proposal": "p1", "who": "Nous", "what": "Essayer"}),
    "commitment.edit": ("amel", {"commitment": "e1", "by": "2026-09-01"}),
    "commitment.withdraw": ("amel", {"commitment": "e1"}),
    "vote.open": (HOST, {"on": "statements", "how": "agreement"}),
    "vote.close": (HOST, {"on": "statements", "how": "points"}),
    "vote.cast": ("amel", {"on": "statement/s1", "weight": 3}),
    "board.add": (HOST, {"board": "b9", "file": "f1", "caption": "La planche", "alt": "Un arbre dessiné"}),
    "board.edit": (HOST, {"board": "b1", "caption": "La planche du matin"}),
    "board.withdraw": (HOST, {"board": "b1"}),
    "board.restore": (HOST, {"board": "b0"}),
    "sheet.add": ("chloe", {"sheet": "s9", "file": "f1", "group": "g1", "number": "1.2"}),
    "sheet.edit": ("basile", {"sheet": "paper", "criterion": CRITERION, "turn": 90}),
    "sheet.finish": ("basile", {"sheet": "paper"}),
    "sheet.reopen": ("basile", {"sheet": "copied"}),
    "sheet.withdraw": ("chloe", {"sheet": "paper"}),
    "sheet.restore": ("chloe", {"sheet": "away"}),
    "op.undo": ("amel", {"op": "written"}),
    "step.add": (
        HOST,
        {"step": "extra", "activity": "break", "title": {"fr": "Café"}, "minutes": 10, "after": STEP},
    ),
    "step.move": (HOST, {"step": recipe().format.agenda[3].id, "after": None}),
    "step.set": (HOST, {"step": GRID, "settings": {"mode": "reading"}}),
    "step.remove": (HOST, {"step": recipe().format.agenda[3].id}),
    "experience.add": (HOST, {"experience": "de-plus", "title": {"fr": "Une de plus"}, "territory": "Die"}),
    "experience.edit": (
        HOST,
        {"experience": EXPERIENCE, "complete": False, "summary": {"fr": "Ce qu’on en sait"}},
    ),
    "experience.attach": (HOST, {"experience": EXPERIENCE, "file": "pdf"}),
    "experience.detach": (HOST, {"experience": recipe().format.experiences[1].id, "file": "pdf"}),
    "experience.remove": (HOST, {"experience": EXPERIENCE}),
    "criterion.add": (HOST, {"criterion": "de-plus", "label": {"fr": "La joie"}}),
    "criterion.remove": (HOST, {"criterion": CRITERION}),
    "criterion.edit": (HOST, {"criterion": CRITERION, "label": {"fr": "Autrement dit"}}),
    "domain.edit": (HOST, {"domain": DOMAIN, "label": {"fr": "Autrement dit"}}),
    "domain.remove": (HOST, {"domain": DOMAIN}),
    "domain.take": (HOST, {"preset": PRESET}),
    "focus.set": (HOST, {"on": "card/theirs"}),
    "group.rotate": (HOST, {"rounds": 2}),
    "hand.raise": ("amel", {"raised": True}),
    "note.write": (HOST, {"note": "n9", "text": "Relancer la table 2", "on": "card/theirs"}),
    "note.edit": (HOST, {"note": "n1", "text": "Relancer la table 3"}),
    "note.drop": (HOST, {"note": "n1"}),
    "participant.enlist": (HOST, {"people": [{"participant": "ines", "name": "Inès"}]}),
    "round.start": (HOST, {"round": "2"}),
    "scribe.hand": ("amel", {"participant": "basile"}),
    "timer.set": (HOST, {"timer": "t9", "seconds": 180, "label": "Tour de table"}),
    "timer.drop": (HOST, {"timer": "t1"}),
}
"""For each op, who asks it and with what, in the day that `morning` makes."""

BEFORE: Mapping[str, list[tuple[str, dict[str, object]]]] = {
    "statement.type": [("statement.open", {"statement": "s1"})],
    "edition.remove": [("edition.add", {"section": "own-0", "language": "fr", "title": "Nos partenaires"})],
    "edition.reset": [("edition.text", {"section": "foreword", "language": "fr", "text": "Merci"})],
    **{
        name: [("share.make", {"share": "l0", "name": "Les financeurs", "language": "fr"})]
        for name in ("share.edit", "share.publish", "share.end")
    },
    "room.reopen": [("room.close", {})],
    "step.pause": [("step.start", {"step": STEP})],
    "step.resume": [("step.start", {"step": STEP}), ("step.pause", {})],
    "step.extend": [("step.start", {"step": STEP})],
    "step.finish": [("step.start", {"step": STEP})],
    "round.start": [("group.rotate", {"rounds": 2})],
    "participant.return": [("participant.leave", {"participant": "driss"})],
}
"""What the facilitator does first, where an example needs it."""

OURS = sorted(name for name, may in MAY.items() if may is not nobody)


def morning() -> Day:
    """A day on which something of every kind has been made."""
    day = Day()
    for name in ("amel", "basile", "chloe", "driss"):
        day.join(name)
    day.table("g1", "amel", "basile")
    day.table("g2", "chloe")
    day.table("g3")
    for author, card in (("amel", "ours"), ("amel", "withdrawn"), ("chloe", "theirs"), ("chloe", "hidden")):
        day.card(author, card, f"La carte {card}")
    day.ask("amel", "card.withdraw", card="withdrawn")
    day.ask("chloe", "card.write", card="asked", kind=KIND, text="Qui porte la suite ?")
    day.ask(HOST, "card.hide", card="hidden", reason="Hors sujet")
    for statement in ("s0", "s1", "s2"):
        day.ask(HOST, "statement.write", statement=statement, text=f"La ligne {statement}", cards=["ours"])
    day.ask(HOST, "statement.withdraw", statement="s0")
    for proposal in ("p0", "p1"):
        day.ask("amel", "proposal.write", proposal=proposal, kind=PROPOSAL, text=f"La proposition {proposal}")
    day.ask("amel", "proposal.withdraw", proposal="p0")
    day.ask("amel", "commitment.make", commitment="e1", who="Nous", what="Essayer")
    day.ask(HOST, "note.write", note="n1", text="Relancer")
    day.ask(HOST, "timer.set", timer="t1", seconds=60)
    day.upload("f1")
    for board in ("b0", "b1"):
        day.ask(HOST, "board.add", board=board, file="f1", caption="La planche", alt="Un arbre")
    day.ask(HOST, "board.withdraw", board="b0")
    day.upload("pdf", use="dossier")
    day.ask(HOST, "experience.attach", experience=recipe().format.experiences[1].id, file="pdf")
    for sheet in ("paper", "copied", "away"):
        day.ask("chloe", "sheet.add", sheet=sheet, file="f1", group="g1")
    day.ask("amel", "sheet.finish", sheet="copied")
    day.ask("chloe", "sheet.withdraw", sheet="away")
    day.ask(HOST, "vote.open", on="statements", how="points", most=5)
    return day


def ready_for(name: str) -> tuple[Day, str, dict[str, object]]:
    """Give a day on which an op can be done, who asks it, and its arguments."""
    day = morning()
    for earlier, args in BEFORE.get(name, []):
        day.ask(HOST, earlier, **args)
    who, args = EXAMPLES[name]
    if name == "op.undo":
        args = {"op": next(e.op for e in day.entries if e.name == "commitment.make")}
    return day, who, dict(args)


def test_r12_every_op_has_a_rule_and_every_rule_a_line_in_the_table_of_rights() -> None:
    asked_by_the_server = {"room.open", "room.import"}
    assert set(RULES) | asked_by_the_server == set(MAY) | asked_by_the_server
    assert set(MAY) >= MAY_WHEN_CLOSED


def test_every_op_that_a_device_may_ask_has_an_example() -> None:
    assert sorted(EXAMPLES) == OURS


@pytest.mark.parametrize("name", OURS)
def test_an_op_is_done_as_its_example_says(name: str) -> None:
    day, who, args = ready_for(name)
    seq = day.room.seq
    assert day.ask(who, name, **args) is not None
    assert day.room.seq == seq + 1


@pytest.mark.parametrize("name", OURS)
def test_r2_the_same_op_in_the_same_room_decides_the_same(name: str) -> None:
    one, who, args = ready_for(name)
    other, _, _ = ready_for(name)
    assert one.ask(who, name, **args) == other.ask(who, name, **args)


@pytest.mark.parametrize("seat", ["screen", "reader"])
@pytest.mark.parametrize("name", OURS)
def test_r12_a_screen_and_a_reader_do_nothing(name: str, seat: Seat) -> None:
    day, _, args = ready_for(name)
    with pytest.raises(Refused, match=r"access\.denied"):
        day.try_op(Actor(seat), name, args)


@pytest.mark.parametrize(
    "name", sorted(name for name in OURS if EXAMPLES[name][0] == HOST and name != "op.undo")
)
def test_r12_what_only_a_facilitator_does_is_refused_to_a_participant(name: str) -> None:
    day, _, args = ready_for(name)
    if name != "room.reopen":
        assert day.refused("amel", name, **args) == "access.denied"
    else:
        assert day.refused("amel", name, **args) in ("access.denied", "room.closed")


@pytest.mark.parametrize("name", OURS)
def test_r13_an_extra_field_is_refused(name: str) -> None:
    day, who, args = ready_for(name)
    assert day.refused(who, name, **args, colour="red") == "op.malformed"


@pytest.mark.parametrize("name", OURS)
def test_r13_a_field_of_another_type_is_refused(name: str) -> None:
    day, who, args = ready_for(name)
    for field in args:
        assert day.refused(who, name, **{**args, field: {"un": object}}) == "op.malformed"


@pytest.mark.parametrize("name", OURS)
def test_r13_a_missing_field_is_refused_or_had_a_default(name: str) -> None:
    for field in EXAMPLES[name][1]:
        day, who, args = ready_for(name)
        del args[field]
        required = {f.name for f in msgspec.structs.fields(RULES[name].args) if f.required}
        wanted = {f.encode_name for f in msgspec.structs.fields(RULES[name].args) if f.required}
        if field in required | wanted:
            assert day.refused(who, name, **args) == "op.malformed"


@pytest.mark.parametrize("name", sorted(set(OURS) - MAY_WHEN_CLOSED))
def test_a_closed_room_is_read_and_not_written(name: str) -> None:
    day, who, args = ready_for(name)
    if not day.room.info.closed:
        day.ask(HOST, "room.close")
    assert day.refused(who, name, **args) == "room.closed"


@pytest.mark.parametrize(
    ("who", "name", "args", "code"),
    [
        (HOST, "planet.turn", {}, "op.unknown"),
        (
            "amel",
            "card.write",
            {"card": "c1", "group": "g2", "kind": KIND, "text": "Un texte"},
            "group.foreign",
        ),
        (
            "amel",
            "card.write",
            {"card": "c1", "group": "g1", "kind": "humeur", "text": "Un texte"},
            "kind.unknown",
        ),
        ("amel", "card.write", {"card": "c1", "group": "g1", "kind": KIND, "text": "  \n"}, "text.empty"),
        (
            "amel",
            "card.write",
            {"card": "c1", "group": "g1", "kind": KIND, "text": "x" * 10_000},
            "text.too-long",
        ),
        (
            "amel",
            "card.write",
            {"card": "ours", "group": "g1", "kind": KIND, "text": "Un texte"},
            "record.exists",
        ),
        (
            "amel",
            "card.write",
            {"card": "../c1", "group": "g1", "kind": KIND, "text": "Un texte"},
            "op.malformed",
        ),
        (
            "amel",
            "card.write",
            {"card": "c1", "group": "g9", "kind": KIND, "text": "Un texte"},
            "record.unknown",
        ),
        (
            "amel",
            "card.write",
            {"card": "c1", "step": "x", "kind": KIND, "text": "Un texte"},
            "record.unknown",
        ),
        (
            "amel",
            "card.write",
            {"card": "c1", "on": "card/x", "kind": KIND, "text": "Un texte"},
            "record.unknown",
        ),
        (
            "amel",
            "card.write",
            {"card": "c1", "kind": KIND, "text": "T", "domains": ["cosmique"]},
            "domain.unknown",
        ),
        ("amel", "card.edit", {"card": "theirs", "text": "Un texte"}, "group.foreign"),
        ("amel", "card.edit", {"card": "withdrawn", "text": "Un texte"}, "record.withdrawn"),
        ("amel", "card.edit", {"card": "nowhere", "text": "Un texte"}, "record.unknown"),
        ("basile", "card.withdraw", {"card": "ours"}, "op.not-yours"),
        ("amel", "card.hide", {"card": "theirs", "reason": "Hors sujet"}, "access.denied"),
        ("amel", "appraisal.set", {"group": "g2", "criterion": CRITERION, "level": LEVEL}, "group.foreign"),
        ("amel", "appraisal.set", {"group": "g1", "criterion": CRITERION, "level": "vert"}, "level.unknown"),
        ("amel", "statement.write", {"statement": "s9", "text": "Une ligne"}, "access.denied"),
        (HOST, "statement.merge", {"into": "s1", "from": "s1"}, "statement.same"),
        (HOST, "statement.merge", {"into": "s1", "from": []}, "statement.same"),
        (
            HOST,
            "statement.split",
            {"statement": "s1", "cards": ["theirs"], "into": "s3"},
            "statement.no-source",
        ),
        (HOST, "statement.edit", {"statement": "s0", "text": "Une ligne"}, "record.withdrawn"),
        (
            HOST,
            "statement.write",
            {"statement": "s9", "text": "Une ligne", "cards": ["withdrawn"]},
            "record.withdrawn",
        ),
        ("chloe", "proposal.edit", {"proposal": "p1", "text": "Un texte"}, "op.not-yours"),
        ("basile", "commitment.edit", {"commitment": "e1", "who": "Eux"}, "op.not-yours"),
        (
            "amel",
            "commitment.make",
            {"commitment": "e9", "who": "N", "what": "E", "by": "2026-02-30"},
            "date.malformed",
        ),
        (
            "amel",
            "commitment.make",
            {"commitment": "e9", "who": "N", "what": "E", "by": "demain"},
            "date.malformed",
        ),
        ("amel", "vote.cast", {"on": "statement/s1", "weight": 6}, "vote.range"),
        ("amel", "vote.cast", {"on": "statement/s1", "weight": -1}, "vote.range"),
        ("amel", "vote.cast", {"on": "planet/s1", "weight": 1}, "record.unknown"),
        ("amel", "vote.cast", {"on": "statement/s1#luck", "weight": 1}, "record.unknown"),
        ("amel", "answer.give", {"step": CHECKIN.id, "prompt": "x", "text": "mot"}, "prompt.unknown"),
        (
            "amel",
            "answer.give",
            {"step": CHECKIN.id, "prompt": PROMPT["id"], "value": ["x"]},
            "choice.unknown",
        ),
        ("amel", "participant.edit", {"participant": "basile", "name": "Moi"}, "op.not-yours"),
        ("amel", "participant.edit", {"participant": "amel", "role": "reine"}, "role.unknown"),
        ("amel", "participant.leave", {"participant": "basile"}, "op.not-yours"),
        ("amel", "text.settle", {"kind": "card", "id": "theirs", "text": "Un texte"}, "op.not-yours"),
        ("amel", "text.settle", {"kind": "vote", "id": "x", "text": "Un texte"}, "record.unknown"),
        (HOST, "group.remove", {"group": "g1"}, "group.not-empty"),
        (HOST, "group.balance", {"count": 101}, "group.too-many"),
        (HOST, "group.balance", {"count": 0}, "group.too-many"),
        (HOST, "group.give", {"group": "g1", "experience": "x"}, "record.unknown"),
        (HOST, "group.give", {"group": "g1", "experience": EXPERIENCE, "round": "9"}, "record.unknown"),
        ("amel", "group.ready", {"group": "g2", "step": STEP, "ready": True}, "group.foreign"),
        (HOST, "screen.show", {"view": "secrets"}, "op.malformed"),
        (HOST, "room.edit", {"date": "²⁰²⁶-01-01"}, "date.malformed"),
        (HOST, "room.set", {"round": "9"}, "record.unknown"),
        (HOST, "message.send", {"message": "m1", "to": "nobody", "text": "Un mot"}, "record.unknown"),
        (HOST, "board.add", {"board": "b9", "file": "f9"}, "file.unknown"),
        (HOST, "participant.add", {"participant": "x", "name": "x" * 61}, "text.too-long"),
    ],
)
def test_r11_what_cannot_stand_is_refused_with_its_code(
    who: str, name: str, args: dict[str, object], code: str
) -> None:
    assert morning().refused(who, name, **args) == code
    assert code in CODES


def test_a_text_is_kept_as_it_was_typed_but_for_the_blanks_around_it_and_what_cannot_be_printed() -> None:
    day = morning()
    day.card("amel", "c1", "  L’été,\r\n\t« 🌱 »\x00\x1b  ")
    assert day.room.records["card"]["c1"].text == "L’été,\n\t« 🌱 »"  # type: ignore[attr-defined]


def test_a_text_of_the_longest_kind_passes_and_one_character_more_does_not() -> None:
    day = morning()
    day.card("amel", "c1", "x" * LIMITS["card"])
    kind = {"kind": KIND, "group": "g1"}
    assert (
        day.refused("amel", "card.write", card="c2", text="x" * (LIMITS["card"] + 1), **kind)
        == "text.too-long"
    )


def test_a_table_keeps_as_many_lessons_as_the_format_says() -> None:
    day = morning()
    step = next(s for s in recipe().format.agenda if s.activity == "grid" and s.settings.get("limit"))
    limit = int(str(step.settings["limit"]))
    for number in range(limit):
        day.card("amel", f"l{number}", step=step.id)
    more = {"card": "l9", "step": step.id, "group": "g1", "kind": KIND, "text": "Une de trop"}
    assert day.refused("amel", "card.write", **more) == "kind.limit"
    day.ask("amel", "card.withdraw", card="l0")
    assert day.ask("amel", "card.write", **more)
    assert day.refused("amel", "card.restore", card="l0") == "kind.limit"
    day.ask("amel", "card.withdraw", card="l9")
    assert day.ask("amel", "card.restore", card="l0")


def test_who_moves_to_another_table_keeps_the_right_to_their_own_cards() -> None:
    day = morning()
    day.ask(HOST, "group.assign", participant="amel", group="g2")
    assert day.ask("amel", "card.edit", card="ours", text="Repris de loin")
    assert day.refused("amel", "card.write", card="c1", group="g1", kind=KIND, text="T") == "group.foreign"


def test_what_was_written_before_one_knew_of_the_move_is_laid_at_the_table_where_it_was_written() -> None:
    day = morning()
    amel, knew = day.actor("amel"), day.room.seq
    for group in ("g2", None):
        day.ask(HOST, "group.assign", participant="amel", group=group)
    day.try_op(
        amel, "card.write", {"card": "c1", "group": "g1", "kind": KIND, "text": "Sans réseau"}, knew=knew
    )
    day.try_op(amel, "card.edit", {"card": "ours", "text": "Corrigé sans réseau"}, knew=knew)
    reason = {"group": "g1", "criterion": CRITERION, "level": LEVEL, "reason": "Parce que"}
    day.try_op(amel, "appraisal.set", reason, knew=knew)
    day.try_op(
        amel, "proposal.write", {"proposal": "p9", "kind": PROPOSAL, "text": "Avec ma table"}, knew=knew
    )
    assert (day.room.need(Card, "c1").group, day.room.need(Proposal, "p9").group) == ("g1", "g1")
    # Who knows of the move is at the new table, and what was written elsewhere is nobody's way in.
    for since, group in ((day.room.seq, "g1"), (knew, "g3"), (None, "g1")):
        card = {"card": "c2", "group": group, "kind": KIND, "text": "T"}
        with pytest.raises(Refused):
            day.try_op(amel, "card.write", card, knew=since)


def test_who_leaves_a_table_leaves_its_pen_and_speaks_for_its_people_no_more() -> None:
    day = morning()
    day.ask("amel", "participant.edit", participant="amel", scribe=True, speaks_for=5)
    moved = day.ask(HOST, "group.assign", participant="amel", group="g2")
    amel = day.room.need(Participant, "amel")
    assert (amel.group, amel.scribe, amel.speaks_for) == ("g2", False, 1)
    assert moved is not None
    day.ask(HOST, "op.undo", op=moved.op)
    amel = day.room.need(Participant, "amel")
    assert (amel.group, amel.scribe, amel.speaks_for) == ("g1", True, 5)


def test_where_people_sat_is_told_to_nobody_and_holds_no_undo_up() -> None:
    day = morning()
    first = day.ask(HOST, "group.assign", participant="amel", group="g2")
    second = day.ask(HOST, "group.assign", participant="amel", group=None)
    assert day.room.need(Participant, "amel").sat.keys() == {"g1", "g2"}
    for who in ("amel", HOST):
        assert day.sees(day.viewer(who))["participant"]["amel"].sat == {}  # type: ignore[attr-defined]
    for entry in (second, first):
        assert entry is not None
        day.ask(HOST, "op.undo", op=entry.op)
    amel = day.room.need(Participant, "amel")
    assert (amel.group, amel.sat) == ("g1", {})


def test_a_note_is_not_written_over_by_who_has_not_seen_what_another_made_of_it() -> None:
    day = morning()
    seen = day.room.need(Note, "n1").rev
    day.ask(HOST, "note.edit", seen, note="n1", text="Relancer la table 3, avant la pause")
    assert day.refused(HOST, "note.edit", seen, note="n1", text="Relancer la table 4") == "op.changed-since"
    # A second press of the same button is no other version.
    day.ask(HOST, "note.edit", seen, note="n1", text="Relancer la table 3, avant la pause")
    day.ask(HOST, "note.edit", day.room.need(Note, "n1").rev, note="n1", text="Relancer les tables 3 et 4")


def test_a_list_that_is_brought_twice_or_by_two_at_once_brings_each_person_once() -> None:
    day = morning()
    names = ["Odile Martin", "Amel", "Inès Bâ"]
    for time in ("a", "b"):
        people = [{"participant": f"{time}{at}", "name": name} for at, name in enumerate(names)]
        day.ask(HOST, "participant.enlist", people=people)
        names = ["odile martin", "Inès  Bâ", "Noé"]
    listed = [p.name for p in day.room.all(Participant) if not p.device]
    assert listed == ["Odile Martin", "Inès Bâ", "Noé"]


def test_a_scribe_takes_away_any_card_of_their_table() -> None:
    day = morning()
    day.ask("basile", "participant.edit", participant="basile", scribe=True)
    assert day.ask("basile", "card.withdraw", card="ours")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("group.assign", {"participant": "amel", "group": "g2"}),
        ("group.assign", {"participant": "amel", "group": None}),
        ("group.balance", {"count": 3}),
    ],
)
def test_the_pen_of_a_table_does_not_go_along_to_another(name: str, args: dict[str, object]) -> None:
    day = morning()
    day.ask("amel", "participant.edit", participant="amel", scribe=True, speaks_for=5)
    before = day.room.need(Participant, "amel")
    moved = day.ask(HOST, name, **args)
    assert moved is not None
    now = day.room.need(Participant, "amel")
    assert (now.scribe, now.speaks_for) == ((True, 5) if now.group == before.group else (False, 1))
    day.ask(HOST, "op.undo", op=moved.op)
    back = day.room.need(Participant, "amel")
    assert (back.group, back.scribe, back.speaks_for) == (before.group, True, 5)


def test_a_board_that_was_about_something_that_is_no_more_is_said_to_be_about_something_else() -> None:
    day = morning()
    steps = [step.id for step in day.room.all(Step)]
    day.ask(HOST, "board.edit", board="b1", on=[f"step/{steps[-1]}"])
    day.ask(HOST, "step.remove", step=steps[-1])
    day.ask(HOST, "board.edit", board="b1", on=[f"step/{steps[-1]}", f"step/{steps[0]}"])
    assert day.room.need(Board, "b1").on == [f"step/{steps[0]}"]
    assert day.refused(HOST, "board.edit", board="b1", on=[f"step/{steps[-1]}"]) == "record.unknown"


def test_who_is_expected_takes_their_place_though_they_were_noted_as_gone() -> None:
    day = morning()
    day.ask(HOST, "participant.add", participant="late", name="Lou", territory="Die")
    day.ask(HOST, "participant.leave", participant="late")
    day.own("late", "participant.claim", participant="late")
    late = day.room.need(Participant, "late")
    assert (late.device, late.left, late.territory) == (True, False, "Die")


def test_who_leaves_is_in_no_queue_of_raised_hands() -> None:
    day = morning()
    day.ask("amel", "hand.raise", raised=True)
    day.ask("amel", "participant.leave", participant="amel")
    assert day.room.records["hand"] == {}


def test_everybody_edits_the_synthesis_once_a_facilitator_lets_them() -> None:
    day = morning()
    day.ask(HOST, "room.set", synthesis_open=True)
    assert day.ask("amel", "statement.write", statement="s9", text="Une ligne")


def test_merging_and_splitting_statements_loses_no_source() -> None:
    day = morning()
    day.ask(HOST, "statement.draw", statement="s2", cards=["theirs"])
    day.ask(HOST, "statement.merge", into="s1", **{"from": "s2"})
    merged = day.room.records["statement"]["s1"]
    assert {source.card for source in merged.sources} == {"ours", "theirs"}  # type: ignore[attr-defined]
    assert merged.merged == ["s2"]  # type: ignore[attr-defined]
    day.ask(HOST, "statement.split", statement="s1", cards=["theirs"], into="s3")
    split = day.room.records["statement"]["s3"]
    assert [(source.card, source.text) for source in split.sources] == [("theirs", "La carte theirs")]  # type: ignore[attr-defined]
    assert day.refused(HOST, "statement.edit", statement="s2", text="Une ligne") == "statement.merged"


def test_a_vote_is_counted_once_a_person_and_taken_back_whole() -> None:
    day = morning()
    for weight in (1, 3):
        day.ask("amel", "vote.cast", on="statement/s1", weight=weight)
    day.ask("basile", "vote.cast", on="statement/s1", weight=1)
    tally = day.room.records["tally"]["statement/s1"]
    assert (tally.count, tally.total, tally.spread) == (2, 4, {"1": 1, "3": 1})  # type: ignore[attr-defined]
    day.ask("amel", "vote.cast", on="statement/s1", weight=0)
    tally = day.room.records["tally"]["statement/s1"]
    assert (tally.count, tally.total, tally.spread) == (1, 1, {"1": 1})  # type: ignore[attr-defined]


def test_a_row_that_a_room_adds_is_written_under_and_stays_once_it_is() -> None:
    day = seated(Day())
    asked = len(day.room.records["criterion"])
    added = day.ask(HOST, "criterion.add", criterion="la-joie", label={"fr": "La joie d’y être"})
    assert added is not None
    row = day.room.need(Criterion, "la-joie")
    assert (row.order, row.short.fr) == (asked + 1, "La joie d’y être")
    day.ask("amel", "card.write", card="c1", group="g1", kind=KIND, text="On a ri.", criterion="la-joie")
    assert day.refused(HOST, "criterion.remove", criterion="la-joie") == "criterion.used"
    assert day.refused(HOST, "op.undo", op=added.op) == "op.changed-since"
    saved = shared(set_up_of(day.room), "Avec la joie").format
    assert [one.id for one in saved.criteria][-1] == "la-joie"
    day.ask("amel", "record.erase", kind="card", id="c1")
    assert day.refused(HOST, "criterion.remove", criterion="la-joie") == "criterion.used"
    long = "Ce que nous n’avons pas su nommer ce matin et qui a pourtant tout changé pour les habitants"
    day.ask(HOST, "criterion.add", criterion="long", label={"fr": long})
    assert day.room.need(Criterion, "long").short.fr.endswith("…")
    day.ask(HOST, "criterion.remove", criterion="long")
    assert len(day.room.records["criterion"]) == asked + 1
    for n in range(20):
        if len(day.room.records["criterion"]) < 12:
            day.ask(HOST, "criterion.add", criterion=f"encore-{n}", label={"fr": "Encore"})
    assert day.refused(HOST, "criterion.add", criterion="de-trop", label={"fr": "Trop"}) == "room.full"
