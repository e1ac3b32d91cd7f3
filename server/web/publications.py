"""The publication of a room, in each form, at any moment of the day: asked for, followed, fetched, or stopped."""

from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, request

from server.core.records import File
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Language
from server.live.house import House
from server.live.making import Making, Makings, Wish
from server.publish import ARCHIVE, FORMS
from server.store.files import Files
from server.store.log import Grant
from server.web.http import answer, bearer, body, refuse_often
from server.web.limits import Limits
from server.web.wire import AskMaking, MakingState

AT_ONCE = 256 * 1024
"""Bytes of a file that are in memory at once while it is sent."""

INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The HTML form is one file with its style inside; it runs no script wherever it is opened."""


def publication_calls(house: House, makings: Makings, limits: Limits) -> Blueprint:
    """The calls on publications; the archive, which holds everything, is for facilitators."""
    calls = Blueprint("publications", __name__)

    def wish(grant: Grant, form: str, language: Language | None = None, *, small: bool = False) -> Wish:
        """Give what is asked for, as the room is now; Refused where this seat may not have it."""
        refuse_often(limits.documents, grant)
        if form == ARCHIVE and grant.seat != "facilitator":
            raise Refused("access.denied")
        if form not in FORMS and form != ARCHIVE:
            raise Refused("publication.form", form=form[:20])
        seq, spoken = house.room(grant.room).read(lambda room: (room.seq, room.info.language))
        return Wish(grant.room, seq, form, language or spoken, small)

    def found(typed: str, id: str) -> Making:
        """Give a making that this reader may have."""
        grant = bearer(house, typed)
        made = makings.find(grant.room, id)
        if made.wish.form == ARCHIVE and grant.seat != "facilitator":
            raise Refused("access.denied")
        return made

    @calls.get("/api/rooms/<typed>/publication")
    def forms(typed: str) -> Response:
        """Say in which forms this reader may have the publication."""
        grant = bearer(house, typed)
        archive = [ARCHIVE] if grant.seat == "facilitator" else []
        return answer({"forms": [*FORMS, *archive]})

    @calls.get("/api/rooms/<typed>/publication.<form>")
    def publication(typed: str, form: str) -> Response:
        """Give the publication as it is now, once it is made."""
        grant = bearer(house, typed)
        asked = request.args.get("language")
        return sent(makings.wait(wish(grant, form, language_of(asked) if asked else None)))

    @calls.post("/api/rooms/<typed>/makings")
    def begin(typed: str) -> Response:
        """Have the publication made; how far it is can be asked, and what was made be fetched."""
        grant = bearer(house, typed)
        asked = body(AskMaking)
        made = makings.ask(wish(grant, asked.form, asked.language, small=asked.small))
        return answer(state(made), 202)

    @calls.get("/api/rooms/<typed>/makings/<id>")
    def follow(typed: str, id: str) -> Response:
        return answer(state(found(typed, id)))

    @calls.get("/api/rooms/<typed>/makings/<id>/file")
    def fetch(typed: str, id: str) -> Response:
        made = found(typed, id)
        if made.phase != "done":
            raise Refused(made.why or "publication.failed")
        return sent(made)

    @calls.delete("/api/rooms/<typed>/makings/<id>")
    def stop(typed: str, id: str) -> Response:
        """Stop waiting; the making is stopped where nobody else waits for it."""
        made = found(typed, id)
        makings.give_up(made)
        return answer(state(made))

    def state(made: Making) -> MakingState:
        return MakingState(
            id=made.id,
            seq=made.wish.seq,
            form=made.wish.form,
            phase=made.phase,
            ahead=makings.ahead(made),
            why=made.why or "",
        )

    return calls


def language_of(asked: str) -> Language:
    return "en" if asked == "en" else "fr"


def sent(made: Making) -> Response:
    """Give what was made as a file to keep."""
    reply = Response(chunks(made.file), content_type=made.media)
    reply.content_length = made.size
    reply.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    reply.headers["Cache-Control"] = "private, no-store"
    reply.headers["Content-Security-Policy"] = INERT
    return reply


def chunks(file: Path) -> Iterator[bytes]:
    """Give a file piece by piece; it is opened at once, so that it may be erased meanwhile."""
    opened = file.open("rb")

    def pieces() -> Iterator[bytes]:
        with opened:
            while piece := opened.read(AT_ONCE):
                yield piece

    return pieces()


def contents(files: Files, room: Room) -> dict[str, bytes]:
    """The files of a room, by hash; one that is gone from the disk is left out."""
    found = {}
    for file in room.all(File):
        try:
            found[file.id] = files.read(room.code, file.id)
        except Refused:
            continue
    return found
