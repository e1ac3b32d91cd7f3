"""The agenda: one step runs at a time, on the server's clock, and any step can be gone back to."""

import msgspec

from server.core.asking import LIMITS, Args, Asked, On, Rule, fresh, refuse_unless
from server.core.records import Step
from server.core.refusals import Refused
from server.core.room import Change, Room, patch, put
from server.core.text import Text

SHOWING_ALL = frozenset({"gallery", "synthesis", "projection", "vote"})
"""The activities in which groups see each other's cards, where a room reveals them by step."""


MOST_STEPS = 60


class Steering(Args, frozen=True, kw_only=True):
    """`running` is the step that the device sees going on, empty where none does; nothing where it does not say."""

    running: str | None = None


class One(Steering, frozen=True, kw_only=True):
    step: str


class Break(Steering, frozen=True, kw_only=True):
    """`step` is the id of the break, made on the device."""

    step: str
    minutes: int


class Extend(Steering, frozen=True, kw_only=True):
    seconds: int


class Edit(Args, frozen=True, kw_only=True):
    step: str
    title: Text | None = None
    minutes: int | None = None
    instructions: Text | None = None
    off: bool | None = None


def start(room: Room, args: One, asked: Asked) -> list[Change]:
    """Start a step: the one that runs is done; a step that was set aside goes on where it was."""
    step = room.need(Step, args.step)
    refuse_unless(not step.off, "step.off")
    refuse_unless(step.status not in ("running", "paused") or room.info.step != step.id, "step.running")
    _refuse_if_moved(room, args)
    return _switch(room, step, asked.now, leave_as="done", left=step.left)


def reopen(room: Room, args: One, asked: Asked) -> list[Change]:
    """Go back to an earlier step: the one that runs is set aside, and everything is kept."""
    step = room.need(Step, args.step)
    refuse_unless(not step.off, "step.off")
    refuse_unless(room.info.step != step.id, "step.running")
    _refuse_if_moved(room, args)
    return _switch(room, step, asked.now, leave_as="paused", left=None)


def _switch(room: Room, step: Step, now: int, *, leave_as: str, left: int | None) -> list[Change]:
    changes: list[Change] = []
    running = room.find(Step, room.info.step)
    if running is not None and running.status in ("running", "paused"):
        kept = _left(running, now) if leave_as == "paused" else None
        changes.append(patch(running, status=leave_as, ends_at=None, left=kept))
    length = step.minutes * 60_000 if left is None else left
    changes.append(
        patch(step, status="running", started_at=step.started_at or now, ends_at=now + length, left=None)
    )
    info: dict[str, object] = {"step": step.id}
    if step.activity in SHOWING_ALL and room.info.reveal == "step" and not room.info.revealed:
        info["revealed"] = True
    return [*changes, patch(room.info, **info)]


def take_break(room: Room, args: Break, asked: Asked) -> list[Change]:
    """Take a break now: the step that runs is set aside with the time it has left, to be gone on with."""
    refuse_unless(len(room.records["step"]) < MOST_STEPS, "room.full", limit=MOST_STEPS)
    refuse_unless(0 < args.minutes <= 600, "op.malformed", why="minutes")
    _refuse_if_moved(room, args)
    running = room.find(Step, room.info.step)
    # Between two steps it stands after what was held, and not at the day's beginning.
    held = [step.order for step in room.all(Step) if step.status != "todo"]
    order = running.order if running is not None else max(held, default=0)
    pause = Step(
        id=fresh(room, Step, args.step),
        order=order + 1,
        title=Text(fr="Pause", en="Break"),
        activity="break",
        minutes=args.minutes,
        instructions=Text(fr=""),
    )
    later = [patch(step, order=step.order + 1) for step in room.all(Step) if step.order > order]
    started = put(
        msgspec.structs.replace(pause, status="running", started_at=asked.now, ends_at=_end(pause, asked))
    )
    aside: list[Change] = []
    if running is not None and running.status in ("running", "paused"):
        aside = [patch(running, status="paused", ends_at=None, left=_left(running, asked.now))]
    return [*later, *aside, started, patch(room.info, step=pause.id)]


def _end(step: Step, asked: Asked) -> int:
    return asked.now + step.minutes * 60_000


def pause(room: Room, args: Steering, asked: Asked) -> list[Change]:
    """Stop the clock; where another console has just done so, nothing is left to do."""
    step = _current(room, args)
    if step.status == "paused":
        return []
    return [patch(step, status="paused", ends_at=None, left=_left(step, asked.now))]


def resume(room: Room, args: Steering, asked: Asked) -> list[Change]:
    step = _current(room, args)
    if step.status == "running":
        return []
    return [patch(step, status="running", ends_at=asked.now + (step.left or 0), left=None)]


def extend(room: Room, args: Extend, asked: Asked) -> list[Change]:
    """Give a step more seconds, or fewer than it has left; one that is over time is extended from now."""
    refuse_unless(0 < abs(args.seconds) <= 6 * 3600, "op.malformed", why="seconds")
    step = _current(room, args)
    if step.status == "paused":
        return [patch(step, left=max(0, (step.left or 0) + args.seconds * 1000))]
    ends = step.ends_at or asked.now
    if args.seconds > 0:
        return [patch(step, ends_at=max(ends, asked.now) + args.seconds * 1000)]
    return [patch(step, ends_at=max(ends + args.seconds * 1000, min(ends, asked.now)))]


def finish(room: Room, args: Steering, asked: Asked) -> list[Change]:
    """End the running step; nothing runs until the next is started."""
    step = _current(room, args)
    return [patch(step, status="done", ends_at=None, left=None), patch(room.info, step=None)]


def edit(room: Room, args: Edit, asked: Asked) -> list[Change]:
    step = room.need(Step, args.step)
    fields: dict[str, object] = {}
    if args.title is not None:
        refuse_unless(0 < len(args.title.fr) <= LIMITS["title"], "text.empty")
        fields["title"] = args.title
    if args.minutes is not None:
        refuse_unless(0 < args.minutes <= 600, "op.malformed", why="minutes")
        fields["minutes"] = args.minutes
    if args.instructions is not None:
        fields["instructions"] = args.instructions
    if args.off is not None:
        refuse_unless(room.info.step != step.id, "step.running")
        fields["off"] = args.off
    return [patch(step, **fields)] if fields else []


def _current(room: Room, args: Steering) -> Step:
    _refuse_if_moved(room, args)
    step = room.find(Step, room.info.step)
    if step is None or step.status not in ("running", "paused"):
        raise Refused("step.not-running")
    return step


def _refuse_if_moved(room: Room, args: Steering) -> None:
    """Refuse what was meant for another moment of the day: a console may wake late, or two act at once."""
    refuse_unless(args.running is None or args.running == (room.info.step or ""), "step.moved")


def _left(step: Step, now: int) -> int:
    """Milliseconds that a step still has; none where it is over time."""
    return max(0, step.ends_at - now) if step.ends_at is not None else (step.left or 0)


OPS: dict[str, Rule] = {
    "step.start": On(One, start),
    "step.reopen": On(One, reopen),
    "step.pause": On(Steering, pause),
    "step.resume": On(Steering, resume),
    "step.break": On(Break, take_break),
    "step.extend": On(Extend, extend),
    "step.finish": On(Steering, finish),
    "step.edit": On(Edit, edit),
}
