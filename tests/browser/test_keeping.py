"""The end of a room: its facilitator is warned and can have it kept, and who comes late is told that it is gone."""

from playwright.sync_api import expect

from server.demo.phone import call
from tests.browser.windows import OpenWindow, no_wider_than_the_window, violations
from tests.house import OpenRoom

SOON = 10


def test_a_facilitator_is_warned_before_a_room_is_erased_and_has_it_kept(
    room: OpenRoom, window: OpenWindow
) -> None:
    console = window("/", "phone")
    erased_on = {"value": ""}

    def sooner(route) -> None:  # type: ignore[no-untyped-def]
        """The room as it will be ten days before its end; once it is kept, as the server says."""
        answer = route.fetch()
        said = answer.json()
        kept = room.facilitator().of("room")["room"]["kept_from"]
        if kept is None:
            said["erased_on"] = console.evaluate(
                f"new Date(Date.now() + {SOON} * 864e5).toISOString().slice(0, 10)"
            )
        erased_on["value"] = said["erased_on"]
        route.fulfill(response=answer, json=said)

    console.route(f"**/api/rooms/{room.code}", sooner)
    console.goto(f"/r/{room.code}/console#t={room.tokens['facilitator']}")
    warning = console.get_by_role("complementary", name="Effacement prochain")
    expect(warning).to_contain_text("dans 10 jours")
    assert violations(console) == []
    assert no_wider_than_the_window(console)
    warning.get_by_role("button", name="Garder plus longtemps").click()
    expect(warning).to_have_count(0)
    assert room.facilitator().of("room")["room"]["kept_from"] is not None


def test_who_comes_after_a_room_was_erased_is_told_when_it_was(room: OpenRoom, window: OpenWindow) -> None:
    _, token = room.join("Amel")
    before = window(f"/r/{room.code}#t={token}")
    expect(before.get_by_role("link", name="Ma table")).to_be_visible()
    call(room.base, f"/api/rooms/{room.code}", token=room.tokens["facilitator"], method="DELETE")
    before.goto("/")
    before.goto(f"/r/{room.code}")
    expect(before.get_by_text("Cette salle a été effacée le")).to_be_visible()
    assert violations(before) == []
    late = window(f"/r/{room.code}", language="en")
    expect(late.get_by_text("This room was erased on")).to_be_visible()
    assert violations(late) == []
