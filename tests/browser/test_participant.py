"""A participant's page as a whole: coming in, losing the network, another device, keyboard, axe, a thousand cards."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import pytest
from playwright.sync_api import Route, expect

from tests.browser.tables import STEP, Table, card, lay, write
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, violations
from tests.house import OpenRoom, wait_until

STYLED = """() => ["base", "hand"].every((name) => [...document.styleSheets].some((sheet) => {
    try { return sheet.href.includes(`/${name}-`) && sheet.cssRules.length > 0; } catch { return false; }
}))"""
"""Whether the page has the styles that it begins with and those of a participant's screen."""


def test_a_person_joins_with_a_name_and_is_told_kindly_that_their_table_comes(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator = room.facilitator()
    facilitator.ask("step.start", step=STEP)
    page = window(f"/r/{room.code}", language="fr")
    page.get_by_label("Votre nom, tel que les autres le liront").fill("Amel")
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", name="Capitalisation : décortiquer")).to_be_visible()
    expect(page.get_by_text("Pas encore de table", exact=True)).to_be_visible()
    facilitator.ask("group.balance", count=1)
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    facilitator.leave()


def test_what_is_written_without_network_is_shown_as_waiting_and_arrives_once(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    lay(page, "Écrit sans réseau.")
    expect(page.get_by_text("En attente du réseau (1)")).to_be_visible()
    expect(card(page, "Écrit sans réseau.")).to_contain_text("pas encore envoyée")
    assert table.cards() == []
    page.context.set_offline(False)
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=15_000)
    wait_until(lambda: table.cards() == ["Écrit sans réseau."])


@pytest.mark.parametrize("grows", ["by itself", "by our hand"])
def test_a_field_is_as_high_as_its_text(table: Table, window: OpenWindow, grows: str) -> None:
    page = window("/").context.new_page()
    if grows == "by our hand":
        page.add_init_script("CSS.supports = () => false")
    page.goto(table.address("Amel"))
    field = page.get_by_label("Écrire une carte")
    field.fill("Une ligne")
    height = "field => [field.offsetHeight, field.scrollHeight - field.clientHeight]"
    short, hidden = field.evaluate(height)
    assert hidden <= 0
    field.fill("\n".join(f"Ligne {number}" for number in range(12)))
    full, hidden = field.evaluate(height)
    assert full > 2 * short
    assert hidden <= 0
    field.fill("")
    assert field.evaluate(height)[0] == short
    assert (field.get_attribute("class") == "grows-itself") == (grows == "by itself")


def test_a_part_of_the_page_that_the_network_lost_comes_when_it_is_back(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = window(f"/r/{room.code}", language="fr")
    expect(page.get_by_label("Votre nom, tel que les autres le liront")).to_be_visible()
    page.context.route("**/assets/table-*.js", lambda route: route.abort())
    table = Table(room, ["Amel"])
    page.goto(table.address("Amel"))
    page.reload()
    page.get_by_role("link", name="Ma table").click()
    expect(page.get_by_text("Le serveur ne répond pas.")).to_be_visible()
    page.context.unroute("**/assets/table-*.js")
    expect(page.get_by_text("À cette table", exact=True)).to_be_visible()
    table.facilitator.leave()


def test_a_page_that_began_without_its_first_files_or_its_styles_gets_them_by_itself(
    table: Table, window: OpenWindow
) -> None:
    page = window(f"/r/{table.room.code}")
    expect(page.get_by_label("Votre nom, tel que les autres le liront")).to_be_visible()
    lost: set[str] = set()

    def lose_once(route: Route) -> None:
        name = route.request.url
        # Styles come after the page has begun again, and are lost then.
        if name in lost or (name.endswith(".css") and not any(one.endswith(".js") for one in lost)):
            return route.continue_()
        lost.add(name)
        return route.abort()

    for file in ("index-*.js", "base-*.css", "hand-*.css"):
        page.context.route(f"**/assets/{file}", lose_once)
    page.goto(table.address("Amel"))
    page.reload()
    expect(page.get_by_label("Écrire une carte")).to_be_visible(timeout=15_000)
    page.wait_for_function(STYLED, timeout=15_000)
    assert len(lost) == 3


def test_what_waits_survives_a_reload_and_is_sent_once_on_return(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    lay(page, "Écrit avant la panne.")
    page.get_by_label("Écrire une carte").fill("Un brouillon commencé")
    page.wait_for_timeout(400)  # drafts go to the disk a quarter of a second after the last key
    # The page itself comes back, the room does not yet.
    page.context.route("**/socket.io/**", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    page.wait_for_timeout(500)
    page.context.unroute("**/socket.io/**")
    page.reload()
    expect(card(page, "Écrit avant la panne.")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Écrire une carte")).to_have_value("Un brouillon commencé")
    wait_until(lambda: table.cards() == ["Écrit avant la panne."])
    page.reload()
    expect(card(page, "Écrit avant la panne.")).to_have_count(1)


def test_a_second_device_comes_in_as_the_same_person_by_their_personal_link(
    table: Table, window: OpenWindow
) -> None:
    first = window(table.address("Amel"))
    lay(first, "Depuis le téléphone.")
    first.get_by_role("link", name="Moi").click()
    with first.expect_response("**/devices") as made:
        first.get_by_role("button", name="Afficher mon code personnel").click()
    drawn = first.get_by_role("img", name="Code QR personnel").locator("path")
    expect(drawn).to_have_attribute("d", re.compile("^M"))
    # The link names the address of the network; the test's own server is reached at its own.
    link = str(made.value.json()["link"])
    second = window(link[link.index("/r/") :], size="laptop")
    expect(card(second, "Depuis le téléphone.")).to_contain_text("vous")
    assert "#t=" not in second.url
    amel = table.people["Amel"][0]
    wait_until(lambda: table.facilitator.here.get(amel) == 2)
    # Sent on to somebody who is in the room already, it takes their place on their own phone, and gives it back.
    bruno = window(table.address("Bruno"))
    lay(bruno, "Depuis le téléphone de Bruno.")
    bruno.goto(link[link.index("/r/") :])
    expect(bruno.get_by_text("vous êtes ici Amel")).to_be_visible()
    bruno.get_by_role("button", name="Reprendre ma place").click()
    expect(card(bruno, "Depuis le téléphone de Bruno.")).to_contain_text("vous")
    expect(bruno.get_by_role("button", name="Reprendre ma place")).to_have_count(0)
    # The first device is given back: the person goes on with the second, and is not taken for gone.
    first.get_by_role("button", name="Quitter la salle").click()
    first.get_by_role("dialog").get_by_role("button", name="Quitter", exact=True).click()
    expect(first.get_by_role("heading", name="Récolte")).to_be_visible()
    assert table.facilitator.of("participant")[amel]["left"] is False
    # Noted as gone by a facilitator, whoever is there says so with one tap.
    table.facilitator.ask("participant.leave", participant=amel)
    expect(second.get_by_text("Vous êtes noté·e comme parti·e")).to_be_visible()
    second.get_by_role("button", name="Je suis là").click()
    expect(second.get_by_text("Vous êtes noté·e comme parti·e")).to_have_count(0)
    wait_until(lambda: table.facilitator.of("participant")[amel]["left"] is False)


def test_two_tabs_of_one_person_are_both_live(table: Table, window: OpenWindow) -> None:
    one = window(table.address("Amel"))
    two = one.context.new_page()
    one.get_by_label("Écrire une carte").fill("Du premier onglet.")
    one.reload()
    two.goto(f"/r/{table.room.code}")
    begun = two.get_by_label("Écrire une carte")
    expect(begun).to_have_value("Du premier onglet.")
    lay(one, "Du premier onglet.")
    expect(card(two, "Du premier onglet.")).to_be_visible()
    expect(begun).to_have_value("")
    lay(two, "Du second onglet.")
    expect(card(one, "Du second onglet.")).to_be_visible()
    wait_until(lambda: sorted(table.cards()) == ["Du premier onglet.", "Du second onglet."])


def test_the_language_changes_at_once_and_is_remembered(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    page.get_by_role("link", name="Moi").click()
    # What a facilitator corrects meanwhile is shown, and takes nothing from what I am typing.
    name, territory = (page.get_by_label(label) for label in ("Votre nom, tel que", "Territoire"))
    name.fill("Amel Benali")
    me = table.people["Amel"][0]
    table.facilitator.ask("participant.edit", participant=me, name="Amel B.", territory="Diois")
    expect(territory).to_have_value("Diois")
    expect(name).to_have_value("Amel Benali")
    page.get_by_label("English").check()
    expect(page.get_by_role("heading", name="Who I am")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("link", name="My table")).to_be_visible()
    # What the room wrote in French alone is read aloud as French.
    ours = {"fr": "Nos constats", "en": ""}
    table.facilitator.ask("step.add", step="ours", activity="briefing", title=ours, minutes=5)
    table.facilitator.ask("step.start", step="ours")
    page.get_by_role("link", name="Now", exact=True).click()
    expect(page.get_by_role("heading", name="Nos constats")).to_have_attribute("lang", "fr")


def test_a_card_is_written_with_the_keyboard_alone(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"), size="laptop")
    button = page.get_by_role("button", name="Écrire une carte").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Écrire une carte")).to_be_focused()
    page.keyboard.type("Au clavier seul.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+Enter")
    page.get_by_label("Écrire une carte").focus()
    page.keyboard.press("Control+Enter")
    wait_until(lambda: table.cards() == ["Au clavier seul."])
    assert next(iter(table.facilitator.of("card").values()))["kind"] == "force"


def test_a_closed_room_can_be_read_and_offers_nothing_to_write_in(table: Table, window: OpenWindow) -> None:
    table.write("Resté lisible.")
    page = window(table.address("Amel"))
    expect(card(page, "Resté lisible.")).to_be_visible()
    table.facilitator.ask("room.close")
    expect(page.get_by_role("heading", name="La journée est terminée")).to_be_visible()
    page.get_by_role("link", name="Ma table").click()
    expect(card(page, "Resté lisible.")).to_be_visible()
    expect(page.get_by_label("Écrire une carte")).to_have_count(0)


def test_a_text_that_the_room_refuses_can_still_be_copied(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    lay(page, "Trop tard, mais pas perdu.")
    table.facilitator.ask("room.close")
    page.context.set_offline(False)
    page.get_by_role("button", name="1 texte non accepté").click(timeout=15_000)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Trop tard, mais pas perdu.")
    expect(dialog).to_contain_text("La salle est fermée")
    expect(dialog.get_by_role("button", name="Copier")).to_be_visible()


def test_a_card_written_without_network_for_a_table_that_is_gone_is_laid_with_one_touch_at_the_table_of_now(
    table: Table, window: OpenWindow
) -> None:
    page, host = window(table.address("Amel")), table.facilitator
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    lay(page, "Écrite au jardin.")
    (gone,) = host.of("group")
    about = next(str(one["experience"]) for one in host.of("assignment").values())
    host.ask("group.add", group="autre", name="Table du fond")
    for person, _ in table.people.values():
        host.ask("group.assign", participant=person, group="autre")
    host.ask("group.remove", group=gone)
    page.context.set_offline(False)
    page.get_by_role("button", name="1 texte non accepté").click(timeout=15_000)
    expect(page.get_by_role("dialog")).to_contain_text(
        "La table pour laquelle vous l’avez écrite n’existe plus."
    )
    page.get_by_role("button", name="Poser à ma table : Table du fond").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".toast").last).to_contain_text(
        "Carte posée : Table du fond. Elle porte toujours sur"
    )
    (laid,) = host.of("card").values()
    assert (laid["text"], laid["group"], laid["experience"]) == ("Écrite au jardin.", "autre", about)


def test_who_is_let_in_no_more_after_a_reload_still_reads_what_waited_and_may_copy_it(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    lay(page, "Ce que notre table a trouvé.")
    expect(card(page, "Ce que notre table a trouvé.")).to_contain_text("pas encore envoyée")
    # As a link that was ended meanwhile: what the device has opens nothing any more.
    page.evaluate(
        "([key, who]) => localStorage.setItem(key, `ended ${who}`)",
        [f"recolte:pass:{table.room.code}:person", table.people["Amel"][0]],
    )
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"/r/{table.room.code}")
    expect(page.get_by_text("Ce que notre table a trouvé.")).to_be_visible()
    expect(page.get_by_role("button", name="Copier")).to_be_visible()
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    page.get_by_role("button", name="Ranger").click()
    expect(page.get_by_role("button", name="Entrer de nouveau")).to_be_visible()
    expect(page.get_by_text("Ce que notre table a trouvé.")).to_have_count(0)


def test_among_a_thousand_cards_a_laptop_shows_the_newest_of_each_row_within_a_second(
    room: OpenRoom, window: OpenWindow
) -> None:
    names = [f"Personne {number}" for number in range(8)]
    table = Table(room, names)
    rows = list(table.facilitator.of("criterion"))

    def fill(name: str) -> None:
        phone = table.phone(name)
        for number in range(125):
            text = f"Carte {number} de {name}, avec assez de mots pour une note."
            write(phone, text, rows[number % len(rows)], f"{name[-1]}-{number}")
        phone.leave()

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(fill, names))
    page = window(table.address(names[0]), size="laptop")
    first_of_all = 24 * len(rows)
    expect(page.locator(".whole-grid article.slip").nth(first_of_all - 1)).to_be_attached()
    page.add_init_script(
        f"""new MutationObserver((_, watching) => {{
            if (document.querySelectorAll(".whole-grid article.slip").length < {first_of_all}) return;
            window.drawnAfter = performance.now();
            watching.disconnect();
        }}).observe(document, {{ childList: true, subtree: true }});"""
    )
    # Everything counts, from asking for the page to the last of these cards: its files, the line, the snapshot.
    # The best of three, because the machine may be doing something else.
    took = []
    for _ in range(3):
        page.reload()
        expect(page.locator(".whole-grid article.slip").nth(first_of_all - 1)).to_be_attached()
        took.append(page.evaluate("window.drawnAfter"))
        if took[-1] < 1_000:
            break
    assert min(took) < 1_000, took
    table.facilitator.leave()


@pytest.mark.parametrize("size", ["small", "phone", "laptop"])
@pytest.mark.parametrize(("language", "theme"), [("fr", "light"), ("en", "dark")])
def test_every_page_of_a_participant_passes_axe_and_fits(
    table: Table, window: OpenWindow, size: Size, language: str, theme: Literal["light", "dark"]
) -> None:
    table.write("Une carte à regarder.")
    page = window(table.address("Amel"), size=size, language=language, theme=theme)
    for name in ("now", "table", "others", "me"):
        page.locator(f"a[href='#{name}']").click()
        expect(page.locator("h1")).to_be_visible()
        assert violations(page) == [], name
        assert no_wider_than_the_window(page), name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_step_of_the_day_passes_axe_on_a_phone(table: Table, window: OpenWindow, language: str) -> None:
    page = window(table.address("Amel"), language=language)
    steps = sorted(table.facilitator.of("step").values(), key=lambda step: int(str(step["order"])))
    title = "fr" if language == "fr" else "en"
    table.facilitator.ask("step.finish")
    for step in steps:
        table.facilitator.ask("step.start", step=str(step["id"]))
        expect(page.locator("h1")).to_have_text(re.compile(str(step["title"][title])[:8]))  # type: ignore[index]
        expect(page.locator("main")).not_to_contain_text(re.compile("Un instant…|One moment…"))
        assert violations(page) == [], step["id"]
        assert no_wider_than_the_window(page), step["id"]


FILES = """["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
    .filter((entry) => !entry.name.includes("/socket.io/") && !entry.workerStart)
    .map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize])"""
"""What came over the network: what the service worker hands out is on the device already, and unpacked."""


def test_a_phone_writes_in_the_room_with_less_than_eighty_kilobytes(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    files = page.evaluate(FILES)
    assert sum(size for _, size in files) < 80_000, sorted(files, key=lambda file: -file[1])[:8]
    page.wait_for_timeout(5_000)  # the other pages and activities are fetched ahead once the page is quiet
    files = page.evaluate(FILES)
    assert sum(size for _, size in files) < 115_000, sorted(files, key=lambda file: -file[1])[:8]


def test_an_anonymous_room_does_not_ask_how_to_be_named(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    page.get_by_role("link", name="Moi").click()
    naming = page.get_by_role("group", name="Dans la publication, je suis nommé·e")
    expect(naming).to_be_visible()
    table.facilitator.ask("room.set", anonymous=True)
    expect(page.get_by_text("Cette salle est anonyme")).to_be_visible()
    expect(naming).to_have_count(0)
    expect(page.get_by_text("avec le nom que vous choisissez")).to_have_count(0)
