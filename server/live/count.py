"""Figures that only grow, for those who watch an instance; seconds are of wall time."""

from bisect import bisect_left
from collections import Counter

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""The upper bounds, in seconds, by which times are counted."""


class Times:
    """How often something took how long."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        """By bound; the last is for what took longer than all of them."""
        self.seconds = 0.0

    def note(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def up_to(self) -> list[int]:
        """How many took at most each bound, and at last all of them."""
        found, total = [], 0
        for count in self.counts:
            total += count
            found.append(total)
        return found


class Count:
    """What has happened in this process since it started."""

    def __init__(self) -> None:
        self.done = 0
        self.waited = 0
        self.refused: Counter[str] = Counter()
        """By code."""
        self.snapshots = 0
        self.resumes = 0
        self.kept = 0
        """Snapshots written, from which rooms are woken."""
        self.turns = Times()
        self.commits = Times()
        self.fan_outs = Times()
        self.wakings = Times()

    def turned_away(self, code: str | None) -> None:
        """Count an op that was not done: refused with a code, or told to ask again."""
        if code is None:
            self.waited += 1
        else:
            self.refused[code] += 1
