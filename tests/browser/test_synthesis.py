"""The synthesis board and the publication page, as those who make and read them try them."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.boards import TEXTS, Board, Finger, drag, pick, settled, slip
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, violations


def test_a_statement_is_made_of_chosen_cards_by_keyboard_alone(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"), "laptop")
    page.get_by_role("checkbox", name=TEXTS["c5"]).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Faire un énoncé").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Ce que les cartes disent ensemble").fill("Associer les élu·es dès le début.")
    page.get_by_role("radio", name="Point de vigilance").check()
    page.get_by_role("button", name="Poser l’énoncé").press("Enter")
    made = page.locator(".statement", has_text="Associer les élu·es dès le début.")
    expect(made).to_contain_text("Point de vigilance")
    expect(page.get_by_text("Toutes les cartes sont dans un énoncé")).to_be_visible()
    # Among many, a statement is found by its words, and one that is made is in sight whatever was sought.
    for n in range(9):
        board.host.ask("statement.write", statement=f"many-{n}", text=f"Tenir la durée, fois {n}")
    page.get_by_label("Chercher dans les énoncés").fill("DUREE 7")
    expect(page.locator(".statement")).to_have_count(1)
    expect(page.get_by_text("1 énoncé sur 12")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Nouvel énoncé").click()
    page.get_by_label("Ce que les cartes disent ensemble").fill("Un énoncé de plus.")
    page.get_by_role("button", name="Poser l’énoncé").click()
    expect(page.locator(".statement", has_text="Un énoncé de plus.")).to_be_visible()
    expect(page.locator(".statement")).to_have_count(13)


def test_a_card_that_is_withdrawn_while_a_statement_is_worded_takes_nothing_else_along(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    for card in ("c1", "c5"):
        page.get_by_role("checkbox", name=TEXTS[card]).check()
    page.get_by_role("button", name="Faire un énoncé").click()
    page.get_by_label("Ce que les cartes disent ensemble").fill("Court, et avec les élu·es.")
    board.writer.ask("card.withdraw", card="c5")
    expect(page.get_by_role("dialog")).not_to_contain_text(TEXTS["c5"])
    page.get_by_role("button", name="Poser l’énoncé").click()
    made = page.locator(".statement", has_text="Court, et avec les élu·es.")
    expect(made).to_contain_text("1 carte")
    settled(page)
    expect(made).to_be_visible()
    # And what is drawn into a statement that goes meanwhile is still chosen, to be drawn elsewhere.
    page.get_by_role("checkbox", name=TEXTS["c3"]).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Ajouter à…").click()
    page.get_by_role("dialog").get_by_role("button", name="Il faut un cadre court").click()
    expect(page.get_by_role("checkbox", name=TEXTS["c3"])).not_to_be_checked()
    board.host.ask("statement.withdraw", statement="s1")
    page.context.set_offline(False)
    expect(page.get_by_role("checkbox", name=TEXTS["c3"])).to_be_checked(timeout=20_000)
    expect(page.get_by_text("carte versée à l’énoncé")).to_have_count(0)


def test_the_unused_cards_are_one_tap_from_the_list(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"))
    page.get_by_role("button", name="1 carte n’est dans aucun énoncé").click()
    expect(page.locator(".board-card")).to_have_count(1)
    expect(page.locator(".board-card")).to_contain_text(TEXTS["c5"])
    page.get_by_role("button", name="Tout montrer").click()
    expect(page.locator(".board-card")).to_have_count(len(TEXTS))


def test_cards_are_found_by_their_words(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"))
    page.get_by_label("Mots").fill("elu es")
    expect(page.locator(".board-card")).to_have_count(1)
    expect(page.get_by_text("1 montrée + 4 que les filtres masquent = 5 cartes")).to_be_visible()


def test_every_card_of_the_room_is_counted_wherever_it_is(board: Board, window: OpenWindow) -> None:
    criteria = [str(id) for id in board.host.of("criterion")]
    board.writer.ask("card.write", card="o1", kind="constat", criterion=criteria[1], text="Ailleurs.")
    board.writer.ask("card.write", card="o2", kind="constat", text="Nulle part.")
    board.writer.ask("card.write", card="o3", kind="constat", text="Retirée.")
    board.writer.ask("card.withdraw", card="o3")
    page = window(board.address("synthesis"), "laptop")
    counts = page.locator(".counts")
    expect(counts).to_contain_text("7 cartes")
    expect(counts).to_contain_text("Sans compter 1 carte retirée ou masquée.")
    expect(page.locator(".left")).to_contain_text("3 cartes ne sont dans aucun énoncé")
    expect(page.locator(".left")).to_contain_text("4 cartes sont dans un énoncé")
    page.locator(".rail button").nth(1).click()
    expect(counts).to_contain_text("5 montrées + 2 sous d’autres prérequis = 7 cartes")
    page.get_by_label("Mots").fill("temps")
    expect(counts).to_contain_text(
        "1 montrée + 2 sous d’autres prérequis + 4 que les filtres masquent = 7 cartes"
    )
    page.get_by_role("button", name="Choisir la carte montrée").click()
    expect(page.get_by_text("1 carte choisie")).to_be_visible()


def test_a_filter_that_is_on_shows_and_goes_with_one_tap(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"))
    page.get_by_text("Filtrer les cartes").click()
    page.get_by_label("Sorte").select_option(index=1)
    page.get_by_text("Filtrer les cartes").click()
    on = page.get_by_role("button", name="Ne plus filtrer par Sorte")
    expect(on).to_be_visible()
    on.click()
    expect(page.locator(".board-card")).to_have_count(len(TEXTS))


def test_dragging_one_statement_on_another_merges_them_and_undo_gives_both_back(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    drag(
        page,
        slip(page, "s2").locator(".statement-text"),
        slip(page, "s1").get_by_text("Fusionner ici"),
    )
    expect(slip(page, "s2")).to_have_count(0)
    expect(slip(page, "s1")).to_contain_text("réunit 1 autre énoncé")
    settled(page)
    assert board.cards_of("s1") == {"c1", "c2", "c3", "c4"}
    page.get_by_role("button", name="Annuler la dernière action").click()
    expect(slip(page, "s2")).to_be_visible()
    settled(page)
    assert board.cards_of("s1") == {"c1", "c2"}
    assert board.cards_of("s2") == {"c3", "c4"}


def test_what_lets_things_be_dragged_is_asked_for_again_where_the_network_lost_it(
    board: Board, window: OpenWindow
) -> None:
    page = window("/", "laptop")
    page.context.route("**/assets/dom-*.js", lambda route: route.abort())
    # Waited for from the start: it may be asked for again the moment that the way is free, or three seconds later,
    # and the page itself comes within that time too.
    with page.expect_response("**/assets/dom-*.js", timeout=30_000):
        with page.expect_event("requestfailed", lambda request: "/assets/dom-" in request.url):
            page.goto(board.address("synthesis"))
        page.context.unroute("**/assets/dom-*.js")
    expect(slip(page, "s1")).to_be_visible()
    drag(
        page,
        slip(page, "s2").locator(".statement-text"),
        slip(page, "s1").get_by_text("Fusionner ici"),
    )
    expect(slip(page, "s2")).to_have_count(0)


def test_a_card_is_dragged_to_a_statement_as_dissent(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"), "laptop")
    drag(
        page,
        page.locator("#card-c5 .slip-text"),
        slip(page, "s1").locator(".drops").get_by_text("Avis contraire"),
    )
    expect(slip(page, "s1")).to_contain_text("1 avis contraire")


def test_a_card_is_laid_on_a_statement_with_a_finger(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"))
    card = page.locator("#card-c5 .slip-text")
    card.scroll_into_view_if_needed()
    finger = Finger(page)
    place = page.locator(".shelf-statement", has_text="Il faut un cadre").get_by_text("Avis contraire")
    for _ in range(8):
        finger.rest_on(card)
        # What drags comes late, after the page.
        if place.count():
            break
        finger.lift()
    expect(place).to_be_visible()
    finger.move_to(place)
    expect(place).to_have_class("drop over")
    finger.lift()
    expect(page.locator(".shelf")).to_have_count(0)
    settled(page)
    sources = board.host.of("statement")["s1"]["sources"]
    assert {"card": "c5", "text": TEXTS["c5"], "how": "contradicts"} in list(sources)  # type: ignore[call-overload]


def test_statements_are_merged_by_keyboard(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"), "laptop")
    pick(page, slip(page, "s2"), "Fusionner dans…")
    page.get_by_role("dialog").get_by_role("button", name="Il faut un cadre").press("Enter")
    expect(slip(page, "s2")).to_have_count(0)
    expect(slip(page, "s1")).to_contain_text("4 cartes")
    expect(slip(page, "s1")).to_be_focused()


def test_splitting_moves_the_ticked_cards_and_undo_brings_them_home(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"), "laptop")
    pick(page, slip(page, "s2"), "Scinder…")
    page.get_by_role("dialog").get_by_role("checkbox", name=TEXTS["c4"]).check()
    page.get_by_role("button", name="Scinder avec 1 carte").click()
    made = page.locator(".statement", has_text=TEXTS["c4"])
    expect(made).to_be_visible()
    expect(page.get_by_text("1 carte n’est dans aucun énoncé")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(made).to_have_count(0)
    settled(page)
    assert board.cards_of("s2") == {"c3", "c4"}


def test_two_people_rewriting_the_same_words_both_stay_to_choose_from(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    expect(slip(page, "s2")).to_be_visible()
    # Without network there is no document to write in together: the whole text is sent later, and merged.
    page.context.set_offline(True)
    pick(page, slip(page, "s2"), "Écrire le texte")
    page.get_by_label("Texte de l’énoncé").fill("Le temps a manqué partout.")
    board.host.ask("statement.edit", statement="s2", text="Le temps fait défaut souvent.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.context.set_offline(False)
    both = slip(page, "s2").locator(".version")
    expect(both).to_have_count(2)
    both.filter(has_text="partout").get_by_role("button").click()
    expect(slip(page, "s2").locator(".versions")).to_have_count(0)
    expect(slip(page, "s2").locator(".statement-text")).to_have_text("Le temps a manqué partout.")


def test_participants_only_read_until_the_synthesis_is_opened_to_them(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis", "participant"), "laptop")
    expect(page.get_by_text("La personne qui anime tient la plume.")).to_be_visible()
    expect(page.locator(".tick")).to_have_count(0)
    expect(page.get_by_role("button", name="Nouvel énoncé")).to_have_count(0)
    expect(slip(page, "s1").locator(".menu")).to_have_count(0)
    expect(slip(page, "s1").get_by_role("button", name="Filiation")).to_be_visible()
    board.host.ask("room.set", synthesis_open=True)
    expect(page.get_by_text("La synthèse est ouverte")).to_be_visible()
    pick(page, slip(page, "s1"), "Marquer : Question ouverte")
    expect(slip(page, "s1")).to_contain_text("Question ouverte")


def test_the_synthesis_step_shows_the_same_board_on_a_phone(board: Board, window: OpenWindow) -> None:
    step = next(id for id, one in board.host.of("step").items() if one["activity"] == "synthesis")
    board.host.ask("step.start", step=step)
    page = window(f"/r/{board.room.code}#t={board.author[1]}")
    page.get_by_role("tab", name="Énoncés (2)").click()
    expect(slip(page, "s2")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", ["phone", "small", "laptop"])
def test_the_board_is_usable_by_all(board: Board, window: OpenWindow, size: Size, language: str) -> None:
    page = window(board.address("synthesis"), size, language)
    expect(page.locator("#card-c1")).to_be_visible()
    page.locator("#card-c1 input").check()
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    if size != "laptop":
        page.get_by_role("tab").nth(1).click()
        assert violations(page) == []
    slip(page, "s1").locator(".ground button").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".new-place button").click()
    assert violations(page) == []


@pytest.mark.parametrize("seat", ["facilitator", "reader"])
@pytest.mark.parametrize(("size", "language"), [("phone", "fr"), ("laptop", "en")])
def test_the_publication_is_previewed_in_a_frame_that_runs_nothing(
    board: Board, window: OpenWindow, size: Size, language: str, seat: str
) -> None:
    board.writer.ask("card.write", card="x", kind="constat", text="<img src=x onerror=alert(1)>")
    page = window(board.address("publication", seat), size, language)
    preview = page.frame_locator("iframe")
    expect(preview.get_by_text(TEXTS["c1"]).first).to_be_attached()
    expect(page.locator("iframe")).to_have_attribute("sandbox", "allow-same-origin")
    inner = preview.locator("a[href^='#']").last
    inner.evaluate("one => one.click()")
    expect(preview.get_by_text(TEXTS["c1"]).first).to_be_attached()
    assert violations(page) == []
    assert no_wider_than_the_window(page)


def test_each_form_is_downloaded_without_the_token_in_an_address(
    board: Board, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(board.address("publication"), "laptop")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("tab", name="Télécharger").click()
    expect(page.locator(".form").first).to_be_visible()
    for button in page.locator(".form").all():
        form = button.locator("[aria-hidden]").last.inner_text()
        with page.expect_download() as waiting:
            button.click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        assert file.suffix == form
        assert file.stat().st_size > 0
    archive = json.loads(next(tmp_path.glob("*.json")).read_bytes())
    assert TEXTS["c1"] in json.dumps(archive, ensure_ascii=False)
    assert not [url for url in asked if board.room.tokens["facilitator"] in url]


def test_a_reading_link_lets_read_and_write_nothing(board: Board, window: OpenWindow) -> None:
    reader = window(board.address("publication", "reader"), "phone")
    expect(reader.locator("iframe")).to_be_visible()
    expect(reader.get_by_role("tab", name="Partager")).to_have_count(0)
    expect(reader.get_by_role("tab", name="Composer")).to_have_count(0)
    expect(reader.locator(".form", has_text="Archive complète")).to_have_count(0)
    reader.get_by_role("link", name="Synthèse").click()
    expect(reader.locator("#card-c1")).to_be_visible()
    expect(reader.locator(".tick")).to_have_count(0)


def test_the_page_says_who_is_named(board: Board, window: OpenWindow) -> None:
    page = window(board.address("publication"), "laptop")
    page.get_by_role("tab", name="Télécharger").click()
    expect(page.locator(".names")).to_contain_text("(1 sur 1)")
    board.writer.ask("participant.edit", participant=board.author[0], naming="none")
    expect(page.locator(".names")).to_contain_text("(0 sur 1)")
    board.host.ask("room.set", anonymous=True)
    expect(page.locator(".names")).to_contain_text("La salle est anonyme")
    expect(page.get_by_text("La salle a changé depuis cet aperçu.")).to_be_visible()
    page.get_by_role("button", name="Mettre à jour").click()
    expect(page.get_by_text("La salle a changé depuis cet aperçu.")).to_have_count(0)
    # A link to share is no part of what is published.
    board.host.ask("share.make", share="l1", name="Les financeurs", language="fr")
    page.get_by_role("tab", name="Partager").click()
    expect(page.get_by_role("heading", name="Les financeurs")).to_be_visible()
    expect(page.get_by_text("La salle a changé depuis cet aperçu.")).to_have_count(0)
    board.host.ask("room.set", anonymous=False)
    expect(page.get_by_text("La salle a changé depuis cet aperçu.")).to_be_visible()
