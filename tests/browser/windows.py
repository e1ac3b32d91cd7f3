"""What the browser tests look through: windows of a phone's or a laptop's size, and axe to check them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from playwright.sync_api import Page

from tests.house import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js"

Size = Literal["phone", "small", "laptop"]
SIZES: dict[Size, tuple[int, int]] = {"phone": (360, 740), "small": (320, 640), "laptop": (1440, 900)}
"""Widths and heights in pixels."""


class OpenWindow(Protocol):
    """Opens an address of the server in a device of its own, with its own memory."""

    def __call__(
        self,
        address: str,
        size: Size = "phone",
        language: str = "fr",
        theme: Literal["light", "dark"] = "light",
    ) -> Page: ...


LOOKS = 8
"""How often a page is looked at before what is wrong with it counts as lasting."""

BETWEEN = 500
"""How long a page has between two looks, in milliseconds."""


SETTLED = """async () => {
    const places = () => JSON.stringify([...document.querySelectorAll("body *")].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
    }));
    let before = "";
    for (let alike = 0, looks = 0; alike < 6 && looks < 120; looks++) {
        await new Promise(requestAnimationFrame);
        const now = places();
        alike = now === before ? alike + 1 : 0;
        before = now;
    }
}"""
"""Ends when everything has stood in one place for six pictures, or after two seconds where something goes on moving."""


def violations(page: Page) -> list[str]:
    """Give what axe finds wrong on a page, and goes on finding: the rule, and the first element that breaks it.

    A page whose part is still on its way may be without its heading for a moment; what counts is what it
    comes to.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for _ in range(LOOKS):
        # What slides in is looked at once it lies still: half faded, its contrast would be misjudged.
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")
        found = page.evaluate("async () => (await axe.run()).violations")
        if not found:
            break
        page.wait_for_timeout(BETWEEN)
    return [f"{one['id']}: {json.dumps(one['nodes'][0]['html'])}" for one in found]


def wait_on(page: Page, holds: Callable[[], object], patience: float = 10.0, what: str = "it") -> None:
    """Wait as `wait_until` does, while the page goes on."""
    wait_until(lambda: page.wait_for_timeout(50) or holds(), patience, what)


def resize(page: Page, width: int, height: int) -> None:
    """Give a page another size, and wait until it has laid itself out at it: texts that fit themselves take a while."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(SETTLED)


def no_wider_than_the_window(page: Page) -> bool:
    """Whether a page comes to need no sideways scrolling."""
    for _ in range(LOOKS):
        if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            return True
        page.wait_for_timeout(BETWEEN)
    return False
