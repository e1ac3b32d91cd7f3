"""The calls with which a facilitator prepares a day: pages and dossiers, and the list of who is expected."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from server.core.asking import Actor, Op
from server.core.expected import expected
from server.core.people import MOST_ENLISTED
from server.core.refusals import Refused
from server.core.text import Text
from server.lists import LARGEST_LIST, read_lines
from server.live.house import House, accept
from server.live.ids import new_id
from server.web.http import answer, bearer, body
from server.web.wire import PageDraft, PageKept

LARGEST_PAGE = 200_000
"""Bytes of a page in both languages, as JSON; the longest text that is accepted needs less."""


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
        html = house.native(lambda: _html(draft.markdown, html_of))
        args: dict[str, object] = {
            "page": page,
            "title": {"fr": draft.title.fr, "en": draft.title.en},
            "markdown": {"fr": draft.markdown.fr, "en": draft.markdown.en},
            "html": {"fr": html.fr, "en": html.en},
            "experience": draft.experience,
        }
        op = Op(id=new_id(), name="page.write", args=args)
        accept(house.room(grant.room).ask_and_wait(op, Actor(grant.seat, grant.participant), own=True))
        return answer(PageKept(page=page, html=html))

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


def _html(markdown: Text, html_of: Callable[[str], str]) -> Text:
    return Text(fr=html_of(markdown.fr), en=html_of(markdown.en) if markdown.en else "")
