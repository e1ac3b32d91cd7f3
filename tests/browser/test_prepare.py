"""Preparing a day on screen: the agenda, experiences and texts, the list of people, copies, paper, erasing."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from server.demo.phone import call, fetch
from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations
from tests.house import OpenRoom, wait_until


def console(room: OpenRoom) -> str:
    return f"/r/{room.code}/console#t={room.tokens['facilitator']}"


def prepare(page: Page, part: str = "Déroulé") -> None:
    """Open a part of the preparation, on a page in French."""
    page.get_by_role("tab", name="Préparer").click()
    page.get_by_role("tablist", name="Parties de la préparation").get_by_role("tab", name=part).click()


def titles(page: Page) -> list[str]:
    return page.locator(".composed-title").all_inner_texts()


def test_a_step_goes_down_by_keyboard_and_the_focus_goes_with_it(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room), size="laptop")
    prepare(page)
    down = page.get_by_role("button", name="Descendre « Accueil »")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".composed-title").nth(1)).to_have_text("Accueil")
    expect(down).to_be_focused()
    expect(page.get_by_text("est maintenant en position 2")).to_be_visible()
    assert violations(page) == []


def test_a_step_is_dragged_to_another_place(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room), size="laptop")
    prepare(page)
    slips = page.locator(".composed-slip")
    expect(slips.nth(2)).to_be_visible()
    page.wait_for_timeout(500)  # what makes things draggable loads after them
    slips.nth(0).scroll_into_view_if_needed()
    begin, end = slips.nth(0).bounding_box(), slips.nth(2).bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 60, begin["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 20, steps=12)
    page.mouse.up()
    expect(page.locator(".composed-title").nth(2)).to_have_text("Accueil")


def test_a_step_with_its_questions_is_added_edited_and_deleted(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room))
    prepare(page)
    page.get_by_role("button", name="Ajouter une séquence").click()
    page.get_by_role("group", name="Titre").get_by_label("En français").fill("Un mot pour finir")
    page.get_by_label("Durée en minutes").fill("0")
    expect(page.get_by_text("De 1 à 600 minutes.")).to_be_visible()
    page.get_by_label("Durée en minutes").fill("5")
    question = page.get_by_role("group", name="Question", exact=True)
    question.get_by_label("En français").fill("Que gardez-vous ?")
    page.get_by_label("Réponse attendue").select_option("choice")
    choices = page.get_by_role("group", name="Choix").get_by_label("En français")
    choices.fill("Tout")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_text("Une question à choix en propose deux au moins.")).to_be_visible()
    choices.fill("Tout\nRien\n")
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".composed-title").last).to_have_text("Un mot pour finir")
    desk = room.facilitator()
    steps = json.loads(json.dumps(desk.of("step")))
    [added] = [step for step in steps.values() if step["title"]["fr"] == "Un mot pour finir"]
    [asked] = added["settings"]["prompts"]
    assert [choice["label"]["fr"] for choice in asked["choices"]] == ["Tout", "Rien"]
    # The usual title in English is not what was written in French.
    assert added["title"]["en"] == ""
    page.get_by_role("button", name="Actions sur « Un mot pour finir »").last.click()
    page.get_by_role("menuitem", name="Effacer").click()
    expect(page.locator(".composed-title").last).not_to_have_text("Un mot pour finir")
    # What is added while the day goes on comes next, and the day goes on behind it.
    desk.ask("step.start", step="accueil")
    page.get_by_role("button", name="Ajouter une séquence").click()
    expect(page.get_by_role("heading", name="Nouvelle séquence, après « Accueil »")).to_be_visible()
    page.get_by_role("group", name="Titre").get_by_label("En français").fill("Question éclair")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("button", name="Passer à « Question éclair »")).to_be_visible()
    desk.leave()


def test_r9_two_facilitators_who_change_one_step_keep_what_the_other_changed(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator = room.facilitator()
    step = min(facilitator.of("step").values(), key=lambda step: step["order"])
    page = window(console(room), size="laptop")
    prepare(page)
    agenda = page.get_by_role("tabpanel", name="Déroulé")
    agenda.get_by_role("button", name=f"Actions sur « {step['title']['fr']} »").click()
    page.get_by_role("menuitem", name="Modifier…").click()
    page.get_by_label("Durée en minutes").fill("42")
    page.get_by_role("dialog").get_by_role("checkbox").first.click()
    said = {"fr": "Ce qu’une collègue écrit pendant ce temps.", "en": ""}
    facilitator.ask("step.edit", step=step["id"], instructions=said)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until(lambda: facilitator.of("step")[step["id"]]["minutes"] == 42)
    assert facilitator.of("step")[step["id"]]["instructions"] == said
    # One word says what was done and takes all of it back, and nothing that the colleague did.
    page.get_by_role("status").get_by_role("button", name="Annuler").click()
    wait_until(lambda: facilitator.of("step")[step["id"]]["settings"] == step["settings"])
    taken_back = facilitator.of("step")[step["id"]]
    assert (taken_back["minutes"], taken_back["instructions"]) == (step["minutes"], said)
    facilitator.leave()


def test_what_is_typed_of_a_room_stays_when_a_colleague_changes_something_else(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator = room.facilitator()
    page = window(console(room), size="laptop")
    page.get_by_role("tab", name="Salle").click()
    page.get_by_label("Titre", exact=True).fill("Valence, 6 février")
    facilitator.ask("room.edit", place="Die")
    expect(page.get_by_label("Lieu")).to_have_value("Die")
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Valence, 6 février")
    facilitator.leave()


def test_an_experience_is_added_and_its_dossier_read_as_it_is_written(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Expériences")
    page.get_by_role("button", name="Ajouter une expérience").click()
    page.get_by_role("group", name="Titre").get_by_label("En français").fill("Valence")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    slip = page.locator(".prepared-slip").filter(has=page.get_by_role("heading", name="Valence"))
    expect(slip.get_by_text("à compléter")).to_be_visible()
    slip.get_by_role("button", name="Écrire le dossier").click()
    page.get_by_label("Texte", exact=True).fill("## Le lieu\n\n<script>alert(1)</script>")
    preview = page.get_by_label("Ce que les personnes lisent")
    expect(preview.get_by_role("heading", name="Le lieu")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("Enregistré", exact=True)).to_be_visible()
    assert preview.locator("script").count() == 0
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(slip.get_by_role("button", name="Dossier", exact=True)).to_be_visible()


def test_what_is_typed_last_in_a_text_is_kept_when_one_leaves_at_once(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Textes")
    page.get_by_role("button", name="Ajouter un texte").click()
    page.get_by_role("group", name="Titre").get_by_label("En français").fill("Le cadre de Valence")
    page.get_by_label("Texte", exact=True).fill("Bienvenue.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Le cadre de Valence")).to_be_visible()


def test_r9_two_facilitators_who_write_one_text_lose_nothing_of_each_other(
    room: OpenRoom, window: OpenWindow
) -> None:
    call(
        room.base,
        f"/api/rooms/{room.code}/pages/charte",
        {"title": {"fr": "La charte"}, "markdown": {"fr": "Écoutons."}},
        room.tokens["facilitator"],
        "PUT",
    )
    pages = [window(console(room), size="laptop") for _ in range(2)]
    fields = []
    for page in pages:
        prepare(page, "Textes")
        page.get_by_role("button", name="Modifier « La charte »").click()
        fields.append(page.get_by_label("Texte", exact=True))
    fields[0].fill("Écoutons.\n\nPosons des questions.")
    fields[1].fill("D’abord ceci.\n\nÉcoutons.")
    for field in fields:
        expect(field).to_have_value("D’abord ceci.\n\nÉcoutons.\n\nPosons des questions.")
    fields[0].fill("D’abord ceci.\n\nÉcoutons.")
    expect(fields[1]).to_have_value("D’abord ceci.\n\nÉcoutons.")


def test_the_domains_of_another_place_are_taken_in_their_stead(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Grille")
    before = page.locator(".prepared-slip").all_inner_texts()
    page.get_by_role("button", name="Prendre ces domaines").click()
    page.get_by_role("dialog").get_by_role("button", name="Prendre ces domaines").click()
    expect(page.get_by_text("Les domaines sont ceux de")).to_be_visible()
    assert page.locator(".prepared-slip").all_inner_texts() != before
    # The room adds a row, which comes last and is there to write under; it is taken away as long as nobody did.
    rows = page.locator("ol.prepared .prepared-slip h3")
    page.get_by_role("button", name="Ajouter un prérequis").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("En français").first.fill("La joie d’y être")
    assert violations(page) == []
    dialog.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("« La joie d’y être » est dans la grille.")).to_be_visible()
    expect(rows.last).to_have_text("8. La joie d’y être")
    page.get_by_role("button", name="Actions sur « La joie d’y être »").click()
    page.get_by_role("menuitem", name="Effacer").click()
    expect(rows).to_have_count(7)
    assert violations(page) == []


def test_a_list_is_looked_at_line_by_line_and_a_person_takes_their_place(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = window(console(room))
    prepare(page, "Liste")
    rows = "Nom;Prénom;Rôle;Courriel\nDiallo;Amel;;a@b.fr\nBernard;Luc;astronaute;\n".encode("cp1252")
    page.get_by_label("Choisir une liste").set_input_files(
        [{"name": "attendues.csv", "mimeType": "text/csv", "buffer": rows}]
    )
    expect(page.get_by_text("La salle ne connaît pas ce rôle : « astronaute ».")).to_be_visible()
    expect(page.get_by_text("Colonnes non lues : Courriel")).to_be_visible()
    expect(page.get_by_text("Rôles que la salle connaît :")).to_contain_text("Équipe de la FCSF")
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    page.get_by_role("button", name="Inscrire 1 personne").click()
    expect(page.get_by_role("listitem").filter(has_text="Amel Diallo")).to_be_visible()
    phone = window(f"/r/{room.code}", size="small")
    phone.get_by_label("Votre nom, tel que les autres le liront").fill("amel diallo ")
    phone.get_by_role("button", name="Oui, c’est moi").click()
    expect(phone.get_by_label("Mon nom sur la liste").locator("option:checked")).to_have_text("Amel Diallo")
    expect(phone.get_by_role("button", name="Oui, c’est moi")).to_have_count(0)
    assert violations(phone) == []
    phone.get_by_role("button", name="Entrer").click()
    expect(page.get_by_text("sans appareil pour l’instant")).to_have_count(0)
    # Another laptop goes on with the day, and with its list.
    raw = fetch(room.base, f"/api/rooms/{room.code}/publication.json", room.tokens["facilitator"])
    other = window("/", "small")
    other.get_by_text("Reprendre une journée depuis son archive").click()
    file = other.get_by_label("Archive (JSON)").first
    file.set_input_files([{"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}])
    other.get_by_role("button", name="Reprendre cette journée").click()
    expect(other.get_by_role("alert")).to_contain_text("Cette archive est abîmée")
    assert violations(other) == []
    assert no_wider_than_the_window(other)
    file.set_input_files([{"name": "salle.json", "mimeType": "application/json", "buffer": raw}])
    other.get_by_role("button", name="Reprendre cette journée").click()
    expect(other.get_by_text("La salle est ouverte")).to_be_visible()
    other.goto(f"/r/{other.locator('.big-code').inner_text()}")
    listed = other.get_by_label("Mon nom sur la liste").get_by_role("option", name="Amel Diallo")
    expect(listed).to_have_count(1)


def test_a_phone_whose_place_was_given_back_says_so_and_can_come_in_anew(
    room: OpenRoom, window: OpenWindow
) -> None:
    console_of = room.facilitator()
    console_of.ask("participant.add", participant="p-amel", name="Amel Diallo")
    phone = window(f"/r/{room.code}")
    phone.get_by_label("Mon nom sur la liste").select_option(label="Amel Diallo")
    phone.get_by_role("button", name="Entrer").click()
    expect(phone.get_by_role("heading", name="Bienvenue, Amel Diallo")).to_be_visible()
    page = window(console(room))
    page.get_by_role("tab", name="Personnes").click()
    page.get_by_role("button", name="Actions sur Amel Diallo").click()
    page.get_by_role("menuitem", name="Modifier").click()
    page.get_by_text("Ses appareils, ses données").click()
    page.get_by_role("button", name="Rendre sa place…").click()
    page.get_by_role("button", name="Rendre la place").click()
    expect(phone.get_by_text("Ce lien n’ouvre plus cette salle.")).to_be_visible()
    assert violations(phone) == []
    assert no_wider_than_the_window(phone)
    phone.get_by_role("button", name="Entrer de nouveau").click()
    expect(phone.get_by_label("Mon nom sur la liste")).to_be_visible()
    console_of.leave()


def test_a_list_that_names_no_column_is_refused_in_one_sentence(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Liste")
    page.get_by_label("Choisir une liste").set_input_files(
        [{"name": "l.csv", "mimeType": "text/csv", "buffer": b"1;2\n3;4\n"}]
    )
    expect(page.locator(".prepare .error")).to_be_visible()
    desk = room.facilitator()
    assert desk.of("participant").keys() == {room.host}
    desk.leave()


def test_the_paper_of_the_day_is_one_pdf(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Papier et copies")
    assert violations(page) == []
    with page.expect_download(timeout=30_000) as waiting:
        page.get_by_role("button", name="Télécharger le PDF").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def test_a_format_goes_out_as_a_file_and_opens_a_room(
    room: OpenRoom, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Papier et copies")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le format").click()
    kept = tmp_path / "format.zip"
    waiting.value.save_as(kept)
    home = window("/")
    home.get_by_label("Ouvrir depuis un fichier de format").set_input_files(kept)
    expect(home.get_by_text("Format :")).to_be_visible()
    assert violations(home) == []
    home.get_by_label("Titre", exact=True).fill("La même, ailleurs")
    home.get_by_role("button", name="Ouvrir la salle").click()
    expect(home.get_by_role("heading", name="La salle est ouverte")).to_be_visible()


def test_a_room_is_duplicated_and_its_copy_opened(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room), size="laptop")
    prepare(page, "Papier et copies")
    page.get_by_label("Titre de la nouvelle salle").fill("Valence, l’an prochain")
    page.get_by_role("button", name="Dupliquer").click()
    page.get_by_role("link", name="Aller à sa console").click()
    expect(page.get_by_role("heading", name="Valence, l’an prochain")).to_be_visible()


def test_a_room_is_erased_only_by_whoever_types_its_code(room: OpenRoom, window: OpenWindow) -> None:
    page = window(console(room))
    prepare(page, "Papier et copies")
    expect(page.get_by_text(re.compile("Effacée le "))).to_be_visible()
    page.get_by_role("button", name="Effacer maintenant").click()
    go = page.get_by_role("button", name="Effacer pour toujours")
    expect(go).to_be_disabled()
    assert violations(page) == []
    page.get_by_label("Pour confirmer").fill(room.code.lower())
    go.click()
    expect(page.get_by_role("heading", name="Récolte")).to_be_visible()
    stranger = window(f"/r/{room.code}")
    expect(stranger.get_by_role("alert")).to_be_visible()


def test_a_pdf_is_attached_to_a_dossier_and_a_link_in_it_opens_beside_the_room(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator = room.facilitator()
    experience = facilitator.of("experience")["drome"]
    wide = "\n".join(f"| {' | '.join([cell] * 9)} |" for cell in ("Partenaires", "---", "Sociolinguistique"))
    said = "Lire [la charte](https://example.org/charte).\n\n<script>alert(1)</script>"
    markdown = {"fr": f"{said}\n\n{wide}"}
    call(
        room.base,
        f"/api/rooms/{room.code}/pages/{experience['page']}",
        {"title": {"fr": "Drôme"}, "markdown": markdown, "experience": "drome"},
        room.tokens["facilitator"],
        "PUT",
    )
    page = window(console(room), size="laptop")
    prepare(page, "Expériences")
    slip = page.locator(".prepared-slip").filter(has_text="Drôme")
    slip.get_by_role("button", name="Dossier", exact=True).click()
    field = page.get_by_label("Joindre un PDF")
    field.set_input_files({"name": "note.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    expect(page.get_by_text("n’est pas un PDF entier")).to_be_visible()
    whole = b"%PDF-1.7\n" + bytes(1_200_000) + b"%%EOF\n"
    field.set_input_files({"name": "convention.pdf", "mimeType": "application/pdf", "buffer": whole})
    expect(page.get_by_role("button", name="Retirer « convention.pdf »")).to_be_visible()
    assert violations(page) == []
    facilitator.ask("group.balance", count=1)
    group = next(iter(facilitator.of("group")))
    facilitator.ask("group.give", group=group, experience="drome")
    person, token = room.join("Amel")
    facilitator.ask("group.assign", participant=person, group=group)
    phone = window(f"/r/{room.code}#t={token}")
    phone.get_by_role("link", name="Ma table").click()
    phone.get_by_role("button", name="Le dossier").click()
    expect(phone.get_by_role("link", name="la charte")).to_have_attribute("target", "_blank")
    assert phone.locator(".reading script").count() == 0
    within = "table => table.getBoundingClientRect().right <= innerWidth && getComputedStyle(table).overflowX"
    assert phone.locator(".reading table").evaluate(within) == "auto"
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="convention.pdf").click()
    assert Path(saved.value.path()).read_bytes() == whole
    assert violations(phone) == []
    assert no_wider_than_the_window(phone)
    facilitator.leave()


def test_a_place_that_somebody_else_took_is_given_back_from_the_list_of_people(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator = room.facilitator()
    facilitator.ask("participant.enlist", people=[{"participant": "odile", "name": "Odile Martin"}])
    room.join("Un farceur", participant="odile")
    facilitator.leave()
    page = window(console(room), size="laptop")
    page.get_by_role("tab", name="Personnes").click()
    line = page.locator(".person-line", has_text="Un farceur")
    expect(line).to_contain_text("de la liste : Odile Martin")
    line.get_by_role("button", name="Actions sur Un farceur").click()
    page.get_by_role("menuitem", name="Modifier…").click()
    page.get_by_text("Ses appareils, ses données").click()
    page.get_by_role("button", name="Rendre sa place…").click()
    expect(page.get_by_text("« Odile Martin » revient sur la liste")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Rendre la place").click()
    expect(page.get_by_text("La place de Odile Martin est de nouveau à prendre.")).to_be_visible()
    join = window(f"/r/{room.code}")
    expect(
        join.get_by_label("Mon nom sur la liste").get_by_role("option", name="Odile Martin")
    ).to_be_attached()


def test_the_link_of_who_facilitates_with_one_ends_from_their_sheet_in_a_closed_room_too(
    room: OpenRoom, window: OpenWindow
) -> None:
    token = room.tokens["facilitator"]
    invite = {"seat": "facilitator", "name": "Corinne"}
    given = call(room.base, f"/api/rooms/{room.code}/invite", invite, token)
    facilitator = room.facilitator()
    facilitator.ask("room.close")
    facilitator.leave()
    theirs = window(f"/r/{room.code}/console#t={given['token']}", size="laptop")
    expect(theirs.get_by_role("tab", name="Personnes")).to_be_visible()
    page = window(console(room), size="laptop")
    page.get_by_role("tab", name="Personnes").click()
    page.get_by_role("button", name="Actions sur Corinne").click()
    page.get_by_role("menuitem", name="Modifier…").click()
    page.get_by_text("Ses appareils, ses données").click()
    page.get_by_role("button", name="Arrêter ses liens…").click()
    expect(page.get_by_text("le lien que vous lui avez donné")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Arrêter ses liens", exact=True).click()
    expect(page.get_by_text("Les liens de Corinne n’ouvrent plus rien.")).to_be_visible()
    expect(theirs.get_by_text("Ce lien n’ouvre plus cette salle.")).to_be_visible()
    # Who only looks by a link that ended sees no more of the room, without asking for the page again.
    for seat, place in (("reader", "/publication"), ("screen", "/screen")):
        looking = window(f"/r/{room.code}{place}#t={room.tokens[seat]}", size="laptop")
        expect(looking.get_by_text("Essai").first).to_be_visible()
        call(room.base, f"/api/rooms/{room.code}/links/{seat}", None, token, "DELETE")
        expect(looking.get_by_text("Ce lien n’ouvre plus cette salle.")).to_be_visible()
        expect(looking.get_by_text("Essai")).to_have_count(0)
