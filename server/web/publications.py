"""The publication of a room, in each form, at any moment of the day."""

from flask import Blueprint, Response, request

from server.core.records import File
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Language
from server.live.house import House
from server.publish import FORMS, published
from server.publish.archive import write_archive
from server.store.files import Files
from server.web.http import answer, bearer


def publication_calls(house: House, files: Files) -> Blueprint:
    """The calls on publications; the archive, which holds everything, is for facilitators."""
    calls = Blueprint("publications", __name__)

    @calls.get("/api/rooms/<typed>/publication")
    def forms(typed: str) -> Response:
        """Say in which forms this reader may have the publication."""
        grant = bearer(house, typed)
        archive = ["json"] if grant.seat == "facilitator" else []
        return answer({"forms": [*FORMS, *archive]})

    @calls.get("/api/rooms/<typed>/publication.<form>")
    def publication(typed: str, form: str) -> Response:
        grant = bearer(house, typed)
        if form == "json":
            if grant.seat != "facilitator":
                raise Refused("access.denied")
            return _sent(archived(house, files, grant.room), "application/json", f"recolte-{grant.room}.json")
        if form not in FORMS:
            raise Refused("publication.form", form=form[:20])
        room = house.room(grant.room).read(lambda room: room.copy())
        asked = request.args.get("language", room.info.language)
        language: Language = "en" if asked == "en" else "fr"
        made = house.native(lambda: published(form, room, contents(files, room), language))
        return _sent(made.body, made.media, made.name)

    return calls


def archived(house: House, files: Files, code: str) -> bytes:
    """Give a room's archive: its log as it is on disk, and its files."""
    room = house.room(code).read(lambda room: room.copy())

    def make() -> bytes:
        return write_archive(code, house.log.read(code), contents(files, room))

    return house.native(make)


def contents(files: Files, room: Room) -> dict[str, bytes]:
    """The files of a room, by hash; one that is gone from the disk is left out."""
    found = {}
    for file in room.all(File):
        try:
            found[file.id] = files.read(room.code, file.id)
        except Refused:
            continue
    return found


def _sent(body: bytes, media: str, name: str) -> Response:
    reply = Response(body, content_type=media)
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    reply.headers["Cache-Control"] = "private, no-store"
    # The HTML form is one file with its style inside; it runs no script wherever it is opened.
    reply.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return reply
