"""`python -m bench.cluster`: what one process and two cost for the same rooms, tier by tier, and how far two carry.

The stores and the phones are on one core, the processes on the other, so that the processor time of a
room is the same question for one process and for two; then each process has a core of its own.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from bench.machine import CROWD_CORE, SERVER_CORE, busy_seconds, described, memory, on_core, processor_seconds
from bench.many_rooms import Phones, opened
from scripts.cluster.cluster import Process
from scripts.cluster.front import Front, Site
from scripts.cluster.ports import free_port
from scripts.cluster.stores import Postgres, Valkey

PEOPLE = 30
RESULTS = Path(__file__).parent / "results"


class Taken(msgspec.Struct, frozen=True):
    """What one run cost: processor milliseconds for one second of one room, by tier; times in milliseconds."""

    name: str
    rooms: int
    people: int
    ops: int
    p50: float
    p95: float
    acked_p50: float
    acked_p95: float
    processes_ms: float
    postgres_ms: float
    valkey_ms: float
    nginx_ms: float
    phones_ms: float
    busiest_share: float
    """The part of a core that the busiest process used."""
    megabytes: float
    """Memory of all processes together, with all phones in."""
    others_share: float
    lost: int
    refused: int
    entering_ms: float
    """What the processes use to let one phone in, with the room's whole snapshot."""


class Tiers:
    """The parts of a cluster, each on the core that it is given."""

    def __init__(self, folder: Path, cores: Sequence[int], *, front: bool) -> None:
        with on_core(CROWD_CORE):
            self.postgres = Postgres(folder / "postgres").start()
            self.valkey = Valkey(folder / "valkey").start()
        settings = {
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": self.postgres.url,
            "MESSAGE_QUEUE": self.valkey.url,
        }
        self.processes = []
        for number, core in enumerate(cores, 1):
            with on_core(core):
                self.processes.append(Process(number, folder / f"{number}.log", settings).launch())
        for process in self.processes:
            process.answered()
        self.front: Front | None = None
        if front:
            served = [f"127.0.0.1:{process.port}" for process in self.processes]
            with on_core(CROWD_CORE):
                self.front = Front(folder / "nginx", Site(served, port=free_port())).start()

    def stop(self) -> None:
        """Stop everything."""
        if self.front is not None:
            self.front.stop()
        for process in self.processes:
            process.stop()
        self.valkey.stop()
        self.postgres.stop()

    def used(self) -> dict[str, float]:
        """The processor seconds that each tier has used so far."""
        found = {f"process {process.number}": processor_seconds(process.pid) for process in self.processes}
        found["postgres"] = sum(processor_seconds(pid) for pid in family(self.postgres.pid))
        found["valkey"] = processor_seconds(self.valkey.pid)
        found["nginx"] = sum(processor_seconds(pid) for pid in family(self.front.pid)) if self.front else 0.0
        return found


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            found.append(int(stat.parent.name))
    return found


@contextmanager
def tiers(cores: Sequence[int], *, front: bool = False) -> Iterator[Tiers]:
    """A cluster in a folder of its own, with a process on each of the cores."""
    with tempfile.TemporaryDirectory(prefix="recolte-bench-") as folder:
        running = Tiers(Path(folder) / "cluster", cores, front=front)
        try:
            yield running
        finally:
            running.stop()


def measured(
    name: str,
    cores: Sequence[int],
    rooms: int,
    seconds: float,
    *,
    people: int = PEOPLE,
    rate: float = 1.0,
    divided: bool = False,
    front: bool = False,
) -> Taken:
    """Let every room write once a second, and say what it took."""
    with ExitStack() as stack:
        running = stack.enter_context(tiers(cores, front=front))
        ports = [process.port for process in running.processes]
        halls = []
        for number in range(rooms):
            if running.front is not None:
                by = [running.front.site.port]
            else:
                by = ports if divided else [ports[number % len(ports)]]
            # Rooms are opened past nginx, behind which one address may open a few only.
            halls.append(opened(ports[number % len(ports)], by, people))
        phones = Phones(halls)
        stack.callback(phones.close)
        entering = sum_of_processes(running.used())
        phones.come_in()
        entering = sum_of_processes(running.used()) - entering
        phones.write(1.0, 3.0)
        size = sum(memory(process.pid) for process in running.processes)
        for figures in (phones.latencies, phones.acks):
            del figures[:]
        phones.delivered = 0
        before, mine, busy, began = running.used(), time.process_time(), busy_seconds(), time.perf_counter()
        many = phones.write(rate, seconds, first=10_000_000) if rate else phones.listen(seconds)
        took = time.perf_counter() - began
        mine, busy = time.process_time() - mine, busy_seconds() - busy
        spent = {tier: used - before[tier] for tier, used in running.used().items()}
    each = 1000 / (rooms * took)
    return Taken(
        name=name,
        rooms=rooms,
        people=people,
        ops=many,
        p50=at(phones.latencies, 0.50),
        p95=at(phones.latencies, 0.95),
        acked_p50=at(phones.acks, 0.50),
        acked_p95=at(phones.acks, 0.95),
        processes_ms=round(sum_of_processes(spent) * each, 2),
        postgres_ms=round(spent["postgres"] * each, 2),
        valkey_ms=round(spent["valkey"] * each, 3),
        nginx_ms=round(spent["nginx"] * each, 2),
        phones_ms=round(mine * each, 2),
        busiest_share=round(max(spent[tier] for tier in spent if tier.startswith("process")) / took, 3),
        megabytes=round(size / 1e6, 1),
        others_share=round(max(0.0, busy - mine - sum(spent.values())) / (2 * took), 3),
        lost=many * people - len(phones.latencies),
        refused=len(phones.refused),
        entering_ms=round(entering * 1000 / (rooms * people), 2),
    )


def sum_of_processes(used: dict[str, float]) -> float:
    """What the processes of the instance used, without the stores and nginx."""
    return sum(seconds for tier, seconds in used.items() if tier.startswith("process"))


def at(seconds: Sequence[float], part: float) -> float:
    """A percentile, in milliseconds; 0 where nothing was timed."""
    if not seconds:
        return 0.0
    return round(sorted(seconds)[min(len(seconds) - 1, int(part * len(seconds)))] * 1000, 2)


def runs(rooms: int, seconds: float) -> Iterator[Taken]:
    """Every run of one round."""
    one, two = [SERVER_CORE], [SERVER_CORE, SERVER_CORE]
    yield measured("one process", one, rooms, seconds)
    yield measured("one process, nobody writes", one, rooms, seconds, rate=0.0)
    yield measured("one process, rooms of 120", one, max(1, rooms // 4), seconds, people=120)
    yield measured("two processes, the same core", two, rooms, seconds)
    yield measured("two processes, every room divided", two, rooms, seconds, divided=True)
    yield measured("two processes behind nginx", two, rooms, seconds, front=True)
    yield measured("two processes, a core each", [SERVER_CORE, CROWD_CORE], round(1.7 * rooms), seconds)


def median(found: Sequence[Taken]) -> Taken:
    """The run in the middle by what its processes used; one run is never mixed with another."""
    return sorted(found, key=lambda taken: taken.processes_ms)[len(found) // 2]


COLUMNS = (
    "rooms", "people", "p50", "p95", "acked_p95", "processes_ms", "postgres_ms", "valkey_ms", "nginx_ms",
    "entering_ms", "busiest_share", "megabytes", "others_share", "lost", "refused",
)  # fmt: skip
HEADS = (
    "rooms", "phones each", "p50", "p95", "ack p95", "processes", "PostgreSQL", "Valkey", "nginx",
    "a phone’s entering", "busiest, part of a core", "MB", "others", "lost", "refused",
)  # fmt: skip


def report(found: Sequence[Taken], spread: float, rounds: int) -> str:
    """The page on what was measured."""
    by_name = {taken.name: taken for taken in found}
    one, two = by_name["one process"], by_name["two processes, the same core"]
    own = by_name["two processes, a core each"]
    more = two.processes_ms / one.processes_ms - 1
    factor = 2 * one.processes_ms / two.processes_ms
    rows = [
        "| " + " | ".join([taken.name, *(str(getattr(taken, column)) for column in COLUMNS)]) + " |"
        for taken in found
    ]
    return "\n".join(
        (
            "# One process and two",
            "",
            f"{time.strftime('%Y-%m-%d')}, {described()}. Rooms of {PEOPLE} phones, if not said otherwise; one "
            f"op a second in each, every "
            f"op on disk in PostgreSQL before it is told. Times in milliseconds until a phone has it; what the "
            f"tiers used in milliseconds of processor time for one second of one room. The median run of "
            f"{rounds}; what one process used differed by ±{spread:.0%} between runs.",
            "",
            "| | " + " | ".join(HEADS) + " |",
            "|:--|" + "--:|" * len(HEADS),
            *rows,
            "",
            f"**Two processes on two cores carry ×{factor:.2f} the rooms of one**: for the same rooms, two use "
            f"{abs(more):.0%} {'more' if more > 0 else 'less'} processor time than one (less is chance), and they "
            f"share nothing but the stores, which stand elsewhere. Measured with both on one core, so that the "
            f"phones, which need the other one, disturb one process no more than two.",
            "",
            f"Shown outright, as far as two cores allow, on which the phones and the stores must run as well: "
            f"{own.rooms} rooms (×{own.rooms / one.rooms:.2f}) on two processes with a core each, p95 {own.p95} ms "
            f"beside {one.p95} ms for {one.rooms} rooms on one.",
            "",
            "A room that is divided between two processes costs both the reading of what the other wrote: it is "
            "what a failure costs while it lasts, and the reason for bringing a room to one process by its code.",
            "",
            "Made by `make bench-cluster`.",
            "",
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("--rooms", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args(arguments)
    rounds: dict[str, list[Taken]] = {}
    with on_core(CROWD_CORE):
        for _ in range(wanted.rounds):
            for taken in runs(wanted.rooms, wanted.seconds):
                rounds.setdefault(taken.name, []).append(taken)
                print(taken, flush=True)
    costs = [taken.processes_ms for taken in rounds["one process"]]
    spread = (max(costs) - min(costs)) / 2 / statistics.median(costs)
    found = [median(taken) for taken in rounds.values()]
    (wanted.out / "cluster.md").write_text(report(found, spread, wanted.rounds), "utf-8")
    (wanted.out / "cluster.json").write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
