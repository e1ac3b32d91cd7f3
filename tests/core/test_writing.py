"""Several people write one statement at once: it always comes together, and no word is lost that nobody deleted."""

import base64
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from server.core import documents, writing
from server.core.records import Statement, Stroke
from server.core.sight import Viewer
from tests.core.histories import seated
from tests.core.world import HOST, Day, replayed


class Writer:
    """A device that has a statement open: a document of its own, and what it typed and has not sent."""

    def __init__(self, hand: int, strokes: list[Stroke]) -> None:
        self.document: Doc = Doc(client_id=hand)  # type: ignore[type-arg]
        self.document["text"] = self.text = Text()
        self.hear(strokes)
        self.sent = self.document.get_state()

    def hear(self, strokes: list[Stroke]) -> None:
        for stroke in strokes:
            self.document.apply_update(base64.b64decode(stroke.update))

    def insert(self, at: int, word: str) -> None:
        said = str(self.text)
        self.text.insert(len(said[: at % (len(said) + 1)].encode()), word)

    def delete(self, at: int) -> str:
        """Delete one character; give it."""
        said = str(self.text)
        at %= max(1, len(said))
        if not said:
            return ""
        start = len(said[:at].encode())
        del self.text[start : start + len(said[at].encode())]
        return said[at]

    def update(self) -> str:
        """What was typed since the last time, as it is sent."""
        update = self.document.get_update(self.sent)
        self.sent = self.document.get_state()
        return base64.b64encode(update).decode()


@pytest.fixture
def day() -> Day:
    day = seated(Day())
    day.ask(HOST, "room.set", synthesis_open=True)
    day.ask(HOST, "statement.write", statement="s1", text="Il faut du temps.")
    day.ask("amel", "statement.open", statement="s1")
    return day


def strokes(day: Day) -> list[Stroke]:
    return writing.strokes(day.room, "s1")


def text(day: Day) -> str:
    return day.room.need(Statement, "s1").text


def document(day: Day) -> str:
    return documents.text_of([base64.b64decode(stroke.update) for stroke in strokes(day)])


def type_in(day: Day, who: str, at: int, words: str, hand: int = 7) -> None:
    """Type some words as one who has heard everything."""
    writer = Writer(hand + day.room.seq, strokes(day))
    writer.insert(at, words)
    day.ask(who, "statement.type", statement="s1", update=writer.update())


def test_the_statement_says_what_its_document_says(day: Day) -> None:
    assert len(strokes(day)) == 1
    assert day.ask("basile", "statement.open", statement="s1") is None, "it is open already"
    type_in(day, "amel", 13, " vraiment")
    assert text(day) == document(day) == "Il faut du te vraimentmps."


def test_what_two_people_type_at_the_same_place_is_both_there(day: Day) -> None:
    amel, basile = Writer(11, strokes(day)), Writer(12, strokes(day))
    amel.insert(8, " AAA")
    basile.insert(8, " BBB")
    day.ask("amel", "statement.type", statement="s1", update=amel.update())
    day.ask("basile", "statement.type", statement="s1", update=basile.update())
    for writer in (amel, basile):
        writer.hear(strokes(day))
    assert str(amel.text) == str(basile.text) == text(day)
    assert "AAA" in text(day)
    assert "BBB" in text(day)


Typing = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["type", "type", "delete", "send", "hear"]), st.integers(0, 60)
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(Typing, st.randoms(use_true_random=False))
def test_r9_however_it_is_delivered_all_come_to_read_the_same_and_no_word_is_lost(
    moves: list[tuple[int, str, int]], chance: random.Random
) -> None:
    day = Day()
    for person in ("amel", "basile"):
        day.join(person)
    day.ask(HOST, "room.set", synthesis_open=True)
    day.ask(HOST, "statement.write", statement="s1", text="Au début 🌱 ⵣ.")
    day.ask(HOST, "statement.open", statement="s1")
    writers = [Writer(100 + n, strokes(day)) for n in range(4)]
    waiting: list[str] = []
    typed, deleted = [], ""
    for number, (who, what, at) in enumerate(moves):
        writer = writers[who]
        match what:
            case "type":
                # Each word of characters of its own, so that what is missing is known to be missing.
                typed.append(chr(0x4E00 + number) * 3)
                writer.insert(at, typed[-1])
            case "delete":
                deleted += writer.delete(at)
            case "send":
                waiting.append(writer.update())
            case "hear":
                writer.hear(chance.sample(strokes(day), len(strokes(day))))
    waiting += [writer.update() for writer in writers]
    chance.shuffle(waiting)
    for update in waiting + waiting[:2]:
        day.ask(chance.choice(["amel", "basile", HOST]), "statement.type", statement="s1", update=update)
    for writer in writers:
        writer.hear(chance.sample(strokes(day), len(strokes(day))))
    said = document(day)
    assert {str(writer.text) for writer in writers} == {said}
    assert text(day) == said.strip()
    for word in typed:
        assert said.count(word[0]) == 3 - min(3, deleted.count(word[0]))


def test_many_strokes_become_one_and_say_the_same(day: Day) -> None:
    late = Writer(99, strokes(day))
    late.insert(0, "Tard. ")
    for number in range(writing.MOST_STROKES + 5):
        type_in(day, "amel", 0, f"m{number} ")
    assert len(strokes(day)) < 10
    day.ask("basile", "statement.type", statement="s1", update=late.update())
    assert text(day) == document(day)
    assert text(day).startswith(("Tard.", f"m{writing.MOST_STROKES + 4} "))
    assert "m0 " in text(day)
    assert "Tard." in text(day)


def test_a_whole_edit_and_an_undo_go_into_the_document_beside_what_is_typed(day: Day) -> None:
    amel = Writer(11, strokes(day))
    amel.insert(0, "Oui. ")
    edited = day.ask("basile", "statement.edit", statement="s1", text="Il faut du temps et des moyens.")
    assert document(day) == text(day) == "Il faut du temps et des moyens."
    day.ask("amel", "statement.type", statement="s1", update=amel.update())
    assert text(day) == "Oui. Il faut du temps et des moyens."
    assert edited is not None
    day.ask("basile", "op.undo", op=edited.op)
    assert document(day) == text(day) == "Oui. Il faut du temps."


def test_what_was_typed_is_undone_by_typing_and_nobody_who_writes_is_cut_off(day: Day) -> None:
    amel = Writer(11, strokes(day))
    amel.insert(16, " Beaucoup.")
    typed = day.ask("amel", "statement.type", statement="s1", update=amel.update())
    amel.insert(0, "Oui. ")
    assert typed is not None
    day.ask("amel", "op.undo", op=typed.op)
    day.ask("amel", "statement.type", statement="s1", update=amel.update())
    amel.hear(strokes(day))
    assert text(day) == document(day) == str(amel.text) == "Oui. Il faut du temps."


def test_a_statement_and_its_strokes_go_together_when_its_writing_is_undone() -> None:
    day = seated(Day())
    made = day.ask(HOST, "statement.write", statement="s1", text="Une ligne")
    day.ask(HOST, "statement.open", statement="s1")
    assert made is not None
    day.ask(HOST, "op.undo", op=made.op)
    assert day.room.records["statement"] == day.room.records["stroke"] == {}


def test_a_text_that_is_emptied_stands_until_there_is_another(day: Day) -> None:
    writer = Writer(11, strokes(day))
    del writer.text[0:17]
    day.ask("amel", "statement.type", statement="s1", update=writer.update())
    assert (text(day), document(day)) == ("Il faut du temps.", "")
    writer.insert(0, "  ")
    day.ask("amel", "statement.type", statement="s1", update=writer.update())
    assert text(day) == "Il faut du temps."
    writer.insert(1, "Autre chose.")
    day.ask("amel", "statement.type", statement="s1", update=writer.update())
    assert text(day) == "Autre chose."


def test_what_is_typed_in_a_statement_that_was_just_merged_or_withdrawn_is_kept(day: Day) -> None:
    day.ask(HOST, "statement.write", statement="s2", text="Une autre")
    day.ask(HOST, "statement.merge", into="s2", **{"from": "s1"})
    type_in(day, "amel", 0, "Encore : ")
    assert text(day) == "Encore : Il faut du temps."


@pytest.mark.parametrize(
    "update",
    ["", "pas du base64", "//////////8=", "AQ=="],
    ids=["empty", "no base64", "noise", "cut"],
)
def test_r13_a_malformed_update_is_refused_and_the_room_goes_on(day: Day, update: str) -> None:
    assert day.refused("amel", "statement.type", statement="s1", update=update) == "op.malformed"
    type_in(day, "amel", 0, "Oui. ")
    assert text(day) == "Oui. Il faut du temps."


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_r13_bytes_that_were_damaged_on_the_way_hurt_nobody(place: int, byte: int) -> None:
    good = documents.begun("Il faut du temps, et 🌱 des moyens.", "op-1")
    bad = bytearray(good)
    bad[place % len(bad)] = byte
    try:
        said, clean = documents.applied([good], bytes(bad))
    except documents.Malformed:
        return
    assert isinstance(said, str)
    kept = [good, clean] if clean else [good]
    assert documents.text_of(kept) == said
    assert documents.packed(kept)


def test_r4_what_was_typed_is_laid_once_however_often_it_is_sent(day: Day) -> None:
    writer = Writer(11, strokes(day))
    writer.insert(0, "Oui. ")
    update = writer.update()
    day.ask("amel", "statement.type", statement="s1", update=update)
    for same in (update, "AAA="):
        assert day.ask("amel", "statement.type", statement="s1", update=same) is None
    assert len(strokes(day)) == 2


def test_what_is_no_text_is_refused(day: Day) -> None:
    writer = Writer(11, strokes(day))
    writer.text.insert_embed(0, {"image": "x"})
    assert day.refused("amel", "statement.type", statement="s1", update=writer.update()) == "op.malformed"


def test_a_text_that_would_be_too_long_is_refused_with_its_length(day: Day) -> None:
    writer = Writer(11, strokes(day))
    writer.insert(0, "mot " * 20_000)
    assert day.refused("amel", "statement.type", statement="s1", update=writer.update()) == "text.too-long"


def test_who_only_looks_is_not_sent_the_strokes_and_who_may_not_edit_may_not_type(day: Day) -> None:
    for seat in ("screen", "reader"):
        assert "stroke" not in day.sees(Viewer(seat))  # type: ignore[arg-type]
    assert "stroke" in day.sees(day.viewer("chloe"))
    day.ask(HOST, "room.set", synthesis_open=False)
    update = Writer(11, strokes(day)).update()
    assert day.refused("amel", "statement.type", statement="s1", update=update) == "access.denied"
    assert day.refused("amel", "statement.open", statement="s1") == "access.denied"


def test_nothing_can_be_typed_before_there_is_a_document(day: Day) -> None:
    day.ask(HOST, "statement.write", statement="s2", text="Une autre")
    update = Writer(11, strokes(day)).update()
    assert day.refused("amel", "statement.type", statement="s2", update=update) == "record.unknown"


def test_documents_come_back_from_the_log(day: Day) -> None:
    for number in range(60):
        type_in(day, "amel", number, "é🌱")
    before = day.picture()
    day.room = replayed(day)
    assert day.picture() == before
    assert document(day) == text(day)
