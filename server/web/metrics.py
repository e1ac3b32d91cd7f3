"""What an operator asks of a running instance, as Prometheus text; docs/metrics.md says how to read it."""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from server.live.count import BOUNDS, Times
from server.live.house import House


class HouseCollector(Collector):
    """Reads the figures of a house at the moment they are asked for."""

    def __init__(self, house: House, frames_waiting: Callable[[], int]) -> None:
        self._house = house
        self._frames_waiting = frames_waiting

    def collect(self) -> Iterator[Metric]:
        yield from self._now()
        yield from self._so_far()
        count = self._house.count
        yield _histogram("recolte_turn_seconds", "Turns, by how long they took in all", count.turns)
        yield _histogram("recolte_commit_seconds", "Writes of a turn to the disk", count.commits)
        yield _histogram("recolte_fan_out_seconds", "Tellings of a turn to all devices", count.fan_outs)
        yield _histogram("recolte_wake_seconds", "Rooms read into memory", count.wakings)

    def _now(self) -> Iterator[Metric]:
        awake = self._house.awake()
        yield GaugeMetricFamily("recolte_rooms_awake", "Rooms in memory", len(awake))
        devices = sum(len(room.fan_out) for room in awake)
        yield GaugeMetricFamily("recolte_devices", "Devices connected and in a room", devices)
        waiting = sum(room.waiting for room in awake)
        yield GaugeMetricFamily("recolte_ops_waiting", "Ops that wait for a turn", waiting)
        yield GaugeMetricFamily(
            "recolte_frames_waiting", "Frames that wait for slow devices", self._frames_waiting()
        )
        troubled = sum(room.storage_trouble for room in awake)
        yield GaugeMetricFamily("recolte_rooms_without_storage", "Rooms whose last write failed", troubled)

    def _so_far(self) -> Iterator[Metric]:
        count = self._house.count
        ops = CounterMetricFamily("recolte_ops", "Ops answered, by outcome", labels=["outcome"])
        outcomes = (("done", count.done), ("refused", count.refused.total()), ("waited", count.waited))
        for outcome, many in outcomes:
            ops.add_metric([outcome], many)
        yield ops
        refusals = CounterMetricFamily("recolte_refusals", "Ops refused, by code", labels=["code"])
        for code, many in sorted(count.refused.items()):
            refusals.add_metric([code], many)
        yield refusals
        enters = CounterMetricFamily(
            "recolte_enters", "Devices let in, by what they were sent", labels=["sent"]
        )
        enters.add_metric(["snapshot"], count.snapshots)
        enters.add_metric(["resume"], count.resumes)
        yield enters
        yield CounterMetricFamily("recolte_snapshots_kept", "Snapshots of rooms written", count.kept)


def _histogram(name: str, about: str, times: Times) -> HistogramMetricFamily:
    counts = times.up_to()
    buckets = [(str(bound), float(many)) for bound, many in zip(BOUNDS, counts, strict=False)]
    return HistogramMetricFamily(
        name, about, buckets=[*buckets, ("+Inf", counts[-1])], sum_value=times.seconds
    )


def metric_calls(house: House, frames_waiting: Callable[[], int] = lambda: 0) -> Blueprint:
    """`GET /metrics`."""
    calls = Blueprint("metrics", __name__)
    registry = CollectorRegistry()
    registry.register(HouseCollector(house, frames_waiting))

    @calls.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")

    return calls
