"""How fast the machine is just now, and how much slower a browser is that was told to be four times slower.

A browser slows its main thread down by stopping it every 200 microseconds for a while. What that comes to depends
on the machine and on the hour: work in short pieces, as a page's pictures are, has been seen slowed six times.
So the least that any page can do for a picture, one letter that changes, is measured beside what we do.
"""

from collections.abc import Callable
from statistics import median

import msgspec
from playwright.sync_api import CDPSession, Page

from bench.pictures import pictures

EMPTY = "data:text/html,<meta name=viewport content='width=device-width'><p>Une carte</p>"

CHANGE_A_LETTER = """(selector) => new Promise((done) => {
    const text = document.querySelector(selector).firstChild;
    const was = text.data;
    let left = 60;
    const next = () => {
        text.data = was.slice(0, -1) + "ab"[left % 2];
        if (left-- > 0) requestAnimationFrame(next); else { text.data = was; done(); }
    };
    next();
})"""
"""Changes the last letter of an element's text for each of sixty pictures."""


class Pace(msgspec.Struct):
    """What one letter costs the main thread, milliseconds a picture: as the processor is, and slowed."""

    as_it_is: float
    slowed: float

    @property
    def times(self) -> float:
        """How many times slower the slowed browser is."""
        return self.slowed / self.as_it_is


def slow_down(wire: CDPSession, times: float) -> None:
    """Tell a page's browser to work slower, or with 1 as fast as it can."""
    wire.send("Emulation.setCPUThrottlingRate", {"rate": times})


def pace_of(page: Page, wire: CDPSession, selector: str, slower: float) -> Pace:
    """Measure what a letter costs in an element of a page; leaves the browser slowed."""

    def letter(times: float) -> float:
        slow_down(wire, times)
        return median(pictures(wire, page, lambda: page.evaluate(CHANGE_A_LETTER, selector)))

    return Pace(as_it_is=letter(1), slowed=letter(slower))


def both(
    wire: CDPSession, slower: float, measure: Callable[[], list[float]]
) -> tuple[list[float], list[float]]:
    """Measure something slowed and as the processor is, one after the other; leaves the browser slowed."""
    slowed = measure()
    slow_down(wire, 1)
    as_it_is = measure()
    slow_down(wire, slower)
    return slowed, as_it_is
