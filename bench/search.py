"""The greatest load that something bears, found in few tries."""

from collections.abc import Callable
from math import sqrt

STEP = 1.35
"""How much more is tried where a load was borne, and how much less where it was not, until both are known."""

FINE = 1.17
"""How near the least that was not borne comes to the most that was: nearer than the gate lets a ratio fall."""

MOST_TRIES = 6


def greatest(bears: Callable[[float], bool], start: float, most: float) -> float:
    """Give the greatest rate of those tried that was borne, or near the least that was tried where none was.

    Between what was borne and what was not, the middle is tried next (bisection by ratios).
    """
    good, bad, rate = 0.0, 0.0, min(start, most)
    for _ in range(MOST_TRIES):
        if bears(rate):
            good = rate
        else:
            bad = rate
        if good == most or (good and bad and bad < good * FINE):
            break
        rate = _next(good, bad, most)
    return good or max(rate, 1.0)


def _next(good: float, bad: float, most: float) -> float:
    if good and bad:
        return sqrt(good * bad)
    return min(most, good * STEP) if good else bad / STEP
