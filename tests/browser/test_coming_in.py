"""Coming in over a network that loses the answer: nobody stands in the room twice, and nobody's place is taken."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from server.demo.phone import Phone
from tests.browser.windows import OpenWindow, wait_on
from tests.house import OpenRoom

NAME = "Votre nom, tel que les autres le liront"


@pytest.fixture
def console(room: OpenRoom) -> Iterator[Phone]:
    phone = room.facilitator()
    yield phone
    phone.leave()


def people(console: Phone) -> list[str]:
    """The names of all who are in the room beside who facilitates."""
    everybody = console.of("participant").values()
    return sorted(str(one["name"]) for one in everybody if one["seat"] == "participant")


def lose_the_first_answer(page: Page) -> list[str]:
    """Let the server hear each asking to come in, and the page not its first answer; give what was asked with."""
    asked: list[str] = []

    def lose(route: Route) -> None:
        asked.append(str(json.loads(route.request.post_data or "{}").get("ask")))
        answer = route.fetch()
        assert answer.status == 201, answer.text()
        if len(asked) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/join", lose)
    return asked


def enter(page: Page) -> None:
    page.get_by_role("button", name="Entrer").click()


def enter_in_vain(page: Page, name: str) -> list[str]:
    """Ask to come in, hear nothing, and give the secrets that are asked with from now on."""
    asked = lose_the_first_answer(page)
    page.get_by_label(NAME).fill(name)
    enter(page)
    expect(page.get_by_role("alert")).to_be_visible()
    return asked


@pytest.mark.parametrize("reloads", [False, True], ids=["presses again", "reloads first"])
def test_who_asks_again_because_the_answer_was_lost_is_in_the_room_once(
    room: OpenRoom, console: Phone, window: OpenWindow, reloads: bool
) -> None:
    page = window(f"/r/{room.code}")
    asked = enter_in_vain(page, "Amel")
    wait_on(page, lambda: people(console) == ["Amel"])
    if reloads:
        # The room itself does not come at first, and is asked for again by the page.
        front = f"**/api/rooms/{room.code}"
        page.route(front, lambda route: route.abort())
        page.reload()
        expect(page.get_by_text("la salle s’ouvrira dès qu’il sera revenu")).to_be_visible()
        page.unroute(front)
        expect(page.get_by_label(NAME)).to_have_value("Amel")
    enter(page)
    expect(page.get_by_role("heading", name="Bienvenue, Amel")).to_be_visible()
    assert people(console) == ["Amel"]
    assert len(set(asked)) == 1
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('ask:'))") == []


@pytest.mark.parametrize("reloads", [False, True], ids=["presses again", "reloads first"])
def test_who_chose_their_name_from_the_list_and_lost_the_answer_has_their_place(
    room: OpenRoom, console: Phone, window: OpenWindow, reloads: bool
) -> None:
    console.ask("participant.add", participant="p-amel", name="Amel Diallo")
    page = window(f"/r/{room.code}")
    lose_the_first_answer(page)
    page.get_by_label("Mon nom sur la liste").select_option(label="Amel Diallo")
    enter(page)
    expect(page.get_by_role("alert")).to_be_visible()
    if reloads:
        page.reload()
        expect(page.get_by_label(NAME)).to_have_value("Amel Diallo")
        expect(page.get_by_label("Mon nom sur la liste")).to_have_count(0)
    enter(page)
    expect(page.get_by_role("heading", name="Bienvenue, Amel Diallo")).to_be_visible()
    assert people(console) == ["Amel Diallo"]


def test_somebody_else_on_the_same_phone_is_somebody_else(
    room: OpenRoom, console: Phone, window: OpenWindow
) -> None:
    page = window(f"/r/{room.code}")
    asked = enter_in_vain(page, "Amel")
    page.get_by_label(NAME).fill("Bruno")
    enter(page)
    expect(page.get_by_role("heading", name="Bienvenue, Bruno")).to_be_visible()
    assert people(console) == ["Amel", "Bruno"]
    assert len(set(asked)) == 2


def test_a_browser_that_is_too_old_says_so_where_the_page_would_stay_empty(
    room: OpenRoom, browser: Browser
) -> None:
    context = browser.new_context(base_url=room.base)
    context.add_init_script("delete Array.prototype.at")
    page = context.new_page()
    page.goto(f"/r/{room.code}")
    expect(page.get_by_text("Ce navigateur est trop ancien")).to_be_visible()
    context.close()
