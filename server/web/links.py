"""The calls that give links: another device, a co-facilitator, the screen, the reader; and the QR code."""

import io
from collections.abc import Callable

import msgspec
import segno
from flask import Blueprint, Response

from server.core.asking import Actor
from server.core.records import Participant, Seat
from server.core.refusals import Refused
from server.live.house import House
from server.live.keeping import Keeping
from server.settings import Settings
from server.web.address import shared_address
from server.web.http import PAGES, answer, bearer, body, known, link, links, refuse_often, sent_token
from server.web.limits import Limits
from server.web.wire import DeviceAdded, Invite, LinksEnded


def link_calls(
    house: House,
    settings: Settings,
    limits: Limits,
    keeping: Keeping,
    turn_out_revoked: Callable[[str], None],
) -> Blueprint:
    """The calls on links; `turn_out_revoked` disconnects who came into a room by a link that has ended."""
    calls = Blueprint("links", __name__)

    @calls.post("/api/rooms/<typed>/devices")
    def add_device(typed: str) -> Response:
        """Make a link for another device of the same person."""
        grant = bearer(house, typed)
        refuse_often(limits.tokens, grant)
        token = house.let_in(grant.room, grant.seat, grant.participant)
        made = link(shared_address(settings), grant.room, grant.seat, token)
        return answer(DeviceAdded(token=token, link=made), 201)

    @calls.post("/api/rooms/<typed>/invite")
    def invite(typed: str) -> Response:
        """Make a link for a co-facilitator, or for the graphic facilitator."""
        grant = bearer(house, typed, "facilitator")
        refuse_often(limits.tokens, grant)
        said = body(Invite)
        _, token = house.invite(grant.room, said.seat, said.name, said.language)
        made = link(shared_address(settings), grant.room, said.seat, token)
        return answer(DeviceAdded(token=token, link=made), 201)

    @calls.get("/api/rooms/<typed>/links")
    def room_links(typed: str) -> Response:
        """Give the facilitator fresh links to the screen and to the reader's page."""
        grant = bearer(house, typed, "facilitator")
        refuse_often(limits.tokens, grant)
        tokens: dict[Seat, str] = {
            "facilitator": sent_token(),
            "screen": house.let_in(grant.room, "screen", None),
            "reader": house.let_in(grant.room, "reader", None),
        }
        info = house.room(grant.room).read(lambda room: room.info)
        made = links(settings, grant.room, tokens)
        return answer(msgspec.structs.replace(made, erased_on=keeping.erased_on(grant.room, info)))

    @calls.delete("/api/rooms/<typed>/links/<seat>")
    def revoke(typed: str, seat: str) -> Response:
        """Let no link of a seat open anything any more, cut the devices that came by one, and give fresh ones."""
        grant = bearer(house, typed, "facilitator")
        if seat not in PAGES:
            raise Refused("record.unknown", kind="link", id=seat[:20])
        token = house.revoke(grant.room, seat, sent_token())
        turn_out_revoked(grant.room)
        tokens: dict[Seat, str] = {
            "facilitator": sent_token(),
            "screen": house.let_in(grant.room, "screen", None) if seat != "screen" else "",
            "reader": house.let_in(grant.room, "reader", None) if seat != "reader" else "",
            seat: token,
        }
        return answer(links(settings, grant.room, tokens))

    @calls.get("/api/rooms/<typed>/qr.svg")
    def qr(typed: str) -> Response:
        """The QR code of the join page; nothing secret stands in it."""
        live = known(house, limits, typed)
        picture = io.BytesIO()
        code = segno.make(f"{shared_address(settings)}/r/{live.code}", error="m")
        code.save(picture, kind="svg", border=2, scale=8, xmldecl=False, svgclass=None, lineclass=None)
        return Response(picture.getvalue(), content_type="image/svg+xml")

    return calls


def ending_calls(house: House, turn_out_revoked: Callable[[str], None]) -> Blueprint:
    """The call that ends the links of one person."""
    calls = Blueprint("ending", __name__)

    @calls.delete("/api/rooms/<typed>/people/<person>/links")
    def revoke_person(typed: str, person: str) -> Response:
        """Let no link of one person open anything any more, and cut their devices; who asks keeps their own."""
        grant = bearer(house, typed, "facilitator")
        house.room(grant.room).read(lambda room: room.need(Participant, person))
        house.revoke_person(grant.room, person, sent_token())
        turn_out_revoked(grant.room)
        return answer(LinksEnded(ended=person))

    @calls.delete("/api/rooms/<typed>/people/<person>/place")
    def release(typed: str, person: str) -> Response:
        """Give a person's place back to the list of those expected, and cut the devices that had taken it."""
        grant = bearer(house, typed, "facilitator")
        found = house.room(grant.room).read(lambda room: room.need(Participant, person))
        if found.seat != "participant":
            raise Refused("op.not-yours")
        house.release(grant.room, person, Actor(grant.seat, grant.participant), sent_token())
        turn_out_revoked(grant.room)
        return answer(LinksEnded(ended=person))

    return calls
