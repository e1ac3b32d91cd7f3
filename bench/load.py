"""One load: ops at a rate from many devices, and what became of each at every device."""

import gc
import time
from collections import Counter
from collections.abc import Callable

import msgspec

from bench.crowd import Crowd, Device
from bench.machine import busy_seconds, processor_seconds

NEVER = 3_600.0
"""Seconds that stand for what did not arrive at all: JSON knows no endless number."""

STEP = 10_000
"""Times are counted in steps of a 10,000th of a second."""

Say = Callable[[Device, int], dict[str, object]]
"""The body of an op, by the device that asks it and its number."""


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
    """From when it was due until it arrived, over every op and every device."""
    everywhere: Spread
    """From when it was due until it arrived at the last device, over every op."""
    acknowledged: Spread
    wanted: int
    """Deliveries, had every op reached every device of its room."""
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
    late: float
    """Milliseconds by which ops left later than they were due, p95: the devices' own fault, and counted."""
    others_share: float
    """The part of both cores that was used by anything else: near 0, or the times are not to be trusted."""

    @property
    def deliveries_a_second(self) -> float:
        return self.deliveries / max(self.seconds, 1e-9)


def run(
    crowd: Crowd, pid: int, say: Say, rate: float, ops: int, first: int = 0, patience: float = 10.0
) -> Figures:
    """Send `ops` ops at a rate a second from all devices in turn, and wait `patience` seconds for the last.

    An op counts from when it was due, whenever it left: what a generator cannot keep up with must not
    look fast.
    """
    crowd.forget(first)
    rooms = max(device.room for device in crowd.devices) + 1
    # By its number, whatever was asked before: an op is made for the person of one device.
    speakers = [crowd.devices[(first + number) % len(crowd.devices)] for number in range(ops)]
    asked = [(device, say(device, first + number)) for number, device in enumerate(speakers)]
    packets = crowd.dialect.packets(first, asked)
    audience = Counter(device.room for device in crowd.devices)
    wanted = sum(audience[device.room] for device in speakers)
    gc.collect()
    gc.disable()
    served, used, busy = processor_seconds(pid), time.process_time(), busy_seconds()
    late = _send_all(crowd, speakers, packets, rate, first)
    crowd.until(lambda: crowd.delivered >= wanted and crowd.acked >= ops, patience)
    seconds = time.perf_counter() - crowd.sent_at[first]
    served, used = processor_seconds(pid) - served, time.process_time() - used
    others = max(0.0, busy_seconds() - busy - served - used) / (2 * seconds)
    # What comes twice comes late: give it the time.
    crowd.until(lambda: False, 0.2)
    gc.enable()
    return _figures(crowd, speakers, wanted, first, rate, seconds, served, used, late, others, rooms)


def _send_all(
    crowd: Crowd, speakers: list[Device], packets: list[bytes], rate: float, first: int
) -> list[float]:
    """Send each op when it is due, listening meanwhile; give how late each left."""
    late = []
    clock, sent_at = time.perf_counter, crowd.sent_at
    number, ops = 0, len(packets)
    began = clock()
    while number < ops:
        # A few at a time: who only speaks, hears nothing.
        for _ in range(40):
            due = began + number / rate
            left = due - clock()
            if left > 0 or number == ops:
                break
            sent_at[first + number] = due
            late.append(-left)
            speakers[number].sock.send(packets[number])
            number += 1
        crowd.turn(min(max(began + number / rate - clock(), 0.0), 0.05))
    return late


def _figures(
    crowd: Crowd,
    speakers: list[Device],
    wanted: int,
    first: int,
    rate: float,
    seconds: float,
    served: float,
    used: float,
    late: list[float],
    others: float,
    rooms: int,
) -> Figures:
    ops = len(speakers)
    steps: Counter[int] = Counter()
    last: dict[int, float] = {}
    for seen in crowd.frames:
        at = Counter(int(moment * STEP) for moment in seen.arrivals)
        end = max(seen.arrivals)
        for number in seen.frame.ops:
            sent = int(crowd.sent_at[number] * STEP)
            for moment, many in at.items():
                steps[moment - sent] += many
            last[number] = max(end, last.get(number, 0.0))
    lost, doubled = _lost_and_doubled(crowd, speakers, first)
    return Figures(
        devices=len(crowd.devices),
        rate=rate,
        ops=ops,
        seconds=round(seconds, 3),
        arrival=_spread_of(steps),
        everywhere=spread([moment - crowd.sent_at[number] for number, moment in last.items()]),
        acknowledged=spread(list(crowd.acks)),
        wanted=wanted,
        deliveries=crowd.delivered,
        lost=lost,
        doubled=doubled,
        refused=len(crowd.refused),
        gaps=crowd.gaps,
        frames=crowd.taken,
        server_share=round(served / seconds, 3),
        server_us=round(served / max(1, crowd.delivered) * 1e6, 2),
        crowd_share=round(used / seconds, 3),
        late=spread(late).p95,
        others_share=round(others, 3),
    )


def _lost_and_doubled(crowd: Crowd, speakers: list[Device], first: int) -> tuple[int, int]:
    """How many deliveries are missing, and how many came more than once, over all devices."""
    by_room: dict[int, list[int]] = {}
    for number, device in enumerate(speakers):
        by_room.setdefault(device.room, []).append(first + number)
    known: dict[tuple[int, bytes], tuple[int, int]] = {}
    lost = doubled = 0
    for device in crowd.devices:
        # Devices that were sent the same frames need not be looked at one by one.
        key = (device.room, device.heard.tobytes())
        if key not in known:
            seen = Counter(number for index in device.heard for number in crowd.frames[index].frame.ops)
            expected = by_room.get(device.room, [])
            missing = sum(seen[number] == 0 for number in expected)
            known[key] = (missing, sum(seen.values()) - (len(expected) - missing))
        lost += known[key][0]
        doubled += known[key][1]
    return lost, doubled


def spread(seconds: list[float]) -> Spread:
    """Give the percentiles of some times."""
    ordered = sorted(seconds) or [NEVER]

    def at(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000, 2)

    return Spread(p50=at(0.50), p95=at(0.95), p99=at(0.99), most=at(1.0))


def _spread_of(steps: Counter[int]) -> Spread:
    """The same of times that were counted in steps."""
    total = sum(steps.values())
    if not total:
        return spread([])
    found, marks, passed = [], [0.50, 0.95, 0.99], 0
    for step in sorted(steps):
        passed += steps[step]
        while marks and passed > marks[0] * total:
            found.append(round(step * 1000 / STEP, 2))
            marks.pop(0)
    most = round(max(steps) * 1000 / STEP, 2)
    found += [most] * (3 - len(found))
    return Spread(found[0], found[1], found[2], most)
