"""One load: ops at a rate from many devices, and what became of each at every device."""

import gc
import time
from collections.abc import Callable

import msgspec

from bench.crowd import Crowd, Device
from bench.machine import busy_seconds, processor_seconds

EDITS = 3
"""Each this-many-th op rewrites a card, the others write one."""

PATIENCE = 30.0
"""Seconds after the last op within which everything must have arrived."""

Say = Callable[[Device, int], dict[str, object]]


class Spread(msgspec.Struct, frozen=True):
    """How long something took, in milliseconds."""

    p50: float
    p95: float
    p99: float
    most: float


class Figures(msgspec.Struct, frozen=True):
    """What a load came to."""

    devices: int
    rate: float
    ops: int
    seconds: float
    arrival: Spread
    """From sending to arrival, over every op and every device."""
    everywhere: Spread
    """From sending to arrival at the last device, over every op."""
    acknowledged: Spread
    deliveries: int
    lost: int
    doubled: int
    refused: int
    gaps: int
    frames: int
    server_share: float
    """The part of its core that the server used."""
    server_us: float
    """Microseconds of the server's processor time a delivery."""
    crowd_share: float
    """The part of its core that the devices used; near 1, the figures are theirs and not the server's."""
    crowd_limit: float
    """Frames a second that the devices could take in, by what they used for these."""
    others_share: float
    """The part of both cores that was used by anything else: near 0, or the times are not to be trusted."""


def run(crowd: Crowd, pid: int, write: Say, edit: Say, rate: float, ops: int) -> Figures:
    """Send `ops` ops at a rate a second from all devices in turn, and wait for the last to arrive."""
    gc.collect()
    gc.disable()
    served, used, busy = processor_seconds(pid), time.process_time(), busy_seconds()
    began = time.perf_counter()
    for number in range(ops):
        due = began + number / rate
        while (left := due - time.perf_counter()) > 0:
            crowd.turn(left)
        device = crowd.devices[number % len(crowd.devices)]
        editing = number % EDITS == EDITS - 1 and device.card
        crowd.say(device, number, (edit if editing else write)(device, number))
    wanted = ops * len(crowd.devices)
    crowd.until(lambda: crowd.delivered >= wanted and crowd.acked >= ops, PATIENCE)
    seconds = time.perf_counter() - began
    served, used = processor_seconds(pid) - served, time.process_time() - used
    others = max(0.0, busy_seconds() - busy - served - used) / (2 * seconds)
    # What comes twice comes late: give it the time.
    crowd.until(lambda: False, 0.5)
    gc.enable()
    lost = sum(device.seen[:ops].count(0) for device in crowd.devices)
    return Figures(
        devices=len(crowd.devices),
        rate=rate,
        ops=ops,
        seconds=round(seconds, 2),
        arrival=spread(list(crowd.latencies)),
        everywhere=spread(
            [last - sent for last, sent in zip(crowd.last_at, crowd.sent_at, strict=True) if last]
        ),
        acknowledged=spread(list(crowd.acks)),
        deliveries=crowd.delivered,
        lost=lost,
        doubled=crowd.delivered - (wanted - lost),
        refused=len(crowd.refused),
        gaps=crowd.gaps,
        frames=crowd.frames,
        server_share=round(served / seconds, 3),
        server_us=round(served / max(1, crowd.delivered) * 1e6, 1),
        crowd_share=round(used / seconds, 3),
        crowd_limit=round(crowd.frames / max(used, 1e-6)),
        others_share=round(others, 3),
    )


def spread(seconds: list[float]) -> Spread:
    """Give the percentiles of some times."""
    ordered = sorted(seconds) or [float("nan")]

    def at(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000, 2)

    return Spread(p50=at(0.50), p95=at(0.95), p99=at(0.99), most=at(1.0))
