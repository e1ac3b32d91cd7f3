"""Votes as people hold them: opened on the console, answered on phones, shown on the board and on the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from server.demo.phone import Phone
from tests.browser.windows import OpenWindow, Size, no_wider_than_the_window, violations
from tests.house import OpenRoom

TEXTS = {"s1": "Le temps a manqué partout.", "s2": "Un chiffre sans récit ne convainc pas."}


class Voting:
    """A room with two statements, two proposals, and six people."""

    def __init__(self, room: OpenRoom) -> None:
        self.room = room
        self.host: Phone = room.facilitator()
        self.people = [room.join(name) for name in ("Amel", "Bruno", "Chloé", "Driss", "Elsa", "Farid")]
        self.phones = [Phone(room.base, token).connect() for _, token in self.people[1:]]
        for id, text in TEXTS.items():
            self.host.ask("statement.write", statement=id, text=text)
        kinds = [kind["id"] for kind in self.host.of("format")["format"]["proposal_kinds"]]  # type: ignore[index,union-attr,call-overload]
        for id, kind in zip(("p1", "p2"), kinds, strict=False):
            self.host.ask("proposal.write", proposal=id, kind=kind, text=f"Proposition {id}")

    def address(self, page: str = "") -> str:
        """A page of the room, with the facilitator's token, or Amel's own page."""
        if not page:
            return f"/r/{self.room.code}#t={self.people[0][1]}"
        token = self.room.tokens["screen" if page == "screen" else "facilitator"]
        return f"/r/{self.room.code}/{page}#t={token}"

    def say(self, on: str, *weights: int) -> None:
        """Let the others vote, each in turn."""
        for phone, weight in zip(self.phones, weights, strict=False):
            phone.ask("vote.cast", on=on, weight=weight)


@pytest.fixture
def voting(room: OpenRoom) -> Iterator[Voting]:
    """The room, ready to vote."""
    held = Voting(room)
    yield held
    for phone in [held.host, *held.phones]:
        phone.leave()


def test_a_vote_is_opened_answered_by_keyboard_seen_to_divide_and_closed(
    voting: Voting, window: OpenWindow
) -> None:
    console = window(voting.address("console"), "laptop")
    console.get_by_role("tab", name="Votes").click()
    agreement = console.locator(".vote-card", has_text="Accord sur les énoncés")
    agreement.get_by_role("button", name="Ouvrir le vote").click()
    phone = window(voting.address())
    phone.get_by_role("button", name="Voter").click()
    first = phone.locator(".ballot").filter(has_text=TEXTS["s1"])
    first.get_by_role("radio", name="D’accord", exact=False).first.focus()
    phone.keyboard.press("Space")
    expect(first.locator(".opinion-words")).to_contain_text("1 d’accord")
    assert violations(phone) == []
    # What changes with each point is not said aloud over the one who votes.
    expect(first.locator("xpath=ancestor::*[@role='status']")).to_have_count(0)
    assert no_wider_than_the_window(phone)
    voting.say("statement/s1#agreement", 1, 1, 3, 3, 1)
    expect(first.locator(".divides")).to_be_visible()
    expect(agreement).to_contain_text("6 voix sur 6")
    assert violations(console) == []
    console.get_by_role("button", name="Marquer « désaccord »").click()
    board = window(voting.address("synthesis"), "laptop")
    expect(board.locator("#statement-s1 .divides")).to_be_visible()
    expect(board.locator("#statement-s1")).to_contain_text("Désaccord")
    # A vote on nothing is not opened: it would call every phone to an empty page.
    for statement in TEXTS:
        voting.host.ask("statement.withdraw", statement=statement)
    points = console.locator(".vote-card", has_text="Points aux énoncés")
    expect(points.get_by_role("button", name="Ouvrir le vote")).to_be_disabled()
    expect(points).to_contain_text("Il faut d’abord un énoncé")
    agreement.get_by_role("button", name="Fermer le vote").click()
    expect(agreement).to_contain_text("Fermé")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.locator(".toast")).to_contain_text("Ce vote est fermé")
    expect(phone.get_by_role("button", name="Voter")).to_have_count(0)


def test_who_votes_without_network_until_the_vote_has_closed_is_told_that_it_came_too_late(
    voting: Voting, window: OpenWindow
) -> None:
    voting.host.ask("vote.open", on="statements", how="agreement")
    phone = window(voting.address())
    phone.get_by_role("button", name="Voter").click()
    ballot = phone.locator(".ballot").filter(has_text=TEXTS["s1"])
    phone.context.set_offline(True)
    ballot.get_by_role("radio", name="D’accord", exact=False).first.check()
    voting.host.ask("vote.close", on="statements", how="agreement")
    phone.context.set_offline(False)
    expect(phone.locator(".toast").last).to_contain_text("Ce vote est fermé")
    assert voting.host.of("vote") == {}


def test_a_table_phone_is_told_for_how_many_it_speaks(voting: Voting, window: OpenWindow) -> None:
    voting.host.ask("participant.edit", participant=voting.people[0][0], speaks_for=5)
    voting.host.ask("vote.open", on="statements", how="points", most=3, budget=4)
    phone = window(voting.address())
    phone.get_by_role("button", name="Voter").click()
    expect(phone.locator(".speaks-for")).to_contain_text("5 personnes")
    ballots = phone.locator(".ballot")
    expect(ballots).to_have_count(2)
    first, second = ballots.first, ballots.last
    first.get_by_role("radio", name="3 points").check(force=True)
    expect(phone.get_by_text("Il vous reste 1 point.")).to_be_visible()
    expect(second.get_by_role("radio", name="2 points")).to_be_disabled()
    expect(first).to_contain_text("15 points · 5 voix")


@pytest.mark.parametrize(("size", "language"), [("phone", "fr"), ("laptop", "en")])
def test_impact_and_effort_place_the_proposals_on_the_plane(
    voting: Voting, window: OpenWindow, size: Size, language: str
) -> None:
    voting.host.ask("step.start", step="projection")
    page = window(voting.address(), size, language)
    proposal = page.locator(".slip", has_text="Proposition p1")
    for axis, weight in (("impact", 5), ("effort", 2)):
        at = 0 if axis == "impact" else 1
        proposal.locator(".axis").nth(at).get_by_role("radio").nth(weight - 1).check(force=True)
    voting.say("proposal/p1#impact", 5, 4, 5)
    voting.say("proposal/p1#effort", 1, 2, 1)
    expect(page.locator(".fold summary").first).to_be_visible()
    # Folded, it finds no proposal its place at each vote of the hall.
    expect(page.locator(".plane")).to_have_count(0)
    page.locator(".fold summary").first.click()
    expect(page.locator(".plane-point")).to_have_count(1)
    page.locator(".plane details summary").click()
    expect(page.locator(".plane-table td").first).to_contain_text("4,8" if language == "fr" else "4.8")
    assert violations(page) == []
    assert no_wider_than_the_window(page)


@pytest.mark.parametrize("view", ["votes", "plane"])
def test_the_screen_shows_the_votes_as_they_come(voting: Voting, window: OpenWindow, view: str) -> None:
    voting.host.ask("vote.open", on="statements", how="agreement")
    voting.host.ask("vote.open", on="proposals", how="plane")
    voting.host.ask("screen.show", view=view)
    screen = window(voting.address("screen"), "laptop")
    voting.say("statement/s2#agreement", 3, 3, 2)
    voting.say("proposal/p2#impact", 4, 3, 5)
    voting.say("proposal/p2#effort", 2, 2, 3)
    if view == "votes":
        expect(screen.locator(".vote-lines li")).to_have_count(1)
        expect(screen.locator(".turnout")).to_contain_text("3 voix sur 6")
    else:
        expect(screen.locator(".plane-point")).to_have_count(1)
        expect(screen.locator(".plane-key")).to_contain_text("Proposition p2")
    assert violations(screen) == []
