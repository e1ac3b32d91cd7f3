"""Paper: photographed by a phone of the room, kept through a lost network, written off beside its picture."""

from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from server.demo.phone import call
from tests.browser.tables import Table
from tests.browser.test_boards import Upload, picture
from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations, wait_on
from tests.house import OpenRoom, wait_until


def printed(room: OpenRoom, **said: str) -> str:
    """What the code on a sheet opens."""
    return f"/r/{room.code}/sheet#" + "&".join(f"{key}={value}" for key, value in said.items())


def group_of(table: Table) -> str:
    return next(iter(table.facilitator.of("group")))


def photograph(page: Page, file: Upload | None = None) -> None:
    page.get_by_label("Prendre la photo").set_input_files([file or picture("feuille.jpg", "beige")])


def box(image: Locator) -> FloatRect:
    found = image.bounding_box()
    assert found
    return found


def within(inner: FloatRect, outer: FloatRect) -> bool:
    """Whether one lies in the other and touches two of its edges, a pixel more or less."""
    spare = [outer[side] - inner[side] for side in ("width", "height")]
    return (
        min(spare) > -1 and min(spare) < 4 and inner["x"] >= outer["x"] - 1 and inner["y"] >= outer["y"] - 1
    )


def enter(page: Page, name: str) -> None:
    page.get_by_label("Votre nom, tel que les autres le liront").fill(name)
    page.get_by_role("button", name="Entrer").click()


def test_who_scans_a_sheet_before_coming_in_comes_in_and_photographs_it(
    table: Table, window: OpenWindow
) -> None:
    page = window(printed(table.room, k="t", n="1.2", g=group_of(table)))
    enter(page, "Zoé")
    expect(page.get_by_role("heading", name="Photographier la feuille 1.2")).to_be_visible()
    expect(page.get_by_text("Table 1", exact=False).first).to_be_visible()
    assert violations(page) == []
    photograph(page)
    expect(page.get_by_role("heading", name="Arrivées")).to_be_visible()
    expect(page.get_by_text("la transcrira")).to_be_visible()
    wait_until(lambda: table.facilitator.of("sheet"))
    (sheet,) = table.facilitator.of("sheet").values()
    assert (sheet["group"], sheet["number"], sheet["form"]) == (group_of(table), "1.2", "table")
    assert sheet["experience"] == next(iter(table.facilitator.of("assignment").values()))["experience"]
    assert no_wider_than_the_window(page)
    assert violations(page) == []


def test_a_picture_waits_for_the_network_through_a_reload_and_goes_by_itself(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(printed(table.room, k="t", g=group_of(table)))
    expect(page.get_by_role("heading", name="Photographier une feuille")).to_be_visible()
    page.route("**/files**", lambda route: route.abort())
    photograph(page)
    expect(page.get_by_role("heading", name="En route")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="En route")).to_be_visible()
    page.goto(f"/r/{table.room.code}")
    expect(page.get_by_text("1 photo n’est pas encore partie")).to_be_visible()
    assert violations(page) == []
    assert table.facilitator.of("sheet") == {}
    page.unroute("**/files**")
    wait_until(lambda: len(table.facilitator.of("sheet")) == 1, 20, "the sheet")
    expect(page.get_by_text("pas encore partie")).to_have_count(0)


def test_nobody_leaves_or_is_erased_while_a_picture_waits_or_the_room_cannot_be_told(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(printed(table.room, k="t", g=group_of(table)))
    page.route("**/files**", lambda route: route.abort())
    photograph(page)
    expect(page.get_by_role("heading", name="En route")).to_be_visible()
    page.goto(f"/r/{table.room.code}#me")
    expect(page.get_by_text("1 photo n’est pas encore partie")).to_be_visible()
    for what, sure in (("Quitter la salle", "Quitter"), ("Effacer tout ce qui vient de moi", "Tout effacer")):
        page.get_by_role("button", name=what).click()
        page.get_by_role("dialog").get_by_role("button", name=sure).last.click()
        expect(page.get_by_text("Des photos attendent encore d’être envoyées")).to_be_visible()
        page.locator(".toast").get_by_role("button", name="Fermer").click()
    page.unroute("**/files**")
    expect(page.get_by_text("pas encore partie")).to_have_count(0, timeout=30_000)
    page.context.set_offline(True)
    expect(page.get_by_text("Pas de réseau").first).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Quitter la salle").click()
    page.get_by_role("dialog").get_by_role("button", name="Quitter").last.click()
    expect(page.get_by_text("Pas de réseau : réessayez quand il sera là")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=15_000)
    assert not any(one["left"] for one in table.facilitator.of("participant").values())


def test_a_table_writes_off_its_sheet_into_cards_that_lead_back_to_the_picture(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(printed(table.room, k="t", n="1", g=group_of(table)))
    photograph(page)
    page.get_by_role("link", name="Transcrire maintenant").click()
    expect(page.get_by_role("img", name="Photo de la feuille")).to_be_visible()
    page.get_by_role("radio", name="2. ").check()
    page.get_by_label("Recopier une idée").fill("Les écoles ont ouvert leurs cours")
    page.get_by_role("radio", name="Leçon retenue").check()
    page.get_by_role("button", name="Ajouter la carte").click()
    expect(page.locator("article.slip")).to_contain_text("Les écoles ont ouvert leurs cours")
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    page.get_by_role("button", name="Tout est transcrit").click()
    expect(page.get_by_text("transcrite", exact=True).first).to_be_visible()
    wait_until(lambda: [one["done"] for one in table.facilitator.of("sheet").values()] == [True], 5)
    (card,) = table.facilitator.of("card").values()
    (sheet,) = table.facilitator.of("sheet").values()
    # A kind that is printed can be written off, though the step offers it on no phone.
    assert (card["sheet"], card["group"], card["kind"]) == (sheet["id"], sheet["group"], "enseignement")
    rows = sorted(table.facilitator.of("criterion").values(), key=lambda row: int(str(row["order"])))
    assert card["criterion"] == rows[1]["id"]
    page.get_by_role("button", name="Voir la feuille photographiée").click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Photo de la feuille")).to_be_visible()
    # The way back from a statement ends at what was written by hand.
    table.facilitator.ask("statement.write", statement="s1", text="Ouvrir", cards=[card["id"]])
    page.goto(f"/r/{table.room.code}/synthesis")
    page.get_by_role("tab", name="Énoncés").click()
    page.get_by_role("button", name="Filiation de l’énoncé : Ouvrir").click()
    page.get_by_role("dialog").get_by_role("button", name="Voir la feuille photographiée").click()
    expect(page.get_by_role("img", name="Photo de la feuille")).to_be_visible()
    assert violations(page) == []


def test_a_facilitator_writes_off_what_a_person_without_a_phone_wrote_and_it_is_theirs(
    table: Table, window: OpenWindow
) -> None:
    table.facilitator.ask("participant.add", participant="odile", name="Odile")
    table.facilitator.ask("group.assign", participant="odile", group=group_of(table))
    desk = window(f"/r/{table.room.code}/console#t={table.room.tokens['facilitator']}", "laptop")
    desk.get_by_role("tab", name="Feuilles").click()
    expect(desk.get_by_text("Aucune feuille à transcrire")).to_be_visible()
    assert violations(desk) == []
    desk.goto(printed(table.room, k="p"))
    expect(desk.get_by_text("ne dit pas à quelle table")).to_be_visible()
    desk.get_by_label("Table", exact=True).select_option("Table 1")
    desk.get_by_label("Écrite par").select_option("Odile")
    photograph(desk)
    desk.get_by_role("link", name="Transcrire maintenant").click()
    desk.get_by_label("Recopier une idée").fill("On m’a écoutée")
    desk.get_by_role("button", name="Ajouter la carte").click()
    expect(desk.locator("article.slip")).to_contain_text("Odile")
    wait_until(lambda: table.facilitator.of("card"), 5)
    assert violations(desk) == []
    (card,) = table.facilitator.of("card").values()
    assert (card["author"], card["group"]) == ("odile", group_of(table))


def test_a_sheet_is_read_enlarged_moved_and_turned_by_keyboard(table: Table, window: OpenWindow) -> None:
    desk = window(f"/r/{table.room.code}/console#t={table.room.tokens['facilitator']}", "laptop")
    expect(desk.get_by_role("tab", name="Feuilles")).to_be_visible()
    desk.goto(printed(table.room, k="t", g=group_of(table)))
    photograph(desk)
    desk.get_by_role("link", name="Transcrire maintenant").click()
    frame = desk.get_by_role("region", name="Photo de la feuille")
    image = frame.get_by_role("img")
    expect(image).to_have_class("placed")
    frame.focus()
    whole = box(image)
    assert within(whole, box(frame))
    desk.keyboard.press("+")
    wait_until(lambda: box(image)["width"] > whole["width"] * 1.3, 5, "the larger picture")
    large = box(image)
    desk.keyboard.press("ArrowRight")
    wait_until(lambda: box(image)["x"] < large["x"], 5, "the picture further left")
    desk.keyboard.press("r")
    wait_until(
        lambda: [sheet["turn"] for sheet in table.facilitator.of("sheet").values()] == [90], 5, "the turn"
    )
    wait_until(lambda: box(image)["height"] > box(image)["width"], 5, "the turned picture")


def test_a_picture_that_is_still_coming_is_shown_whole(table: Table, window: OpenWindow) -> None:
    desk = window(f"/r/{table.room.code}/console#t={table.room.tokens['facilitator']}", "laptop")
    expect(desk.get_by_role("tab", name="Feuilles")).to_be_visible()
    desk.goto(printed(table.room, k="t", g=group_of(table)))
    photograph(desk)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.route("**/files/**", hold)
    desk.get_by_role("link", name="Transcrire maintenant").click()
    frame = desk.get_by_role("region", name="Photo de la feuille")
    image = frame.get_by_role("img")
    expect(image).to_be_visible()
    wait_on(desk, lambda: held, 5, "the picture's being asked for")
    expect(image).not_to_have_class("placed")
    assert within(box(image), box(frame))
    for route in held:
        route.continue_()
    expect(image).to_have_class("placed")
    wait_on(desk, lambda: within(box(image), box(frame)), 5, "the picture in its place")


def test_what_is_no_picture_is_refused_in_one_sentence_and_can_be_forgotten(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Bruno"))
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(printed(table.room, k="t", g=group_of(table)))
    lie: Upload = {"name": "feuille.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload='x()'/>"}
    photograph(page, lie)
    expect(page.get_by_text("ce n’est pas une image JPEG, PNG, WebP ou HEIC")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Oublier cette photo").click()
    expect(page.get_by_role("heading", name="En route")).to_have_count(0)
    assert table.facilitator.of("sheet") == {}


def test_a_picture_that_the_device_cannot_read_is_said_to_be_so(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Bruno"))
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(printed(table.room, k="t", g=group_of(table)))
    # As the browser does for a picture that lies in the cloud, on a weak network.
    page.evaluate(
        "void (File.prototype.arrayBuffer = async () => { throw new DOMException('', 'NotReadableError'); })"
    )
    photograph(page)
    expect(page.get_by_text("« feuille.jpg » n’a pas pu être lue sur cet appareil.")).to_be_visible()
    expect(page.get_by_role("heading", name="En route")).to_have_count(0)
    assert violations(page) == []


def test_a_sheet_whose_table_is_no_more_asks_where_its_words_go(room: OpenRoom, window: OpenWindow) -> None:
    joined = call(room.base, f"/api/rooms/{room.code}/join", {"name": "Amel"})
    page = window(f"/r/{room.code}#t={joined['token']}")
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(printed(room, k="t", n="9", g="g9"))
    expect(page.get_by_text("n’existe plus")).to_be_visible()
    assert violations(page) == []
    assert no_wider_than_the_window(page)


def test_a_page_that_lies_open_from_one_round_to_the_next_files_a_picture_under_the_round_that_runs(
    table: Table, window: OpenWindow
) -> None:
    host = table.facilitator
    host.ask("group.rotate", rounds=2)
    page = window(table.address("Amel"))
    expect(page.get_by_role("link", name="Ma table")).to_be_visible()
    page.goto(f"/r/{table.room.code}/sheet#new&g={group_of(table)}")
    expect(page.get_by_role("heading", name="Photographier une feuille")).to_be_visible()
    host.ask("round.start", round="2")
    given = host.of("assignment")[f"{group_of(table)}:2"]["experience"]
    title = host.of("experience")[str(given)]["title"]
    expect(page.locator(".place-name")).to_contain_text(title["fr"])  # type: ignore[index]
    photograph(page)
    wait_until(lambda: host.of("sheet"))
    (sheet,) = host.of("sheet").values()
    assert (sheet["round"], sheet["experience"]) == ("2", given)
