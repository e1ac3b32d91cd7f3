"""How much one person or one address may ask: generous to a hall, and not endless."""

import threading
import time
from collections.abc import Hashable


class Bucket:
    """A token bucket for each key: `burst` at once, then `rate` a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._levels: dict[Hashable, tuple[float, float]] = {}
        self._gate = threading.Lock()

    def allows(self, key: Hashable, cost: float = 1.0) -> bool:
        """Take `cost` from a key's bucket; False where there is not enough left."""
        moment = time.monotonic()
        with self._gate:
            level, at = self._levels.get(key, (self._burst, moment))
            level = min(self._burst, level + (moment - at) * self._rate)
            enough = level >= cost
            self._levels[key] = (level - cost if enough else level, moment)
            if len(self._levels) > 50_000:
                self._forget_full(moment)
        return enough

    def _forget_full(self, moment: float) -> None:
        """A bucket that has had the time to fill needs no memory."""
        full_after = self._burst / self._rate
        self._levels = {k: v for k, v in self._levels.items() if moment - v[1] < full_after}


class Limits:
    """The limits of an instance; the figures are rates a second, and bursts."""

    def __init__(self) -> None:
        self.ops = Bucket(rate=20, burst=200)
        """By person: nobody types as fast; an outbox that comes back after an hour fits the burst."""
        self.guesses = Bucket(rate=0.2, burst=30)
        """By address: codes that name no room. Right codes cost nothing, so a hall never meets it."""
        self.openings = Bucket(rate=0.2, burst=20)
        """By address: rooms opened."""
        self.joins = Bucket(rate=50, burst=2_000)
        """By room: a thousand phones at once are welcome, a flood is not."""
