"""How much one person or one address may ask: generous to a hall, and not endless."""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from server.store.log import Grant

Spending = Callable[[str, float], None]
Clock = Callable[[], float]
"""Seconds, from any moment, that never go back."""


class Bucket:
    """A token bucket for each key: `burst` at once, then `rate` a second."""

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._levels: dict[Hashable, tuple[float, float]] = {}
        self._gate = threading.Lock()
        self.spent: Spending = lambda key, cost: None
        """Called with what was taken here, so that other processes can take it too."""

    def allows(self, key: Hashable, cost: float = 1.0) -> bool:
        """Take `cost` from a key's bucket; False where there is not enough left."""
        moment = self._clock()
        with self._gate:
            level = self._level(key, moment)
            enough = level >= cost
            self._levels[key] = (level - cost if enough else level, moment)
            if len(self._levels) > 50_000:
                self._forget_full(moment)
        if enough and isinstance(key, str):
            self.spent(key, cost)
        return enough

    def take(self, key: Hashable, cost: float) -> None:
        """Take what was allowed elsewhere, as far as there is any."""
        moment = self._clock()
        with self._gate:
            level = self._level(key, moment)
            self._levels[key] = (max(0.0, level - cost), moment)

    def empty(self, key: Hashable) -> bool:
        """Whether a key has nothing left; takes nothing."""
        with self._gate:
            return self._level(key, self._clock()) < 1.0

    def _level(self, key: Hashable, moment: float) -> float:
        level, at = self._levels.get(key, (self._burst, moment))
        return min(self._burst, level + (moment - at) * self._rate)

    def _forget_full(self, moment: float) -> None:
        """A bucket that has had the time to fill needs no memory."""
        full_after = self._burst / self._rate
        self._levels = {k: v for k, v in self._levels.items() if moment - v[1] < full_after}


FOR_MANY = 20
"""How many times as much as one person's link a link may ask that is for many: a hall reads along by it."""


class ByLink:
    """What one link may ask: one person's, or `many` times as much by one that is for many, as the reader's is."""

    def __init__(self, rate: float, burst: float, many: int = 1) -> None:
        self._of_one = Bucket(rate, burst)
        self._of_many = Bucket(many * rate, many * burst)

    def allows(self, grant: Grant) -> bool:
        """Count one more; False where there were too many."""
        return (self._of_many if grant.participant is None else self._of_one).allows(grant.hash)


class Homes:
    """From which addresses a room was reached lately: there, its code is no guess."""

    MOST = 20_000

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._gate = threading.Lock()

    def note(self, address: str, code: str) -> None:
        """Remember that a room was reached from an address, and forget the oldest."""
        with self._gate:
            self._known[address, code] = None
            self._known.move_to_end((address, code))
            while len(self._known) > self.MOST:
                self._known.popitem(last=False)

    def knows(self, address: str, code: str) -> bool:
        return (address, code) in self._known


class Limits:
    """The limits of an instance; the figures are rates a second, and bursts."""

    def __init__(self, ops_per_person: float = 20) -> None:
        self.ops = Bucket(rate=ops_per_person, burst=10 * ops_per_person)
        """By person: nobody types as fast; an outbox that comes back after an hour fits the burst."""
        self.room_ops = Bucket(rate=100 * ops_per_person, burst=1_000 * ops_per_person)
        """By room: three hundred outboxes that come back at once fit; one room takes not all the others' time."""
        self.enters = ByLink(rate=0.5, burst=30, many=FOR_MANY)
        """By link: entering costs a snapshot, and a device that works enters once a connection."""
        self.pages = ByLink(rate=0.5, burst=30, many=FOR_MANY)
        """By link: the pages that entering put off, once after it."""
        self.presence = Bucket(rate=5, burst=60)
        """By link: who is writing is told once a second."""
        self.guesses = Bucket(rate=0.2, burst=30)
        """By address: codes that name no room. Right codes cost nothing, so a hall never meets it."""
        self.guesses_in_all = Bucket(rate=5, burst=600)
        """The same for the whole instance: many addresses guess no faster."""
        self.homes = Homes()
        self.openings = Bucket(rate=0.2, burst=20)
        """By address: rooms opened."""
        self.joins = Bucket(rate=50, burst=2_000)
        """By room: a thousand phones at once are welcome, a flood is not."""
        self.joins_from = Bucket(rate=2, burst=600)
        """By address: a hall of three hundred comes in at once, and may do so again."""
        self.tokens = ByLink(rate=0.2, burst=60)
        """By link: links made for other devices and other people."""
        self.uploads = ByLink(rate=0.5, burst=60)
        """By link: pictures, each of which takes the time to be drawn anew."""
        self.documents = ByLink(rate=0.5, burst=30, many=FOR_MANY)
        """By link: publications, archives and printed sheets."""

    def refuses_guess(self, address: str, code: str) -> bool:
        """Whether a code is not even looked up for an address that has guessed too often.

        Right codes are refused too, or guessing on would still pay; but never where the room was
        reached from the same address before, so that nobody shuts a hall out.
        """
        if self.homes.knows(address, code):
            return False
        return self.guesses.empty(address) or self.guesses_in_all.empty("all")

    def guessed(self, address: str) -> None:
        """Count a code that named no room."""
        self.guesses.allows(address)
        self.guesses_in_all.allows("all")

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
        return {
            "guesses": self.guesses,
            "guesses_in_all": self.guesses_in_all,
            "openings": self.openings,
            "joins": self.joins,
        }


def network(address: str) -> str:
    """Give what one household or one hall is known by: an IPv4 address, or the first half of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
