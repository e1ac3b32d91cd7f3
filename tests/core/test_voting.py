"""Votes: opened and closed by facilitators, counted by voices, and measured for how far they divide."""

import pytest

from server.core import viewing
from server.core.records import Ballot
from server.core.sight import Viewer
from server.core.voting import opinion, weighed
from tests.core.histories import seated
from tests.core.world import HOST, Day


def board(*statements: str) -> Day:
    """Three tables, four people, and the statements to vote on."""
    day = seated(Day())
    for id in statements or ("s1",):
        day.ask(HOST, "statement.write", statement=id, text=f"La ligne {id}")
    return day


def ballot(day: Day, id: str = "statements:agreement") -> Ballot:
    return day.room.need(Ballot, id)


def agree(day: Day, who: str, weight: int, on: str = "s1") -> None:
    day.ask(who, "vote.cast", on=f"statement/{on}#agreement", weight=weight)


def test_nobody_votes_before_a_facilitator_opens_the_vote_nor_after_they_close_it() -> None:
    day = board()
    asked = {"on": "statement/s1#agreement", "weight": 3}
    assert day.refused("amel", "vote.cast", **asked) == "vote.closed"
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    day.ask("amel", "vote.cast", **asked)
    day.ask(HOST, "vote.close", on="statements", how="agreement")
    assert day.refused("amel", "vote.cast", **{**asked, "weight": 0}) == "vote.closed"
    assert day.refused("amel", "vote.open", on="statements", how="agreement") == "access.denied"
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    day.ask("amel", "vote.cast", **{**asked, "weight": 1})
    assert day.room.records["tally"]["statement/s1#agreement"].spread == {"1": 1}  # type: ignore[attr-defined]


def test_a_step_that_asks_for_a_vote_opens_it_until_it_ends_or_is_closed() -> None:
    day = board()
    settings = {"on": "statements", "how": "agreement"}
    day.ask(HOST, "step.add", step="v", activity="vote", title={"fr": "Vote"}, minutes=5, settings=settings)
    day.ask(HOST, "step.start", step="v")
    agree(day, "amel", 3)
    day.ask(HOST, "vote.close", on="statements", how="agreement")
    asked = {"on": "statement/s1#agreement", "weight": 1}
    assert day.refused("basile", "vote.cast", **asked) == "vote.closed"
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    agree(day, "basile", 1)
    day.ask(HOST, "vote.close", on="statements", how="agreement")
    day.ask(HOST, "step.finish")
    assert day.refused("chloe", "vote.cast", **asked) == "vote.closed"


def test_impact_and_effort_are_weighed_while_the_projection_goes_on() -> None:
    day = board()
    kind = day.room.records["format"]["format"].proposal_kinds[0].id  # type: ignore[attr-defined]
    day.ask("amel", "proposal.write", proposal="p1", kind=kind, text="Proposer")
    assert day.refused("amel", "vote.cast", on="proposal/p1#impact", weight=4) == "vote.closed"
    day.ask(HOST, "step.start", step="projection")
    day.ask("amel", "vote.cast", on="proposal/p1#impact", weight=4)
    day.ask("amel", "vote.cast", on="proposal/p1#effort", weight=2)
    assert ballot(day, "proposals:plane").voices == 1
    assert day.refused("amel", "vote.cast", on="proposal/p1", weight=1) == "vote.closed"


def test_the_turnout_counts_voices_once_each_and_a_tables_phone_for_its_table() -> None:
    day = board("s1", "s2")
    day.ask(HOST, "participant.edit", participant="chloe", speaks_for=5)
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    for who in ("amel", "chloe"):
        for on in ("s1", "s2"):
            agree(day, who, 3, on)
    assert ballot(day).voices == 6
    assert day.room.records["tally"]["statement/s1#agreement"].spread == {"3": 6}  # type: ignore[attr-defined]
    agree(day, "chloe", 0, "s1")
    assert ballot(day).voices == 6
    agree(day, "chloe", 0, "s2")
    assert ballot(day).voices == 1


def test_the_turnout_follows_a_phone_that_comes_to_speak_for_its_table() -> None:
    day = board("s1", "s2")
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    for who in ("amel", "basile", "chloe"):
        agree(day, who, 3, "s1")
    day.ask(HOST, "participant.edit", participant="chloe", speaks_for=5)
    agree(day, "chloe", 3, "s2")
    assert ballot(day).voices == 7
    agree(day, "chloe", 0, "s1")
    agree(day, "chloe", 0, "s2")
    assert ballot(day).voices == 2


def test_the_voices_of_a_table_go_with_its_pen_while_a_vote_is_open_and_are_counted_once() -> None:
    day = board("s1", "s2")
    tally = "statement/s1#agreement"

    def given() -> tuple[dict[str, int], int]:
        return day.room.records["tally"][tally].spread, ballot(day).voices  # type: ignore[attr-defined]

    def speak(who: str) -> str:
        handed = day.ask(who, "scribe.hand", participant=who)
        day.ask(who, "participant.edit", participant=who, speaks_for=5)
        assert handed is not None
        return handed.op

    day.ask(HOST, "vote.open", on="statements", how="agreement")
    for who, weight in (("amel", 3), ("basile", 1), ("chloe", 3)):
        agree(day, who, weight, "s1")
    speak("amel")
    assert given() == ({"3": 6, "1": 1}, 7)
    handed = day.ask("amel", "scribe.hand", participant="basile")
    assert given() == ({"3": 2, "1": 1}, 3)
    assert handed is not None
    day.ask("chloe", "vote.cast", on="statement/s1#agreement", weight=2)
    day.ask("amel", "op.undo", op=handed.op)
    assert given() == ({"3": 5, "2": 1, "1": 1}, 7)
    speak("basile")
    assert given() == ({"3": 1, "2": 1, "1": 5}, 7)
    moved = day.ask(HOST, "group.assign", participant="basile", group="g2")
    assert given() == ({"3": 1, "2": 1, "1": 1}, 3)
    assert moved is not None
    day.ask(HOST, "op.undo", op=moved.op)
    assert given() == ({"3": 1, "2": 1, "1": 5}, 7)


def test_a_closed_vote_stays_as_it_was_and_counts_anew_for_whom_a_device_speaks_where_it_opens_again() -> (
    None
):
    day = board("s1", "s2")
    day.ask("amel", "participant.edit", participant="amel", scribe=True, speaks_for=5)
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    agree(day, "amel", 3, "s1")
    day.ask(HOST, "vote.close", on="statements", how="agreement")
    day.ask("amel", "scribe.hand", participant="basile")
    assert ballot(day).voices == 5
    opened = day.ask(HOST, "vote.open", on="statements", how="agreement")
    assert ballot(day).voices == 1
    assert day.room.records["tally"]["statement/s1#agreement"].spread == {"3": 1}  # type: ignore[attr-defined]
    assert opened is not None
    day.ask(HOST, "op.undo", op=opened.op)
    assert not ballot(day).open


def test_the_turnout_is_of_what_is_voted_on_now() -> None:
    day = board("s1", "s2")
    opened = {"on": "statements", "how": "agreement"}
    day.ask(HOST, "vote.open", **opened, only=["s1"])
    for who in ("amel", "basile", "chloe"):
        agree(day, who, 3, "s1")
    day.ask(HOST, "vote.close", **opened)
    again = day.ask(HOST, "vote.open", **opened, only=["s2"])
    assert ballot(day).voices == 0
    assert again is not None
    day.ask(HOST, "op.undo", op=again.op)
    assert ballot(day).voices == 3
    day.ask(HOST, "vote.open", **opened, only=["s2"])
    agree(day, "amel", 1, "s2")
    agree(day, "driss", 1, "s2")
    assert ballot(day).voices == 2
    day.ask(HOST, "vote.open", **opened)
    assert ballot(day).voices == 4


def test_where_less_may_be_given_than_before_points_can_be_taken_back_and_are_then_bounded() -> None:
    day = board("s1", "s2", "s3")
    asked = {"on": "statements", "how": "points"}
    day.ask(HOST, "vote.open", **asked, most=5, budget=10)
    for id, weight in (("s1", 5), ("s2", 2), ("s3", 2)):
        day.ask("amel", "vote.cast", on=f"statement/{id}", weight=weight)
    day.ask(HOST, "vote.close", **asked)
    day.ask(HOST, "vote.open", **asked, most=3, budget=4)
    for id in ("s2", "s3"):
        day.ask("amel", "vote.cast", on=f"statement/{id}", weight=0)
    assert day.refused("amel", "vote.cast", on="statement/s1", weight=4) == "vote.range"
    day.ask("amel", "vote.cast", on="statement/s1", weight=3)
    assert day.refused("amel", "vote.cast", on="statement/s2", weight=2) == "vote.spent"
    day.ask("amel", "vote.cast", on="statement/s2", weight=1)


def test_points_are_bounded_by_the_thing_and_by_the_budget() -> None:
    day = board("s1", "s2", "s3")
    day.ask(HOST, "vote.open", on="statements", how="points", most=3, budget=4)
    day.ask("amel", "vote.cast", on="statement/s1", weight=3)
    assert day.refused("amel", "vote.cast", on="statement/s2", weight=4) == "vote.range"
    assert day.refused("amel", "vote.cast", on="statement/s2", weight=2) == "vote.spent"
    day.ask("amel", "vote.cast", on="statement/s2", weight=1)
    day.ask("amel", "vote.cast", on="statement/s1", weight=1)
    day.ask("amel", "vote.cast", on="statement/s3", weight=2)


def test_points_on_what_left_the_vote_can_be_given_again() -> None:
    day = board("s1", "s2", "s3", "s4")
    asked = {"on": "statements", "how": "points", "most": 3, "budget": 3}
    day.ask(HOST, "vote.open", **asked)
    day.ask("amel", "vote.cast", on="statement/s1", weight=3)
    day.ask(HOST, "statement.withdraw", statement="s1")
    day.ask("amel", "vote.cast", on="statement/s2", weight=3)
    day.ask(HOST, "statement.merge", **{"into": "s3", "from": "s2"})
    day.ask("amel", "vote.cast", on="statement/s3", weight=3)
    day.ask(HOST, "vote.open", **asked, only=["s4"])
    day.ask("amel", "vote.cast", on="statement/s4", weight=3)
    day.ask(HOST, "vote.open", **asked)
    assert day.refused("amel", "vote.cast", on="statement/s4", weight=1) == "vote.spent"


def test_a_vote_may_be_held_on_a_few_statements_only() -> None:
    day = board("s1", "s2")
    assert day.refused(HOST, "vote.open", on="statements", how="agreement", only=["x"]) == "record.unknown"
    day.ask(HOST, "vote.open", on="statements", how="agreement", only=["s2"])
    assert day.refused("amel", "vote.cast", on="statement/s1#agreement", weight=1) == "vote.closed"
    agree(day, "amel", 1, "s2")
    day.ask(HOST, "statement.withdraw", statement="s2")
    assert day.refused("basile", "vote.cast", on="statement/s2#agreement", weight=1) == "record.withdrawn"


def test_r6_an_agreement_vote_tells_nobody_whose_it_was() -> None:
    day = board()
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    agree(day, "amel", 1)
    for viewer in (day.viewer("basile"), day.viewer(HOST), Viewer("screen"), Viewer("reader")):
        told = viewing.told(day.done[-1], viewer)
        assert told is not None
        assert told.by is None
        assert "amel" not in str(told)
        assert day.sees(viewer)["ballot"]["statements:agreement"].voices == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("spread", "division", "divides"),
    [
        ({}, 0.0, False),
        ({"3": 2, "1": 2}, 1.0, False),
        ({"3": 3, "1": 3}, 1.0, True),
        ({"3": 6, "1": 2}, 0.5, True),
        ({"3": 7, "1": 2}, 4 / 9, False),
        ({"3": 2, "2": 2, "1": 2}, 2 / 3, True),
        ({"2": 9}, 0.0, False),
        ({"1": 9, "3": 1}, 0.2, False),
        ({"3": 10}, 0.0, False),
    ],
)
def test_a_statement_divides_where_a_quarter_stands_against_a_quarter(
    spread: dict[str, int], division: float, divides: bool
) -> None:
    said = opinion(spread)
    assert said.division == pytest.approx(division)
    assert said.divides is divides


def test_the_plane_gives_means_and_says_where_opinions_are_far_apart() -> None:
    assert weighed({}) is None
    one = weighed({"4": 4, "5": 4})
    assert one is not None
    assert (one.voices, one.mean, one.spread, one.apart) == (8, 4.5, 0.5, False)
    wide = weighed({"1": 3, "5": 3})
    assert wide is not None
    assert (wide.mean, wide.spread, wide.apart) == (3.0, 2.0, True)
