"""Gathering days from the home page, and the appraisal that closes one, as people do it."""

from playwright.sync_api import expect

from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations
from tests.house import OpenRoom, Server


def test_two_rooms_are_gathered_by_their_links_and_read_side_by_side(
    hall: Server, window: OpenWindow
) -> None:
    rooms = [hall.open_room(title=title) for title in ("Lyon", "Brest")]
    for room in rooms:
        host = room.facilitator()
        host.ask(
            "card.write", card=f"c-{room.code}", kind="constat", text=f"De {room.code}", criterion="temps"
        )
        host.leave()
    page = window("/", "phone")
    page.get_by_text("Réunir plusieurs journées").click()
    page.get_by_label("Liens de console d’autres salles").fill(
        "\n".join(room.links["console"] for room in rooms)
    )
    # The first of the list gives its grid: rooms and links are read before archives.
    labels = page.locator(".gather label").all_text_contents()
    assert labels.index("Liens de console d’autres salles") < labels.index("Archives (JSON)")
    page.get_by_label("Titre de la synthèse").fill("Deux journées")
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    page.get_by_role("button", name="Réunir", exact=True).click()
    expect(page.get_by_text("La salle est ouverte")).to_be_visible()
    page.get_by_role("link", name="Animer la journée").click()
    expect(page.locator(".console")).to_be_visible()
    page.goto(page.url.replace("/console", "/reading"))
    page.get_by_role("tab", name="Salles").click()
    expect(page.locator(".matrix thead")).to_contain_text("Brest")
    expect(page.locator(".findings")).to_contain_text("Personne n’a parlé de « Accessible et utile ».")
    assert violations(page) == []


def test_a_link_that_opens_no_console_is_said_in_one_sentence(hall: Server, window: OpenWindow) -> None:
    room = hall.open_room(title="Lyon")
    page = window("/", "laptop")
    page.get_by_text("Réunir plusieurs journées").click()
    links = f"{room.links['console']}\n{room.links['reader']}"
    page.get_by_label("Liens de console d’autres salles").fill(links)
    page.get_by_label("Titre de la synthèse").fill("Deux journées")
    page.get_by_role("button", name="Réunir", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Ce lien n’ouvre aucune console d’ici")
    expect(page.get_by_label("Titre de la synthèse")).to_have_value("Deux journées")


def test_the_day_is_appraised_without_names_and_published_only_if_the_facilitator_wants(
    room: OpenRoom, window: OpenWindow
) -> None:
    host = room.facilitator()
    _, token = room.join("Amel")
    host.ask("step.start", step="cloture")
    phone = window(f"/r/{room.code}#t={token}")
    form = phone.locator(".prompt", has_text="garder, ou changer")
    form.get_by_role("textbox").fill("Plus de temps")
    form.get_by_role("button", name="Envoyer").click()
    expect(form).to_contain_text("Réponse envoyée, sans votre nom.")
    assert violations(phone) == []
    other = window(f"/r/{room.code}#t={room.join('Bruno')[1]}")
    expect(other.locator(".prompt", has_text="garder, ou changer")).to_be_visible()
    expect(other.get_by_text("Plus de temps")).to_have_count(0)
    console = window(f"/r/{room.code}/console#t={room.tokens['facilitator']}", "laptop")
    console.get_by_role("tab", name="Votes").click()
    expect(console.get_by_text("Plus de temps")).to_be_visible()
    console.get_by_label("Le joindre à la publication, en annexe").check()
    host.leave()
    expect(console.get_by_text("Bilan : publication changée.")).to_be_visible()
