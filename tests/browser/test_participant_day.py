"""The other activities of a day on people's phones: answers, domains, lessons, comments, proposals."""

from playwright.sync_api import expect

from tests.browser.tables import STEP, Table, act_on, card
from tests.browser.windows import OpenWindow, no_wider_than_the_window
from tests.house import OpenRoom, wait_until

LONG = "prenom.nom@federation-des-centres-sociaux.exemple.org"


def test_cards_are_tagged_with_domains_by_one_tap_each(table: Table, window: OpenWindow) -> None:
    table.write("Une carte sans domaine.")
    table.facilitator.ask("step.start", step="domaines")
    page = window(table.address("Amel"))
    expect(page.get_by_text("1 carte sans domaine")).to_be_visible()
    card(page, "Une carte sans domaine.").get_by_role("button", name="Sociétal").click()
    expect(page.get_by_text("Toutes les cartes ont leur domaine.")).to_be_visible()
    wait_until(lambda: table.facilitator.of("card")["c1"]["domains"] == ["societal"])


def test_a_table_keeps_to_its_three_lessons_or_two_cards_and_may_start_one_from_a_card(
    table: Table, window: OpenWindow
) -> None:
    table.write("Il faut deux ans.")
    table.facilitator.ask("step.start", step="finaliser")
    page = window(table.address("Amel"))
    page.get_by_role("button", name="Repartir d’une carte").click()
    page.get_by_role("button", name="Prendre ce texte").click()
    expect(page.get_by_label("Une leçon")).to_have_value("Il faut deux ans.")
    # The same card again, below what was begun meanwhile.
    page.get_by_label("Une leçon").fill("Au moins : ")
    page.get_by_role("button", name="Repartir d’une carte").click()
    page.get_by_role("button", name="Prendre ce texte").click()
    expect(page.get_by_label("Une leçon")).to_have_value("Au moins :\nIl faut deux ans.")
    for text in ("Prévoir deux ans.", "Associer les habitant·es.", "Décider avec."):
        page.get_by_label("Une leçon").fill(text)
        page.get_by_role("button", name="Ajouter cette leçon").click()
    expect(page.get_by_text("Vos 3 leçons sont écrites.")).to_be_visible()
    expect(page.get_by_label("Une leçon")).to_have_count(0)
    act_on(page, "Décider avec.", "Retirer")
    page.get_by_label("Une leçon").fill("Celle que j’écris")
    bruno = table.phone("Bruno")
    (given,) = table.facilitator.of("assignment").values()
    sheet = {"step": "finaliser", "group": given["group"], "experience": given["experience"]}
    bruno.ask("card.write", card="c9", kind="enseignement", text="La dernière.", **sheet)
    expect(page.get_by_text("Vos 3 leçons sont écrites.")).to_be_visible()
    expect(page.get_by_label("Une leçon")).to_have_value("Celle que j’écris")
    expect(page.get_by_role("button", name="Ajouter cette leçon")).to_be_disabled()
    bruno.ask("card.withdraw", card="c9")
    page.get_by_role("button", name="Ajouter cette leçon").click()
    wait_until(lambda: "Celle que j’écris" in table.cards())
    bruno.leave()
    # Another step may have its limit too: it is said before a card is refused, and what was begun stays.
    table.facilitator.ask("step.set", step=STEP, settings={"mode": "criteria", "limit": 2})
    table.facilitator.ask("step.reopen", step=STEP)
    page.get_by_label("Écrire une carte").fill("Une de plus.")
    table.write("La seconde.", card="c2")
    full = page.get_by_text("Votre table a écrit les 2 cartes de cette séquence.")
    expect(full).to_be_visible()
    expect(page.get_by_label("Écrire une carte")).to_have_value("Une de plus.")
    expect(page.get_by_role("button", name="Poser la carte")).to_be_disabled()
    table.facilitator.ask("card.withdraw", card="c2")
    page.get_by_role("button", name="Poser la carte").click()
    expect(page.get_by_label("Écrire une carte")).to_have_count(0)
    expect(full).to_be_visible()


def test_an_answer_joins_the_wall_without_a_name_and_can_be_changed(table: Table, window: OpenWindow) -> None:
    table.facilitator.ask("step.start", step="accueil")
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    amel.get_by_label("Votre réponse, en une ligne").fill("Comprendre la différence.")
    amel.get_by_role("button", name="Envoyer").click()
    said = bruno.locator(".wall li").filter(has_text="Comprendre la différence.")
    expect(said).to_be_visible()
    amel.get_by_role("button", name="Changer ma réponse").click()
    amel.get_by_label("Votre réponse, en une ligne").fill("Comprendre, enfin.")
    amel.get_by_role("button", name="Envoyer").click()
    expect(bruno.locator(".wall li").filter(has_text="Comprendre, enfin.")).to_be_visible()
    expect(said).to_have_count(0)


def test_an_answer_that_is_being_changed_outlives_a_look_at_another_page_and_a_reload(
    table: Table, window: OpenWindow
) -> None:
    table.facilitator.ask("step.start", step="accueil")
    amel = window(table.address("Amel"))
    field = amel.get_by_label("Votre réponse, en une ligne")
    again = amel.get_by_role("button", name="Changer ma réponse")
    field.fill("Comprendre.")
    amel.get_by_role("button", name="Envoyer").click()
    again.click()
    expect(field).to_have_value("Comprendre.")
    field.fill("Comprendre, et faire autrement.")
    amel.get_by_role("link", name="Ma table").click()
    amel.locator("a[href='#now']").click()
    again.click()
    expect(field).to_have_value("Comprendre, et faire autrement.")
    amel.wait_for_timeout(400)  # drafts go to the disk a quarter of a second after the last key
    amel.reload()
    again.click()
    expect(field).to_have_value("Comprendre, et faire autrement.")


def test_an_answer_is_said_to_wait_where_there_is_no_network_and_reading_goes_on_from_it(
    table: Table, window: OpenWindow
) -> None:
    table.facilitator.ask("step.start", step="accueil")
    amel = window(table.address("Amel"))
    field = amel.get_by_label("Votre réponse, en une ligne")
    field.fill("Comprendre.")
    amel.context.set_offline(True)
    expect(amel.get_by_text("Pas de réseau")).to_be_visible(timeout=15_000)
    field.press("Control+Enter")
    waits = amel.get_by_text("Réponse gardée sur cet appareil")
    expect(waits).to_be_focused()
    amel.keyboard.press("Tab")
    expect(amel.get_by_role("button", name="Changer ma réponse")).to_be_focused()
    amel.context.set_offline(False)
    expect(amel.get_by_text("Réponse envoyée. Elle s’affiche sans votre nom.")).to_be_visible(timeout=15_000)
    expect(waits).to_have_count(0)
    amel.keyboard.press("Enter")
    expect(field).to_be_focused()
    field.press("Control+Enter")
    table.facilitator.ask("step.start", step="pourquoi-maintenant")
    amel.get_by_role("checkbox").first.check()
    amel.get_by_role("button", name="Envoyer").press("Enter")
    expect(amel.get_by_text("Réponse envoyée. Elle s’affiche sans votre nom.")).to_be_focused()
    amel.get_by_role("button", name="Changer ma réponse").press("Enter")
    expect(amel.get_by_role("checkbox").first).to_be_focused()


def test_a_new_step_is_said_aloud_begins_at_its_top_and_tells_where_a_begun_text_is(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    table.facilitator.ask("step.start", step="decouvrir")
    page.get_by_role("tab", name="Nos notes").click()
    page.get_by_label("Écrire une carte").fill("Une note que je")
    table.facilitator.ask("step.start", step="decortiquer")
    page.get_by_role("status").get_by_role("button", name="Ma table").click()
    expect(page.get_by_label("Écrire une carte")).to_have_value("Une note que je")
    page.get_by_label("Écrire une carte").fill("")
    page.get_by_role("link", name="En cours").click()
    page.get_by_label("Écrire une carte").fill("Une phrase que je")
    page.get_by_role("button", name="Lever la main").scroll_into_view_if_needed()
    table.facilitator.ask("step.start", step="accueil")
    expect(page.get_by_role("status").filter(has_text="La salle passe à : Accueil")).to_contain_text(
        "Le texte que vous aviez commencé vous attend dans « Ma table »"
    )
    expect(page.locator("main")).to_be_focused()
    wait_until(lambda: page.evaluate("scrollY") == 0)
    page.get_by_label("Votre réponse, en une ligne").fill("Une réponse que je")
    table.facilitator.ask("step.start", step="pause-matin")
    expect(page.get_by_role("status").filter(has_text="La salle passe à : Pause")).to_contain_text(
        "dans « Accueil"
    )
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.get_by_text("Copié")).to_be_visible()
    table.facilitator.ask("step.start", step="histoire")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("p.unseen[role=status]").filter(has_text="La salle passe à")).to_have_count(1)
    page.get_by_label("Poser une question").fill("Et depuis quand ?")
    table.facilitator.ask("step.finish")
    expect(
        page.get_by_role("status").filter(has_text="Séquence terminée : D’où viennent ces notions ? Le texte")
    ).to_contain_text("gardé sur cet appareil")
    table.facilitator.ask("step.start", step="exposition")
    expect(page.get_by_text("Pas encore de fiche à lire")).to_be_visible()
    table.facilitator.ask("step.start", step="projection")
    page.get_by_label("Proposer").first.fill("Demandons une")
    table.facilitator.ask("step.start", step="pause-apres-midi")
    expect(page.get_by_role("status").filter(has_text="La salle passe à : Pause")).to_contain_text(
        "dans « Projection"
    )
    page.get_by_role("link", name="Ma table").click()
    expect(page.get_by_label("Écrire une carte")).to_have_value("Une phrase que je")
    table.facilitator.ask("room.close")
    expect(page.get_by_role("status").filter(has_text="La salle est fermée")).to_contain_text(
        "se copie dans « En cours »"
    )
    page.get_by_role("link", name="En cours").click()
    begun = page.locator("section").filter(has_text="Ce que vous n’avez pas envoyé").locator("p.pre")
    expect(begun).to_have_text(
        ["Une phrase que je", "Une réponse que je", "Et depuis quand ?", "Demandons une"]
    )


def test_a_page_whose_letters_are_twice_as_large_stays_within_the_window(
    table: Table, window: OpenWindow
) -> None:
    host = table.facilitator
    page = window(table.address("Amel"))
    expect(page.get_by_label("Écrire une carte")).to_be_visible()

    def fits(*steps: str) -> None:
        for step in steps:
            title = host.of("step")[step]["title"]
            host.ask("step.start", step=step)
            expect(page.get_by_role("heading", level=1, name=title["fr"])).to_be_visible()  # type: ignore[index]
            assert no_wider_than_the_window(page), step

    # A word without a break in it, such as an address, stays within it at any size.
    host.ask("group.assign", participant=table.room.join(LONG)[0], group="g1")
    host.ask("proposal.write", proposal="p1", kind="politique", text="Partager.")
    host.ask("commitment.make", commitment="m1", proposal="p1", who=LONG, what=LONG)
    bruno = table.phone("Bruno")
    bruno.ask("answer.give", step="cloture", prompt="mot", text=LONG)
    bruno.leave()
    fits("accueil", "consignes", "projection", "cloture")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits("decortiquer", "pourquoi-maintenant", "decouvrir", "domaines", "projection")
    page.get_by_role("link", name="Ma table").click()
    page.get_by_role("button", name="Prendre la plume").click()
    expect(page.get_by_role("button", name="Une personne de plus")).to_be_visible()
    assert no_wider_than_the_window(page)
    page.get_by_role("link", name="En cours").click()
    host.ask("vote.open", on="proposals", how="agreement")
    expect(page.get_by_role("button", name="Voter")).to_be_visible()
    assert no_wider_than_the_window(page)
    console = f"/r/{table.room.code}/console#t={table.room.tokens['facilitator']}"
    for address, part in (("/", ".format"), (console, ".console-now")):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        expect(page.locator(part).first).to_be_visible()
        assert no_wider_than_the_window(page)


def test_who_is_moved_to_another_table_is_told_so_and_that_what_they_had_begun_came_along(
    table: Table, window: OpenWindow
) -> None:
    host, (amel, _) = table.facilitator, table.people["Amel"]
    host.ask("group.add", group="g9", name="Table 9")
    host.ask("group.give", group="g9", experience="drome")
    page = window(table.address("Amel"))
    page.get_by_label("Écrire une carte").fill("Chez nous, il a fallu")
    host.ask("group.assign", participant=amel, group="g9")
    said = page.get_by_role("status").filter(has_text="Vous êtes maintenant ici : Table 9, Drôme.")
    expect(said).to_contain_text("Le texte que vous aviez commencé vous a suivi")
    expect(page.locator("main")).to_be_focused()
    expect(page.get_by_label("Écrire une carte")).to_have_value("Chez nous, il a fallu")
    host.ask("group.give", group="g9", experience="poitiers")
    expect(
        page.get_by_role("status").filter(has_text="Vous êtes maintenant ici : Table 9, Poitiers.")
    ).to_be_visible()
    host.ask("group.assign", participant=amel, group=None)
    gone = page.get_by_role("status").filter(has_text="Vous n’avez plus de table")
    expect(gone).to_contain_text("Le texte que vous aviez commencé est gardé")
    host.ask("group.assign", participant=amel, group="g1")
    back = page.get_by_role("status").filter(has_text="Vous êtes maintenant ici : Table 1")
    expect(back).to_contain_text("Le texte que vous aviez commencé vous a suivi")


def test_how_much_is_left_to_write_is_said_aloud_once_one_stops_and_not_with_each_letter(
    table: Table, window: OpenWindow
) -> None:
    table.facilitator.ask("step.start", step="accueil")
    page = window(table.address("Amel"))
    field = page.get_by_label("Votre réponse, en une ligne")
    field.fill("x" * 270)
    expect(page.locator(".count")).to_have_text("encore 30 caractères")
    assert page.locator(".count").get_attribute("role") is None
    field.press("x")
    expect(page.get_by_role("status").filter(has_text="encore 29 caractères")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="personnes")).to_have_count(0)


def test_a_choice_is_counted_for_everybody(table: Table, window: OpenWindow) -> None:
    table.facilitator.ask("step.start", step="pourquoi-maintenant")
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    amel.get_by_role("checkbox", name="Un enjeu démocratique").check()
    amel.get_by_label("Pourquoi, en une phrase").fill("Parce que cela se décide ici.")
    # A look at another page takes neither the choice nor its reason.
    amel.get_by_role("link", name="Ma table").click()
    amel.get_by_role("link", name="En cours").click()
    expect(amel.get_by_role("checkbox", name="Un enjeu démocratique")).to_be_checked()
    amel.get_by_role("button", name="Envoyer").click()
    expect(bruno.locator(".bar-line").filter(has_text="Un enjeu démocratique")).to_contain_text("1 voix")
    expect(bruno.locator(".wall")).to_contain_text("Parce que cela se décide ici.")


def test_a_comment_on_another_tables_card_reaches_that_table(room: OpenRoom, window: OpenWindow) -> None:
    table = Table(room, ["Amel", "Bruno"])
    table.facilitator.ask("group.balance", count=2)
    amel = table.phone("Amel")
    group = str(amel.of("participant")[str(amel.me["participant"])]["group"])
    experience = amel.of("assignment")[f"{group}:1"]["experience"]
    amel.ask("card.write", card="c1", step=STEP, group=group, experience=experience, criterion="temps",
             kind="constat", text="Deux ans de travail.")  # fmt: skip
    table.facilitator.ask("step.start", step="exposition")
    reader, author = window(table.address("Bruno")), window(table.address("Amel"))
    reader.locator(".sheet-choice").click()
    reader.locator("summary").filter(has_text="S’inscrire dans le temps").click()
    reader.get_by_role("button", name="Commenter").click()
    word = reader.get_by_label("Commenter cette carte")
    expect(word).to_be_focused()
    word.fill("Avec quels moyens ?")
    reader.wait_for_timeout(400)  # drafts go to the disk a quarter of a second after the last key
    reader.reload()
    # Who was told that it waits finds the sheet, and it lies open there.
    expect(reader.locator(".sheet-choice")).to_contain_text("un mot commencé")
    reader.locator(".sheet-choice").click()
    expect(word).to_be_visible()
    expect(word).to_have_value("Avec quels moyens ?")
    reader.get_by_role("button", name="Laisser ce mot").click()
    expect(reader.get_by_role("button", name="Commenter")).to_be_focused()
    expect(card(author, "Avec quels moyens ?")).to_contain_text("Bruno")
    for phone in (amel, table.facilitator):
        phone.leave()


def test_a_sheet_opens_at_its_title_and_going_back_returns_to_its_line(
    room: OpenRoom, window: OpenWindow
) -> None:
    table = Table(room, [f"Personne {number}" for number in range(12)])
    table.facilitator.ask("group.balance", count=6)
    for number, (key, given) in enumerate(table.facilitator.of("assignment").items()):
        group = key.partition(":")[0]
        table.facilitator.ask("card.write", card=f"c{number}", step=STEP, group=group, kind="constat",
                              experience=given["experience"], criterion="temps", text="Un constat.")  # fmt: skip
    table.facilitator.ask("step.start", step="exposition")
    page = window(table.address("Personne 0"))
    choice = page.locator(".sheet-choice").last
    choice.click()
    title = page.locator(".one-sheet h2")
    expect(title).to_be_focused()
    head, box = page.locator(".person-top").bounding_box(), title.bounding_box()
    assert head
    assert box
    assert head["y"] + head["height"] <= box["y"] < 200
    page.get_by_role("button", name="Toutes les fiches").click()
    expect(choice).to_be_focused()
    expect(choice).to_be_in_viewport()
    table.facilitator.leave()


def test_a_proposal_is_made_and_somebody_commits_to_it(table: Table, window: OpenWindow) -> None:
    table.facilitator.ask("step.start", step="projection")
    amel, bruno = window(table.address("Amel")), window(table.address("Bruno"))
    amel.get_by_label("Proposer").first.fill("Compter le temps d’évaluation.")
    amel.get_by_role("button", name="Proposer à la salle").click()
    proposal = card(bruno, "Compter le temps d’évaluation.")
    proposal.get_by_role("button", name="Je m’engage").click()
    bruno.get_by_label("Fait quoi").fill("Écrire une clause type")
    bruno.get_by_role("button", name="Prendre cet engagement").click()
    expect(card(amel, "Compter le temps d’évaluation.")).to_contain_text("Écrire une clause type")
    # One tap takes it back, and another brings it back again.
    proposal.get_by_role("button", name="Retirer – Écrire une clause type").click()
    expect(card(amel, "Compter le temps d’évaluation.")).not_to_contain_text("Écrire une clause type")
    bruno.locator(".toast").get_by_role("button", name="Annuler").click()
    expect(card(amel, "Compter le temps d’évaluation.")).to_contain_text("Écrire une clause type")


def test_an_engagement_and_a_proposals_edit_that_a_touch_beside_them_closes_wait_to_be_finished(
    table: Table, window: OpenWindow
) -> None:
    table.facilitator.ask("step.start", step="projection")
    page = window(table.address("Amel"))
    page.get_by_label("Proposer").first.fill("Compter le temps d’évaluation.")
    page.get_by_role("button", name="Proposer à la salle").click()
    page.get_by_role("button", name="Je m’engage").click()
    page.get_by_label("Fait quoi").fill("Écrire une clause type")
    page.mouse.click(3, 3)
    page.get_by_role("button", name="Je m’engage").click()
    expect(page.get_by_label("Fait quoi")).to_have_value("Écrire une clause type")
    page.keyboard.press("Escape")
    act_on(page, "Compter le temps", "Modifier")
    field = page.get_by_role("dialog").get_by_label("Proposer")
    field.fill("Compter et payer le temps d’évaluation.")
    page.mouse.click(3, 3)
    expect(page.get_by_text("Votre changement n’est pas enregistré")).to_be_visible()
    act_on(page, "Compter le temps", "Modifier")
    expect(field).to_have_value("Compter et payer le temps d’évaluation.")


def test_a_commitment_and_a_correction_that_the_end_of_the_step_cut_short_are_there_again(
    table: Table, window: OpenWindow
) -> None:
    table.facilitator.ask("step.start", step="projection")
    page = window(table.address("Amel"))
    page.get_by_label("Proposer").first.fill("Compter le temps.")
    page.get_by_role("button", name="Proposer à la salle").click()
    proposal = card(page, "Compter le temps.")
    proposal.get_by_role("button", name="Je m’engage").click()
    page.get_by_label("Fait quoi").fill("Écrire une clause")
    page.get_by_label("Pour quand").fill("2027-03-01")
    table.facilitator.ask("step.start", step="cloture")
    expect(page.get_by_role("dialog")).to_have_count(0)
    table.facilitator.ask("step.reopen", step="projection")
    proposal.get_by_role("button", name="Je m’engage").click()
    expect(page.get_by_label("Fait quoi")).to_have_value("Écrire une clause")
    expect(page.get_by_label("Pour quand")).to_have_value("2027-03-01")
    page.get_by_role("button", name="Prendre cet engagement").click()
    expect(proposal).to_contain_text("Écrire une clause")
    commitment = proposal.locator(".commitment")
    commitment.get_by_role("button", name="Retirer").click()
    expect(commitment).to_have_count(0)
    page.get_by_role("button", name="Annuler", exact=True).click()
    commitment.get_by_role("button", name="Modifier").click()
    page.get_by_label("Fait quoi").fill("Écrire deux clauses")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(commitment).to_have_text("Amel : Écrire deux clauses (pour le lundi 1er mars 2027)")
    act_on(page, "Compter le temps.", "Modifier")
    page.get_by_role("dialog").get_by_label("Proposer").fill("Compter et dire le temps.")
    table.facilitator.ask("step.start", step="cloture")
    expect(page.get_by_role("dialog")).to_have_count(0)
    table.facilitator.ask("step.reopen", step="projection")
    act_on(page, "Compter le temps.", "Modifier")
    expect(page.get_by_role("dialog").get_by_label("Proposer")).to_have_value("Compter et dire le temps.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(card(page, "Compter et dire le temps.")).to_be_visible()
    card(page, "Compter et dire le temps.").get_by_role("button", name="Je m’engage").click()
    expect(page.get_by_label("Fait quoi")).to_have_value("")


def test_the_table_says_that_it_is_ready_and_can_think_again(table: Table, window: OpenWindow) -> None:
    page = window(table.address("Amel"))
    page.get_by_role("button", name="Nous sommes prêt·e·s").click()
    expect(page.get_by_text("Votre table est prête")).to_be_visible()
    wait_until(lambda: len(table.facilitator.of("ready")) == 1)
    page.get_by_role("button", name="Pas encore, finalement").click()
    wait_until(lambda: len(table.facilitator.of("ready")) == 0)
