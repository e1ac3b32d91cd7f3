"""What was erased leaves the memory of a process: of the one that erased it, and of one that only reads of it."""

import zlib
from collections.abc import Sequence

import pytest

from server.core.asking import Actor, Entry
from server.core.records import Statement
from server.live import waking
from server.live.answered import Answer
from server.store.log import NOTHING, Without
from server.store.memory_log import MemoryLog
from tests.core.world import HOST, recipe
from tests.live.hall import CODE, Hall, held, tables

WORD = "CANARI"
SAID = {
    "group": "g1",
    "criterion": recipe().format.criteria[0].id,
    "level": recipe().format.scale[0].id,
}


@pytest.fixture(params=["erased here", "erased elsewhere"])
def halls(request: pytest.FixtureRequest) -> tuple[Hall, Hall]:
    """The process in which something is erased, and the one that is looked at; a room with words of Amel's."""
    here = tables(Hall(by_hand=True))
    here.answer("amel", "card.write", card="c1", group="g1", kind=recipe().format.kinds[0].id, text=WORD)
    here.answer("amel", "card.write", card="c2", group="g1", kind=recipe().format.kinds[0].id, text=WORD)
    writing = here.log.read(CODE)[-1].op
    here.answer("amel", "appraisal.set", **SAID, reason=WORD)
    here.answer(HOST, "edition.text", section="card/c1", language="fr", text=WORD)
    here.answer(HOST, "note.write", note="n1", text=WORD, on="participant/amel")
    other = here
    if request.param == "erased elsewhere":
        other = Hall(here.log, by_hand=True, open_room=False)
        other.live.shared = True
    # A card whose writing was undone is no record any more, and its text was kept for who might go on from it.
    here.answer("amel", "op.undo", op=writing)
    return here, other


def test_r1_no_snapshot_that_is_taken_after_an_erasure_holds_the_past_of_an_erased_text(
    halls: tuple[Hall, Hall],
) -> None:
    here, other = halls
    device, mate = other.seat(HOST), other.seat("basile")
    assert WORD in str(device.records)
    # In one turn, so that whoever reads on reads both rows at once, the second having emptied the first.
    here.ask(HOST, here.op("note.drop", {"note": "n1"}))
    here.ask(HOST, here.op("participant.erase", {"participant": "amel"}))
    here.turn()
    other.live.nudge()
    other.turn()
    for kept in (device.records, mate.records, other.room.records, other.room.versions):
        assert WORD not in str(kept)
    assert held(device) == other.sees(device)
    other.live.keep(least=0)
    taken = other.log.snapshot(CODE)
    assert taken is not None
    assert WORD.encode() not in zlib.decompress(taken.body)
    assert waking.wake(other.log, CODE).room.records == other.room.records


def test_a_room_that_is_woken_as_another_process_erases_in_it_holds_nothing_of_that(
    halls: tuple[Hall, Hall], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = halls
    here.live.keep(least=0)
    before = here.log.snapshot(CODE)
    here.answer(HOST, "note.drop", note="n1")
    here.answer(HOST, "participant.erase", participant="amel")
    # The snapshot was read an instant before, and what came after it since.
    monkeypatch.setattr(here.log, "snapshot", lambda code: before)
    room = waking.wake(here.log, CODE).room
    assert WORD not in str(room.records)
    assert WORD not in str(room.versions)


def test_what_was_asked_and_changed_nothing_goes_with_the_words_that_it_repeats() -> None:
    hall = tables(Hall(by_hand=True))
    kind = recipe().format.kinds[0].id
    hall.answer("amel", "card.write", card="c1", group="g1", kind=kind, text=WORD)
    for name, args in (
        ("card.edit", {"card": "c1", "text": WORD}),
        ("text.settle", {"kind": "card", "id": "c1", "text": WORD}),
    ):
        assert hall.answer("basile", name, **args).ok is not None
    before = hall.log.read(CODE)
    assert [bool(entry.changes) for entry in before[-3:]] == [True, False, False]
    hall.answer("amel", "record.erase", kind="card", id="c1")
    after = hall.log.read(CODE)
    assert WORD not in str(after)
    assert [entry.op for entry in after[:-1]] == [entry.op for entry in before]
    hall.ask("basile", hall.op("card.edit", {"card": "c1", "text": WORD}, id=before[-2].op))
    hall.turn()
    assert len({answer.ok for answer in hall.answers[before[-2].op]}) == 1, "answered as it was"


def test_a_list_that_was_brought_again_names_nobody_who_was_erased_since() -> None:
    hall = tables(Hall(by_hand=True))
    zora = {"participant": "zora", "name": WORD, "territory": "Ailleurs"}
    for people in (
        [zora],
        [{**zora, "participant": "zora-2"}],
        [{**zora, "participant": "zora-3"}, {"participant": "yves", "name": "Yves"}],
    ):
        assert hall.answer(HOST, "participant.enlist", people=people).ok is not None
    hall.answer(HOST, "participant.edit", participant="zora", name=WORD)
    hall.answer(HOST, "participant.erase", participant="zora")
    assert WORD not in str(hall.log.read(CODE))
    assert "Yves" in str(hall.log.read(CODE))


class Rewriting(MemoryLog):
    """A log that counts how often rows before the last were written anew."""

    times = 0

    def append(self, code: str, entries: Sequence[Entry], without: Without = NOTHING) -> None:
        self.times += without is not NOTHING
        super().append(code, entries, without)


def test_an_erasure_that_finds_nothing_more_to_erase_reads_no_log_and_tidies_nothing() -> None:
    hall = tables(Hall(log := Rewriting(), by_hand=True))
    tidied: list[str] = []
    hall.live.erased = lambda code, files: tidied.append(code)
    hall.answer("amel", "card.write", card="c1", group="g1", kind=recipe().format.kinds[0].id, text=WORD)
    for _ in range(3):
        assert hall.answer(HOST, "record.erase", kind="card", id="c1").ok is not None
        hall.turn()
    assert (log.times, tidied) == (1, [CODE])


def test_a_device_that_was_away_comes_back_without_the_words(halls: tuple[Hall, Hall]) -> None:
    here, other = halls
    device = other.seat(HOST)
    other.cut(device)
    here.answer(HOST, "note.drop", note="n1")
    here.answer(HOST, "participant.erase", participant="amel")
    other.live.nudge()
    other.turn()
    other.enter(device)
    assert WORD not in str(device.records)
    assert held(device) == other.sees(device)


def test_an_erased_person_writes_nothing_more_from_a_device_that_is_still_there() -> None:
    hall = tables(Hall(by_hand=True))
    kind = recipe().format.kinds[0].id
    before = hall.op("card.write", {"card": "c1", "group": "g1", "kind": kind, "text": "Avant"})
    hall.ask("amel", before)
    hall.turn()
    erasing = hall.op("participant.erase", {"participant": "amel"})
    same_turn, later = (
        hall.op("card.write", {"card": card, "kind": kind, "text": WORD}) for card in ("c2", "c3")
    )
    hall.ask("amel", erasing)
    hall.ask("amel", same_turn)
    hall.turn()
    hall.ask("amel", later)
    hall.turn()
    assert [hall.answers[op.id][0].refused for op in (same_turn, later)] == ["access.token"] * 2
    assert WORD not in str(hall.room.records)
    for op in (before, erasing):
        hall.ask("amel", op)
    hall.turn()
    for op in (before, erasing):
        done, again = hall.answers[op.id]
        assert done.ok is not None
        assert again == done, "what was done is answered as it was"
    assert hall.answer("basile", "card.write", card="c4", group="g1", kind=kind, text="Après").ok is not None


def test_a_file_of_a_person_who_was_erased_while_it_came_in_stays_out() -> None:
    hall = tables(Hall(by_hand=True))
    said = {"file": "a" * 64, "name": "p.png", "type": "image/png", "size": 10, "width": 1, "height": 1}
    asked = hall.op("file.add", {**said, "use": ""})
    answers: list[Answer] = []
    hall.answer(HOST, "participant.erase", participant="amel")
    hall.live.ask(asked, Actor("participant", "amel"), answers.append, own=True)
    hall.turn()
    assert [answer.refused for answer in answers] == ["access.token"]
    assert not hall.room.records["file"]


def test_r1_an_undo_asked_together_with_an_erasure_brings_no_erased_word_back() -> None:
    hall = tables(Hall(by_hand=True))
    hall.answer("amel", "card.write", card="c1", group="g1", kind=recipe().format.kinds[0].id, text=WORD)
    hall.answer(HOST, "statement.write", statement="s1", text="Un énoncé", cards=["c1"])
    hall.answer(HOST, "statement.release", statement="s1", cards=["c1"])
    released = hall.log.read(CODE)[-1].op
    hall.answer(HOST, "note.write", note="n1", text=WORD, on="participant/amel")
    hall.answer(HOST, "note.drop", note="n1")
    dropped = hall.log.read(CODE)[-1].op
    device = hall.seat("basile")
    hall.ask("amel", hall.op("participant.erase", {"participant": "amel"}))
    for op in (released, dropped):
        hall.ask(HOST, hall.op("op.undo", {"op": op}))
    hall.turn()
    assert [source.card for source in hall.room.need(Statement, "s1").sources] == ["c1"]
    for kept in (hall.room.records, device.records, [row.changes for row in hall.log.read(CODE)]):
        assert WORD not in str(kept)
    assert waking.wake(hall.log, CODE).room.records == hall.room.records
    assert held(device) == hall.sees(device)


@pytest.mark.parametrize("group", [None, "g1"])
def test_r7_who_was_away_while_their_hidden_card_was_erased_comes_back_without_its_words(
    group: str | None,
) -> None:
    hall = tables(Hall(by_hand=True))
    kind = recipe().format.kinds[0].id
    hall.answer("amel", "card.write", card="c1", group=group, kind=kind, text=WORD)
    hall.answer(HOST, "card.hide", card="c1", reason="Hors sujet")
    device = hall.seat("amel")
    assert WORD in str(device.records)
    hall.cut(device)
    hall.answer(HOST, "record.erase", kind="card", id="c1")
    hall.enter(device)
    assert WORD not in str(device.records)
    assert held(device) == hall.sees(device)


def test_r8_who_was_away_while_a_card_that_they_still_see_was_corrected_is_sent_that_alone() -> None:
    hall = tables(Hall(by_hand=True))
    kind = recipe().format.kinds[0].id
    hall.answer("amel", "card.write", card="c1", group="g1", kind=kind, text="Avant")
    device = hall.seat("amel")
    hall.cut(device)
    hall.answer("amel", "card.edit", card="c1", text="Après")
    assert hall.live.enter(device.sid, device.viewer, device.seq).packed is None
