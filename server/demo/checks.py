"""What is checked when the day is over: every device holds the same, and nothing that was said is missing."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from server.demo.cast import Cast
from server.demo.day import Day
from server.demo.phone import Phone, Record, Records, fetch

SHARED = (
    *("room", "step", "criterion", "domain", "experience", "group", "assignment", "card", "appraisal"),
    *("ready", "statement", "proposal", "commitment", "tally", "board"),
)
"""The kinds of which everybody in the room sees every record that stands."""

PATIENCE = 10.0
"""Seconds for the last frames to arrive."""

ARCHIVE = "json"
"""The form that is not a publication but the room itself, to be taken in elsewhere."""


def apart(cast: Cast) -> list[str]:
    """Say which devices differ: from each other, or from what the server tells the same person afresh."""
    phones = cast.phones()
    wrong = []
    if not _within_patience(lambda: len({shared(phone.held()) for phone in phones}) == 1):
        wrong.append(f"{len({shared(phone.held()) for phone in phones})} versions of the room")
    for phone in phones:
        afresh = Phone(phone.base, phone.token).connect()
        if not _within_patience(lambda p=phone, a=afresh: p.held() == a.held()):  # type: ignore[misc]
            wrong.append(
                f"a device of {phone.me} does not hold what it may see: {_difference(phone, afresh)}"
            )
        afresh.leave()
    return wrong


def missing(day: Day) -> list[str]:
    """Say which words of the day are nowhere in the room."""
    facilitator = day.cast.facilitator.phone
    cards, statements = facilitator.of("card"), facilitator.of("statement")
    texts = day.texts
    rewritten = {edit.of: edit.to for edit in texts.edits}
    notes = [*texts.cards, *texts.readings, *texts.comments]
    said = [*(rewritten.get(note.text, note.text) for note in notes)]
    said += [*texts.questions, *(lesson.text for lesson in texts.lessons)]
    lost = [text for text in said if not _stands(text, _versions(cards))]
    lost += [entry.statement for entry in texts.near if not _stands(entry.statement, _versions(statements))]
    return lost


def standing(records: dict[str, Record]) -> list[Record]:
    """The records of a kind that are neither taken back, hidden nor merged into another."""
    return [
        record
        for record in records.values()
        if not (record.get("withdrawn") or record.get("hidden") or record.get("merged_into"))
    ]


def export(cast: Cast, folder: Path) -> list[Path]:
    """Ask for the publication in every form that the house has, and leave each in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = f"/api/rooms/{cast.code}/publication"
    forms = msgspec.json.decode(fetch(cast.base, path, cast.token), type=dict[str, list[str]])["forms"]
    made = []
    for form in forms:
        file = folder / (f"salle.{form}" if form == ARCHIVE else f"synthese.{form}")
        file.write_bytes(fetch(cast.base, f"{path}.{form}", cast.token))
        made.append(file)
    return made


def shared(records: Records) -> str:
    """A print of everything that all must see alike."""
    common = {kind: sorted(map(_plain, _for_all(standing(records.get(kind, {}))))) for kind in SHARED}
    return hashlib.sha256(json.dumps(common).encode()).hexdigest()


def _for_all(records: list[Record]) -> list[Record]:
    """Leave out what adds up the appraisal of the day: facilitators alone see it before it is published."""
    return [record for record in records if not record.get("appraisal")]


def _plain(record: Record) -> str:
    return json.dumps(record, sort_keys=True)


def _versions(records: dict[str, Record]) -> set[str]:
    """Every text that stands, or stands beside another to be chosen from."""
    texts = set()
    for record in standing(records):
        texts.add(str(record["text"]))
        texts |= {str(other["text"]) for other in record.get("alternatives") or ()}  # type: ignore[attr-defined]
    return texts


def _stands(text: str, versions: set[str]) -> bool:
    """Whether a text is there, alone or merged with what somebody else wrote in the same card."""
    return text in versions or any(text in version for version in versions)


def _difference(phone: Phone, afresh: Phone) -> str:
    mine, theirs = phone.held(), afresh.held()
    for kind in sorted(mine.keys() | theirs.keys()):
        for id in sorted(mine.get(kind, {}).keys() | theirs.get(kind, {}).keys()):
            one, two = mine.get(kind, {}).get(id), theirs.get(kind, {}).get(id)
            if one != two:
                return f"{kind}/{id}: {_fields(one, two)}"
    return f"seq {phone.seq} and {afresh.seq}"


def _fields(one: Record | None, two: Record | None) -> str:
    if one is None or two is None:
        return "only afresh" if one is None else "only on the device"
    fields: Sequence[str] = [f for f in one.keys() | two.keys() if one.get(f) != two.get(f)]
    return ", ".join(f"{f} {one.get(f)!r} for {two.get(f)!r}" for f in fields)


def _within_patience(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
