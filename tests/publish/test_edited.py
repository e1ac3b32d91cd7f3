"""Editing the publication: it is in every form, outlives late changes, and touches nothing that the room wrote."""

import io
import re
import zipfile

import pytest

from server.core.records import FormatInfo, Passage
from server.core.sight import Viewer
from server.publish import document, published
from tests.core.world import HOST, Day
from tests.publish.hostile import Look


def ids(day: Day) -> list[str]:
    return [section.anchor.removeprefix("section-") for section in document(day.room, "fr").sections]


def test_sections_are_put_in_another_order_and_left_out() -> None:
    day = Day()
    first, second, third, *rest = ids(day)
    day.ask(HOST, "edition.set", order=[third, first], left_out=[second])
    assert ids(day) == [third, first, *rest]
    day.ask(HOST, "edition.set", left_out=[])
    assert ids(day) == [third, first, second, *rest]


def test_two_facilitators_leave_something_out_at_once_and_both_stay_out() -> None:
    day = Day()
    day.join("zoe", seat="facilitator")
    first, second, *rest = ids(day)
    day.ask(HOST, "edition.set", leave=first)
    day.ask("zoe", "edition.set", leave=second)
    assert ids(day) == rest
    day.ask(HOST, "edition.set", put_back=first)
    assert ids(day) == [first, *rest]
    assert day.ask(HOST, "edition.set", leave=second) is None
    assert day.refused(HOST, "edition.set", leave="nulle-part") == "record.unknown"


def test_what_was_left_out_and_is_gone_from_the_room_hinders_nothing() -> None:
    day = Day()
    first, *_ = ids(day)
    experience = next(iter(day.room.records["experience"]))
    day.ask(HOST, "edition.set", left_out=[f"experience/{experience}"])
    day.ask(HOST, "experience.remove", experience=experience)
    day.ask(HOST, "edition.set", left_out=[f"experience/{experience}", first])
    assert first not in ids(day)
    day.ask(HOST, "edition.set", put_back=first)
    assert first in ids(day)


def test_a_foreword_and_edited_words_outlive_a_late_card_in_every_form() -> None:
    day = Day()
    section = ids(day)[-1]
    day.ask(HOST, "edition.text", section="foreword", language="fr", text="Merci à **tou·te·s**.")
    day.ask(HOST, "edition.text", section=section, language="fr", title="Pour finir", text="Mot de la fin.")
    day.ask(HOST, "room.close")
    day.ask(HOST, "edition.text", section=section, language="fr", text="Mot de la toute fin.")
    day.ask(HOST, "room.reopen")
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Une carte tardive")
    for form in ("md", "html"):
        body = published(form, day.room, {}, "fr").body.decode()
        for text in ("Préface", "tou·te·s", "Pour finir", "Mot de la toute fin.", "Une carte tardive"):
            assert text in body
    assert "Pour finir" not in published("md", day.room, {}, "en").body.decode()
    assert published("docx", day.room, {}, "fr").body != published("docx", Day().room, {}, "fr").body


def test_two_facilitators_edit_one_text_and_no_word_is_lost() -> None:
    day = Day()
    day.join("zoe", seat="facilitator")
    foreword: dict[str, object] = {"section": "foreword", "language": "fr"}
    day.ask(HOST, "edition.text", **foreword, text="Une journée à Lyon.")
    base = day.room.seq
    day.ask(HOST, "edition.text", base, **foreword, text="Une belle journée à Lyon.")
    day.ask("zoe", "edition.text", base, **foreword, text="Une journée à Lyon, en juin.")
    assert day.room.need(Passage, "foreword:fr").text == "Une belle journée à Lyon, en juin."
    day.ask("zoe", "edition.text", base, **foreword, text="Une longue journée à Lyon.")
    passage = day.room.need(Passage, "foreword:fr")
    assert [other.text for other in passage.alternatives] == ["Une longue journée à Lyon."]
    day.ask(HOST, "edition.text", day.room.seq, **foreword, text="Une longue journée.", settle=True)
    assert day.room.need(Passage, "foreword:fr").alternatives == []


def test_the_first_edits_of_a_text_are_merged_against_the_format() -> None:
    day = Day()
    outline = day.room.need(FormatInfo, "format").publication
    section = next(part for part in outline.sections if part.text.fr)
    base = day.room.seq
    where: dict[str, object] = {"section": section.id, "language": "fr"}
    day.ask(HOST, "edition.text", base, **where, text="Avant. " + section.text.fr)
    day.ask(HOST, "edition.text", base, **where, text=section.text.fr + " Après.")
    assert day.room.need(Passage, f"{section.id}:fr").text == f"Avant. {section.text.fr} Après."


@pytest.mark.parametrize("name", ["edition.set", "edition.text"])
def test_only_facilitators_edit_and_see_what_is_edited(name: str) -> None:
    day = Day()
    day.join("amel")
    args: dict[str, object] = (
        {"order": []} if name == "edition.set" else {"section": "foreword", "language": "fr"}
    )
    assert day.refused("amel", name, **args) == "access.denied"
    day.ask(HOST, "edition.text", section="foreword", language="fr", text="Brouillon")
    assert not day.sees(Viewer("reader")).get("passage")
    assert day.refused(HOST, "edition.set", order=["nulle-part"]) == "record.unknown"


def test_a_foreword_runs_nothing() -> None:
    day = Day()
    day.ask(
        HOST,
        "edition.text",
        section="foreword",
        language="fr",
        text="<script>alert(1)</script> ![x](http://a.fr/x.png)",
    )
    body = published("html", day.room, {}, "fr").body.decode()
    assert "<script" not in body
    assert "a.fr" not in body
    assert not re.search(r'<img[^>]+src="(?!data:)', body), "only drawings of our own, inside the page"


def test_a_section_of_ones_own_stands_where_it_was_put_and_can_be_taken_away_and_back() -> None:
    day = Day()
    first, second, *rest = ids(day)
    day.ask(HOST, "edition.add", section="own-1", language="fr", title="Nos partenaires", after=first)
    assert "own-1" not in ids(day), "a section without a text is not printed"
    day.ask(HOST, "edition.text", section="own-1", language="fr", text="La Fondation, la Ville.")
    assert ids(day) == [first, "own-1", second, *rest]
    assert "Nos partenaires" in published("html", day.room, {}, "fr").body.decode()
    day.ask(HOST, "edition.remove", section="own-1")
    assert ids(day) == [first, second, *rest]
    assert day.room.find(Passage, "own-1:fr") is None
    day.ask(HOST, "op.undo", op=day.entries[-1].op)
    assert ids(day) == [first, "own-1", second, *rest]
    assert day.refused(HOST, "edition.add", section="own-1", language="fr", title="Encore") == "record.exists"
    assert day.refused(HOST, "edition.add", section="../x", language="fr", title="Non") == "op.malformed"


def spoken() -> Day:
    """Give a day with a card, a statement on it and a proposal."""
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Les partenaire sont venus")
    day.ask(HOST, "statement.write", statement="s1", text="Les partenaires viennent", cards=["c1"])
    return day


def test_a_statement_is_reworded_for_the_publication_and_the_room_keeps_its_own_words() -> None:
    day = spoken()
    day.ask(HOST, "edition.text", section="statement/s1", language="fr", text="Les partenaires s’engagent")
    day.ask(HOST, "edition.text", section="card/c1", language="fr", text="Les partenaires sont venus")
    for form in ("md", "html"):
        body = published(form, day.room, {}, "fr").body.decode()
        assert "Les partenaires s’engagent" in body
        assert "texte revu pour la publication" in body
        assert "Les partenaire sont" not in body
        assert "s’engagent" not in published(form, day.room, {}, "en").body.decode()
    assert day.room.records["statement"]["s1"].text == "Les partenaires viennent"  # type: ignore[attr-defined]


def test_an_edit_says_which_words_of_the_room_it_replaced_so_that_a_later_change_shows() -> None:
    day = spoken()
    day.ask(HOST, "edition.text", section="statement/s1", language="fr", text="Ils s’engagent")
    day.ask(HOST, "statement.edit", day.room.seq, statement="s1", text="Les partenaires viennent et restent")
    passage = day.room.need(Passage, "statement/s1:fr")
    assert (passage.basis, passage.text) == ("Les partenaires viennent", "Ils s’engagent")
    seen = day.room.seq
    day.ask(HOST, "statement.edit", seen, statement="s1", text="Les partenaires viennent et restent là")
    settle: dict[str, object] = {"section": "statement/s1", "language": "fr", "settle": True}
    assert day.refused(HOST, "edition.text", seen, **settle, text="Ils restent") == "op.changed-since"
    day.ask(HOST, "edition.text", day.room.seq, **settle, text="Ils s’engagent et restent")
    passage = day.room.need(Passage, "statement/s1:fr")
    assert passage.basis == "Les partenaires viennent et restent là"
    day.ask(HOST, "edition.reset", section="statement/s1", language="fr")
    assert "Les partenaires viennent et restent là" in published("md", day.room, {}, "fr").body.decode()


def test_a_title_that_is_edited_alone_lets_the_rooms_later_words_through() -> None:
    day = Day()
    experience = next(iter(day.room.records["experience"]))
    day.ask(HOST, "edition.text", section=f"experience/{experience}", language="fr", title="Un titre à nous")
    day.ask(HOST, "experience.edit", experience=experience, summary={"fr": "Un résumé tardif."})
    body = published("html", day.room, {}, "fr").body.decode()
    assert "Un titre à nous" in body
    assert "Un résumé tardif." in body


def test_what_is_hidden_stays_out_also_where_somebody_had_reworded_it() -> None:
    day = spoken()
    day.ask(HOST, "edition.text", section="card/c1", language="fr", text="Un mot revu")
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    for form in ("md", "html", "csv"):
        assert b"Un mot revu" not in published(form, day.room, {}, "fr").body


def test_a_sheet_is_left_out_and_its_cards_stay_in_the_annex() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    experience = next(iter(day.room.records["experience"]))
    day.card("amel", "c1", "Une carte qui reste", experience=experience)
    day.ask(HOST, "edition.set", left_out=[f"experience/{experience}"])
    body = published("html", day.room, {}, "fr").body.decode()
    assert 'id="experience-1"' not in body
    assert "Une carte qui reste" in body
    assert day.refused(HOST, "edition.set", left_out=["card/c1"]) == "record.unknown"


@pytest.mark.parametrize("shows", ["cards", "criteria", "projection", "experiences"])
def test_a_section_that_is_left_out_takes_no_link_and_no_form_with_it(shows: str) -> None:
    day = spoken()
    experience = next(iter(day.room.records["experience"]))
    day.card("amel", "c2", "Une leçon", experience=experience, step="finaliser")
    day.ask("amel", "proposal.write", proposal="r1", kind="politique", text="À faire", statements=["s1"])
    day.ask("amel", "commitment.make", commitment="e1", who="Moi", what="Essayer", proposal="r1")
    section = next(one for one in document(day.room, "fr").sections if one.shows == shows)
    day.ask(HOST, "edition.set", left_out=[section.anchor.removeprefix("section-")])
    page = Look(published("html", day.room, {}, "fr").body.decode())
    assert not set(page.inner_links) - set(page.ids)
    text = published("md", day.room, {}, "fr").body.decode()
    assert not set(re.findall(r"\]\(#([^)]+)\)", text)) - set(re.findall(r'<a id="([^"]+)"', text))
    assert published("pdf", day.room, {}, "fr").body.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(published("docx", day.room, {}, "fr").body)) as made:
        xml = made.read("word/document.xml").decode()
    assert not set(re.findall(r'w:anchor="([^"]+)"', xml)) - set(
        re.findall(r'bookmarkStart [^>]*w:name="([^"]+)"', xml)
    )


def test_a_section_of_ones_own_is_called_as_in_the_other_language_until_it_is_named_in_this() -> None:
    day = Day()
    day.ask(HOST, "edition.add", section="own-1", language="fr", title="Nos partenaires")
    day.ask(HOST, "edition.text", section="own-1", language="en", text="The City.")
    assert document(day.room, "en").sections[-1].title == "Nos partenaires"
    day.ask(HOST, "edition.text", section="own-1", language="en", title="Our partners")
    assert document(day.room, "en").sections[-1].title == "Our partners"
