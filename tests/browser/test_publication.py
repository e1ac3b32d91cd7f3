"""The publication on its page: put together, previewed, taken away and shared, by mouse, finger and keyboard."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.demo.phone import Phone, call
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, violations
from tests.house import OpenRoom, wait_until


def opened(room: OpenRoom, window: OpenWindow, size: Size = "laptop") -> Page:
    """Open the publication as the facilitator who came by the console."""
    page = window(f"/r/{room.code}/console#t={room.tokens['facilitator']}", size=size)
    expect(page.get_by_role("tab").first).to_be_visible()
    page.goto(f"/r/{room.code}/publication")
    expect(page.get_by_role("tab", name="Composer")).to_be_visible()
    return page


def preview(page: Page, text: str) -> None:
    """Wait until the preview shows a text."""
    expect(page.frame_locator(".preview-frame").get_by_text(text).first).to_be_attached(timeout=60_000)


def menu(page: Page, name: str, item: str) -> None:
    """Pick from a menu by keyboard, whatever a passing message lies over."""
    page.get_by_role("button", name=f"Actions sur « {name} »").first.press("Enter")
    page.get_by_role("menuitem", name=item).press("Enter")


OWN = {"section": "own-1", "language": "fr"}


def section_of_ones_own(room: OpenRoom, window: OpenWindow) -> tuple[Phone, Page]:
    """Give who added a section, and another facilitator's page on which it is being edited."""
    host = room.facilitator()
    host.ask("edition.add", **OWN, title="Merci")
    host.ask("edition.text", **OWN, text="Nous étions vingt.")
    page = opened(room, window)
    menu(page, "Merci", "Modifier le titre et le texte")
    return host, page


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_a_section_of_ones_own_is_added_written_in_markdown_moved_and_left_out(
    room: OpenRoom, window: OpenWindow, size: Size
) -> None:
    page = opened(room, window, size)
    page.get_by_role("button", name="Ajouter une section").first.click()
    page.get_by_label("Titre").fill("Nos partenaires")
    page.get_by_role("dialog").get_by_role("button", name="Ajouter une section").click()
    page.get_by_label("Texte").fill("La **Fondation** et la Ville.")
    expect(page.get_by_role("region", name="Ce qui sera lu").locator("strong")).to_have_text("Fondation")
    assert violations(page) == []
    page.get_by_role("button", name="Enregistrer").click()
    preview(page, "et la Ville.")
    up = page.get_by_role("button", name="Monter « Nos partenaires »")
    titles = page.locator(".composed-title")
    last = titles.count() - 1
    expect(titles.nth(last)).to_have_text("Nos partenaires")
    up.focus()
    page.keyboard.press("Enter")
    expect(titles.nth(last - 1)).to_have_text("Nos partenaires")
    expect(up).to_be_focused()
    menu(page, "Nos partenaires", "Laisser de côté")
    expect(page.locator(".composed-step.off .composed-title")).to_have_text("Nos partenaires")
    assert no_wider_than_the_window(page)
    assert violations(page) == []


def test_a_text_that_the_room_changes_under_an_edit_is_chosen_with_both_in_sight(
    room: OpenRoom, window: OpenWindow
) -> None:
    host = room.facilitator()
    host.ask("group.add", group="g1", name="Table 1")
    amel = room.phone("Amel")
    host.ask("group.assign", participant=amel.me["participant"], group="g1")
    kind = host.first_kind()
    amel.ask("card.write", card="c1", group="g1", kind=kind, text="Les partenaires sont venus")
    host.ask("statement.write", statement="s1", text="Les partenaires viennent", cards=["c1"])
    page = opened(room, window)
    menu(page, "Ce que nous apprenons, prérequis par prérequis", "Modifier le titre et le texte")
    page.get_by_role("button", name="Revoir : Énoncé 1").click()
    page.get_by_label("Texte").fill("Les partenaires s’engagent")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("dialog").get_by_role("button", name="Fermer").click()
    preview(page, "Les partenaires s’engagent")
    host.ask("statement.edit", statement="s1", text="Les partenaires viennent et restent")
    page.get_by_role("button", name="Énoncé 1").click()
    dialog = page.get_by_role("dialog")
    for text in ("Les partenaires s’engagent", "Les partenaires viennent et restent"):
        expect(dialog.locator(".version").get_by_text(text)).to_be_visible()
    assert violations(page) == []
    dialog.get_by_role("button", name="Prendre celui de la salle").click()
    expect(page.get_by_text("à vous de choisir")).to_have_count(0)
    preview(page, "Les partenaires viennent et restent")
    wait_until(lambda: host.of("statement")["s1"]["text"] == "Les partenaires viennent et restent")
    host.leave()
    amel.leave()


def test_a_text_taken_up_again_keeps_what_another_facilitator_saved_meanwhile(
    room: OpenRoom, window: OpenWindow
) -> None:
    host, page = section_of_ones_own(room, window)
    page.get_by_label("Texte").fill("Nous étions vingt, un samedi.")
    page.get_by_role("dialog").get_by_role("button", name="Fermer").click()
    host.ask("edition.text", **OWN, text="Nous étions vingt. Merci à la mairie.")
    page.wait_for_timeout(400)  # drafts go to the disk a quarter of a second after the last key
    page.reload()
    menu(page, "Merci", "Modifier le titre et le texte")
    expect(page.get_by_label("Texte")).to_have_value("Nous étions vingt, un samedi.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    merged = "Nous étions vingt, un samedi. Merci à la mairie."
    wait_until(lambda: host.of("passage")["own-1:fr"]["text"] == merged, 5, "both of what was written")
    host.leave()


def test_who_saves_over_the_words_of_another_facilitator_is_told_and_chooses(
    room: OpenRoom, window: OpenWindow
) -> None:
    host, page = section_of_ones_own(room, window)
    page.get_by_label("Texte").fill("Nous étions quarante.")
    host.ask("edition.text", **OWN, text="Nous étions trente.")
    page.get_by_role("button", name="Enregistrer").click()
    waiting = page.get_by_role("status").filter(has_text="1 texte a deux versions")
    waiting.get_by_role("button", name="Merci").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".version")).to_contain_text("Nous étions quarante.")
    expect(page.get_by_label("Texte")).to_have_value("Nous étions trente.")
    assert violations(page) == []
    dialog.get_by_role("button", name="Garder le texte ci-dessous").click()
    expect(waiting).to_have_count(0)
    wait_until(lambda: host.of("passage")["own-1:fr"]["alternatives"] == [])
    assert host.of("passage")["own-1:fr"]["text"] == "Nous étions trente."
    host.leave()


def test_a_link_is_made_opened_by_somebody_without_a_pass_and_switched_off(
    room: OpenRoom, window: OpenWindow
) -> None:
    page = opened(room, window, "phone")
    page.get_by_role("tab", name="Partager").click()
    page.get_by_role("button", name="Créer un lien").click()
    page.get_by_label("Pour qui").fill("Les financeurs")
    assert violations(page) == []
    page.get_by_role("button", name="Publier", exact=True).click()
    page.get_by_role("button", name="Montrer le lien").click()
    shown = page.get_by_label("Lien", exact=True)
    expect(shown).to_have_value(re.compile("/p/"))
    assert violations(page) == []
    path = re.sub(r"^https?://[^/]+", "", shown.input_value())
    for sender in ("Courriel", "WhatsApp", "LinkedIn"):
        expect(page.get_by_role("link", name=sender)).to_have_attribute("rel", "noopener noreferrer")
    reader = window(path, size="laptop")
    expect(reader.get_by_role("heading", name="Emporter et transmettre")).to_be_attached()
    assert violations(reader) == []
    page.get_by_role("button", name="Désactiver").click()
    page.get_by_role("dialog").get_by_role("button", name="Désactiver").click()
    expect(page.get_by_text("Aucun lien pour l’instant")).to_be_visible()


def test_a_form_is_downloaded_once_it_is_made(room: OpenRoom, window: OpenWindow, tmp_path: Path) -> None:
    page = opened(room, window)
    page.get_by_role("tab", name="Télécharger").click()
    assert violations(page) == []
    with page.expect_download(timeout=60_000) as downloading:
        page.get_by_role("button", name="PDF").click()
    downloading.value.save_as(tmp_path / "publication.pdf")
    assert (tmp_path / "publication.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_heads_of_a_wide_matrix_a_long_address_and_a_wide_table_in_a_text_keep_within_the_page(
    room: OpenRoom, window: OpenWindow, size: Size
) -> None:
    host = room.facilitator()
    for n in range(12):
        title = {"fr": f"Association intercommunale n° {n}"}
        host.ask("experience.add", experience=f"exp-{n}", title=title)
    address = f"https://exemple.fr/{'evaluation-' * 12}/?annee=2026&{'partenaires' * 6}"
    host.ask("card.write", card="c1", kind="preuve", text=address, experience="exp-0")
    host.ask("statement.write", statement="s1", text="Une adresse", cards=["c1"])
    wide = "\n".join(f"| {' | '.join([cell] * 9)} |" for cell in ("Partenaires", "---", "Sociolinguistique"))
    host.ask("edition.text", section="avant-propos", language="fr", text=wide)
    host.ask("share.make", share="share-001", name="Réseau", language="fr", follow=True)
    path = f"/api/rooms/{room.code}/shares/share-001/link"
    link = str(call(room.base, path, {}, room.tokens["facilitator"])["link"])
    page = window("/p/" + link.rpartition("/")[2], size)
    expect(page.locator(".rich table th")).to_have_count(9)
    heads = page.locator("#matrice-prerequis thead th + th span")
    expect(heads).to_have_count(19)
    sides = heads.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(r => [r.left, r.right])"
    )
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(sides))
    assert no_wider_than_the_window(page)
    host.leave()
