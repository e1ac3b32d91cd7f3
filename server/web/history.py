"""The history of a statement, read from the log beside the room."""

from flask import Blueprint, Response

from server.core.asking import Actor
from server.core.history import history
from server.core.sight import Viewer
from server.live.clock import now
from server.live.house import House
from server.web.http import answer, bearer


def history_calls(house: House) -> Blueprint:
    """The one call on history."""
    calls = Blueprint("history", __name__)

    @calls.get("/api/rooms/<typed>/history/<kind>/<id>")
    def past(typed: str, kind: str, id: str) -> Response:
        """Give the steps of a record, oldest first, as the one who asks may see them."""
        grant = bearer(house, typed)
        room = house.room(grant.room).read(lambda room: room.copy())
        person = room.records["participant"].get(grant.participant or "")
        viewer = Viewer(grant.seat, getattr(person, "group", None), grant.participant)
        actor = Actor(grant.seat, grant.participant)
        entries = house.native(lambda: house.log.touching(room.code, [(kind, id), ("room", "room")]))
        return answer(history(room, entries, kind, id, actor, viewer, now()))

    return calls
