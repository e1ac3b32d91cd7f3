"""The publication of a room, in each form, at any moment of the day."""

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
from server.web.http import answer, bearer, language_of, refuse_often
from server.web.limits import Limits
from server.web.wire import Forms

AT_ONCE = 256 * 1024
"""Bytes of a file that are in memory at once while it is sent."""

INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The HTML form is one file with its style inside; it runs no script wherever it is opened."""


def publication_calls(house: House, makings: Makings, limits: Limits) -> Blueprint:
    """The calls on publications; the archive, which holds everything, is for facilitators."""
    calls = Blueprint("publications", __name__)

    @calls.get("/api/rooms/<typed>/publication")
    def forms(typed: str) -> Response:
        """Say in which forms this reader may have the publication."""
        grant = bearer(house, typed)
        archive = [ARCHIVE] if grant.seat == "facilitator" else []
        return answer(Forms(forms=[*FORMS, *archive]))

    @calls.get("/api/rooms/<typed>/publication.<form>")
    def publication(typed: str, form: str) -> Response:
        """Give the publication as it is now, once it is made."""
        grant = bearer(house, typed)
        refuse_often(limits.documents, grant)
        asked = request.args.get("language")
        return sent(makings.wait(wish_of(house, grant, form, language_of(asked) if asked else None)))

    return calls


def wish_of(
    house: House, grant: Grant, form: str, language: Language | None = None, *, small: bool = False
) -> Wish:
    """Give what is asked for, as the room is now; Refused where this seat may not have it."""
    if form == ARCHIVE and grant.seat != "facilitator":
        raise Refused("access.denied")
    if form not in FORMS and form != ARCHIVE:
        raise Refused("publication.form", form=form[:20])
    seq, spoken = house.room(grant.room).read(lambda room: (room.seq, room.info.language))
    return Wish(grant.room, seq, form, language or spoken, small)


def sent(made: Making) -> Response:
    """Give what was made as a file to keep."""
    reply = Response(chunks(made.file), content_type=made.media)
    reply.content_length = made.size
    reply.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    reply.headers["Cache-Control"] = "private, no-store"
    reply.headers["Content-Security-Policy"] = INERT
    return reply


def chunks(file: Path) -> Iterator[bytes]:
    """Give a file piece by piece; it is opened at once, so that it may be erased meanwhile.

    Refused where it is gone already: asked for again, it is made again.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Refused("publication.failed") from None

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
