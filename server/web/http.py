"""What every HTTP call uses: reading a body, answering, telling who asks, and knowing a room by its code."""

import hmac
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from flask import Response, request

from server.core.records import Seat
from server.core.refusals import Refused
from server.core.text import Language
from server.live.house import House, Opened
from server.live.ids import clean_code
from server.live.live_room import LiveRoom
from server.settings import Settings
from server.store.log import Grant
from server.web.address import LOOPBACK, address, shared_address
from server.web.limits import ByLink, Limits, network
from server.web.penance import linger
from server.web.wire import Links, RoomOpened

T = TypeVar("T")

LOCAL = "local"

PAGES: dict[Seat, str] = {"facilitator": "/console", "screen": "/screen", "reader": "/publication"}
"""The page that a link opens, by the seat it gives; the room itself for everybody else."""


LARGEST_BODY = 262_144
"""Bytes of a JSON body; the longest page that a facilitator may write is a little smaller."""


def body(shape: type[T]) -> T:
    """Give the JSON body of the request as a type; a problem document follows where it is not one."""
    request.max_content_length = LARGEST_BODY
    return msgspec.json.decode(request.get_data(cache=False), type=shape)


def answer(data: object, status: int = 200) -> Response:
    """Give something as JSON."""
    return Response(msgspec.json.encode(data), status, content_type="application/json")


def bearer(house: House, typed: str, *seats: Seat) -> Grant:
    """Give what the request's token opens; Refused where it is not for this room, or this seat."""
    grant = house.grant(sent_token())
    if grant.room != clean_code(typed) or (seats and grant.seat not in seats):
        raise Refused("access.denied")
    return grant


def sent_token() -> str:
    """The token that came with the request, in its header and nowhere else."""
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def asker() -> str:
    """The address from which the request comes."""
    return asker_of(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))


def asker_of(remote: str, forwarded: str) -> str:
    """The address that asks; behind a proxy on this machine, the one that the proxy names.

    Nobody else's word on it is taken, and what asks from this machine itself is `local`.
    """
    if remote not in LOOPBACK:
        return network(remote)
    named = forwarded.rpartition(",")[2].strip()
    return network(named) if named else LOCAL


def refuse_often(asked: ByLink, grant: Grant) -> None:
    """Refuse what one link asks without end."""
    if not asked.allows(grant):
        raise Refused("access.too-many")


def refuse_flood(limits: Limits) -> None:
    """Refuse who opens rooms without end; the machine that serves may open as many as it likes."""
    who = asker()
    if who != LOCAL and not limits.openings.allows(who):
        raise Refused("access.too-many")


def refuse_without_password(settings: Settings, given: str) -> None:
    """Refuse who opens a room without the word that this instance asks for, where it asks for one."""
    wanted = settings.room_password
    if wanted and not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Refused("access.password")


def language_of(asked: str | None) -> Language:
    """Give the language that was asked for: French, where it is none that we speak."""
    return "en" if asked == "en" else "fr"


def known(house: House, limits: Limits, typed: str) -> LiveRoom:
    """Give a room by a typed code; a wrong one counts as a guess."""
    who, code = asker(), clean_code(typed)
    if limits.refuses_guess(who, code):
        linger()
        raise Refused("access.too-many")
    try:
        live = house.room(code)
    except Refused:
        limits.guessed(who)
        raise
    limits.homes.note(who, code)
    return live


def link(base: str, code: str, seat: Seat, token: str) -> str:
    """A capability link: the token stands behind the #, which browsers send to no server."""
    return f"{base}/r/{code}{PAGES.get(seat, '')}#t={token}"


def links(settings: Settings, code: str, tokens: Mapping[Seat, str]) -> Links:
    """The links of a room: who holds one may do what it says. Those to hand out work from elsewhere."""
    base, shared = address(settings), shared_address(settings)
    return Links(
        console=link(base, code, "facilitator", tokens["facilitator"]),
        # The projector hangs on another machine often enough.
        screen=link(shared, code, "screen", tokens["screen"]),
        join=f"{shared}/r/{code}",
        reader=link(shared, code, "reader", tokens["reader"]),
    )


def opened_room(settings: Settings, opened: Opened) -> Response:
    """Tell who opened a room its code, their token and its links."""
    return answer(
        RoomOpened(
            code=opened.code,
            token=opened.tokens["facilitator"],
            participant=opened.facilitator,
            links=links(settings, opened.code, opened.tokens),
        ),
        201,
    )
