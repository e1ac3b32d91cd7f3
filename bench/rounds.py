"""The rounds of a bench, each selectable by name: what they measure, and what each run came to."""

import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench import hall, load, servers
from bench.crowd import Crowd, Lost
from bench.dialects import Bare, Hocuspocus, Opened, SocketIo
from bench.machine import SERVER_CORE, memory, on_core, processor_seconds
from bench.search import FINE, greatest
from server.demo.served import Served

RUNS = 5

TOGETHER = {30: 100.0, 300: 40.0, 1000: 20.0}
"""The load that every server bears, in ops a second, by the number of devices."""

START = {
    "recolte": {30: 200_000.0, 300: 1_200_000.0, 1000: 2_000_000.0},
    "flask": {30: 30_000.0, 300: 25_000.0, 1000: 15_000.0},
    "socketio": {30: 60_000.0, 300: 80_000.0, 1000: 45_000.0},
    "hocuspocus": {30: 50_000.0, 300: 60_000.0, 1000: 40_000.0},
}
"""Deliveries a second at which the search for the most begins, by devices: near what was found before."""

MOST_OPS = 12_000.0

GOALS = {(30, 1): (6000.0,), (300, 1): (4000.0,), (1000, 1): (50.0, 1000.0, 2000.0), (30, 100): (100.0,)}
"""Ops a second that the house is to bear, by devices a room and rooms."""

WITHIN = 150.0
"""Milliseconds within which 95 of 100 deliveries must arrive for a load to count as borne."""


class Cell(msgspec.Struct, frozen=True):
    """Some runs of one server under one load."""

    round: str
    server: str
    devices: int
    """In each room."""
    rooms: int
    rate: float
    """Ops a second, over all rooms."""
    runs: list[load.Figures]
    most: bool = False
    """Whether this is the most that the server bears."""

    def median(self, of: Callable[[load.Figures], float]) -> float:
        return statistics.median(of(figures) for figures in self.runs)

    def between(self, of: Callable[[load.Figures], float]) -> tuple[float, float]:
        found = [of(figures) for figures in self.runs]
        return min(found), max(found)


class Taken(msgspec.Struct, frozen=True):
    """A single quantity, measured several times."""

    round: str
    name: str
    unit: str
    values: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.values)


class Result(msgspec.Struct, frozen=True):
    """What a round found."""

    cells: list[Cell] = []
    taken: list[Taken] = []


class Stage:
    """A server with its devices, ready to be loaded."""

    def __init__(self, server: str, pid: int, crowd: Crowd, seated: hall.Hall) -> None:
        self.server = server
        self.pid = pid
        self.crowd = crowd
        self._seated = seated
        self._first = 0

    def run(self, rate: float, seconds: float, patience: float = 10.0) -> load.Figures:
        """Load it, with ops that it was never asked before; let it come to rest afterwards."""
        ops = max(1, int(rate * seconds))
        figures = load.run(self.crowd, self.pid, self._seated.say, rate, ops, self._first, patience)
        self._first += ops
        self.rest()
        return figures

    def rest(self) -> None:
        """Wait until nothing arrives any more, for a while at most."""
        for _ in range(40):
            before = self.crowd.delivered
            self.crowd.until(lambda: False, 0.25)
            if self.crowd.delivered == before:
                return


@contextmanager
def stage(server: str, devices: int, rooms: int = 1) -> Iterator[Stage]:
    """Serve one of the servers, with so many devices in each room."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        if server == "recolte":
            seated = hall.build(data, devices, rooms)
            with servers.house_of(data) as served:
                crowd = Crowd(served.port)
                tokens, places = [p.token for p in seated.people], [p.room for p in seated.people]
                crowd.connect(tokens, at_once=200, rooms=places)
                # Who is here is told about once a second while it changes.
                crowd.until(lambda: False, 2.5)
                yield Stage(server, served.pid, crowd, seated)
                crowd.close()
            return
        people = [
            hall.Seated("", "", 0, f"g{n % hall.TABLES + 1}", "bouches-du-rhone") for n in range(devices)
        ]
        seated = hall.Hall([], people, "decouvrir", ["accessible-utile"])
        with servers.peer(server) as (pid, port):
            crowd = Crowd(port, Hocuspocus() if server == "hocuspocus" else Bare())
            crowd.connect([""] * devices, at_once=50)
            crowd.until(lambda: False, 1.0)
            yield Stage(server, pid, crowd, seated)
            crowd.close()


# --- rounds -----------------------------------------------------------------------------------------


def side_by_side(name: str, devices: int, runs: int = RUNS) -> Result:
    """The same load on every server, then the most that each bears."""
    cells = []
    for server in ("recolte", *servers.PEERS):
        with stage(server, devices) as ready:
            rate = TOGETHER[devices]
            ready.run(rate, 0.5)
            cells.append(Cell(name, server, devices, 1, rate, [ready.run(rate, 0.8) for _ in range(runs)]))
            tell(cells[-1])
            try:
                cells.append(_most(name, ready, devices, runs))
            except Lost as lost:
                if server == "recolte":
                    raise
                print(f"{name}: {server} let go of devices when it was asked for more: {lost}", flush=True)
            else:
                tell(cells[-1])
    return Result(cells)


def _most(name: str, ready: Stage, devices: int, runs: int) -> Cell:
    """Look for the greatest load that a server bears, then measure it there."""
    rate = greatest(lambda rate: _bears(ready, rate), START[ready.server][devices] / devices, MOST_OPS)
    while True:
        found = []
        # Most of them too late is enough to know: an overloaded server takes long to come to rest.
        while len(found) < runs and sum(_p95(one) > WITHIN for one in found) <= runs // 2:
            found.append(ready.run(rate, 0.8, patience=2.0))
        cell = Cell(name, ready.server, devices, 1, round(rate, 1), found, True)
        if cell.median(_p95) <= WITHIN or rate < 1:
            return cell
        rate /= FINE


def _bears(ready: Stage, rate: float) -> bool:
    found = ready.run(rate, 0.6, patience=1.0)
    return _p95(found) <= WITHIN and found.lost == 0


def _p95(found: load.Figures) -> float:
    return found.arrival.p95


def goals(name: str, devices: int, rooms: int, runs: int = RUNS) -> Result:
    """What the house is to bear, at each rate."""
    cells = []
    with stage("recolte", devices, rooms) as ready:
        for rate in GOALS[devices, rooms]:
            ready.run(rate, 0.5)
            seconds = 2.0 if rate <= 100 else 1.5
            cells.append(
                Cell(name, "recolte", devices, rooms, rate, [ready.run(rate, seconds) for _ in range(runs)])
            )
            tell(cells[-1])
    return Result(cells)


def overload(name: str, runs: int = RUNS) -> Result:
    """A thousand devices and as many ops a second, on the fastest of the others."""
    with stage("socketio", 1000) as ready:
        cells = []
        for rate in (50.0, 1000.0):
            # Two hundred ops, and time for all of them: what it is behind it would owe to the next run.
            seconds = 2.0 if rate <= 100 else 0.2
            runs_here = [ready.run(rate, seconds, patience=10.0) for _ in range(runs)]
            cells.append(Cell(name, "socketio", 1000, 1, rate, runs_here))
            tell(cells[-1])
    return Result(cells)


def storm(name: str, runs: int = RUNS, devices: int = 1000, cards: int = 1000) -> Result:
    """A thousand phones come in within two seconds; then the server is killed, and all come back."""
    entered, back, firsts = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        seated = hall.build(data, devices, cards=cards)
        tokens = [person.token for person in seated.people]
        for _ in range(runs):
            # A server of its own each time: it counts how often one address comes.
            with servers.house_of(data) as served:
                crowd = Crowd(served.port)
                entered.append(round(crowd.connect(tokens, at_once=devices, over=1.9), 2))
                crowd.until(lambda: False, 2.0)
                size = crowd.snapshot_bytes
                first, all_back = _killed(served, crowd)
                firsts.append(first)
                back.append(all_back)
                crowd.close()
    taken = [
        Taken(name, "all in, s", "s", entered),
        Taken(name, "snapshot, bytes", "bytes", [float(size)]),
        Taken(name, "the first back after kill -9, s", "s", firsts),
        Taken(name, "all back after kill -9, s", "s", back),
    ]
    return _told(Result(taken=taken))


def _killed(served: Served, crowd: Crowd) -> tuple[float, float]:
    """Kill the server and start it again at once; give when it let the first in again, and when all were."""
    began = time.perf_counter()
    os.kill(served.pid, signal.SIGKILL)
    served.stop()
    starting = threading.Thread(target=_start, args=(served,))
    starting.start()
    first = crowd.come_back(began)
    everybody = time.perf_counter() - began
    starting.join()
    return round(first, 2), round(everybody, 2)


def _start(served: Served) -> None:
    with on_core(SERVER_CORE):
        served.start()


def opening(name: str, runs: int = RUNS, ops: int = 20_000) -> Result:
    """A room of many ops is woken from what was written."""
    with tempfile.TemporaryDirectory() as folder:
        found = hall.times_to_wake(Path(folder), ops, runs)
    return _told(Result(taken=[Taken(name, what, "ms", times) for what, times in found.items()]))


def weight(name: str, devices: int = 1000) -> Result:
    """Memory: an empty house, and each device, layer by layer of what it is made of."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        seated = hall.build(data, devices)
        tokens = [person.token for person in seated.people]
        with servers.peer("sockets") as (pid, port):
            socket = _each(pid, Crowd(port, Opened()), [""] * devices)
        with servers.peer("flask") as (pid, port):
            bare = _each(pid, Crowd(port, Bare()), [""] * devices)
        with servers.house_of(data) as served:
            empty = memory(served.pid)
            connected = _each(served.pid, Crowd(served.port, SocketIo(enters=False)), tokens)
        with servers.house_of(data) as served:
            crowd = Crowd(served.port)
            each = _each(served.pid, crowd, tokens)
            used = processor_seconds(served.pid)
            crowd.until(lambda: False, 6.0)
            idle = (processor_seconds(served.pid) - used) / 6
    taken = [
        Taken(name, "empty house, MB", "MB", [round(empty / 1e6, 1)]),
        Taken(name, "each device, kB", "kB", [each]),
        Taken(name, "of which a WebSocket of eventlet’s server, kB", "kB", [socket]),
        Taken(name, "of which Engine.IO and Socket.IO as they come, kB", "kB", [round(bare - socket, 1)]),
        Taken(
            name,
            "of which our own reading and writing, without the library’s tasks for pings, kB",
            "kB",
            [round(connected - bare, 1)],
        ),
        Taken(name, "of which being in the room, kB", "kB", [round(each - connected, 1)]),
        Taken(name, f"{devices:,} silent devices, part of a core", "", [round(idle, 3)]),
    ]
    return _told(Result(taken=taken))


def _each(pid: int, crowd: Crowd, tokens: list[str]) -> float:
    """Kilobytes of a server's memory for each of these devices, after a first one has come."""
    crowd.connect(tokens[:1], at_once=1)
    crowd.until(lambda: False, 1.0)
    before = memory(pid)
    crowd.connect(tokens[1:], at_once=50)
    crowd.until(lambda: False, 2.5)
    return round((memory(pid) - before) / (len(tokens) - 1) / 1e3, 1)


def limit(name: str, runs: int = RUNS, devices: int = 1000) -> Result:
    """The devices' own limit: ready-made frames, as many as they can take in."""
    with servers.peer("echo") as (_, port):
        crowd = Crowd(port, Bare())
        crowd.connect([""] * devices, at_once=50)
        crowd.devices[0].sock.send(b"go")
        crowd.until(lambda: False, 0.5)
        frames, used = [], []
        for _ in range(runs):
            crowd.forget()
            began, processor = time.perf_counter(), time.process_time()
            crowd.sent_at = dict.fromkeys(range(20), began)
            crowd.until(lambda: False, 1.0)
            seconds = time.perf_counter() - began
            frames.append(round(crowd.taken / seconds))
            used.append(round((time.process_time() - processor) / seconds, 2))
        crowd.close()
    taken = [
        Taken(name, "frames of 20 cards that the devices take in, a second", "", [float(f) for f in frames]),
        Taken(name, "part of their core used", "", used),
    ]
    return _told(Result(taken=taken))


ROUNDS: dict[str, Callable[[str], Result]] = {
    "limit": limit,
    "hall-30": lambda name: side_by_side(name, 30),
    "hall-300": lambda name: side_by_side(name, 300),
    "hall-1000": lambda name: side_by_side(name, 1000),
    "goals-30": lambda name: goals(name, 30, 1),
    "goals-300": lambda name: goals(name, 300, 1),
    "goals-1000": lambda name: goals(name, 1000, 1),
    "rooms": lambda name: goals(name, 30, 100),
    "overload": overload,
    "storm": storm,
    "opening": opening,
    "weight": weight,
}


def tell(cell: Cell) -> None:
    """Say on the way what a cell came to."""
    print(
        f"{cell.round:10} {cell.server:10} {cell.devices:5} × {cell.rooms:3} {cell.rate:8.1f}/s"
        f"{' most' if cell.most else ''}: p50 {cell.median(lambda f: f.arrival.p50):.1f} "
        f"p95 {cell.median(_p95):.1f} p99 {cell.median(lambda f: f.arrival.p99):.1f} ms, "
        f"{cell.median(lambda f: f.deliveries_a_second):,.0f} deliveries/s, "
        f"lost {sum(f.lost for f in cell.runs)}, server {cell.median(lambda f: f.server_share):.0%}, "
        f"devices {cell.median(lambda f: f.crowd_share):.0%}, late {cell.median(lambda f: f.late):.1f} ms, "
        f"others {cell.median(lambda f: f.others_share):.0%}",
        flush=True,
    )


def _told(result: Result) -> Result:
    for taken in result.taken:
        print(f"{taken.round:10} {taken.name}: {taken.median:g} (of {taken.values})", flush=True)
    return result
