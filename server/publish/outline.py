"""From a room to its publication: the outline is the format's, the matter is what a reader may see."""

from collections.abc import Callable

import msgspec

from server.core.records import FormatInfo
from server.core.room import Room
from server.core.text import Language
from server.publish.document import Block, Document, Drawing, Section
from server.publish.edited import edited
from server.publish.nameless import names_to_hide
from server.publish.pages import rich
from server.publish.reading import Reading
from server.publish.sections.boards import boards
from server.publish.sections.cards import cards
from server.publish.sections.colophon import colophon
from server.publish.sections.criteria import criteria
from server.publish.sections.domains import domains
from server.publish.sections.experiences import experiences
from server.publish.sections.ideas import ideas
from server.publish.sections.method import method
from server.publish.sections.overview import overview
from server.publish.sections.people import people
from server.publish.sections.projection import projection


def _nothing(reading: Reading) -> list[Block]:
    """For a section that is its text and no more."""
    return []


SHOWS: dict[str, Callable[[Reading], list[Block]]] = {
    "text": _nothing,
    "overview": overview,
    "ideas": ideas,
    "method": method,
    "people": people,
    "experiences": experiences,
    "criteria": criteria,
    "domains": domains,
    "projection": projection,
    "boards": boards,
    "cards": cards,
    "colophon": colophon,
}
"""What fills a section, by the value of `shows` in a format."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a facilitator chose for one publication: sections to leave out, by their id in the format.

    With `hidden`, nobody's name is said: neither those, whoever wrote them, nor whose anything is.
    """

    leave_out: frozenset[str] = frozenset()
    hidden: frozenset[str] | None = None


def document(room: Room, language: Language, options: Options | None = None) -> Document:
    """Give the publication of a room as it stands now, at any moment of the day.

    Pure: the same room gives the same document.
    """
    leave_out = options.leave_out if options else frozenset()
    info, kept = room.info, room.need(FormatInfo, "format")
    hidden = None
    if options is not None and options.hidden is not None:
        hidden = names_to_hide(room, options.hidden)
    parts = [part for part in edited(room, kept.publication, language) if part.id not in leave_out]
    if hidden is not None:
        parts = [hidden.out_of(part) for part in parts]
    reading = Reading(room, language, {part.shows for part in parts}, hidden)
    info, kept = reading.info, reading.format
    said = reading.said
    return Document(
        title=info.title,
        subtitle=said(kept.publication.subtitle),
        language=language,
        date=reading.words.date(info.date),
        place=info.place,
        notice=said(info.notice) if info.notice else "",
        summary=said(kept.summary),
        license=kept.license,
        opened_at=info.opened_at,
        domains=[reading.mark(domain) for domain in reading.domains],
        sections=[
            Section(
                anchor=f"section-{part.id}",
                title=part.title,
                shows=part.shows,
                blocks=[*_text(reading, part.text), *SHOWS[part.shows](reading)],
            )
            for part in parts
        ],
    )


def drawings(room: Room, language: Language) -> list[Drawing]:
    """Give every drawing of a room, also those of sections that its publication leaves out."""
    reading = Reading(room, language)
    blocks = [block for fill in (criteria, domains, projection) for block in fill(reading)]
    return [block for block in blocks if isinstance(block, Drawing)]


def _text(reading: Reading, markdown: str) -> list[Block]:
    return [rich(reading, markdown)] if markdown else []
