"""Several people write one statement at once, in real windows, and nobody loses a word."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import Board, pick, settled, slip
from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations, wait_on

TEXT = "Le temps manque toujours."


def begin(page: Page, statement: str = "s2") -> Locator:
    """Open a statement to write in it; give its field, once it is tied to the others'."""
    pick(page, slip(page, statement), "Écrire le texte")
    expect(slip(page, statement).get_by_text("plusieurs peuvent écrire ici à la fois")).to_be_visible()
    return slip(page, statement).get_by_label("Texte de l’énoncé")


def caret(field: Locator, at: int) -> None:
    field.evaluate("(area, at) => { area.focus(); area.setSelectionRange(at, at); }", at)


def where(field: Locator) -> int:
    return int(field.evaluate("area => area.selectionStart"))


def arrived(page: Page, board: Board, text: str) -> None:
    """Wait until the others have what was written: it goes a moment after the last key."""
    wait_on(page, lambda: board.host.of("statement")["s2"]["text"] == text, what=f"“{text}” on the board")


def test_two_people_type_at_once_and_every_word_of_both_is_there(board: Board, window: OpenWindow) -> None:
    board.host.ask("room.set", synthesis_open=True)
    claire = window(board.address("synthesis"), "laptop")
    amel = window(board.address("synthesis", "participant"), "laptop")
    one, two = begin(claire), begin(amel)
    caret(one, 0)
    caret(two, len(TEXT))
    words = "Partout et pour tous, les bénévoles le disent : ", " Sauf là où 🌱 la commune aide vraiment."
    for first, second in zip(*(word.ljust(48) for word in words), strict=True):
        claire.keyboard.insert_text(first)
        amel.keyboard.insert_text(second)
    whole = words[0].ljust(48) + TEXT + words[1].ljust(48)
    expect(one).to_have_value(whole)
    expect(two).to_have_value(whole)
    expect(slip(claire, "s2").get_by_text("Amel écrit…")).to_be_visible()
    expect(slip(amel, "s2").locator(".writers")).to_contain_text("écrit…")
    # The carets stayed with the words that each was writing.
    assert where(one) == 48
    assert where(two) == len(whole.encode("utf-16-le")) // 2
    assert violations(claire) == []
    for page in (claire, amel):
        slip(page, "s2").get_by_role("button", name="Terminé").click()
        expect(slip(page, "s2").locator(".statement-text")).to_have_text(whole.strip())
    settled(claire)
    arrived(claire, board, whole.strip())


def test_what_is_typed_without_network_waits_survives_a_reload_and_joins_what_others_wrote(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    field = begin(page)
    page.context.set_offline(True)
    expect(page.locator(".save-line")).not_to_contain_text("Enregistré")
    caret(field, 0)
    page.keyboard.type("Toujours et partout : ")
    slip(page, "s2").get_by_role("button", name="Terminé").click()
    expect(slip(page, "s2").locator(".statement-text")).to_have_text(f"Toujours et partout : {TEXT}")
    expect(page.locator(".save-line")).to_contain_text("En attente du réseau")
    board.host.ask("statement.edit", statement="s2", text=f"{TEXT} Même en été.")
    page.context.set_offline(False)
    page.reload()
    expect(slip(page, "s2").locator(".statement-text")).to_have_text(
        f"Toujours et partout : {TEXT} Même en été."
    )
    settled(page)
    arrived(page, board, f"Toujours et partout : {TEXT} Même en été.")


def test_taking_back_takes_ones_own_words_and_leaves_the_others(board: Board, window: OpenWindow) -> None:
    page = window(board.address("synthesis"), "laptop")
    field = begin(page)
    caret(field, 0)
    page.keyboard.type("Bah. ")
    expect(field).to_have_value(f"Bah. {TEXT}")
    arrived(page, board, f"Bah. {TEXT}")
    board.host.ask("statement.edit", statement="s2", text=f"Bah. {TEXT} Même en été.")
    expect(field).to_have_value(f"Bah. {TEXT} Même en été.")
    page.keyboard.press("Control+z")
    expect(field).to_have_value(f"{TEXT} Même en été.")
    page.keyboard.press("Control+Shift+z")
    expect(field).to_have_value(f"Bah. {TEXT} Même en été.")
    slip(page, "s2").get_by_role("button", name="Annuler ce que j’ai écrit").click()
    expect(field).to_have_value(f"{TEXT} Même en été.")
    # The field that goes from under the fingers says why, and does not come back by itself.
    page.keyboard.insert_text("Et puis : ")
    board.host.ask("statement.withdraw", statement="s2")
    expect(page.get_by_text("L’énoncé que vous écriviez vient d’être retiré.")).to_be_visible()
    expect(page.locator(".toast, [data-toast]").get_by_role("button", name="Copier")).to_be_visible()
    wait_on(
        page, lambda: "Et puis : " in str(board.host.of("statement")["s2"]["text"]), what="the last words"
    )
    board.host.ask("statement.restore", statement="s2")
    expect(slip(page, "s2").locator(".statement-text")).to_contain_text("Et puis : ")
    expect(field).to_have_count(0)


def test_a_piece_of_writing_is_one_step_of_the_history_and_taken_back_whole(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    field = begin(page)
    caret(field, 0)
    page.keyboard.type("Partout, on le dit : ", delay=40)
    slip(page, "s2").get_by_role("button", name="Terminé").click()
    arrived(page, board, f"Partout, on le dit : {TEXT}")
    pick(page, slip(page, "s2"), "Historique")
    steps = page.locator(".past-step")
    expect(steps).to_have_count(2)
    expect(steps.first.locator("ins")).to_contain_text("Partout")
    board.host.ask("statement.edit", statement="s2", text=f"Partout, on le dit : {TEXT} Oui.")
    expect(steps).to_have_count(3)
    steps.nth(1).get_by_role("button", name="Annuler cette étape").click()
    expect(steps).to_have_count(4)
    page.keyboard.press("Escape")
    expect(slip(page, "s2").locator(".statement-text")).to_have_text(f"{TEXT} Oui.")


def test_right_to_left_words_emoji_and_a_long_text_are_written_together(
    board: Board, window: OpenWindow
) -> None:
    board.host.ask("room.set", synthesis_open=True)
    page = window(board.address("synthesis"), "phone")
    page.get_by_role("tab").nth(1).click()
    other = window(board.address("synthesis", "participant"), "laptop")
    field, beside = begin(page), begin(other)
    long = "زمن 👩🏽‍🌾 temps " * 900
    field.fill(long)
    expect(beside).to_have_value(long)
    caret(beside, 0)
    other.keyboard.insert_text("שלום ")
    expect(field).to_have_value("שלום " + long)
    assert no_wider_than_the_window(page)
    settled(page)
    field.fill(long * 2)
    expect(page.locator(".count").get_by_text("caractères de trop")).to_be_visible()
    expect(slip(page, "s2").get_by_role("button", name="Terminé")).to_be_disabled()
    field.fill("Bref. 🌾")
    expect(beside).to_have_value("Bref. 🌾")


def test_who_loses_the_right_to_write_keeps_the_words_and_is_told_why(
    board: Board, window: OpenWindow
) -> None:
    board.host.ask("room.set", synthesis_open=True)
    page = window(board.address("synthesis", "participant"), "laptop")
    field = begin(page)
    caret(field, 0)
    # The strokes leave after the room was closed, however busy the machine is.
    page.context.set_offline(True)
    page.keyboard.insert_text("Encore : ")
    board.host.ask("room.close")
    page.context.set_offline(False)
    expect(page.get_by_text("La salle est fermée")).to_be_visible(timeout=20_000)
    expect(page.locator(".save-line")).not_to_contain_text("Envoi")
    board.host.ask("room.reopen")
    slip(page, "s2").get_by_role("button", name="Reprendre ce texte").click()
    expect(slip(page, "s2").get_by_label("Texte de l’énoncé")).to_have_value(f"Encore : {TEXT}")
    slip(page, "s2").get_by_role("button", name="Terminé").click()
    expect(slip(page, "s2").locator(".statement-text")).to_have_text(f"Encore : {TEXT}")


def test_taking_back_a_piece_of_writing_leaves_what_others_wrote_while_and_after_it(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    field = begin(page)
    caret(field, 0)
    page.keyboard.type("Bah. ")
    arrived(page, board, f"Bah. {TEXT}")
    board.host.ask("statement.edit", statement="s2", text=f"Bah. {TEXT} Même en été.")
    expect(field).to_have_value(f"Bah. {TEXT} Même en été.")
    slip(page, "s2").get_by_role("button", name="Terminé").click()
    settled(page)
    board.host.ask("statement.edit", statement="s2", text=f"Bah. {TEXT} Même en été. Et le soir.")
    expect(slip(page, "s2").locator(".statement-text")).to_contain_text("Et le soir.")
    page.get_by_role("button", name="Annuler la dernière action").click()
    expect(slip(page, "s2").locator(".statement-text")).to_have_text(f"{TEXT} Même en été. Et le soir.")
    arrived(page, board, f"{TEXT} Même en été. Et le soir.")


def test_who_only_watched_others_write_is_offered_nothing_to_take_back(
    board: Board, window: OpenWindow
) -> None:
    page = window(board.address("synthesis"), "laptop")
    field = begin(page)
    board.host.ask("statement.edit", statement="s2", text=f"{TEXT} Même en été.")
    expect(field).to_have_value(f"{TEXT} Même en été.")
    slip(page, "s2").get_by_role("button", name="Terminé").click()
    expect(slip(page, "s2").locator(".statement-text")).to_have_text(f"{TEXT} Même en été.")
    expect(page.get_by_role("button", name="Annuler")).to_have_count(0)


def test_a_version_that_came_while_one_chose_is_read_before_it_goes(board: Board, window: OpenWindow) -> None:
    board.host.ask("room.set", synthesis_open=True)
    seen = board.host.of("statement")["s2"]["rev"]
    board.host.ask("statement.edit", statement="s2", text="Le temps file toujours.")
    board.writer.ask("statement.edit", seen, statement="s2", text="Le temps presse toujours.")
    page = window(board.address("synthesis"), "laptop")
    expect(slip(page, "s2").locator(".version")).to_have_count(2)
    page.context.set_offline(True)
    slip(page, "s2").get_by_role("button", name="Garder celle-ci").first.click()
    board.writer.ask("statement.edit", seen, statement="s2", text="Le temps s’enfuit toujours.")
    page.context.set_offline(False)
    expect(page.get_by_text("Quelqu’un a changé la même chose entre-temps").first).to_be_visible(
        timeout=20_000
    )
    expect(slip(page, "s2").locator(".version")).to_have_count(3)
