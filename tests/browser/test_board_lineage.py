"""Where a statement comes from, what was done to it and what can be taken back, and which cards are alike."""

from playwright.sync_api import expect

from tests.browser.boards import TEXTS, Board, pick, settled, slip
from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations
from tests.house import wait_until


def test_the_lineage_shows_a_card_then_and_now(board: Board, window: OpenWindow) -> None:
    board.writer.ask("card.edit", card="c1", text="Trois heures par atelier, pas plus.")
    page = window(board.address("synthesis"), "laptop")
    slip(page, "s1").get_by_role("button", name="Filiation").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("corrigée depuis")
    expect(sheet.locator("dd").first).to_have_text(TEXTS["c1"])
    expect(sheet.locator("del")).to_contain_text("Deux")
    expect(sheet.locator("ins")).to_contain_text("Trois")
    expect(sheet).to_contain_text("par Amel")
    page.keyboard.press("Escape")
    expect(slip(page, "s1").get_by_role("button", name="Filiation")).to_be_focused()


def test_a_card_that_was_withdrawn_is_read_no_more_by_who_is_not_shown_it(
    board: Board, window: OpenWindow
) -> None:
    board.writer.ask("card.withdraw", card="c1")
    board.host.ask("screen.show", view="statement", ref="s1")
    wall = window(board.address("screen", "screen"), "laptop")
    expect(wall.get_by_text(TEXTS["c2"])).to_be_visible()
    expect(wall.get_by_text(TEXTS["c1"])).to_have_count(0)
    reader = window(board.address("synthesis", "reader"), "laptop")
    slip(reader, "s1").get_by_role("button", name="Filiation").click()
    sheet = reader.get_by_role("dialog")
    expect(sheet).to_contain_text("Le texte de cette carte n’est pas montré.")
    expect(sheet).not_to_contain_text(TEXTS["c1"])
    host = window(board.address("synthesis"), "laptop")
    slip(host, "s1").get_by_role("button", name="Filiation").click()
    expect(host.get_by_role("dialog")).to_contain_text("retirée depuis")
    expect(host.get_by_role("dialog")).to_contain_text(TEXTS["c1"])


def test_cards_that_say_nearly_the_same_are_suggested_and_can_be_told_apart(
    board: Board, window: OpenWindow
) -> None:
    texts = {
        "n1": "La garde d’enfants sur place a permis aux mères de venir aux ateliers.",
        "n2": "Sans la garde d’enfants sur place, les mères ne venaient pas aux ateliers.",
        "n3": "Le conseil municipal a lu le rapport d’évaluation en séance publique.",
        "n4": "Le rapport d’évaluation a été lu en séance publique du conseil municipal.",
    }
    for card, text in texts.items():
        board.writer.ask("card.write", card=card, kind="constat", text=text)
    page = window(board.address("synthesis"), "laptop")
    page.get_by_role("button", name="Cartes proches").click()
    sheet = page.get_by_role("dialog")
    children = sheet.locator(".pair", has_text=texts["n1"]).filter(has_text=texts["n2"])
    report = sheet.locator(".pair", has_text=texts["n3"]).filter(has_text=texts["n4"])
    expect(children).to_be_visible()
    expect(children).to_contain_text("peut-être le contraire")
    expect(report).not_to_contain_text("peut-être le contraire")
    assert violations(page) == []
    children.get_by_role("button", name="Ce n’est pas la même chose").click()
    expect(children).to_have_count(0)
    report.get_by_role("button", name="Réunir et rédiger…").click()
    page.get_by_label("Ce que les cartes disent ensemble").fill("Le rapport est lu en public.")
    page.get_by_role("button", name="Poser l’énoncé").click()
    expect(page.locator(".statement", has_text="Le rapport est lu en public.")).to_contain_text("2 cartes")
    page.get_by_role("button", name="Cartes proches").click()
    expect(sheet.get_by_role("status").first).to_contain_text("paire")
    expect(children).to_have_count(0)
    expect(report).to_have_count(0)


def test_a_pair_is_accepted_or_refused_with_one_key(board: Board, window: OpenWindow) -> None:
    texts = [
        ("Les élu·es sont venu·es seulement à la fin.", "c5"),
        ("On a manqué de temps pour bien restituer.", "c3"),
        ("Deux heures par atelier et pas une de plus.", "c1"),
        ("Trois mois, c’était bien assez long.", "c4"),
    ]
    for at, (text, _) in enumerate(texts):
        board.writer.ask("card.write", card=f"n{at}", kind="constat", text=text)
    page = window(board.address("synthesis"), "laptop")
    page.get_by_role("button", name="Cartes proches").click()
    # What another synthesizer settles meanwhile is offered no longer.
    hours, months = (page.locator(".pair", has_text=TEXTS[card]) for card in ("c1", "c4"))
    expect(hours).to_be_visible()
    expect(months).to_be_visible()
    board.host.ask("statement.draw", statement="s1", cards=["n2"])
    board.host.ask("suggestion.decline", cards=["n3", "c4"])
    expect(hours).to_have_count(0)
    expect(months).to_have_count(0)
    alone = page.locator(".pair", has_text=TEXTS["c5"])
    alone.focus()
    page.keyboard.press("o")
    expect(page.get_by_role("dialog").get_by_role("status").first).to_contain_text("Énoncé posé.")
    joined = page.locator(".pair", has_text=TEXTS["c3"])
    expect(joined).to_be_focused()
    page.keyboard.press("n")
    expect(joined).to_have_count(0)
    page.keyboard.press("Escape")
    settled(page)
    made = page.locator(".statement", has_text=TEXTS["c5"])
    expect(made).to_contain_text("2 cartes")
    wait_until(lambda: board.cards_of("s2") == {"c3", "c4"})
    wait_until(lambda: board.host.of("declined").keys() == {"c3:n1", "c4:n3"})


def test_a_claim_and_its_contrary_become_a_statement_and_its_dissent(
    board: Board, window: OpenWindow
) -> None:
    board.writer.ask("card.write", card="n1", kind="constat", text="Les partenaires soutiennent la démarche.")
    board.writer.ask(
        "card.write", card="n2", kind="constat", text="Les partenaires ne soutiennent pas la démarche."
    )
    page = window(board.address("synthesis"), "laptop")
    page.get_by_role("button", name="Cartes proches").click()
    page.locator(".pair", has_text="ne soutiennent pas").focus()
    page.keyboard.press("o")
    expect(page.get_by_role("dialog").get_by_role("status").first).to_contain_text("avec son avis contraire")
    page.keyboard.press("Escape")
    settled(page)
    made = page.locator(".statement", has_text="Les partenaires soutiennent la démarche.")
    expect(made).to_contain_text("Désaccord")
    expect(made).to_contain_text("1 avis contraire")


def test_a_step_of_the_history_is_undone_although_others_went_on(board: Board, window: OpenWindow) -> None:
    board.host.ask("room.set", synthesis_open=True)
    board.writer.ask("statement.draw", statement="s1", cards=["c5"], how="contradicts")
    board.host.ask("statement.draw", statement="s1", cards=["c3"])
    board.host.ask("statement.edit", statement="s1", text="Il faut un cadre court et très accueillant.")
    page = window(board.address("synthesis"), "laptop")
    pick(page, slip(page, "s1"), "Historique")
    steps = page.locator(".past-step")
    expect(steps).to_have_count(4)
    expect(steps.first).to_contain_text("a réécrit le texte")
    expect(steps.first.locator("ins")).to_contain_text("très")
    by_amel = steps.filter(has_text="Amel")
    expect(by_amel).to_contain_text("a versé 1 carte en avis contraire")
    expect(by_amel).to_contain_text(TEXTS["c5"])
    assert violations(page) == []
    by_amel.get_by_role("button", name="Annuler cette étape").press("Enter")
    expect(steps).to_have_count(5)
    expect(by_amel).to_contain_text("annulé depuis")
    assert board.cards_of("s1") == {"c1", "c2", "c3"}
    steps.first.get_by_role("button", name="Refaire l’étape annulée").click()
    expect(steps).to_have_count(6)
    assert board.cards_of("s1") == {"c1", "c2", "c3", "c5"}
    expect(steps.last).to_contain_text("Ne s’annule plus")


def test_the_sources_are_laid_out_by_experience_table_and_kind(board: Board, window: OpenWindow) -> None:
    kinds = [str(one["id"]) for one in board.host.of("format")["format"]["kinds"]]  # type: ignore[attr-defined]
    board.writer.ask("card.edit", card="c2", kind=kinds[2])
    page = window(board.address("synthesis"), "phone")
    page.get_by_role("tab").nth(1).click()
    slip(page, "s1").get_by_role("button", name="Filiation").click()
    parts = page.locator(".arranged")
    expect(parts).to_have_count(1)
    page.get_by_role("radio", name="Sorte").check()
    expect(parts).to_have_count(2)
    expect(parts.first).to_contain_text("1 carte")
    assert violations(page) == []
    assert no_wider_than_the_window(page)
