"""Uploading pictures, and giving them back by the hash of their content."""

from flask import Blueprint, Response, request

from server.core.asking import Actor, Op
from server.core.records import File, FileUse
from server.core.refusals import Refused
from server.live.house import House, accept
from server.live.ids import new_id
from server.store.files import Files
from server.store.pictures import LARGEST_FILE, Picture, look_at
from server.web.http import answer, bearer, known, refuse_often
from server.web.limits import Limits
from server.web.wire import FileAdded

MOST_FILES = 400
"""How many files a room may hold."""


def file_calls(house: House, files: Files, limits: Limits) -> Blueprint:
    """The two calls on files."""
    calls = Blueprint("files", __name__)

    @calls.post("/api/rooms/<typed>/files")
    def add(typed: str) -> Response:
        grant = bearer(house, typed, "facilitator", "graphic", "participant")
        refuse_often(limits.uploads, grant)
        sent = request.files.get("file")
        if sent is None:
            raise Refused("op.malformed", why="file")
        live = house.room(grant.room)
        if live.read(lambda room: len(room.records["file"])) >= MOST_FILES:
            raise Refused("file.too-large", limit=MOST_FILES)
        raw = sent.stream.read(LARGEST_FILE + 1)
        picture, file = house.native(lambda: _kept(files, grant.room, raw))
        op = Op(
            id=new_id(),
            name="file.add",
            args={
                "file": file,
                "name": sent.filename or "",
                "type": picture.type,
                "size": len(picture.full),
                "width": picture.width,
                "height": picture.height,
                "use": _use(request.args.get("for", "")),
            },
        )
        accept(live.ask_and_wait(op, Actor(grant.seat, grant.participant), own=True))
        return answer(FileAdded(file=file), 201)

    @calls.get("/api/rooms/<typed>/files/<file>")
    def give(typed: str, file: str) -> Response:
        """Give a picture to whoever knows its hash, which only the people of the room are told."""
        live = known(house, limits, typed)
        record = live.read(lambda room: room.find(File, file))
        if record is None:
            raise Refused("file.unknown")
        small = request.args.get("size") == "small"
        body = house.native(lambda: files.read(live.code, file, small=small))
        reply = Response(body, content_type=record.type)
        reply.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        reply.headers["Content-Disposition"] = "inline"
        reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
        return reply

    return calls


def _use(said: str) -> FileUse:
    """What a picture is for, as the address says; anything unknown is a picture to show."""
    return "sheet" if said == "sheet" else ""


def _kept(files: Files, room: str, raw: bytes) -> tuple[Picture, str]:
    picture = look_at(raw)
    return picture, files.keep(room, picture.full, picture.small)
