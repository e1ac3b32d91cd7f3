"""Attention: hands, calls, timers, the bell, notes, the pen of a table, and where the next round leads."""

import pytest
from playwright.sync_api import Page, expect

from server.demo.phone import Phone
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, violations
from tests.house import OpenRoom

COUNTS_RINGS = """() => {
  const start = OscillatorNode.prototype.start;
  window.rung = 0;
  OscillatorNode.prototype.start = function (at) { window.rung += 1; start.call(this, at); };
}"""


def console(room: OpenRoom) -> str:
    return f"/r/{room.code}/console#t={room.tokens['facilitator']}"


def seat_two(room: OpenRoom) -> tuple[Phone, str, str]:
    """Seat Amel and Bruno at one table; give the facilitator's phone and the two addresses."""
    tokens = [room.join(name)[1] for name in ("Amel", "Bruno")]
    facilitator = room.facilitator()
    facilitator.ask("group.balance", count=1)
    amel, bruno = (f"/r/{room.code}#t={token}" for token in tokens)
    return facilitator, amel, bruno


def my_table(page: Page) -> None:
    page.get_by_role("link", name="Ma table").click()


def test_a_raised_hand_stands_in_the_queue_until_it_is_heard(room: OpenRoom, window: OpenWindow) -> None:
    _, amel, bruno = seat_two(room)
    first, second, desk = window(amel), window(bruno), window(console(room), "laptop")
    first.get_by_role("button", name="Lever la main").click()
    expect(first.get_by_text("Main levée : à vous dès que possible.")).to_be_visible()
    second.get_by_role("button", name="Lever la main").click()
    expect(second.get_by_text("vous êtes n° 2 dans la file")).to_be_visible()
    expect(desk.get_by_text("2 mains levées")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name="Entendu : Amel").click()
    expect(first.get_by_role("button", name="Lever la main")).to_be_visible()
    expect(second.get_by_text("Main levée : à vous dès que possible.")).to_be_visible()


def test_everybody_is_called_to_a_page_and_let_go(room: OpenRoom, window: OpenWindow) -> None:
    _, amel, _ = seat_two(room)
    phone, desk = window(amel), window(console(room), "laptop")
    desk.get_by_role("tab", name="Écran").click()
    desk.get_by_role("button", name="Appeler – Appeler tout le monde à une page").click()
    sheet = phone.get_by_role("dialog", name="Une page à lire ensemble")
    expect(sheet).to_be_visible()
    assert violations(phone) == []
    sheet.get_by_role("button", name="J’ai vu").click()
    expect(sheet).to_be_hidden()
    expect(phone.get_by_text("Tout le monde regarde ici")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Tout le monde regarde ici")).to_be_visible()
    expect(sheet).to_be_hidden()
    desk.get_by_role("button", name="Laisser repartir").click()
    expect(phone.get_by_text("Tout le monde regarde ici")).to_be_hidden()


def test_a_call_does_not_tear_anybody_away_from_what_they_write(room: OpenRoom, window: OpenWindow) -> None:
    facilitator, amel, _ = seat_two(room)
    phone = window(amel)
    phone.get_by_role("link", name="Moi").click()
    phone.get_by_label("Territoire").fill("Dr")
    page = next(iter(facilitator.of("page")))
    facilitator.ask("focus.set", on=f"page/{page}")
    expect(phone.get_by_text("Tout le monde regarde ici")).to_be_visible()
    expect(phone.get_by_role("dialog", name="Une page à lire ensemble")).to_be_hidden()
    phone.get_by_role("button", name="Regarder").click()
    expect(phone.get_by_role("dialog", name="Une page à lire ensemble")).to_be_visible()


def test_a_table_sees_its_own_timer_and_the_rooms(room: OpenRoom, window: OpenWindow) -> None:
    facilitator, amel, _ = seat_two(room)
    facilitator.ask("group.add", group="other", name="Table B")
    facilitator.ask("timer.set", timer="elsewhere", seconds=300, label="Ailleurs", group="other")
    phone, desk = window(amel), window(console(room), "laptop")
    desk.get_by_role("button", name="Minuteur", exact=True).click()
    desk.get_by_label("Minutes", exact=True).fill("2")
    desk.get_by_label("Pour quoi faire").fill("Lecture")
    assert violations(desk) == []
    desk.get_by_role("button", name="Lancer").click()
    expect(phone.get_by_text("Lecture")).to_be_visible()
    expect(phone.get_by_text("Ailleurs")).to_have_count(0)
    assert violations(phone) == []
    desk.get_by_role("button", name="Retirer le minuteur « Lecture »").click()
    expect(phone.get_by_text("Lecture")).to_have_count(0)


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_a_message_a_timer_and_a_call_stand_right_under_the_head(
    room: OpenRoom, window: OpenWindow, size: Size
) -> None:
    facilitator, amel, _ = seat_two(room)
    page = window(amel, size)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    empty = page.locator("main").bounding_box()
    head = page.locator(".person-top").bounding_box()
    assert empty
    assert head
    assert empty["y"] == pytest.approx(head["y"] + head["height"], abs=1)
    facilitator.ask("timer.set", timer="reading", seconds=300, label="Lecture")
    facilitator.ask("message.send", message="m1", to="all", text="On se retrouve à 14 h.")
    facilitator.ask("focus.set", on=f"page/{next(iter(facilitator.of('page')))}")
    page.get_by_role("button", name="J’ai vu").click()
    below = head["y"] + head["height"]
    for notice in (".timers", ".look-slip", ".message-slip"):
        box = page.locator(notice).bounding_box()
        assert box, notice
        assert box["y"] == pytest.approx(below, abs=1), notice
        assert box["width"] == pytest.approx(head["width"], abs=1), notice
        below = box["y"] + box["height"]
    main = page.locator("main").bounding_box()
    assert main
    assert main["y"] == pytest.approx(below, abs=1)
    # A message stays in sight further down too.
    page.locator("main").evaluate("(main) => { main.style.paddingBottom = '200vh'; scrollTo(0, 1500); }")
    expect(page.locator(".message-slip")).to_be_in_viewport()


def test_the_end_of_a_step_is_seen_and_said_and_rings_only_where_asked(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator, amel, _ = seat_two(room)
    step = min(facilitator.of("step").values(), key=lambda one: int(str(one["order"])))
    facilitator.ask("step.start", step=step["id"])
    minutes = int(str(step["minutes"]))
    facilitator.ask("step.extend", seconds=63 - minutes * 60)
    phone = window(amel)
    phone.evaluate(COUNTS_RINGS)
    phone.get_by_role("link", name="Moi").click()
    bell = phone.get_by_label("Une cloche douce", exact=False)
    expect(bell).not_to_be_checked()
    bell.check()
    once = phone.evaluate("window.rung")
    expect(phone.locator(".end-warning")).to_have_text("Encore 1 minute pour cette séquence")
    expect(phone.locator(".clock [role=status]")).not_to_be_empty()
    assert phone.evaluate("window.rung") == 2 * once


def test_private_notes_stay_on_the_desk(room: OpenRoom, window: OpenWindow) -> None:
    host, amel, _ = seat_two(room)
    phone, desk = window(amel), window(console(room), "laptop")
    desk.get_by_role("tab", name="Notes").click()
    desk.get_by_label("Nouvelle note").fill("Aider la table 1 après la pause.")
    desk.get_by_role("button", name="Noter").click()
    note = desk.get_by_text("Aider la table 1 après la pause.")
    expect(note).to_be_visible()
    expect(desk.get_by_label("Nouvelle note")).to_have_value("")
    assert violations(desk) == []
    assert "Aider la table 1" not in phone.content()
    # Who changes it sees what another facilitator makes of it meanwhile, and keeps their own words over a reload.
    desk.get_by_role("button", name="Actions sur la note").click()
    desk.get_by_role("menuitem", name="Modifier la note").click()
    field = desk.get_by_label("Modifier la note")
    field.fill("Aider la table 2 après la pause.")
    (id,) = host.of("note")
    host.ask("note.edit", note=id, text="Aider la table 1 avant la pause.")
    expect(desk.get_by_text("la note est devenue : « Aider la table 1 avant la pause. »")).to_be_visible()
    desk.reload()
    desk.get_by_role("tab", name="Notes").click()
    expect(field).to_have_value("Aider la table 2 après la pause.")
    expect(desk.get_by_text("la note est devenue : « Aider la table 1 avant la pause. »")).to_be_visible()
    desk.get_by_role("button", name="Annuler").click()
    note = desk.get_by_text("Aider la table 1 avant la pause.")
    expect(note).to_be_visible()
    desk.get_by_role("button", name="Actions sur la note").click()
    desk.get_by_role("menuitem", name="Jeter la note").click()
    expect(note).to_have_count(0)


def test_the_pen_is_handed_over_with_one_tap_and_speaks_for_the_table(
    room: OpenRoom, window: OpenWindow
) -> None:
    _, amel, bruno = seat_two(room)
    first, second = window(amel), window(bruno)
    my_table(first)
    my_table(second)
    first.get_by_role("button", name="Prendre la plume").click()
    first.get_by_role("button", name="Une personne de plus").click()
    expect(first.get_by_text("Ce téléphone parle pour 2 personnes")).to_be_visible()
    assert violations(first) == []
    expect(second.get_by_text("Amel tient la plume")).to_be_visible()
    first.get_by_role("button", name="Passer la plume à Bruno").click()
    expect(second.get_by_text("Vous tenez la plume : vos cartes")).to_be_visible()
    expect(second.get_by_text("Ce téléphone parle pour 1 personne")).to_be_visible()


def test_rounds_are_planned_and_each_phone_says_where_it_goes_next(
    room: OpenRoom, window: OpenWindow
) -> None:
    _, amel, _ = seat_two(room)
    phone, desk = window(amel), window(console(room), "laptop")
    my_table(phone)
    desk.get_by_label("Nombre de tours").fill("2")
    desk.get_by_role("button", name="Planifier les tours").click()
    expect(phone.get_by_role("heading", name="Au prochain tour")).to_be_visible()
    expect(phone.get_by_text("votre table passe à")).to_be_visible()
    assert violations(desk) == []
    assert violations(phone) == []
    desk.get_by_role("button", name="Commencer :").first.click()
    expect(phone.get_by_role("heading", name="Au prochain tour")).to_have_count(0)


def test_wishes_that_cannot_all_hold_are_named(room: OpenRoom, window: OpenWindow) -> None:
    seat_two(room)
    desk = window(console(room), "laptop")
    desk.get_by_text("Autres souhaits").click()
    desk.get_by_label("Première personne").select_option(label="Amel")
    desk.get_by_label("Deuxième personne").select_option(label="Bruno")
    desk.get_by_label("Souhait", exact=True).select_option(label="à des tables différentes")
    desk.get_by_role("button", name="Ajouter", exact=True).click()
    expect(desk.get_by_text("Amel et Bruno séparé·e·s")).to_be_visible()
    desk.get_by_label("Nombre de tables").fill("1")
    desk.get_by_role("button", name="Refaire les groupes").click()
    desk.get_by_role("dialog").get_by_role("button", name="Refaire les groupes").click()
    expect(desk.get_by_text("Amel et Bruno sont ensemble (Table 1).")).to_be_visible()
    expect(desk.get_by_text("Il y a plus de personnes à séparer que de tables.")).to_be_visible()
    assert violations(desk) == []


def test_a_call_fits_the_smallest_phone_in_english_and_in_the_dark(
    room: OpenRoom, window: OpenWindow
) -> None:
    facilitator, amel, _ = seat_two(room)
    experience = next(iter(facilitator.of("experience")))
    facilitator.ask("focus.set", on=f"experience/{experience}")
    facilitator.ask("timer.set", timer="one", seconds=300, label="Reading the whole dossier together")
    phone = window(amel, "small", "en", "dark")
    expect(phone.get_by_role("dialog", name="An experience to look at together")).to_be_visible()
    assert violations(phone) == []
    phone.keyboard.press("Escape")
    expect(phone.get_by_text("Everybody, look here")).to_be_visible()
    assert no_wider_than_the_window(phone)
    assert violations(phone) == []
