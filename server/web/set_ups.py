"""The calls on the set-up of a room: as a new room, as a file, and a room from such a file."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from flask import Blueprint, Response, request

from server.core.format import LoadedFormat
from server.core.opening import Wanted
from server.core.records import File, Participant
from server.core.refusals import Refused
from server.core.room import Room
from server.core.set_up import files_of, set_up_of, shared
from server.core.text import Language, Text
from server.format_files import read_format, write_format
from server.live.house import House
from server.settings import Settings
from server.store.files import Files
from server.web.bringing import Bringing
from server.web.http import bearer, body, language_of, opened_room, refuse_flood, refuse_without_password
from server.web.limits import Limits
from server.web.recipes import pages_of
from server.web.wire import DuplicateRoom

PIECE = 256 * 1024


def set_up_calls(
    house: House,
    files: Files,
    settings: Settings,
    limits: Limits,
    bringing: Bringing,
    html_of: Callable[[str], str],
) -> Blueprint:
    """The calls on set-ups."""
    calls = Blueprint("set-ups", __name__)

    @calls.post("/api/rooms/<typed>/duplicate")
    def duplicate(typed: str) -> Response:
        """Open a new room with the same set-up, and with none of its people and writings."""
        grant = bearer(house, typed, "facilitator")
        refuse_flood(limits)
        said = body(DuplicateRoom)
        room = house.room(grant.room).read(lambda room: room.copy())
        set_up, found = house.native(lambda: _set_up(room, files))
        html = house.native(lambda: pages_of(set_up, html_of))
        host = room.find(Participant, grant.participant)
        wanted = Wanted(
            title=said.title,
            date=said.date,
            place=room.info.place,
            language=room.info.language,
            facilitator=host.name if host else "",
        )
        opened = bringing.open(set_up, html, wanted, bringing.from_room(room, found))
        return opened_room(settings, opened)

    @calls.get("/api/rooms/<typed>/format.zip")
    def format_file(typed: str) -> Response:
        """Give the set-up as a format folder, packed, with the documents and pictures that it carries."""
        grant = bearer(house, typed, "facilitator")
        room = house.room(grant.room).read(lambda room: room.copy())
        language = language_of(request.args.get("language"))
        return house.native(lambda: _packed(room, files, language))

    @calls.post("/api/rooms/from-format")
    def open_from_file() -> Response:
        """Open a room from a format that is sent along, as the fields and the file of a form."""
        refuse_flood(limits)
        form, sent = request.form, request.files.get("file")
        refuse_without_password(settings, form.get("password", ""))
        if sent is None:
            raise Refused("op.malformed", why="file")
        language = language_of(form.get("language"))
        folder = house.native(lambda: Path(tempfile.mkdtemp(prefix="recolte-format-")))
        try:
            loaded, html = house.native(lambda: _read(sent.stream, folder, language, html_of))
            wanted = _wanted(form, form.get("title") or loaded.format.title.said(language), language)
            opened = bringing.open(loaded, html, wanted, bringing.from_folder(folder, language))
        finally:
            house.native(lambda: shutil.rmtree(folder, ignore_errors=True))
        return opened_room(settings, opened)

    return calls


def _wanted(form: Mapping[str, str], title: str, language: Language) -> Wanted:
    return Wanted(
        title=title,
        language=language,
        date=form.get("date", ""),
        place=form.get("place", ""),
        facilitator=form.get("name", ""),
    )


def _set_up(room: Room, files: Files) -> tuple[LoadedFormat, dict[str, File]]:
    """Give a room's set-up with what it carries, as far as it is still on the disk."""
    found = files_of(room, files.held(room.code))
    return set_up_of(room, found), found


def _packed(room: Room, files: Files, language: Language) -> Response:
    """Give the ZIP from a file that has no name: its documents are too much to hold in memory."""
    set_up, found = _set_up(room, files)
    loaded = shared(set_up, room.info.title)
    with ExitStack() as whole:
        file = whole.enter_context(tempfile.TemporaryFile())
        write_format(loaded, language, file, lambda path: files.read(room.code, found[path].id))
        reply = Response(iter(lambda: file.read(PIECE), b""), content_type="application/zip")
        reply.content_length = file.tell()
        file.seek(0)
        reply.call_on_close(whole.pop_all().close)
    reply.headers["Content-Disposition"] = f'attachment; filename="{loaded.format.name}.zip"'
    return reply


def _read(
    raw: IO[bytes], folder: Path, language: Language, html_of: Callable[[str], str]
) -> tuple[LoadedFormat, dict[str, Text]]:
    loaded = read_format(raw, folder, language)
    return loaded, pages_of(loaded, html_of)
