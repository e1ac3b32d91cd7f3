"""Metrics: every figure is explained, and says what happened."""

import re
import urllib.request
from pathlib import Path

import pytest

from server.demo.phone import Phone, RefusedByServer
from server.live.count import BOUNDS, Times
from tests.house import OpenRoom, card
from tests.web.conftest import Seat

PAGE = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"
SAMPLE = re.compile(r"^(recolte_[a-z_]+)(\{[^}]*\})? ([0-9.e+-]+)$", re.MULTILINE)


def figures(room: OpenRoom) -> dict[str, float]:
    """Every sample, by its name and labels."""
    with urllib.request.urlopen(room.base + "/metrics", timeout=10) as answer:
        return {name + labels: float(value) for name, labels, value in SAMPLE.findall(answer.read().decode())}


def test_every_metric_is_explained_and_none_that_is_not_there(room: OpenRoom, seat: Seat) -> None:
    seat("Amel")
    names = {re.sub(r"_(bucket|sum|count|created)$", "", name.partition("{")[0]) for name in figures(room)}
    explained = set(re.findall(r"^\| `(recolte_[a-z_]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))
    # A counter by code has no sample until the first refusal.
    assert names | {"recolte_refusals_total"} == explained


def test_what_happens_is_counted(room: OpenRoom, seat: Seat, kind: str, table: str, console: Phone) -> None:
    amel = seat("Amel")
    before = figures(room)
    amel.ask("card.write", **card(kind, table))
    with pytest.raises(RefusedByServer):
        amel.ask("room.close")
    assert "refused" in amel.send_raw("op", {"id": "!", "name": "card.write", "args": {}})
    after = figures(room)

    def more(name: str) -> float:
        return after.get(name, 0.0) - before.get(name, 0.0)

    assert more('recolte_ops_total{outcome="done"}') == 1
    assert more('recolte_ops_total{outcome="refused"}') == 2
    assert more('recolte_refusals_total{code="op.malformed"}') == 1, "an old page, or a stranger"
    assert more('recolte_refusals_total{code="access.denied"}') == 1
    assert more("recolte_turn_seconds_count") == 2
    assert more("recolte_commit_seconds_count") == 1
    assert 0 < more("recolte_commit_seconds_sum") <= more("recolte_turn_seconds_sum")
    assert after["recolte_devices"] >= 2


def test_times_are_counted_by_what_they_took_at_most() -> None:
    times = Times()
    for seconds in (0.0005, 0.001, 0.002, 9.0):
        times.note(seconds)
    assert times.up_to() == [2, 3, *[3] * (len(BOUNDS) - 2), 4]
    assert times.seconds == pytest.approx(9.0035)
