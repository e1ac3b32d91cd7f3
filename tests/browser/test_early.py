"""The line that a participant's page opens before its other files are there, and the page that takes it over."""

import re

import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from tests.browser.tables import Table
from tests.browser.windows import OpenWindow, wait_on
from tests.house import wait_until

LET_GO_WITHIN = 30
"""Seconds: a server lets go of a silent line after ten, on a busy machine later."""


class Lines:
    """The lines that a page opens, and what it says on them."""

    def __init__(self, page: Page) -> None:
        self.opened: list[WebSocket] = []
        self.said: list[str] = []
        page.on("websocket", self._opens)

    def _opens(self, line: WebSocket) -> None:
        self.opened.append(line)
        line.on("framesent", lambda payload: self.said.append(str(payload)))

    def asked(self) -> list[str]:
        """What was asked to come in with, and how."""
        return [said for said in self.said if re.match(r'40\{|42\d*\["enter"', said)]


def fresh(window: OpenWindow) -> tuple[Page, Lines]:
    """A page in a device of its own, with nothing open yet."""
    page = window("/").context.new_page()
    return page, Lines(page)


def devices(table: Table, name: str) -> int:
    return int(str(table.facilitator.here.get(table.people[name][0], 0)))


def test_a_page_comes_in_on_one_line_and_asks_once(table: Table, window: OpenWindow) -> None:
    page, lines = fresh(window)
    page.goto(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    assert len(lines.opened) == 1
    assert len(lines.asked()) == 1
    assert '"enter":{"since":null' in lines.asked()[0]
    page.reload()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    assert len(lines.opened) == len(lines.asked()) == 2
    wait_until(lambda: devices(table, "Amel") == 1)


def held_back(page: Page) -> list[Route]:
    """Keep the file that brings most of the page from coming, until it is let go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.context.route("**/assets/base-*.js", hold)
    return held


@pytest.mark.parametrize("tell", [True, False], ids=["told meanwhile", "nothing new"])
def test_the_room_waits_on_the_line_for_the_files_of_the_page(
    table: Table, window: OpenWindow, tell: bool
) -> None:
    page, lines = fresh(window)
    held = held_back(page)
    page.goto(table.address("Amel"), wait_until="commit")
    wait_on(page, lambda: devices(table, "Amel") == 1)
    if tell:
        table.write("Écrite pendant que la page vient.")
        page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    if tell:
        expect(page.get_by_text("Écrite pendant que la page vient.")).to_be_visible()
    assert len(lines.opened) == len(lines.asked()) == 1


def test_a_line_that_waited_too_long_is_let_go_and_the_page_opens_another(
    table: Table, window: OpenWindow
) -> None:
    page, lines = fresh(window)
    held = held_back(page)
    page.goto(table.address("Amel"), wait_until="commit")
    wait_on(page, lambda: devices(table, "Amel") == 1)
    wait_on(page, lambda: devices(table, "Amel") == 0, LET_GO_WITHIN)
    for route in held:
        route.continue_()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    assert [line.is_closed() for line in lines.opened] == [True, False]


def test_a_link_that_opens_nothing_is_said_to_on_the_first_line_too(table: Table, window: OpenWindow) -> None:
    page, lines = fresh(window)
    page.goto(f"/r/{table.room.code}#t=rien-de-tel")
    expect(page.get_by_role("heading", name="Cette page vous est fermée")).to_be_visible()
    assert len(lines.opened) == 1


SLOW_DISK = """
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...given) {
  const asked = open.apply(this, given);
  const late = { set: (heard) => asked.addEventListener("success", (e) => setTimeout(() => heard(e), 1000)) };
  Object.defineProperty(asked, "onsuccess", late);
  return asked;
};
"""
"""A device whose disk takes a second to open what the page keeps on it."""

ROLL_CALL = """
async (name) => {
  const channel = new BroadcastChannel(name);
  const answers = [];
  channel.onmessage = ({ data }) => "alive" in data && answers.push(data.alive);
  channel.postMessage({ roll: "somebody" });
  await new Promise((done) => setTimeout(done, 1000));
  return answers.length;
}
"""


def test_a_page_whose_disk_answers_after_its_room_has_one_outbox(table: Table, window: OpenWindow) -> None:
    """With two, what one had taken over from before a reload would be nobody's to send again."""
    page, _lines = fresh(window)
    page.goto(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.add_init_script(SLOW_DISK)
    page.reload()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    neighbour = page.context.new_page()
    neighbour.goto("/")
    assert neighbour.evaluate(ROLL_CALL, f"recolte-outbox-{table.room.code}-{table.people['Amel'][0]}") == 1
