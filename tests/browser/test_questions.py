"""Questions of a briefing: asked from phones, shared by others, answered and shown from the console."""

from playwright.sync_api import expect

from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations
from tests.house import OpenRoom, wait_until


def test_a_question_is_asked_shared_shown_and_answered(room: OpenRoom, window: OpenWindow) -> None:
    facilitator = room.facilitator()
    steps = facilitator.of("step")
    briefing = next(id for id, step in steps.items() if step["activity"] == "briefing")
    settings = {**dict(steps[briefing]["settings"]), "questions": True}  # type: ignore[call-overload]
    facilitator.ask("step.set", step=briefing, settings=settings)
    facilitator.ask("step.start", step=briefing)
    asking = window(f"/r/{room.code}#t={room.join('Amel')[1]}")
    sharing = window(f"/r/{room.code}#t={room.join('Bruno')[1]}")
    for text in ("Qui paie ?", "Qui porte la suite ?"):
        asking.get_by_label("Poser une question").fill(text)
        asking.get_by_role("button", name="Envoyer la question").click()
    me_too = sharing.get_by_role("button", name="Moi aussi je me demande : Qui porte la suite ?")
    me_too.click()
    expect(me_too).to_have_attribute("aria-pressed", "true")
    expect(sharing.locator("article.slip").first).to_contain_text("Qui porte la suite ?")
    expect(asking.get_by_text("1 personne aussi")).to_be_visible()
    assert asking.get_by_role("button", name="Moi aussi").count() == 0
    assert violations(sharing) == []
    assert no_wider_than_the_window(sharing)
    desk = window(f"/r/{room.code}/console#t={room.tokens['facilitator']}", "laptop")
    desk.get_by_role("tab", name="Questions (2)").click()
    first = desk.locator("article.slip").first
    expect(first).to_contain_text("Qui porte la suite ?")
    wall = window(f"/r/{room.code}/screen#t={room.tokens['screen']}", "laptop")
    expect(wall.locator(".step-questions li").first).to_contain_text("Qui porte la suite ?")
    first.get_by_role("button", name="À l’écran").click()
    expect(wall.get_by_role("heading", name="Qui porte la suite ?")).to_be_visible()
    expect(wall.get_by_text("1 personne se le demande aussi")).to_be_visible()
    assert violations(wall) == []
    first.get_by_role("button", name="Marquer comme traitée").click()
    expect(desk.get_by_text("1 question traitée")).to_be_visible()
    expect(sharing.get_by_text("réponse donnée", exact=True)).to_be_visible()
    assert violations(desk) == []
    wait_until(lambda: sum(bool(card["answered"]) for card in facilitator.of("card").values()) == 1, 5)
    facilitator.leave()


def test_r6_in_an_anonymous_room_nobody_is_told_who_asks_or_shares(room: OpenRoom) -> None:
    facilitator = room.facilitator()
    facilitator.ask("room.set", anonymous=True)
    amel, bruno = room.phone("Amel"), room.phone("Bruno")
    kind = facilitator.first_kind()
    amel.ask("card.write", card="q1", kind=kind, text="Qui porte la suite ?")
    bruno.ask("card.share", card="q1")
    wait_until(lambda: amel.of("tally"), 5)
    assert amel.of("tally")["card/q1"]["count"] == 1
    assert amel.of("vote") == {}
    wait_until(lambda: bruno.of("vote"), 5)
    assert list(bruno.of("vote")) == [f"card/q1:{bruno.me['participant']}"]
    wait_until(lambda: bruno.of("card"), 5)
    assert bruno.of("card")["q1"]["author"] is None
    for phone in (facilitator, amel, bruno):
        phone.leave()
