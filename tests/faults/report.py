"""Makes the long runs and writes what they came to into docs/reliability.md: `make reliability`.

Each part may be made alone, and keeps its figures in bench/results/reliability.json.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import msgspec

from bench import hall, load, servers
from bench.crowd import Crowd
from bench.machine import described
from tests.faults import soak

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "bench" / "results" / "reliability.json"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures: written by `make reliability` -->", "<!-- end of the figures -->"

SLOW = 50
RUNS = 5


def storms() -> str:
    """The fuzz, over as many seeds as SEEDS says; what is kept in KEPT is not played again, and is counted."""
    kept = Path(os.environ.get("KEPT", ROOT / "var" / "storms.jsonl"))
    told = {"--seeds": os.environ.get("SEEDS", "1000"), "--minutes": os.environ.get("MINUTES", "0")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *chain(*told.items()), "--kept", str(kept)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip().splitlines()[-1]


def kills() -> str:
    """A hundred kills under load."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/faults/test_kill.py", "-k", "kills"],
        cwd=ROOT,
        env={**os.environ, "KILLS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"100 kills: {done.stdout.strip().splitlines()[-1]}"


def slow() -> str:
    """What fifty phones that stop reading cost a hundred that go on."""
    with tempfile.TemporaryDirectory() as folder:
        seated = hall.build(Path(folder), 100 + SLOW * RUNS)
        with servers.house_of(Path(folder)) as served:
            crowd = Crowd(served.port)
            tokens = [person.token for person in seated.people]
            crowd.connect(tokens[:100], at_once=50)
            crowd.until(lambda: False, 2.5)
            alone, beside = [], []
            first = 0

            def p95() -> float:
                nonlocal first
                first += 240
                return load.run(crowd, served.pid, seated.say, 30, 240, first - 240).arrival.p95

            p95()
            for number in range(RUNS):
                alone.append(p95())
                deaf = Crowd(served.port)
                at = 100 + number * SLOW
                deaf.connect(tokens[at : at + SLOW], at_once=50)
                beside.append(p95())  # nobody listens on behalf of the deaf
                deaf.close()
            crowd.close()
    before, after = statistics.median(alone), statistics.median(beside)
    return (
        f"p95 of 100 devices at 30 ops a second: {before:.1f} ms alone, {after:.1f} ms beside {SLOW} that stop "
        f"reading ({after / before - 1:+.0%}; {RUNS} runs each, "
        f"{min(alone):.1f} to {max(alone):.1f} and {min(beside):.1f} to {max(beside):.1f})"
    )


def day() -> str:
    """The soak."""
    lived = soak.hold(float(os.environ.get("MINUTES", "15")))
    first, last = lived.tenths[0], lived.tenths[-1]
    return (
        f"{lived.ops} ops of {lived.devices} devices in {lived.minutes:.0f} minutes, {lived.returns} times the whole "
        f"hall away and back: {lived.lost} lost, {lived.doubled} doubled, {lived.refused} refused; memory "
        f"{first.megabytes} MB after the first tenth, {last.megabytes} MB at the end ({lived.growth:+.1%}); "
        f"handles {first.handles} and {last.handles}; tasks {first.tasks} and {last.tasks}; "
        f"the log {lived.log_megabytes} MB"
    )


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "storms": ("Convergence", storms),
    "kills": ("Kills under load", kills),
    "slow": ("Phones that stop reading", slow),
    "day": ("A day's work", day),
}


def figures(kept: dict[str, str]) -> str:
    """The figures as they stand in the page."""
    lines = [f"- **{name}** {kept[part]}." for part, (name, _) in PARTS.items() if part in kept]
    return "\n".join(
        [BEGIN, "", *lines, "", f"Measured on {kept.get('machine', 'an unknown machine')}.", "", END]
    )


def main(parts: list[str]) -> None:
    """Make the parts, all of them by default, and write the page."""
    kept: dict[str, str] = {}
    for part in parts or list(PARTS):
        found = PARTS[part][1]()
        # Read only now: another part may have been made meanwhile.
        kept = msgspec.json.decode(KEPT.read_bytes()) if KEPT.exists() else {}
        kept[part] = found
        kept["machine"] = described().partition(";")[0]
        print(f"{part}: {kept[part]}", flush=True)
        KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
    page = PAGE.read_text("utf-8")
    written = re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: figures(kept), page, flags=re.DOTALL)
    PAGE.write_text(written, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
