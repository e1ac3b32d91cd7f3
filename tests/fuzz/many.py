"""Many seeds, several at once, each in a process with a nursery and pages of its own; what was played may be kept."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from functools import cache
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path

import msgspec

from tests.faults.servers import Nursery
from tests.fuzz.pages import Pages
from tests.fuzz.schedule import plan
from tests.fuzz.trial import Trial


class Played(msgspec.Struct):
    """What one seed came to."""

    seed: int
    found: list[str]
    figures: dict[str, int]
    devices: int
    seconds: float


@cache
def _ground() -> tuple[Nursery, Pages]:
    """Where this process plays its seeds."""
    end = ExitStack()
    Finalize(None, end.close, exitpriority=1)
    return end.enter_context(Nursery()), end.enter_context(Pages())


def _play(seed: int, until: float) -> Played | None:
    if time.time() > until:
        return None
    began = time.monotonic()
    figures: dict[str, int] = {}
    try:
        trial = Trial(seed, *_ground())
        found = trial.play()
        figures = trial.figures
    except Exception as error:  # noqa: BLE001 - a seed that cannot be played fails, and the others go on
        found = [f"it could not be played: {type(error).__name__}: {error}"]
    return Played(seed, found, figures, len(plan(seed).people), round(time.monotonic() - began, 1))


def play(seeds: Sequence[int], at_once: int, minutes: float = 0) -> Iterator[Played]:
    """Play seeds, several at once; give each when it is over, and begin none after so many minutes."""
    until = time.time() + minutes * 60 if minutes else float("inf")
    with ProcessPoolExecutor(min(at_once, len(seeds) or 1), get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_play, seed, until) for seed in seeds]):
            played = done.result()
            if played is not None:
                yield played


def read(kept: Path) -> list[Played]:
    """Give what earlier runs have kept, in the order in which it was played."""
    if not kept.exists():
        return []
    return [msgspec.json.decode(line, type=Played) for line in kept.read_bytes().splitlines()]


def keep(kept: Path, played: Played) -> None:
    """Keep what a seed came to: a line of JSON."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("ab") as file:
        file.write(msgspec.json.encode(played) + b"\n")


def summed(all_played: Sequence[Played]) -> str:
    """What seeds came to in one sentence. One that was played again counts as it went the last time, and it says so."""
    last = {played.seed: played for played in all_played}
    total: Counter[str] = Counter()
    for played in last.values():
        total.update(played.figures)
    wrong = sorted(seed for seed, played in last.items() if played.found)
    again = len(all_played) - len(last)
    failed_before = len({played.seed for played in all_played if played.found}) - len(wrong)
    seconds = sum(played.seconds for played in last.values())
    return (
        f"{len(last)} seeds, {len(wrong)} failed"
        + (f" ({', '.join(map(str, wrong))})" if wrong else "")
        + (f" ({again} played again, of which {failed_before} had failed)" if again else "")
        + f": {total['devices']} devices asked {total['ops']} ops, the logs hold {total['rows']} rows; "
        f"{total['passed']} messages passed, {total['lost']} were lost, {total['doubled']} doubled, "
        f"{total['reordered']} reordered, {total['torn']} torn, {total['cut']} cut off with their line; "
        f"{seconds:.0f} s of storms and reckoning"
    )
