"""Two people write over the same text: nothing that someone typed disappears."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.merging import merge_pages, merge_words
from server.core.records import Appraisal, Card, Criterion, FormatInfo, Statement
from server.core.room import MOST_VERSIONS
from tests.core.world import HOST, Day

WORD = re.compile(r"\w+")
words = st.lists(
    st.sampled_from(["un", "deux", "trois", "quatre", "cinq", "l’été", "«", ";", "🌱"]), max_size=12
)
texts = words.map(" ".join)
free = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("un deux trois", "un deux trois", "un trois", "un trois"),
        ("un deux trois", "un 2 trois", "un deux 3", "un 2 3"),
        ("un deux", "zéro un deux", "un deux trois", "zéro un deux trois"),
        ("un deux", "un dix", "un vingt", None),
        ("", "un", "deux", None),
        ("un deux trois", "un trois", "un 2 trois", None),
        ("un deux", "un neuf deux", "un neuf deux", "un neuf deux"),
        ("l’appui dure", "l’appui ne dure pas", "l’appui dure encore", None),
    ],
)
def test_two_versions_of_a_text_meet(base: str, theirs: str, mine: str, merged: str | None) -> None:
    assert merge_words(base, theirs, mine) == merged
    assert merge_words(base, mine, theirs) == merged


@given(texts, texts, texts)
def test_r9_every_word_that_somebody_added_is_in_what_comes_of_it(base: str, theirs: str, mine: str) -> None:
    merged = merge_words(base, theirs, mine)
    if merged is None:
        return
    had, got = Counter(WORD.findall(base)), Counter(WORD.findall(merged))
    for version in (theirs, mine):
        added = Counter(WORD.findall(version)) - had
        assert not added - got, (added, merged)


@given(free, free)
def test_who_writes_alone_gets_what_they_wrote(base: str, mine: str) -> None:
    assert merge_words(base, base, mine) == mine
    assert merge_words(base, mine, base) == mine


@given(free, free, free)
def test_it_does_not_matter_who_came_first(base: str, theirs: str, mine: str) -> None:
    assert merge_words(base, theirs, mine) == merge_words(base, mine, theirs)


def table() -> Day:
    day = Day()
    for name in ("amel", "basile", "chloe"):
        day.join(name)
    day.table("g1", "amel", "basile")
    day.table("g2", "chloe")
    return day


def test_r9_two_people_who_edit_one_card_both_keep_their_words() -> None:
    day = table()
    day.card("amel", "c1", "Les familles viennent le soir")
    seen = day.room.seq
    day.ask("amel", "card.edit", seen, card="c1", text="Les familles viennent tôt le soir")
    day.ask("basile", "card.edit", seen, card="c1", text="Les familles viennent le soir, à pied")
    assert day.room.need(Card, "c1").text == "Les familles viennent tôt le soir, à pied"


def test_r9_where_the_words_overlap_both_texts_stand_side_by_side() -> None:
    day = table()
    day.card("amel", "c1", "Un lieu ouvert")
    seen = day.room.seq
    day.ask("amel", "card.edit", seen, card="c1", text="Un lieu fermé")
    day.ask("basile", "card.edit", seen, card="c1", text="Un lieu fragile")
    card = day.room.need(Card, "c1")
    assert card.text == "Un lieu fermé"
    assert [(other.text, other.by) for other in card.alternatives] == [("Un lieu fragile", "basile")]
    day.ask("amel", "text.settle", kind="card", id="c1", text="Un lieu fermé et fragile")
    card = day.room.need(Card, "c1")
    assert (card.text, card.alternatives) == ("Un lieu fermé et fragile", [])


def test_r9_a_reason_begun_before_the_cell_was_known_stands_beside_what_others_wrote_in_it() -> None:
    day = table()
    level = day.room.need(FormatInfo, "format").scale[0].id
    cell = {"group": "g1", "criterion": next(iter(day.room.all(Criterion))).id, "level": level}
    day.ask("amel", "appraisal.set", **cell)
    day.ask("basile", "appraisal.set", day.room.seq, **cell, reason="Les familles viennent le soir")
    day.ask("amel", "appraisal.set", 0, **cell, reason="Personne n’a de clé")
    (appraisal,) = day.room.all(Appraisal)
    assert appraisal.reason == "Les familles viennent le soir"
    assert [other.text for other in appraisal.alternatives] == ["Personne n’a de clé"]


def test_r9_a_card_edited_before_it_was_known_keeps_what_others_made_of_it() -> None:
    day = table()
    day.card("amel", "c1", "Les familles viennent le soir")
    day.ask("basile", "card.edit", day.room.seq, card="c1", text="Les familles viennent tôt le soir")
    day.ask("amel", "card.edit", 0, card="c1", text="Les familles viennent le soir, à pied")
    assert day.room.need(Card, "c1").text == "Les familles viennent tôt le soir, à pied"


@given(st.lists(st.tuples(st.integers(0, 3), texts.filter(str.strip)), max_size=6))
def test_r9_whatever_people_write_over_each_other_is_in_the_text_or_beside_it(
    edits: list[tuple[int, str]],
) -> None:
    day = table()
    day.card("amel", "c1", "un deux trois quatre")
    first = day.room.seq
    for back, text in edits:
        base = max(first, day.room.seq - back)
        had = day.room.text_at("card", "c1", base) or ""
        # What others wrote since is kept too, unless the author had it before their eyes and took it out.
        day.ask("basile", "card.edit", base, card="c1", text=text)
        card = day.room.need(Card, "c1")
        here = Counter(WORD.findall(" ".join([card.text, *(other.text for other in card.alternatives)])))
        assert not (Counter(WORD.findall(text)) - Counter(WORD.findall(had))) - here


def test_r9_who_wrote_over_a_version_that_is_no_longer_known_finds_it_beside_the_text() -> None:
    day = table()
    day.card("amel", "c1", "Un lieu")
    first = day.room.seq
    early = first + 3
    for number in range(5 * MOST_VERSIONS):
        day.ask(
            "amel", "card.edit", day.room.seq, card="c1", text=f"Un lieu {'ouvert ' * (number % 2)}{number}"
        )
    known = day.room.versions["card", "c1"]
    assert len(known) <= 2 * MOST_VERSIONS
    assert day.room.text_at("card", "c1", first) == "Un lieu", "what a card was at first is known"
    before = day.room.need(Card, "c1").text
    day.ask("basile", "card.edit", early, card="c1", text="Un lieu ouvert 0 et à pied")
    card = day.room.need(Card, "c1")
    assert (card.text, [other.text for other in card.alternatives]) == (
        before,
        ["Un lieu ouvert 0 et à pied"],
    )
    assert day.ask("basile", "card.edit", early, card="c1", text=before) is None
    recent = day.room.seq - 1
    seen = day.room.text_at("card", "c1", recent)
    day.ask("amel", "card.edit", day.room.seq, card="c1", text=f"Hier, {before}")
    day.ask("basile", "card.edit", recent, card="c1", text=f"{seen}, à pied")
    assert day.room.need(Card, "c1").text == f"Hier, {before}, à pied", "what is known is merged as before"


def test_an_edit_that_says_what_stands_there_already_changes_nothing() -> None:
    day = table()
    day.card("amel", "c1", "Un lieu ouvert")
    assert day.ask("basile", "card.edit", card="c1", text="Un lieu ouvert") is None


def test_a_ninth_version_of_one_text_is_refused_and_not_swallowed() -> None:
    day = table()
    day.card("amel", "c1", "un")
    seen = day.room.seq
    for number in range(9):
        day.ask("basile", "card.edit", seen, card="c1", text=f"version{number}")
    assert len(day.room.need(Card, "c1").alternatives) == 8
    assert day.refused("basile", "card.edit", seen, card="c1", text="version99") == "op.changed-since"
    assert day.ask("basile", "card.edit", seen, card="c1", text="version3") is None


def test_reasons_statements_and_proposals_are_merged_as_cards_are() -> None:
    day = table()
    criterion = next(iter(day.room.records["criterion"]))
    level = day.room.records["format"]["format"].scale[0].id  # type: ignore[attr-defined]
    day.ask("amel", "appraisal.set", group="g1", criterion=criterion, level=level, reason="un deux trois")
    seen = day.room.seq
    day.ask(
        "amel",
        "appraisal.set",
        seen,
        group="g1",
        criterion=criterion,
        level=level,
        reason="zéro un deux trois",
    )
    day.ask(
        "basile",
        "appraisal.set",
        seen,
        group="g1",
        criterion=criterion,
        level=level,
        reason="un deux trois quatre",
    )
    assert day.room.need(Appraisal, f"g1::{criterion}").reason == "zéro un deux trois quatre"
    day.ask(HOST, "statement.write", statement="s1", text="un deux trois")
    seen = day.room.seq
    day.ask(HOST, "statement.edit", seen, statement="s1", text="un 2 trois")
    day.ask(HOST, "statement.edit", seen, statement="s1", text="un deux 3")
    assert day.room.need(Statement, "s1").text == "un 2 3"


def test_r9_settling_does_not_sweep_away_a_version_that_the_one_who_settles_has_not_seen() -> None:
    day = table()
    day.card("amel", "c1", "Un lieu ouvert")
    seen = day.room.seq
    day.ask("amel", "card.edit", seen, card="c1", text="Un lieu fermé")
    day.ask("basile", "card.edit", seen, card="c1", text="Un lieu fragile")
    settled_from = day.room.seq
    day.ask("basile", "card.edit", seen, card="c1", text="Un lieu lointain")
    code = day.refused("amel", "text.settle", settled_from, kind="card", id="c1", text="Un lieu fermé")
    assert code == "op.changed-since"
    assert day.ask("amel", "text.settle", day.room.seq, kind="card", id="c1", text="Un lieu fermé")


def test_a_settled_text_is_no_longer_than_a_card_may_be_unless_it_stood_there() -> None:
    day = table()
    day.card("amel", "c1", "Un lieu ouvert")
    assert day.refused("amel", "text.settle", kind="card", id="c1", text="x" * 2_001) == "text.too-long"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("Un\n\nDeux", "Un\n\nDeux\n\nTrois", "Zéro\n\nUn\n\nDeux", "Zéro\n\nUn\n\nDeux\n\nTrois"),
        ("Un deux trois", "Un 2 trois", "Un deux 3", "Un 2 3"),
        ("", "Ceci", "Cela", "Ceci\n\nCela"),
        ("Un\n\nDeux", "Un\n\nDix", "Un\n\nVingt", "Un\n\nDix\n\nVingt"),
    ],
)
def test_two_versions_of_a_page_meet_or_follow_one_another(
    base: str, theirs: str, mine: str, merged: str
) -> None:
    assert merge_pages(base, theirs, mine) == merged


def test_long_texts_are_compared_where_they_differ_and_not_word_by_word_all_over() -> None:
    words = [f"mot{number % 40}" for number in range(3_000)]
    base = " ".join(words)
    assert merge_words(base, f"Avant {base}", f"{base} après") == f"Avant {base} après"
    elsewhere = " ".join(["Autre", *words[1:-1], "chose"])
    assert merge_words(base, elsewhere, f"{base} après") is None
    assert merge_words(base, elsewhere, base.replace("mot20", "mot 20", 1)) is None
