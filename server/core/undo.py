"""Undo: a new op that restores what another one replaced, where nobody has changed it since."""

from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.refusals import Refused
from server.core.room import Change, Drop, Patch, Put, Room

KEPT = frozenset({"room.open", "room.import", "participant.join", "participant.add", "file.add"})
"""Ops that are not undone: what came in stays in."""


class Undo(Args, frozen=True, kw_only=True):
    """`op` is the id of the op to take back."""

    op: str


def undo(room: Room, args: Undo, asked: Asked) -> list[Change]:
    """Take an op back: its author may, and a facilitator."""
    past = asked.past
    if past is None or past.op != args.op:
        raise Refused("op.unknown-id", op=args.op)
    refuse_unless(past.name not in KEPT, "op.cannot-undo", name=past.name)
    mine = past.actor is not None and past.actor == asked.author
    secret = any(change.kind in ("vote", "answer") for change in past.changes)
    refuse_unless(mine or (asked.facilitates and not secret), "op.not-yours")
    for change in past.changes:
        refuse_unless(_still_holds(room, change, past.seq), "op.changed-since", kind=change.kind)
    return list(past.before)


def _still_holds(room: Room, change: Change, seq: int) -> bool:
    """Whether what a change set is as it left it."""
    now = room.records[change.kind].get(change.id)
    match change:
        case Drop():
            return now is None
        case Put():
            return now is not None and now.rev == seq
        case Patch(fields=fields):
            return now is not None and all(getattr(now, f) == value for f, value in fields.items())


OPS: dict[str, Rule] = {"op.undo": On(Undo, undo)}
