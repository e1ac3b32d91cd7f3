"""The ground of the browser tests: one real server, one real Chromium, and a fresh room for each test."""

import os
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.boards import Board
from tests.browser.tables import Table
from tests.browser.windows import ROOT, SIZES, OpenWindow, Size
from tests.house import OpenRoom, Server

WITHIN = 10_000
"""How long a page may take to show something, in milliseconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")
            if os.environ.get("CI"):
                # A real browser on a borrowed machine: one that stumbles is asked once more, and the closing
                # lines name it. At a developer's desk it fails at once.
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that all browser tests share; each has rooms of its own on it."""
    assert (ROOT / "client" / "dist" / "index.html").exists(), "the client is not built: run `make setup`"
    with Server(tmp_path_factory.mktemp("hall")) as running:
        yield running


@pytest.fixture
def room(hall: Server) -> OpenRoom:
    """A fresh room of the capitalisation day, with nobody in it but its facilitator."""
    return hall.open_room()


@pytest.fixture
def window(browser: Browser, hall: Server) -> Iterator[OpenWindow]:
    """Opens windows; at the end none of them may have stumbled over an error of ours."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_window(
        address: str, size: Size = "phone", language: str = "fr", theme: Literal["light", "dark"] = "light"
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=hall.base,
            viewport={"width": width, "height": height},
            has_touch=size != "laptop",
            locale="fr-FR" if language == "fr" else "en-GB",
            color_scheme=theme,
            # What is checked lies still.
            reduced_motion="reduce",
        )
        context.set_default_timeout(WITHIN)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def table(room: OpenRoom) -> Iterator[Table]:
    """Amel and Bruno at one table, in the step where they take their experience apart."""
    seated = Table(room, ["Amel", "Bruno"])
    yield seated
    seated.facilitator.leave()


@pytest.fixture
def board(room: OpenRoom) -> Iterator[Board]:
    """A synthesis board that is half made."""
    made = Board(room)
    yield made
    made.host.leave()
    made.writer.leave()
