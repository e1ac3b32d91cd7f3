"""Takes the pictures of the README: a demonstration day is held, then each page is photographed as people see it.

Run as `python -m scripts.screenshots`; the pictures go to docs/pictures/.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scripts import client
from scripts.browser import provide_browser
from scripts.ground import ROOT, give_up, say
from server.demo.cast import Cast
from server.demo.hold import hold, open_room
from server.demo.served import Served

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 200_000
"""Bytes of one picture: a README is read on trains too."""

SECONDS, SEED = 8.0, 1
PHONE = 500
"""Windows narrower than this many pixels are phones."""

SETTLED = 2_000
"""Milliseconds until the fonts, the room and the first cards are drawn."""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the address, and the size of the window in pixels."""

    name: str
    path: str
    width: int = 1280
    height: int = 800
    scale: float = 1.0
    presses: tuple[str, ...] = ()
    """What is pressed first, by the words on it, where it is there."""
    scroll: int = 0


def main() -> None:
    """Hold a day, photograph the pages, and say where the pictures are."""
    client.build()
    browser_file = provide_browser()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as cast, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(browser_file), args=["--no-sandbox"])
        for shot in shots(cast):
            file = PICTURES / f"{shot.name}.png"
            file.write_bytes(small(photograph(browser, cast.base, shot)))
            if file.stat().st_size > LARGEST:
                give_up(f"{file} is larger than {LARGEST} bytes: show less of the page.")
            say(str(file))
        browser.close()


@contextmanager
def demonstration() -> Iterator[Cast]:
    """A room after a whole day, gone back to the step in which its cards were written."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Served(Path(folder), environ={"ROOM_PASSWORD": ""}) as served,
    ):
        cast = open_room(served.url, "")
        outcome = hold(cast, Path(folder) / "made", SECONDS, SEED)
        if not outcome.well:
            give_up(f"The demonstration went wrong: {outcome.apart} {outcome.missing}")
        cast.facilitator.ask("step.reopen", step="decortiquer")
        cast.facilitator.ask("screen.show", view="criteria")
        cast.settle()
        yield cast
        cast.go()


def shots(cast: Cast) -> list[Shot]:
    """The pictures to take."""
    room = f"/r/{cast.code}"
    writer = next(player for player in cast.people if player.name == "Mathilde V.")
    return [
        Shot("home", "/"),
        Shot(
            name="participant",
            path=f"{room}#t={writer.phone.token}",
            width=390,
            height=844,
            scale=1.5,
            presses=("J’ai lu", "J’ai lu", "J’ai lu"),
            scroll=420,
        ),
        Shot("console", f"{room}/console#t={cast.token}", width=1440, height=900, presses=("Avancement",)),
        Shot("screen", f"{room}/screen#t={cast.screen.token}", height=720),
        Shot("synthesis", f"{room}/synthesis#t={cast.token}"),
        Shot("publication", f"{room}/publication#t={cast.token}"),
    ]


def photograph(browser: Browser, base: str, shot: Shot) -> bytes:
    """Open a page afresh, as a person of the network would, and take its picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="light",
        reduced_motion="reduce",
        is_mobile=shot.width < PHONE,
        has_touch=shot.width < PHONE,
    )
    page = context.new_page()
    page.goto(base + shot.path)
    page.wait_for_selector("main")
    page.wait_for_timeout(SETTLED)
    for words in shot.presses:
        wanted = page.get_by_text(words, exact=True)
        if wanted.count():
            wanted.first.click()
            page.wait_for_timeout(300)
    page.evaluate("scroll => scrollTo(0, scroll)", shot.scroll)
    page.wait_for_timeout(500)
    taken = page.screenshot()
    context.close()
    return taken


def small(picture: bytes) -> bytes:
    """The same picture in 256 colours, which our pages do not exceed by much."""
    with Image.open(io.BytesIO(picture)) as image:
        kept = io.BytesIO()
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
        return kept.getvalue()


if __name__ == "__main__":
    main()
