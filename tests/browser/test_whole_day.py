"""A whole day in real windows: one facilitator on a laptop, another on a phone, the hall's screen, two participants,
a scribe at a table without phones, whoever draws, and thirty devices more that write all the while."""

import threading
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from server.demo.phone import Phone, RefusedByServer, call, fetch
from tests.browser.tables import STEP, lay
from tests.browser.test_boards import hang, picture
from tests.browser.windows import OpenWindow
from tests.house import OpenRoom, card, wait_until

ROLES = ("pilote", "federation", "centre")
TABLES = 6
DEVICES = 30


class Crowd:
    """Thirty people with a phone each, who write on their table's grid until they are told to stop."""

    def __init__(self, room: OpenRoom) -> None:
        said = [{"role": ROLES[n % 3], "territory": f"Territoire {n % 7}"} for n in range(DEVICES)]
        self.phones = [
            Phone(room.base, room.join(f"Personne {n}", **one)[1], room.code).connect()
            for n, one in enumerate(said)
        ]
        self.written: list[str] = []
        self._stop = threading.Event()
        self._writers: list[threading.Thread] = []

    def write(self, step: str) -> None:
        """Let everybody write a card of their own at once, and go on doing so every few seconds."""
        self._stop.clear()
        self._writers = [
            threading.Thread(target=self._pen, args=(number, step), daemon=True) for number in range(DEVICES)
        ]
        for writer in self._writers:
            writer.start()

    def rest(self) -> None:
        """Let everybody finish the card they are writing."""
        self._stop.set()
        for writer in self._writers:
            writer.join(20)

    def leave(self) -> None:
        for phone in self.phones:
            phone.leave()

    def _pen(self, number: int, step: str) -> None:
        phone = self.phones[number]
        turn = 0
        while not self._stop.is_set():
            me = phone.of("participant")[str(phone.me["participant"])]
            given = phone.of("assignment").get(f"{me['group']}:1", {})
            text = f"Carte {turn} de la personne {number}"
            criterion = ("temps", "parties-prenantes", "accessible-utile")[turn % 3]
            where = {"step": step, "experience": given.get("experience"), "criterion": criterion}
            try:
                phone.ask("card.write", **card("constat", str(me["group"]), text=text, **where))
            except RefusedByServer as refusal:
                assert refusal.code == "room.closed", refusal  # noqa: PT017 - the only refusal there can be
                return
            self.written.append(text)
            turn += 1
            self._stop.wait(2.0 + number / 20)


@pytest.fixture
def crowd(room: OpenRoom) -> Iterator[Crowd]:
    """The thirty devices of a room."""
    here = Crowd(room)
    yield here
    here.rest()
    here.leave()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def invited(room: OpenRoom, seat: str, name: str) -> str:
    """The address of a link made for one more person."""
    made = call(
        room.base, f"/api/rooms/{room.code}/invite", {"seat": seat, "name": name}, room.tokens["facilitator"]
    )
    return f"/r/{room.code}{'/console' if seat == 'facilitator' else ''}#t={made['token']}"


def come_in(window: OpenWindow, room: OpenRoom, name: str, language: str = "fr") -> Page:
    """Join as somebody who typed the address."""
    page = window(f"/r/{room.code}", language=language)
    page.get_by_label("Votre nom, tel que" if language == "fr" else "Your name, as", exact=False).fill(name)
    press(page, "Entrer" if language == "fr" else "Enter")
    return page


def my_table(page: Page) -> None:
    page.get_by_role("link", name="Ma table").click()


def person(eye: Phone, name: str) -> str:
    """The id of somebody by their name, once this device knows them."""
    wait_until(lambda: any(one["name"] == name for one in eye.of("participant").values()))
    return next(id for id, one in eye.of("participant").items() if one["name"] == name)


def say(text: object) -> str:
    assert isinstance(text, dict)
    return str(text["fr"])


def people_sit_down(desk: Page, walking: Page, screen: Page, amel: Page, eye: Phone) -> None:
    """Everybody is counted on the screen, gets a table with one press, and reads which on their phone."""
    expect(screen.get_by_text(eye.room)).to_be_visible()
    tab(desk, "Tables")
    desk.get_by_label("Nombre de tables").fill(str(TABLES))
    press(desk, "Former les groupes")
    expect(desk.locator("[data-table]")).to_have_count(TABLES)
    wait_until(lambda: eye.of("participant")[person(eye, "Amel")]["group"] in eye.of("group"))
    group = eye.of("participant")[person(eye, "Amel")]["group"]
    table = str(eye.of("group")[str(group)]["name"])
    press(walking, "Démarrer « Accueil »")
    my_table(amel)
    expect(amel.get_by_role("heading", name=table, exact=True)).to_be_visible()


def a_table_without_phones_has_a_scribe(desk: Page, scribe: Page, eye: Phone) -> None:
    """Three people have no phone: a facilitator adds them, and a scribe speaks for them all."""
    tab(desk, "Personnes")
    for name in ("Paulette", "Quentin", "Rosa"):
        press(desk, "Ajouter une personne sans téléphone")
        box = desk.get_by_role("dialog")
        box.get_by_label("Nom", exact=True).fill(name)
        box.get_by_role("button", name="Ajouter", exact=True).click()
        expect(desk.get_by_text(name, exact=True).first).to_be_visible()
    table = eye.of("participant")[person(eye, "Odile")]["group"]
    for name in ("Paulette", "Quentin", "Rosa"):
        eye.ask("group.assign", participant=person(eye, name), group=table)
    my_table(scribe)
    press(scribe, "Prendre la plume")
    for _ in range(3):
        press(scribe, "Une personne de plus")
    expect(scribe.get_by_text("Ce téléphone parle pour 4 personnes")).to_be_visible()
    wait_until(lambda: eye.of("participant")[person(eye, "Odile")]["speaks_for"] == 4)


def the_grid_fills(
    desk: Page,
    walking: Page,
    screen: Page,
    people: tuple[Page, Page, Page],
    crowd: Crowd,
    eye: Phone,
) -> None:
    """Cards come from thirty devices and three phones, and are seen on the desk and on the screen."""
    eye.ask("step.start", step=STEP)
    amel, blaise, scribe = people
    for page in people:
        page.get_by_role("link", name="Now" if page is blaise else "En cours").click()
    crowd.write(STEP)
    lay(amel, "Nos habitantes ont choisi les questions.")
    lay(scribe, "Écrit pour Paulette, Quentin et Rosa.")
    blaise.get_by_label("Write a card").fill("We should have asked the funder.")
    press(blaise, "Lay the card")
    for text in ("Nos habitantes ont choisi", "Écrit pour Paulette", "We should have asked"):
        wait_until(lambda text=text: any(text in str(one["text"]) for one in eye.of("card").values()))
    wait_until(lambda: len(crowd.written) >= DEVICES, what="a card from each of the crowd")
    tab(desk, "Avancement")
    desk.get_by_label("Chercher dans les cartes").fill("Écrit pour Paulette")
    expect(desk.get_by_text("Écrit pour Paulette, Quentin et Rosa.")).to_be_visible()
    tab(walking, "Écran")
    press(walking, "Cartes qui arrivent")
    expect(screen.get_by_text("de la personne", exact=False).first).to_be_visible()


def a_break_interrupts_nothing(walking: Page, amel: Page, eye: Phone) -> None:
    """A break is taken from a facilitator's phone; afterwards the step goes on with the time it had."""
    press(walking, "Faire une pause")
    press(walking, "10 min")
    expect(amel.get_by_role("heading", name="Pause")).to_be_visible()
    wait_until(lambda: eye.of("step")[STEP]["status"] == "paused")
    left = int(str(eye.of("step")[STEP]["left"]))
    press(walking, f"Reprendre « {say(eye.of('step')[STEP]['title'])} »")
    expect(amel.get_by_role("heading", name="Capitalisation : décortiquer")).to_be_visible()
    wait_until(lambda: eye.of("step")[STEP]["ends_at"] is not None)
    step = eye.of("step")[STEP]
    assert int(str(step["ends_at"])) <= time.time() * 1000 + left + 1_000


def attention_is_asked_and_given(desk: Page, amel: Page, blaise: Page, eye: Phone) -> None:
    """A hand, a word to one person, a call to one card, and a card hidden with a reason its author reads."""
    press(amel, "Lever la main")
    expect(desk.get_by_text("1 main levée")).to_be_visible()
    press(desk, "Entendu : Amel")
    tab(desk, "Personnes")
    desk.get_by_label("Chercher une personne").fill("Blaise")
    press(desk, "Actions sur Blaise")
    desk.get_by_role("menuitem", name="Lui écrire…").click()
    desk.get_by_role("dialog").get_by_label("Message").fill("Votre table peut commencer.")
    press(desk, "Envoyer")
    expect(blaise.get_by_text("Votre table peut commencer.")).to_be_visible()
    expect(amel.get_by_text("Votre table peut commencer.")).to_have_count(0)
    mine = next(id for id, one in eye.of("card").items() if "Nos habitantes" in str(one["text"]))
    eye.ask("focus.set", on=f"card/{mine}")
    expect(blaise.get_by_role("dialog")).to_contain_text("Nos habitantes ont choisi les questions.")
    blaise.keyboard.press("Escape")
    eye.ask("focus.set", on=None)
    eye.ask("card.hide", card=mine, reason="Une personne y est reconnaissable.")
    expect(amel.get_by_text("Une personne y est reconnaissable.", exact=False).first).to_be_visible()
    eye.ask("card.show", card=mine)
    expect(amel.get_by_text("Une personne y est reconnaissable.", exact=False)).to_have_count(0)


def a_board_is_drawn_and_shown(drawing: Page, screen: Page, eye: Phone) -> None:
    """Whoever draws hangs a board with its words, and it comes onto the screen."""
    hang(drawing, "L’arbre des prérequis", "Un arbre dont chaque branche est un prérequis.", picture())
    wait_until(lambda: len(eye.of("board")) == 1)
    board = next(iter(eye.of("board")))
    eye.ask("screen.show", view="boards", ref=board)
    expect(screen.get_by_role("img", name="Un arbre dont chaque branche")).to_be_visible()


def tables_move_on(desk: Page, amel: Page, screen: Page, eye: Phone) -> None:
    """Two rounds are planned; every phone says its next table, and the second begins with one press."""
    tab(desk, "Tables")
    desk.get_by_label("Nombre de tours").fill("2")
    press(desk, "Planifier les tours")
    my_table(amel)
    expect(amel.get_by_role("heading", name="Au prochain tour")).to_be_visible()
    eye.ask("screen.show", view="plan")
    expect(screen.get_by_text("Amel", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Commencer :").first.click()
    wait_until(lambda: eye.of("room")["room"]["round"] == "2")
    expect(amel.get_by_role("heading", name="Au prochain tour")).to_have_count(0)
    eye.ask("round.start", round="1")


def the_room_goes_back_and_loses_nothing(desk: Page, crowd: Crowd, eye: Phone) -> None:
    """A step that was over is opened again, and every card that anybody laid is still there."""
    crowd.rest()
    eye.ask("step.start", step="exposition")
    press(desk, "Actions sur « Capitalisation : décortiquer »")
    desk.get_by_role("menuitem", name="Rouvrir").click()
    wait_until(lambda: eye.of("room")["room"]["step"] == STEP)
    wait_until(lambda: set(crowd.written) <= {str(one["text"]) for one in eye.of("card").values()})


def the_day_is_published_and_closed(desk: Page, amel: Page, room: OpenRoom, crowd: Crowd, eye: Phone) -> None:
    """What was written leads through a statement and a proposal into the publication; then the room is read-only."""
    cards = [id for id, one in eye.of("card").items() if "Nos habitantes" in str(one["text"])]
    eye.ask("statement.write", statement="line", criterion="parties-prenantes", cards=cards,
            text="Les habitant·es choisissent les questions.")  # fmt: skip
    eye.ask(
        "proposal.write",
        proposal="ask",
        kind="politique",
        text="Le dire aux financeurs.",
        statements=["line"],
    )
    eye.ask(
        "commitment.make",
        commitment="we",
        proposal="ask",
        who="Le réseau",
        what="Écrire la lettre",
        by="2027-01-01",
    )
    said = fetch(room.base, f"/api/rooms/{room.code}/publication.md", eye.token).decode()
    for text in (
        "Les habitant·es choisissent les questions.",
        "Nos habitantes ont choisi les questions.",
        "Écrit pour Paulette, Quentin et Rosa.",
        "Le dire aux financeurs.",
        "Écrire la lettre",
        "Un arbre dont chaque branche est un prérequis.",
        *crowd.written,
    ):
        assert text in said, text
    assert "Amel" not in said, "named without having said so"
    tab(desk, "Salle")
    press(desk, "Fermer la salle")
    desk.get_by_role("dialog").get_by_role("button", name="Fermer la salle").click()
    wait_until(lambda: eye.of("room")["room"]["closed"])
    amel.get_by_role("link", name="En cours").click()
    expect(amel.get_by_role("main")).to_contain_text("fermée")
    press(desk, "Rouvrir la salle")
    wait_until(lambda: not eye.of("room")["room"]["closed"])


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_day_is_held_from_the_first_phone_to_the_publication(
    room: OpenRoom, crowd: Crowd, window: OpenWindow
) -> None:
    desk = window(f"/r/{room.code}/console#t={room.tokens['facilitator']}", "laptop")
    walking = window(invited(room, "facilitator", "Corinne"))
    screen = window(f"/r/{room.code}/screen#t={room.tokens['screen']}", "laptop")
    drawing = window(invited(room, "graphic", "Zoé"))
    amel, blaise = come_in(window, room, "Amel"), come_in(window, room, "Blaise", "en")
    scribe = come_in(window, room, "Odile")
    eye = room.facilitator()

    people_sit_down(desk, walking, screen, amel, eye)
    a_table_without_phones_has_a_scribe(desk, scribe, eye)
    the_grid_fills(desk, walking, screen, (amel, blaise, scribe), crowd, eye)
    a_break_interrupts_nothing(walking, amel, eye)
    attention_is_asked_and_given(desk, amel, blaise, eye)
    a_board_is_drawn_and_shown(drawing, screen, eye)
    tables_move_on(desk, amel, screen, eye)
    the_room_goes_back_and_loses_nothing(desk, crowd, eye)
    the_day_is_published_and_closed(desk, amel, room, crowd, eye)
    eye.leave()
