"""Letting who is refused wait for it: who asks again at once asks less often, and waiting costs nothing."""

import threading
import time

LINGER = 0.1
"""Seconds that a refusal takes."""

MOST_LINGERING = 200
"""Refusals that wait at the same time; more are answered at once, so that they hold no handles."""

_places = threading.BoundedSemaphore(MOST_LINGERING)


def linger() -> None:
    """Wait a moment before refusing, where not too many do so already."""
    if _places.acquire(blocking=False):
        try:
            time.sleep(LINGER)
        finally:
            _places.release()
