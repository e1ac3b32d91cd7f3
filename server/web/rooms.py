"""The calls on rooms: formats, opening, looking, joining, and whether the house is well."""

import msgspec
from flask import Blueprint, Response

from server.core.asking import fit_id
from server.core.opening import Wanted
from server.core.people import awaited
from server.core.records import FormatInfo, Participant
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Text, plain
from server.formats import FormatBroken, demonstration_notice
from server.live.clock import now
from server.live.house import House, Opened
from server.live.keeping import Keeping
from server.settings import Settings
from server.store.errors import Unavailable
from server.web.address import shared_address
from server.web.bringing import Bringing
from server.web.http import (
    LOCAL,
    answer,
    asker,
    body,
    known,
    opened_room,
    refuse_flood,
    refuse_without_password,
)
from server.web.limits import Limits
from server.web.recipes import Recipes
from server.web.wire import Awaited, Choice, Joined, JoinRoom, OpenRoom, RoomCard


def room_calls(
    house: House,
    recipes: Recipes,
    settings: Settings,
    limits: Limits,
    keeping: Keeping,
    bringing: Bringing,
) -> Blueprint:
    """The calls that need no token."""
    calls = Blueprint("rooms", __name__)

    @calls.get("/api/formats")
    def formats() -> Response:
        return answer(recipes.cards())

    @calls.post("/api/rooms")
    def open_room() -> Response:
        wanted = body(OpenRoom)
        refuse_flood(limits)
        refuse_without_password(settings, wanted.password)
        return opened_room(settings, _opened(house, recipes, settings, wanted, bringing))

    @calls.get("/api/rooms/<typed>")
    def room(typed: str) -> Response:
        live = known(house, limits, typed)
        join = f"{shared_address(settings)}/r/{live.code}"
        erased_on = keeping.erased_on(live.code, live.read(lambda room: room.info))
        card = live.read(lambda room: _room_card(room, join, erased_on))
        return answer(msgspec.structs.replace(card, may_be_longer=keeping.may_be_longer))

    @calls.post("/api/rooms/<typed>/join")
    def join(typed: str) -> Response:
        live = known(house, limits, typed)
        who = asker()
        if (who != LOCAL and not limits.joins_from.allows(who)) or not limits.joins.allows(live.code):
            raise Refused("access.too-many")
        said = body(JoinRoom)
        if said.ask is not None and not fit_id(said.ask):
            raise Refused("op.malformed", why="ask")
        args = {name: value for name, value in msgspec.to_builtins(said).items() if value is not None}
        args.pop("ask", None)  # It opens the person's place, so that it stands in no log.
        come_in = house.claim if said.participant else house.join
        participant, token = come_in(live.code, args, said.ask)
        return answer(Joined(token=token, participant=participant), 201)

    looked = house.looking(lambda: _how_the_log_is(house))

    @calls.get("/health")
    def health() -> Response:
        log = looked() or "unavailable"
        if log != "writable":
            return answer({"ok": False, "log": log}, 503)
        return answer({"ok": True, "log": log, "rooms": len(house.awake()), "now": now()})

    return calls


def _how_the_log_is(house: House) -> str:
    try:
        house.native(house.log.ping)
    except Unavailable:
        return "unavailable"
    # A full disk lets itself be locked and read: what counts is whether rooms can write. One is asked
    # again, so that all is said to be well as soon as it is, though nobody writes anything.
    troubled = [room for room in house.awake() if room.cannot_write]
    return "writable" if not troubled or troubled[0].look_again() else "read-only"


def _opened(
    house: House, recipes: Recipes, settings: Settings, wanted: OpenRoom, bringing: Bringing
) -> Opened:
    recipe = recipes.loaded.get(wanted.format)
    if recipe is None:
        raise Refused("format.unknown", format=wanted.format)
    return bringing.open(
        recipe,
        recipes.html[wanted.format],
        Wanted(
            title=wanted.title,
            language=wanted.language,
            date=wanted.date,
            place=wanted.place,
            facilitator=wanted.name,
            notice=_notice(house, settings, wanted),
        ),
        # The format is one of those loaded, so that its name leads to no other folder.
        bringing.from_folder(settings.formats_dir / wanted.format, wanted.language),
    )


def _notice(house: House, settings: Settings, wanted: OpenRoom) -> Text | None:
    """The warning of a demonstration room; Refused where its format has no demonstration."""
    if not wanted.demonstration:
        return None
    # The format is one of those loaded, so that its name leads to no other folder.
    try:
        notice = house.native(lambda: demonstration_notice(settings.formats_dir / wanted.format))
    except FormatBroken:
        raise Refused("format.broken", format=wanted.format) from None
    if notice is None:
        raise Refused("record.unknown", kind="demonstration", id=wanted.format)
    return notice


def _room_card(room: Room, join: str, erased_on: str) -> RoomCard:
    info, recipe = room.info, room.need(FormatInfo, "format")
    # In a closed room nobody can take a place: who did not come is nobody's to read by its code.
    people = [] if info.closed else sorted(filter(awaited, room.all(Participant)), key=_name)
    return RoomCard(
        code=room.code,
        title=info.title,
        date=info.date,
        place=info.place,
        language=info.language,
        closed=info.closed,
        anonymous=info.anonymous,
        roles=[Choice(id=role.id, label=role.label) for role in recipe.roles],
        territories=recipe.territories,
        notice=info.notice,
        join=join,
        erased_on=erased_on,
        expected=[Awaited(id=p.id, name=p.name) for p in people],
    )


def _name(person: Participant) -> str:
    return plain(person.name)
