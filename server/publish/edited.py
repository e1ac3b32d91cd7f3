"""The outline and the words as facilitators edited them, over the room's own.

Read anew each time, so that what the room writes late comes in and no edit is lost.
"""

from collections.abc import Iterator

import msgspec

from server.core.edition import in_order
from server.core.format import PublicationPart, SectionPart
from server.core.records import Board, Edition, Experience, Page, Passage, Record
from server.core.room import Room
from server.core.text import Language, Text
from server.core.wording import FOREWORD, WORDED, own_sections, said_at, worded

FOREWORD_TITLE = Text(fr="Préface", en="Preface")


class Part(msgspec.Struct, frozen=True):
    """A section to be written, with its title and its text in one language."""

    id: str
    title: str
    text: str
    shows: str


def edited(room: Room, outline: PublicationPart, language: Language) -> list[Part]:
    """Give the sections in the order and the words that were chosen; a foreword only where there is one."""
    edition = room.find(Edition, "edition") or Edition(id="edition")
    added = [SectionPart(id=id, title=Text(fr=""), shows="text") for id in own_sections(room)]
    foreword = SectionPart(id=FOREWORD, title=FOREWORD_TITLE, shows="text")
    known = {part.id: part for part in (foreword, *outline.sections, *added)}
    parts = [_part(room, known[id], language) for id in in_order(room) if id not in edition.left_out]
    # What a facilitator has not written in this language has nothing to say in it.
    return [part for part in parts if part.text or part.id in known.keys() - {FOREWORD, *own_sections(room)}]


def rewordings(room: Room, language: Language) -> Iterator[tuple[str, str, Passage]]:
    """Give each edit of a single record, by the record's kind and id, where it changes anything."""
    for passage in room.all(Passage):
        place, _, spoken = passage.id.rpartition(":")
        kind, slash, id = place.partition("/")
        if spoken == language and slash and kind in WORDED:
            yield kind, id, passage


def reword(record: Record, passage: Passage, language: Language) -> Record:
    """Give a record in the words of an edit; it is for printing, and never goes back into a room."""
    match record:
        case Experience(title=title, summary=summary):
            changed: dict[str, object] = {
                "title": _in(title, passage.title, language),
                "summary": _in(summary, worded(passage, summary.said(language)), language),
            }
        case Page(title=title, markdown=markdown):
            text = worded(passage, markdown.said(language))
            changed = {
                "title": _in(title, passage.title, language),
                "markdown": _in(markdown, text, language),
            }
        case Board(caption=caption):
            changed = {"caption": worded(passage, caption)}
        case _:
            changed = {"text": worded(passage, str(getattr(record, "text", "")))}
    return msgspec.structs.replace(record, **changed)


def left_out(room: Room) -> frozenset[str]:
    """Give what was left out, as sections' ids and as `<kind>/<id>`."""
    edition = room.find(Edition, "edition")
    return frozenset(edition.left_out if edition else ())


def _in(text: Text, said: str, language: Language) -> Text:
    """Give a text that says something else in one language; an empty saying leaves it as it is."""
    if not said or said == text.said(language):
        return text
    return Text(fr=said, en=text.en) if language == "fr" else Text(fr=text.fr, en=said)


def _part(room: Room, part: SectionPart, language: Language) -> Part:
    passage = room.find(Passage, f"{part.id}:{language}")
    said = said_at(room, part.id, language)
    title = (passage.title if passage else "") or part.title.said(language)
    if not title:
        # One that a facilitator added is called as in the other language until it has a name in this.
        other = room.find(Passage, f"{part.id}:{'en' if language == 'fr' else 'fr'}")
        title = other.title if other else ""
    return Part(part.id, title, worded(passage, said.text if said else ""), part.shows)
