"""`python -m bench [ROUND…]`: measure the house beside others, round by round; then report what is known.

Every round leaves its result in bench/results/rounds, so that they can be measured at different times.
Without names all are measured. `--quick` takes each with one run; `--report` measures nothing.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from bench import gate, report, rounds, servers
from bench.machine import CROWD_CORE, described

RESULTS = Path(__file__).parent / "results"


def main(arguments: list[str]) -> int:
    """Measure, report, and give 1 where we have fallen behind."""
    wanted = _parser().parse_args(arguments)
    folder = Path(wanted.out)
    if not wanted.report:
        os.sched_setaffinity(0, {CROWD_CORE})
        servers.install_peers()
        for name in wanted.rounds or rounds.ROUNDS:
            began = time.monotonic()
            result = rounds.ROUNDS[name](name)
            report.keep(folder, report.Kept(name, described(), time.strftime("%Y-%m-%d"), result))
            print(f"{name} took {time.monotonic() - began:.0f} s", flush=True)
    for file in report.write(folder):
        print(file)
    if wanted.record:
        print(gate.record(folder))
        return 0
    failures = gate.fallen_behind(folder)
    for failure in failures:
        print(f"behind: {failure}")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "rounds", nargs="*", choices=[*rounds.ROUNDS, []], help="which rounds; all by default"
    )
    parser.add_argument("--report", action="store_true", help="measure nothing, report what is known")
    parser.add_argument("--record", action="store_true", help="take today's ratios as those to keep up with")
    parser.add_argument("--out", default=str(RESULTS), help="where the results go")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
