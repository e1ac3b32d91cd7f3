"""Composing a day: its steps, experiences and pages, before it and while it goes on; its grid is in `rows`."""

import msgspec

from server.core.activities import ACTIVITIES
from server.core.agenda import MOST_STEPS
from server.core.asking import LIMITS, Args, Asked, On, Rule, fresh, refuse_unless, said, written
from server.core.carried import MOST_DOCUMENTS
from server.core.format import ActivityName
from server.core.records import (
    Appraisal,
    Assignment,
    Card,
    Experience,
    File,
    Page,
    Sheet,
    Step,
)
from server.core.refusals import Refused
from server.core.room import Change, Room, drop, patch, put
from server.core.text import Text

MOST_EXPERIENCES = 60


class AddStep(Args, frozen=True, kw_only=True):
    """`after` is the step it comes after, None for the first place."""

    step: str
    activity: ActivityName
    title: Text
    minutes: int
    after: str | None = None
    instructions: Text = Text(fr="")
    settings: dict[str, object] = {}


class MoveStep(Args, frozen=True, kw_only=True):
    step: str
    after: str | None = None


class SetStep(Args, frozen=True, kw_only=True):
    step: str
    settings: dict[str, object]


class OneStep(Args, frozen=True, kw_only=True):
    step: str


class AddExperience(Args, frozen=True, kw_only=True):
    experience: str
    title: Text
    territory: str = ""
    summary: Text = Text(fr="")
    complete: bool = True


class EditExperience(Args, frozen=True, kw_only=True):
    experience: str
    title: Text | None = None
    territory: str | None = None
    summary: Text | None = None
    complete: bool | None = None


class Attach(Args, frozen=True, kw_only=True):
    experience: str
    file: str


class OneExperience(Args, frozen=True, kw_only=True):
    experience: str


class WritePage(Args, frozen=True, kw_only=True):
    """Asked by the server alone, which made the HTML; `experience` gets it as its dossier."""

    page: str
    title: Text
    markdown: Text
    html: Text
    experience: str | None = None


def add_step(room: Room, args: AddStep, asked: Asked) -> list[Change]:
    refuse_unless(len(room.records["step"]) < MOST_STEPS, "room.full", limit=MOST_STEPS)
    step = Step(
        id=fresh(room, Step, args.step),
        order=0,
        title=said(args.title, "title"),
        activity=args.activity,
        minutes=_minutes(args.minutes),
        instructions=said(args.instructions, "reason", may_be_empty=True),
        settings=_settings(args.activity, args.settings),
    )
    steps = room.in_order(Step)
    steps.insert(_place(steps, args.after), step)
    order = steps.index(step) + 1
    moved = [patch(s, order=i) for i, s in enumerate(steps, 1) if s.id != step.id and s.order != i]
    return [put(msgspec.structs.replace(step, order=order)), *moved]


def move_step(room: Room, args: MoveStep, asked: Asked) -> list[Change]:
    step = room.need(Step, args.step)
    steps = [other for other in room.in_order(Step) if other.id != step.id]
    steps.insert(_place(steps, args.after), step)
    return [patch(s, order=i) for i, s in enumerate(steps, 1) if s.order != i]


def set_step(room: Room, args: SetStep, asked: Asked) -> list[Change]:
    step = room.need(Step, args.step)
    return [patch(step, settings=_settings(step.activity, args.settings))]


def remove_step(room: Room, args: OneStep, asked: Asked) -> list[Change]:
    """Take away a step that never began; one that did can only be switched off."""
    step = room.need(Step, args.step)
    refuse_unless(step.started_at is None and room.info.step != step.id, "step.started")
    return [drop(step)]


def add_experience(room: Room, args: AddExperience, asked: Asked) -> list[Change]:
    refuse_unless(len(room.records["experience"]) < MOST_EXPERIENCES, "room.full", limit=MOST_EXPERIENCES)
    experience = Experience(
        id=fresh(room, Experience, args.experience),
        order=room.next_order(Experience),
        title=said(args.title, "title"),
        territory=written(args.territory, "word", may_be_empty=True),
        summary=said(args.summary, "reason", may_be_empty=True),
        complete=args.complete,
    )
    return [put(experience)]


def edit_experience(room: Room, args: EditExperience, asked: Asked) -> list[Change]:
    experience = room.need(Experience, args.experience)
    fields: dict[str, object] = {}
    if args.title is not None:
        fields["title"] = said(args.title, "title")
    if args.territory is not None:
        fields["territory"] = written(args.territory, "word", may_be_empty=True)
    if args.summary is not None:
        fields["summary"] = said(args.summary, "reason", may_be_empty=True)
    if args.complete is not None:
        fields["complete"] = args.complete
    return [patch(experience, **fields)] if fields else []


def attach(room: Room, args: Attach, asked: Asked) -> list[Change]:
    """Add a document to a dossier; it must have come up as one."""
    experience = room.need(Experience, args.experience)
    file = room.find(File, args.file)
    refuse_unless(file is not None and file.use == "dossier", "file.unknown")
    refuse_unless(len(experience.files) < MOST_DOCUMENTS, "room.full", limit=MOST_DOCUMENTS)
    return [patch(experience, files=list(dict.fromkeys([*experience.files, args.file])))]


def detach(room: Room, args: Attach, asked: Asked) -> list[Change]:
    experience = room.need(Experience, args.experience)
    return [patch(experience, files=[file for file in experience.files if file != args.file])]


def remove_experience(room: Room, args: OneExperience, asked: Asked) -> list[Change]:
    """Take away an experience that nobody wrote about; its assignments go with it."""
    experience = room.need(Experience, args.experience)
    wrote = any(card.experience == experience.id for card in room.all(Card))
    wrote = wrote or any(appraisal.experience == experience.id for appraisal in room.all(Appraisal))
    wrote = wrote or any(sheet.experience == experience.id for sheet in room.all(Sheet))
    refuse_unless(not wrote, "experience.used")
    given = [patch(a, experience=None) for a in room.all(Assignment) if a.experience == experience.id]
    return [*given, drop(experience)]


def write_page(room: Room, args: WritePage, asked: Asked) -> list[Change]:
    known = room.find(Page, args.page)
    # The server merged what it saw, and made the HTML of that: what came in between is not in it.
    unseen = known is not None and asked.base is not None and known.rev > asked.base
    refuse_unless(not unseen, "op.changed-since", kind="page")
    page = Page(
        id=args.page if known else fresh(room, Page, args.page),
        title=said(args.title, "title"),
        markdown=said(args.markdown, "text", may_be_empty=True),
        html=args.html,
    )
    changes: list[Change] = [put(page)]
    if args.experience is not None:
        changes.append(patch(room.need(Experience, args.experience), page=page.id))
    return changes


def _place(steps: list[Step], after: str | None) -> int:
    if after is None:
        return 0
    for index, step in enumerate(steps):
        if step.id == after:
            return index + 1
    raise Refused("record.unknown", kind="step", id=after)


def _minutes(minutes: int) -> int:
    refuse_unless(0 < minutes <= 600, "op.malformed", why="minutes")
    return minutes


def _settings(activity: ActivityName, settings: dict[str, object]) -> dict[str, object]:
    """Check settings against what the activity reads; unknown ones are refused."""
    try:
        msgspec.convert(settings, ACTIVITIES[activity].settings)
    except msgspec.ValidationError as error:
        raise Refused("op.malformed", why=str(error)) from None
    refuse_unless(len(msgspec.json.encode(settings)) <= 4 * LIMITS["card"], "op.too-large")
    return settings


OPS: dict[str, Rule] = {
    "step.add": On(AddStep, add_step),
    "step.move": On(MoveStep, move_step),
    "step.set": On(SetStep, set_step),
    "step.remove": On(OneStep, remove_step),
    "experience.add": On(AddExperience, add_experience),
    "experience.edit": On(EditExperience, edit_experience),
    "experience.attach": On(Attach, attach),
    "experience.detach": On(Attach, detach),
    "experience.remove": On(OneExperience, remove_experience),
    "page.write": On(WritePage, write_page),
}
