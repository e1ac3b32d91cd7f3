"""Writing a statement together: strokes that merge, and the text of the record that follows them.

The strokes of a statement are its document (documents.py). They are told and kept like any record;
the text of the statement is what they read, so that whatever knows nothing of strokes reads it there.
"""

import base64
import binascii
from collections.abc import Sequence

from server.core import documents
from server.core.asking import LIMITS, Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.documents import Malformed
from server.core.records import Statement, Stroke
from server.core.refusals import Refused
from server.core.room import Change, Drop, Patch, Put, Room, drop, patch, put

MOST_STROKES = 48
"""As many lie side by side; then they are made one."""


class Open(Args, frozen=True, kw_only=True):
    """Begin to write together: the statement has a document from now on."""

    statement: str


class Type(Args, frozen=True, kw_only=True):
    """`update` is what was typed, as a Yjs update in base64."""

    statement: str
    update: str


def open_writing(room: Room, args: Open, asked: Asked) -> list[Change]:
    statement = room.need(Statement, args.statement)
    if strokes(room, statement.id):
        return []
    id = fresh(room, Stroke, asked.op)
    return [put(_stroke(id, statement.id, documents.begun(statement.text, asked.op)))]


def write_on(room: Room, args: Type, asked: Asked) -> list[Change]:
    """Take what somebody typed; also where the statement was withdrawn or merged meanwhile: no word is lost."""
    statement = room.need(Statement, args.statement)
    before = strokes(room, statement.id)
    refuse_unless(bool(before), "record.unknown", kind=Stroke.KIND, id=statement.id)
    update = _bytes(args.update)
    try:
        said, update = documents.applied([_bytes(stroke.update) for stroke in before], update)
    except Malformed as error:
        raise Refused("op.malformed", why=str(error)) from None
    if not update:
        return []
    refuse_unless(len(said) <= LIMITS["text"], "text.too-long", length=len(said), limit=LIMITS["text"])
    text = written(said, "text", may_be_empty=True)
    id = fresh(room, Stroke, asked.op)
    changes = _laid(before, _stroke(id, statement.id, update))
    # A text that is being emptied to be written anew stands until there is another.
    return [*changes, patch(statement, text=text)] if text and text != statement.text else changes


def following(room: Room, changes: Sequence[Change], op: str) -> list[Change]:
    """Give the strokes that make documents read what an op made of their statements' texts."""
    more: list[Change] = []
    told = {change.kind for change in changes}
    if Statement.KIND not in told or Stroke.KIND in told:
        return more
    for change in changes:
        before = strokes(room, change.id) if change.kind == Statement.KIND else []
        if not before:
            continue
        if isinstance(change, Drop):
            more += [drop(stroke) for stroke in before]
        text = _new_text(change)
        updates = [_bytes(stroke.update) for stroke in before]
        if text is None or documents.text_of(updates).strip() == text:
            continue
        update = documents.rewritten(updates, text, f"{op}:{change.id}")
        if update is not None:
            more += _laid(before, _stroke(f"{op}-{len(more)}", change.id, update))
    return more


def strokes(room: Room, statement: str) -> list[Stroke]:
    """Give the strokes of a statement."""
    return [stroke for stroke in room.all(Stroke) if stroke.statement == statement]


def _laid(before: Sequence[Stroke], stroke: Stroke) -> list[Change]:
    """Lay a stroke beside the others, or make all of them one where there are many."""
    if len(before) < MOST_STROKES:
        return [put(stroke)]
    whole = documents.packed([_bytes(one.update) for one in (*before, stroke)])
    return [*(drop(one) for one in before), put(_stroke(stroke.id, stroke.statement, whole))]


def _new_text(change: Change) -> str | None:
    match change:
        case Patch(fields={"text": str(text)}):
            return text
        case Put(record=Statement(text=text)):
            return text
    return None


def _stroke(id: str, statement: str, update: bytes) -> Stroke:
    return Stroke(id=id, statement=statement, update=base64.b64encode(update).decode())


def _bytes(update: str) -> bytes:
    try:
        return base64.b64decode(update, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("op.malformed", why="base64") from None


OPS: dict[str, Rule] = {"statement.open": On(Open, open_writing), "statement.type": On(Type, write_on)}
