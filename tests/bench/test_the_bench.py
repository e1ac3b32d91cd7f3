"""The bench itself: it counts what is lost and what comes twice, and a small round runs on the real server."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from bench import front, gate, report, wire
from bench.crowd import Crowd, Device
from bench.load import Figures, Spread, _lost_and_doubled, _spread_of, spread
from bench.rounds import Cell, Result, stage
from bench.search import FINE, MOST_TRIES, STEP, greatest


def frame(prev: int, seq: int, *ops: int) -> bytes:
    told = ",".join(f'{{"id":"b{number:011d}","by":null,"at":0,"changes":[]}}' for number in ops)
    return f'42["frame",{{"prev":{prev},"seq":{seq},"ops":[{told}]}}]'.encode()


def test_a_frame_says_what_it_follows_and_which_ops_it_tells() -> None:
    assert wire.read_frame(frame(3, 5, 7, 8)) == wire.Frame(3, 5, (7, 8))


@pytest.mark.parametrize("size", [5, 125, 126, 65_535, 65_536])
def test_messages_of_every_length_are_cut_where_they_end(size: int) -> None:
    payload = b"x" * size
    if size < 126:
        head = bytes([wire.TEXT, size])
    elif size < 65_536:
        head = bytes([wire.TEXT, 126]) + size.to_bytes(2, "big")
    else:
        head = bytes([wire.TEXT, 127]) + size.to_bytes(8, "big")
    whole = head + payload
    assert wire.length(whole + b"rest") == len(whole)
    assert wire.message(whole + b"rest", len(whole)) == (wire.TEXT, payload)
    assert wire.length(whole[:-1]) is None


def test_what_comes_twice_or_out_of_order_is_noticed() -> None:
    crowd = Crowd(0)
    device = Device(None, "")  # type: ignore[arg-type]
    crowd.devices.append(device)
    for payload in (frame(0, 1, 0), frame(0, 1, 0), frame(2, 3, 2)):
        crowd._note(device, crowd._seen(payload, payload), at=1.0)
    assert crowd.gaps == 1
    assert crowd.delivered == 3
    assert _lost_and_doubled(crowd, [device] * 3, first=0) == (1, 1)


def test_frames_that_begin_alike_are_told_apart() -> None:
    crowd = Crowd(0)
    one, other = frame(0, 1, 0), frame(0, 1, 0).replace(b'"changes":[]', b'"changes":[["drop","card","c"]]')
    assert crowd._seen(one, one) is not crowd._seen(other, other)
    assert crowd._seen(one, one).raw == one
    assert crowd._seen(other, other).raw == other


@pytest.mark.parametrize("limit", [500.0, 1_900.0, 2_000.0, 2_650.0, 4_000.0, 12_000.0, 90_000.0])
def test_the_greatest_load_is_found_more_finely_than_the_gate_judges(limit: float) -> None:
    found = greatest(lambda rate: rate <= limit, 2_000.0, 12_000.0)
    farthest = 2_000.0 * STEP ** (MOST_TRIES - 1)
    assert min(limit, farthest) / FINE < found <= limit
    assert FINE < 1 / gate.SLACK


def test_where_nothing_is_borne_less_is_given_than_was_tried() -> None:
    tried = []
    found = greatest(lambda rate: bool(tried.append(rate)), 2_000.0, 12_000.0)  # type: ignore[func-returns-value]
    assert 1.0 <= found < min(tried)


def test_percentiles_are_those_of_the_times() -> None:
    times = spread([number / 1000 for number in range(100)])
    assert (times.p50, times.p95, times.p99, times.most) == (50.0, 95.0, 99.0, 99.0)


def test_times_counted_in_steps_have_the_same_percentiles() -> None:
    times = _spread_of(Counter({number * 10: 3 for number in range(100)}))
    assert (times.p50, times.p95, times.p99, times.most) == (50.0, 95.0, 99.0, 99.0)


def cell(server: str, rate: float, p95: float, *, most: bool, lost: int = 0) -> Cell:
    ops = int(rate)
    times = Spread(p95 / 2, p95, p95, p95)
    figures = Figures(
        30, rate, ops, 1.0, times, times, times, 30 * ops, 30 * ops - lost, lost, 0, 0, 0, 0, 0.5, 1.0, 0.5, 0.0, 0.0
    )  # fmt: skip
    return Cell("hall-30", server, 30, 1, rate, [figures] * 5, most)


def test_ratios_say_how_far_ahead_the_house_is() -> None:
    found = gate.ratios(
        [
            cell("recolte", 100, 5, most=False),
            cell("socketio", 100, 10, most=False),
            cell("recolte", 900, 100, most=True),
            cell("socketio", 300, 100, most=True),
        ]
    )
    assert found == {
        "p95, 30 devices, Node Socket.IO": 2.0,
        "deliveries, 30 devices, Node Socket.IO": 3.0,
    }


def test_who_falls_behind_by_more_than_a_fifth_is_named(tmp_path: Path) -> None:
    def measured(rate: float) -> None:
        cells = [cell("recolte", rate, 100, most=True), cell("socketio", 300, 100, most=True)]
        report.keep(tmp_path, report.Kept("hall-30", "here", "today", Result(cells)))

    measured(900)
    gate.record(tmp_path)
    measured(750)
    assert gate.fallen_behind(tmp_path) == []
    measured(700)
    assert [failure.partition(":")[0] for failure in gate.fallen_behind(tmp_path)] == [
        "deliveries, 30 devices, Node Socket.IO"
    ]
    assert all(file.read_text().strip() for file in report.write(tmp_path))


@pytest.mark.slow
def test_a_small_round_loses_and_doubles_nothing() -> None:
    with stage("recolte", 5, rooms=2) as ready:
        found = ready.run(rate=40, seconds=1)
    assert (found.wanted, found.deliveries) == (200, 200)
    assert (found.lost, found.doubled, found.refused, found.gaps) == (0, 0, 0, 0)


@pytest.mark.slow
def test_the_bare_broadcast_takes_the_same_load() -> None:
    with stage("flask", 5) as ready:
        found = ready.run(rate=20, seconds=1)
    assert (found.deliveries, found.lost) == (100, 0)


def test_the_front_page_gets_the_figures_between_its_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    goal = msgspec.structs.replace(cell("recolte", 2000, 40, most=False), round="goals-30")
    cells = [goal, cell("recolte", 3000, 90, most=True), cell("socketio", 1000, 90, most=True)]
    known = [report.Kept("hall-30", "a machine", "2026-11-25", Result(cells))]
    page = tmp_path / "README.md"
    page.write_text(f"before\n{front.BEGIN}old{front.END}\nafter", "utf-8")
    assert front.update(page, known)
    assert front.update(page, known)
    text = page.read_text("utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter")
    assert "old" not in text
    assert "| 30 | 2,000 | 60,000 | 20 / 40 ms | 50% |" in text
    assert "- Node Socket.IO: ×3.0 with 30 devices" in text
    page.write_text("no marks", "utf-8")
    assert not front.update(page, known)
