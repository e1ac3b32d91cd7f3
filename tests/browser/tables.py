"""A table and what its people do on their pages, in the words of the tests."""

from playwright.sync_api import Locator, Page

from server.demo.phone import Phone
from tests.house import OpenRoom

STEP = "decortiquer"


class Table:
    """A room in its grid step, with one table and its people."""

    def __init__(self, room: OpenRoom, names: list[str]) -> None:
        self.room = room
        self.people = {name: room.join(name) for name in names}
        self.facilitator: Phone = room.facilitator()
        self.facilitator.ask("group.balance", count=1)
        self.facilitator.ask("step.start", step=STEP)

    def address(self, name: str) -> str:
        """The personal link of someone at the table."""
        return f"/r/{self.room.code}#t={self.people[name][1]}"

    def phone(self, name: str) -> Phone:
        """Another device of theirs, in Python."""
        return Phone(self.room.base, self.people[name][1]).connect()

    def cards(self) -> list[str]:
        """The texts that the server holds, withdrawn ones left out."""
        return [str(card["text"]) for card in self.facilitator.of("card").values() if not card["withdrawn"]]

    def write(self, text: str, criterion: str = "accessible-utile", card: str = "c1") -> int:
        """Lay a card as the facilitator; give its revision."""
        return write(self.facilitator, text, criterion, card)


def write(phone: Phone, text: str, criterion: str, card: str) -> int:
    """Lay a card of the only table from a device in Python; give its revision."""
    group, experience = next(
        (str(given["group"]), given["experience"]) for given in phone.of("assignment").values()
    )
    return phone.ask(
        "card.write",
        card=card,
        step=STEP,
        group=group,
        experience=experience,
        criterion=criterion,
        kind="constat",
        text=text,
    )


def lay(page: Page, text: str) -> None:
    """Write a card where the page offers it first."""
    page.get_by_label("Écrire une carte").fill(text)
    page.get_by_role("button", name="Poser la carte").click()


def card(page: Page, text: str) -> Locator:
    """The slip with a text, among the cards that lie open."""
    return page.locator("article.slip").filter(has_text=text)


def act_on(page: Page, text: str, action: str) -> None:
    """Choose an action in the menu of a card."""
    card(page, text).get_by_role("button", name="Actions sur la carte").click()
    page.get_by_role("menuitem", name=action).click()
