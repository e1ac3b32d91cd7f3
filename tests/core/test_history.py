"""The history of a statement: who did what and when, no more than may be seen, and what can still be undone."""

import base64
from collections.abc import Collection

import pytest

from server.core import documents, writing
from server.core.asking import Actor, Entry
from server.core.history import Past, history
from server.core.records import Card, Source, Statement
from server.core.refusals import Refused
from server.core.sight import Viewer
from tests.core.histories import seated
from tests.core.world import HOST, Day, replayed

READER = (Actor("reader"), Viewer("reader"))


def touching(day: Day, records: Collection[tuple[str, str]]) -> list[Entry]:
    return [entry for entry in day.entries if any((c.kind, c.id) in records for c in entry.changes)]


def steps(day: Day, who: str | None = HOST, id: str = "s1") -> list[Past]:
    """The history of a statement as a person reads it, or a reader where `who` is None."""
    actor, viewer = READER if who is None else (day.actor(who), day.viewer(who))
    entries = touching(day, [("statement", id), ("room", "room")])
    return history(day.room, entries, "statement", id, actor, viewer, day.now)


@pytest.fixture
def day() -> Day:
    """A statement on two cards, written by the facilitator and then edited by a participant."""
    day = seated(Day())
    for id, who in (("a", "amel"), ("b", "basile"), ("c", "chloe")):
        day.card(who, id, f"texte {id}")
    day.ask(HOST, "room.set", synthesis_open=True)
    day.ask(HOST, "statement.write", statement="s1", text="Une première ligne", cards=["a"])
    day.ask("amel", "statement.edit", statement="s1", text="Une première ligne, plus longue")
    day.ask("basile", "statement.draw", statement="s1", cards=["b"])
    return day


def test_every_step_says_who_what_and_when(day: Day) -> None:
    made, edited, drawn = steps(day)
    assert [step.name for step in (made, edited, drawn)] == [
        "statement.write",
        "statement.edit",
        "statement.draw",
    ]
    assert [step.by for step in (made, edited, drawn)] == [HOST, "amel", "basile"]
    assert made.was == {}
    assert made.became["text"] == "Une première ligne"
    assert (edited.was["text"], edited.became["text"]) == (
        "Une première ligne",
        "Une première ligne, plus longue",
    )
    assert drawn.was.keys() == drawn.became.keys() == {"sources"}
    assert made.at < edited.at < drawn.at


def test_a_room_that_names_nobody_names_nobody_in_its_history(day: Day) -> None:
    day.ask(HOST, "room.set", anonymous=True)
    day.ask("amel", "statement.edit", statement="s1", stance="question")
    assert {step.by for step in steps(day)} == {None}
    day.ask(HOST, "room.set", anonymous=False)
    assert [step.by for step in steps(day)] == [HOST, "amel", "basile", None], "what was promised stays so"


def test_r6_what_was_hidden_since_is_hidden_in_the_past_too(day: Day) -> None:
    day.ask(HOST, "card.hide", card="b", reason="hors sujet")
    for who in (HOST, "chloe", None):
        assert "texte b" not in repr(steps(day, who))
    assert "texte a" in repr(steps(day, None))


def test_r6_what_was_withdrawn_since_is_not_read_in_the_past_either(day: Day) -> None:
    day.ask(day.room.need(Card, "b").author or "", "card.withdraw", card="b")
    for who in (HOST, "chloe", None):
        assert "texte b" not in repr(steps(day, who))


def test_r6_only_kinds_that_all_see_from_the_first_word_have_a_history(day: Day) -> None:
    for kind, id in (("card", "a"), ("statement", "nothing"), ("participant", "amel"), ("note", "x")):
        with pytest.raises(Refused) as refusal:
            history(day.room, day.entries, kind, id, day.actor(HOST), day.viewer(HOST), 1)
        assert refusal.value.code == "record.unknown"


def test_what_can_be_undone_by_whom_is_said_before_it_is_tried(day: Day) -> None:
    assert [step.refused for step in steps(day)] == ["op.changed-since", None, None]
    assert [step.refused for step in steps(day, "amel")] == ["op.not-yours", None, "op.not-yours"]
    assert {step.refused for step in steps(day, None)} == {"access.denied"}
    day.ask("chloe", "statement.edit", statement="s1", text="Une première ligne, bien trop longue")
    edited = steps(day)[1]
    assert (edited.refused, edited.field) == ("op.changed-since", "text")


def test_a_step_of_days_ago_is_undone_where_nothing_has_overwritten_it(day: Day) -> None:
    day.ask("chloe", "statement.draw", statement="s1", cards=["c"], how="contradicts")
    day.ask(HOST, "statement.edit", statement="s1", stance="question")
    day.now += 3 * 24 * 3_600_000
    drawn = steps(day)[2]
    day.ask(HOST, "op.undo", op=drawn.op)
    one = day.room.need(Statement, "s1")
    assert [(source.card, source.how) for source in one.sources] == [("a", "supports"), ("c", "contradicts")]
    assert one.stance == "question"
    _, _, drawn, *_, back = steps(day)
    assert (drawn.undone, drawn.refused) == (True, "op.changed-since")
    assert (back.undoes, back.refused) == (drawn.op, None)
    day.ask(HOST, "op.undo", op=back.op)
    one = day.room.need(Statement, "s1")
    assert {source.card for source in one.sources} == {"a", "b", "c"}
    assert not steps(day)[2].undone


def test_words_are_taken_back_among_words_that_came_later(day: Day) -> None:
    edited = steps(day)[1]
    day.ask("chloe", "statement.edit", statement="s1", text="Une toute première ligne, plus longue")
    day.ask("amel", "op.undo", op=edited.op)
    assert day.room.need(Statement, "s1").text == "Une toute première ligne"


def test_a_merge_is_undone_after_more_cards_have_come(day: Day) -> None:
    day.ask(HOST, "statement.write", statement="s2", text="Une autre", cards=["c"])
    merged = day.ask(HOST, "statement.merge", into="s1", **{"from": "s2"})
    assert merged is not None
    day.card("driss", "d", "texte d", group=None)
    day.ask(HOST, "statement.draw", statement="s1", cards=["d"])
    assert steps(day, id="s2")[-1].became == {"merged_into": "s1"}
    day.ask(HOST, "op.undo", op=merged.op)
    one, other = (day.room.need(Statement, id) for id in ("s1", "s2"))
    assert ([source.card for source in one.sources], one.merged) == (["a", "b", "d"], [])
    assert ([source.card for source in other.sources], other.merged_into) == (["c"], None)


def test_r10_what_moved_in_a_statement_is_not_taken_back_once_another_has_taken_it_in(day: Day) -> None:
    for id, card in (("s2", "c"), ("s3", "a")):
        day.ask(HOST, "statement.write", statement=id, text=f"La ligne {id}", cards=[card])
    first = day.ask(HOST, "statement.merge", into="s1", **{"from": "s2"})
    second = day.ask(HOST, "statement.merge", into="s3", **{"from": "s1"})
    assert first is not None
    assert second is not None
    assert day.refused(HOST, "op.undo", op=first.op) == "op.changed-since"
    day.ask(HOST, "card.hide", card="c", reason="Hors sujet")
    day.ask(HOST, "op.undo", op=day.entries[-1].op)
    day.ask(HOST, "op.undo", op=second.op)
    day.ask(HOST, "op.undo", op=first.op)
    one, other = (day.room.need(Statement, id) for id in ("s1", "s2"))
    assert ([source.card for source in one.sources], one.merged) == (["a", "b"], [])
    assert ([source.text for source in other.sources], other.merged_into) == (["texte c"], None)


def test_a_card_that_was_turned_since_is_not_taken_out_by_undoing_its_drawing(day: Day) -> None:
    drawn = steps(day)[2]
    day.ask("amel", "statement.draw", statement="s1", cards=["b"], how="contradicts")
    assert day.refused("basile", "op.undo", op=drawn.op) == "op.changed-since"


def test_the_history_is_the_same_after_the_log_is_read_again(day: Day) -> None:
    before = steps(day)
    day.room = replayed(day)
    assert steps(day) == before


def test_what_one_person_types_is_one_step_and_two_people_are_two(day: Day) -> None:
    day.ask(HOST, "statement.open", statement="s1")
    typing = (("amel", "un ", ""), ("amel", "deux ", ""), ("basile", "", " trois"), ("amel", "quatre ", ""))
    for who, before, after in typing:
        known = [base64.b64decode(one.update) for one in writing.strokes(day.room, "s1")]
        text = before + documents.text_of(known) + after
        update = documents.rewritten(known, text, f"{who}-{before}{after}")
        assert update is not None
        day.ask(who, "statement.type", statement="s1", update=base64.b64encode(update).decode())
    typed = [step for step in steps(day) if step.name == "statement.type"]
    assert [(step.by, step.strokes) for step in typed] == [("amel", 2), ("basile", 1), ("amel", 1)]
    assert typed[0].was["text"] == "Une première ligne, plus longue"
    assert typed[0].became["text"] == "deux un Une première ligne, plus longue"
    assert [step.refused for step in typed] == [None, None, None]
    day.ask(HOST, "op.undo", op=typed[1].op)
    assert day.room.need(Statement, "s1").text == "quatre deux un Une première ligne, plus longue"
    day.ask(HOST, "room.set", anonymous=True)
    assert {step.by for step in steps(day)} == {None}


def test_r6_a_history_says_nothing_of_a_card_that_other_tables_are_not_shown(day: Day) -> None:
    day.ask(HOST, "room.set", reveal="never")
    for who, told in ((HOST, "texte a"), ("chloe", ""), (None, "")):
        assert steps(day, who)[0].became["sources"] == [Source(card="a", text=told)]
