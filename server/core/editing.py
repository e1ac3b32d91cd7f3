"""Editing a text that others may be editing: merged where it can be, kept twice where it cannot."""

from server.core.access import synthesizers
from server.core.asking import Args, Asked, On, Rule, refuse_unless, written
from server.core.erasing import is_erased
from server.core.groups import is_of
from server.core.lineage import reworded
from server.core.merging import merge_words
from server.core.records import Alternative, Appraisal, Card, Proposal, Record, Statement
from server.core.room import MERGED_TEXTS, Change, Room, patch

MOST_ALTERNATIVES = 8


def edited(room: Room, record: Record, field: str, new: str, asked: Asked) -> dict[str, object]:
    """Give the fields that an edit sets, merged three ways with what others wrote since `asked.base`.

    Where two people rewrote the same words, the text stays as it is and the newcomer's version
    stands beside it, to be chosen from.
    """
    return woven(room, record, field, _begun_with(room, record, field, asked.base), new, asked)


def _begun_with(room: Room, record: Record, field: str, base: int | None) -> str:
    """Give the text that the author of an edit began with, who saw the record as it was at `base`."""
    if base is None:
        return str(getattr(record, field))
    known = room.text_at(record.KIND, record.id, base)
    if known is not None:
        return known
    # Begun before the record was here. Only who made it can have seen it, in the words that it was made with;
    # but a cell of the grid may have been made by two people at once, and then each began with none.
    return "" if isinstance(record, Appraisal) else room.first_text(record.KIND, record.id)


def woven(
    room: Room, record: Record, field: str, start: str, new: str, asked: Asked, **facts: str
) -> dict[str, object]:
    """Give the fields that set what was made of `start`: merged into the text, or beside it.

    What was made of a version that the room has let go of stands beside the text, never merged on a guess.
    """
    current: str = getattr(record, field)
    forgotten = asked.base is not None and room.has_forgotten(record.KIND, record.id, asked.base)
    merged = merge_words(start, current, new) if not forgotten or new == current else None
    if merged is not None:
        return {field: merged}
    known: list[Alternative] = getattr(record, "alternatives")  # noqa: B009 - not all records have it
    if any(other.text == new for other in known):
        return {}
    refuse_unless(len(known) < MOST_ALTERNATIVES, "op.changed-since", **facts)
    return {"alternatives": [*known, Alternative(text=new, by=asked.author)]}


class Settle(Args, frozen=True, kw_only=True):
    """Choose one text where several stand side by side; `kind` and `id` name the record."""

    kind: str
    id: str
    text: str


SETTLED: dict[str, type[Card] | type[Appraisal] | type[Statement] | type[Proposal]] = {
    "card": Card,
    "appraisal": Appraisal,
    "statement": Statement,
    "proposal": Proposal,
}


LONGEST = {"card": "card", "appraisal": "reason", "statement": "text", "proposal": "card"}
"""The limit of each merged text, by the kind of its record."""


def settle(room: Room, args: Settle, asked: Asked) -> list[Change]:
    refuse_unless(args.kind in SETTLED, "record.unknown", kind=args.kind, id=args.id)
    record = room.need(SETTLED[args.kind], args.id)
    if isinstance(record, Statement):
        refuse_unless(synthesizers(room, asked.actor), "op.not-yours")
    else:
        group = getattr(record, "group", None)
        mine = record.author == asked.author or (group is not None and is_of(room, asked, group))
        refuse_unless(asked.facilitates or mine, "op.not-yours")
    refuse_unless(not is_erased(record), "record.erased")
    # A version that came in meanwhile would go unread.
    refuse_unless(asked.base is None or record.rev <= asked.base, "op.changed-since", kind=args.kind)
    field = MERGED_TEXTS[args.kind]
    standing = {getattr(record, field), *(other.text for other in record.alternatives)}
    # What stood there may have grown by merging, and may be chosen as it is.
    text = args.text if args.text in standing else written(args.text, LONGEST[args.kind])
    rest = reworded(room, record) if isinstance(record, Card) else []
    return [patch(record, **{field: text}, alternatives=[]), *rest]


OPS: dict[str, Rule] = {"text.settle": On(Settle, settle)}
