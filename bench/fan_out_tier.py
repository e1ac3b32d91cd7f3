"""`python -m bench.fan_out_tier`: ten thousand rooms on many processes, simulated from measured costs.

Each process is one queue on one core. An op waits for its room's turn, is decided (processor), written
(the store's time, during which other rooms go on), then told to the room's phones (processor). Rooms go
to processes by the same consistent hash as nginx's. What a decision, a telling and an entering cost is
read from `results/cluster.json`; nothing here is typed in but the load.
"""

import argparse
import bisect
import hashlib
import heapq
import random
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from bench.cluster import PEOPLE, RESULTS, Taken

PLAN = RESULTS.parent.parent / "docs" / "scale.md"
"""The page that shows both tables."""

PACE = 0.010
"""Seconds from the start of a turn of a room to the start of its next, as in the engine."""

EMPTY = 128.0
"""Megabytes of a process without a room, as `latest.md` says."""

POINTS = 160
"""Points on the circle for each process, as many as nginx gives to a server of weight one."""


@dataclass(frozen=True)
class Costs:
    """Seconds of processor time, but for `commit`, which is the store's."""

    decide: float
    """What an op costs, however many are told."""
    tell: float
    """For one phone that is told."""
    listen: float
    """For one phone during one second in which nobody writes: its pings."""
    enter: float
    """For one phone that comes in."""
    commit: float

    def op(self, people: int) -> float:
        """What one op in a turn of its own costs a process."""
        return self.decide + people * self.tell

    def slower(self, part: float) -> "Costs":
        """The same on a core of which only a part is to be had."""
        return replace(self, decide=self.decide / part, tell=self.tell / part)

    def room(self, people: int, rate: float) -> float:
        """What one second of a room costs a process."""
        return people * self.listen + rate * self.op(people)


def measured(found: Sequence[Taken]) -> Costs:
    """Read the costs from rooms of two sizes and one in which nobody writes: what is left is the decision."""
    by_name = {taken.name: taken for taken in found}
    small, large = by_name["one process"], by_name["one process, rooms of 120"]
    listen = by_name["one process, nobody writes"].processes_ms / 1000 / small.people
    ops = [taken.processes_ms / 1000 - taken.people * listen for taken in (small, large)]
    tell = max(0.0, (ops[1] - ops[0]) / (large.people - small.people))
    decide = ops[0] - tell * small.people
    commit = max(0.0005, small.acked_p50 / 1000 - decide)
    return Costs(decide, tell, listen, small.entering_ms / 1000, commit)


class Circle:
    """The consistent hash by which rooms go to processes."""

    def __init__(self, processes: Sequence[int]) -> None:
        marks = sorted(
            (_place(f"{process}-{point}"), process) for process in processes for point in range(POINTS)
        )
        self._places = [place for place, _ in marks]
        self._processes = [process for _, process in marks]

    def home(self, room: int) -> int:
        """The process of a room."""
        found = bisect.bisect(self._places, _place(f"room-{room}")) % len(self._places)
        return self._processes[found]


def _place(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


@dataclass
class Run:
    """What came of a simulated load."""

    p50: float
    p95: float
    p99: float
    used: list[float]
    """The part of its core that each process used."""


def simulate(
    rooms_of: Sequence[Sequence[int]],
    people: int,
    rate: float,
    lasts: float,
    costs: Costs,
    chance: random.Random,
) -> Run:
    """Let every room be written in `rate` times a second, by chance, for `lasts` seconds."""
    times: list[float] = []
    used: list[float] = []
    for rooms in rooms_of:
        # What listening takes, between all else, is missing for everything else.
        listening = min(0.95, len(rooms) * people * costs.listen)
        busy = process(rooms, people, rate, lasts, costs.slower(1 - listening), chance, times)
        used.append(busy / lasts * (1 - listening) + listening)
    times.sort()
    return Run(*(times[int(part * (len(times) - 1))] * 1000 for part in (0.50, 0.95, 0.99)), used)


def process(
    rooms: Sequence[int],
    people: int,
    rate: float,
    lasts: float,
    costs: Costs,
    chance: random.Random,
    times: list[float],
) -> float:
    """One process: give the seconds for which it worked, and add how long each op took to the last phone."""
    events: list[tuple[float, int, str, int]] = []
    for number in range(len(rooms)):
        at = chance.expovariate(rate)
        while at < lasts:
            events.append((at, len(events), "op", number))
            at += chance.expovariate(rate)
    heapq.heapify(events)
    waiting: list[list[float]] = [[] for _ in rooms]
    turning = [False] * len(rooms)
    batches: dict[int, list[float]] = {}
    ready: deque[tuple[str, int]] = deque()
    free_at, busy, count = 0.0, 0.0, len(events)
    while events or ready:
        if not ready or (events and events[0][0] <= free_at):
            at, _, what, room = heapq.heappop(events)
            if what == "op":
                waiting[room].append(at)
                if not turning[room]:
                    turning[room] = True
                    ready.append(("decide", room))
            else:
                ready.append((what, room))
            free_at = max(free_at, at) if len(ready) == 1 else free_at
            continue
        what, room = ready.popleft()
        if what == "decide":
            if not waiting[room]:
                turning[room] = False
                continue
            batches[room], waiting[room] = waiting[room], []
            cost = costs.decide * (1 + 0.3 * (len(batches[room]) - 1))
            free_at, busy, count = free_at + cost, busy + cost, count + 1
            commit = costs.commit * chance.lognormvariate(0.0, 0.5)
            heapq.heappush(events, (free_at + commit, count, "tell", room))
        else:
            cost = costs.tell * people
            free_at, busy, count = free_at + cost, busy + cost, count + 1
            times.extend(free_at - at for at in batches.pop(room))
            heapq.heappush(events, (free_at + PACE, count, "decide", room))
    return busy


def shares(rooms: int, processes: Sequence[int]) -> list[list[int]]:
    """The rooms of each process."""
    circle = Circle(processes)
    found: dict[int, list[int]] = {process: [] for process in processes}
    for room in range(rooms):
        found[circle.home(room)].append(room)
    return list(found.values())


def after_a_loss(rooms: int, people: int, processes: int, lost: int, costs: Costs) -> tuple[float, float]:
    """Let some processes die at once: give the most rooms that one of the others has then, beside before (×),
    and the seconds until the last phone is back, if a process gives half of its core to letting in."""
    before, circle = Circle(range(processes)), Circle(range(lost, processes))
    has = Counter(circle.home(room) for room in range(rooms))
    comes = Counter(circle.home(room) for room in range(rooms) if before.home(room) < lost)
    most = max(has.values()) / (rooms / processes)
    return most, max(comes.values()) * people * costs.enter / 0.5


def table(rooms: int, people: int, rate: float, costs: Costs, lasts: float) -> Iterator[str]:
    """The rows of one load, for ever more processes."""
    needed = rooms * costs.room(people, rate)
    for aim in (0.85, 0.7, 0.5, 0.35):
        processes = max(2, round(needed / aim))
        chance = random.Random(6)
        shared = shares(rooms, range(processes))
        run = simulate(shared, people, rate, lasts, costs, chance)
        most, back = after_a_loss(rooms, people, processes, max(1, processes // 10), costs)
        yield (
            f"| {rooms:,} | {rate} | {processes} | {min(map(len, shared))}–{max(map(len, shared))} | "
            f"{sum(run.used) / processes:.0%} | {max(run.used):.0%} | {run.p50:.1f} | {run.p95:.1f} | "
            f"{run.p99:.1f} | ×{most:.2f} | {back:.1f} |"
        )


HEAD = (
    "| rooms | ops a second, each | processes | rooms of one | a core’s part used | of the fullest | p50 | p95 "
    "| p99 | after a loss | back, s |",
    "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
)


def tiers(found: Sequence[Taken], rooms: int) -> list[str]:
    """What each tier needs for so many rooms at once: the measured cost of a room, times the rooms."""
    by_name = {taken.name: taken for taken in found}
    one, behind, silent = (
        by_name[name] for name in ("one process", "two processes behind nginx", "one process, nobody writes")
    )
    phone = (one.megabytes - EMPTY) / (one.rooms * one.people)
    head = f"for {rooms:,} rooms, {rooms * PEOPLE:,} phones"
    rows = [f"| {head} | nobody writes | 0.2 op/s in each | 1 op/s in each |", "|:--|--:|--:|--:|"]
    rates = (0.0, 0.2, 1.0)

    def row(name: str, cells: Sequence[str]) -> None:
        rows.append(f"| {name} | " + " | ".join(cells) + " |")

    def cores(still: float, busy: float) -> list[str]:
        return [f"{rooms * (still + rate * (busy - still)) / 1000:,.1f}" for rate in rates]

    row("ops a second", [f"{rooms * rate:,.0f}" for rate in rates])
    row("deliveries a second", [f"{rooms * rate * PEOPLE:,.0f}" for rate in rates])
    row("processes: cores used", cores(silent.processes_ms, one.processes_ms))
    row("PostgreSQL: cores used", cores(silent.postgres_ms, one.postgres_ms))
    row("Valkey: cores used", cores(silent.valkey_ms, one.valkey_ms))
    row("nginx, without TLS: cores used", cores(0.0, behind.nginx_ms))
    row("memory of phones and rooms, GB", [f"{rooms * PEOPLE * phone / 1000:,.0f}"] * 3)
    return rows


def report(costs: Costs, rows: Sequence[str], needed: Sequence[str], lasts: float) -> str:
    """The page on what was simulated."""
    return "\n".join(
        (
            "# Ten thousand rooms, simulated",
            "",
            f"From `cluster.json`: an op costs a process {costs.decide * 1000:.2f} ms, and {costs.tell * 1e6:.0f} µs "
            f"for each phone that is told; a phone that only listens costs {costs.listen * 1e6:.0f} µs "
            f"a second; the store takes {costs.commit * 1000:.1f} ms to have it on disk; a phone "
            f"that enters costs {costs.enter * 1000:.1f} ms. Rooms of {PEOPLE} phones, written in by chance (Poisson) "
            f"for {lasts:.0f} simulated seconds, every room at once; rooms to processes by consistent hash, with as "
            f"many points as nginx gives. A process is one core. Times in milliseconds until the last phone of the "
            f"room has an op. The last two columns: a tenth of the processes dies at once; the rooms that the "
            f"fullest of the others has then, beside an average one before, and the seconds until the last phone "
            f"is back, at half a core for letting in.",
            "",
            *HEAD,
            *rows,
            "",
            "## Tier by tier",
            "",
            "The processor time that a tier used for one room in `cluster.json`, times the rooms.",
            "",
            *needed,
            "",
            "What this leaves out: the store under that load (the time to write is taken as measured, spread by "
            "chance), the network, and rooms that all begin a step in the same second.",
            "",
            "Made by `make bench-fan-out`.",
            "",
        )
    )


def in_plan(plan: str, needed: Sequence[str], rows: Sequence[str]) -> str:
    """Give the page of the plan with the tables in it as they are now."""
    tables = {"tiers": needed, "simulation": (*HEAD, *rows)}
    for name, lines in tables.items():
        before, opening, rest = plan.partition(f"<!-- {name} -->\n")
        _, closing, after = rest.partition(f"<!-- /{name} -->")
        plan = before + opening + "\n".join(lines) + "\n" + closing + after
    return plan


def main(arguments: Sequence[str]) -> int:
    """Simulate, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.fan_out_tier", description=__doc__)
    parser.add_argument("--rooms", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--measured", type=Path, default=RESULTS / "cluster.json")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args(arguments)
    began = time.monotonic()
    found = msgspec.json.decode(wanted.measured.read_bytes(), type=list[Taken])
    costs = measured(found)
    rows = [row for rate in (0.2, 1.0) for row in table(wanted.rooms, PEOPLE, rate, costs, wanted.seconds)]
    needed = tiers(found, wanted.rooms)
    page = report(costs, rows, needed, wanted.seconds)
    (wanted.out / "fan-out-tier.md").write_text(page, "utf-8")
    if wanted.out == RESULTS:
        PLAN.write_text(in_plan(PLAN.read_text("utf-8"), needed, rows), "utf-8")
    print(page, f"({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
