"""The facilitator's console, as somebody who holds the day tries it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from server.demo.phone import Phone
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, resize, violations
from tests.house import OpenRoom, wait_until

PEOPLE = ("Amel", "Bruno", "Corinne", "Djibril", "Élodie", "Fatou")
ROLES = ("pilote", "federation", "centre")
TABS = {
    "fr": ("Tables", "Avancement", "Personnes", "Écran", "Messages", "Salle"),
    "en": ("Tables", "Progress", "People", "Screen", "Messages", "Room"),
}


class Day:
    """A room with six people at two tables, and the facilitator's own wire to look behind the page."""

    def __init__(self, room: OpenRoom) -> None:
        self.room = room
        self.host = room.facilitator()
        self.ids: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        for at, name in enumerate(PEOPLE):
            self.ids[name], self.tokens[name] = room.join(name, role=ROLES[at % 3], territory="Drôme")
        self.host.ask("group.balance", count=2)
        self.tables = sorted(self.host.of("group"))

    @property
    def console(self) -> str:
        return f"/r/{self.room.code}/console#t={self.room.tokens['facilitator']}"

    def at(self, table: str) -> list[str]:
        """The names at a table, as the server has them."""
        people = self.host.of("participant").values()
        return sorted(str(one["name"]) for one in people if one["group"] == table)

    def table_of(self, name: str) -> object:
        return self.host.of("participant")[self.ids[name]]["group"]

    def somebody_at(self, table: str) -> str:
        return self.at(table)[0]

    def status(self, step: str) -> object:
        return self.host.of("step")[step]["status"]


@pytest.fixture
def day(room: OpenRoom) -> Day:
    """A day that is about to begin."""
    return Day(room)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def table(page: Page, id: str) -> Locator:
    return page.locator(f"[data-table='{id}']")


def person(page: Page, name: str) -> Locator:
    return page.locator(".person-slip").filter(has_text=name)


def act(page: Page, menu: str, item: str) -> None:
    """Pick an action from somebody's or something's menu."""
    page.get_by_role("button", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def path_of(link: str) -> str:
    """A link less its host, which is the one that phones in the hall reach, not the test's."""
    return "/r/" + link.partition("/r/")[2]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_facilitator_opens_a_room_from_the_home_page_and_lands_on_its_console(window: OpenWindow) -> None:
    page = window("/", "laptop")
    page.get_by_label("Titre", exact=True).fill("Journée à Die")
    expect(page.get_by_text("pour 12 personnes environ")).to_be_visible()
    press(page, "Ouvrir la salle")
    page.get_by_role("link", name="Animer la journée").click()
    expect(page.get_by_role("heading", name="Journée à Die")).to_be_visible()
    expect(page.get_by_text("Rien n’a commencé", exact=False)).to_be_visible()
    # Why the button that makes the tables waits, and what to do until then.
    expect(page.get_by_role("button", name="Former les groupes")).to_be_disabled()
    expect(page.get_by_text("dès que quelqu’un sera entré", exact=False)).to_be_visible()
    assert "#t=" not in page.url


def test_groups_are_made_with_one_press_and_each_gets_an_experience(
    room: OpenRoom, window: OpenWindow
) -> None:
    for at, name in enumerate(PEOPLE):
        room.join(name, role=ROLES[at % 3])
    page = window(path_of(room.links["console"]), "laptop")
    expect(page.get_by_text("6 personnes sans table")).to_be_visible()
    page.get_by_label("Nombre de tables").fill("3")
    press(page, "Former les groupes")
    expect(page.locator("[data-table]")).to_have_count(3)
    expect(page.locator("[data-table] .person-slip")).to_have_count(6)
    expect(page.get_by_text("sans table")).to_be_hidden()
    for choice in page.get_by_label("Expérience de").all():
        assert choice.input_value() != ""


def test_a_person_is_dragged_to_another_table_with_the_mouse(day: Day, window: OpenWindow) -> None:
    first, second = day.tables
    name = day.somebody_at(first)
    page = window(day.console, "laptop")
    page.wait_for_timeout(500)  # the dragging kit comes after the page
    person(page, name).hover()
    page.mouse.down()
    box = table(page, second).bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 60, steps=12)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    expect(table(page, second).locator(".person-slip").filter(has_text=name)).to_be_visible()
    wait_until(lambda: day.table_of(name) == second)


def test_a_person_is_dragged_to_another_table_with_a_finger(day: Day, window: OpenWindow) -> None:
    first, second = day.tables
    name = day.at(first)[-1]
    page = window(day.console, "phone")
    tab(page, "Tables")
    page.wait_for_timeout(500)
    person(page, name).scroll_into_view_if_needed()
    start, goal = person(page, name).bounding_box(), table(page, second).bounding_box()
    assert start
    assert goal
    x, y = start["x"] + 100, start["y"] + 20
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", y)
    page.wait_for_timeout(350)
    end = min(goal["y"] + 40, 700)
    for part in range(1, 11):
        finger("touchMove", y + (end - y) * part / 10)
        page.wait_for_timeout(30)
    finger("touchEnd", end)
    wait_until(lambda: day.table_of(name) == second)


def test_a_person_is_moved_by_keyboard_alone_and_moved_back_from_the_toast(
    day: Day, window: OpenWindow
) -> None:
    first, second = day.tables
    name = day.somebody_at(first)
    page = window(day.console, "laptop")
    page.get_by_role("button", name=f"Actions sur {name}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Vers Table 2")).to_be_focused()
    page.keyboard.press("Enter")
    wait_until(lambda: day.table_of(name) == second)
    expect(page.get_by_role("button", name=f"Actions sur {name}")).to_be_focused()
    page.get_by_role("button", name="Annuler").focus()
    page.keyboard.press("Enter")
    wait_until(lambda: day.table_of(name) == first)


def test_the_pen_of_a_table_goes_from_one_hand_to_another(day: Day, window: OpenWindow) -> None:
    first, _ = day.tables
    holder, heir, *_ = day.at(first)
    page = window(day.console, "laptop")
    act(page, f"Actions sur {holder}", "Tient la plume")
    expect(person(page, holder)).to_contain_text("scribe")
    act(page, f"Actions sur {heir}", "Tient la plume")
    expect(person(page, heir)).to_contain_text("scribe")
    expect(person(page, holder)).not_to_contain_text("scribe")


def test_two_consoles_start_pause_extend_and_reopen_the_same_steps(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    other = window(day.console, "phone", "en")
    press(page, "Démarrer « Accueil »")
    expect(other.locator(".now-title")).to_have_text("Welcome")
    press(other, "Stop the clock")
    expect(page.locator(".console-now .clock")).to_contain_text("En pause")
    wait_until(lambda: day.status("accueil") == "paused")
    left = day.host.of("step")["accueil"]["left"]
    press(page, "Ajouter 5 minutes")
    wait_until(lambda: day.host.of("step")["accueil"]["left"] == int(str(left)) + 300_000)
    press(other, "Let the clock go on")
    wait_until(lambda: day.status("accueil") == "running")
    press(other, "Go on to “Opening”")
    expect(page.locator(".now-title")).to_have_text("Ouverture")
    act(page, "Actions sur « Accueil »", "Rouvrir")
    expect(other.locator(".now-title")).to_have_text("Welcome")
    wait_until(lambda: day.status("ouverture") == "paused")
    press(page, "Terminer")
    expect(page.get_by_text("Aucune séquence en cours")).to_be_visible()


def test_a_console_that_was_cut_off_does_not_end_what_another_began(day: Day, window: OpenWindow) -> None:
    day.host.ask("step.start", step="accueil")
    page = window(day.console, "laptop")
    expect(page.locator(".now-title")).to_have_text("Accueil")
    page.context.set_offline(True)
    press(page, "Terminer")
    expect(page.get_by_text("En attente du réseau (1)")).to_be_visible()
    day.host.ask("step.start", step="ouverture")
    page.context.set_offline(False)
    expect(page.get_by_text("La salle est passée à une autre séquence entre-temps")).to_be_visible()
    expect(page.locator(".now-title")).to_have_text("Ouverture")
    assert day.status("ouverture") == "running"


def test_a_double_click_begins_one_step(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    page.get_by_role("button", name="Démarrer « Accueil »").hover()
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("button", name="Passer à « Ouverture »")).to_be_visible()
    page.get_by_role("button", name="Passer à « Ouverture »").hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    press(page, "Arrêter l’horloge")
    wait_until(lambda: day.status("accueil") == "paused")


def test_a_short_step_after_a_long_one_is_not_said_to_have_five_minutes_left(
    day: Day, window: OpenWindow
) -> None:
    day.host.ask("step.edit", step="ouverture", minutes=3)
    day.host.ask("step.start", step="accueil")
    page = window(day.console, "laptop")
    expect(page.locator(".now-title")).to_have_text("Accueil")
    day.host.ask("step.start", step="ouverture")
    expect(page.locator(".now-title")).to_have_text("Ouverture")
    expect(page.locator(".console-now .clock [role=status]")).to_have_text("")


def test_a_break_is_taken_between_two_steps_too(day: Day, window: OpenWindow) -> None:
    day.host.ask("step.start", step="accueil")
    page = window(day.console, "laptop")
    press(page, "Terminer")
    press(page, "Faire une pause")
    press(page, "5 min")
    expect(page.locator(".now-title")).to_have_text("Pause")
    expect(page.get_by_role("button", name="Passer à « Ouverture »")).to_be_visible()


def test_both_clocks_show_the_same_second(day: Day, window: OpenWindow) -> None:
    day.host.ask("step.start", step="accueil")
    clocks = [
        page.locator(".console-now [role=timer]")
        for page in (window(day.console, "laptop"), window(day.console, "phone"))
    ]
    for clock in clocks:
        expect(clock).to_be_visible()
    shown = [[int(part) for part in clock.inner_text().split()[-1].split(":")] for clock in clocks]
    seconds = [minutes * 60 + rest for minutes, rest in shown]
    assert abs(seconds[0] - seconds[1]) <= 1


def test_a_step_is_left_out_and_its_length_changed(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    act(page, "Actions sur « Ouverture »", "Retirer de la journée")
    wait_until(lambda: day.host.of("step")["ouverture"]["off"] is True)
    act(page, "Actions sur « Accueil »", "Changer la durée…")
    page.get_by_label("Minutes").fill("12")
    press(page, "Enregistrer")
    wait_until(lambda: day.host.of("step")["accueil"]["minutes"] == 12)
    expect(page.get_by_role("dialog")).to_be_hidden()


def stands_whole(page: Page) -> bool:
    """Whether what the open menu holds can be seen and pressed, from its first corner to its last."""
    return bool(
        page.evaluate(
            """() => {
                const list = document.querySelector("[role=menu]");
                const box = list.getBoundingClientRect();
                const seen = (x, y) => list.contains(document.elementFromPoint(x, y));
                const corners = [[box.left + 4, box.top + 4], [box.right - 4, box.bottom - 4]];
                return corners.every(([x, y]) => seen(x, y));
            }"""
        )
    )


def test_a_menu_opens_where_all_of_it_can_be_seen(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    steps = page.locator(".rail-step").get_by_role("button")
    steps.last.click()
    assert stands_whole(page)
    page.keyboard.press("Escape")
    phone = window(day.console)
    tab(phone, "Tables")
    name = "Table des Bouches-du-Rhône"
    day.host.ask("step.start", step="decortiquer")
    for at in day.tables:
        day.host.ask("group.rename", group=at, name=name)
        day.host.ask("group.ready", step="decortiquer", group=at, ready=True)
    expect(phone.get_by_role("heading", name=name).first).to_be_visible()
    for button in phone.locator(".table-head").get_by_role("button").all():
        button.click()
        assert stands_whole(phone)
        phone.keyboard.press("Escape")
    assert no_wider_than_the_window(phone)
    # One that stands low opens upwards.
    low = phone.locator(".person-slip").get_by_role("button", name="Actions sur").last
    low.evaluate("(button) => scrollTo(0, scrollY + button.getBoundingClientRect().bottom - innerHeight + 4)")
    low.click()
    assert stands_whole(phone)


def test_who_comes_late_is_placed_with_one_press_and_who_leaves_stays_in_the_record(
    day: Day, window: OpenWindow
) -> None:
    page = window(day.console, "laptop")
    late, _ = day.room.join("Zohra")
    press(page, "Placer Zohra")
    wait_until(lambda: day.host.of("participant")[late]["group"] in day.tables)
    act(page, "Actions sur Zohra", "Noter son départ")
    expect(person(page, "Zohra")).to_have_count(0)
    tab(page, "Personnes")
    page.get_by_text("1 personne partie").click()
    expect(page.locator(".folded").get_by_text("Zohra")).to_be_visible()
    wait_until(lambda: day.host.of("participant")[late]["left"] is True)


def test_a_person_without_a_phone_is_added_with_what_they_carried(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    tab(page, "Personnes")
    press(page, "Ajouter une personne sans téléphone")
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_label("Nom")
    name.fill("Odile")
    field, sheet = name.bounding_box(), dialog.bounding_box()
    assert field
    assert sheet
    # Who selects what they typed lets go of it beyond the edge as often as not.
    page.mouse.move(field["x"] + field["width"] / 2, field["y"] + field["height"] / 2)
    page.mouse.down()
    page.mouse.move(sheet["x"] - 40, field["y"], steps=4)
    page.mouse.up()
    expect(name).to_have_value("Odile")
    dialog.get_by_label("Expérience portée").select_option(label="Drôme")
    dialog.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".person-line").filter(has_text="Odile")).to_contain_text("sans téléphone")
    wait_until(
        lambda: any(
            one["name"] == "Odile" and one["carries"] == "drome" and one["device"] is False
            for one in day.host.of("participant").values()
        )
    )


def test_the_console_tells_who_is_connected_and_who_dropped(day: Day, window: OpenWindow) -> None:
    amel = Phone(day.room.base, day.tokens["Amel"]).connect()
    page = window(day.console, "laptop")
    tab(page, "Personnes")
    line = page.locator(".person-line").filter(has_text="Amel")
    day.host.ask("step.start", step="accueil")
    expect(line).to_be_visible()
    expect(line).not_to_contain_text("écrit")
    day.host.ask("step.start", step="decortiquer")
    expect(line).to_contain_text("n’a rien écrit dans cette séquence")
    amel.ask("card.write", card="c1", step="decortiquer", kind="constat", text="Un fait.")
    expect(line).to_contain_text("a écrit")
    amel.leave()
    expect(line).to_contain_text("déconnecté·e")
    page.get_by_role("button", name="déconnecté", exact=False).first.click()
    expect(page.locator(".person-line").filter(has_text="Amel")).to_be_visible()
    press(page, "6 déconnecté·e·s")
    expect(page.locator(".person-line").filter(has_text="Bruno")).to_be_visible()


def test_progress_counts_what_the_tables_write_in_this_round(day: Day, window: OpenWindow) -> None:
    first = day.tables[0]
    day.host.ask("group.rotate", rounds=2)
    day.host.ask("step.start", step="decortiquer")
    about = {
        "group": first,
        "experience": day.host.of("assignment")[f"{first}:1"]["experience"],
        "criterion": "temps",
    }
    day.host.ask("card.write", card="c1", step="decortiquer", kind="constat", text="Deux ans.", **about)
    day.host.ask("appraisal.set", **about, level="present", reason="Cela dure.")
    page = window(day.console, "laptop")
    tab(page, "Avancement")
    cell = page.get_by_role("cell", name="Inscrite dans le temps, Table 1")
    expect(cell).to_have_accessible_name("Inscrite dans le temps, Table 1 : 1 carte, Présent")
    expect(page.get_by_text("13 cases encore vides")).to_be_visible()
    expect(page.get_by_text("Table 2 n’a encore rien écrit")).to_be_visible()
    day.host.ask("round.start", round="2")
    expect(page.get_by_text("14 cases encore vides")).to_be_visible()
    expect(page.get_by_role("cell", name="Inscrite dans le temps, Table 1 : 1 carte")).to_have_count(0)
    day.host.ask("round.start", round="1")
    expect(cell).to_have_accessible_name("Inscrite dans le temps, Table 1 : 1 carte, Présent")
    for n in range(12):
        day.host.ask("group.add", group=f"more-{n}", name=f"Table {n + 3}")
        day.host.ask("group.give", group=f"more-{n}", experience="pyrenees-atlantiques")
    heads = page.locator(".progress-table")
    expect(heads.filter(has_text="Pyrénées-Atlantiques")).to_have_count(12)
    # Of many tables, no name runs into the next one.
    assert heads.evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")


def test_the_next_round_begins_from_the_settings_as_it_does_from_the_tables(
    day: Day, window: OpenWindow
) -> None:
    day.host.ask("group.rotate", rounds=2)
    page = window(day.console, "laptop")
    tab(page, "Salle")
    page.get_by_label("Tour en cours").select_option("2")
    wait_until(lambda: day.host.of("room")["room"]["round"] == "2")
    # What they saw is remembered: the round after sends nobody to it again.
    assert all(one["seen"] for one in day.host.of("participant").values() if one["group"])


def test_a_long_name_and_a_raised_hand_keep_their_words_whole(day: Day, window: OpenWindow) -> None:
    name = "Marie-Françoise Duchemin-Lavallière"
    day.room.phone(name).ask("hand.raise", raised=True)
    day.host.ask("step.start", step="decortiquer")
    page = window(day.console, "laptop", "en")
    tab(page, "People")
    words = page.locator(".person-name", has_text=name)
    expect(words).to_be_visible()
    high = words.evaluate("(name) => name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight)")
    assert high < 3.5, "one line for each part of the name at most"
    page = window(day.console, "phone")
    button = page.get_by_role("button", name=f"Entendu : {name}")
    inside = button.evaluate(
        "(button) => button.lastElementChild.getBoundingClientRect().right"
        " + parseFloat(getComputedStyle(button).paddingRight) - button.getBoundingClientRect().right"
    )
    assert inside <= 1
    # A hall of raised hands leaves the page to the rest, the longest waiting in sight.
    for n in range(6):
        day.room.phone(f"Main {n}").ask("hand.raise", raised=True)
    expect(page.get_by_text("7 mains levées")).to_be_visible()
    expect(page.locator(".hand")).to_have_count(6)
    expect(button).to_be_visible()
    press(page, "Voir 1 main de plus")
    expect(page.locator(".hand")).to_have_count(7)


def test_a_table_is_reminded_of_the_cells_that_nobody_wrote_on(day: Day, window: OpenWindow) -> None:
    table = day.tables[0]
    phone = Phone(day.room.base, day.tokens[day.somebody_at(table)]).connect()
    page = window(day.console, "phone")
    phone.ask("card.write", card="c1", kind="constat", text="Un fait.", criterion="temps", group=table)
    tab(page, "Avancement")
    page.get_by_text("13 cases encore vides").click()
    name = str(day.host.of("group")[table]["name"])
    press(page, f"Relancer : {name}")
    wait_until(lambda: any(one["to"] == table for one in phone.of("message").values()))
    assert violations(page) == []
    phone.leave()


def test_a_table_is_added_named_given_an_experience_and_removed(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    press(page, "Ajouter une table")
    act(page, "Actions sur Table 3", "Renommer la table")
    page.get_by_label("Nom de la table").fill("Fenêtre")
    press(page, "Enregistrer")
    page.get_by_label("Expérience de Fenêtre").select_option(label="Poitiers")
    wait_until(lambda: len(day.host.of("group")) > len(day.tables))
    made = next(id for id in day.host.of("group") if id not in day.tables)
    wait_until(lambda: day.host.of("assignment").get(f"{made}:1", {}).get("experience") == "poitiers")
    act(page, "Actions sur Fenêtre", "Retirer la table")
    wait_until(lambda: made not in day.host.of("group"))
    act(page, "Actions sur Table 1", "Retirer la table")
    expect(page.get_by_text("Cette table a des personnes ou des textes")).to_be_visible()


def test_a_table_that_is_added_takes_no_name_that_another_has(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    for name in ("Table 3", "Table 4"):
        press(page, "Ajouter une table")
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    act(page, "Actions sur Table 3", "Retirer la table")
    expect(page.get_by_role("heading", name="Table 3", exact=True)).to_have_count(0)
    press(page, "Ajouter une table")
    expect(page.get_by_role("heading", name="Table 5", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Table 4", exact=True)).to_have_count(1)


def test_a_message_to_a_table_reaches_its_phones_and_no_others(day: Day, window: OpenWindow) -> None:
    first, second = day.tables
    page = window(day.console, "laptop")
    reached, spared = (
        window(f"/r/{day.room.code}#t={day.tokens[day.somebody_at(table)]}") for table in (first, second)
    )
    expect(reached.get_by_role("main")).to_be_visible()
    tab(page, "Messages")
    page.get_by_label("À qui").select_option(label="Table 1")
    page.get_by_label("Message", exact=True).fill("Il vous reste dix minutes.")
    press(page, "Envoyer")
    expect(reached.get_by_text("Il vous reste dix minutes.")).to_be_visible()
    expect(page.locator(".sent-message")).to_contain_text("Table 1")
    expect(spared.get_by_text("Il vous reste dix minutes.")).to_have_count(0)
    assert violations(reached) == []
    # Over a phone's keyboard it leaves room for what one types, and can be read and put away after.
    reached.get_by_role("link", name="Moi").click()
    resize(reached, 360, 400)
    reached.get_by_label("Votre nom").focus()
    expect(reached.get_by_role("button", name="J’ai lu")).to_be_hidden()
    assert reached.locator(".message-slip").evaluate("one => one.offsetHeight") < 100
    reached.get_by_label("Votre nom").blur()
    press(reached, "J’ai lu")
    expect(reached.get_by_role("main")).to_be_focused()
    reached.reload()
    expect(reached.get_by_role("main")).to_be_visible()
    expect(reached.locator(".message-slip")).to_have_count(0)


def test_a_message_that_is_begun_waits_while_one_looks_something_up(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    tab(page, "Messages")
    page.get_by_label("À qui").select_option(label="Table 1")
    page.get_by_label("Message", exact=True).fill("Le repas est servi")
    tab(page, "Tables")
    tab(page, "Messages")
    expect(page.get_by_label("À qui")).to_have_value(day.tables[0])
    expect(page.get_by_label("Message", exact=True)).to_have_value("Le repas est servi")
    # Without network too it leaves the field at once, so that nobody presses twice, and the keyboard stays there.
    page.context.set_offline(True)
    press(page, "Envoyer")
    expect(page.get_by_label("Message", exact=True)).to_have_value("")
    expect(page.get_by_label("Message", exact=True)).to_be_focused()
    page.context.set_offline(False)
    expect(page.locator(".sent-message")).to_contain_text("Le repas est servi")
    tab(page, "Tables")
    tab(page, "Messages")
    expect(page.get_by_label("Message", exact=True)).to_have_value("")


def test_a_hidden_card_leaves_the_others_and_comes_back(day: Day, window: OpenWindow) -> None:
    first, second = day.tables
    author, other = (
        Phone(day.room.base, day.tokens[day.somebody_at(table)]).connect() for table in (first, second)
    )
    author.ask("card.write", card="c1", group=first, kind="constat", text="Une phrase de trop.")
    wait_until(lambda: "c1" in other.of("card"))
    page = window(day.console, "laptop")
    tab(page, "Avancement")
    act(page, "Autres actions", "Masquer…")
    page.get_by_label("Raison").fill("Nomme une personne")
    page.get_by_role("dialog").get_by_role("button", name="Masquer").click()
    wait_until(lambda: "c1" not in other.of("card"))
    # Each device has a frame of its own, and the other's may come first.
    wait_until(lambda: author.of("card")["c1"]["hidden"] == "Nomme une personne")
    act(page, "Autres actions", "Montrer à nouveau")
    wait_until(lambda: "c1" in other.of("card"))
    # Whoever is named in it asks for more, and nobody may be there any more who wrote it.
    act(page, "Autres actions", "Effacer pour de bon")
    page.get_by_role("dialog").get_by_role("button", name="Effacer pour de bon").click()
    wait_until(lambda: author.of("card")["c1"]["text"] == "")
    expect(page.get_by_text("Une phrase de trop.")).to_have_count(0)


def test_progress_shows_cards_levels_and_ready_tables_as_they_come(day: Day, window: OpenWindow) -> None:
    first, _ = day.tables
    day.host.ask("step.start", step="decortiquer")
    page = window(day.console, "laptop")
    tab(page, "Avancement")
    experience = day.host.of("assignment")[f"{first}:1"]["experience"]
    place = {"group": first, "experience": experience, "criterion": "temps"}
    for card in ("c1", "c2"):
        day.host.ask(
            "card.write", card=card, step="decortiquer", kind="constat", text=f"Fait {card}.", **place
        )
    day.host.ask("appraisal.set", **place, level="partiel", reason="Deux ans seulement.")
    day.host.ask("group.ready", step="decortiquer", group=first, ready=True)
    cell = page.get_by_role("cell", name="Inscrite dans le temps, Table 1 : 2 cartes, Partiel")
    expect(cell).to_be_visible()
    expect(page.get_by_text("1 table prête sur 2")).to_be_visible()
    day.host.ask("card.withdraw", card="c2")
    expect(
        page.get_by_role("cell", name="Inscrite dans le temps, Table 1 : 1 carte, Partiel")
    ).to_be_visible()


def test_the_room_is_named_made_anonymous_closed_and_opened_again(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    tab(page, "Salle")
    page.get_by_label("Lieu").fill("Die")
    press(page, "Enregistrer")
    expect(page.locator(".console-top")).to_contain_text("Die")
    page.get_by_label("Sans noms").check()
    wait_until(lambda: day.host.of("room")["room"]["anonymous"] is True)
    press(page, "Fermer la salle")
    page.get_by_role("dialog").get_by_role("button", name="Fermer la salle").click()
    expect(page.get_by_text("La salle est fermée : tout se lit", exact=False)).to_be_visible()
    press(page, "Rouvrir la salle")
    wait_until(lambda: day.host.of("room")["room"]["closed"] is False)


def test_the_links_to_hand_out_open_what_they_say(day: Day, window: OpenWindow) -> None:
    page = window(day.console, "laptop")
    press(page, "Inviter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_alt_text(f"Code QR pour entrer dans la salle {day.room.code}")).to_be_visible()
    dialog.get_by_role("button", name="Copier").first.click()
    # On the page it would lie under the dialog, and be read to nobody.
    expect(dialog.get_by_role("status").get_by_text("Copié")).to_be_visible()
    screen = dialog.locator("code").filter(has_text="/screen#t=").inner_text()
    form = dialog.locator("section").filter(has_text="Co-animation")
    form.get_by_label("Son nom").fill("Léna")
    form.get_by_role("button", name="Créer le lien").click()
    made = form.locator("code").inner_text()
    # What one was on went, and the keyboard with it to the top of the page.
    expect(form.get_by_role("button", name="Copier Co-animation")).to_be_focused()
    dialog.get_by_role("button", name="Remplacer ce lien…").first.press("Enter")
    expect(dialog.get_by_role("button", name="Ne rien changer")).to_be_focused()
    assert violations(page) == []
    press(page, "Inviter une autre personne")
    expect(form.get_by_label("Son nom")).to_have_value("")
    expect(window(path_of(screen), "laptop").locator(".screen")).to_be_visible()
    expect(window(path_of(made), "laptop").locator(".console-now")).to_be_visible()


@pytest.mark.parametrize("size", ["small", "phone", "laptop"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_part_of_the_console_passes_axe_and_fits(
    day: Day, window: OpenWindow, language: str, size: Size
) -> None:
    day.host.ask("step.start", step="decortiquer")
    day.host.ask(
        "card.write", card="c1", group=day.tables[0], kind="constat", text="Un fait.", criterion="temps"
    )
    day.host.ask("message.send", message="m1", to="all", text="Bonjour.")
    day.room.join("Zohra")
    page = window(day.console, size, language, "dark" if language == "en" else "light")
    expect(page.locator(".console-now")).to_be_visible()
    if size == "phone":
        assert violations(page) == []
    for name in TABS[language]:
        tab(page, name)
        assert violations(page) == [], name
        assert no_wider_than_the_window(page), name


def test_a_fresh_link_pasted_into_the_tab_of_an_ended_one_opens_the_console(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = window(f"/r/{room.code}/console#t=ended", size="laptop")
    expect(page.get_by_role("link", name="Accueil")).to_be_visible()
    page.evaluate("(token) => { location.hash = `t=${token}`; }", room.tokens["facilitator"])
    expect(page.get_by_role("tab", name="Tables", exact=True)).to_be_visible()
    assert "#t=" not in page.url
