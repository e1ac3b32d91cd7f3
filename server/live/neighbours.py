"""The other processes of the instance: what they say of rooms that are awake here, and whether they live.

Everything that is heard may have been lost instead. So whatever must hold is read from the log; and
who is here is asked afresh when the queue has come back, and forgotten with the process that said it.
"""

import time
from collections.abc import Callable
from contextlib import suppress

import structlog

from server.live.bus import SILENT_AFTER, Bus, Spent, Word
from server.live.clock import follow, now
from server.live.house import House
from server.live.keeping import Keeping
from server.live.native import Spawn
from server.store.errors import Unavailable

logger = structlog.get_logger()

ALIVE_EVERY = 2.0
"""Seconds between two words by which a process says that it lives."""

LOOK_EVERY, LOOK_SELDOM = 5.0, 30.0
"""Seconds after which a process looks in the log by itself: while the queue is gone, and otherwise."""

CLOCKS_APART = 2_000
"""Milliseconds between the clocks of two processes that are worth a warning: the timers differ."""


class Neighbours:
    """Shares the rooms of this process with the other ones."""

    def __init__(self, url: str, spawn: Spawn, house: House, keeping: Keeping) -> None:
        self.bus = Bus(url, spawn, self._hear)
        self._spawn = spawn
        self._house = house
        self._keeping = keeping
        self._lives: dict[str, float] = {}
        self.turn_out_revoked: Callable[[str], None] = lambda code: None
        """Called with the code of a room some of whose links another process has ended."""
        self.take: Callable[[Spent], None] = lambda spent: None
        """Called with what another process took of a limit that is everybody's."""

    def start(self) -> None:
        """Begin to tell and to hear."""
        self._house.shared = True
        self._house.wrote = self.bus.wrote
        self._house.woke = self._woke
        self._house.rested = self.bus.unfollow
        self._keeping.erased = lambda code: self.bus.tell(Word(room=code, erased=True))
        self.bus.followed = self._followed
        self.bus.start()
        self._set_clock()
        self._spawn(self._live)
        self._spawn(self._look)

    def revoked(self, code: str) -> None:
        """Say that links of a room have ended."""
        self.bus.tell(Word(room=code, revoked=True))

    def spent(self, limit: str, key: str, cost: float) -> None:
        """Say that something was taken of a limit."""
        # What is a room's concerns only those who serve it.
        self.bus.tell(Word(room=key if limit == "joins" else "", spent=[Spent(limit, key, cost)]))

    # --- rooms ----------------------------------------------------------------------------------

    def _woke(self, code: str) -> None:
        presence = self._house.presence(code)
        anonymous = presence.hides
        # Without the queue, nobody here knows whether the room has just become anonymous elsewhere.
        presence.hides = lambda: not self.bus.connected or anonymous()
        presence.share = lambda here, writing: self.bus.tell(Word(room=code, here=here, writing=writing))
        self.bus.follow(code)

    def _followed(self, code: str) -> None:
        """What was said of a room before this process heard of it is asked for, and read."""
        self._house.nudge(code)
        self.bus.tell(Word(room=code, asks=True))
        self._tell_all(code)
        self._spawn(lambda: self._look_at(code))

    def _tell_all(self, code: str) -> None:
        presence = self._house.presence_if_awake(code)
        if presence is not None:
            self.bus.tell(Word(room=code, here=presence.own(), whole=True))

    # --- hearing --------------------------------------------------------------------------------

    def _hear(self, word: Word) -> None:
        if word.at and word.by not in self._lives and abs(word.at - now()) > CLOCKS_APART:
            logger.warning("clocks.apart", milliseconds=word.at - now())
        self._lives[word.by] = time.monotonic()
        for spent in word.spent:
            self.take(spent)
        if word.room:
            self._hear_of_room(word)

    def _hear_of_room(self, word: Word) -> None:
        code = word.room
        presence = self._house.presence_if_awake(code)
        if presence is None:
            return
        if word.wrote:
            self._house.nudge(code)
        if word.here or word.writing or word.whole:
            presence.heard(word.by, word.here, word.writing, whole=word.whole)
        if word.asks:
            self._tell_all(code)
        if word.erased or word.revoked:
            self._spawn(lambda: self._look_at(code))

    # --- now and then ---------------------------------------------------------------------------

    def _live(self) -> None:
        """Say that this process lives, and forget those that do not."""
        said = time.monotonic()
        while True:
            self.bus.tell(Word(at=now()))
            time.sleep(ALIVE_EVERY)
            if time.monotonic() - said > SILENT_AFTER:
                # This process stood still, and the others took it for dead.
                for room in self._house.awake():
                    self._followed(room.code)
            said = time.monotonic()
            self._forget_silent(said)

    def _forget_silent(self, at: float) -> None:
        if not self.bus.connected:
            # Who cannot be heard is not dead: what is known of them stays until the queue is back.
            self._lives = dict.fromkeys(self._lives, at)
        for process in [process for process, heard in self._lives.items() if at - heard > SILENT_AFTER]:
            del self._lives[process]
            logger.info("process.gone", process=process)
            for presence in self._house.presences():
                presence.forget(process)
            # It may have died between writing and saying so.
            for room in self._house.awake():
                room.nudge()

    def _look(self) -> None:
        """Look in the log at every room that is awake, whatever was said."""
        looked = time.monotonic()
        while True:
            time.sleep(LOOK_EVERY)
            if self.bus.connected and time.monotonic() - looked < LOOK_SELDOM:
                continue
            looked = time.monotonic()
            self._set_clock()
            for room in self._house.awake():
                self._look_at(room.code)
                if len(room.fan_out):
                    room.nudge()

    def _set_clock(self) -> None:
        """Go by the clock of the database: machines whose own differ would show other seconds of one step."""
        with suppress(Unavailable):
            ahead = self._house.native(self._house.log.clock_ahead)
            if ahead is not None:
                follow(ahead)

    def _look_at(self, code: str) -> None:
        """See whether a room, and the links by which its devices came in, still are."""
        try:
            self._keeping.let_go_if_erased(code)
            self.turn_out_revoked(code)
        except Unavailable:
            return
