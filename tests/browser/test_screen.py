"""The hall's screen, as the people in front of it see it."""

from collections.abc import Callable
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from server.demo.phone import Phone
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, resize, violations, wait_on
from tests.house import OpenRoom, Server

VIEWS = (
    "join",
    "step",
    "cards",
    "plan",
    "answers",
    "criteria",
    "domains",
    "synthesis",
    "statement",
    "boards",
    "page",
    "projection",
)
REFS = {"statement": "s1", "page": "theorie"}


class Hall:
    """A room with four people at two tables, some cards, a statement and a proposal."""

    def __init__(self, room: OpenRoom) -> None:
        self.room = room
        self.host = room.facilitator()
        self.phones = {name: room.phone(name) for name in ("Amel", "Bruno", "Corinne", "Djibril")}
        self.host.ask("group.balance", count=2)

    def show(self, view: str) -> None:
        self.host.ask("screen.show", view=view, ref=REFS.get(view))

    def place(self, criterion: str = "temps") -> dict[str, object]:
        """Where the first table's cards belong."""
        table = min(self.host.of("group"))
        experience = self.host.of("assignment")[f"{table}:1"]["experience"]
        return {"group": table, "experience": experience, "criterion": criterion}

    def write(self, card: str, text: str, by: Phone | None = None, **where: object) -> None:
        where = {"step": "decortiquer", **self.place(), **where}
        (by or self.host).ask("card.write", card=card, kind="constat", text=text, **where)

    def fill(self) -> None:
        self.host.ask("step.start", step="decortiquer")
        self.write("c1", "Deux heures par atelier.", domains=["politique", "societal"])
        self.write("c2", "Un bilan chaque année.", domains=["politique"])
        self.host.ask("appraisal.set", **self.place(), level="present", reason="Cela dure.")
        self.host.ask(
            "statement.write", statement="s1", criterion="temps", text="Il faut du temps.", cards=["c1"]
        )
        self.host.ask("proposal.write", proposal="p1", kind="politique", text="Le dire ensemble.")
        self.host.ask(
            "commitment.make", commitment="k1", proposal="p1", who="Amel", what="Écrire", by="2027-01-01"
        )


@pytest.fixture
def hall_of(room: OpenRoom) -> Callable[[], Hall]:
    """Fills the room with people."""
    return lambda: Hall(room)


def open_screen(window: OpenWindow, room: OpenRoom, size: Size = "laptop", language: str = "fr") -> Page:
    page = window(
        f"/r/{room.code}/screen#t={room.tokens['screen']}",
        size,
        language,
        "dark" if language == "en" else "light",
    )
    expect(page.locator(".screen")).to_be_visible()
    return page


def test_before_the_day_begins_it_shows_how_to_come_in_and_how_many_have(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = open_screen(window, room)
    expect(page.get_by_label("Code de la salle")).to_contain_text(room.code[:3])
    expect(page.get_by_alt_text(f"Code QR pour entrer dans la salle {room.code}")).to_be_visible()
    expect(page.get_by_text("La salle vous attend")).to_be_visible()
    expect(page.locator(".join-address")).not_to_contain_text("localhost")
    room.join("Amel")
    room.join("Bruno")
    expect(page.get_by_text("2 personnes sont entrées")).to_be_visible()


def test_it_follows_the_agenda_from_the_instruction_to_the_wall(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    page = open_screen(window, hall.room)
    hall.host.ask("step.start", step="pause-matin")
    expect(page.get_by_role("heading", name="Pause")).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text(":")
    hall.host.ask("step.start", step="consignes")
    for name in hall.phones:
        expect(page.locator(".plan-table").get_by_text(name)).to_be_visible()
    hall.host.ask("step.start", step="decortiquer")
    expect(page.get_by_text("Les cartes arriveront ici")).to_be_visible()
    hall.write("c1", "La première.")
    hall.write("c2", "La dernière.")
    expect(page.locator(".wall-card .wall-text")).to_have_text(["La dernière.", "La première."])
    expect(page.locator(".wall-card").first).to_contain_text("Inscrite dans le temps")
    for n in range(12):
        hall.write(f"d{n}", f"Encore une chose que nous avons apprise en chemin, la {n}e du jour.")
    expect(page.locator(".wall-card").first).to_contain_text("la 11e")
    # What lies beyond its foot is cut, also where it is for the ear alone: nothing scrolls under a projector.
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_once_the_day_has_begun_it_says_where_we_are_and_asks_nobody_into_a_closed_room(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    page = open_screen(window, hall.room)
    expect(page.get_by_label("Code de la salle")).to_be_visible()
    hall.host.ask("step.start", step="accueil")
    hall.host.ask("step.finish")
    expect(page.get_by_role("heading", name="Un instant entre deux séquences")).to_be_visible()
    hall.show("join")
    expect(page.get_by_label("Code de la salle")).to_be_visible()
    hall.host.ask("room.close")
    expect(page.get_by_role("heading", name="La journée est terminée. Merci !")).to_be_visible()
    expect(page.get_by_alt_text(f"Code QR pour entrer dans la salle {hall.room.code}")).to_have_count(0)


def test_the_console_chooses_what_it_shows(hall_of: Callable[[], Hall], window: OpenWindow) -> None:
    hall = hall_of()
    hall.fill()
    page = open_screen(window, hall.room)
    console = window(f"/r/{hall.room.code}/console#t={hall.room.tokens['facilitator']}", "laptop")
    console.get_by_role("tab", name="Écran").click()
    console.get_by_role("button", name="Synthèse", exact=True).click()
    expect(page.get_by_text("Il faut du temps.")).to_be_visible()
    hall.host.ask("statement.write", statement="other", criterion="effets", text="Les effets se croisent.")
    expect(page.get_by_text("1 / 2")).to_be_visible()
    chosen = console.get_by_label("Synthèse d’un seul prérequis", exact=True)
    chosen.select_option(label="Tous les effets, positifs et négatifs")
    console.get_by_role("button", name="Montrer – Synthèse d’un seul prérequis").click()
    expect(page.get_by_text("Les effets se croisent.")).to_be_visible()
    expect(page.locator(".large-statement")).to_have_count(1)
    expect(page.locator(".pager")).to_have_count(0)
    console.get_by_label("Page à montrer", exact=True).select_option(label="Quelques socles théoriques")
    console.get_by_role("button", name="Montrer – Page à montrer").click()
    expect(page.get_by_role("heading", name="Quelques socles théoriques")).to_be_visible()
    console.get_by_role("button", name="Suivre le déroulé").click()
    expect(page.locator(".wall-card")).to_have_count(2)
    console.get_by_role("button", name="Éteindre l’écran de la salle").click()
    expect(page.locator(".blanked h1")).to_be_visible()
    page.reload()  # a wall stays blank though its page is loaded again
    expect(page.locator(".blanked h1")).to_be_visible()
    for shown in (".wall-card", ".clock", ".qr"):
        expect(page.locator(shown)).to_have_count(0)
    expect(console.get_by_text("Rien : il est éteint")).to_be_visible()
    console.get_by_role("complementary").get_by_role("button", name="Rallumer l’écran").click()
    expect(page.locator(".wall-card")).to_have_count(2)


def test_the_matrices_show_the_right_numbers_live(hall_of: Callable[[], Hall], window: OpenWindow) -> None:
    hall = hall_of()
    hall.fill()
    title = hall.host.of("experience")[str(hall.place()["experience"])]["title"]["fr"]  # type: ignore[index]
    page = open_screen(window, hall.room)
    hall.show("criteria")
    cell = page.get_by_role("cell", name=f"Inscrite dans le temps, {title} : Présent ; 2 cartes")
    expect(cell).to_be_visible()
    for n in range(5):
        label = {"fr": f"Ce que la salle a voulu ajouter, pour la fois numéro {n}"}
        hall.host.ask("criterion.add", criterion=f"ajoute-{n}", label=label)
    for current in ("1 / 2", "2 / 2"):
        expect(page.locator(".pager")).to_contain_text(current)
        wait_on(page, lambda: beyond(page) == [], what="every row of the page within the wall")
        page.keyboard.press("ArrowRight")
    hall.show("domains")
    expect(
        page.get_by_role("cell", name=f"Dimension politique, {title} : 2 cartes, soit 100 %")
    ).to_be_visible()
    expect(
        page.get_by_role("cell", name=f"Dimension sociétale, {title} : 1 carte, soit 50 %")
    ).to_be_visible()
    hall.host.ask("card.withdraw", card="c2")
    expect(
        page.get_by_role("cell", name=f"Dimension politique, {title} : 1 carte, soit 100 %")
    ).to_be_visible()
    long = "Communauté de communes du Pays de Montbéliard"
    for n in range(5):
        hall.host.ask("experience.add", experience=f"longue-{n}", title={"fr": f"{long} {n}"}, territory=long)
    for view in ("domains", "criteria"):
        hall.show(view)
        expect(page.locator(f".view-{view} .pager")).to_be_visible()
        for width, height in (*WALLS, (1024, 768)):
            resize(page, width, height)
            cut = "one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]"
            assert page.locator(".matrix").evaluate(cut) == [0, 0], (view, width)
    # Where tables keep their cards, the wall counts none of them: neither as an empty matrix nor as « 0 carte ».
    hall.host.ask("room.set", reveal="step")
    expect(page.get_by_text("Pour l’instant, chaque table garde ses cartes")).to_be_visible()
    hall.show("cards")
    expect(page.get_by_text("Pour l’instant, chaque table garde ses cartes")).to_be_visible()
    expect(page.get_by_text("0 carte")).to_have_count(0)


def test_answers_are_bars_and_walls_without_names(hall_of: Callable[[], Hall], window: OpenWindow) -> None:
    hall = hall_of()
    page = open_screen(window, hall.room)
    hall.host.ask("step.start", step="pourquoi-maintenant")
    given = {"step": "pourquoi-maintenant", "prompt": "idees"}
    hall.phones["Amel"].ask("answer.give", **given, value=["defis"], text="Le quartier change.")
    hall.phones["Bruno"].ask("answer.give", **given, value=["defis", "democratie"])
    expect(page.locator(".bar-count")).to_have_text(["0", "2", "0", "1"])
    expect(page.get_by_text("Le quartier change.")).to_be_visible()
    assert "Amel" not in page.inner_text("main")


def test_nothing_private_is_ever_on_it(hall_of: Callable[[], Hall], window: OpenWindow) -> None:
    hall = hall_of()
    hall.host.ask("step.start", step="decortiquer")
    page = open_screen(window, hall.room)
    amel = hall.phones["Amel"]
    amel.ask("participant.edit", participant=str(amel.me["participant"]), naming="name")
    where = {**hall.place(), "group": hall.host.of("participant")[str(amel.me["participant"])]["group"]}
    hall.write("c1", "Signée.", by=amel, **where)
    expect(page.locator(".wall-card")).to_contain_text("Amel")
    hall.host.ask("room.set", anonymous=True)
    expect(page.locator(".wall-card")).not_to_contain_text("Amel")
    hall.host.ask("message.send", message="m1", to="all", text="Un mot pour les téléphones.")
    hall.host.ask("card.hide", card="c1", reason="Nomme quelqu’un")
    expect(page.get_by_text("Signée.")).to_have_count(0)
    assert "Un mot pour les téléphones." not in page.inner_text("body")


def test_it_says_when_it_is_cut_off_and_catches_up_by_itself(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    hall.fill()
    page = open_screen(window, hall.room)
    expect(page.locator(".wall-card")).to_have_count(2)
    # Frozen as a sleeping machine: its socket dies without a word.
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Hors ligne", exact=False)).to_be_visible(timeout=20_000)
    expect(page.locator(".wall-card")).to_have_count(2)
    hall.write("c3", "Arrivée entre-temps.")
    page.context.set_offline(False)
    expect(page.get_by_text("Arrivée entre-temps.")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Hors ligne", exact=False)).to_be_hidden()


def test_long_syntheses_turn_by_keyboard(hall_of: Callable[[], Hall], window: OpenWindow) -> None:
    hall = hall_of()
    hall.fill()
    hall.host.ask(
        "statement.write", statement="s2", criterion="effets", text="Tous les effets.", cards=["c2"]
    )
    hall.show("synthesis")
    page = open_screen(window, hall.room)
    expect(page.get_by_text("Tous les effets.")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Il faut du temps.")).to_be_visible()
    expect(page.get_by_text("2 / 2")).to_be_visible()


def test_a_statement_on_the_wall_is_followed_into_what_takes_it_in(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    hall.fill()
    hall.host.ask(
        "statement.write", statement="s2", criterion="temps", text="Du temps, partout.", cards=["c2"]
    )
    hall.show("statement")
    page = open_screen(window, hall.room)
    expect(page.get_by_role("heading", name="Il faut du temps.")).to_be_visible()
    hall.host.ask("statement.merge", **{"into": "s2", "from": "s1"})
    expect(page.get_by_role("heading", name="Du temps, partout.")).to_be_visible()
    hall.host.ask("statement.withdraw", statement="s2")
    expect(page.get_by_text("Cet énoncé a changé de place")).to_be_visible()


def test_a_day_without_experiences_is_read_by_its_tables(hall: Server, window: OpenWindow) -> None:
    room = hall.open_room(format="retrospective-projet")
    host = room.facilitator()
    room.join("Amel")
    host.ask("group.balance", count=1)
    row = min(host.of("criterion").values(), key=lambda one: int(str(one["order"])))
    kind = host.first_kind()
    host.ask("card.write", card="c1", group="g1", criterion=row["id"], kind=kind, text="À garder.")
    host.ask("screen.show", view="criteria")
    page = open_screen(window, room)
    expect(page.get_by_role("cell", name="Table 1 : pas d’appréciation ; 1 carte")).to_be_visible()
    console = window(f"/r/{room.code}/console#t={room.tokens['facilitator']}", "laptop")
    console.get_by_role("tab", name="Avancement").click()
    expect(console.get_by_role("cell", name="Table 1 : 1 carte en tout")).to_be_visible()
    console.get_by_role("tab", name="Écran").click()
    expect(console.get_by_role("button", name="Lignes de la grille × tables")).to_be_visible()
    expect(console.get_by_role("button", name="Domaines", exact=False)).to_have_count(0)
    console.goto(f"/r/{room.code}/synthesis")
    console.get_by_role("button", name="Matrices").click()
    table = console.get_by_role("dialog").get_by_role("table")
    expect(table.get_by_role("columnheader", name="Table 1")).to_be_visible()
    expect(table.get_by_role("cell", name="1 carte")).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_view_passes_axe_and_fits(
    hall_of: Callable[[], Hall], window: OpenWindow, language: str, size: Size
) -> None:
    hall = hall_of()
    hall.fill()
    page = open_screen(window, hall.room, size, language)
    for view in VIEWS:
        hall.show(view)
        expect(page.locator(f".view-{view}")).to_be_visible()
        assert violations(page) == [], view
        assert no_wider_than_the_window(page), view


def places(page: Page, *selectors: str) -> dict[str, dict[str, float]]:
    """Where each of these stands on the wall, by its left, right, top and bottom in pixels."""
    found = {}
    for selector in selectors:
        box = page.locator(selector).first.bounding_box()
        assert box is not None, selector
        found[selector] = {
            "left": box["x"],
            "right": box["x"] + box["width"],
            "top": box["y"],
            "bottom": box["y"] + box["height"],
        }
    return found


def overlaps(placed: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    """The pairs that lie over one another by more than a pixel's rounding."""
    return [
        (one, other)
        for one, other in combinations(placed, 2)
        if min(placed[one]["right"], placed[other]["right"])
        > max(placed[one]["left"], placed[other]["left"]) + 1
        and min(placed[one]["bottom"], placed[other]["bottom"])
        > max(placed[one]["top"], placed[other]["top"]) + 1
    ]


@pytest.mark.parametrize("length", [20, 38, 53, 71, 100, 160])
def test_a_long_title_leaves_the_code_its_place_on_the_wall(
    hall: Server, window: OpenWindow, length: int
) -> None:
    title = ("Utilité sociale et impact : la journée des centres sociaux de l’Hérault " * 3)[:length]
    place = "Maison pour tous Léo-Lagrange, Montpellier"
    room = hall.open_room(title=title.strip(), place=place, date="2026-11-28")
    page = open_screen(window, room)
    expect(page.locator(".join-view .qr")).to_be_visible()
    parts = (".screen-top", ".join-words h1", ".join-when", ".join-address", ".join-huge", ".join-here")
    for width, height in ((1280, 720), (1920, 1080), (1024, 768)):
        resize(page, width, height)

        def fits(width: int = width, height: int = height) -> bool:
            placed = places(page, *parts, ".join-view .qr", ".screen-controls")
            within = all(box["bottom"] <= height and box["right"] <= width for box in placed.values())
            return within and overlaps(placed) == []

        wait_on(page, fits, what=f"everything in its place at {width}×{height}")


WALLS = ((1280, 720), (1920, 1080))


def beyond(page: Page) -> list[str]:
    """What of a view is cut off or lies under the foot: the texts that end below it."""
    below: list[str] = page.evaluate(
        """() => {
            const view = document.querySelector(".screen-view").getBoundingClientRect();
            const words = [...document.querySelectorAll(".screen-view *")].filter((one) => !one.children.length);
            return words.filter((one) => {
                const box = one.getBoundingClientRect();
                return box.height > 0 && box.bottom > Math.min(view.bottom, innerHeight) + 1;
            }).map((one) => one.textContent || one.className);
        }"""
    )
    return below


@pytest.mark.parametrize("of", ["journee-capitalisation", "retrospective-projet"])
def test_every_instruction_is_read_whole_on_the_wall(hall: Server, window: OpenWindow, of: str) -> None:
    room = hall.open_room(format=of)
    host = room.facilitator()
    host.ask("screen.show", view="step")
    page = open_screen(window, room)
    for step in sorted(host.of("step").values(), key=lambda step: int(str(step["order"]))):
        host.ask("step.start", step=step["id"])
        expect(page.locator(".step-view h1")).to_have_text(str(step["title"]["fr"]))  # type: ignore[index, call-overload]
        for width, height in WALLS:
            resize(page, width, height)
            cut = page.evaluate(
                """() => {
                    const words = document.querySelector(".step-instruction");
                    return words ? words.scrollHeight - words.clientHeight : 0;
                }"""
            )
            assert cut <= 1, (step["id"], width)


def test_questions_beside_a_step_leave_its_clock_on_the_wall(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    hall.host.ask("step.start", step="theorie")
    for n in range(4):
        text = f"Est-ce qu’on a le droit de ne pas tout mesurer, et qui le dit ({n}) ?"
        hall.host.ask("card.write", card=f"q{n}", step="theorie", kind="question", text=text)
    page = open_screen(window, hall.room)
    expect(page.locator(".step-questions li")).to_have_count(4)
    for width, height in WALLS:
        resize(page, width, height)
        foot = places(page, ".screen-controls")[".screen-controls"]["top"]
        placed = places(page, ".step-words h1", ".step-instruction", ".clock.large", ".step-until")
        assert overlaps(placed) == []
        assert all(box["bottom"] <= foot for box in placed.values()), (width, height)


def test_pages_of_long_statements_with_votes_and_proposals_end_above_the_foot(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    hall.fill()
    sentence = (
        "Une démarche devient accessible quand elle abandonne le jargon et prend les mots des habitants. "
    )
    for n in range(5):
        hall.host.ask(
            "statement.write",
            statement=f"long{n}",
            criterion="effets",
            text=f"{sentence} ({n})",
            cards=["c2"],
        )
        hall.host.ask("proposal.write", proposal=f"long{n}", kind="politique", text=f"{sentence} ({n})")
    hall.host.ask("vote.open", on="statements", how="agreement")
    for n in range(5):
        hall.phones["Amel"].ask("vote.cast", on=f"statement/long{n}#agreement", weight=3)
    hall.host.ask("vote.close", on="statements", how="agreement")
    page = open_screen(window, hall.room)
    for view in ("synthesis", "projection", "votes"):
        hall.show(view)
        expect(page.locator(f".view-{view} .pager")).to_be_visible()
        for width, height in WALLS:
            resize(page, width, height)
            for _ in range(3):
                wait_on(page, lambda: beyond(page) == [], what=f"{view} within {width} by {height}")
                page.keyboard.press("ArrowRight")


def leaves(page: Page, of: str) -> set[str]:
    """Every text `of` a view that turns: nothing of any of its leaves is cut off, above or below."""
    seen: set[str] = set()
    shown = page.locator(".pager .figures").inner_text()
    for at in range(1, int(shown.rpartition("/")[2]) + 1):
        expect(page.locator(".pager .figures")).to_contain_text(f"{at} /")
        wait_on(page, lambda: beyond(page) == [], what="the end of a leaf")
        top = places(page, ".screen-view")[".screen-view"]["top"]
        assert page.locator(".screen-view :is(h1, h2)").first.bounding_box()["y"] >= top  # type: ignore[index]
        seen |= set(page.locator(of).all_inner_texts())
        page.keyboard.press("ArrowRight")
    return seen


def test_a_long_statement_is_read_whole_with_all_that_it_rests_on(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    hall.host.ask("step.start", step="decortiquer")
    cards = [f"w{n}" for n in range(10)]
    for at, card in enumerate(cards):
        hall.write(
            card, f"Carte {at} : la confiance s’installe entre l’équipe et les habitantes." * (1 + at % 3)
        )
    words = "Le temps long accordé aux personnes a permis que des projets naissent. " * 26
    hall.host.ask("statement.write", statement="s1", criterion="temps", text=words[:300], cards=cards)
    page = open_screen(window, hall.room)
    hall.show("statement")
    for length in (300, 850, 1_800):
        text = words[:length].strip()
        hall.host.ask("statement.edit", statement="s1", text=text)
        for width, height in WALLS:
            resize(page, width, height)
            page.reload()
            expect(page.locator(".statement-view")).to_be_visible()
            read = leaves(page, ".wall-card, .statement-view h1:not(.recalled)")
            on = {one for one in read if one.startswith("Carte")}
            assert len(on) == len(cards), (length, width)
            assert sum(len(one) + 1 for one in read - on) == len(text) + 1, (length, width)
    hall.show("synthesis")
    expect(page.locator(".large-text")).to_be_visible()
    wait_on(page, lambda: beyond(page) == [], what="the statement alone on its page")


def test_all_questions_and_all_that_will_be_voted_on_have_their_page(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    hall.fill()
    hall.host.ask("step.start", step="theorie")
    text = "Est-ce qu’on a le droit de ne pas tout mesurer, et qui le dit"
    for n in range(9):
        hall.host.ask("card.write", card=f"q{n}", step="theorie", kind="question", text=f"{text} ({n}) ?")
        hall.host.ask(
            "statement.write", statement=f"v{n}", criterion="temps", text=f"{text} ({n}).", cards=["c1"]
        )
    page = open_screen(window, hall.room)
    expect(page.locator(".step-questions li")).to_have_count(4)
    assert len(leaves(page, ".step-questions li")) == 9
    hall.host.ask("vote.open", on="statements", how="agreement")
    hall.show("votes")
    expect(page.locator(".vote-view")).to_be_visible()
    assert len(leaves(page, ".large-statement")) == 10


def test_seven_full_tables_stand_on_the_wall(room: OpenRoom, window: OpenWindow) -> None:
    host = room.facilitator()
    for n in range(35):
        room.join(f"Fatoumata {n}")
    host.ask("group.balance", count=7)
    host.ask("screen.show", view="plan")
    page = open_screen(window, room)
    expect(page.locator(".plan-people li")).to_have_count(35)
    for width, height in WALLS:
        resize(page, width, height)
        wait_on(page, lambda: beyond(page) == [], what=f"all of the tables at {width}×{height}")
    # More than the wall holds turn their pages; all but the first row ran off it.
    host.ask("group.balance", count=23)
    expect(page.get_by_text("1 / 2")).to_be_visible()
    shown = set(page.locator(".plan-table h2").all_inner_texts())
    for width, height in WALLS:
        resize(page, width, height)
        wait_on(page, lambda: beyond(page) == [], what=f"a page of the tables at {width}×{height}")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2 / 2")).to_be_visible()
    assert len(shown.union(page.locator(".plan-table h2").all_inner_texts())) == 23
    host.leave()


def test_every_word_of_the_closing_is_read_where_nobody_repeats_one(hall: Server, window: OpenWindow) -> None:
    room = hall.open_room()
    host = room.facilitator()
    host.ask("step.start", step="cloture")
    phone = room.phone("Amel")
    prompts = host.of("step")["cloture"]["settings"]["prompts"]  # type: ignore[index]
    prompt = next(one["id"] for one in prompts if one["type"] == "word")
    phones = [phone, *(room.phone(f"Personne {n}") for n in range(24))]
    for n, one in enumerate(phones):
        one.ask("answer.give", step="cloture", prompt=prompt, text=f"Du grain à moudre {n}")
    host.ask("screen.show", view="answers")
    page = open_screen(window, room)
    expect(page.locator(".word")).to_have_count(25)
    for width, height in WALLS:
        resize(page, width, height)
        wait_on(page, lambda: beyond(page) == [], what=f"every word within {width} by {height}")
    for one in [host, *phones]:
        one.leave()


def test_who_we_are_says_how_many_territories_have_no_bar(room: OpenRoom, window: OpenWindow) -> None:
    host = room.facilitator()
    roles = [one["id"] for one in host.of("format")["format"]["roles"]]  # type: ignore[attr-defined]
    for n in range(18):
        room.join(f"Personne {n}", role=roles[n % len(roles)], territory=f"Département numéro {n}")
    host.ask("step.start", step="accueil")
    page = open_screen(window, room)
    more = page.locator(".who-more")
    for width, height in WALLS:
        resize(page, width, height)
        expect(more).to_contain_text("autres territoires")
        placed = places(page, ".screen-view", ".who-more")
        assert placed[".who-more"]["bottom"] <= placed[".screen-view"]["bottom"], (width, height)
    # Of three questions, two stand side by side and the third is on a page of its own.
    prompts = host.of("step")["accueil"]["settings"]["prompts"]  # type: ignore[index]
    third = {"id": "mot", "type": "word", "ask": {"fr": "En un mot ?", "en": "In one word?"}}
    host.ask("step.set", step="accueil", settings={"prompts": [*prompts, third]})
    expect(page.locator(".pager")).to_contain_text("1 / 2")
    for width, height in WALLS:
        resize(page, width, height)
        wait_on(page, lambda: beyond(page) == [], what=f"who we are within {width} by {height}")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".prompt h1")).to_have_text(["En un mot\u202f?"])
    host.leave()


def test_every_number_of_the_plane_is_explained_on_one_of_its_pages(
    hall_of: Callable[[], Hall], window: OpenWindow
) -> None:
    hall = hall_of()
    for n in range(12):
        text = (
            f"Écrire un plaidoyer national court avec les mots des habitants, un récit et un chiffre ({n})."
        )
        hall.host.ask("proposal.write", proposal=f"p{n}", kind="politique", text=text)
    hall.host.ask("vote.open", on="proposals", how="plane")
    for n in range(12):
        for axis in ("impact", "effort"):
            hall.phones["Amel"].ask("vote.cast", on=f"proposal/p{n}#{axis}", weight=1 + n % 5)
    hall.host.ask("vote.close", on="proposals", how="plane")
    hall.show("plane")
    page = open_screen(window, hall.room)
    expect(page.locator(".plane-point")).to_have_count(12)
    for width, height in WALLS:
        resize(page, width, height)
        placed = places(page, ".plane-y", ".plane-field", ".plane-x")
        assert overlaps(placed) == []
        line = page.locator(".plane-x").bounding_box()["height"]  # type: ignore[index]
        assert placed[".plane-y"]["right"] - placed[".plane-y"]["left"] >= line - 1, (width, height)
        named: set[str] = set()
        for _ in range(2):
            wait_on(page, lambda: beyond(page) == [], what=f"the key within {width} by {height}")
            cut = "every => every.filter((one) => one.scrollHeight > one.clientHeight + 1).length"
            assert page.locator(".plane-key-text").evaluate_all(cut) == 0, (width, height)
            named.update(page.locator(".plane-number").all_inner_texts())
            page.keyboard.press("ArrowRight")
        assert len(named) == 12, (width, height)
