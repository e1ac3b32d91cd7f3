"""How fast the day goes: acts spread over their share of the time, several at once as in a hall."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

Act = Callable[[], object]

AT_ONCE = 8
"""How many people act in the same instant."""


class Pace:
    """Spreads acts over a number of seconds; what takes longer than its share delays nothing but itself."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hand")

    def play(self, acts: Sequence[Act], share: float) -> None:
        """Let every act happen, in order of beginning, within `share` of the whole time."""
        began = time.monotonic()
        gap = self._seconds * share / max(1, len(acts))
        doing: list[Future[object]] = []
        for index, act in enumerate(acts):
            time.sleep(max(0.0, began + index * gap - time.monotonic()))
            doing.append(self._hands.submit(act))
        for done in doing:
            done.result()
        time.sleep(max(0.0, began + self._seconds * share - time.monotonic()))

    def end(self) -> None:
        """Let the hands rest."""
        self._hands.shutdown()
