"""All that the room keeps of one person, for that person: to read as Markdown, to reuse as JSON."""

from collections.abc import Mapping

import msgspec

from server.core.activities.checkin import Settings
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
    Step,
    Vote,
)
from server.core.room import Room
from server.core.sight import Viewer, nameless, policy, seen, statements
from server.core.text import Language, Text
from server.core.voting import AGREE, DISAGREE, NUANCE
from server.publish.plain import escaped
from server.publish.words import Words

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
BESIDE = Text(
    fr="Ce que j’ai écrit en même temps qu’une autre personne", en="What I wrote while somebody else did"
)
WITHDRAWN = Text(fr="retiré", en="withdrawn")
UNSEEN = Text(fr="(un texte qui n’est plus là)", en="(a text that is no longer there)")

VOTED: dict[str, Text] = {
    f"agreement/{AGREE}": Text(fr="D’accord", en="Agree"),
    f"agreement/{NUANCE}": Text(fr="À nuancer", en="Yes, but"),
    f"agreement/{DISAGREE}": Text(fr="Pas d’accord", en="Disagree"),
    "impact": Text(fr="Effet {n} sur 5", en="Impact {n} of 5"),
    "effort": Text(fr="Effort {n} sur 5", en="Effort {n} of 5"),
    "": Text(fr="{n} point|{n} points", en="{n} point|{n} points"),
    "card": Text(fr="Moi aussi", en="Me too"),
}
"""What a weight says, by the way in which one votes; on a question, that it is one's own too."""


class Version(msgspec.Struct, frozen=True):
    """A text of a person that stands beside another, in a record that may be somebody else's."""

    kind: str
    id: str
    text: str


def theirs(room: Room, person: str) -> dict[str, list[Record]]:
    """Give the records of a person, by kind: what they wrote, and what was written to them alone."""
    owned, known = room.owned.get(person, set()), room.find(Participant, person)
    viewer, sight = Viewer(known.seat if known else "participant", None, person), policy(room.info)
    found: dict[str, list[Record]] = {}
    for kind in TITLES:
        mine = [r for id, r in room.records[kind].items() if (kind, id) in owned or _to(r, person)]
        # Beside a text of one's own may stand what another person wrote over it, and in a statement of one's own
        # the words of cards that one is not shown.
        looked = statements if kind == Statement.KIND else nameless
        records = [shown for record in mine if (shown := looked(record, viewer, sight)) is not None]
        if records:
            found[kind] = records
    return found


def versions(room: Room, person: str) -> list[Version]:
    """Give what a person wrote over the same words as somebody else, which nobody has chosen between yet."""
    return [
        Version(kind, record.id, other.text)
        for kind, records in room.records.items()
        for record in records.values()
        for other in getattr(record, "alternatives", [])
        if other.by == person
    ]


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
        "versions": versions(room, person),
    }
    return msgspec.json.format(msgspec.json.encode(sheet), indent=2) + b"\n"


def as_markdown(room: Room, person: str, language: Language) -> bytes:
    """Give everything as a text."""
    lines = [
        f"# {HEAD.said(language)}",
        f"{escaped(room.info.title)} · {room.code} · {Words(language).date(room.info.date)}".strip(" ·"),
    ]
    for kind, records in theirs(room, person).items():
        lines.append(f"## {TITLES[kind].said(language)}")
        lines += [f"- {_line(room, record, language)}" for record in records]
    if beside := versions(room, person):
        lines.append(f"## {BESIDE.said(language)}")
        lines += [f"- {escaped(one.text).replace(chr(10), ' ')}" for one in beside]
    return ("\n\n".join(lines) + "\n").encode()


def _line(room: Room, record: Record, language: Language) -> str:
    parts = _voted(room, record, language) if isinstance(record, Vote) else _parts(room, record, language)
    text = " · ".join(escaped(part).replace("\n", " ") for part in parts if part)
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
            return _answered(room, record, language)
        case Appraisal():
            return [names.get(record.level, record.level), record.reason]
        case Proposal():
            return [names.get(record.kind, record.kind), record.text]
        case Commitment():
            return [record.who, record.what, Words(language).date(record.by)]
        case Board():
            return [record.caption, record.alt]
        case Statement() | Message() | Note():
            return [record.text]
    return []


def _answered(room: Room, answer: Answer, language: Language) -> list[str]:
    """Give an answer under its question, with the choices by what they are called."""
    step = room.find(Step, answer.step)
    asked = msgspec.convert(step.settings, Settings).prompts if step and step.activity == "checkin" else []
    prompt = next((one for one in asked if one.id == answer.prompt), None)
    if prompt is None:
        return [*answer.value, answer.text]
    called = {choice.id: choice.label.said(language) for choice in prompt.choices}
    return [prompt.ask.said(language), *(called.get(id, id) for id in answer.value), answer.text]


def _voted(room: Room, vote: Vote, language: Language) -> list[str]:
    """Give a vote by what it says, and the text that it is on, where its voter may still read that."""
    on, _, way = vote.on.partition("#")
    kind, _, id = on.partition("/")
    keys = (f"{way}/{vote.weight}", way or kind, way)
    said = VOTED[next((key for key in keys if key in VOTED), "")].said(language)
    one, _, several = said.partition("|")
    voter = room.find(Participant, vote.participant)
    viewer = Viewer(voter.seat, voter.group, voter.id) if voter else Viewer("reader")
    record = seen(room.records[kind].get(id), viewer, policy(room.info)) if kind in room.records else None
    gone = record is None or getattr(record, "withdrawn", False)
    text = UNSEEN.said(language) if gone else str(getattr(record, "text", ""))
    return [(several if several and vote.weight > 1 else one).format(n=vote.weight), text]
