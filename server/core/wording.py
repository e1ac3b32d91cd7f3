"""What the room says at each place that an edition may reword, so that an edit knows what it replaced.

A place is a section of the format, a section that facilitators added, or a record as `<kind>/<id>`.
"""

from typing import NamedTuple

from server.core.records import (
    Board,
    Card,
    Edition,
    Experience,
    FormatInfo,
    Page,
    Passage,
    Proposal,
    Record,
    Statement,
)
from server.core.room import Room
from server.core.text import Language

FOREWORD = "foreword"
"""The section that no format has: what a facilitator writes before all others."""

OWN = "own-"
"""How the ids of sections begin that facilitators added."""


class Said(NamedTuple):
    """A title and a text, either of them empty where a place has none."""

    title: str
    text: str


WORDED: dict[str, type[Record]] = {
    kind.KIND: kind for kind in (Card, Statement, Proposal, Experience, Page, Board)
}
"""Kinds whose texts an edition may reword, one record at a time."""


def said_at(room: Room, place: str, language: Language) -> Said | None:
    """Give what the room says at a place, before any edit; None where there is no such place."""
    kind, slash, id = place.partition("/")
    if slash:
        return _said_by(room.records[kind].get(id), language) if kind in WORDED else None
    if place == FOREWORD or place in own_sections(room):
        return Said("", "")
    for part in room.need(FormatInfo, "format").publication.sections:
        if part.id == place:
            return Said(part.title.said(language), part.text.said(language))
    return None


def own_sections(room: Room) -> list[str]:
    """Give the ids of the sections that facilitators added."""
    edition = room.find(Edition, "edition")
    return edition.own if edition else []


def worded(passage: Passage | None, text: str) -> str:
    """Give the text to print where the room says `text`: the edited one, if it was edited at all."""
    if passage is None or (passage.basis is not None and passage.text == passage.basis):
        return text
    return passage.text


def _said_by(record: Record | None, language: Language) -> Said | None:
    match record:
        case Card(text=text) | Statement(text=text) | Proposal(text=text):
            return Said("", text)
        case Experience(title=title, summary=summary):
            return Said(title.said(language), summary.said(language))
        case Page(title=title, markdown=markdown):
            return Said(title.said(language), markdown.said(language))
        case Board(caption=caption):
            return Said("", caption)
    return None
