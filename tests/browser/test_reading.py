"""The film of the day and the cross-reading, as facilitators and readers use them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from server.demo.phone import Phone
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, violations
from tests.house import OpenRoom, card


class Read:
    """A room with three cards on two experiences, appraised once, and a statement on two of them."""

    def __init__(self, room: OpenRoom) -> None:
        self.room = room
        self.host: Phone = room.facilitator()
        self.phone: Phone = room.phone("Amel")
        self.host.ask("group.balance", count=1)
        self.group = str(next(iter(self.host.of("group"))))
        self.host.ask("step.start", step="decortiquer")
        for id, where, criterion in (
            ("c1", "drome", "temps"),
            ("c2", "drome", "effets"),
            ("c3", "poitiers", "temps"),
        ):
            said = card("constat", self.group, text=f"Texte {id}", experience=where, criterion=criterion)
            self.phone.ask("card.write", **{**said, "card": id, "domains": ["politique"]})
        given = {"group": self.group, "experience": "drome", "criterion": "temps"}
        self.phone.ask("appraisal.set", **given, level="partiel", reason="Deux ans")
        self.host.ask("statement.write", statement="s1", text="Une ligne", cards=["c1", "c3"])

    def address(self, page: str, seat: str = "facilitator") -> str:
        return f"/r/{self.room.code}/{page}#t={self.room.tokens[seat]}"


@pytest.fixture
def read(room: OpenRoom) -> Iterator[Read]:
    """The room, with something to read across."""
    held = Read(room)
    yield held
    held.host.leave()
    held.phone.leave()


def go(page: Page, place: float) -> None:
    """Move the film's slider to a part of it."""
    page.locator(".film-track input").evaluate(
        """(one, place) => {
            one.value = Math.round(one.max * place);
            one.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        place,
    )


def test_a_reader_goes_back_to_before_the_first_card_and_plays_to_the_end(
    read: Read, window: OpenWindow
) -> None:
    read.host.ask("statement.draw", statement="s1", cards=["c2"], how="contradicts")
    page = window(read.address("replay", "reader"))
    counters = page.locator(".film-counters")
    expect(counters).to_contain_text("3cartes")
    page.locator(".film-track input").focus()
    page.keyboard.press("Home")
    expect(counters).to_contain_text("0carte")
    page.locator(".film-now").click()
    page.keyboard.press("PageDown")
    expect(page.locator(".film-now")).to_contain_text("décortiquer")
    page.keyboard.press("End")
    expect(counters).to_contain_text("1énoncé")
    expect(page.locator(".film-statements")).to_contain_text("2 cartes · 1 avis contraire")
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert no_wider_than_the_window(page)


def test_what_is_hidden_while_the_film_is_open_leaves_it_at_once(read: Read, window: OpenWindow) -> None:
    page = window(read.address("replay", "reader"), "laptop")
    expect(page.locator(".film-latest")).to_contain_text("Texte c3")
    read.host.ask("card.hide", card="c3", reason="Hors sujet")
    go(page, 0.0)
    go(page, 1.0)
    expect(page.locator(".film-counters")).to_contain_text("2cartes")
    expect(page.locator(".film-latest")).not_to_contain_text("Texte c3")


def test_the_facilitator_steers_the_film_on_the_screen(read: Read, window: OpenWindow) -> None:
    screen = window(read.address("screen", "screen"), "laptop")
    page = window(read.address("replay"), "laptop")
    page.get_by_label("Piloter l’écran de la salle").check()
    go(page, 0.0)
    expect(screen.locator(".film-counters")).to_contain_text("0carte")
    go(page, 1.0)
    expect(screen.locator(".film-counters")).to_contain_text("3cartes")
    assert violations(screen) == []


@pytest.mark.parametrize(("size", "language"), [("phone", "fr"), ("laptop", "en")])
def test_each_cell_opens_its_cards_and_empty_ones_are_said_as_a_finding(
    read: Read, window: OpenWindow, size: Size, language: str
) -> None:
    page = window(read.address("reading", "reader"), size, language)
    row = page.locator(".matrix tbody tr").nth(5)
    row.locator("button").nth(2).click()
    expect(page.locator("dialog")).to_contain_text("Texte c1")
    expect(page.locator("dialog")).to_contain_text("Deux ans")
    assert violations(page) == []
    page.keyboard.press("Escape")
    nobody = (
        "Personne n’a parlé de « Accessible et utile »."
        if language == "fr"
        else "Nobody spoke of “Accessible"
    )
    expect(page.locator(".findings")).to_contain_text(nobody)
    page.get_by_role("tab").nth(1).click()
    assert violations(page) == []
    page.get_by_role("tab").nth(2).click()
    expect(page.locator(".radar")).to_have_count(7)
    assert violations(page) == []
    assert no_wider_than_the_window(page)


def test_rounds_side_by_side_leave_no_card_of_an_experience_out(read: Read, window: OpenWindow) -> None:
    read.host.ask("group.give", group=read.group, experience="drome")
    read.host.ask("group.rotate", rounds=2)
    loose = card("constat", read.group, text="Sans rangée", experience="drome")
    read.phone.ask("card.write", **{**loose, "card": "c4"})
    lone = card("constat", None, text="De personne", experience="drome", criterion="temps")
    read.host.ask("card.write", **{**lone, "card": "c5"})
    page = window(read.address("reading"), "laptop")
    page.get_by_role("tab", name="Tours").click()
    page.get_by_label("Expérience").select_option("drome")
    for text in ("Texte c1", "Texte c2", "Sans rangée", "De personne"):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Hors des tours").first).to_be_visible()
    assert violations(page) == []


def test_what_is_hidden_while_a_cell_is_open_leaves_it_at_once(read: Read, window: OpenWindow) -> None:
    page = window(read.address("reading", "reader"), "laptop")
    page.locator(".matrix tbody tr").nth(5).locator("button").nth(2).click()
    expect(page.get_by_role("dialog")).to_contain_text("Texte c1")
    read.host.ask("card.hide", card="c1", reason="Une personne y est nommée")
    expect(page.get_by_role("dialog")).not_to_contain_text("Texte c1")
    expect(page.get_by_role("dialog")).to_contain_text("Deux ans")
