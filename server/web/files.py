"""Uploading pictures, and giving them back by the hash of their content."""

from urllib.parse import quote

from flask import Blueprint, Response, request

from server.core.asking import LIMITS, Actor, Op
from server.core.carried import MOST_FILES
from server.core.records import File, FileUse, Seat
from server.core.refusals import Refused
from server.live.house import House, accept
from server.live.ids import new_id
from server.store.documents import TYPE
from server.store.files import Files
from server.store.pictures import LARGEST_FILE
from server.web.bringing import Bringing, kept_document, kept_picture, plain_name
from server.web.http import answer, bearer, known, refuse_often, sent_token
from server.web.limits import Limits
from server.web.wire import FileAdded


def file_calls(house: House, files: Files, limits: Limits, bringing: Bringing) -> Blueprint:
    """The two calls on files."""
    calls = Blueprint("files", __name__)

    @calls.post("/api/rooms/<typed>/files")
    def add(typed: str) -> Response:
        use = _use(request.args.get("for", ""))
        seats: tuple[Seat, ...] = ("facilitator", "graphic", "participant")
        grant = bearer(house, typed, *(seats[:1] if use == "dossier" else seats))
        refuse_often(limits.uploads, grant)
        sent = request.files.get("file")
        if sent is None:
            raise Refused("op.malformed", why="file")
        live = house.room(grant.room)
        if live.read(lambda room: len(room.records["file"])) >= MOST_FILES:
            raise Refused("files.many", limit=MOST_FILES)
        raw = sent.stream.read(LARGEST_FILE + 1)
        keep = kept_document if use == "dossier" else kept_picture
        house.native(lambda: bringing.refuse_full(grant.room))
        with bringing.looking:
            kept = house.native(lambda: keep(files, grant.room, raw))
        args: dict[str, object] = {
            field: getattr(kept, field) for field in ("type", "size", "width", "height")
        }
        args |= {"file": kept.id, "name": _name(plain_name(sent.filename or ""), use), "use": use}
        op = Op(id=new_id(), name="file.add", args=args)
        # A large picture comes in for minutes: its link may have ended, and its person be erased, meanwhile.
        house.grant(sent_token())
        accept(live.ask_and_wait(op, Actor(grant.seat, grant.participant), own=True))
        return answer(FileAdded(file=kept.id), 201)

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
        reply.headers["Content-Disposition"] = _disposition(record)
        reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
        return reply

    return calls


def _use(said: str) -> FileUse:
    """What a file is for, as the address says; anything unknown is a picture to show."""
    return "sheet" if said == "sheet" else "dossier" if said == "dossier" else ""


def _name(said: str, use: FileUse) -> str:
    """Give the name under which a file is known; that of a document is shown and saved, so it keeps its ending."""
    if use != "dossier":
        return said
    return said.removesuffix(".pdf").removesuffix(".PDF")[: LIMITS["name"] - 4] + ".pdf"


def _disposition(file: File) -> str:
    """A picture is shown; a document is saved, so that what it may hold never runs under our address."""
    if file.type != TYPE:
        return "inline"
    return f"attachment; filename*=UTF-8''{quote(file.name or 'document.pdf', safe='')}"
