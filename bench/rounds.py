"""The rounds of a bench: the house and the bare broadcast, each in a fresh process, under the same load."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench import hall, load
from bench.crowd import Crowd, Device
from bench.machine import SERVER_CORE, memory, on_core
from server.demo.served import Served, answers, free_port
from server.settings import ROOT

SNAPSHOT_CARDS = 1_000
ENTERS = 20


class HouseRound(msgspec.Struct, frozen=True):
    """What the house did for one number of devices; memory in bytes, times in seconds."""

    figures: load.Figures
    joining_seconds: float
    entering_seconds: float
    memory_empty: int
    memory_device: int


class BareRound(msgspec.Struct, frozen=True):
    """What the bare broadcast did."""

    figures: load.Figures
    memory_empty: int
    memory_device: int


class SnapshotRound(msgspec.Struct, frozen=True):
    """Entering a room that holds many cards: bytes sent, milliseconds for the first and the next devices."""

    cards: int
    sent_bytes: int
    first_ms: float
    next_ms: float


@contextmanager
def house(data: Path) -> Iterator[Served]:
    """Serve the house on the server's core."""
    served = Served(data, environ={"ROOM_PASSWORD": "", "DATABASE_URL": ""})
    with on_core(SERVER_CORE):
        served.start()
    try:
        yield served
    finally:
        served.stop()


@contextmanager
def bare() -> Iterator[tuple[int, int]]:
    """Serve the bare broadcast on the same core; give its process and its port."""
    port = free_port()
    with on_core(SERVER_CORE):
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.peers.bare", str(port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        until = time.monotonic() + 20
        while not answers(f"http://127.0.0.1:{port}"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the bare broadcast did not start")
            time.sleep(0.05)
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def house_round(devices: int, rate: float, ops: int) -> HouseRound:
    """Fill a room, let every device in at once, and load it."""
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as served:
        empty = memory(served.pid)
        filled = hall.fill(served.url, devices)
        before = memory(served.pid)
        crowd, entering = hall.crowd_of(filled, served.port, ops)
        crowd.until(lambda: False, 2.0)
        each = (memory(served.pid) - before) // devices
        figures = load.run(crowd, served.pid, filled.write, filled.edit, rate, ops)
        crowd.close()
        return HouseRound(figures, round(filled.joining_seconds, 2), round(entering, 2), empty, each)


def bare_round(devices: int, rate: float, ops: int) -> BareRound:
    """The same load on the bare broadcast."""
    with bare() as (pid, port):
        empty = memory(pid)
        crowd = Crowd(port, ops, enters=False)
        # Its queue of connections is short: fifty at a time.
        crowd.connect([""] * devices, at_once=50)
        crowd.until(lambda: False, 2.0)
        each = (memory(pid) - empty) // devices
        people = [hall.Seated("", f"g{n % hall.TABLES + 1}", "bouches-du-rhone") for n in range(devices)]
        table = hall.Hall("", "", people, "decouvrir", ["accessible-utile"], 0.0)
        figures = load.run(crowd, pid, table.write, table.write, rate, ops)
        crowd.close()
        return BareRound(figures, empty, each)


def snapshot_round() -> SnapshotRound:
    """Write many cards, then let devices in one by one."""
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as served:
        filled = hall.fill(served.url, 100 + ENTERS)
        writers = filled.people[:100]
        crowd = Crowd(served.port, SNAPSHOT_CARDS)
        crowd.connect([person.token for person in writers], at_once=len(writers))
        table = hall.Hall(filled.url, filled.code, writers, filled.step, filled.criteria, 0.0)
        for number in range(SNAPSHOT_CARDS):
            device: Device = crowd.devices[number % len(writers)]
            crowd.say(device, number, table.write(device, number))
            crowd.turn(0.001)
        crowd.until(lambda: crowd.acked >= SNAPSHOT_CARDS, 60)
        if crowd.refused:
            raise RuntimeError(f"cards were refused: {crowd.refused[0]!r}")
        crowd.close()
        late = Crowd(served.port, 1)
        times = [late.connect([person.token], at_once=1) * 1000 for person in filled.people[100:]]
        late.close()
        return SnapshotRound(
            SNAPSHOT_CARDS, late.snapshot_bytes, round(times[0], 1), round(statistics.median(times[1:]), 1)
        )
