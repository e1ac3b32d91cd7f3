"""`python -m bench [ROUND…]`: measure the house beside others, round by round; then report what is known.

Every round leaves its result in bench/results/rounds, so that they can be measured at different times.
Without names all are measured; `--resume` leaves out what an interrupted bench has measured; `--report`
measures nothing. `--record` takes the ratios as those to keep up with.
"""

import argparse
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

from bench import front, gate, report, rounds, servers
from bench.machine import CROWD_CORE, described
from server.settings import ROOT

RESULTS = Path(__file__).parent / "results"


RESUMES_WITHIN = 3 * 3_600.0
"""Seconds for which a round that was measured counts as part of the same bench."""

LONGEST = 180
"""Seconds that a round may take; half of it is enough for all of them."""


def main(arguments: list[str]) -> int:
    """Measure, report, and give 1 where we have fallen behind or a round could not be measured."""
    wanted = _parser().parse_args(arguments)
    folder = Path(wanted.out)
    failures = [] if wanted.report else _measure(folder, _rounds(folder, wanted))
    for file in report.write(folder):
        print(file)
    if folder.resolve() == RESULTS.resolve() and front.update(ROOT / "README.md", report.kept(folder)):
        print(ROOT / "README.md")
    if wanted.record and not failures:
        print(gate.record(folder))
    failures += gate.fallen_behind(folder)
    for failure in failures:
        print(f"behind: {failure}")
    return 1 if failures else 0


def _rounds(folder: Path, wanted: argparse.Namespace) -> list[str]:
    """The rounds to measure: those named or all, without those that an interrupted bench has measured."""
    names = list(wanted.rounds or rounds.ROUNDS)
    if not wanted.resume:
        return names
    recent = {one.round for one in report.kept(folder) if time.time() - one.at < RESUMES_WITHIN}
    return [name for name in names if name not in recent]


def _measure(folder: Path, names: list[str]) -> list[str]:
    """Measure rounds and keep what each found; give those that failed twice."""
    servers.install_peers()
    os.sched_setaffinity(0, {CROWD_CORE})
    # Node's threads wait for one another by asking again and again: at real-time priority on one core they
    # would use all of it for nothing, and look slow.
    if os.sched_getscheduler(0) != os.SCHED_OTHER:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    # Three thousand devices take a handle each.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    began = time.monotonic()
    failed = [
        f"{name} could not be measured"
        for name in names
        if not (_measured(folder, name) or _measured(folder, name))
    ]
    print(f"{len(names)} rounds took {time.monotonic() - began:.0f} s", flush=True)
    return failed


def _measured(folder: Path, name: str) -> bool:
    """Measure one round; where it fails say so, for the others can still be measured."""
    began = time.monotonic()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST)
    try:
        result = rounds.ROUNDS[name](name)
    except Exception:  # noqa: BLE001 - whatever it was, the next round has servers of its own
        traceback.print_exc()
        return False
    finally:
        signal.alarm(0)
    took = round(time.monotonic() - began, 1)
    date = time.strftime("%Y-%m-%d")
    report.keep(folder, report.Kept(name, described(), date, result, time.time(), took))
    print(f"{name} took {took:.0f} s", flush=True)
    return True


def _too_long(*_: object) -> None:
    raise TimeoutError(f"a round takes more than {LONGEST} s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "rounds", nargs="*", choices=[*rounds.ROUNDS, []], help="which rounds; all by default"
    )
    parser.add_argument("--resume", action="store_true", help="leave out what was measured just now")
    parser.add_argument("--report", action="store_true", help="measure nothing, report what is known")
    parser.add_argument("--record", action="store_true", help="take today's ratios as those to keep up with")
    parser.add_argument("--out", default=str(RESULTS), help="where the results go")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
