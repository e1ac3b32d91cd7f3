"""The publication's own drawings, one at a time, to take away."""

from flask import Blueprint, Response, request

from server.core.refusals import Refused
from server.live.house import House
from server.publish.outline import drawings
from server.web.http import bearer, language_of


def drawing_calls(house: House) -> Blueprint:
    """The one call on drawings."""
    calls = Blueprint("drawings", __name__)

    @calls.get("/api/rooms/<typed>/drawings/<name>.svg")
    def drawing(typed: str, name: str) -> Response:
        """Give a drawing as the publication has it now."""
        grant = bearer(house, typed)
        room = house.room(grant.room).read(lambda room: room.copy())
        language = language_of(request.args.get("language"))
        made = house.native(lambda: drawings(room, language))
        for one in made:
            if one.anchor == name:
                reply = Response(one.svg, content_type="image/svg+xml; charset=utf-8")
                reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
                reply.headers["Cache-Control"] = "private, no-store"
                return reply
        raise Refused("record.unknown", kind="drawing", id=name[:60])

    return calls
