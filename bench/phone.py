"""A phone of 2017 in a full room: how soon its page is ready, how it scrolls, what a frame and a keystroke cost.

A real Chromium of a phone's size, its processor slowed four times and, where the page is loaded, its network
slowed to a weak 4G. Run as `python -m bench.phone`; the figures go to `bench/results/phone.md`.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.bare import lay_out, put_cards
from bench.pace import EMPTY, Pace, both, pace_of, slow_down
from bench.phone_report import Burst, Figures, page_of
from bench.pictures import kinds, pictures
from bench.stall import Stall
from scripts.browser import provide_browser
from server.demo.phone import Phone, call
from server.demo.served import Served
from server.live.ids import new_id

CARDS = 2_000
EARLY_CARDS = 60
"""How many cards lie in the room when the page is opened early in the day."""

WRITERS = 8
CHANGES = 50
"""How many cards one frame brings."""

SLOWER = 4
"""How many times slower the processor is made, as the browser's own tools do."""

WEAK_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""Milliseconds a round trip, bytes a second: what browsers' tools call “slow 4G”."""

TOP_OF_PILE = 600
FURTHER_DOWN = 1_500
"""How far one has scrolled who looks at a pile's newest cards, and who reads on in it; pixels."""

RUNS = 5
RESULTS = Path(__file__).parent / "results" / "phone.md"
STEP = "decortiquer"

SCROLL = """async () => {
    const steps = []; let last = performance.now();
    for (let turn = 0; turn < 240; turn++) {
        window.scrollBy(0, turn % 80 < 60 ? 40 : -60);
        await new Promise(requestAnimationFrame);
        const now = performance.now(); steps.push(now - last); last = now;
    }
    return steps.slice(5);
}"""
"""Scrolls for four seconds, mostly down, and gives the milliseconds between one picture and the next."""

WATCH_READY = """
    new MutationObserver((_, watch) => {
        if (!document.querySelector(".composer textarea")) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => sayReady(String(performance.now()))));
    }).observe(document, { childList: true, subtree: true });
"""
"""Says when the picture has been made in which a card can be written. Asked from outside, again and again, the page
would have that to do as well, and at last be asked twice a second only."""

WATCH_TYPING = """() => {
    window.keys = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (one.name === "keydown") window.keys.push(one.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: false });
}"""


class Hall:
    """A room with 2,000 cards at one table, and the phones that write more."""

    def __init__(self, url: str) -> None:
        self._writers = Stall(urlsplit(url).port or 80)
        opened = call(url, "/api/rooms", {"format": "journee-capitalisation", "title": "Deux mille cartes"})
        self.url, self.code = url, str(opened["code"])
        self.host = Phone(url, str(opened["token"]), self.code).connect()
        joined = [call(url, f"/api/rooms/{self.code}/join", {"name": f"P{n}"}) for n in range(WRITERS)]
        self.tokens = [str(one["token"]) for one in joined]
        self.host.ask("group.balance", count=1)
        self.host.ask("step.start", step=STEP)
        way = f"http://127.0.0.1:{self._writers.port}"
        self.phones = [Phone(way, token, self.code).connect() for token in self.tokens]
        self.criteria = list(self.host.of("criterion"))
        given = next(iter(self.host.of("assignment").values()))
        self.where = {
            "step": STEP,
            "group": given["group"],
            "experience": given["experience"],
            "kind": "constat",
        }

    def card(self, number: int, criterion: str | None = None) -> dict[str, Any]:
        text = f"Carte {number} : deux heures par atelier, avec le café et la garde d’enfants sur place."
        where = criterion or self.criteria[number % len(self.criteria)]
        return {"card": new_id(), "text": text, "criterion": where, "domains": ["individuel"], **self.where}

    def fill(self, cards: int) -> None:
        """Write cards from all phones at once."""
        with ThreadPoolExecutor(WRITERS) as pens:
            shares = [range(at, cards, WRITERS) for at in range(WRITERS)]
            list(pens.map(self._write, self.phones, shares))

    def _write(self, phone: Phone, numbers: range) -> None:
        for number in numbers:
            phone.ask("card.write", **self.card(number))

    def write_fifty(self) -> None:
        """Write fifty cards into one row of the grid at once."""
        self._fifty("card.write", [self.card(number, self.criteria[0]) for number in range(CHANGES)])

    def edit_fifty(self) -> None:
        """Change the fifty newest cards of that row at once."""
        row = [card for card in self.host.of("card").values() if card["criterion"] == self.criteria[0]]
        newest = sorted(row, key=lambda card: -int(str(card["at"])))[:CHANGES]
        text = f"Relue à {time.time():.3f} : deux heures par atelier, avec le café."
        self._fifty("card.edit", [{"card": card["id"], "text": text} for card in newest])

    def _fifty(self, op: str, asked: list[dict[str, Any]]) -> None:
        with ThreadPoolExecutor(CHANGES) as pens:
            # All at once, so that the server takes them in one turn and tells them in one frame.
            self._writers.hold()
            asks = [
                pens.submit(self.phones[at % WRITERS].ask, op, **fields) for at, fields in enumerate(asked)
            ]
            time.sleep(0.3)
            self._writers.release()
            for ask in asks:
                ask.result()


class Bursts:
    """Fifty changes that a phone with a weak network gets in one breath, with the server at rest by then."""

    def __init__(self, hall: Hall, stall: Stall, page: Page, wire: CDPSession) -> None:
        self._hall, self._stall, self._page, self._wire = hall, stall, page, wire

    def all(self) -> dict[str, list[Burst]]:
        """Give how long the page works on each picture, for each way in which the changes come, and each run."""
        return {
            "new in the pile in sight": self._runs(self._hall.write_fifty, TOP_OF_PILE),
            "new in the pile, read further down": self._runs(self._hall.write_fifty, FURTHER_DOWN),
            "edited": self._runs(self._hall.edit_fifty, TOP_OF_PILE),
        }

    def spent(self) -> list[dict[str, float]]:
        """Give what new cards in sight are spent on, for each run."""
        self._look_at(TOP_OF_PILE)
        return [kinds(self._wire, self._page, self._held(self._hall.write_fifty)) for _ in range(RUNS)]

    def _runs(self, change: Callable[[], None], top: int) -> list[Burst]:
        def once() -> list[float]:
            self._look_at(top)
            return pictures(self._wire, self._page, self._held(change))

        return [Burst(*both(self._wire, SLOWER, once)) for _ in range(RUNS)]

    def _look_at(self, top: int) -> None:
        self._page.evaluate(f"scrollTo(0, {top})")
        self._page.wait_for_timeout(1_000)

    def _held(self, change: Callable[[], None]) -> Callable[[], None]:
        self._stall.hold()
        change()
        time.sleep(0.5)
        return self._stall.release


def measure(hall: Hall, browser: Browser) -> Figures:
    """Take every figure."""
    ready, sizes = ready_times(hall, browser)
    hall.fill(CARDS)
    full, _ = ready_times(hall, browser)
    page, wire = phone_page(browser)
    stall = Stall(urlsplit(hall.url).port or 80)
    opened(page, wire, hall, f"http://127.0.0.1:{stall.port}")
    page.wait_for_timeout(6_000)
    steps = sorted(page.evaluate(SCROLL))
    bursts = Bursts(hall, stall, page, wire)
    changed, spent = bursts.all(), bursts.spent()
    bare = bare_list(browser)
    paces = {
        "a card": pace_of(page, wire, ".pile-item .slip-text", SLOWER),
        "an empty page": empty_pace(browser),
    }
    page.evaluate("scrollTo(0, 0)")
    keys, slow = typed(page, hall)
    page.context.close()
    return Figures(
        ready=ready,
        ready_full=full,
        entering_kb=sizes[0],
        all_kb=sizes[1],
        picture_p50=steps[len(steps) // 2],
        picture_p95=steps[int(len(steps) * 0.95)],
        late_pictures=sum(step > 25 for step in steps) / len(steps),
        bursts=changed,
        bare=bare,
        paces=paces,
        spent=spent,
        slow_keys=slow,
        keys=keys,
    )


def ready_times(hall: Hall, browser: Browser) -> tuple[list[float], tuple[float, float]]:
    """How long the page takes until a card can be written, and the kilobytes until then and a while later."""
    ready, sizes = [], (0.0, 0.0)
    for _ in range(RUNS):
        page, wire = phone_page(browser)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", WEAK_4G)
        ready.append(opened(page, wire, hall))
        before = size_of(page)
        page.wait_for_timeout(5_000)
        sizes = (before, size_of(page))
        page.context.close()
    return ready, sizes


def phone_page(browser: Browser) -> tuple[Page, CDPSession]:
    """A window of a phone's size with a slow processor."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="fr-FR", is_mobile=True, has_touch=True
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    slow_down(wire, SLOWER)
    return page, wire


def empty_pace(browser: Browser) -> Pace:
    """What a letter costs where there is nothing else."""
    page, wire = phone_page(browser)
    page.goto(EMPTY)
    page.bring_to_front()
    pace = pace_of(page, wire, "p", SLOWER)
    page.context.close()
    return pace


def bare_list(browser: Browser) -> list[Burst]:
    """What cards cost that are put on a list without any of our script, one a picture."""
    page, wire = phone_page(browser)
    lay_out(page)
    runs = [Burst(*both(wire, SLOWER, lambda: put_cards(page, wire))) for _ in range(RUNS)]
    page.context.close()
    return runs


def opened(page: Page, wire: CDPSession, hall: Hall, url: str = "") -> float:
    """Open the room as somebody in it; give the milliseconds until it is shown that a card can be written."""
    said: list[float] = []
    wire.send("Runtime.enable")
    wire.send("Runtime.addBinding", {"name": "sayReady"})
    wire.on("Runtime.bindingCalled", lambda event: said.append(float(event["payload"])))
    page.add_init_script(WATCH_READY)
    page.goto(f"{url or hall.url}/r/{hall.code}#t={hall.tokens[0]}", wait_until="commit")
    patience = time.monotonic() + 60
    while not said and time.monotonic() < patience:
        page.wait_for_timeout(50)
    wire.send("Runtime.disable")
    page.get_by_label("Écrire une carte").wait_for(timeout=1_000)
    return said[0]


def size_of(page: Page) -> float:
    """The compressed kilobytes of the page's own files so far."""
    total = page.evaluate(
        """["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
            .filter((entry) => !entry.name.includes("/socket.io/") && !entry.workerStart)
            .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""
    )
    return float(total) / 1000


def typed(page: Page, hall: Hall) -> tuple[int, list[float]]:
    """Type a text while cards arrive; give how many keys, and how long the slow ones took to show."""
    text = "Les habitantes ont choisi elles-mêmes les questions de l’enquête."
    page.evaluate(WATCH_TYPING)
    page.get_by_label("Écrire une carte").first.click()
    with ThreadPoolExecutor(1) as pen:
        writing = pen.submit(hall.fill, 40)
        page.keyboard.type(text, delay=40)
        writing.result()
    page.wait_for_timeout(300)
    return len(text), [float(one) for one in page.evaluate("window.keys")]


def main() -> None:
    """Measure and write the page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Served(Path(folder), environ={"ROOM_PASSWORD": "", "DATABASE_URL": ""}) as served,
        sync_playwright() as play,
    ):
        hall = Hall(served.url)
        hall.fill(EARLY_CARDS)
        browser = play.chromium.launch(
            executable_path=str(provide_browser()),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        figures = measure(hall, browser)
        browser.close()
        for phone in (hall.host, *hall.phones):
            phone.leave()
    page = page_of(figures, cards=CARDS, changes=CHANGES, slower=SLOWER, runs=RUNS)
    RESULTS.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
