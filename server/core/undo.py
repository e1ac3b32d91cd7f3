"""Undo: a new op that restores what another one replaced, where nobody has changed it since.

What others did beside it stays: the words of a text and the sources of a statement are taken back
one by one, so that a step can be undone days later.
"""

from collections.abc import Iterable, Iterator

import msgspec

from server.core import unpicking
from server.core.access import synthesizers
from server.core.activities import voices
from server.core.asking import Args, Asked, Entry, On, Rule, refuse_unless
from server.core.erasing import is_erased
from server.core.lineage import lies
from server.core.opening import naming
from server.core.records import Card, Declined, Record, RoomInfo, Source, Statement, Stroke
from server.core.refusals import Refused
from server.core.room import Change, Drop, Patch, Put, Room, put

KEPT = frozenset(
    {
        "room.open",
        "room.import",
        "room.gather",
        "participant.join",
        "participant.claim",
        "participant.release",
        "file.add",
        "record.erase",
        "participant.erase",
        "share.make",
        "share.end",
        "statement.open",
    }
)
"""Ops that are not undone: what came in stays in, and a link that was ended stays so.

A place on the list that is taken or given back goes with the links of its device, which no undo
brings back or ends: given back, it is taken again from the join page, and taken, given back by its call.
"""

MARKS = frozenset({"author", "at", "edited_at", "sat"})
"""Who and when: every edit sets them, so that they do not tell whether the same was changed."""

NAMED_BY_ANOTHER = frozenset({"hand", "tally"})
"""Kinds whose id is that of a person, or of what is voted on: what names the id means these, and leans on
no raised hand and no sum."""


class Undo(Args, frozen=True, kw_only=True):
    """`op` is the id of the op to take back."""

    op: str


def undo(room: Room, args: Undo, asked: Asked) -> list[Change]:
    """Take an op back: its author may, and a facilitator; not where others have built on it since."""
    if asked.past is None or asked.past.op != args.op:
        raise Refused("op.unknown-id", op=args.op)
    past = _without_votes(_without_strokes(asked.past))
    refuse_unless(past.name not in KEPT, "op.cannot-undo", name=past.name)
    mine = past.actor is not None and past.actor == asked.author
    erased = any(is_erased(room.records[change.kind].get(change.id)) for change in past.changes)
    refuse_unless(not erased, "record.erased")
    secret = any(change.kind in ("vote", "answer") for change in past.changes)
    refuse_unless(mine or (asked.facilitates and not secret), "op.not-yours")
    # Who takes back what they did with a card takes back what that did to its copies.
    of_card = past.name.startswith("card.")
    of_synthesis = not of_card and any(c.kind in (Statement.KIND, Declined.KIND) for c in past.changes)
    refuse_unless(not of_synthesis or synthesizers(room, asked.actor), "access.denied", name=past.name)
    back = [_unpicked(room, change, past) for change in past.before]
    for change in _last_on_each(past.changes):
        _refuse_if_overtaken(room, change, past)
    gone = {(c.kind, c.id) for c in past.before if isinstance(c, Drop) and c.kind not in NAMED_BY_ANOTHER}
    own = {(change.kind, change.id) for change in past.changes}
    refuse_unless(not _leaned_on(room, gone, own), "op.changed-since")
    overtaken = {
        (change.kind, change.id, field)
        for change in past.changes
        if isinstance(change, Patch)
        for field in MARKS & change.fields.keys()
        if getattr(room.records[change.kind].get(change.id), field) != change.fields[field]
    }
    back = [_without_names(room, _without_marks(change, overtaken), asked) for change in back]
    return _without_hidden_texts(room, back)


def _without_strokes(past: Entry) -> Entry:
    """Leave a document's strokes where they are: what was typed is taken back by typing, as the text says."""
    changes, before = ([c for c in side if c.kind != Stroke.KIND] for side in (past.changes, past.before))
    return msgspec.structs.replace(past, changes=changes, before=before)


def _without_votes(past: Entry) -> Entry:
    """Leave out what an op did to open votes beside what it was about: taken back, it does the like anew."""
    if not any(isinstance(c, Patch) and voices.moves(c) for c in past.changes):
        return past
    changes, before = (
        [c for c in side if not voices.is_following(c)] for side in (past.changes, past.before)
    )
    return msgspec.structs.replace(past, changes=changes, before=before)


def _unpicked(room: Room, change: Change, past: Entry) -> Change:
    """Give a restoring change that leaves alone what others did since in the same text or list."""
    now = room.records[change.kind].get(change.id)
    if not isinstance(change, Patch) or now is None:
        return change
    fields = dict(change.fields)
    for field, was in change.fields.items():
        became, here = _became(past, change, field), getattr(now, field)
        if became is not None and here != became:
            apart = unpicking.without(change.kind, field, was, became, here)
            fields[field] = was if apart is None else apart
    return Patch(change.kind, change.id, fields)


def _became(past: Entry, change: Change, field: str) -> object:
    """What an op made of a field, where it set it once; None where it is not so simple."""
    on = [other for other in past.changes if (other.kind, other.id) == (change.kind, change.id)]
    return on[0].fields.get(field) if len(on) == 1 and isinstance(on[0], Patch) else None


def _refuse_if_overtaken(room: Room, change: Change, past: Entry) -> None:
    """Refuse where what a change set is no longer as it left it, and cannot be taken out of what it became."""
    now = room.records[change.kind].get(change.id)
    if now is None or not isinstance(change, Patch):
        refuse_unless(_still_holds(now, change, past.seq), "op.changed-since", kind=change.kind)
        return
    for field, value in change.fields.items():
        taken_in = _is_taken_in(now, change, field, past)
        refuse_unless(not taken_in, "op.changed-since", kind=change.kind, field=field)
        if field in MARKS or getattr(now, field) == value:
            continue
        apart = _apart(change, field, past, getattr(now, field))
        refuse_unless(apart, "op.changed-since", kind=change.kind, field=field)


def _is_taken_in(now: Record, change: Patch, field: str, past: Entry) -> bool:
    """Whether another statement has since taken in what an op moved: it would still hold it."""
    if (change.kind, field) not in unpicking.LISTS or getattr(now, "merged_into", None) is None:
        return False
    return any(unpicking.moved(was, change.fields[field]) for was in _before(past, change, field))


def _apart(change: Patch, field: str, past: Entry, here: object) -> bool:
    """Whether what an op did to a field can still be told from what others did to it since."""
    was = _before(past, change, field)
    if len(was) != 1 or _became(past, change, field) is None:
        return False
    return unpicking.without(change.kind, field, was[0], change.fields[field], here) is not None


def _before(past: Entry, change: Patch, field: str) -> list[object]:
    """What a field was before an op, once for each time that the op set it."""
    return [
        back.fields[field]
        for back in past.before
        if isinstance(back, Patch)
        and (back.kind, back.id) == (change.kind, change.id)
        and field in back.fields
    ]


def _without_marks(change: Change, overtaken: set[tuple[str, str, str]]) -> Change:
    """Leave who and when as they are where somebody has changed another field since."""
    if not isinstance(change, Patch):
        return change
    fields = {f: v for f, v in change.fields.items() if (change.kind, change.id, f) not in overtaken}
    return Patch(change.kind, change.id, fields)


def _without_names(room: Room, change: Change, asked: Asked) -> Change:
    """Keep what was written while nobody was named without a name, also where that is taken back."""
    if not isinstance(change, Patch) or change.kind != RoomInfo.KIND or not room.info.anonymous:
        return change
    if change.fields.get("anonymous", True):
        return change
    return Patch(change.kind, change.id, {**change.fields, **naming(room, anonymous=False, asked=asked)})


def _last_on_each(changes: Iterable[Change]) -> list[Change]:
    """Leave out what the same op itself put or dropped again later."""
    last: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        key = (change.kind, change.id)
        last[key] = [*last.get(key, []), change] if isinstance(change, Patch) else [change]
    return [change for of_record in last.values() for change in of_record]


def _leaned_on(room: Room, gone: set[tuple[str, str]], own: set[tuple[str, str]]) -> bool:
    """Whether a record that the op did not touch names one that would be gone with it."""
    if not gone:
        return False
    ids = {id for _, id in gone} | {f"{kind}/{id}" for kind, id in gone}
    return any(
        not ids.isdisjoint(_names(record))
        for kind, records in room.records.items()
        if kind != Stroke.KIND
        for id, record in records.items()
        if (kind, id) not in own
    )


def _names(record: Record) -> Iterator[str]:
    """Everything in a record that may be the name of another."""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if field not in ("id", "text") and isinstance(value, str):
            yield value.partition("#")[0]
        elif isinstance(value, list):
            yield from (
                item.card if isinstance(item, Source) else item
                for item in value
                if isinstance(item, str | Source)
            )


def _without_hidden_texts(room: Room, back: list[Change]) -> list[Change]:
    """Leave out the copies of a card's text where it was hidden since, withdrawn or erased, and stays so.

    The log is written anew at the end of a turn: within it, the op that is taken back still has the words.
    """
    seen_again = {c.id for c in back if isinstance(c, Patch) and c.kind == Card.KIND and _shows(room, c)}

    def shown(sources: list[Source]) -> list[Source]:
        return [one if one.card in seen_again else _shown(room, one) for one in sources]

    def without(change: Change) -> Change:
        if isinstance(change, Put) and isinstance(change.record, Statement):
            return put(msgspec.structs.replace(change.record, sources=shown(change.record.sources)))
        if isinstance(change, Patch) and "sources" in change.fields:
            copied: list[Source] = change.fields["sources"]  # type: ignore[assignment]
            return Patch(change.kind, change.id, {**change.fields, "sources": shown(copied)})
        return change

    return [without(change) for change in back]


def _shows(room: Room, change: Patch) -> bool:
    """Whether a card is in sight once a change is done."""
    return lies(msgspec.structs.replace(room.need(Card, change.id), **change.fields))


def _shown(room: Room, source: Source) -> Source:
    card = room.find(Card, source.card)
    if card is None or (lies(card) and not is_erased(card)):
        return source
    return msgspec.structs.replace(source, text="")


def _still_holds(now: Record | None, change: Change, seq: int) -> bool:
    """Whether a record that an op put or dropped is as it left it, but for what was hidden within it."""
    if now is None or not isinstance(change, Put):
        return now is None and isinstance(change, Drop)
    return now.rev == seq or _bare(now) == _bare(change.record)


def _bare(record: Record) -> Record:
    """Give a record without its revision, a statement without the copies of its cards' texts, which go and come."""
    if not isinstance(record, Statement):
        return msgspec.structs.replace(record, rev=0)
    sources = [msgspec.structs.replace(source, text="", aside=msgspec.UNSET) for source in record.sources]
    return msgspec.structs.replace(record, rev=0, sources=sources)


OPS: dict[str, Rule] = {"op.undo": On(Undo, undo)}
