"""Scripts through every text of every op of the registry: into every form of the publication, and onto every page."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from server.core.text import Language
from server.publish import FORMS, published
from tests.core.test_deciding import EXAMPLES
from tests.core.world import HOST, Day
from tests.house import ROOT, Server
from tests.publish.hostile import Look, assert_inert
from tests.security.hostile_day import HOSTILE, UNTOLD, hostile_day
from tests.security.seeded import Seeded

WITHOUT_TEXTS = {
    "board": "restore withdraw",
    "card": "answer restore share show withdraw",
    "commitment": "withdraw",
    "criterion": "remove",
    "domain": "remove take",
    "edition": "remove reset set",
    "experience": "attach detach remove",
    "focus": "set",
    "group": "assign balance give place ready remove rotate",
    "hand": "raise",
    "note": "drop",
    "participant": "leave return",
    "proposal": "restore withdraw",
    "room": "close keep reopen set",
    "round": "start",
    "screen": "blank",
    "scribe": "hand",
    "share": "end publish",
    "sheet": "add edit finish reopen restore withdraw",
    "statement": "draw merge open release restore withdraw",
    "step": "break extend finish move pause remove reopen resume set start",
    "suggestion": "decline",
    "timer": "drop",
    "vote": "cast close open",
}
"""Ops that name records, choices and numbers alone."""

PAGES = {
    "": "amel",
    "/console": HOST,
    "/screen": "screen",
    "/synthesis": HOST,
    "/publication": "reader",
    "/replay": "reader",
    "/reading": "reader",
    "/sheet": "amel",
}
"""Every page of the client, and who opens it."""

WRONG = ("script", "[onerror]", "[onload]", 'img[src="x"]', 'a[href^="javascript:"]')


class Held(NamedTuple):
    """The day, and the ops that put a text into it."""

    day: Day
    ops: set[str]


@pytest.fixture(scope="module")
def held() -> Held:
    return Held(*hostile_day())


def test_every_op_is_one_that_takes_texts_or_one_that_takes_none(held: Held) -> None:
    without = {f"{of}.{verb}" for of, verbs in WITHOUT_TEXTS.items() for verb in verbs.split()}
    assert len(held.ops) > 35
    assert held.ops | without | UNTOLD == EXAMPLES.keys()
    assert held.ops & without == set()


def unpacked(form: str, body: bytes) -> Iterator[bytes]:
    """Give the documents of which a packed form is made."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield package.read(name)


@pytest.mark.parametrize(("form", "language"), [*((form, "fr") for form in FORMS), ("html", "en")])
def test_no_text_of_any_op_is_more_than_a_text_in_any_form(held: Held, form: str, language: Language) -> None:
    body = published(form, held.day.room, {}, language).body
    if form == "html":
        look = Look(body.decode())
        assert_inert(look)
        assert HOSTILE in look.text
    elif form == "md":
        look = Look(MarkdownIt("commonmark", {"html": True}).enable("table").render(body.decode()))
        assert [tag for tag, attrs in look.tags if tag == "script" or "onerror" in attrs] == []
        assert "<script>stolen=1</script>" in look.text
    elif form in ("docx", "odt", "xlsx"):
        parts = [ElementTree.fromstring(part) for part in unpacked(form, body)]
        names = {element.tag.rpartition("}")[2] for part in parts for element in part.iter()}
        assert not names & {"script", "img"}
        assert any("onerror=stolen" in "".join(part.itertext()) for part in parts)
    elif form == "pdf":
        assert b"/JavaScript" not in body
        assert b"/JS" not in body
    else:
        assert b"onerror=stolen" in body


@pytest.fixture(scope="module")
def opened(held: Held, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    data: Path = tmp_path_factory.mktemp("every-op") / "var"
    tokens = Seeded(data).room(held.day, "screen", "reader")
    with Server(data) as server:
        yield server, {page: f"/r/{held.day.room.code}{page}#t={tokens[who]}" for page, who in PAGES.items()}


def test_every_page_of_the_client_is_looked_at() -> None:
    router = (ROOT / "client" / "src" / "router.ts").read_text("utf-8")
    table = router.partition("PageName> = {")[2].partition("};")[0]
    named = [
        line.partition(":")[0].strip(' "') for line in table.splitlines() if ":" in line and "//" not in line
    ]
    assert {f"/{name}" if name else "" for name in named} == PAGES.keys()


@pytest.mark.browser
def test_no_text_of_any_op_runs_or_becomes_an_element_on_any_page(
    browser: Browser, opened: tuple[Server, dict[str, str]]
) -> None:
    server, addresses = opened
    found: dict[str, list[str]] = {}
    shown = 0
    context = browser.new_context(base_url=server.base, viewport={"width": 1440, "height": 900})
    for name, address in {**addresses, "join": addresses[""].partition("#")[0]}.items():
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("main, h1", timeout=20_000)
        page.wait_for_load_state("networkidle")
        ran = [f"ran in {frame.url}" for frame in page.frames if frame.evaluate("window.stolen")]
        made = [one for one in WRONG if page.locator(f"#app {one}").count()]
        shown += "onerror=stolen" in page.inner_text("body")
        if ran or made:
            found[name] = ran + made
        page.close()
    context.close()
    assert found == {}
    assert shown >= 4, "the texts are on the pages"
