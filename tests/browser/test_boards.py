"""Graphic boards: photographed by whoever draws, named, ordered, taken down, and seen by everybody."""

import io
from pathlib import Path
from typing import TypedDict

from PIL import Image
from playwright.sync_api import Page, Route, expect

from server.demo.phone import call
from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations, wait_on
from tests.house import OpenRoom


class Upload(TypedDict):
    """A file as a window takes it."""

    name: str
    mimeType: str
    buffer: bytes


def picture(name: str = "pont.jpg", colour: str = "navy") -> Upload:
    """A small photograph."""
    raw = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(raw, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": raw.getvalue()}


def drawer(room: OpenRoom) -> str:
    """The address of a graphic facilitator's own link."""
    said = {"seat": "graphic", "name": "Zoé"}
    made = call(room.base, f"/api/rooms/{room.code}/invite", said, token=room.tokens["facilitator"])
    return f"/r/{room.code}#t={made['token']}"


def console(room: OpenRoom) -> str:
    return f"/r/{room.code}/console#t={room.tokens['facilitator']}"


def person(room: OpenRoom) -> str:
    return f"/r/{room.code}#t={room.join()[1]}"


def hang(page: Page, caption: str, alt: str, file: Upload | None = None) -> None:
    """Upload a picture on a page in French, and say what it shows."""
    page.get_by_label("Choisir des images").set_input_files([file or picture()])
    page.get_by_label("Légende", exact=True).fill(caption)
    page.get_by_label("Texte alternatif", exact=True).fill(alt)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("heading", name=caption)).to_be_visible()


def test_whoever_draws_hangs_a_board_that_everybody_sees(room: OpenRoom, window: OpenWindow) -> None:
    drawing = window(drawer(room))
    walking = window(person(room))
    expect(drawing.get_by_role("heading", name="Bonjour Zoé")).to_be_visible()
    hang(drawing, "Le pont", "Un pont relie deux rives.")
    expect(drawing.get_by_text("dans la publication", exact=True)).to_be_visible()
    walking.get_by_role("link", name="Les autres").click()
    walking.get_by_role("button", name="Voir Le pont en grand").click()
    large = walking.get_by_role("img", name="Un pont relie deux rives.")
    expect(large).to_be_visible()
    assert large.evaluate("async (img) => { await img.decode(); return img.naturalWidth }") == 640
    assert violations(walking) == []


def test_a_board_without_alternative_text_says_that_it_is_not_published(
    room: OpenRoom, window: OpenWindow
) -> None:
    drawing = window(drawer(room))
    hang(drawing, "Le pont", "")
    expect(drawing.get_by_text("il manque le texte alternatif")).to_be_visible()
    assert violations(drawing) == []


def test_a_file_that_lies_about_its_type_is_refused_in_one_sentence(
    room: OpenRoom, window: OpenWindow
) -> None:
    drawing = window(drawer(room))
    lie: Upload = {"name": "dessin.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload='x()'/>"}
    drawing.get_by_label("Choisir des images").set_input_files([lie])
    expect(drawing.get_by_text("« dessin.jpg » n’est pas arrivée")).to_be_visible()
    assert violations(drawing) == []
    drawing.get_by_role("button", name="Oublier « dessin.jpg »").click()
    expect(drawing.get_by_text("dessin.jpg")).to_have_count(0)
    assert room.facilitator().of("board") == {}


def test_a_picture_of_more_than_25_megabytes_is_not_even_sent(
    room: OpenRoom, window: OpenWindow, tmp_path: Path
) -> None:
    drawing = window(drawer(room))
    heavy = tmp_path / "mur.png"
    with heavy.open("wb") as sparse:
        sparse.truncate(26 * 1024 * 1024)
    drawing.get_by_label("Choisir des images").set_input_files(heavy)
    expect(drawing.get_by_text("cette image pèse 26 Mo")).to_be_visible()


def test_a_photographed_board_waits_for_the_network_through_a_reload_and_hangs_by_itself(
    room: OpenRoom, window: OpenWindow
) -> None:
    drawing = window(drawer(room))
    drawing.route("**/files*", lambda route: route.abort())
    drawing.get_by_label("Choisir des images").set_input_files([picture()])
    expect(drawing.get_by_text("Envoi de « pont.jpg »")).to_be_visible()
    drawing.reload()
    expect(drawing.get_by_text("Envoi de « pont.jpg »")).to_be_visible()
    assert violations(drawing) == []
    drawing.unroute("**/files*")
    expect(drawing.get_by_label("Légende", exact=True)).to_be_visible(timeout=20_000)
    expect(drawing.get_by_text("Envoi de « pont.jpg »")).to_have_count(0)
    assert len(room.facilitator().of("board")) == 1


def test_a_board_that_is_on_its_way_while_one_reads_another_page_hangs_once(
    room: OpenRoom, window: OpenWindow
) -> None:
    drawing = window(drawer(room))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    drawing.route("**/files*", hold)
    drawing.get_by_label("Choisir des images").set_input_files([picture()])
    expect(drawing.get_by_text("Envoi de « pont.jpg »")).to_be_visible()
    wait_on(drawing, lambda: held, what="the picture to be on its way")
    drawing.get_by_role("link", name="Synthèse").click()
    expect(drawing.get_by_role("heading", name="Bonjour Zoé")).to_have_count(0)
    held[0].continue_()
    drawing.unroute("**/files*")
    drawing.go_back()
    expect(drawing.get_by_label("Légende", exact=True)).to_be_visible(timeout=20_000)
    expect(drawing.get_by_text("Envoi de « pont.jpg »")).to_have_count(0)
    assert len(room.facilitator().of("board")) == 1


def test_boards_change_places_and_come_back_after_being_taken_down(
    room: OpenRoom, window: OpenWindow
) -> None:
    desk = window(console(room), "laptop")
    desk.get_by_role("tab", name="Planches").click()
    hang(desk, "Le pont", "Un pont.")
    hang(desk, "Le fleuve", "Un fleuve.", picture("fleuve.jpg", "teal"))
    titles = desk.locator(".board-slip h3")
    expect(titles).to_have_text(["Le pont", "Le fleuve"])
    desk.get_by_role("button", name="Actions sur Le fleuve").click()
    desk.get_by_role("menuitem", name="Avancer").click()
    expect(titles).to_have_text(["Le fleuve", "Le pont"])
    desk.get_by_role("button", name="Actions sur Le fleuve").click()
    desk.get_by_role("menuitem", name="Retirer").click()
    expect(titles.first).to_have_text("Le pont")
    desk.get_by_text("1 planche retirée").click()
    desk.get_by_role("button", name="Actions sur Le fleuve").click()
    desk.get_by_role("menuitem", name="Remettre").click()
    expect(titles).to_have_text(["Le fleuve", "Le pont"])
    assert violations(desk) == []


def test_a_board_names_its_hand_and_its_licence_and_what_it_is_about(
    room: OpenRoom, window: OpenWindow
) -> None:
    drawing = window(drawer(room))
    drawing.get_by_label("Choisir des images").set_input_files([picture()])
    drawing.get_by_label("Légende", exact=True).fill("Le pont")
    drawing.get_by_label("Texte alternatif", exact=True).fill("Un pont relie deux rives.")
    expect(drawing.get_by_label("Dessin de")).to_have_value("Zoé")
    drawing.get_by_label("Licence").select_option("CC BY-SA 4.0 : reprendre et partager de même")
    drawing.get_by_text("À propos de", exact=True).click()
    drawing.get_by_role("checkbox", name="Drôme").check()
    assert violations(drawing) == []
    drawing.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(drawing.get_by_text("dessin : Zoé, CC BY-SA 4.0")).to_be_visible()
    walking = window(person(room))
    walking.get_by_role("link", name="Les autres").click()
    walking.get_by_role("button", name="Voir Le pont en grand").click()
    expect(walking.get_by_text("À propos de : Drôme")).to_be_visible()
    expect(walking.get_by_text("dessin : Zoé, CC BY-SA 4.0")).to_be_visible()
    (board,) = room.facilitator().of("board").values()
    assert (board["credit"], board["licence"], board["on"]) == ("Zoé", "cc-by-sa", ["experience/drome"])


def test_two_who_describe_a_board_at_once_do_not_write_over_each_other(
    room: OpenRoom, window: OpenWindow
) -> None:
    drawing = window(drawer(room))
    drawing.get_by_label("Choisir des images").set_input_files([picture()])
    drawing.get_by_label("Légende", exact=True).fill("Le pont")
    desk = room.facilitator()
    (board,) = desk.of("board")
    desk.ask("board.edit", board=board, alt="Un pont relie deux rives.", credit="Zoé M.")
    expect(drawing.get_by_label("Texte alternatif", exact=True)).to_have_value("Un pont relie deux rives.")
    desk.ask("board.edit", board=board, caption="Le fleuve")
    expect(drawing.get_by_text("Quelqu’un d’autre vient d’écrire ici")).to_contain_text("« Le fleuve »")
    drawing.get_by_label("Légende", exact=True).fill("Le pont sur le fleuve")
    drawing.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(drawing.get_by_role("heading", name="Le pont sur le fleuve")).to_be_visible()
    found = room.facilitator().of("board")[board]
    assert (found["caption"], found["alt"], found["credit"]) == (
        "Le pont sur le fleuve",
        "Un pont relie deux rives.",
        "Zoé M.",
    )


def test_a_board_is_shown_on_the_screen_from_its_menu(room: OpenRoom, window: OpenWindow) -> None:
    desk = window(console(room), "laptop")
    wall = window(f"/r/{room.code}/screen#t={room.tokens['screen']}", "laptop")
    desk.get_by_role("tab", name="Planches").click()
    hang(desk, "Le pont", "Un pont relie deux rives.")
    desk.get_by_role("button", name="Actions sur Le pont").click()
    desk.get_by_role("menuitem", name="Montrer à l’écran").click()
    expect(wall.get_by_role("img", name="Un pont relie deux rives.")).to_be_visible()


def test_the_page_of_who_draws_fits_phones_in_both_languages(room: OpenRoom, window: OpenWindow) -> None:
    address = drawer(room)
    for language, hello in (("fr", "Bonjour Zoé"), ("en", "Hello Zoé")):
        drawing = window(address, "small", language, "dark")
        expect(drawing.get_by_role("heading", name=hello)).to_be_visible()
        assert no_wider_than_the_window(drawing)
        assert violations(drawing) == []
