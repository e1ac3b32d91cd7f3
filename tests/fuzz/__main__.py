"""`python -m tests.fuzz`: play many seeds, or one again. Prints a line for each that fails, and a sum."""

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz import many

AT_ONCE = 3
"""So many on two cores: a seed waits most of its time."""


def main() -> int:
    """Play what the arguments say; the exit status is 1 where something was found."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--seed", type=int, help="play this seed alone")
    wanted.add_argument("--first", type=int, default=1)
    wanted.add_argument("--seeds", type=int, default=1_000)
    wanted.add_argument("--minutes", type=float, default=0, help="stop after so long")
    wanted.add_argument("--at-once", type=int, default=AT_ONCE, help="so many seeds side by side")
    wanted.add_argument("--kept", type=Path, help="keep each outcome here, and pass over what held already")
    given = wanted.parse_args()
    alone = given.seed is not None
    seeds = [given.seed] if alone else range(given.first, given.first + given.seeds)
    # The last time counts: what failed is played again.
    held = {one.seed: one for one in many.read(given.kept)} if given.kept else {}
    left = [seed for seed in seeds if alone or seed not in held or held[seed].found]
    began, played, failed = time.monotonic(), [], 0
    for one in many.play(left, given.at_once, given.minutes):
        played.append(one)
        failed += bool(one.found)
        if given.kept:
            many.keep(given.kept, one)
        if one.found or alone:
            told = f"{len(one.found)} wrong, {one.devices} devices, {one.seconds:.1f} s"
            print(f"seed {one.seed}: {told}", flush=True)
        for wrong in one.found[:12]:
            print(f"  {wrong[:700]}", flush=True)
        if len(played) % 20 == 0:
            print(f"{len(played)} seeds, {failed} failed, {time.monotonic() - began:.0f} s", flush=True)
    everything = [one for one in many.read(given.kept) if one.seed in seeds] if given.kept else played
    print(many.summed(everything))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
