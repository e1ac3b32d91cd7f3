"""How much one person or one address may ask: generous to a hall, and not endless."""

import threading
import time
from collections.abc import Callable, Hashable

Spending = Callable[[str, float], None]


class Bucket:
    """A token bucket for each key: `burst` at once, then `rate` a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._levels: dict[Hashable, tuple[float, float]] = {}
        self._gate = threading.Lock()
        self.spent: Spending = lambda key, cost: None
        """Called with what was taken here, so that other processes can take it too."""

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
        if enough and isinstance(key, str):
            self.spent(key, cost)
        return enough

    def take(self, key: Hashable, cost: float) -> None:
        """Take what was allowed elsewhere, as far as there is any."""
        moment = time.monotonic()
        with self._gate:
            level, at = self._levels.get(key, (self._burst, moment))
            level = min(self._burst, level + (moment - at) * self._rate)
            self._levels[key] = (max(0.0, level - cost), moment)

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

    def share(self, tell: Callable[[str, str, float], None]) -> None:
        """Tell other processes what is taken here of the limits that are the whole instance's.

        The limit of one person's ops is not: somebody whose devices are at two processes has it twice.
        """
        for name, bucket in self._shared().items():
            bucket.spent = lambda key, cost, name=name: tell(name, key, cost)  # type: ignore[misc]

    def take(self, name: str, key: str, cost: float) -> None:
        """Take what another process says was taken there."""
        bucket = self._shared().get(name)
        if bucket is not None:
            bucket.take(key, cost)

    def _shared(self) -> dict[str, Bucket]:
        return {"guesses": self.guesses, "openings": self.openings, "joins": self.joins}
