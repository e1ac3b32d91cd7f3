"""What was done to one record, step by step, read from the log as one viewer may see it now.

The log keeps more than people may see: each version goes through the rights that frames go through,
what was hidden since stays hidden in the past too, and a room that names nobody names nobody here.
"""

from collections.abc import Iterable, Sequence

import msgspec

from server.core import access, sight
from server.core.asking import Actor, Asked, Entry, Op, different
from server.core.deciding import decide
from server.core.lineage import lies
from server.core.records import Card, Record, RoomInfo, Source
from server.core.refusals import Refused
from server.core.room import Change, Drop, Patch, Put, Room
from server.core.sight import Viewer

KINDS_WITH_HISTORY = frozenset({"statement"})
"""What everybody sees from its first word on; a card's past may hold what was corrected unseen."""


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """One step in the life of a record: the fields that it changed, as they were and as they became.

    `by` is the person where the room names people; `undoes` the op that this step took back;
    `refused` why whoever looks cannot take this step back now, None where they can.
    """

    op: str
    seq: int
    name: str
    at: int
    by: str | None
    was: dict[str, object]
    became: dict[str, object]
    undoes: str | None = None
    undone: bool = False
    refused: str | None = None
    field: str | None = None
    """The field that somebody has changed since, where that is why."""
    strokes: int = 1
    """How many ops this is, where somebody went on writing: `op` and `seq` are those of the last."""


GOES_ON = 3 * 60_000
"""How long one may pause and still be writing the same, in milliseconds."""


def history(
    room: Room, entries: Sequence[Entry], kind: str, id: str, actor: Actor, viewer: Viewer, now: int
) -> list[Past]:
    """Give the steps of a record, oldest first; `entries` are those that touched it or the room itself."""
    at = sight.policy(room.info)
    record = room.records[kind].get(id) if kind in KINDS_WITH_HISTORY else None
    if sight.seen(record, viewer, at) is None:
        raise Refused("record.unknown", kind=kind, id=id)
    taken_back = _taken_back(entries)
    steps: list[Past] = []
    version: Record | None = None
    named = True
    for entry in entries:
        named = _names_people(entry, named)
        before, version = version, _after(version, entry.changes, kind, id)
        was, became = (_shown(room, sight.seen(one, viewer, at)) for one in (before, version))
        fields = _differences(was, became)
        if fields is None:
            continue
        undone = entry.op in taken_back
        by = entry.actor if named and not at.anonymous else None
        if steps and _goes_on(steps[-1], entry, by, fields, undone=undone):
            steps[-1] = _longer(steps[-1], entry, fields[1])
            continue
        refused, field = ("op.changed-since", None) if undone else _why_not(room, entry, actor, now)
        steps.append(
            Past(
                op=entry.op,
                seq=entry.seq,
                name=entry.name,
                at=entry.at,
                by=by,
                was=fields[0],
                became=fields[1],
                undoes=_undoes(entry),
                undone=undone,
                refused=refused,
                field=field,
            )
        )
    return steps


def _goes_on(
    last: Past,
    entry: Entry,
    by: str | None,
    fields: tuple[dict[str, object], dict[str, object]],
    *,
    undone: bool,
) -> bool:
    """Whether an op is one more stroke of the same writing by the same person."""
    return (
        last.name == entry.name == "statement.type"
        and fields[0].keys() == last.was.keys() == {"text"}
        and fields[0]["text"] == last.became["text"]
        and last.by == by
        and last.undone == undone
        and entry.at - last.at < GOES_ON
    )


def _longer(last: Past, entry: Entry, became: dict[str, object]) -> Past:
    # It is taken back as a whole by an edit of the text, which the words that came since do not hinder.
    refused = last.refused if last.refused in ("access.denied", "op.not-yours") else None
    return msgspec.structs.replace(
        last,
        op=entry.op,
        seq=entry.seq,
        at=entry.at,
        became=became,
        strokes=last.strokes + 1,
        refused=refused,
    )


def _after(version: Record | None, changes: Iterable[Change], kind: str, id: str) -> Record | None:
    """Give a record as changes leave it."""
    for change in changes:
        if (change.kind, change.id) != (kind, id):
            continue
        match change:
            case Put(record=record):
                version = record
            case Patch(fields=fields) if version is not None:
                version = msgspec.structs.replace(version, **fields)
            case Drop():
                version = None
    return version


def _names_people(entry: Entry, named: bool) -> bool:
    """Whether the room names who did what, once this op is done."""
    for change in entry.changes:
        match change:
            case Put(record=RoomInfo(anonymous=anonymous)):
                named = not anonymous
            case Patch(kind="room", fields={"anonymous": bool(anonymous)}):
                named = not anonymous
    return named


def _shown(room: Room, version: Record | None) -> Record | None:
    """Leave out the copies of texts that are hidden, withdrawn or no more, wherever they stood in the past."""
    sources: list[Source] | None = getattr(version, "sources", None)
    if version is None or not sources:
        return version
    return msgspec.structs.replace(version, sources=[_source(room, source) for source in sources])


def _source(room: Room, source: Source) -> Source:
    card = room.find(Card, source.card)
    kept = card is not None and lies(card) and card.text
    return source if kept else msgspec.structs.replace(source, text="")


def _differences(
    was: Record | None, became: Record | None
) -> tuple[dict[str, object], dict[str, object]] | None:
    """Give the fields that differ, as they were and as they are; None where the viewer saw no difference."""
    if was is None or became is None:
        there = [_fields(record) for record in (was, became)]
        return (there[0], there[1]) if any(there) else None
    changed = different(was, became)
    return ({field: getattr(was, field) for field in changed}, changed) if changed else None


def _fields(record: Record | None) -> dict[str, object]:
    return {} if record is None else {f: getattr(record, f) for f in record.__struct_fields__ if f != "rev"}


def _undoes(entry: Entry) -> str | None:
    wanted = entry.args.get("op") if entry.name == "op.undo" else None
    return wanted if isinstance(wanted, str) else None


def _taken_back(entries: Sequence[Entry]) -> set[str]:
    """Give the ops that were taken back and not brought back by undoing the undoing."""
    gone: set[str] = set()
    for entry in reversed(entries):
        wanted = _undoes(entry)
        if wanted is not None and entry.op not in gone:
            gone.add(wanted)
    return gone


def _why_not(room: Room, entry: Entry, actor: Actor, now: int) -> tuple[str | None, str | None]:
    """Say why an op cannot be taken back by somebody, by trying: deciding changes nothing."""
    if not access.synthesizers(room, actor):
        return "access.denied", None
    op = Op("history", "op.undo", {"op": entry.op})
    try:
        changes = decide(room, op, Asked(actor, now, op.id, past=entry))
    except Refused as refusal:
        field = refusal.facts.get("field")
        return refusal.code, str(field) if field else None
    return (None, None) if changes else ("op.changed-since", None)
