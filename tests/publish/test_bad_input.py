"""What nobody should write, and somebody will: a publication all the same, and nothing lost."""

import io
import re
import zipfile

import msgspec
import pytest

from server.core.records import Card, Statement
from server.publish import FORMS, published
from tests.core.world import HOST, Day

WORDS = 20_000
ODD = "évaluation 👩🏽\u200d🌾 עברית \u202eabc\u202c"


def spoken() -> Day:
    """Give a day with one table, one card and a statement on it."""
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", f"Une carte {ODD}")
    day.ask(HOST, "statement.write", statement="s1", text=f"Un énoncé {ODD}", cards=["c1"])
    return day


def with_a_long_statement(day: Day) -> str:
    """Put a statement of 20,000 words into a room, as an archive may bring one; give its last word."""
    text = " ".join(f"mot{n}" for n in range(WORDS))
    statement = day.room.need(Statement, "s1")
    day.room.records["statement"]["s1"] = msgspec.structs.replace(statement, text=text)
    return f"mot{WORDS - 1}"


@pytest.mark.parametrize("form", ["md", "html", "docx", "odt"])
def test_a_statement_of_twenty_thousand_words_is_there_to_its_last(form: str) -> None:
    day = spoken()
    last = with_a_long_statement(day)
    body = published(form, day.room, {}, "fr").body
    if form in ("docx", "odt"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = package.read("word/document.xml" if form == "docx" else "content.xml")
    assert last in body.decode()


def test_a_text_that_no_cell_can_hold_says_where_the_rest_is() -> None:
    day = spoken()
    with_a_long_statement(day)
    with zipfile.ZipFile(io.BytesIO(published("xlsx", day.room, {}, "fr").body)) as package:
        texts = package.read("xl/sharedStrings.xml").decode()
    assert "mot0 mot1 mot2" in texts
    assert "la suite est dans les autres formes" in texts
    assert max(len(text) for text in re.findall(r"<t[^>]*>([^<]*)</t>", texts)) <= 32_767


@pytest.mark.parametrize("form", list(FORMS))
def test_one_table_with_emoji_and_texts_from_right_to_left_is_published(form: str) -> None:
    assert published(form, spoken().room, {}, "fr").body


def test_a_text_that_turns_the_direction_of_others_turns_none() -> None:
    body = published("html", spoken().room, {}, "fr").body.decode()
    assert "עברית" in body
    assert '<p class="said" dir="auto">' in body


def test_a_foreword_as_long_as_is_accepted_is_printed_whole() -> None:
    day = Day()
    text = ("Un mot de trop. " * 1_300)[:19_990] + " et fin."
    day.ask(HOST, "edition.text", section="foreword", language="fr", text=text[-20_000:])
    assert "et fin." in published("md", day.room, {}, "fr").body.decode()
    longer = day.refused(HOST, "edition.text", section="foreword", language="fr", text="a" * 20_001)
    assert longer == "text.too-long"


def test_every_card_keeps_its_own_words_in_the_room_whatever_the_publication_says() -> None:
    day = spoken()
    day.ask(HOST, "edition.text", section="card/c1", language="fr", text="Autre chose")
    assert day.room.need(Card, "c1").text == f"Une carte {ODD}"
    assert "Autre chose" in published("csv", day.room, {}, "fr").body.decode("utf-8-sig")
