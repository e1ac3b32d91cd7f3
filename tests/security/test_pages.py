"""The pages in a real browser: nothing of theirs breaks their own policy, and nobody else is asked for anything."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocket

from tests.browser.windows import SIZES
from tests.house import OpenRoom, Server, card

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("pages") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def room(house: Server) -> OpenRoom:
    """A room with a table, a card and a statement, so that the pages have something to show."""
    room = house.open_room()
    console, phone = room.facilitator(), room.phone("Amel")
    kind = console.first_kind()
    console.ask("group.add", group="g1", name="Table 1")
    console.await_seq(phone.ask("card.write", **card(kind, None, card="c1")))
    console.ask("statement.write", statement="s1", text="Un énoncé", cards=["c1"])
    for device in (console, phone):
        device.leave()
    return room


def pages_of(room: OpenRoom) -> dict[str, str]:
    """Every address that a person may hold, with what opens it."""
    at = f"/r/{room.code}"
    facilitator, person = room.tokens["facilitator"], room.join("Bruno")[1]
    return {
        "/": "",
        at: "",
        f"{at}#t={person}": "participant",
        f"{at}/console#t={facilitator}": "console",
        f"{at}/screen#t={room.tokens['screen']}": "screen",
        f"{at}/publication#t={room.tokens['reader']}": "publication",
        f"{at}/synthesis#t={facilitator}": "synthesis",
        f"{at}/graphic#t={facilitator}": "graphic",
    }


class Witness:
    """Notes what a page asks for, and what its policy forbade it."""

    def __init__(self, page: Page, base: str) -> None:
        self.elsewhere: list[str] = []
        self.referrers: list[str] = []
        self.tokens_in_addresses: list[str] = []
        self.forbidden: list[str] = []
        self.sockets = 0
        self._home = urlsplit(base).netloc
        page.on("request", self._asked)
        page.on("websocket", self._opened)
        page.on("console", lambda said: self._said(said.text))
        page.on("pageerror", lambda error: self._said(str(error)))

    def _asked(self, request: object) -> None:
        self._address(str(request.url))  # type: ignore[attr-defined]
        if request.headers.get("referer"):  # type: ignore[attr-defined]
            self.referrers.append(str(request.url))  # type: ignore[attr-defined]

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self._home:
            self.elsewhere.append(url)
        if re.search(r"[?&/](t|token)=", url) or len(parts.query) > 200:
            self.tokens_in_addresses.append(url)

    def _opened(self, wire: WebSocket) -> None:
        self.sockets += 1
        self._address(wire.url)

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.forbidden.append(text)


def test_no_page_asks_anything_of_anybody_else_nor_breaks_its_own_policy(
    browser: Browser, house: Server, room: OpenRoom
) -> None:
    found: dict[str, list[str]] = {}
    for address in pages_of(room):
        width, height = SIZES["phone" if "console" not in address else "laptop"]
        context = browser.new_context(base_url=house.base, viewport={"width": width, "height": height})
        page = context.new_page()
        witness = Witness(page, house.base)
        page.goto(address)
        page.wait_for_selector("main, h1", timeout=15_000)
        page.wait_for_load_state("networkidle")
        if "#t=" in address:
            # A page whose messages were not taken for those of a device would come back for ever.
            page.wait_for_timeout(600)
            assert witness.sockets <= 1, address
        if "publication" in address:
            frame = page.frame_locator("iframe.preview-frame")
            frame.locator("h1").wait_for(timeout=20_000)
            # The style of the publication is let in by its hash, or the frame would be bare.
            assert frame.locator("main").evaluate("it => it.ownerDocument.styleSheets[0].cssRules.length") > 9
        wrong = [
            *witness.elsewhere,
            *witness.forbidden,
            *(f"referrer to {url}" for url in witness.referrers),
            *(f"token in {url}" for url in witness.tokens_in_addresses),
        ]
        if wrong:
            found[address.partition("#")[0]] = wrong
        assert page.evaluate("document.cookie") == ""
        context.close()
    assert found == {}


def test_no_page_can_be_framed_nor_handed_to_a_script_of_elsewhere(browser: Browser, house: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("https://ailleurs.example/", lambda route: route.fulfill(
        content_type="text/html", body=f"<iframe src='{house.base}/'></iframe>"))  # fmt: skip
    page.goto("https://ailleurs.example/")
    page.wait_for_timeout(1_000)
    assert all("Récolte" not in frame.content() for frame in page.frames[1:])
    told = page.evaluate(
        "url => fetch(url).then(answer => answer.text(), error => 'refused')", f"{house.base}/api/formats"
    )
    assert told == "refused"
    context.close()
