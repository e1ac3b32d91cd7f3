"""The paper kit of a room, printed from how it is now."""

from flask import Blueprint, Response, request

from server.live.house import House
from server.publish.kit import kit
from server.settings import Settings
from server.web.address import shared_address
from server.web.http import bearer, language_of, refuse_often
from server.web.limits import Limits


def kit_calls(house: House, settings: Settings, limits: Limits) -> Blueprint:
    """The one call on paper."""
    calls = Blueprint("kit", __name__)

    @calls.get("/api/rooms/<typed>/kit.pdf")
    def paper(typed: str) -> Response:
        """Give posters, table sheets, stickers, sheets for people without a phone, and name tags, as one PDF."""
        grant = bearer(house, typed, "facilitator")
        refuse_often(limits.documents, grant)
        room = house.room(grant.room).read(lambda room: room.copy())
        language = language_of(request.args.get("language", room.info.language))
        # Phones will scan what is printed: the address must be one that they can reach.
        address = shared_address(settings)
        reply = Response(house.native(lambda: kit(room, language, address)), content_type="application/pdf")
        reply.headers["Content-Disposition"] = f'attachment; filename="recolte-{grant.room}-kit.pdf"'
        reply.headers["Cache-Control"] = "private, no-store"
        return reply

    return calls
