"""`python -m tests.fuzz`: play many seeds, or one again. Prints a line for each that fails, and a sum."""

import argparse
import sys
import time

from tests.faults.servers import Nursery
from tests.fuzz.pages import Pages
from tests.fuzz.trial import Trial


def main() -> int:
    """Play what the arguments say; the exit status is 1 where something was found."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--seed", type=int, help="play this seed alone")
    wanted.add_argument("--first", type=int, default=1)
    wanted.add_argument("--seeds", type=int, default=1_000)
    wanted.add_argument("--minutes", type=float, default=0, help="stop after so long")
    given = wanted.parse_args()
    seeds = [given.seed] if given.seed is not None else range(given.first, given.first + given.seeds)
    began, failed, played = time.monotonic(), 0, 0
    total: dict[str, int] = {}
    with Nursery() as nursery, Pages() as pages:
        for seed in seeds:
            if given.minutes and time.monotonic() - began > given.minutes * 60:
                break
            trial = Trial(seed, nursery, pages)
            started = time.monotonic()
            try:
                found = trial.play()
            except Exception as error:  # noqa: BLE001 - a seed that cannot be played fails, and the others go on
                found = [f"it could not be played: {type(error).__name__}: {error}"]
            played += 1
            for name, many in trial.figures.items():
                total[name] = total.get(name, 0) + many
            if found or given.seed is not None:
                spent = time.monotonic() - started
                devices = len(trial.plan.people)
                print(f"seed {seed}: {len(found)} wrong, {devices} devices, {spent:.1f} s", flush=True)
            for wrong in found[:12]:
                print(f"  {wrong[:700]}", flush=True)
            failed += bool(found)
            if played % 20 == 0:
                print(f"{played} seeds, {failed} failed, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{played} seeds, {failed} failed, {time.monotonic() - began:.0f} s: {total}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
