"""Suggestions for the synthesis, worked out beside the room so that nobody waits for them."""

from flask import Blueprint, Response

from server.core import access
from server.core.asking import Actor
from server.core.records import Participant
from server.core.refusals import Refused
from server.core.sight import Viewer
from server.core.suggesting import suggestions
from server.live.house import House
from server.web.http import answer, bearer
from server.web.wire import Suggested


def suggestion_calls(house: House) -> Blueprint:
    """The one call on suggestions."""
    calls = Blueprint("suggestions", __name__)

    @calls.get("/api/rooms/<typed>/suggestions")
    def suggest(typed: str) -> Response:
        """Give cards that say nearly the same thing, for those who may edit the synthesis."""
        grant = bearer(house, typed)
        room = house.room(grant.room).read(lambda room: room.copy())
        if not access.synthesizers(room, Actor(grant.seat, grant.participant)):
            raise Refused("access.denied")
        person = room.find(Participant, grant.participant)
        viewer = Viewer(grant.seat, person.group if person else None, grant.participant)
        found = house.native(lambda: suggestions(room, viewer))
        return answer(
            [
                Suggested(
                    cards=[pair.first, pair.second], score=pair.score, words=pair.words, opposed=pair.opposed
                )
                for pair in found
            ]
        )

    return calls
