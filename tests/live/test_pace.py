"""How soon the next turn of a room may begin."""

import pytest

from server.live import pace
from server.live.pace import LONGEST_PACE, PACE, SHARE, Pace


@pytest.fixture(autouse=True)
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests of rooms do not wait between turns; here it is the waiting that is looked at."""
    monkeypatch.setattr(pace, "PACE", PACE)


def busy(spent: float, turns: int = 50) -> list[float]:
    """Give the rests between turns that follow one another and cost the same."""
    keeps, now, rests = Pace(0.0), 0.0, []
    for _ in range(turns):
        rests.append(keeps.rest(now, now + spent))
        now += spent + rests[-1]
    return rests


def test_cheap_turns_begin_one_pace_apart() -> None:
    assert busy(0.001) == pytest.approx([PACE - 0.001] * 50)


def test_a_busy_room_spends_no_more_than_its_share_in_turns_once_its_savings_are_spent() -> None:
    spent = 0.020
    rests = busy(spent)
    assert rests[0] == 0.0
    assert rests[-1] == pytest.approx(spent / SHARE - spent)


def test_at_a_human_pace_no_op_waits_for_what_the_turn_before_it_has_cost() -> None:
    keeps = Pace(0.0)
    assert [keeps.rest(began, began + 0.015) for began in (0.02 * n for n in range(200))] == [0.0] * 200


def test_however_much_a_turn_costs_the_next_begins_within_the_longest_pace() -> None:
    for spent in (0.030, 0.050, 0.100, 0.500):
        assert all(rest <= max(0.0, LONGEST_PACE - spent) + 1e-9 for rest in busy(spent))


def test_one_turn_that_took_very_long_is_not_asked_of_those_that_follow() -> None:
    keeps = Pace(0.0)
    keeps.rest(0.0, 3.0)
    assert keeps.rest(3.1, 3.101) <= LONGEST_PACE
    assert keeps.rest(3.3, 3.301) == pytest.approx(PACE - 0.001)
