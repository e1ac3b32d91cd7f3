"""The calls on the set-up of a room: as a new room, as a file, and a room from such a file."""

import re
from collections.abc import Callable

from flask import Blueprint, Response, request

from server.core.asking import Actor, Op
from server.core.format import LoadedFormat
from server.core.opening import Wanted
from server.core.records import Experience, File, Page, Participant
from server.core.refusals import Refused
from server.core.room import Room
from server.core.set_up import page_names, set_up_of, shared
from server.core.text import Language, Text
from server.format_files import LARGEST_PACKED, read_format, write_format
from server.live.house import House, Opened, accept
from server.live.ids import new_id
from server.settings import Settings
from server.store.files import Files
from server.web.http import answer, bearer, body, links, refuse_flood, same
from server.web.limits import Limits
from server.web.wire import DuplicateRoom, RoomOpened

_OURS = re.compile(r"/api/rooms/(\w+)/files/([0-9a-f]{64})")


def set_up_calls(
    house: House, files: Files, settings: Settings, limits: Limits, html_of: Callable[[str], str]
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
        names = page_names(room)
        html = {names[page.id]: page.html for page in room.all(Page)}
        host = room.find(Participant, grant.participant)
        wanted = Wanted(
            title=said.title,
            date=said.date,
            place=room.info.place,
            language=room.info.language,
            facilitator=host.name if host else "",
        )
        opened = house.open(set_up_of(room), html, wanted)
        _bring_pictures(house, files, room, opened, html_of)
        _bring_documents(house, files, room, opened)
        return answer(_told(settings, opened), 201)

    @calls.get("/api/rooms/<typed>/format.zip")
    def format_file(typed: str) -> Response:
        """Give the set-up as a format folder, packed, to open rooms from on any instance."""
        grant = bearer(house, typed, "facilitator")
        room = house.room(grant.room).read(lambda room: room.copy())
        loaded = shared(set_up_of(room), room.info.title)
        language = _language(request.args.get("language"))
        packed = house.native(lambda: write_format(loaded, language))
        reply = Response(packed, content_type="application/zip")
        reply.headers["Content-Disposition"] = f'attachment; filename="{loaded.format.name}.zip"'
        return reply

    @calls.post("/api/rooms/from-format")
    def open_from_file() -> Response:
        """Open a room from a format that is sent along, as the fields and the file of a form."""
        refuse_flood(limits)
        form, sent = request.form, request.files.get("file")
        if settings.room_password and not same(form.get("password", ""), settings.room_password):
            raise Refused("access.password")
        if sent is None:
            raise Refused("op.malformed", why="file")
        language = _language(form.get("language"))
        raw = sent.stream.read(LARGEST_PACKED + 1)
        loaded, html = house.native(lambda: _read(raw, language, html_of))
        wanted = Wanted(
            title=form.get("title") or loaded.format.title.said(language),
            language=language,
            date=form.get("date", ""),
            place=form.get("place", ""),
            facilitator=form.get("name", ""),
        )
        return answer(_told(settings, house.open(loaded, html, wanted)), 201)

    return calls


def _read(
    raw: bytes, language: Language, html_of: Callable[[str], str]
) -> tuple[LoadedFormat, dict[str, Text]]:
    loaded = read_format(raw, language)
    return loaded, {id: _html(page.markdown, html_of) for id, page in loaded.pages.items()}


def _html(markdown: Text, html_of: Callable[[str], str]) -> Text:
    return Text(fr=html_of(markdown.fr), en=html_of(markdown.en) if markdown.en else "")


def _language(asked: str | None) -> Language:
    return "en" if asked == "en" else "fr"


def _told(settings: Settings, opened: Opened) -> RoomOpened:
    return RoomOpened(
        code=opened.code,
        token=opened.tokens["facilitator"],
        participant=opened.facilitator,
        links=links(settings, opened.code, opened.tokens),
    )


def _bring_pictures(
    house: House, files: Files, room: Room, opened: Opened, html_of: Callable[[str], str]
) -> None:
    """Copy the pictures that pages show, so that the new room does not lean on one that will be erased."""
    live = house.room(opened.code)
    actor = Actor("facilitator", opened.facilitator)

    def ask(name: str, args: dict[str, object]) -> None:
        accept(live.ask_and_wait(Op(id=new_id(), name=name, args=args), actor, own=True))

    names = page_names(room)
    shown = {page.id: _pictures(page, room) for page in room.all(Page)}
    for file in {file.id: file for pictures in shown.values() for file in pictures}.values():
        house.native(lambda id=file.id: files.copy(room.code, id, opened.code))  # type: ignore[misc]
        fields = ("name", "type", "size", "width", "height")
        ask("file.add", {"file": file.id, **{field: getattr(file, field) for field in fields}})
    for page in room.all(Page):
        if shown[page.id]:
            markdown = Text(
                fr=_moved(page.markdown.fr, opened.code), en=_moved(page.markdown.en, opened.code)
            )
            html = _html(markdown, html_of)
            args: dict[str, object] = {
                name: {"fr": text.fr, "en": text.en}
                for name, text in (("title", page.title), ("markdown", markdown), ("html", html))
            }
            ask("page.write", {"page": names[page.id], **args})


def _bring_documents(house: House, files: Files, room: Room, opened: Opened) -> None:
    """Attach the documents of each dossier to its copy, which stands at the same place."""
    live = house.room(opened.code)
    actor = Actor("facilitator", opened.facilitator)
    copies = live.read(lambda room: sorted(room.all(Experience), key=lambda one: one.order))
    pairs = zip(sorted(room.all(Experience), key=lambda one: one.order), copies, strict=True)
    for experience, copy in pairs:
        for id in experience.files:
            file = room.need(File, id)
            house.native(lambda id=id: files.copy(room.code, id, opened.code))  # type: ignore[misc]
            said: dict[str, object] = {"file": id, "use": "dossier"}
            said |= {field: getattr(file, field) for field in ("name", "type", "size")}
            accept(live.ask_and_wait(Op(new_id(), "file.add", said), actor, own=True))
            attached: dict[str, object] = {"experience": copy.id, "file": id}
            accept(live.ask_and_wait(Op(new_id(), "experience.attach", attached), actor))


def _pictures(page: Page, room: Room) -> list[File]:
    """The pictures of the room that a page shows."""
    ids = [id for _, id in _OURS.findall(page.markdown.fr + page.markdown.en)]
    return [file for id in dict.fromkeys(ids) if (file := room.find(File, id)) is not None]


def _moved(markdown: str, code: str) -> str:
    return _OURS.sub(rf"/api/rooms/{code}/files/\2", markdown)
