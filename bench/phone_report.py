"""What a phone in a full room came to, as Markdown: what was measured beside what was to be reached."""

import statistics
import time

import msgspec

from bench.machine import described
from bench.pace import Pace

GOAL = 16.0
"""Milliseconds that the page may work on a picture, on the slowed processor."""

Line = tuple[str, str, str]
"""What was measured, what it came to, and its goal where it has one."""


class Burst(msgspec.Struct):
    """How long the page works on each picture after fifty changes: slowed, and as the processor is; milliseconds."""

    slowed: list[float]
    as_it_is: list[float]


class Figures(msgspec.Struct):
    """What was measured; milliseconds, kilobytes, pictures a second."""

    ready: list[float]
    ready_full: list[float]
    """The same in the room of 2,000 cards."""
    entering_kb: float
    all_kb: float
    picture_p50: float
    picture_p95: float
    late_pictures: float
    """The part of the pictures that came later than one and a half sixtieths of a second."""
    bursts: dict[str, list[Burst]]
    """For each way in which fifty changes come, and each run: how long the page works on each picture."""
    bare: list[Burst]
    """Cards put on a list without any of our script, one a picture, for each run."""
    paces: dict[str, Pace]
    """What one letter costs that changes, on an empty page and on a card."""
    spent: list[dict[str, float]]
    """What fifty new cards in sight are spent on, by a record that costs time itself."""
    slow_keys: list[float]
    keys: int


def page_of(figures: Figures, *, cards: int, changes: int, slower: int, runs: int) -> str:
    """Give the figures of a room with so many cards, medians of so many runs, as a page."""
    rows = [
        *_ready(figures, cards),
        *_scrolling(figures, cards),
        *_bursts(figures, changes, slower),
        *_typing(figures),
    ]
    lines = [
        "# A phone in a full room",
        "",
        f"{time.strftime('%Y-%m-%d')}, {described()}. Chromium of 360 × 740 pixels, processor slowed {slower} times; "
        f"a room of {cards:,} cards at one table; medians of {runs}. “Weak 4G”: 1.6 Mbit/s, 150 ms a round trip.",
        "",
        "| | measured | goal |",
        "|:--|--:|--:|",
        *(f"| {name} | {value} | {goal} |" for name, value, goal in rows),
        "",
        f"A browser that is told to be {slower} times slower is slowed by more here, and not equally at all hours: "
        "see the letters. What is not slowed is measured in turn with what is.",
        "",
        "Made by `python -m bench.phone`.",
        "",
    ]
    return "\n".join(lines)


def _ready(figures: Figures, cards: int) -> list[Line]:
    def seconds(times: list[float]) -> str:
        return f"{statistics.median(times) / 1000:.2f} s"

    return [
        ("page ready, weak 4G, slow processor", seconds(figures.ready), "≤ 2 s"),
        (f"the same, {cards:,} cards", seconds(figures.ready_full), ""),
        ("files until then, compressed", f"{figures.entering_kb:.1f} kB", "≤ 80 kB"),
        ("files with what is fetched ahead", f"{figures.all_kb:.1f} kB", ""),
    ]


def _scrolling(figures: Figures, cards: int) -> list[Line]:
    return [
        (f"scrolling {cards:,} cards", f"{1000 / figures.picture_p50:.0f} pictures a second", "60"),
        ("between two pictures, p95", f"{figures.picture_p95:.1f} ms", "≤ 17 ms"),
        ("pictures later than 25 ms", f"{figures.late_pictures:.1%}", ""),
    ]


def _bursts(figures: Figures, changes: int, slower: int) -> list[Line]:
    lines = []
    for how, runs in figures.bursts.items():
        busiest = _spread([max(run.slowed) for run in runs])
        lines.append((f"{changes} cards {how}: the busiest picture", busiest, f"≤ {GOAL:.0f} ms"))
    for how, runs in figures.bursts.items():
        busiest = _spread([max(run.as_it_is) for run in runs], 1)
        lines.append((f"the same not slowed, {how}", busiest, f"≤ {GOAL / slower:.0f} ms"))
    bare_slowed = _spread([max(run.slowed) for run in figures.bare])
    bare_as_it_is = _spread([max(run.as_it_is) for run in figures.bare], 1)
    what = "for comparison, cards put on a list without any of our script, one a picture: the busiest, "
    lines += [(f"{what}slowed", bare_slowed, ""), (f"{what}not slowed", bare_as_it_is, "")]
    for where, pace in figures.paces.items():
        what = f"for comparison, one letter that changes on {where}: a picture slowed, and not slowed"
        times = f"{pace.slowed:.1f} and {pace.as_it_is:.1f} ms, {pace.times:.1f} times"
        lines.append((what, times, ""))
    for how, runs in figures.bursts.items():
        lines.append((f"all their pictures together, {how}", _spread([sum(run.slowed) for run in runs]), ""))
    for kind in ("receive and apply", "render", "style and layout", "paint", "other"):
        spent = statistics.median(one.get(kind, 0.0) for one in figures.spent)
        lines.append((f"recorded in full, new in sight: {kind}", f"{spent:.0f} ms", ""))
    return lines


def _typing(figures: Figures) -> list[Line]:
    slow = sorted(figures.slow_keys) or [GOAL]
    middle_and_last = f"{statistics.median(slow):.0f} and {slow[-1]:.0f} ms"
    return [
        ("keys that took over 16 ms to show", f"{len(figures.slow_keys)} of {figures.keys}", ""),
        ("of these, the one in the middle, and the slowest", middle_and_last, ""),
    ]


def _spread(times: list[float], digits: int = 0) -> str:
    """The median of some milliseconds, and between what they lie."""
    return f"{statistics.median(times):.{digits}f} ms ({min(times):.{digits}f}–{max(times):.{digits}f})"
