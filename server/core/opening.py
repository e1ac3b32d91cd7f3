"""Opening a room from a format, changing what holds for all of it, closing it and opening it again."""

import datetime
from collections.abc import Mapping

from server.core import carried
from server.core.asking import LIMITS, Args, Asked, On, Rule, need_round, refuse_unless, written
from server.core.format import ExperiencePart, LoadedFormat, Reveal
from server.core.records import (
    Criterion,
    Domain,
    Experience,
    File,
    FormatInfo,
    Page,
    Participant,
    RoomInfo,
    ScreenInfo,
    Step,
)
from server.core.refusals import Refused
from server.core.room import Change, Room, owner, patch, put
from server.core.text import Language, Text

SIGNED = ("card", "sheet", "appraisal", "statement", "declined", "proposal", "commitment")
"""Kinds that say when they were written, and by whom where the room names people."""


class Wanted(Args, frozen=True, kw_only=True):
    """What a facilitator says of a room when opening it."""

    title: str
    language: Language = "fr"
    date: str = ""
    place: str = ""
    facilitator: str = ""
    notice: Text | None = None


def opening(
    code: str,
    loaded: LoadedFormat,
    html: Mapping[str, Text],
    wanted: Wanted,
    facilitator: str,
    now: int,
    files: Mapping[str, File] = carried.NO_FILES,
) -> list[Change]:
    """Give the changes that make a room out of a format: its first op.

    `html` holds the format's pages ready to show, by id; `facilitator` is the id of the person
    who opens the room; `files` are those that the format carries, by their place in its folder.
    """
    recipe = loaded.format
    info = RoomInfo(
        id="room",
        code=code,
        title=written(wanted.title, "title"),
        date=checked_date(wanted.date),
        place=written(wanted.place, "title", may_be_empty=True),
        language=wanted.language,
        opened_at=now,
        round=recipe.rounds[0].id,
        notice=wanted.notice,
        anonymous=recipe.room.anonymous,
        anonymous_from=now if recipe.room.anonymous else None,
        reveal=recipe.room.reveal,
        synthesis_open=recipe.room.synthesis_open,
    )
    kept = FormatInfo(
        id="format", **{f: getattr(recipe, f) for f in FormatInfo.__struct_fields__ if hasattr(recipe, f)}
    )
    name = wanted.facilitator or ("Animation" if wanted.language == "fr" else "Facilitation")
    host = Participant(
        id=facilitator,
        name=written(name, "name"),
        seat="facilitator",
        language=wanted.language,
        joined_at=now,
    )
    return [
        put(info),
        put(kept),
        put(ScreenInfo(id="screen")),
        put(host),
        *_content(code, loaded, html, files),
    ]


def _content(
    code: str, loaded: LoadedFormat, html: Mapping[str, Text], files: Mapping[str, File]
) -> list[Change]:
    recipe = loaded.format
    changes: list[Change] = [put(file) for file in {file.id: file for file in files.values()}.values()]
    for order, step in enumerate(recipe.agenda, start=1):
        changes.append(
            put(
                Step(
                    id=step.id,
                    order=order,
                    title=step.title,
                    activity=step.activity,
                    minutes=step.minutes,
                    instructions=step.instructions,
                    settings=step.settings,
                    off=step.off,
                )
            )
        )
    for order, row in enumerate(recipe.criteria, start=1):
        changes.append(
            put(
                Criterion(
                    id=row.id,
                    order=order,
                    label=row.label,
                    short=row.short,
                    questions=row.questions,
                    family=row.family,
                )
            )
        )
    for order, area in enumerate(recipe.domains, start=1):
        changes.append(
            put(Domain(id=area.id, order=order, label=area.label, short=area.short, example=area.example))
        )
    for order, pilot in enumerate(recipe.experiences, start=1):
        changes.append(
            put(
                Experience(
                    id=pilot.id,
                    order=order,
                    title=pilot.title,
                    territory=pilot.territory,
                    summary=pilot.summary,
                    page=pilot.dossier or None,
                    complete=pilot.complete,
                    files=_documents(pilot, files),
                )
            )
        )
    addresses = carried.addresses_in(code, files)
    for id, page in loaded.pages.items():
        markdown = carried.addressed(page.markdown, addresses.get)
        shown = carried.settled(html[id], addresses)
        changes.append(put(Page(id=id, title=page.title, markdown=markdown, html=shown)))
    return changes


def _documents(pilot: ExperiencePart, files: Mapping[str, File]) -> list[str]:
    paths = [carried.DOCUMENTS + carried.plain(name) for name in pilot.documents]
    return list(dict.fromkeys(files[path].id for path in paths if path in files))


def checked_date(date: str) -> str:
    """Give a date as YYYY-MM-DD, or nothing where none is given; refuse what is no day of the calendar."""
    date = date.strip()
    if date:
        try:
            day = datetime.date.fromisoformat(date)
        except ValueError:
            raise Refused("date.malformed", date=date[:20]) from None
        refuse_unless(day.isoformat() == date, "date.malformed", date=date[:20])
    return date


class EditRoom(Args, frozen=True, kw_only=True):
    title: str | None = None
    date: str | None = None
    place: str | None = None


class SetRoom(Args, frozen=True, kw_only=True):
    anonymous: bool | None = None
    reveal: Reveal | None = None
    revealed: bool | None = None
    synthesis_open: bool | None = None
    appraisal: bool | None = None
    round: str | None = None


class Nothing(Args, frozen=True, kw_only=True):
    pass


class Show(Args, frozen=True, kw_only=True):
    view: str
    ref: str | None = None


class Blank(Args, frozen=True, kw_only=True):
    """Whether the screen is to show nothing: said and not turned, as two may ask it at once."""

    blank: bool


VIEWS = frozenset(
    {
        "auto",
        "join",
        "step",
        "cards",
        "plan",
        "criteria",
        "domains",
        "synthesis",
        "statement",
        "question",
        "boards",
        "page",
        "answers",
        "projection",
        "votes",
        "plane",
        "replay",
    }
)


def edit_room(room: Room, args: EditRoom, asked: Asked) -> list[Change]:
    fields: dict[str, object] = {}
    if args.title is not None:
        fields["title"] = written(args.title, "title")
    if args.date is not None:
        fields["date"] = checked_date(args.date)
    if args.place is not None:
        fields["place"] = written(args.place, "title", may_be_empty=True)
    return [patch(room.info, **fields)] if fields else []


def set_room(room: Room, args: SetRoom, asked: Asked) -> list[Change]:
    fields = {f: v for f in args.__struct_fields__ if (v := getattr(args, f)) is not None}
    if args.round is not None:
        need_round(room, args.round)
    if args.anonymous is not None and args.anonymous != room.info.anonymous:
        fields |= naming(room, args.anonymous, asked)
    return [patch(room.info, **fields)] if fields else []


def naming(room: Room, anonymous: bool, asked: Asked) -> dict[str, object]:
    """Give what the room keeps of its naming nobody from now on, or no longer: a promise holds for what was written."""
    if anonymous:
        return {"anonymous": True, "anonymous_from": asked.now}
    since = room.info.anonymous_from or 0
    signed = [record for kind in SIGNED for record in room.records[kind].values()]
    written = [
        at for record in signed if owner(record) is not None and (at := getattr(record, "at", -1)) >= since
    ]
    # A version that was written beside an older text does not say when.
    versions = any(getattr(record, "alternatives", []) for record in signed)
    # After all that was written, also where a clock was ahead then, or this one was set back since.
    until = max(asked.now, asked.latest + 1, *(at + 1 for at in written))
    kept = [*room.info.unnamed, [since, until]] if written or versions else room.info.unnamed
    return {"anonymous": False, "anonymous_from": None, "unnamed": kept}


def close(room: Room, args: Nothing, asked: Asked) -> list[Change]:
    """Make the room readable and no longer writable; what runs is ended."""
    changes: list[Change] = [patch(room.info, closed=True, closed_at=asked.now, step=None)]
    running = room.find(Step, room.info.step)
    if running is not None:
        changes.append(patch(running, status="done", ends_at=None, left=None))
    # In a closed room nobody could light it again, and it has a last word to say.
    return [*changes, *_lit(room)]


def open_again(room: Room, args: Nothing, asked: Asked) -> list[Change]:
    return [patch(room.info, closed=False, closed_at=None)] if room.info.closed else []


def keep(room: Room, args: Nothing, asked: Asked) -> list[Change]:
    """Let the time after which the room is erased begin anew, where whoever hosts it allows that."""
    return [patch(room.info, kept_from=asked.now)]


def show(room: Room, args: Show, asked: Asked) -> list[Change]:
    """Put something on the screen, also on one that was blank; `auto` follows the step."""
    refuse_unless(args.view in VIEWS, "op.malformed", why="view")
    refuse_unless(args.ref is None or len(args.ref) <= LIMITS["word"], "op.malformed", why="ref")
    screen = room.need(ScreenInfo, "screen")
    return [patch(screen, view=args.view, ref=args.ref, **({"blank": False} if screen.blank else {}))]


def blank(room: Room, args: Blank, asked: Asked) -> list[Change]:
    """Let the screen show nothing for a while, or again what it showed."""
    screen = room.need(ScreenInfo, "screen")
    return [patch(screen, blank=args.blank)] if screen.blank != args.blank else []


def _lit(room: Room) -> list[Change]:
    screen = room.find(ScreenInfo, "screen")
    return [patch(screen, blank=False)] if screen is not None and screen.blank else []


OPS: dict[str, Rule] = {
    "room.edit": On(EditRoom, edit_room),
    "room.set": On(SetRoom, set_room),
    "room.close": On(Nothing, close),
    "room.reopen": On(Nothing, open_again),
    "room.keep": On(Nothing, keep),
    "screen.show": On(Show, show),
    "screen.blank": On(Blank, blank),
}
