"""The HTTP calls: formats, rooms, joining, devices, publications, archives, health."""

import hmac
import io
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec
import segno
from flask import Blueprint, Response, request

from server.core.format import LoadedFormat
from server.core.opening import Wanted
from server.core.records import FormatInfo, Seat
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Text
from server.live.clock import now
from server.live.house import House
from server.live.ids import clean_code
from server.live.live_room import LiveRoom
from server.settings import Settings
from server.store.errors import Unavailable
from server.store.log import Grant
from server.web.limits import Limits
from server.web.wire import (
    Choice,
    DeviceAdded,
    FormatCard,
    Invite,
    Joined,
    JoinRoom,
    Links,
    OpenRoom,
    RoomCard,
    RoomOpened,
)

T = TypeVar("T")


class Recipes:
    """The formats of the instance, with their pages made ready to show once."""

    def __init__(self, loaded: Mapping[str, LoadedFormat], html_of: Callable[[str], str]) -> None:
        self.loaded = loaded
        self.html = {
            name: {
                id: Text(
                    fr=html_of(page.markdown.fr), en=html_of(page.markdown.en) if page.markdown.en else ""
                )
                for id, page in recipe.pages.items()
            }
            for name, recipe in loaded.items()
        }


def api(house: House, recipes: Recipes, settings: Settings, limits: Limits) -> Blueprint:
    """The calls of the design's section 4, less publications and files."""
    calls = Blueprint("api", __name__)

    @calls.get("/api/formats")
    def formats() -> Response:
        return answer([_format_card(recipe) for recipe in recipes.loaded.values()])

    @calls.post("/api/rooms")
    def open_room() -> Response:
        wanted = body(OpenRoom)
        if not limits.openings.allows(request.remote_addr):
            raise Refused("access.too-many")
        if settings.room_password and not same(wanted.password, settings.room_password):
            raise Refused("access.password")
        recipe = recipes.loaded.get(wanted.format)
        if recipe is None:
            raise Refused("format.unknown", format=wanted.format)
        opened = house.open(
            recipe,
            recipes.html[wanted.format],
            Wanted(
                title=wanted.title,
                language=wanted.language,
                date=wanted.date,
                place=wanted.place,
                facilitator=wanted.name,
            ),
        )
        tokens = opened.tokens
        return answer(
            RoomOpened(
                code=opened.code,
                token=tokens["facilitator"],
                participant=opened.facilitator,
                links=links(address(settings), opened.code, tokens),
            ),
            201,
        )

    @calls.get("/api/rooms/<typed>")
    def room(typed: str) -> Response:
        return answer(known(typed).read(_room_card))

    @calls.post("/api/rooms/<typed>/join")
    def join(typed: str) -> Response:
        live = known(typed)
        if not limits.joins.allows(live.code):
            raise Refused("access.too-many")
        said = body(JoinRoom)
        participant, token = house.join(live.code, msgspec.to_builtins(said))
        return answer(Joined(token=token, participant=participant), 201)

    @calls.post("/api/rooms/<typed>/devices")
    def add_device(typed: str) -> Response:
        """Make a link for another device of the same person."""
        grant = bearer(house, typed)
        token = house.let_in(grant.room, grant.seat, grant.participant)
        page = {"facilitator": "/console", "screen": "/screen"}.get(grant.seat, "")
        link = f"{address(settings)}/r/{grant.room}{page}#t={token}"
        return answer(DeviceAdded(token=token, link=link), 201)

    @calls.post("/api/rooms/<typed>/invite")
    def invite(typed: str) -> Response:
        """Make a link for a co-facilitator, or for the graphic facilitator."""
        grant = bearer(house, typed, "facilitator")
        said = body(Invite)
        _, token = house.invite(grant.room, said.seat, said.name, said.language)
        page = "/console" if said.seat == "facilitator" else ""
        link = f"{address(settings)}/r/{grant.room}{page}#t={token}"
        return answer(DeviceAdded(token=token, link=link), 201)

    @calls.get("/api/rooms/<typed>/links")
    def room_links(typed: str) -> Response:
        """Give the facilitator fresh links to the screen and to the reader's page."""
        grant = bearer(house, typed, "facilitator")
        tokens: dict[Seat, str] = {
            seat: house.let_in(grant.room, seat, None) for seat in ("screen", "reader")
        }
        tokens["facilitator"] = request.headers["Authorization"].removeprefix("Bearer ")
        return answer(links(address(settings), grant.room, tokens))

    @calls.get("/api/rooms/<typed>/qr.svg")
    def qr(typed: str) -> Response:
        """The QR code of the join page; nothing secret stands in it."""
        live = known(typed)
        picture = io.BytesIO()
        code = segno.make(f"{address(settings)}/r/{live.code}", error="m")
        code.save(picture, kind="svg", border=2, scale=8, xmldecl=False, svgclass=None, lineclass=None)
        return Response(picture.getvalue(), content_type="image/svg+xml")

    @calls.get("/health")
    def health() -> Response:
        try:
            house.native(house.log.ping)
        except Unavailable:
            return answer({"ok": False, "log": "unavailable"}, 503)
        return answer({"ok": True, "log": "writable", "rooms": len(house.awake()), "now": now()})

    def known(typed: str) -> LiveRoom:
        """Give a room by a typed code; a wrong one counts as a guess."""
        code = clean_code(typed)
        try:
            return house.room(code)
        except Refused:
            if not limits.guesses.allows(request.remote_addr):
                raise Refused("access.too-many") from None
            raise

    return calls


def body(shape: type[T]) -> T:
    """Give the JSON body of the request as a type; a problem document follows where it is not one."""
    return msgspec.json.decode(request.get_data(cache=False), type=shape)


def answer(data: object, status: int = 200) -> Response:
    """Give something as JSON."""
    return Response(msgspec.json.encode(data), status, content_type="application/json")


def bearer(house: House, typed: str, *seats: str) -> Grant:
    """Give what the request's token opens; Refused where it is not for this room, or this seat."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    grant = house.grant(token)
    if grant.room != clean_code(typed):
        raise Refused("access.denied")
    if seats and grant.seat not in seats:
        raise Refused("access.denied")
    return grant


def address(settings: Settings) -> str:
    """The address under which people reach the instance."""
    return settings.public_url or request.host_url.rstrip("/")


def links(base: str, code: str, tokens: Mapping[Seat, str]) -> Links:
    """The links of a room: who holds one may do what it says."""
    return Links(
        console=f"{base}/r/{code}/console#t={tokens['facilitator']}",
        screen=f"{base}/r/{code}/screen#t={tokens['screen']}",
        join=f"{base}/r/{code}",
        reader=f"{base}/r/{code}/publication#t={tokens['reader']}",
    )


def same(given: str, wanted: str) -> bool:
    """Compare two secrets in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def _room_card(room: Room) -> RoomCard:
    info, recipe = room.info, room.need(FormatInfo, "format")
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
    )


def _format_card(loaded: LoadedFormat) -> FormatCard:
    recipe = loaded.format
    return FormatCard(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        people=recipe.people,
        minutes=sum(step.minutes for step in recipe.agenda),
        steps=len(recipe.agenda),
        experiences=len(recipe.experiences),
        criteria=len(recipe.criteria),
    )
