"""The synthesis board as the tests try it: a room that is half made, and hands to move things with."""

from playwright.sync_api import Locator, Page, expect

from server.demo.phone import Phone
from tests.house import OpenRoom

TEXTS = {
    "c1": "Deux heures par atelier, pas plus.",
    "c2": "Le café et la garde d’enfants sur place.",
    "c3": "On a manqué de temps pour restituer.",
    "c4": "Trois mois, c’était bien assez.",
    "c5": "Les élu·es sont venu·es à la fin seulement.",
}


class Board:
    """A room with two tables' cards and two statements on four of the five."""

    def __init__(self, room: OpenRoom) -> None:
        self.room = room
        self.host = room.facilitator()
        self.author = room.join("Amel", naming="name")
        self.writer = Phone(room.base, self.author[1]).connect()
        self.criterion = str(next(iter(self.host.of("criterion"))))
        for card, text in TEXTS.items():
            self.writer.ask("card.write", card=card, kind="constat", criterion=self.criterion, text=text)
        self.state("s1", "Il faut un cadre court et accueillant.", "c1", "c2")
        self.state("s2", "Le temps manque toujours.", "c3", "c4")

    def state(self, id: str, text: str, *cards: str) -> None:
        self.host.ask("statement.write", statement=id, criterion=self.criterion, text=text, cards=list(cards))

    def cards_of(self, statement: str) -> set[str]:
        """The cards of a statement, as the server has them."""
        sources = self.host.of("statement")[statement]["sources"]
        return {str(source["card"]) for source in sources}  # type: ignore[attr-defined]

    def address(self, page: str, seat: str = "facilitator") -> str:
        """The address of a page, with the link of a seat."""
        token = self.author[1] if seat == "participant" else self.room.tokens[seat]
        return f"/r/{self.room.code}/{page}#t={token}"


def slip(page: Page, statement: str) -> Locator:
    return page.locator(f"#statement-{statement}")


def pick(page: Page, within: Locator, action: str) -> None:
    """Choose in a menu, by keyboard alone."""
    within.locator(".menu > button").focus()
    page.keyboard.press("Enter")
    item = page.get_by_role("menuitem", name=action, exact=True)
    for _ in range(16):
        if item.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def drag(page: Page, thing: Locator, place: Locator) -> None:
    """Take a thing with the mouse and let it go over a place."""
    for _ in range(20):
        take(page, thing)
        # What drags comes late, after the page: until it is here, taking moves nothing.
        if place.count():
            break
        page.mouse.up()
        page.wait_for_timeout(250)
    expect(place).to_be_visible()
    goal = place.bounding_box()
    assert goal is not None
    x, y = goal["x"] + goal["width"] / 2, goal["y"] + goal["height"] / 2
    page.mouse.move(x, y, steps=10)
    expect(place).to_have_class("drop over")
    moving = page.locator("[data-dnd-dragging]").bounding_box()
    assert moving is not None
    assert moving["x"] <= x <= moving["x"] + moving["width"], "what is dragged is not under the hand"
    assert moving["y"] <= y <= moving["y"] + moving["height"], "what is dragged is not under the hand"
    page.mouse.up()


def take(page: Page, thing: Locator) -> None:
    start = thing.bounding_box()
    assert start is not None
    page.mouse.move(start["x"] + 30, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 42, start["y"] + 14, steps=4)
    page.wait_for_timeout(100)


class Finger:
    """A finger on the glass, which playwright can tap but not drag."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._glass = page.context.new_cdp_session(page)

    def rest_on(self, thing: Locator) -> None:
        """Put the finger on a thing, and let it rest until the thing is taken."""
        self._at = self._middle(thing)
        self._touch("touchStart")
        self._page.wait_for_timeout(400)
        self._at = (self._at[0], self._at[1] + 4)
        self._touch("touchMove")
        self._page.wait_for_timeout(150)

    def move_to(self, place: Locator) -> None:
        """Draw the finger to a place in a few steps."""
        start, goal = self._at, self._middle(place)
        for step in range(1, 9):
            self._at = (
                start[0] + (goal[0] - start[0]) * step / 8,
                start[1] + (goal[1] - start[1]) * step / 8,
            )
            self._touch("touchMove")
            self._page.wait_for_timeout(20)

    def lift(self) -> None:
        self._glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self._page.wait_for_timeout(150)

    def _touch(self, kind: str) -> None:
        points = [{"x": self._at[0], "y": self._at[1]}]
        self._glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    @staticmethod
    def _middle(thing: Locator) -> tuple[float, float]:
        box = thing.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def settled(page: Page) -> None:
    """Wait until the server has all that was done here."""
    expect(page.locator(".save-line")).to_contain_text("Enregistré")
