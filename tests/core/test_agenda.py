"""The agenda: one step at a time, on the server's clock."""

import pytest

from server.core.records import Step
from tests.core.world import HOST, Day

MINUTE = 60_000


@pytest.fixture
def day() -> Day:
    return Day()


def ids(day: Day) -> list[str]:
    return [step.id for step in sorted(day.room.all(Step), key=lambda step: step.order)]


def step(day: Day, id: str) -> Step:
    return day.room.need(Step, id)


def test_r21_a_step_ends_when_its_minutes_have_passed_on_the_servers_clock(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    running = step(day, first)
    assert (running.status, running.started_at) == ("running", day.now)
    assert running.ends_at == day.now + running.minutes * MINUTE


def test_a_step_that_is_started_ends_the_one_before(day: Day) -> None:
    first, second = ids(day)[:2]
    day.ask(HOST, "step.start", step=first)
    day.ask(HOST, "step.start", step=second)
    assert (step(day, first).status, step(day, second).status) == ("done", "running")
    assert step(day, first).ends_at is None
    assert day.room.info.step == second


def test_a_break_sets_the_running_step_aside_and_it_goes_on_where_it_was(day: Day) -> None:
    first, second = ids(day)[:2]
    day.ask(HOST, "step.start", step=first)
    day.now += 3 * MINUTE
    day.ask(HOST, "step.break", step="coffee", minutes=10)
    left = step(day, first).minutes * MINUTE - 3 * MINUTE - 1_000
    assert (step(day, first).status, step(day, first).left) == ("paused", left)
    assert day.room.info.step == "coffee"
    assert step(day, "coffee").ends_at == day.now + 10 * MINUTE
    assert ids(day)[:3] == [first, "coffee", second]
    day.ask(HOST, "step.start", step=first)
    assert (step(day, "coffee").status, step(day, first).status) == ("done", "running")
    assert step(day, first).ends_at == day.now + left


def test_a_break_is_taken_as_well_where_nothing_runs(day: Day) -> None:
    day.ask(HOST, "step.break", step="coffee", minutes=10)
    assert ids(day)[0] == day.room.info.step == "coffee"
    assert day.refused(HOST, "step.break", step="coffee", minutes=10) == "record.exists"
    assert day.refused(HOST, "step.break", step="tea", minutes=0) == "op.malformed"


def test_a_break_between_two_steps_stands_between_them(day: Day) -> None:
    first, second = ids(day)[:2]
    day.ask(HOST, "step.start", step=first)
    day.ask(HOST, "step.finish")
    day.ask(HOST, "step.break", step="coffee", minutes=10, running="")
    assert ids(day)[:3] == [first, "coffee", second]


def test_a_pause_keeps_what_is_left_and_no_more_passes(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    day.now += 3 * MINUTE
    day.ask(HOST, "step.pause")
    left = step(day, first).minutes * MINUTE - 3 * MINUTE - 1_000
    assert (step(day, first).status, step(day, first).left) == ("paused", left)
    day.now += 60 * MINUTE
    day.ask(HOST, "step.resume")
    assert step(day, first).ends_at == day.now + left


def test_a_step_is_given_more_time_or_less(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    ends = step(day, first).ends_at or 0
    day.ask(HOST, "step.extend", seconds=300)
    assert step(day, first).ends_at == ends + 300_000
    day.ask(HOST, "step.extend", seconds=-60)
    assert step(day, first).ends_at == ends + 240_000
    day.ask(HOST, "step.pause")
    left = step(day, first).left or 0
    day.ask(HOST, "step.extend", seconds=60)
    assert step(day, first).left == left + 60_000


def test_a_step_that_is_over_time_is_extended_from_now(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    day.now += 500 * MINUTE
    day.ask(HOST, "step.extend", seconds=300)
    assert step(day, first).ends_at == day.now + 300_000


def test_a_step_that_is_shortened_by_more_than_it_has_left_ends_now(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    day.now += (step(day, first).minutes - 2) * MINUTE
    day.ask(HOST, "step.extend", seconds=-300)
    ended = step(day, first).ends_at
    assert ended == day.now
    day.now += MINUTE
    day.ask(HOST, "step.extend", seconds=-300)
    assert step(day, first).ends_at == ended


def test_going_back_sets_the_running_step_aside_and_keeps_what_was_left_of_it(day: Day) -> None:
    first, second = ids(day)[:2]
    day.ask(HOST, "step.start", step=first)
    day.ask(HOST, "step.start", step=second)
    day.now += MINUTE
    day.ask(HOST, "step.reopen", step=first)
    assert (step(day, first).status, step(day, second).status) == ("running", "paused")
    left = step(day, second).left
    assert left == step(day, second).minutes * MINUTE - MINUTE - 1_000
    day.ask(HOST, "step.start", step=second)
    assert step(day, second).ends_at == day.now + (left or 0)
    assert step(day, first).status == "done"


def test_a_step_that_was_set_aside_over_time_goes_on_with_no_time_left(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    day.now += (step(day, first).minutes + 3) * MINUTE
    day.ask(HOST, "step.break", step="tea", minutes=10)
    day.ask(HOST, "step.start", step=first)
    assert step(day, first).ends_at == day.now


def test_nothing_runs_after_a_step_is_finished(day: Day) -> None:
    day.ask(HOST, "step.start", step=ids(day)[0])
    day.ask(HOST, "step.finish")
    assert day.room.info.step is None
    for name, args in (
        ("step.pause", {}),
        ("step.resume", {}),
        ("step.finish", {}),
        ("step.extend", {"seconds": 60}),
    ):
        assert day.refused(HOST, name, **args) == "step.not-running"


def test_what_was_meant_for_another_moment_of_the_day_changes_nothing(day: Day) -> None:
    first, second, third = ids(day)[:3]
    day.ask(HOST, "step.start", step=first, running="")
    # Another console went on while this one slept, or pressed at the same moment.
    day.ask(HOST, "step.start", step=second, running=first)
    late: list[tuple[str, dict[str, object]]] = [
        ("step.finish", {}),
        ("step.pause", {}),
        ("step.resume", {}),
        ("step.extend", {"seconds": 60}),
        ("step.break", {"step": "tea", "minutes": 5}),
        ("step.start", {"step": third}),
        ("step.reopen", {"step": third}),
    ]
    before = step(day, second)
    for name, args in late:
        assert day.refused(HOST, name, **args, running=first) == "step.moved"
    assert day.refused(HOST, "step.start", step=first, running="") == "step.moved"
    assert (step(day, second), day.room.info.step) == (before, second)


def test_two_who_stop_the_clock_at_once_stop_it_once(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    for name, status in (("step.pause", "paused"), ("step.resume", "running")):
        day.ask(HOST, name, running=first)
        stopped = step(day, first)
        day.now += MINUTE
        assert not day.ask(HOST, name, running=first)
        assert (step(day, first), stopped.status) == (stopped, status)


def test_a_step_that_another_console_took_out_of_the_day_is_not_reopened(day: Day) -> None:
    first, second = ids(day)[:2]
    day.ask(HOST, "step.start", step=first)
    day.ask(HOST, "step.start", step=second)
    day.ask(HOST, "step.edit", step=first, off=True)
    assert day.refused(HOST, "step.reopen", step=first) == "step.off"


def test_closing_a_room_ends_what_runs_and_reopening_lets_it_go_on(day: Day) -> None:
    first = ids(day)[0]
    day.ask(HOST, "step.start", step=first)
    day.ask(HOST, "room.close")
    assert (step(day, first).status, day.room.info.step) == ("done", None)
    assert day.refused(HOST, "step.start", step=first) == "room.closed"
    day.ask(HOST, "room.reopen")
    day.ask(HOST, "step.start", step=first)
    assert step(day, first).status == "running"


def test_a_running_step_is_not_started_twice_nor_taken_off(day: Day) -> None:
    first, second = ids(day)[:2]
    day.ask(HOST, "step.start", step=first)
    assert day.refused(HOST, "step.start", step=first) == "step.running"
    assert day.refused(HOST, "step.reopen", step=first) == "step.running"
    assert day.refused(HOST, "step.edit", step=first, off=True) == "step.running"
    day.ask(HOST, "step.edit", step=second, off=True)
    assert day.refused(HOST, "step.start", step=second) == "step.off"


def test_a_room_that_reveals_by_step_does_so_when_the_gallery_opens(day: Day) -> None:
    day.ask(HOST, "room.set", reveal="step")
    gallery = next(s.id for s in day.room.all(Step) if s.activity == "gallery")
    grid = next(s.id for s in day.room.all(Step) if s.activity == "grid")
    day.ask(HOST, "step.start", step=grid)
    assert not day.room.info.revealed
    day.ask(HOST, "step.start", step=gallery)
    assert day.room.info.revealed


@pytest.mark.parametrize("seconds", [0, 6 * 3600 + 1, -6 * 3600 - 1])
def test_a_step_is_not_extended_by_nothing_nor_by_a_day(day: Day, seconds: int) -> None:
    day.ask(HOST, "step.start", step=ids(day)[0])
    assert day.refused(HOST, "step.extend", seconds=seconds) == "op.malformed"
