"""Editing the publication: it is in every form, outlives late changes, and touches nothing that the room wrote."""

import pytest

from server.core.access import Viewer
from server.core.records import FormatInfo, Passage
from server.publish import document, published
from tests.core.world import HOST, Day


def ids(day: Day) -> list[str]:
    return [section.anchor.removeprefix("section-") for section in document(day.room, "fr").sections]


def test_sections_are_put_in_another_order_and_left_out() -> None:
    day = Day()
    first, second, third, *rest = ids(day)
    day.ask(HOST, "edition.set", order=[third, first], left_out=[second])
    assert ids(day) == [third, first, *rest]
    day.ask(HOST, "edition.set", left_out=[])
    assert ids(day) == [third, first, second, *rest]


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
        for text in ("Avant-propos", "tou·te·s", "Pour finir", "Mot de la toute fin.", "Une carte tardive"):
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
    assert "<img" not in body
