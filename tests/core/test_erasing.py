"""Erasing for good: the state, the log that leads to it, and what nobody can bring back."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from server.core import journal
from server.core.asking import Entry
from server.core.erasing import Scrubber
from server.core.lineage import roots
from server.core.records import Answer, Card, File, Statement, Tally
from tests.core.histories import PEOPLE, Move, furnished, histories, play, seated
from tests.core.world import HOST, Day, plain, recipe, replayed


def scrubbed(day: Day) -> Day:
    """Write the log anew as the live room does after an op that erases."""
    scrubber = Scrubber(day.entries)
    day.entries = [scrubber.scrubbed(entry) for entry in day.entries]
    return day


def written(entries: list[Entry]) -> str:
    """The whole log as it stands on disk."""
    rows = [
        [msgspec.to_builtins(e.args), journal.encode(e.changes).decode(), journal.encode(e.before).decode(), e.actor]
        for e in entries
    ]  # fmt: skip
    return msgspec.json.encode(rows).decode()


def day_with_a_card() -> Day:
    day = seated(Day())
    day.card("amel", "c1", "un BROUILLON")
    day.ask("amel", "card.edit", card="c1", text="le CANARI chante")
    day.card("basile", "c2", "une autre carte")
    day.ask(HOST, "statement.write", statement="s1", text="Les oiseaux", cards=["c1", "c2"])
    return day


def test_an_erased_card_leaves_its_place_in_the_lineage_and_its_words_nowhere() -> None:
    day = day_with_a_card()
    day.ask("amel", "record.erase", kind="card", id="c1")
    scrubbed(day)
    assert "CANARI" not in written(day.entries)
    assert "BROUILLON" not in written(day.entries)
    statement = day.room.need(Statement, "s1")
    assert statement.text == "Les oiseaux", "what the room made of it stays"
    (gone,) = [root for root in roots(day.room.records, statement) if root.card == "c1"]
    assert (gone.taken, gone.fate) == ("", "withdrawn")
    assert day.room.need(Card, "c1").author is None
    assert plain(replayed(day).records) == plain(day.room.records)


def test_what_the_publication_said_in_its_stead_goes_too_even_where_it_was_given_up() -> None:
    day = day_with_a_card()
    for card, text in (("c1", "un CANARI chantait"), ("c2", "l’autre, REDITE")):
        day.ask(HOST, "edition.text", section=f"card/{card}", language="fr", text=text)
    day.ask(HOST, "edition.text", section="card/c1", language="en", text="a CANARI sang")
    day.ask(HOST, "edition.reset", section="card/c1", language="en")
    day.ask("amel", "record.erase", kind="card", id="c1")
    scrubbed(day)
    assert "CANARI" not in written(day.entries)
    assert set(day.room.records["passage"]) == {"card/c2:fr"}
    assert plain(replayed(day).records) == plain(day.room.records)


def test_the_sheet_that_a_person_wrote_goes_with_them_whoever_photographed_it() -> None:
    day = seated(Day())
    for sheet, form, whose in (("s1", "person", "amel"), ("s2", "person", "basile"), ("s3", "table", None)):
        day.upload(f"picture-{sheet}", "sheet")
        day.ask(
            HOST, "sheet.add", sheet=sheet, file=f"picture-{sheet}", form=form, group="g1", participant=whose
        )
    day.ask(HOST, "participant.erase", participant="amel")
    scrubbed(day)
    assert set(day.room.records["sheet"]) == {"s2", "s3"}
    assert "picture-s1" not in day.room.records["file"]
    assert {"picture-s2", "picture-s3"} <= day.room.records["file"].keys()
    assert plain(replayed(day).records) == plain(day.room.records)


def test_a_person_is_erased_also_where_boards_hang_and_what_they_drew_goes_with_them() -> None:
    day = day_with_a_card()
    day.join("zoe", "graphic")
    for file in ("f2", "f3"):
        day.upload(file)
    for board, who, file in (("b1", "zoe", "f2"), ("b2", HOST, "f3")):
        day.ask(who, "board.add", board=board, file=file, caption=f"CANARI-{board}", alt="Un arbre")
        day.ask(who, "board.edit", board=board, on=["statement/s1"])
    for who in ("amel", "zoe"):
        day.ask(HOST, "participant.erase", participant=who)
        scrubbed(day)
    assert set(day.room.records["board"]) == {"b2"}
    assert "CANARI-b1" not in written(day.entries)
    assert "CANARI-b2" in written(day.entries)
    assert (day.room.find(File, "f2"), day.room.need(File, "f3").id) == (None, "f3")
    assert plain(replayed(day).records) == plain(day.room.records)


def test_nobody_brings_back_what_was_erased() -> None:
    day = day_with_a_card()
    day.ask("amel", "card.withdraw", card="c1")
    withdrawing = day.entries[-1].op
    day.ask(HOST, "record.erase", kind="card", id="c1")
    erasing = day.entries[-1].op
    scrubbed(day)
    assert day.refused("basile", "card.edit", card="c1", text="Quoi") == "record.withdrawn"
    assert day.refused(HOST, "card.restore", card="c1") == "record.erased"
    assert day.refused(HOST, "text.settle", kind="card", id="c1", text="Quoi") == "record.erased"
    assert day.refused(HOST, "op.undo", op=withdrawing) == "record.erased"
    assert day.refused(HOST, "op.undo", op=erasing) == "op.cannot-undo"
    assert day.refused(HOST, "statement.draw", statement="s1", cards=["c1"]) == "record.withdrawn"


def test_an_erased_proposal_or_commitment_is_written_anew_by_nobody() -> None:
    day = seated(Day())
    proposed = {"proposal": "r1", "kind": recipe().format.proposal_kinds[0].id, "text": "un CANARI"}
    day.ask("amel", "proposal.write", **proposed)
    day.ask("amel", "commitment.make", commitment="k1", who="CANARI", what="un CANARI", proposal="r1")
    taken_back = [
        day.ask("amel", f"{kind}.withdraw", **{kind: id}).op  # type: ignore[union-attr]
        for kind, id in (("proposal", "r1"), ("commitment", "k1"))
    ]
    for kind, id in (("proposal", "r1"), ("commitment", "k1")):
        day.ask(HOST, "record.erase", kind=kind, id=id)
    scrubbed(day)
    assert "CANARI" not in written(day.entries)
    assert day.refused("amel", "proposal.edit", proposal="r1", text="Quoi") == "record.erased"
    for name, args in (
        ("proposal.edit", {"proposal": "r1", "text": "Quoi"}),
        ("proposal.restore", {"proposal": "r1"}),
        ("text.settle", {"kind": "proposal", "id": "r1", "text": "Quoi"}),
        ("op.undo", {"op": taken_back[0]}),
    ):
        assert day.refused(HOST, name, **args) == "record.erased", name
    assert day.ask(HOST, "op.undo", op=taken_back[1]) is None
    left = [day.room.records["proposal"]["r1"], day.room.records["commitment"]["k1"]]
    assert [getattr(one, "withdrawn", None) for one in left] == [True, True]
    assert plain(replayed(day).records) == plain(day.room.records)


def test_who_may_erase_what() -> None:
    day = day_with_a_card()
    assert day.refused("basile", "record.erase", kind="card", id="c1") == "op.not-yours"
    assert day.refused("basile", "participant.erase", participant="amel") == "op.not-yours"
    assert day.refused("amel", "record.erase", kind="room", id="room") == "record.unknown"
    assert day.refused("amel", "record.erase", kind="card", id="nowhere") == "record.unknown"
    assert day.refused(HOST, "participant.erase", participant=HOST) == "participant.last"
    day.ask(HOST, "room.close")
    assert day.ask("amel", "record.erase", kind="card", id="c1"), "in a closed room too"


def test_an_answer_is_erased_by_who_gave_it_alone() -> None:
    day = seated(Day())
    step = next(s for s in day.room.records["step"].values() if s.activity == "checkin")  # type: ignore[attr-defined]
    prompt = next(p for p in step.settings["prompts"] if p["type"] in ("line", "word"))  # type: ignore[attr-defined]
    day.ask("amel", "answer.give", step=step.id, prompt=prompt["id"], text="CANARI")
    (answer,) = day.room.records["answer"]
    assert day.refused(HOST, "record.erase", kind="answer", id=answer) == "op.not-yours"
    day.ask("amel", "record.erase", kind="answer", id=answer)
    assert day.room.records["answer"] == {}
    assert "CANARI" not in written(scrubbed(day).entries)


def test_who_erases_an_answer_and_gives_another_is_counted_once() -> None:
    day = seated(Day())
    asked = {"step": "pourquoi-maintenant", "prompt": "idees"}
    day.ask("basile", "answer.give", **asked, value=["defis"])
    for value in ("concurrence", "defis"):
        day.ask("amel", "answer.give", **asked, value=[value], text="Une raison à elle")
        (mine,) = [one.id for one in day.room.all(Answer) if one.participant == "amel"]
        if value == "concurrence":
            day.ask("amel", "record.erase", kind="answer", id=mine)
    tally = day.room.need(Tally, "pourquoi-maintenant:idees")
    assert (tally.count, tally.total) == (2, 2)
    assert {value: n for value, n in tally.spread.items() if n} == {"defis": 2}


def test_r1_what_is_written_where_something_was_erased_outlives_the_next_erasure() -> None:
    day = day_with_a_card()
    criterion, level = recipe().format.criteria[0].id, recipe().format.scale[0].id
    said = {"group": "g1", "criterion": criterion, "level": level}
    day.ask("amel", "appraisal.set", **said, reason="le CANARI dérange")
    (appraisal,) = day.room.records["appraisal"]
    day.ask(HOST, "record.erase", kind="appraisal", id=appraisal)
    day.ask("basile", "appraisal.set", **said, reason="Les oiseaux manquent")
    day.upload("f1")
    day.ask(HOST, "board.add", board="b1", file="f1", caption="La planche", alt="Un CANARI")
    day.ask(HOST, "record.erase", kind="board", id="b1")
    day.upload("f1")
    day.ask("amel", "record.erase", kind="card", id="c1")
    scrubbed(day)
    assert "CANARI" not in written(day.entries)
    assert plain(replayed(day).records) == plain(day.room.records)
    again = replayed(day).records
    assert again["appraisal"][appraisal].reason == "Les oiseaux manquent"  # type: ignore[attr-defined]
    assert set(again["file"]) == {"f1"}, "the same picture, brought in again"


@given(histories(30), st.sampled_from(PEOPLE), st.integers(0, 40))
def test_r1_who_had_read_half_of_a_log_before_it_was_scrubbed_comes_to_hold_the_same(
    moves: list[Move], who: str, read: int
) -> None:
    """As another process does, which then reads of what went before the erasure in rows without the words."""
    day = furnished(Day())
    day.ask(HOST, "note.write", note="about", text="CANARI en note", on=f"participant/{who}")
    for move in moves:
        play(day, move)
    half = len(day.entries) - min(read, len(moves))
    other = journal.replay(day.room.code, day.entries[:half])
    if "about" in day.room.records["note"]:
        day.ask(HOST, "note.drop", note="about")
    day.ask(who, "participant.erase", participant=who)
    scrubbed(day)
    journal.go_on(other, day.entries[half:])
    assert plain(other.records) == plain(day.room.records)
    other.forget_what_was_erased()
    assert "CANARI" not in str(other.records) + str(other.versions)


@given(histories(30), st.sampled_from(PEOPLE))
def test_r1_after_a_person_was_erased_the_log_still_leads_to_the_room_and_names_them_nowhere(
    moves: list[Move], who: str
) -> None:
    day = furnished(Day())
    day.ask(who, "participant.edit", participant=who, name="CANARI", territory="CANARI-sur-Mer")
    day.ask(who, "card.write", card="mine", kind=_kind(day), text="CANARI en carte")
    day.ask(HOST, "note.write", note="about", text="CANARI en note", on=f"participant/{who}")
    day.ask(HOST, "message.send", message="to", to=who, text="CANARI en message")
    for move in moves:
        play(day, move)
    before = {kind: len(records) for kind, records in day.room.records.items()}
    day.ask(who, "participant.erase", participant=who)
    scrubbed(day)
    assert "CANARI" not in written(day.entries)
    assert plain(replayed(day).records) == plain(day.room.records)
    assert who not in {entry.actor for entry in day.entries}
    assert len(day.room.records["card"]) == before["card"], "nothing that was numbered is missing"
    for records in day.room.records.values():
        for record in records.values():
            assert who not in (getattr(record, "author", None), getattr(record, "participant", None))
    scrubbed(day)
    assert plain(replayed(day).records) == plain(day.room.records)


def _kind(day: Day) -> str:
    return str(day.room.records["format"]["format"].kinds[0].id)  # type: ignore[attr-defined]


def test_an_undo_brings_no_words_of_an_erased_card_back_where_its_op_still_has_them() -> None:
    day = day_with_a_card()
    day.ask(HOST, "statement.release", statement="s1", cards=["c1"])
    release = day.entries[-1].op
    day.ask("amel", "record.erase", kind="card", id="c1")
    day.ask(HOST, "op.undo", op=release)
    sources = {source.card: source.text for source in day.room.need(Statement, "s1").sources}
    assert sources == {"c1": "", "c2": "une autre carte"}
