"""What a page's main thread is at work on, and how much of it between two pictures, by Chromium's own record.

The record costs time itself, on a slowed processor several times what it watches: its figures say what the
work is made of and compare two builds; how much it comes to unwatched is `bench.phone.main_thread`'s to say.
"""

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec
from playwright.sync_api import CDPSession, Page

KINDS = {
    "UpdateLayoutTree": "style and layout",
    "Layout": "style and layout",
    "PrePaint": "paint",
    "Paint": "paint",
    "Layerize": "paint",
    "Commit": "paint",
}
"""Chromium's names of its steps, and ours; what stands in none of them runs our script or hands it out."""

RECEIVING = "ws.onmessage"
PICTURE = "Commit"
"""What ends the work on a picture."""
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]


class Work(msgspec.Struct):
    """Milliseconds of processor time, the slowing counted in."""

    busiest: float
    """The most that fell between the beginnings of two pictures."""
    longest: float
    """The longest that nothing else could run."""
    total: float
    kinds: dict[str, float]


class Step(msgspec.Struct):
    """One stretch of work in Chromium's record, microseconds."""

    name: str
    began: float
    wall: float
    took: float
    receives: bool


def worked(wire: CDPSession, page: Page, act: Callable[[], None]) -> Work:
    """Record what the page's main thread does while something happens and two seconds on."""
    events: list[dict[str, object]] = []
    ended: list[object] = []
    wire.on("Tracing.dataCollected", lambda said: events.extend(said["value"]))

    def end(said: object) -> None:
        ended.append(said)

    wire.on("Tracing.tracingComplete", end)
    wire.send(
        "Tracing.start",
        {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": CATEGORIES}},
    )
    act()
    page.wait_for_timeout(2_000)
    wire.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    return summed(list(main_thread(events)))


def main_thread(events: list[dict[str, object]]) -> Iterator[Step]:
    """Give the steps of the thread that drew most, in the order in which they began."""
    drawn = Counter((one["pid"], one["tid"]) for one in events if one["name"] == PICTURE)
    thread = drawn.most_common(1)[0][0]
    for one in sorted(events, key=lambda one: (one["ts"], -float(str(one.get("dur", 0))))):
        if (one["pid"], one["tid"]) == thread and one["ph"] == "X":
            name = str(one["name"])
            wall = float(str(one.get("dur", 0)))
            took = float(str(one.get("tdur", 0)))
            yield Step(name, float(str(one["ts"])), wall, took, RECEIVING in str(one.get("args")))


def summed(steps: list[Step]) -> Work:
    """Sum what was at work on, by kind and by picture."""
    own: Counter[str] = Counter()
    pictures: list[float] = [0.0]
    longest = 0.0
    above: list[tuple[str, float]] = []
    for step in steps:
        while above and above[-1][1] <= step.began:
            above.pop()
        if step.name == PICTURE:
            pictures.append(0.0)
        if not above:
            pictures[-1] += step.took
            longest = max(longest, step.took)
        kind = _kind(step, above[-1][0] if above else "other")
        own[kind] += step.took
        if above:
            own[above[-1][0]] -= step.took
        above.append((kind, step.began + step.wall))
    kinds = {kind: took / 1000 for kind, took in own.items()}
    return Work(max(pictures) / 1000, longest / 1000, sum(kinds.values()), kinds)


def _kind(step: Step, above: str) -> str:
    if step.receives:
        return "receive and apply"
    if step.name == "FunctionCall" and above == "other":
        return "render"
    return KINDS.get(step.name, above)
