"""All that the room keeps of one person, for that person: to read as Markdown, to reuse as JSON."""

from collections.abc import Mapping

import msgspec

from server.core.records import (
    Answer,
    Appraisal,
    Board,
    Card,
    Commitment,
    FormatInfo,
    Message,
    Note,
    Participant,
    Proposal,
    Record,
    Statement,
    Vote,
)
from server.core.room import Room
from server.core.text import Language, Text
from server.publish.plain import escaped

TITLES: dict[str, Text] = {
    "participant": Text(fr="Qui je suis", en="Who I am"),
    "card": Text(fr="Mes cartes", en="My cards"),
    "answer": Text(fr="Mes réponses", en="My answers"),
    "appraisal": Text(fr="Appréciations que j’ai posées en dernier", en="Appraisals that I set last"),
    "statement": Text(fr="Énoncés que j’ai écrits", en="Statements that I wrote"),
    "proposal": Text(fr="Mes propositions", en="My proposals"),
    "commitment": Text(fr="Mes engagements", en="My commitments"),
    "vote": Text(fr="Mes votes", en="My votes"),
    "message": Text(fr="Messages que j’ai écrits ou reçus", en="Messages that I wrote or was sent"),
    "note": Text(fr="Mes notes", en="My notes"),
    "board": Text(fr="Mes planches", en="My boards"),
}
"""What is given, kind by kind, in this order."""

HEAD = Text(fr="Ce que la salle garde de moi", en="What the room keeps of me")
WITHDRAWN = Text(fr="retiré", en="withdrawn")


def theirs(room: Room, person: str) -> dict[str, list[Record]]:
    """Give the records of a person, by kind: what they wrote, and what was written to them alone."""
    owned = room.owned.get(person, set())
    found: dict[str, list[Record]] = {}
    for kind in TITLES:
        records = [r for id, r in room.records[kind].items() if (kind, id) in owned or _to(r, person)]
        if records:
            found[kind] = records
    return found


def _to(record: Record, person: str) -> bool:
    if isinstance(record, Participant):
        return record.id == person
    return isinstance(record, Message) and record.to == person


def as_json(room: Room, person: str) -> bytes:
    """Give everything as it is kept."""
    sheet = {
        "room": room.code,
        "title": room.info.title,
        "date": room.info.date,
        "records": theirs(room, person),
    }
    return msgspec.json.format(msgspec.json.encode(sheet), indent=2) + b"\n"


def as_markdown(room: Room, person: str, language: Language) -> bytes:
    """Give everything as a text."""
    lines = [
        f"# {HEAD.said(language)}",
        f"{escaped(room.info.title)} · {room.code} · {room.info.date}".strip(" ·"),
    ]
    for kind, records in theirs(room, person).items():
        lines.append(f"## {TITLES[kind].said(language)}")
        lines += [f"- {_line(room, record, language)}" for record in records]
    return ("\n\n".join(lines) + "\n").encode()


def _line(room: Room, record: Record, language: Language) -> str:
    text = " · ".join(escaped(part).replace("\n", " ") for part in _parts(room, record, language) if part)
    return f"{text} ({WITHDRAWN.said(language)})" if getattr(record, "withdrawn", False) else text


def _parts(room: Room, record: Record, language: Language) -> list[str]:
    """Give what a record says, in words."""
    known = room.need(FormatInfo, "format")
    names: Mapping[str, str] = {
        choice.id: choice.label.said(language)
        for choices in (known.roles, known.kinds, known.scale, known.proposal_kinds)
        for choice in choices
    }
    match record:
        case Participant():
            return [record.name, names.get(record.role, ""), record.territory]
        case Card():
            return [names.get(record.kind, record.kind), record.text]
        case Answer():
            return [record.text, ", ".join(record.value)]
        case Appraisal():
            return [names.get(record.level, record.level), record.reason]
        case Proposal():
            return [names.get(record.kind, record.kind), record.text]
        case Commitment():
            return [record.who, record.what, record.by]
        case Vote():
            return [record.on, str(record.weight)]
        case Board():
            return [record.caption, record.alt]
        case Statement() | Message() | Note():
            return [record.text]
    return []
