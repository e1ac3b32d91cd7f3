"""Every sentence of the synthesis leads back to its cards, and every card to the statements that rest on it."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core import lineage
from server.core.records import Card, Statement
from server.core.sight import Viewer
from tests.core.world import HOST, Day, Records


@pytest.fixture
def day() -> Day:
    """Two tables, five cards, two statements on four of them."""
    day = Day()
    for person in ("amel", "basile"):
        day.join(person)
    day.table("g1", "amel")
    day.table("g2", "basile")
    for id, who in zip("abcde", ("amel", "amel", "basile", "basile", "amel"), strict=True):
        day.card(who, id, f"texte {id}")
    write(day, "s1", "a", "b")
    write(day, "s2", "b", "c")
    day.ask(HOST, "statement.draw", statement="s1", cards=["d"], how="contradicts")
    return day


def write(day: Day, id: str, *cards: str) -> None:
    day.ask(HOST, "statement.write", statement=id, text=f"énoncé {id}", cards=list(cards))


def statement(day: Day, id: str) -> Statement:
    return day.room.need(Statement, id)


def fates(records: Records, one: Statement) -> dict[str, str]:
    return {root.card: root.fate for root in lineage.roots(records, one)}


def test_a_statement_gives_its_cards_with_dissent_last(day: Day) -> None:
    found = lineage.roots(day.room.records, statement(day, "s1"))
    assert [(root.card, root.how) for root in found] == [
        ("a", "supports"),
        ("b", "supports"),
        ("d", "contradicts"),
    ]


def test_a_card_is_given_as_it_was_taken_in_and_as_it_is_now(day: Day) -> None:
    day.ask("amel", "card.edit", card="a", text="texte corrigé")
    root = lineage.roots(day.room.records, statement(day, "s1"))[0]
    assert root.taken == "texte a"
    assert root.now is not None
    assert root.now.text == "texte corrigé"
    assert root.fate == "changed"


def test_what_became_of_a_card_is_said(day: Day) -> None:
    day.ask("amel", "card.withdraw", card="a")
    day.ask(HOST, "card.hide", card="b", reason="hors sujet")
    one = statement(day, "s1")
    assert fates(day.room.records, one) == {"a": "withdrawn", "b": "hidden", "d": "same"}
    assert fates(day.sees(Viewer("reader")), one) == {"a": "unseen", "b": "unseen", "d": "same"}


def test_a_hidden_card_leaves_none_of_its_words_in_the_lineage(day: Day) -> None:
    day.ask(HOST, "card.hide", card="b", reason="hors sujet")
    seen = day.sees(Viewer("reader"))
    texts = [root.taken for one in lineage.standing(seen) for root in lineage.roots(seen, one)]
    assert "texte b" not in texts


def test_a_merge_keeps_the_way_through_what_was_merged(day: Day) -> None:
    write(day, "s3", "e")
    day.ask(HOST, "statement.merge", **{"into": "s2", "from": "s1"})
    day.ask(HOST, "statement.merge", **{"into": "s3", "from": "s2"})
    records, one = day.room.records, statement(day, "s3")
    assert [other.id for other in lineage.behind(records, one)] == ["s1", "s2"]
    through = {root.card: root.through for root in lineage.roots(records, one)}
    assert through == {"e": [], "b": ["s1", "s2"], "c": ["s2"], "a": ["s1", "s2"], "d": ["s1", "s2"]}
    assert [other.id for other in lineage.standing(records)] == ["s3"]


def test_undoing_a_merge_gives_both_statements_back_with_their_cards(day: Day) -> None:
    before = day.picture()["statement"]
    merged = day.ask(HOST, "statement.merge", **{"into": "s2", "from": "s1"})
    assert merged is not None
    day.ask(HOST, "op.undo", op=merged.op)
    after = day.picture()["statement"]
    kept = ("sources", "merged", "merged_into", "text", "stance")
    assert [[getattr(one, f) for f in kept] for one in after.values()] == [
        [getattr(one, f) for f in kept] for one in before.values()
    ]


def test_a_card_for_one_statement_and_against_another_counts_once_where_they_are_merged(day: Day) -> None:
    day.ask(HOST, "statement.draw", statement="s2", cards=["b"], how="contradicts")
    before = [one.sources for one in (statement(day, "s1"), statement(day, "s2"))]
    for into, other in (("s1", "s2"), ("s2", "s1")):
        merged = day.ask(HOST, "statement.merge", **{"into": into, "from": other})
        sides = {root.card: root.how for root in lineage.roots(day.room.records, statement(day, into))}
        assert len(statement(day, into).sources) == len(sides) == 4
        assert sides == {"a": "supports", "b": "contradicts", "c": "supports", "d": "contradicts"}
        assert merged is not None
        day.ask(HOST, "op.undo", op=merged.op)
        assert [one.sources for one in (statement(day, "s1"), statement(day, "s2"))] == before


def test_what_leaves_a_statement_for_having_said_otherwise_carries_its_own(day: Day) -> None:
    day.ask(HOST, "statement.split", statement="s1", cards=["d"], into="s4")
    split = statement(day, "s4")
    assert (split.text, [source.how for source in split.sources]) == ("texte d", ["supports"])
    day.ask(HOST, "statement.draw", statement="s4", cards=["e"], how="contradicts")
    day.ask(HOST, "statement.split", statement="s4", cards=["d", "e"], into="s5")
    assert statement(day, "s5").text == "texte d"


def test_splitting_moves_cards_and_loses_none(day: Day) -> None:
    used = set(lineage.uses(day.room.records))
    day.ask(HOST, "statement.split", statement="s1", cards=["b", "d"], into="s4")
    assert set(lineage.uses(day.room.records)) == used
    assert fates(day.room.records, statement(day, "s1")) == {"a": "same"}
    split = lineage.roots(day.room.records, statement(day, "s4"))
    assert [(root.card, root.how) for root in split] == [("b", "supports"), ("d", "contradicts")]


def test_a_card_leads_to_the_statements_that_stand_on_it(day: Day) -> None:
    assert lineage.uses(day.room.records) == {"a": ["s1"], "b": ["s1", "s2"], "d": ["s1"], "c": ["s2"]}
    day.ask(HOST, "statement.withdraw", statement="s1")
    assert lineage.uses(day.room.records) == {"b": ["s2"], "c": ["s2"]}


def test_a_card_is_unused_until_a_statement_rests_on_it_and_again_when_it_is_released(day: Day) -> None:
    assert [card.id for card in lineage.unused(day.room.records)] == ["e"]
    day.ask(HOST, "statement.release", statement="s2", cards=["c"])
    assert [card.id for card in lineage.unused(day.room.records)] == ["c", "e"]
    day.ask("basile", "card.withdraw", card="c")
    assert [card.id for card in lineage.unused(day.room.records)] == ["e"]


def moves() -> st.SearchStrategy[list[tuple[str, str, str]]]:
    ids = st.sampled_from([f"s{n}" for n in range(5)])
    verbs = st.sampled_from(["merge", "split", "withdraw", "restore", "release", "draw"])
    return st.lists(st.tuples(verbs, ids, ids), max_size=12)


@settings(max_examples=60)
@given(moves())
def test_used_and_unused_cards_always_add_up(chosen: list[tuple[str, str, str]]) -> None:
    day = Day()
    for n in range(10):
        day.ask(HOST, "card.write", card=f"c{n}", kind="constat", text=f"texte {n}")
    for n in range(5):
        write(day, f"s{n}", f"c{n}", f"c{n + 1}")
    for at, (verb, one, other) in enumerate(chosen):
        ask_if_allowed(day, verb, one, other, f"n{at}")
    records = day.room.records
    used, unused = set(lineage.uses(records)), {card.id for card in lineage.unused(records)}
    assert not used & unused
    assert used | unused == {card.id for card in day.room.all(Card)}
    assert set(every_card_of_what_stands(records)) == used


def ask_if_allowed(day: Day, verb: str, one: str, other: str, new: str) -> None:
    cards = [source.card for source in statement(day, one).sources][:1]
    args: dict[str, dict[str, object]] = {
        "merge": {"into": one, "from": other},
        "split": {"statement": one, "cards": cards, "into": new},
        "withdraw": {"statement": one},
        "restore": {"statement": one},
        "release": {"statement": one, "cards": cards},
        "draw": {"statement": one, "cards": [f"c{int(other[1:]) + 4}"]},
    }
    standing = lineage.stands(statement(day, one)) and lineage.stands(statement(day, other))
    if verb == "restore" or (standing and (one != other or verb != "merge")):
        if verb == "split" and not cards:
            return
        day.ask(HOST, f"statement.{verb}", **args[verb])


def every_card_of_what_stands(records: Records) -> Iterator[str]:
    for one in lineage.standing(records):
        yield from (root.card for root in lineage.roots(records, one))
