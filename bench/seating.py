"""From “make groups” to every phone that shows its table: three hundred devices, thirty tables, wishes and all.

Run as `python -m bench.seating`; the figures go to `bench/results/seating.md`.
"""

import random
import statistics
import tempfile
import threading
import time
from pathlib import Path

from bench import servers
from bench.crowd import Crowd
from bench.machine import described
from server.core.grouping import Person, balance
from server.demo.phone import Phone, call

PEOPLE, TABLES = 300, 30
RUNS = 10
RESULTS = Path(__file__).parent / "results" / "seating.md"
ROLES = ("habitant", "benevole", "salarie", "direction", "centre", "federation", "pilote")
TERRITORIES = 13


def told(folder: Path) -> list[float]:
    """Milliseconds from asking to each device's frame, over all devices and runs."""
    with servers.house_of(folder) as served:
        opened = call(served.url, "/api/rooms", {"format": "journee-capitalisation", "title": "Trois cents"})
        code, host = str(opened["code"]), Phone(served.url, str(opened["token"])).connect()
        roles = [str(one["id"]) for one in host.of("format")["format"]["roles"]]  # type: ignore[attr-defined]
        tokens = [
            str(
                call(
                    served.url,
                    f"/api/rooms/{code}/join",
                    {"name": f"P{n}", "role": roles[n % len(roles)], "territory": f"T{n % TERRITORIES}"},
                )["token"]
            )
            for n in range(PEOPLE)
        ]
        crowd = Crowd(served.port)
        crowd.connect(tokens, at_once=PEOPLE)
        found: list[float] = []
        for run in range(RUNS):
            crowd.until(lambda: False, 1.0)
            crowd.forget()
            found += _once(crowd, host, run)
        crowd.close()
        host.leave()
    return found


def _once(crowd: Crowd, host: Phone, run: int) -> list[float]:
    """Make groups once; give the milliseconds until each device was told."""
    number = run + 1
    count = TABLES if run % 2 == 0 else TABLES - 5
    began = time.perf_counter()
    crowd.sent_at[number] = began
    asking = threading.Thread(
        target=host.send, args=(f"b{number:011d}", "group.balance", None, {"count": count}), daemon=True
    )
    asking.start()
    crowd.until(lambda: crowd.delivered >= PEOPLE, 20.0)
    asking.join(20)
    arrivals = [at for seen in crowd.frames if number in seen.frame.ops for at in seen.arrivals]
    if len(arrivals) != PEOPLE:
        raise RuntimeError(f"{len(arrivals)} of {PEOPLE} devices were told")
    return [(at - began) * 1000 for at in arrivals]


def decided() -> list[float]:
    """Milliseconds that the assignment itself takes, with hosts, bonds and people to keep apart."""
    chance = random.Random(7)
    taken = []
    for _ in range(RUNS):
        people = [
            Person(
                f"p{n:03}",
                chance.choice(ROLES),
                f"t{chance.randrange(TERRITORIES)}",
                seat_at=n if n < TABLES else None,
                bond=f"b{n // 3}" if 60 <= n < 90 else "",
                apart=frozenset({f"p{n + 1:03}"}) if 100 <= n < 130 else frozenset(),
            )
            for n in range(PEOPLE)
        ]
        began = time.perf_counter()
        balance(people, TABLES)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def main() -> None:
    """Measure and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        found = sorted(told(Path(folder)))
    taken = decided()
    lines = [
        "# From “make groups” to every phone",
        "",
        f"{time.strftime('%Y-%m-%d')}, {described()}. {PEOPLE} devices in one room, {TABLES} tables (and "
        f"{TABLES - 5}, in turn), mixed by role and territory; {RUNS} runs.",
        "",
        "| | p50 | p95 | most | goal |",
        "|:--|--:|--:|--:|--:|",
        f"| until a phone holds its table, ms | {found[len(found) // 2]:.0f} | {found[int(len(found) * 0.95)]:.0f} "
        f"| {found[-1]:.0f} | p95 ≤ 500 |",
        f"| the assignment alone, with wishes, ms | {statistics.median(taken):.0f} | | {max(taken):.0f} | ≤ 1,000 |",
        "",
        "Made by `python -m bench.seating`.",
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
