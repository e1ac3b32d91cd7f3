"""How long rooms are kept, and how they go: their log, their links and their files, all at once."""

import time
from collections.abc import Callable, Collection

import structlog

from server.core.records import RoomInfo
from server.live import waking
from server.live.clock import day_of, now
from server.live.going_on import going_on
from server.live.house import House
from server.store.files import Files
from server.store.log import NO_NOTICE, Notice

ANSWER_FIRST = 0.5
"""Seconds in which whoever erased themselves is still answered, before their devices are turned out."""

DAY = 86_400_000
"""Milliseconds."""

NOTICE = 14 * DAY
"""For how long a room is announced to go at the least; for half of its time where that is shorter."""

BETWEEN_LOOKS = 2 * 3_600_000
"""More than the milliseconds between two looks: so much sooner it is noted, to be over when the room's time is."""

REMEMBERED = 365 * DAY
"""For how long the code of an erased room is known, and given to no other."""

logger = structlog.get_logger()


class Keeping:
    """Keeps each room for some days after its closing, or after the last thing that was done in it."""

    def __init__(self, house: House, files: Files, days: int, *, may_be_longer: bool = True) -> None:
        self._house = house
        self._files = files
        self._kept = days * DAY
        self._notice = min(NOTICE, self._kept // 2)
        self.may_be_longer = may_be_longer
        """Whether facilitators may have a closed room kept for as long again."""
        self.turn_out: Callable[[str], None] = lambda code: None
        """Called with the code of a room that is gone, so that its devices are told."""
        self.turn_out_revoked: Callable[[str], None] = lambda code: None
        """Called with the code of a room some of whose links open nothing any more."""
        self.let_go_too: Callable[[str], None] = lambda code: None
        """Called with the code of a room that is gone, so that nothing made of it stays."""
        self.erased: Callable[[str], None] = lambda code: None
        """Called with the code of a room that this process has erased."""

    def erased_on(self, code: str, info: RoomInfo) -> str:
        """Give the day on which a room goes if nothing more happens in it, as YYYY-MM-DD; Refused where it has gone."""
        ends = self._ends(code, info)
        if not ends:
            # Another process has erased it, and the word of that is on its way.
            raise self._house.gone(code)
        notice = self._house.native(lambda: self._house.log.notice(code))
        return day_of(self._seen(ends, notice, now())[0])

    def erase(self, code: str) -> None:
        """Erase a room now; who is still in it is told to leave, and finds that their link opens nothing."""
        # The log first: from here on no link opens the room, so that nobody comes back into it.
        self._house.native(lambda: self._house.log.erase(code, now()))
        self._house.native(lambda: self._files.erase(code))
        self._let_go(code)
        self.erased(code)
        logger.info("room.erased", room=code)

    def tidy(self, code: str, files: Collection[str]) -> None:
        """Let go of what was erased in a room besides its log: devices, files, publications made before."""
        self.let_go_too(code)
        self._erase_files(code, files)
        time.sleep(ANSWER_FIRST)
        self.turn_out_revoked(code)

    def _erase_files(self, code: str, files: Collection[str]) -> None:
        """Erase these files of a room and no others: one that is coming in is on the disk before the room knows it."""
        if files:
            # The same picture may have been brought in again since.
            known = self._house.room(code).read(lambda room: set(room.records["file"]))
            gone = [id for id in files if id not in known]
            self._house.native(lambda: self._files.drop(code, gone))

    def tidy_files(self, code: str, older_than: float) -> None:
        """Erase the files of a room that its log names no more; `older_than` in seconds spares what is coming in."""
        known = self._house.room(code).read(lambda room: set(room.records["file"]))
        self._house.native(lambda: self._files.keep_only(code, known, older_than))

    def tidy_asides(self, older_than: float) -> None:
        """Erase what was kept aside for rooms that were never opened, and what came in for rooms as they were erased.

        `older_than` in seconds spares what comes in.
        """
        self._house.native(lambda: self._files.tidy_asides(older_than))
        self._house.native(lambda: self._tidy_erased(older_than))

    def _tidy_erased(self, older_than: float) -> None:
        # Not of every code without a room: one of which this database knows nothing may stand in another one.
        for code in self._files.untouched(older_than):
            if self._house.log.erased_at(code) is not None:
                self._files.erase(code)

    def erase_due(self, at: int | None = None) -> list[str]:
        """Erase the rooms whose time is over at an instant, the present one by default; give their codes."""
        at = now() if at is None else at
        opened = self._house.native(self._house.log.codes)
        noted = self._house.native(self._house.log.notices)
        soon = at + self._notice + BETWEEN_LOOKS
        old = [
            code
            for code, opened_at in opened
            if code in noted or opened_at + self._kept <= soon or opened_at > at
        ]
        due = [code for code in old if self._erased_if_due(code, noted.get(code, NO_NOTICE), at)]
        self._house.native(lambda: self._house.log.forget_erased(at - REMEMBERED))
        return due

    def _erased_if_due(self, code: str, noted: Notice, at: int) -> bool:
        """Erase a room if its time is over; one that cannot be read or erased now keeps no other."""
        with going_on("erase", room=code):
            info = self._info(code)
            if info is None:
                return False
            ends, notice = self._seen(self._ends(code, info), noted, at)
            if ends <= at:
                self.erase(code)
                return True
            if notice != noted:
                self._house.native(lambda: self._house.log.keep_notice(code, notice))
        return False

    def let_go_if_erased(self, code: str) -> None:
        """Forget a room that another process has erased, and turn its devices out here too."""
        if not self._house.native(lambda: self._house.log.has_room(code)):
            self._let_go(code)

    def wake_anew(self, code: str) -> None:
        """Let go of a room whose log is another one than was read; its devices come back to what that one says."""
        # Left first, so that whoever comes back at once comes into the one that is read then.
        self._house.lose(code)
        self.turn_out(code)
        self.let_go_too(code)

    def _let_go(self, code: str) -> None:
        self.turn_out(code)
        self.let_go_too(code)
        self._house.forget(code)

    def _seen(self, ends: int, noted: Notice, at: int) -> tuple[int, Notice]:
        """Give when a room goes whose time ends so, and what is to be noted of that, as it looks at an instant.

        No clock is trusted alone: a laptop's may be years behind one day and ahead the next (decision 0015).
        """
        near_from, ahead_from = None, None
        if ends > at + self._kept + DAY:
            ahead_from = _since(noted.ahead_from, at)
            ends = ahead_from + self._kept
        if ends <= at + self._notice + BETWEEN_LOOKS:
            near_from = _since(noted.near_from, at)
            ends = max(ends, near_from + self._notice)
        return ends, Notice(near_from, ahead_from)

    def _ends(self, code: str, info: RoomInfo) -> int:
        """The instant from which a room may go, 0 where it is gone; one brought here is kept as one opened here."""
        span = self._house.native(lambda: self._house.log.span(code))
        if span is None:
            return 0
        quiet_from = info.closed_at if info.closed_at is not None else span.last_at
        asked_for = info.kept_from if self.may_be_longer else None
        return max(quiet_from, asked_for or 0, span.here_from) + self._kept

    def _info(self, code: str) -> RoomInfo | None:
        """What the room says of itself, read from the log without waking it."""
        room = self._house.native(lambda: waking.wake(self._house.log, code)).room
        return room.find(RoomInfo, "room")


def _since(noted: int | None, at: int) -> int:
    """Since when something is so: what was noted by a clock that ran ahead says nothing."""
    return noted if noted is not None and noted <= at else at
