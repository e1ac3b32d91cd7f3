"""The day as a film: the log from its first card to its last statement, as somebody may see it now.

What is hidden, withdrawn or erased today is in no moment of it, and a text is shown as it reads
today, never as it once was: a film may not tell what its viewer can no longer see. What a record
went through (a step that begins, a card that is drawn into a statement) is what moves. Nobody is
named, and no vote or answer is in it.
"""

from collections.abc import Iterable, Mapping

import msgspec

from server.core.access import Viewer, policy, seen
from server.core.asking import Entry
from server.core.records import KINDS, Card, Record, Source, Statement
from server.core.room import Change, Drop, Patch, Put, Room

MOVES: Mapping[str, frozenset[str]] = {
    "room": frozenset({"step", "round"}),
    "step": frozenset({"status"}),
    "criterion": frozenset(),
    "domain": frozenset(),
    "experience": frozenset(),
    "group": frozenset(),
    "card": frozenset({"criterion", "domains", "kind", "experience"}),
    "appraisal": frozenset({"level"}),
    "statement": frozenset({"stance", "criterion", "order", "sources", "merged", "merged_into"}),
    "proposal": frozenset({"kind", "statements"}),
    "commitment": frozenset(),
    "board": frozenset(),
}
"""The kinds that a film shows, with the fields that move in it; every other field is as it is now."""

Shown = Mapping[str, Mapping[str, Record]]


class Moment(msgspec.Struct, frozen=True, array_like=True):
    """What happened at one instant: when, and the changes, as frames carry them."""

    at: int
    changes: list[Change]


class Mark(msgspec.Struct, frozen=True):
    """A step that begins: the number of the moment, and the step."""

    moment: int
    step: str


class Film(msgspec.Struct, frozen=True):
    """The whole film, as it stands at `seq`."""

    seq: int
    moments: list[Moment]
    marks: list[Mark]


def film(room: Room, entries: Iterable[Entry], viewer: Viewer) -> Film:
    """Make the film of a log for a class of viewers; `room` is what the log leads to."""
    shown = _shown(room, viewer)
    there: set[tuple[str, str]] = set()
    moments: list[Moment] = []
    marks: list[Mark] = []
    for entry in entries:
        changes = [
            filmed
            for change in entry.changes
            if (filmed := _filmed(change, shown, there, entry.seq)) is not None
        ]
        if not changes:
            continue
        begun = _begun(changes)
        if begun is not None:
            marks.append(Mark(moment=len(moments), step=begun))
        moments.append(Moment(at=entry.at, changes=changes))
    return Film(seq=room.seq, moments=moments, marks=marks)


def _shown(room: Room, viewer: Viewer) -> Shown:
    """Every record that is in the film, as it stands now and as this viewer sees it."""
    now = policy(room.info)
    shown: dict[str, dict[str, Record]] = {}
    for kind in MOVES:
        shown[kind] = {
            id: _bare(visible)
            for id, record in room.records[kind].items()
            if not _gone(record) and (visible := seen(record, viewer, now)) is not None
        }
    return shown


def _gone(record: Record) -> bool:
    return bool(getattr(record, "withdrawn", False)) or (
        isinstance(record, Card) and record.hidden is not None
    )


def _bare(record: Record) -> Record:
    """Leave out who wrote a record, and the versions that stand side by side."""
    blanks: dict[str, object] = {"author": None, "alternatives": []}
    return msgspec.structs.replace(record, **{f: v for f, v in blanks.items() if hasattr(record, f)})


def _filmed(change: Change, shown: Shown, there: set[tuple[str, str]], seq: int) -> Change | None:
    """Give what of a change is in the film; None where it is nothing."""
    kind, id = change.kind, change.id
    now = shown.get(kind, {}).get(id)
    if now is None:
        return None
    match change:
        case Put(record=record):
            there.add((kind, id))
            then = {field: getattr(record, field) for field in MOVES[kind]}
            return Put(kind, id, msgspec.structs.replace(now, **_allowed(kind, then, shown), rev=seq))
        case Patch(fields=fields) if (kind, id) in there:
            then = _allowed(kind, {f: v for f, v in fields.items() if f in MOVES[kind]}, shown)
            return Patch(kind, id, then) if then else None
        case Drop() if (kind, id) in there:
            there.discard((kind, id))
            return Drop(kind, id)
    return None


def _allowed(kind: str, fields: dict[str, object], shown: Shown) -> dict[str, object]:
    """Leave out of moving fields what is not in the film itself: its cards, statements and criteria."""
    kept = dict(fields)
    sources = kept.get("sources")
    if isinstance(sources, list):
        kept["sources"] = [
            Source(card=source.card, text=_text_of(shown, source.card), how=source.how)
            for source in sources
            if source.card in shown["card"]
        ]
    for field in ("merged", "statements"):
        named = kept.get(field)
        if isinstance(named, list):
            kept[field] = [id for id in named if id in shown["statement"]]
    into = kept.get("merged_into")
    if into is not None and into not in shown["statement"]:
        kept["merged_into"] = None
    return kept


def _text_of(shown: Shown, card: str) -> str:
    return str(getattr(shown["card"][card], "text", ""))


def _begun(changes: list[Change]) -> str | None:
    """The step that a moment begins, where it begins one."""
    for change in changes:
        if change.kind == "step" and isinstance(change, Patch) and change.fields.get("status") == "running":
            return change.id
    return None


assert set(MOVES) <= set(KINDS) and MOVES["statement"] <= set(Statement.__struct_fields__)  # noqa: S101, PT018
