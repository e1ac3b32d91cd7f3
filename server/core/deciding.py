"""From an op to its changes: whether it may, then what it does. Pure; the table of contents of the house."""

from server.core import (
    access,
    agenda,
    calling,
    composing,
    editing,
    edition,
    erasing,
    groups,
    messages,
    opening,
    people,
    rounds,
    rows,
    seating,
    sharing,
    sheets,
    undo,
    writing,
)
from server.core.activities import ACTIVITIES, voices
from server.core.asking import Asked, Op, Rule, refuse_unless
from server.core.records import Participant
from server.core.refusals import Refused
from server.core.room import Change, Patch, Room

RULES: dict[str, Rule] = {}
for _ops in (
    opening.OPS,
    people.OPS,
    agenda.OPS,
    composing.OPS,
    rows.OPS,
    groups.OPS,
    seating.OPS,
    rounds.OPS,
    calling.OPS,
    messages.OPS,
    sheets.OPS,
    editing.OPS,
    edition.OPS,
    erasing.OPS,
    sharing.OPS,
    undo.OPS,
    writing.OPS,
    *(activity.ops for activity in ACTIVITIES.values()),
):
    RULES.update(_ops)
"""Every op that a device may ask, by name."""

COMING_IN = frozenset({"participant.join", "participant.claim"})
"""The ops by which a person comes into a room; the server alone asks them, for who is only now becoming one of it."""


def decide(room: Room, op: Op, asked: Asked) -> list[Change]:
    """Give the changes that an op makes, none where it changes nothing; Refused where it may not."""
    rule = RULES.get(op.name)
    if rule is None:
        raise Refused("op.unknown", name=op.name[:60])
    _refuse_if_gone(room, asked)
    may = access.MAY.get(op.name, access.nobody)
    refuse_unless(may(room, asked.actor), "access.denied", name=op.name)
    refuse_unless(not room.info.closed or _may_when_closed(op, asked), "room.closed")
    changes = rule.decide(room, op.args, asked)
    if op.name != "op.undo":
        changes = groups.leaving(room, changes)
    changes += writing.following(room, changes, op.id)
    changes += voices.following(room, changes)
    return changes if any(_changes_something(room, change) for change in changes) else []


def _may_when_closed(op: Op, asked: Asked) -> bool:
    """Whether an op is possible in a closed room: what is, can be taken back there, and so can the closing."""
    if op.name == "op.undo" and asked.past is not None:
        return asked.past.name == "room.close" or asked.past.name in access.MAY_WHEN_CLOSED
    return op.name in access.MAY_WHEN_CLOSED


def _changes_something(room: Room, change: Change) -> bool:
    """Whether a change leaves its record otherwise than it is now; what is set again as it was does not."""
    record = room.records[change.kind].get(change.id)
    if not isinstance(change, Patch) or record is None:
        return True
    return any(getattr(record, field) != value for field, value in change.fields.items())


def join(room: Room, op: Op, asked: Asked) -> list[Change]:
    """Decide an op that the server asks on its own behalf, such as a person's arrival."""
    refuse_unless(not room.info.closed, "room.closed")
    if op.name not in COMING_IN:
        _refuse_if_gone(room, asked)
    return RULES[op.name].decide(room, op.args, asked)


def _refuse_if_gone(room: Room, asked: Asked) -> None:
    """Refuse a person who was erased: what their devices still had under way would say who they were."""
    refuse_unless(asked.author is None or room.find(Participant, asked.author) is not None, "access.token")
