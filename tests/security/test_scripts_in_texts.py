"""Scripts in every text that somebody may write, on every page in a real browser: they are read, and never run."""

import pytest
from playwright.sync_api import Browser

from tests.house import OpenRoom, Server, card
from tests.publish.hostile import CORPUS
from tests.security.test_pages import house, pages_of  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser

LIVE = (
    *CORPUS,
    "<img src=x onerror=window.stolen=1>",
    "<svg><script>window.stolen=1</script></svg>",
    "javascript:window.stolen=1",
    "';window.stolen=1;//",
    "<iframe srcdoc='<script>parent.stolen=1</script>'>",
)


@pytest.fixture(scope="module")
def room(house: Server) -> OpenRoom:  # noqa: F811
    """A room whose every text is hostile."""
    opened = house.open_room(title=LIVE[0], place=LIVE[1], name=LIVE[2][:60])
    console = opened.facilitator()
    known = console.of("format")["format"]
    kind, proposal = known["kinds"][0]["id"], known["proposal_kinds"][0]["id"]  # type: ignore[index]
    ask = console.ask
    for number, text in enumerate(LIVE):
        ask("card.write", **card(str(kind), None, card=f"c{number}", text=text))
        ask("statement.write", statement=f"s{number}", text=text, cards=[f"c{number}"])
        ask("proposal.write", proposal=f"p{number}", kind=str(proposal), text=text)
        ask("commitment.make", commitment=f"m{number}", who=text[:160], what=text)
        ask("message.send", message=f"w{number}", to="all", text=text)
        ask("note.write", note=f"n{number}", text=text)
        ask("group.add", group=f"g{number}", name=text[:60])
        ask("participant.add", participant=f"x{number}", name=text[:60], territory=text[:80])
        ask("experience.add", experience=f"e{number}", title={"fr": text[:160]}, territory=text[:80])
    ask("timer.set", timer="t1", seconds=600, label=LIVE[1][:80])
    console.leave()
    return opened


def test_no_script_in_any_text_runs_on_any_page(browser: Browser, house: Server, room: OpenRoom) -> None:  # noqa: F811
    ran, made = [], {}
    for address in pages_of(room):
        context = browser.new_context(base_url=house.base, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.wait_for_selector("main, h1", timeout=20_000)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
        if page.evaluate("window.stolen"):
            ran.append(address)
        wrong = ("script", "iframe:not(.preview-frame)", "[onerror]", "[onload]", 'a[href^="javascript:"]')
        made[address] = [one for one in wrong if page.locator(f"#app {one}").count()]
        context.close()
    assert ran == []
    assert {address: found for address, found in made.items() if found} == {}
