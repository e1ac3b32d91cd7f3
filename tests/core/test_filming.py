"""The film of a day: what moved, as its viewer may see it now, and nothing else."""

import msgspec
from hypothesis import given

from server.core import viewing
from server.core.filming import MOVES, Film, film
from server.core.records import KINDS, Card
from server.core.room import Room
from server.core.sight import Viewer, policy
from tests.core.histories import Move, seated
from tests.core.world import HOST, Day
from tests.publish.random_days import days, lived, sampled

READER = Viewer("reader")


def filmed(day: Day, viewer: Viewer = READER) -> Film:
    return film(day.room, day.entries, viewer)


def played(made: Film) -> Room:
    """Let a film run to its end, as a device does."""
    room = Room("FILM00")
    for number, moment in enumerate(made.moments, start=1):
        room.apply(moment.changes, number)
    return room


def said(made: Film) -> str:
    return msgspec.json.encode(made).decode()


def held() -> Day:
    """A day with three cards, a statement on two of them, and a step that began."""
    day = seated(Day())
    day.ask(HOST, "step.start", step="decortiquer")
    for author, card in (("amel", "c1"), ("basile", "c2"), ("chloe", "c3")):
        day.card(author, card, f"Le texte de {card}")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["c1", "c3"])
    return day


def test_the_film_goes_from_the_first_card_to_the_last_statement_with_a_mark_a_step() -> None:
    made = filmed(held())
    assert [mark.step for mark in made.marks] == ["decortiquer"]
    end = played(made)
    assert set(end.records["card"]) == {"c1", "c2", "c3"}
    assert [source.card for source in end.records["statement"]["s1"].sources] == ["c1", "c3"]  # type: ignore[attr-defined]
    first = next(n for n, moment in enumerate(made.moments) if any(c.kind == "card" for c in moment.changes))
    assert first > made.marks[0].moment


def test_what_is_hidden_or_withdrawn_now_is_in_no_moment_nor_behind_a_statement() -> None:
    day = held()
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    day.ask("basile", "card.withdraw", card="c2")
    for viewer in (READER, Viewer("screen"), day.viewer("amel").of_class, day.viewer(HOST).of_class):
        made = filmed(day, viewer)
        assert "c1" not in said(made)
        assert "Le texte de c2" not in said(made)
    day.ask(HOST, "card.show", card="c1")
    assert "Le texte de c1" in said(filmed(day))


def text_at(made: Film, moments: int, card: str) -> str:
    room = Room("FILM00")
    for number, moment in enumerate(made.moments[:moments], start=1):
        room.apply(moment.changes, number)
    return room.need(Card, card).text


def test_what_was_withdrawn_within_another_statement_is_in_no_moment() -> None:
    day = held()
    day.ask(HOST, "statement.write", statement="s2", text="Une autre", cards=["c2"])
    day.ask(HOST, "statement.merge", **{"into": "s2", "from": "s1"})
    day.ask(HOST, "statement.withdraw", statement="s2")
    assert not played(filmed(day)).records["statement"]
    day.ask(HOST, "statement.restore", statement="s2")
    assert set(played(filmed(day)).records["statement"]) == {"s1", "s2"}


def test_a_text_is_shown_as_it_was_at_each_moment() -> None:
    day = held()
    before = len(filmed(day).moments)
    day.ask("amel", "card.edit", card="c1", text="Un texte revu")
    made = filmed(day)
    assert text_at(made, before, "c1") == "Le texte de c1"
    assert text_at(made, len(made.moments), "c1") == "Un texte revu"


def test_a_text_that_was_corrected_while_its_card_was_hidden_is_never_told() -> None:
    day = seated(Day())
    day.ask(HOST, "room.set", reveal="never")
    day.card("amel", "c1", "Un nom propre")
    day.ask(HOST, "card.hide", card="c1", reason="Une personne est nommée")
    day.ask("amel", "card.edit", card="c1", text="Une voisine")
    day.ask(HOST, "card.show", card="c1")
    day.ask(HOST, "room.set", reveal="always")
    made = said(filmed(day, day.viewer("chloe").of_class))
    assert "Un nom propre" not in made
    assert "Une voisine" in made
    assert "Un nom propre" in said(filmed(day, day.viewer("amel").of_class))


def test_what_was_typed_within_a_few_seconds_is_one_moment() -> None:
    day = held()
    before = len(filmed(day).moments)
    for text in ("Un", "Un mot", "Un mot et d’autres"):
        day.ask("amel", "card.edit", card="c1", text=text)
        day.now += 1_000
    made = filmed(day)
    assert len(made.moments) == before + 1
    assert text_at(made, len(made.moments), "c1") == "Un mot et d’autres"


def test_nobody_is_named_and_no_vote_or_answer_is_in_it() -> None:
    day = held()
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    day.ask("amel", "vote.cast", on="statement/s1#agreement", weight=1)
    made = said(filmed(day, day.viewer(HOST).of_class))
    for word in ("amel", "Amel", "chloe", HOST, "tally", "vote", "agreement"):
        assert f'"{word}"' not in made


def test_cards_that_the_room_does_not_show_are_not_in_the_film_of_other_tables() -> None:
    day = held()
    day.ask(HOST, "room.set", reveal="never")
    assert "Le texte de c3" not in said(filmed(day, day.viewer("amel").of_class))
    assert "Le texte de c3" in said(filmed(day, day.viewer("chloe").of_class))


@sampled(40)
@given(days())
def test_r6_at_its_end_the_film_shows_what_a_snapshot_would_and_never_more(moves: list[Move]) -> None:
    day = lived(moves)
    now = policy(day.room.info)
    for viewer in (READER, day.viewer("amel").of_class, day.viewer(HOST).of_class):
        end = played(filmed(day, viewer))
        snapshot = viewing.snapshot(day.room, viewer, now)
        for kind in KINDS:
            if kind not in MOVES:
                assert not end.records[kind]
                continue
            standing = {
                id
                for id, record in snapshot.get(kind, {}).items()
                if not getattr(record, "withdrawn", False) and getattr(record, "hidden", None) is None
            }
            assert set(end.records[kind]) == standing
            for id in standing:
                for field in ("text", "stance", "criterion", "status", "level"):
                    was, is_now = (
                        getattr(r, field, None) for r in (end.records[kind][id], snapshot[kind][id])
                    )
                    assert was == is_now, (kind, id, field)
