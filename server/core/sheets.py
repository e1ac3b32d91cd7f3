"""Sheets of paper: photographed by any phone of the room, then written off into cards by those who sit there."""

from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.groups import is_of
from server.core.records import (
    Assignment,
    Criterion,
    Experience,
    File,
    FormatInfo,
    Group,
    Participant,
    Record,
    Sheet,
    SheetForm,
    Step,
)
from server.core.room import Change, Room, patch, put
from server.core.sight import written_at

TURNS = (0, 90, 180, 270)


class Add(Args, frozen=True, kw_only=True):
    """A sheet that was photographed; what its code says of it, and what the photographer corrected."""

    sheet: str
    file: str
    form: SheetForm = "table"
    number: str = ""
    group: str | None = None
    experience: str | None = None
    criterion: str | None = None
    round: str = ""
    participant: str | None = None


class Edit(Args, frozen=True, kw_only=True):
    """Where a sheet belongs; an empty text takes a value away."""

    sheet: str
    form: SheetForm | None = None
    group: str | None = None
    experience: str | None = None
    criterion: str | None = None
    participant: str | None = None
    turn: int | None = None


class One(Args, frozen=True, kw_only=True):
    sheet: str


def add(room: Room, args: Add, asked: Asked) -> list[Change]:
    """Take in a photographed sheet for whichever table it is of; anybody's phone may be the camera.

    A picture waits on its phone through a lost network: what it names and is no more is left open, so that
    a table, or those who facilitate, can say where its words go.
    """
    refuse_unless(room.find(File, args.file) is not None, "file.unknown")
    round = _known_round(room, args.round)
    group = _still(room, Group, args.group)
    experience = _still(room, Experience, args.experience)
    if experience is None and group is not None:
        given = room.find(Assignment, f"{group}:{round}")
        experience = given.experience if given else None
    sheet = Sheet(
        id=fresh(room, Sheet, args.sheet),
        file=args.file,
        form=args.form,
        number=written(args.number[:12], "name", may_be_empty=True),
        group=group,
        experience=experience,
        criterion=_still(room, Criterion, args.criterion),
        round=round,
        step=_grid_of(room),
        participant=_writer(room, _still(room, Participant, args.participant)),
        author=asked.author,
        at=written_at(room.info, asked.now),
    )
    return [put(sheet)]


def edit(room: Room, args: Edit, asked: Asked) -> list[Change]:
    """Say where a sheet belongs, or turn its picture; the cards written off it stay where they are."""
    sheet = _of_my_table(room, args.sheet, asked)
    fields: dict[str, object] = {}
    for name, kind in (
        ("group", Group),
        ("experience", Experience),
        ("criterion", Criterion),
    ):
        said = getattr(args, name)
        if said is not None:
            fields[name] = room.need(kind, said).id if said else None
    if args.participant is not None:
        fields["participant"] = _writer(room, args.participant)
    if args.form is not None:
        fields["form"] = args.form
    if args.turn is not None:
        refuse_unless(args.turn in TURNS, "op.malformed", why="turn")
        fields["turn"] = args.turn
    return [patch(sheet, **fields)] if fields else []


def finish(room: Room, args: One, asked: Asked) -> list[Change]:
    return [patch(_of_my_table(room, args.sheet, asked), done=True)]


def reopen(room: Room, args: One, asked: Asked) -> list[Change]:
    return [patch(_of_my_table(room, args.sheet, asked), done=False)]


def withdraw(room: Room, args: One, asked: Asked) -> list[Change]:
    """Put a picture away that shows the wrong thing; the cards that were written off it stay."""
    return [patch(_of_my_table(room, args.sheet, asked), withdrawn=True)]


def restore(room: Room, args: One, asked: Asked) -> list[Change]:
    return [patch(_of_my_table(room, args.sheet, asked), withdrawn=False)]


def standing(room: Room, id: str | None) -> Sheet | None:
    """Give the sheet that a card is written off, where it names one; Refused where that was put away."""
    if id is None:
        return None
    sheet = room.need(Sheet, id)
    refuse_unless(not sheet.withdrawn, "record.withdrawn")
    return sheet


def _of_my_table(room: Room, id: str, asked: Asked) -> Sheet:
    """Those who took a sheet, whose table it is of, and facilitators may touch it."""
    sheet = room.need(Sheet, id)
    mine = sheet.author == asked.author or (sheet.group is not None and is_of(room, asked, sheet.group))
    refuse_unless(mine or asked.facilitates, "group.foreign")
    return sheet


def _writer(room: Room, participant: str | None) -> str | None:
    """Give whose words a sheet holds; where a room is anonymous, nobody writes that down."""
    if not participant or room.info.anonymous:
        return None
    return room.need(Participant, participant).id


def _still(room: Room, kind: type[Record], id: str | None) -> str | None:
    """Give an id where the room still has what it names."""
    return id if id and room.find(kind, id) is not None else None


def _known_round(room: Room, round: str) -> str:
    """Give the round that a sheet says, or the present one: the paper may be older than the plan."""
    known = {one.id for one in room.need(FormatInfo, "format").rounds}
    return round if round in known else room.info.round


def _grid_of(room: Room) -> str | None:
    """Give the step that the paper stands for: the grid by criteria that runs or ran last, else the first."""
    grids = [step for step in room.in_order(Step) if step.activity == "grid" and not step.off]
    printed = [step for step in grids if step.settings.get("mode", "criteria") == "criteria"] or grids
    begun = [step for step in printed if step.started_at is not None]
    running = [step for step in printed if step.id == room.info.step]
    found = (running or begun[-1:] or printed)[:1]
    return found[0].id if found else None


OPS: dict[str, Rule] = {
    "sheet.add": On(Add, add),
    "sheet.edit": On(Edit, edit),
    "sheet.finish": On(One, finish),
    "sheet.reopen": On(One, reopen),
    "sheet.withdraw": On(One, withdraw),
    "sheet.restore": On(One, restore),
}
