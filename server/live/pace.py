"""How soon a room's next turn may begin: at once at a human pace, and later the more its turns cost.

A turn costs as much as it has devices to tell, whatever the number of its ops. Under load the next
turn therefore waits, so that more ops share it. A room that was quiet has saved up time, as in a
leaky bucket: at a human pace no op waits for what the turn before it has cost.
"""

PACE = 0.010
"""Seconds from the start of a turn to the start of the next: what comes meanwhile shares one frame."""

SHARE, LONGEST_PACE = 0.8, 0.060
"""The part of its time that a busy room may spend in turns, and the seconds after which the next begins anyway."""

SAVED = 0.050
"""Seconds of turns that a quiet room may have saved up, and then spends without waiting."""


class Pace:
    """Keeps account of the time that one room spends in turns, in seconds of a clock that never goes back."""

    def __init__(self, now: float) -> None:
        self._saved = SAVED
        self._seen = now

    def rest(self, started: float, now: float) -> float:
        """Give the seconds to wait after a turn that began at `started` and ends now."""
        spent = now - started
        earned = SHARE * (now - self._seen)
        # What a turn owes beyond the longest pace is not asked of the turns that follow.
        self._saved = max(min(SAVED, self._saved + earned) - spent, -SHARE * LONGEST_PACE)
        self._seen = now
        owed = max(0.0, -self._saved) / SHARE
        return max(0.0, min(max(PACE - spent, owed), LONGEST_PACE - spent))
