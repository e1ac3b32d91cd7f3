"""The day as a film: the log from its first card to its last statement, as somebody may see it now.

What is hidden, withdrawn or erased today is in no moment of it. A text is shown as it was at that
moment, where this viewer could read it then (`film_texts`). What a record went through (a step that
begins, a card that is drawn into a statement) is what moves; every other field is as it is today.
Nobody is named, and no vote or answer is in it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from server.core.asking import Entry
from server.core.film_texts import Key, gone, speaks, texts
from server.core.lineage import stands_in
from server.core.records import KINDS, Record, Source, Statement
from server.core.room import Change, Drop, Patch, Put, Room
from server.core.sight import Viewer, policy, seen

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
"""The kinds that a film shows, with the fields that move in it beside their text."""

TYPING = 5_000
"""Milliseconds of typing in one text that make one moment: letter by letter a film would stand still."""

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


def film(room: Room, entries: Sequence[Entry], viewer: Viewer) -> Film:
    """Make the film of a log for a class of viewers; `room` is what the log leads to."""
    cutting = _Cutting(_shown(room, viewer), texts(entries, viewer))
    for entry in entries:
        cutting.add(entry)
    return Film(seq=room.seq, moments=cutting.moments, marks=cutting.marks)


class _Cutting:
    """The moments so far, and what stands in them."""

    def __init__(self, shown: Shown, told: dict[Key, list[str]]) -> None:
        self.moments: list[Moment] = []
        self.marks: list[Mark] = []
        self._shown = shown
        self._told = {key: iter(versions) for key, versions in told.items()}
        self._there: dict[Key, str] = {}
        """What the film shows by now, each with its text."""

    def add(self, entry: Entry) -> None:
        changes = [
            filmed for change in entry.changes if (filmed := self._filmed(change, entry.seq)) is not None
        ]
        if not changes or self._typed_on(entry.at, changes):
            return
        begun = _begun(changes)
        if begun is not None:
            self.marks.append(Mark(moment=len(self.moments), step=begun))
        self.moments.append(Moment(at=entry.at, changes=changes))

    def _typed_on(self, at: int, changes: list[Change]) -> bool:
        """Put a text in the place of the one that the last moment gave the same record a moment ago."""
        last = self.moments[-1] if self.moments else None
        if last is None or at - last.at > TYPING or not (_only_text(changes) and _only_text(last.changes)):
            return False
        if (last.changes[0].kind, last.changes[0].id) != (changes[0].kind, changes[0].id):
            return False
        self.moments[-1] = Moment(at=last.at, changes=changes)
        return True

    def _filmed(self, change: Change, seq: int) -> Change | None:
        """Give what of a change is in the film; None where it is nothing."""
        kind, key, shown = change.kind, (change.kind, change.id), self._shown
        text = next(self._told[key]) if speaks(change) and key in self._told else None
        now = shown.get(kind, {}).get(change.id)
        if now is None:
            return None
        match change:
            case Put(record=record):
                then = _allowed(kind, {field: getattr(record, field) for field in MOVES[kind]}, shown)
                if text is not None:
                    then["text"] = text
                self._there[key] = text or ""
                return Put(kind, change.id, msgspec.structs.replace(now, **then, rev=seq))
            case Patch(fields=fields) if key in self._there:
                then = _allowed(kind, {f: v for f, v in fields.items() if f in MOVES[kind]}, shown)
                if text is not None and text != self._there[key]:
                    self._there[key] = then["text"] = text
                return Patch(kind, change.id, then) if then else None
            case Drop() if key in self._there:
                del self._there[key]
                return Drop(kind, change.id)
        return None


def _only_text(changes: list[Change]) -> bool:
    return len(changes) == 1 and isinstance(changes[0], Patch) and set(changes[0].fields) == {"text"}


def _shown(room: Room, viewer: Viewer) -> Shown:
    """Every record that is in the film, as it stands now and as this viewer sees it."""
    now = policy(room.info)
    shown: dict[str, dict[str, Record]] = {}
    for kind in MOVES:
        shown[kind] = {
            id: _bare(visible)
            for id, record in room.records[kind].items()
            if not gone(record) and (visible := seen(record, viewer, now)) is not None
        }
    shown["statement"] = {id: one for id, one in shown["statement"].items() if stands_in(room.records, id)}
    return shown


def _bare(record: Record) -> Record:
    """Leave out who wrote a record, and the versions that stand side by side."""
    blanks: dict[str, object] = {"author": None, "alternatives": []}
    return msgspec.structs.replace(record, **{f: v for f, v in blanks.items() if hasattr(record, f)})


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
