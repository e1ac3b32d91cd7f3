"""Attention: raised hands, private notes, what everybody is called to look at, clocks beside the step's."""

from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import Focus, Group, Hand, Note, Participant, Timer
from server.core.refusals import Refused
from server.core.room import Change, Room, drop, patch, put

CALLED = frozenset({"card", "statement", "board", "page", "experience", "proposal"})
LONGEST_TIMER = 6 * 3600


class Raise(Args, frozen=True, kw_only=True):
    """One's own hand up or down; a facilitator may take down anybody's."""

    raised: bool
    participant: str | None = None


class WriteNote(Args, frozen=True, kw_only=True):
    note: str
    text: str
    on: str | None = None


class EditNote(Args, frozen=True, kw_only=True):
    note: str
    text: str


class OneNote(Args, frozen=True, kw_only=True):
    note: str


class SetFocus(Args, frozen=True, kw_only=True):
    """`on` as `<kind>/<id>`; None lets everybody go."""

    on: str | None = None


class SetTimer(Args, frozen=True, kw_only=True):
    timer: str
    seconds: int
    label: str = ""
    group: str | None = None


class OneTimer(Args, frozen=True, kw_only=True):
    timer: str


def raise_hand(room: Room, args: Raise, asked: Asked) -> list[Change]:
    whose = args.participant or asked.author
    person = room.need(Participant, whose)
    refuse_unless(person.id == asked.author or (asked.facilitates and not args.raised), "op.not-yours")
    known = room.find(Hand, person.id)
    if args.raised:
        return [] if known else [put(Hand(id=person.id, at=asked.now))]
    return [drop(known)] if known else []


def write_note(room: Room, args: WriteNote, asked: Asked) -> list[Change]:
    if args.on is not None:
        check_reference(room, args.on)
    text = written(args.text, "card")
    note = fresh(room, Note, args.note)
    return [put(Note(id=note, text=text, on=args.on, author=asked.author, at=asked.now))]


def edit_note(room: Room, args: EditNote, asked: Asked) -> list[Change]:
    """Change a note; refused where its author has not seen what another facilitator made of it."""
    note = room.need(Note, args.note)
    text = written(args.text, "card")
    seen = asked.base is None or note.rev <= asked.base or note.text == text
    refuse_unless(seen, "op.changed-since", kind=Note.KIND)
    return [patch(note, text=text)]


def drop_note(room: Room, args: OneNote, asked: Asked) -> list[Change]:
    return [drop(room.need(Note, args.note))]


def set_focus(room: Room, args: SetFocus, asked: Asked) -> list[Change]:
    if args.on is not None:
        kind = check_reference(room, args.on)
        refuse_unless(kind in CALLED, "record.unknown", kind=kind, id=args.on)
    return [put(Focus(id="focus", on=args.on, at=asked.now))]


def set_timer(room: Room, args: SetTimer, asked: Asked) -> list[Change]:
    """Start a clock, or set one anew; it ends `seconds` from now."""
    refuse_unless(0 < args.seconds <= LONGEST_TIMER, "op.malformed", why="seconds")
    if args.group is not None:
        room.need(Group, args.group)
    label = written(args.label, "word", may_be_empty=True)
    ends_at = asked.now + args.seconds * 1000
    known = room.find(Timer, args.timer)
    if known is not None:
        return [patch(known, label=label, group=args.group, ends_at=ends_at)]
    return [put(Timer(id=fresh(room, Timer, args.timer), label=label, group=args.group, ends_at=ends_at))]


def drop_timer(room: Room, args: OneTimer, asked: Asked) -> list[Change]:
    return [drop(room.need(Timer, args.timer))]


def check_reference(room: Room, on: str) -> str:
    """Check a reference `<kind>/<id>`, and give its kind; Refused where it leads nowhere."""
    kind, _, id = on.partition("/")
    if id not in room.records.get(kind, {}):
        raise Refused("record.unknown", kind=kind[:60], id=id[:60])
    return kind


OPS: dict[str, Rule] = {
    "hand.raise": On(Raise, raise_hand),
    "note.write": On(WriteNote, write_note),
    "note.edit": On(EditNote, edit_note),
    "note.drop": On(OneNote, drop_note),
    "focus.set": On(SetFocus, set_focus),
    "timer.set": On(SetTimer, set_timer),
    "timer.drop": On(OneTimer, drop_timer),
}
