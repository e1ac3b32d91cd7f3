"""Erasing a room before its time."""

from flask import Blueprint, Response

from server.live.house import House
from server.live.keeping import Keeping
from server.web.http import answer, bearer
from server.web.wire import RoomErased


def erasing_calls(house: House, keeping: Keeping) -> Blueprint:
    """The one call on erasing."""
    calls = Blueprint("erasing", __name__)

    @calls.delete("/api/rooms/<typed>")
    def erase(typed: str) -> Response:
        """Erase the room with everything that was written in it; there is no way back but an archive."""
        grant = bearer(house, typed, "facilitator")
        keeping.erase(grant.room)
        return answer(RoomErased(erased=grant.room))

    return calls
