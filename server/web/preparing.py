"""The calls with which a facilitator prepares a day: pages and dossiers, and the list of who is expected."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, request

from server.core.asking import Actor, Op
from server.core.expected import expected
from server.core.merging import merge_pages
from server.core.people import MOST_ENLISTED
from server.core.records import Page
from server.core.refusals import Refused
from server.core.text import Text
from server.lists import LARGEST_LIST, read_lines
from server.live.house import House, accept
from server.live.ids import new_id
from server.web.http import answer, bearer, body
from server.web.wire import PageDraft, PageKept

LARGEST_PAGE = 290_000
"""Bytes of a page in both languages, as JSON, and of what it was made of; the longest text needs less."""

MOST_TRIES = 5
"""How often a page is merged anew because somebody else wrote it at the same time."""


def preparing_calls(house: House, html_of: Callable[[str], str]) -> Blueprint:
    """The calls on pages and on the list; `html_of` makes Markdown harmless HTML."""
    calls = Blueprint("preparing", __name__)

    @calls.put("/api/rooms/<typed>/pages/<page>")
    def write_page(typed: str, page: str) -> Response:
        """Write a page, or write it anew; devices are shown only what the server made of it."""
        grant = bearer(house, typed, "facilitator")
        if (request.content_length or 0) > LARGEST_PAGE:
            raise Refused("op.too-large", size=request.content_length, limit=LARGEST_PAGE)
        draft = body(PageDraft)
        room = house.room(grant.room)
        for left in reversed(range(MOST_TRIES)):
            known = room.read(lambda room: room.find(Page, page))
            merged, html = house.native(partial(_made, draft, known, html_of))
            args: dict[str, object] = {
                "page": page,
                "title": {"fr": draft.title.fr, "en": draft.title.en},
                "markdown": {"fr": merged.fr, "en": merged.en},
                "html": {"fr": html.fr, "en": html.en},
                "experience": draft.experience,
            }
            op = Op(id=new_id(), name="page.write", args=args, base=known.rev if known else 0)
            told = room.ask_and_wait(op, Actor(grant.seat, grant.participant), own=True)
            if told.refused != "op.changed-since" or not left:
                break
        return answer(PageKept(page=page, rev=accept(told), markdown=merged, html=html))

    @calls.post("/api/rooms/<typed>/people")
    def look_at_list(typed: str) -> Response:
        """Say what a list would bring, line by line; nothing is written until the device asks for it."""
        grant = bearer(house, typed, "facilitator")
        sent = request.files.get("file")
        if sent is None:
            raise Refused("op.malformed", why="file")
        raw = sent.stream.read(LARGEST_LIST + 1)
        lines = house.native(lambda: read_lines(raw, MOST_ENLISTED))
        rows = [(line.number, line.cells) for line in lines]
        return answer(house.room(grant.room).read(lambda room: expected(room, rows)))

    return calls


def _made(draft: PageDraft, known: Page | None, html_of: Callable[[str], str]) -> tuple[Text, Text]:
    """Give the text of a page with what others wrote meanwhile, and its HTML."""
    merged = _merged(draft, known)
    return merged, _html(merged, html_of)


def _merged(draft: PageDraft, known: Page | None) -> Text:
    """Give the text of a page as it was sent, with what others wrote since it was begun."""
    new, begun = draft.markdown, draft.begun
    if begun is None or known is None:
        return new
    now = known.markdown
    return Text(fr=_woven(begun.fr, now.fr, new.fr), en=_woven(begun.en, now.en, new.en))


def _woven(begun: str, now: str, new: str) -> str:
    # Pages are kept without the blanks around them, and typed with them.
    return new if now == begun.strip() else merge_pages(begun.strip(), now, new.strip())


def _html(markdown: Text, html_of: Callable[[str], str]) -> Text:
    return Text(fr=html_of(markdown.fr), en=html_of(markdown.en) if markdown.en else "")
