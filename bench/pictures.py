"""How long a page's main thread works on each picture, and on what, by Chromium's own record.

A full record costs time itself, on a slowed processor several times what it watches: it says what the work is
made of. How much it comes to is read from a record of whole tasks only, which costs next to nothing. What the
browser counts as a thread's processor time is no measure here: a slowed processor is used up while idle too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

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
IN_FULL = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]
TASKS = ["toplevel", "cc"]
BEGINS = "ProxyMain::BeginMainFrame"
"""What the work on a picture begins with, where only tasks are recorded."""


class Step(msgspec.Struct):
    """One stretch of work in Chromium's record, microseconds."""

    name: str
    began: float
    wall: float
    took: float
    receives: bool


def pictures(wire: CDPSession, page: Page, act: Callable[[], None]) -> list[float]:
    """Give the milliseconds that the main thread works from each picture to the next while something happens.

    What it does after the last one is no picture's: the page then writes down, a little at a time, what came.
    """
    found = [0.0]
    ends = 0.0
    for step in main_thread(recorded(wire, page, act, TASKS), BEGINS):
        if step.name == BEGINS:
            found.append(0.0)
        if step.began >= ends:
            found[-1] += step.took / 1000
            ends = step.began + step.wall
    return found[:-1] or found


def kinds(wire: CDPSession, page: Page, act: Callable[[], None]) -> dict[str, float]:
    """Give the milliseconds that the main thread spends on each kind of work while something happens."""
    return summed(main_thread(recorded(wire, page, act, IN_FULL), PICTURE))


def recorded(
    wire: CDPSession, page: Page, act: Callable[[], None], categories: list[str]
) -> list[dict[str, object]]:
    """Record what happens during something, and a while on."""
    events: list[dict[str, object]] = []
    ended: list[object] = []

    def take(said: dict[str, list[dict[str, object]]]) -> None:
        events.extend(said["value"])

    def end(said: object) -> None:
        ended.append(said)

    wire.on("Tracing.dataCollected", take)
    wire.once("Tracing.tracingComplete", end)
    wire.send(
        "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": categories}}
    )
    act()
    page.wait_for_timeout(1_500)
    wire.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    wire.remove_listener("Tracing.dataCollected", take)
    return events


def main_thread(events: list[dict[str, object]], draws: str) -> Iterator[Step]:
    """Give the steps of the thread that drew most, by the step that only such threads take, as they began."""
    drawn = Counter((one["pid"], one["tid"]) for one in events if one["name"] == draws)
    thread = drawn.most_common(1)[0][0]
    for one in sorted(events, key=lambda one: (one["ts"], -float(str(one.get("dur", 0))))):
        if (one["pid"], one["tid"]) == thread and one["ph"] == "X":
            name = str(one["name"])
            wall = float(str(one.get("dur", 0)))
            took = float(str(one.get("tdur", 0)))
            yield Step(name, float(str(one["ts"])), wall, took, RECEIVING in str(one.get("args")))


def summed(steps: Iterable[Step]) -> dict[str, float]:
    """Sum by kind what steps take themselves, without those inside them; milliseconds."""
    own: dict[str, float] = defaultdict(float)
    above: list[tuple[str, float]] = []
    for step in steps:
        while above and above[-1][1] <= step.began:
            above.pop()
        kind = _kind(step, above[-1][0] if above else "other")
        own[kind] += step.took
        if above:
            own[above[-1][0]] -= step.took
        above.append((kind, step.began + step.wall))
    return {kind: took / 1000 for kind, took in own.items()}


def _kind(step: Step, above: str) -> str:
    if step.receives:
        return "receive and apply"
    if step.name == "FunctionCall" and above == "other":
        return "render"
    return KINDS.get(step.name, above)
