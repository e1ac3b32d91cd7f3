"""The simulation of many processes: it keeps to arithmetic where that can be done by hand."""

import random

import pytest

from bench.cluster import RESULTS, Taken
from bench.fan_out_tier import PLAN, Circle, Costs, after_a_loss, measured, process, shares

COSTS = Costs(decide=0.004, tell=0.0001, listen=0.0, enter=0.002, commit=0.003)


def test_an_op_in_an_idle_house_takes_what_its_parts_take_and_each_is_told_once() -> None:
    times: list[float] = []
    busy = process([1], 30, 0.5, 400.0, COSTS, random.Random(1), times)
    asked = len(times)
    assert 150 < asked < 250
    assert sorted(times)[asked // 2] == pytest.approx(0.004 + 0.003 + 0.003, abs=0.002)
    assert busy == pytest.approx(asked * COSTS.op(30), rel=0.05)


def test_a_process_that_is_asked_more_than_it_can_do_falls_behind_and_loses_nothing() -> None:
    times: list[float] = []
    process(list(range(200)), 30, 1.0, 10.0, COSTS, random.Random(1), times)
    assert len(times) == pytest.approx(2_000, rel=0.1)
    assert max(times) > 1.0


def test_rooms_are_spread_over_all_processes_and_only_those_of_a_dead_one_move() -> None:
    spread = [len(rooms) for rooms in shares(10_000, range(40))]
    assert sum(spread) == 10_000
    assert max(spread) < 1.5 * 250
    before, after = Circle(range(40)), Circle(range(1, 40))
    moved = [room for room in range(10_000) if before.home(room) != after.home(room)]
    assert moved == [room for room in range(10_000) if before.home(room) == 0]


def test_what_a_loss_brings_to_the_others_is_what_the_dead_had() -> None:
    most, back = after_a_loss(10_000, 30, 40, 4, COSTS)
    assert 1.0 < most < 2.0
    assert 0.0 < back < 30.0


def taken(name: str, rooms: int, people: int, processes_ms: float) -> Taken:
    return Taken(
        name=name, rooms=rooms, people=people, ops=rooms * 10, p50=5, p95=9, acked_p50=6.0, acked_p95=9,
        processes_ms=processes_ms, postgres_ms=1, valkey_ms=0.1, nginx_ms=0, phones_ms=1, busiest_share=0.2,
        megabytes=250, others_share=0, lost=0, refused=0, entering_ms=2,
    )  # fmt: skip


def test_the_plan_shows_the_tables_of_the_results() -> None:
    rows = [
        line for line in (RESULTS / "fan-out-tier.md").read_text("utf-8").splitlines() if line.startswith("|")
    ]
    plan = PLAN.read_text("utf-8").splitlines()
    assert len(rows) > 15
    assert [row for row in rows if row not in plan] == []


def test_costs_are_those_with_which_the_measured_rooms_come_out() -> None:
    found = [
        taken("one process", 30, 30, 5.0),
        taken("one process, rooms of 120", 7, 120, 14.0),
        taken("one process, nobody writes", 30, 30, 0.6),
    ]
    costs = measured(found)
    assert costs.room(30, 1.0) == pytest.approx(0.005)
    assert costs.room(120, 1.0) == pytest.approx(0.014)
    assert costs.room(30, 0.0) == pytest.approx(0.0006)
    assert costs.commit > 0
