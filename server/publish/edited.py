"""The outline as facilitators edited it: their order and their words over the format's, less what they left out.

Read anew each time, so that what the room writes late comes in and no edit is lost.
"""

import msgspec

from server.core.edition import FOREWORD
from server.core.format import PublicationPart, SectionPart
from server.core.records import Edition, Passage
from server.core.room import Room
from server.core.text import Language, Text

FOREWORD_TITLE = Text(fr="Avant-propos", en="Foreword")


class Part(msgspec.Struct, frozen=True):
    """A section to be written, with its title and its text in one language."""

    id: str
    title: str
    text: str
    shows: str


def edited(room: Room, outline: PublicationPart, language: Language) -> list[Part]:
    """Give the sections in the order and the words that were chosen; a foreword only where there is one."""
    edition = room.find(Edition, "edition") or Edition(id="edition")
    foreword = SectionPart(id=FOREWORD, title=FOREWORD_TITLE, shows="text")
    place = {id: n for n, id in enumerate(edition.order)}
    before = {FOREWORD: -1} if FOREWORD not in place else {}
    parts = sorted(
        [foreword, *outline.sections], key=lambda part: before.get(part.id, place.get(part.id, len(place)))
    )
    made = [_part(room, part, language) for part in parts if part.id not in edition.left_out]
    return [part for part in made if part.id != FOREWORD or part.text]


def _part(room: Room, part: SectionPart, language: Language) -> Part:
    passage = room.find(Passage, f"{part.id}:{language}")
    title = passage.title if passage and passage.title else part.title.said(language)
    text = passage.text if passage else part.text.said(language)
    return Part(part.id, title, text, part.shows)
