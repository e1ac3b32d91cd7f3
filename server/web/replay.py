"""The day as a film, made beside the room and kept until the room changes."""

import gzip
import threading
from collections import OrderedDict

import msgspec
from flask import Blueprint, Response, request

from server.core.filming import film
from server.core.records import Participant
from server.core.room import Room
from server.core.sight import Viewer
from server.live.house import House
from server.store.log import Grant
from server.web.http import bearer

KEPT = 24
"""Films kept in memory, compressed; a room has one a class of viewers."""

Reel = tuple[int, bytes]


class Films:
    """Makes each film once, whoever asks for it at the same time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._kept: OrderedDict[tuple[str, Viewer], Reel] = OrderedDict()
        self._making = threading.Lock()

    def of(self, code: str, viewer: Viewer) -> Reel:
        """Give the film of a room as it is now, with the sequence number that it goes to."""
        with self._making:
            live = self._house.room(code)
            kept = self._kept.get((code, viewer))
            if kept is None or kept[0] != live.read(lambda room: room.seq):
                room = live.read(lambda room: room.copy())
                kept = self._house.native(lambda: self._made(room, viewer))
                self._kept[code, viewer] = kept
            self._kept.move_to_end((code, viewer))
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return kept

    def forget(self, code: str) -> None:
        """Let nothing that was made of a room stay: it was erased, or something in it was."""
        with self._making:
            for key in [key for key in self._kept if key[0] == code]:
                del self._kept[key]

    def _made(self, room: Room, viewer: Viewer) -> Reel:
        entries = [entry for entry in self._house.log.read(room.code) if entry.seq <= room.seq]
        return room.seq, gzip.compress(msgspec.json.encode(film(room, entries, viewer)), 6)


def replay_calls(house: House, films: Films) -> Blueprint:
    """The one call on the film."""
    calls = Blueprint("replay", __name__)

    @calls.get("/api/rooms/<typed>/replay")
    def replay(typed: str) -> Response:
        """Give the day from its first card to its last statement, as this viewer may see it now."""
        grant = bearer(house, typed)
        viewer = house.room(grant.room).read(lambda room: viewer_of(room, grant))
        seq, packed = films.of(grant.room, viewer)
        tag = f"{seq}-{viewer.seat}-{viewer.group or ''}"
        if request.if_none_match.contains(tag):
            return Response(status=304)
        plain = "gzip" not in request.headers.get("Accept-Encoding", "")
        reply = Response(gzip.decompress(packed) if plain else packed, content_type="application/json")
        if not plain:
            reply.headers["Content-Encoding"] = "gzip"
        reply.headers["Vary"] = "Accept-Encoding, Authorization"
        reply.headers["Cache-Control"] = "private, no-store"
        reply.set_etag(tag)
        return reply

    return calls


def viewer_of(room: Room, grant: Grant) -> Viewer:
    """Give the class of viewers that a token's holder is of."""
    person = room.find(Participant, grant.participant)
    return Viewer(grant.seat, person.group if person else None).of_class
