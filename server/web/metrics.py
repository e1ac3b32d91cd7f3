"""What an operator asks of a running instance, as Prometheus text."""

from collections.abc import Iterator

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.live.house import House


class HouseCollector(Collector):
    """Reads the figures of a house at the moment they are asked for."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[Metric]:
        awake = self._house.awake()
        count = self._house.count
        yield GaugeMetricFamily("recolte_rooms_awake", "Rooms in memory", len(awake))
        devices = sum(len(room.fan_out) for room in awake)
        yield GaugeMetricFamily("recolte_devices", "Devices connected and in a room", devices)
        waiting = sum(room.waiting for room in awake)
        yield GaugeMetricFamily("recolte_ops_waiting", "Ops that wait for a turn", waiting)
        troubled = sum(room.storage_trouble for room in awake)
        yield GaugeMetricFamily("recolte_rooms_without_storage", "Rooms whose last write failed", troubled)
        yield CounterMetricFamily("recolte_turns", "Turns taken", count.turns)
        ops = CounterMetricFamily("recolte_ops", "Ops answered, by outcome", labels=["outcome"])
        for outcome, many in (("done", count.done), ("refused", count.refused), ("waited", count.waited)):
            ops.add_metric([outcome], many)
        yield ops
        yield CounterMetricFamily("recolte_turn_seconds", "Time spent in turns", count.turn_seconds)
        yield CounterMetricFamily(
            "recolte_commit_seconds", "Time spent writing turns down", count.commit_seconds
        )
        yield CounterMetricFamily(
            "recolte_fan_out_seconds", "Time spent telling devices", count.fan_out_seconds
        )
        enters = CounterMetricFamily(
            "recolte_enters", "Devices let in, by what they were sent", labels=["sent"]
        )
        enters.add_metric(["snapshot"], count.snapshots)
        enters.add_metric(["resume"], count.resumes)
        yield enters


def metric_calls(house: House) -> Blueprint:
    """`GET /metrics`."""
    calls = Blueprint("metrics", __name__)
    registry = CollectorRegistry()
    registry.register(HouseCollector(house))

    @calls.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")

    return calls
