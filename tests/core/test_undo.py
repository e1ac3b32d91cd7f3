"""Undo: what an op replaced comes back exactly, or the one who asks is told why not."""

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.core.records import Card, Group, Record, ScreenInfo, Statement
from server.core.refusals import Refused
from server.core.sight import Viewer
from server.core.undo import KEPT
from tests.core.histories import Move, furnished, histories, moves, play, seated
from tests.core.world import HOST, Day, Records


def worn(records: Records) -> dict[str, dict[str, Record]]:
    """Records without their revision, which an undo moves on like every op, and without the strokes of documents:
    what was typed is taken back by typing."""
    return {
        kind: {id: msgspec.structs.replace(record, rev=0) for id, record in of_kind.items()}
        for kind, of_kind in records.items()
        if kind != "stroke"
    }


@given(histories(25), moves)
def test_r10_an_op_undone_at_once_leaves_the_records_as_they_were(history: list[Move], last: Move) -> None:
    day = furnished(Day())
    for move in history:
        play(day, move)
    before = worn(day.picture())
    assume(play(day, last))
    done = day.entries[-1]
    assume(done.name not in KEPT)
    day.ask(done.actor or HOST, "op.undo", op=done.op)
    assert worn(day.picture()) == before


@given(histories(25), moves, moves, st.booleans())
def test_r10_what_was_undone_can_be_done_again(
    history: list[Move], one: Move, other: Move, late: bool
) -> None:
    day = furnished(Day())
    for move in history:
        play(day, move)
    assume(play(day, one))
    done, after = day.entries[-1], worn(day.picture())
    assume(not late or play(day, other))
    try:
        undone = day.ask(done.actor or HOST, "op.undo", op=done.op)
        assert undone is not None
        day.ask(done.actor or HOST, "op.undo", op=undone.op)
    except Refused:
        return
    if not late:
        assert worn(day.picture()) == after


def test_r10_an_op_is_not_undone_where_somebody_changed_the_same_since() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Un texte")
    first = day.ask("amel", "card.edit", card="c1", text="Un autre")
    day.ask("basile", "card.edit", card="c1", text="Un troisième")
    assert first is not None
    assert day.refused("amel", "op.undo", op=first.op) == "op.changed-since"


def test_r10_an_op_is_undone_where_somebody_changed_something_else_since() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Un texte")
    first = day.ask("amel", "card.edit", card="c1", text="Un autre")
    domain = next(iter(day.room.records["domain"]))
    day.ask("basile", "card.edit", card="c1", domains=[domain])
    assert first is not None
    day.ask("amel", "op.undo", op=first.op)
    card = day.room.need(Card, "c1")
    assert (card.text, card.domains) == ("Un texte", [domain])


def test_r10_a_table_at_which_people_sit_by_now_does_not_vanish_under_them() -> None:
    day = seated(Day())
    made = day.ask(HOST, "group.add", group="g9", name="Table 9")
    day.ask(HOST, "group.assign", participant="driss", group="g9")
    assert made is not None
    assert day.refused(HOST, "op.undo", op=made.op) == "op.changed-since"
    day.ask(HOST, "group.assign", participant="driss", group=None)
    day.ask(HOST, "op.undo", op=made.op)
    assert day.room.find(Group, "g9") is None


def test_r10_a_card_that_a_statement_rests_on_does_not_vanish_under_it() -> None:
    day = seated(Day())
    kind = day.room.records["format"]["format"].kinds[0].id  # type: ignore[attr-defined]
    written = day.ask("amel", "card.write", card="c1", group="g1", kind=kind, text="Un texte")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1"])
    assert written is not None
    assert day.refused("amel", "op.undo", op=written.op) == "op.changed-since"
    assert day.room.need(Statement, "s1").sources[0].card == "c1"


def test_r6_a_statement_that_comes_back_says_nothing_of_a_card_that_was_hidden_since() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Madame X ne vient plus")
    written = day.ask(HOST, "statement.write", statement="s1", text="Des personnes partent", cards=["c1"])
    assert written
    taken_back = day.ask(HOST, "op.undo", op=written.op)
    assert taken_back
    day.ask(HOST, "card.hide", card="c1", reason="Une personne y est nommée")
    day.ask(HOST, "op.undo", op=taken_back.op)
    (source,) = day.room.need(Statement, "s1").sources
    assert (source.card, source.text) == ("c1", "")


def test_a_hiding_that_is_taken_back_gives_statements_the_words_of_the_card_again() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Un texte")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1"])
    day.ask("amel", "card.edit", card="c1", text="Un autre")
    hidden = day.ask(HOST, "card.hide", card="c1", reason="Par erreur")
    assert hidden is not None
    day.ask(HOST, "op.undo", op=hidden.op)
    (source,) = day.room.need(Statement, "s1").sources
    assert (day.room.need(Card, "c1").hidden, source.text) == (None, "Un texte")


def test_a_card_that_is_shown_again_gives_statements_the_words_that_they_took_in() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Un texte")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1"])
    day.ask("amel", "card.edit", card="c1", text="Un autre")
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    # A source that changes sides meanwhile keeps what it had.
    day.ask(HOST, "statement.draw", statement="s1", cards=["c1"], how="contradicts")
    for viewer in (day.viewer(HOST), day.viewer("amel"), Viewer("reader")):
        assert "Un texte" not in str(day.sees(viewer)["statement"])
    day.ask(HOST, "card.show", card="c1")
    (source,) = day.room.need(Statement, "s1").sources
    assert (source.text, source.how, source.aside) == ("Un texte", "contradicts", msgspec.UNSET)


def test_r6_what_is_corrected_while_its_card_is_hidden_is_never_told_again() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Madame X est partie")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1"])
    day.ask("amel", "card.edit", card="c1", text="Madame X s’en va")
    day.ask(HOST, "card.hide", card="c1", reason="Une personne y est nommée")
    day.ask("amel", "card.edit", card="c1", text="Une personne s’en va")
    day.ask(HOST, "card.show", card="c1")
    assert day.room.need(Statement, "s1").sources[0].text == "Une personne s’en va"
    day.ask("amel", "card.edit", card="c1", text="Quelqu’un s’en va")
    day.ask("amel", "card.withdraw", card="c1")
    day.ask(HOST, "record.erase", kind="card", id="c1")
    assert "Une personne" not in str(day.room.need(Statement, "s1").sources)


def test_r6_what_an_author_withdraws_goes_from_statements_too_until_it_is_back() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Un texte")
    written = day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1"])
    assert written is not None

    def copied() -> list[str]:
        return [source.text for source in day.room.need(Statement, "s1").sources]

    withdrawn = day.ask("amel", "card.withdraw", card="c1")
    assert withdrawn is not None
    assert copied() == [""]
    day.ask("amel", "op.undo", op=withdrawn.op)
    assert copied() == ["Un texte"]
    day.ask("amel", "card.withdraw", card="c1")
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    day.ask(HOST, "card.show", card="c1")
    assert copied() == [""]
    day.ask("amel", "card.restore", card="c1")
    assert copied() == ["Un texte"]


def test_r6_a_split_that_is_taken_back_says_nothing_of_a_card_that_was_withdrawn_since() -> None:
    day = seated(Day())
    for id in ("c1", "c2"):
        day.card("amel", id, f"Le texte {id}")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1", "c2"])
    split = day.ask(HOST, "statement.split", statement="s1", into="s2", text="Une autre", cards=["c2"])
    assert split is not None
    day.ask("amel", "card.withdraw", card="c2")
    day.ask(HOST, "op.undo", op=split.op)
    assert [source.text for source in day.room.need(Statement, "s1").sources] == ["Le texte c1", ""]


def test_what_was_done_in_the_synthesis_is_taken_back_by_who_may_still_edit_it() -> None:
    day = seated(Day())
    day.ask(HOST, "room.set", synthesis_open=True)
    day.ask("amel", "statement.write", statement="s1", text="Une ligne")
    edited = day.ask("amel", "statement.edit", statement="s1", text="Une autre ligne")
    assert edited is not None
    day.ask(HOST, "room.set", synthesis_open=False)
    assert day.refused("amel", "op.undo", op=edited.op) == "access.denied"
    settled = {"kind": "statement", "id": "s1", "text": "Une troisième"}
    assert day.refused("amel", "text.settle", **settled) == "op.not-yours"
    assert day.ask(HOST, "op.undo", op=edited.op)


def test_r10_what_was_made_changed_and_changed_back_is_taken_back_as_if_it_had_not_been_touched() -> None:
    day = Day()
    made = day.ask(HOST, "group.add", group="g9", name="Table 9")
    renamed = day.ask(HOST, "group.rename", group="g9", name="Table neuf")
    assert made is not None
    assert renamed is not None
    assert day.refused(HOST, "op.undo", op=made.op) == "op.changed-since"
    day.ask(HOST, "op.undo", op=renamed.op)
    day.ask(HOST, "op.undo", op=made.op)
    assert day.room.find(Group, "g9") is None


def test_a_vote_is_taken_back_also_where_the_same_person_votes_on_the_same_in_another_way() -> None:
    day = seated(Day())
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne")
    for how in ("agreement", "points"):
        day.ask(HOST, "vote.open", on="statements", how=how)
    day.ask("amel", "vote.cast", on="statement/s1#agreement", weight=3)
    pointed = day.ask("amel", "vote.cast", on="statement/s1", weight=2)
    assert pointed is not None
    day.ask("amel", "op.undo", op=pointed.op)
    assert set(day.room.records["tally"]) == {"statement/s1#agreement"}


def test_a_balance_is_taken_back_with_the_tables_that_it_made() -> None:
    day = Day()
    for number in range(12):
        day.join(f"p{number}")
    done = day.ask(HOST, "group.balance", count=4)
    assert len(day.room.records["group"]) == 4
    assert done is not None
    day.ask(HOST, "op.undo", op=done.op)
    assert day.room.records["group"] == {}
    assert {getattr(person, "group", None) for person in day.room.records["participant"].values()} == {None}


def test_a_step_back_keeps_everything_that_was_written() -> None:
    day = seated(Day())
    steps = sorted(day.room.records["step"].values(), key=lambda step: step.order)  # type: ignore[attr-defined]
    day.ask(HOST, "step.start", step=steps[0].id)
    moved = day.ask(HOST, "step.start", step=steps[1].id)
    day.card("amel", "c1", "Écrit entre-temps")
    assert moved is not None
    day.ask(HOST, "op.undo", op=moved.op)
    assert day.room.info.step == steps[0].id
    assert day.room.need(Card, "c1").text == "Écrit entre-temps"


@pytest.mark.parametrize(
    ("who", "code"),
    [("basile", "op.not-yours"), ("amel", None), (HOST, None)],
    ids=["another", "author", "host"],
)
def test_an_op_is_undone_by_its_author_or_a_facilitator(who: str, code: str | None) -> None:
    day = seated(Day())
    kind = day.room.records["format"]["format"].kinds[0].id  # type: ignore[attr-defined]
    written = day.ask("amel", "card.write", card="c1", group="g1", kind=kind, text="Un texte")
    assert written is not None
    if code:
        assert day.refused(who, "op.undo", op=written.op) == code
    else:
        assert day.ask(who, "op.undo", op=written.op) is not None


def test_a_facilitator_does_not_undo_a_vote_that_only_its_author_sees() -> None:
    day = seated(Day())
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne")
    day.ask(HOST, "vote.open", on="statements", how="points")
    cast = day.ask("amel", "vote.cast", on="statement/s1", weight=1)
    assert cast is not None
    assert day.refused(HOST, "op.undo", op=cast.op) == "op.not-yours"
    day.ask("amel", "op.undo", op=cast.op)
    assert day.room.records["vote"] == {}


def test_a_closing_is_undone_in_the_closed_room_and_what_is_not_possible_there_is_not() -> None:
    day = seated(Day())
    day.ask(HOST, "step.start", step="decortiquer")
    renamed = day.ask(HOST, "room.edit", title="Autrement")
    before = worn(day.picture())
    closing = day.ask(HOST, "room.close")
    assert renamed is not None
    assert closing is not None
    assert day.refused(HOST, "op.undo", op=renamed.op) == "room.closed"
    assert day.refused("amel", "op.undo", op=closing.op) == "op.not-yours"
    day.ask(HOST, "op.undo", op=closing.op)
    assert worn(day.picture()) == before


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("edition.add", {"section": "own-1", "language": "fr", "title": "Bilan"}),
        ("edition.set", {"left_out": ["foreword"]}),
        ("participant.edit", {"participant": "amel", "name": "Amel B."}),
        ("room.keep", {}),
    ],
)
def test_what_is_possible_in_a_closed_room_is_undone_there(name: str, args: dict[str, object]) -> None:
    day = seated(Day())
    day.ask(HOST, "room.close")
    before = worn(day.picture())
    done = day.ask(HOST, name, **args)
    assert done is not None
    day.ask(HOST, "op.undo", op=done.op)
    assert worn(day.picture()) == before


def test_a_person_and_an_experience_that_were_added_go_again_with_all_that_was_said_of_them() -> None:
    day = seated(Day())
    first = min(day.room.records["experience"])
    for kind, name, args in (
        ("participant", "participant.add", {"participant": "odile", "name": "Odile", "carries": first}),
        (
            "experience",
            "experience.add",
            {"experience": "neuve", "title": {"fr": "Neuve"}, "complete": False},
        ),
    ):
        known = set(day.room.records[kind])
        added = day.ask(HOST, name, **args)
        assert added is not None
        (id,) = day.room.records[kind].keys() - known
        record = day.room.records[kind][id]
        assert getattr(record, "carries", first) == first
        assert getattr(record, "complete", False) is False
        day.ask(HOST, "op.undo", op=added.op)
        assert set(day.room.records[kind]) == known


def test_an_arrival_and_an_unknown_op_are_not_undone() -> None:
    day = seated(Day())
    joined = next(entry for entry in day.entries if entry.name == "participant.join")
    assert day.refused(HOST, "op.undo", op=joined.op) == "op.cannot-undo"
    assert day.refused(HOST, "op.undo", op="never-asked") == "op.unknown-id"


@pytest.mark.parametrize("name", ["participant.claim", "participant.release"])
def test_a_place_that_was_taken_or_given_back_is_neither_given_back_nor_taken_by_an_undo(name: str) -> None:
    """Links begin and end with a place: an undo would leave one that nobody can take, or that two hold."""
    day = seated(Day())
    day.ask(HOST, "participant.enlist", people=[{"participant": "odile", "name": "Odile"}])
    day.own(HOST, "participant.claim", participant="odile", name="Odile B.")
    if name == "participant.release":
        day.own(HOST, "participant.release", participant="odile")
    done, before = day.entries[-1], day.picture()
    assert done.name == name
    for who in ("odile", HOST):
        assert day.refused(who, "op.undo", op=done.op) == "op.cannot-undo"
    assert day.picture() == before
    listing = next(entry for entry in day.entries if entry.name == "participant.enlist")
    assert day.refused(HOST, "op.undo", op=listing.op) == "op.changed-since", "the list does not go either"


def test_r6_what_is_undone_in_a_room_that_names_nobody_leaves_it_so_unless_it_was_that() -> None:
    day = seated(Day())
    both = day.ask(HOST, "room.set", anonymous=True, reveal="never")
    titled = day.ask(HOST, "room.edit", title="Un autre titre")
    assert both is not None
    assert titled is not None
    day.card("amel", "c1")
    day.ask(HOST, "op.undo", op=titled.op)
    assert (day.room.info.title, day.room.info.anonymous) == ("Essai", True)
    day.ask(HOST, "op.undo", op=both.op)
    info = day.room.info
    assert (info.anonymous, info.reveal, len(info.unnamed)) == (False, "always", 1)


def test_a_blank_screen_keeps_its_view_and_is_lit_by_whatever_is_shown_on_it_or_by_the_end_of_the_day() -> (
    None
):
    day = Day()
    day.join("amel")

    def screen() -> tuple[str, bool]:
        shown = day.room.need(ScreenInfo, "screen")
        return shown.view, shown.blank

    day.ask(HOST, "screen.show", view="plan")
    blanked = day.ask(HOST, "screen.blank", blank=True)
    assert blanked is not None
    assert screen() == ("plan", True)
    # Two who touch it at the same time mean the same.
    assert day.ask(HOST, "screen.blank", blank=True) is None
    for viewer in (Viewer("screen"), day.viewer("amel"), day.viewer(HOST)):
        assert day.sees(viewer)["screen"]["screen"].blank  # type: ignore[attr-defined]
    day.ask(HOST, "op.undo", op=blanked.op)
    assert screen() == ("plan", False)
    day.ask(HOST, "screen.blank", blank=True)
    shown = day.ask(HOST, "screen.show", view="cards")
    assert shown is not None
    assert screen() == ("cards", False)
    day.ask(HOST, "op.undo", op=shown.op)
    assert screen() == ("plan", True)
    assert day.refused("amel", "screen.blank", blank=False) == "access.denied"
    day.ask(HOST, "room.close")
    assert screen() == ("plan", False)
