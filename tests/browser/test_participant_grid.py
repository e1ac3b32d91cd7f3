"""The grid, looked at as people at a table do: cards, two at one card, appraisals, criteria."""

import itertools
import re

from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.tables import Table, act_on, card, lay
from tests.browser.windows import OpenWindow, no_wider_than_the_window, resize, violations
from tests.house import wait_until


def test_a_card_is_written_edited_withdrawn_and_put_back(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    page.get_by_label("Écrire une carte").fill("On a commencé par les souvenirs.")
    page.get_by_label("Ce qui a aidé").check()
    page.get_by_role("button", name="Politique").click()
    page.get_by_role("button", name="Poser la carte").click()
    expect(card(page, "On a commencé par les souvenirs.")).to_contain_text("Ce qui a aidé")
    expect(card(page, "On a commencé par les souvenirs.")).to_contain_text("Politique")
    act_on(page, "On a commencé par les souvenirs.", "Modifier")
    page.get_by_label("Votre idée").fill("On a commencé par un bon souvenir.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    wait_until(lambda: table.cards() == ["On a commencé par un bon souvenir."])
    table.write("Une autre carte.")
    beside = card(page, "Une autre carte.").get_by_role("button", name="Actions sur la carte")
    expect(beside).to_be_visible()
    act_on(page, "un bon souvenir", "Retirer")
    wait_until(lambda: table.cards() == ["Une autre carte."])
    # The keyboard goes on from the card beside, and is back there once the slip at the foot is gone.
    expect(beside).to_be_focused()
    page.get_by_role("button", name="Remettre").first.click()
    expect(card(page, "un bon souvenir")).to_be_visible()
    expect(beside).to_be_focused()
    wait_until(lambda: len(table.cards()) == 2)
    # Nor does it fall to the top of the page where somebody else takes away what it was on.
    table.facilitator.ask("card.withdraw", card="c1")
    expect(card(page, "un bon souvenir").get_by_role("button", name="Actions sur la carte")).to_be_focused()


def test_an_edit_that_a_touch_beside_it_closes_waits_for_who_opens_the_card_again(
    table: Table, window: OpenWindow
) -> None:
    table.write("On a commencé.")
    page = window(table.address("Amel"))
    act_on(page, "On a commencé.", "Modifier")
    page.get_by_label("Votre idée").fill("On a commencé par un souvenir de chacun.")
    page.mouse.click(3, 3)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Votre changement n’est pas enregistré")).to_be_visible()
    act_on(page, "On a commencé.", "Modifier")
    expect(page.get_by_label("Votre idée")).to_have_value("On a commencé par un souvenir de chacun.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    wait_until(lambda: table.cards() == ["On a commencé par un souvenir de chacun."])
    act_on(page, "un souvenir de chacun", "Modifier")
    page.get_by_label("Votre idée").fill("Non.")
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Votre changement n’est pas enregistré")).to_have_count(0, timeout=15_000)
    act_on(page, "un souvenir de chacun", "Modifier")
    expect(page.get_by_label("Votre idée")).to_have_value("On a commencé par un souvenir de chacun.")


def test_a_withdrawn_card_waits_in_a_folded_list_after_a_reload(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    lay(page, "À reprendre plus tard.")
    act_on(page, "À reprendre plus tard.", "Retirer")
    wait_until(lambda: table.cards() == [])
    page.reload()
    page.get_by_text("1 carte retirée").click()
    page.get_by_role("button", name="Remettre").click()
    wait_until(lambda: table.cards() == ["À reprendre plus tard."])


def at_rest(field: Locator) -> FloatRect | None:
    """Where a field stands once the page has stopped settling around it."""
    seen: list[FloatRect | None] = []

    def still() -> bool:
        field.page.wait_for_timeout(150)
        seen.append(field.bounding_box())
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    wait_until(still)
    return seen[-1]


def test_two_phones_see_each_others_cards_and_what_is_typed_stays_where_it_is(
    table: Table, window: OpenWindow
) -> None:
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    field = bruno.get_by_label("Écrire une carte")
    field.fill("Je suis en train d’écrire")
    before = at_rest(field)
    lay(amel, "Une carte d’Amel.")
    expect(card(bruno, "Une carte d’Amel.")).to_contain_text("Amel")
    expect(field).to_have_value("Je suis en train d’écrire")
    assert field.bounding_box() == before
    expect(amel.get_by_text("Bruno écrit…")).to_be_visible()


def test_an_appraisal_and_its_reason_reach_the_table(table: Table, window: OpenWindow) -> None:
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    for page in (amel, bruno):
        page.locator("summary").filter(has_text="Appréciation").click()
    amel.get_by_role("radio", name="Partiel").check()
    expect(bruno.get_by_role("radio", name="Partiel")).to_be_checked()
    amel.get_by_label("Pourquoi ?").fill("Utile à l’équipe, pas encore aux autres.")
    amel.get_by_role("button", name="Enregistrer la raison").click()
    expect(bruno.get_by_label("Pourquoi ?")).to_have_value("Utile à l’équipe, pas encore aux autres.")


def test_two_edits_in_different_places_of_a_card_are_both_kept(table: Table, window: OpenWindow) -> None:
    table.write("Le début du récit et la fin du récit")
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    for page in (amel, bruno):
        act_on(page, "Le début du récit", "Modifier")
    amel.get_by_label("Votre idée").fill("Le tout début du récit et la fin du récit")
    bruno.get_by_label("Votre idée").fill("Le début du récit et la belle fin du récit")
    for page in (amel, bruno):
        page.get_by_role("button", name="Enregistrer", exact=True).click()
    wait_until(lambda: table.cards() == ["Le tout début du récit et la belle fin du récit"])
    expect(card(amel, "Le tout début du récit et la belle fin du récit")).to_be_visible()


def test_two_edits_of_the_same_words_stand_side_by_side_until_one_is_chosen(
    table: Table, window: OpenWindow
) -> None:
    table.write("Trois ans")
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    for page in (amel, bruno):
        act_on(page, "Trois ans", "Modifier")
    amel.get_by_label("Votre idée").fill("Deux ans")
    amel.get_by_role("button", name="Enregistrer", exact=True).click()
    wait_until(lambda: table.cards() == ["Deux ans"])
    bruno.get_by_label("Votre idée").fill("Quatre ans")
    bruno.get_by_role("button", name="Enregistrer", exact=True).click()
    versions = amel.locator(".versions li")
    expect(versions).to_have_count(2)
    versions.filter(has_text="Deux ans").get_by_role("button", name="Garder celle-ci").click()
    expect(amel.locator(".versions")).to_have_count(0)
    amel.get_by_role("button", name="Annuler", exact=True).click()
    expect(versions).to_have_count(2)
    # Who joins them while another chooses has the words back.
    bruno.get_by_role("button", name="Les réunir").click()
    bruno.get_by_role("dialog").get_by_role("textbox").fill("Entre deux et quatre ans")
    versions.filter(has_text="Quatre ans").get_by_role("button", name="Garder celle-ci").click()
    expect(amel.locator(".versions")).to_have_count(0)
    wait_until(lambda: table.cards() == ["Quatre ans"])
    expect(bruno.get_by_text("Le texte que vous réunissiez n’est pas enregistré")).to_be_visible()
    expect(bruno.get_by_role("button", name="Copier le texte")).to_be_visible()


def test_the_grid_turns_criterion_by_criterion_on_a_phone(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_role("tab")).to_have_count(7)
    page.get_by_role("button", name="Suivant").click()
    expect(page.get_by_role("tab", selected=True)).to_have_attribute("aria-label", re.compile("^2[.]"))
    page.get_by_role("tab", selected=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", selected=True)).to_be_focused()
    expect(page.get_by_role("tab", selected=True)).to_have_attribute("aria-label", re.compile("^3[.]"))
    # On its side, with the keyboard up, the phone is left to what one writes.
    resize(page, 740, 180)
    page.get_by_label("Écrire une carte").focus()
    for strip in (".person-top", ".person-tabs"):
        expect(page.locator(strip)).not_to_be_in_viewport()


def test_a_swipe_turns_to_the_next_criterion(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    panel = page.get_by_role("tabpanel")
    expect(panel).to_be_visible()
    panel.evaluate(
        """(panel) => {
            const touch = (x) => new Touch({ identifier: 1, target: panel, clientX: x, clientY: 300 });
            const send = (name, x) =>
                panel.dispatchEvent(new TouchEvent(name, { touches: [touch(x)], changedTouches: [touch(x)] }));
            send("touchstart", 300);
            send("touchend", 120);
        }"""
    )
    expect(page.get_by_role("tab", selected=True)).to_have_attribute("aria-label", re.compile("^2[.]"))


def test_the_dossier_is_read_without_leaving_the_grid(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    page.get_by_label("Écrire une carte").fill("Un début")
    page.get_by_role("button", name="Dossier").click()
    expect(page.get_by_role("dialog")).to_contain_text("Ce que l’on sait")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Dossier")).to_be_focused()
    expect(page.get_by_label("Écrire une carte")).to_have_value("Un début")


def test_what_comes_while_one_reads_further_down_moves_nothing_and_waits_above(
    table: Table, window: OpenWindow
) -> None:
    for number in range(40):
        table.write(f"Lue {number}.", card=f"c{number}")
    page = window(table.address("Amel"))
    expect(card(page, "Lue 39.")).to_be_visible()
    card(page, "Lue 34.").scroll_into_view_if_needed()
    page.mouse.wheel(0, 400)
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    before = at_rest(card(page, "Lue 32."))
    assert before is not None
    for number in range(10):
        table.write(f"Neuve {number}.", card=f"n{number}")
    page.context.set_offline(False)
    newer = page.get_by_role("button", name="10 nouveautés")
    expect(newer).to_be_in_viewport(timeout=20_000)
    after = at_rest(card(page, "Lue 32."))
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2, (before, after)
    assert violations(page) == []
    newer.click()
    expect(card(page, "Neuve 9.")).to_be_in_viewport()
    assert page.locator(":focus").get_by_text("Neuve 9.").count() == 1
    for number in range(10):
        expect(card(page, f"Neuve {number}.")).to_have_count(1)


def test_cards_that_have_been_laid_down_rest(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    for number in range(24):
        table.write(f"Lue {number}.", card=f"c{number}")
        page.wait_for_timeout(40)
    expect(card(page, "Lue 23.")).to_be_visible()
    # A movement left open far below would draw sixty pictures a second for as long as the card lies there.
    wait_until(lambda: page.evaluate("document.getAnimations().length") == 0)


def test_what_comes_is_built_for_one_picture_and_shown_in_another(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()
    page.evaluate(
        """() => {
            window.steps = [];
            const note = (item, step) => item.dataset.id && window.steps.push([step, item.dataset.id]);
            const isMoved = (item) => window.steps.some(([step, id]) => step === "shown" && id === item.dataset.id);
            new MutationObserver((changes) => {
                for (const change of changes) {
                    if (change.type === "attributes") note(change.target, "shown");
                    for (const one of change.addedNodes)
                        if (one.dataset?.id && !isMoved(one))
                            note(one, one.offsetTop < -1000 ? "built" : "drawn whole");
                }
            }).observe(document.querySelector(".pile-list"), {
                childList: true, subtree: true, attributes: true, attributeFilter: ["class"],
            });
        }"""
    )
    written = [f"c{number}" for number in range(6)]
    for name in written:
        table.write(f"Lue {name}.", card=name)
    expect(page.locator("li:not(.built) > article.slip")).to_have_count(6)
    steps = [tuple(step) for step in page.evaluate("window.steps")]
    of = {id: [step for step, one in steps if one == id] for _, id in steps}
    assert len(of) == 6
    assert all(step == ["built", "shown"] for step in of.values()), of
    # Whoever does not see them is told, a picture later.
    expect(page.get_by_role("status").filter(has_text="à votre table")).to_have_count(1)


def test_what_lies_below_many_new_cards_moves_once(table: Table, window: OpenWindow) -> None:
    for number in range(20):
        table.write(f"Lue {number}.", card=f"c{number}")
    page = window(table.address("Amel"))
    expect(card(page, "Lue 19.")).to_be_visible()
    page.evaluate("scrollBy(0, document.querySelector('.pile-list').getBoundingClientRect().top - 200)")
    at_rest(card(page, "Lue 19."))
    page.evaluate(
        """() => {
            const slip = document.querySelector(".pile-item");
            window.places = [];
            const look = () => {
                const list = document.querySelector(".pile-list").getBoundingClientRect();
                const at = Math.round(slip.getBoundingClientRect().top - list.top);
                if (Math.abs(at - (window.places.at(-1) ?? -10)) > 2) window.places.push(at);
                requestAnimationFrame(look);
            };
            look();
            // A page that has no time for a while gets all that comes meanwhile in one breath.
            setTimeout(() => {
                const until = performance.now() + 2500;
                while (performance.now() < until);
            });
        }"""
    )
    for number in range(30):
        table.write(f"Neuve {number}." + " Avec les enfants." * (number % 4), card=f"n{number}")
    expect(card(page, "Neuve 29.")).to_be_in_viewport(timeout=20_000)
    expect(page.locator(".pile-item:not(.built)").nth(3)).to_contain_text("Neuve 26.")
    places = page.evaluate("window.places")
    # Few may come before the others, and take their places one by one; then all space is made at once.
    assert max(later - before for before, later in itertools.pairwise(places)) > 740, places
    assert len(places) <= 4, places
    assert violations(page) == []
    page.get_by_role("button", name="nouveautés").click()
    expect(page.locator(".pile-item.built")).to_have_count(0)


def test_all_cards_of_a_long_pile_come_as_one_scrolls(table: Table, window: OpenWindow) -> None:
    for number in range(60):
        table.write(f"Lue {number}.", card=f"c{number}")
    page = window(table.address("Amel"))
    expect(card(page, "Lue 59.")).to_be_visible()
    assert page.locator("article.slip").count() < 40
    # The pages that one presses for come too, with the keyboard on the first card of each.
    page.get_by_role("button", name="Encore").press("Enter")
    expect(page.locator("li:focus article.slip")).to_have_count(1)

    def all_there() -> bool:
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(50)
        return page.locator("article.slip").count() == 60

    wait_until(all_there)
    expect(page.get_by_role("button", name="Encore")).to_have_count(0)
    texts = page.locator("article.slip .slip-text").all_text_contents()
    assert texts == [f"Lue {number}." for number in range(59, -1, -1)]


def test_the_whole_grid_keeps_within_a_small_laptop(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"), "laptop")
    page.set_viewport_size({"width": 1024, "height": 768})
    level = page.locator(".whole-grid").get_by_text("Ne sait pas").first
    expect(level).to_be_visible()
    assert no_wider_than_the_window(page)
    word, column = level.bounding_box(), page.locator(".whole-grid tbody td").last.bounding_box()
    assert word
    assert column
    assert word["x"] + word["width"] <= column["x"] + column["width"]
