"""One turn of a room: a batch of ops decided in order, each on what the ones before it left.

Nothing here writes or tells: a turn says what would happen, and can take back what it did in memory.
"""

from collections.abc import Callable, Sequence

import msgspec

from server.core import sight, viewing
from server.core.asking import Actor, Asked, Entry, Op, inverse
from server.core.deciding import decide, join
from server.core.records import Record
from server.core.refusals import Refused
from server.core.room import Room, Touched
from server.core.viewing import Done
from server.live.answered import Answer, Answered
from server.live.clock import now


class Waiting(msgspec.Struct, frozen=True):
    """An op in the queue; `own` where the server asks it on its own behalf."""

    op: Op
    actor: Actor
    reply: Callable[[Answer], None]
    own: bool = False


class Turn:
    """One try at a batch: the rows to write, what to tell, and the answers to give."""

    def __init__(self, room: Room, answered: Answered) -> None:
        self.entries: list[Entry] = []
        self.done: list[Done] = []
        self.answers: list[Answer] = []
        self._room = room
        self._since = room.seq
        self._answered = answered
        self._judged: dict[str, Answer] = {}
        """What this turn has answered for good, by op: one that is asked twice in it is answered the same."""

    def decide(self, batch: Sequence[Waiting]) -> None:
        """Decide every op of a batch."""
        for waiting in batch:
            op = waiting.op.id
            self.answers.append(self._judged.get(op) or self._answered.to(op) or self._answer(waiting))

    def take_back(self) -> None:
        """Undo in memory what could not be written."""
        for happened in reversed(self.done):
            self._room.take_back(happened.touched, self._since)
        self._room.seq = self._since

    def _is_judged(self, op: str) -> bool:
        return op in self._judged or self._answered.knows(op)

    def _answer(self, waiting: Waiting) -> Answer:
        try:
            entry = self._entry(waiting)
        except Refused as refusal:
            if not all(self._is_judged(earlier) for earlier in waiting.op.after):
                return Answer(wait="op.early")
            answer = Answer(refused=refusal.code, facts=refusal.facts)
        else:
            answer = Answer(ok=self._room.seq if entry is None else entry.reached)
            self.entries += [entry] if entry is not None else []
        self._judged[waiting.op.id] = answer
        return answer

    def _entry(self, waiting: Waiting) -> Entry | None:
        """Decide an op and apply it; None where the server asks it itself and it changes nothing."""
        op, actor, room = waiting.op, waiting.actor, self._room
        latest = self._answered.latest
        if self.entries and self.entries[-1].at > latest:
            latest = self.entries[-1].at
        asked = Asked(actor, now(), op.id, op.base, self._past(op), op.knew, latest)
        changes = (join if waiting.own else decide)(room, op, asked)
        if not changes and waiting.own:
            return None
        was = sight.policy(room.info) if room.seq else None
        at = sight.written_at(room.info, asked.now) if room.seq else asked.now
        if at != asked.now:
            asked = msgspec.structs.replace(asked, now=at)
        touched = room.apply(changes, room.seq + 1)
        # First of all what happened, so that it can be taken back whatever fails next.
        self.done.append(happened(room, asked, touched, was))
        return Entry(
            seq=room.seq,
            op=op.id,
            actor=actor.participant,
            seat=actor.seat,
            at=at,
            name=op.name,
            args=op.args,
            changes=changes,
            before=inverse(touched),
        )

    def _past(self, op: Op) -> Entry | None:
        """Find the op that this one wants undone: in this turn, or in the log."""
        wanted = op.args.get("op") if op.name == "op.undo" else None
        if not isinstance(wanted, str):
            return None
        for entry in self.entries:
            if entry.op == wanted:
                return entry
        return self._answered.entry(wanted)


def happened(room: Room, asked: Asked, touched: Sequence[Touched], was: sight.Policy | None) -> Done:
    """Say what an op did that was just applied; `was` is None where it opened the room."""
    is_now = sight.policy(room.info)
    others: list[Record] = []
    if was not in (None, is_now):
        changed = {(touch.kind, touch.id) for touch in touched}
        for kind in viewing.UNDER_POLICY:
            others += [r for id, r in room.records[kind].items() if (kind, id) not in changed]
    return Done(
        seq=room.seq,
        op=asked.op,
        actor=asked.author,
        at=asked.now,
        touched=touched,
        was=was or is_now,
        now=is_now,
        others=others,
    )
