"""Opening one room from several days: their archives, or rooms of this instance whose console link one holds."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from functools import partial

import msgspec
from flask import Blueprint, Response, request

from server.core.asking import Entry, inverse
from server.core.carried import DOCUMENTS
from server.core.gathering import gathered
from server.core.opening import Wanted, opening
from server.core.records import File
from server.core.refusals import Refused
from server.core.room import Change, Room
from server.core.set_up import files_of, set_up_of
from server.live.clock import now
from server.live.house import House, Opened, new_links
from server.live.ids import new_code, new_id
from server.publish.archive import Archive, read_archive
from server.publish.words import Words
from server.settings import Settings
from server.store.files import Files, new_aside
from server.web.archives import read_whole
from server.web.http import language_of, opened_room, refuse_flood, refuse_without_password
from server.web.limits import Limits
from server.web.recipes import pages_of

FEWEST, MOST = 2, 40
"""How many days may be gathered at once."""

_TOKEN = re.compile(r"#t=([\w-]+)|^([\w-]{20,})$")


class Day(msgspec.Struct, frozen=True):
    """A day that is to be gathered, and how one of its files is kept for a room beside its own."""

    room: Room
    held: Collection[str]
    """The hashes of its files that are there."""
    keep: Callable[[str, str], object]


def gathering_calls(
    house: House, files: Files, settings: Settings, limits: Limits, html_of: Callable[[str], str]
) -> Blueprint:
    """The one call that gathers."""
    calls = Blueprint("gathering", __name__)

    @calls.post("/api/rooms/gather")
    def gather() -> Response:
        """Open a room into which the statements and cards of several days come, with where they came from."""
        refuse_flood(limits)
        form = request.form
        refuse_without_password(settings, form.get("password", ""))
        days = [*_held(house, files, form.getlist("link")), *_archived(house, files)]
        if not FEWEST <= len(days) <= MOST:
            raise Refused("gather.count", fewest=FEWEST, most=MOST)
        wanted = Wanted(
            title=form.get("title", ""),
            language=language_of(form.get("language")),
            date=form.get("date", ""),
            place=form.get("place", ""),
            facilitator=form.get("name", ""),
            # What is fictitious stays so beside what is not.
            notice=next((day.room.info.notice for day in days if day.room.info.notice), None),
        )
        opened = _opened(house, files, days, wanted, html_of)
        return opened_room(settings, opened)

    return calls


def _held(house: House, files: Files, given: list[str]) -> list[Day]:
    """The rooms of this instance that the links open as a facilitator; Refused for any other."""
    days = []
    for line in [line.strip() for text in given for line in text.splitlines() if line.strip()]:
        found = _TOKEN.search(line)
        grant = house.grant(found[1] or found[2]) if found else None
        if grant is None or grant.seat != "facilitator":
            raise Refused("gather.link")
        room = house.room(grant.room).read(lambda room: room.copy())
        held = house.native(lambda room=room: files.held(room.code))  # type: ignore[misc]
        days.append(Day(room, held, partial(files.copy, room.code)))
    return days


def _archived(house: House, files: Files) -> list[Day]:
    days = []
    for sent in request.files.getlist("file"):
        raw = read_whole(sent.stream)
        archive = house.native(lambda raw=raw: read_archive(raw))  # type: ignore[misc]
        keep = partial(_kept, files, archive)
        days.append(Day(archive.room, archive.files.keys(), keep))
    return days


def _kept(files: Files, archive: Archive, id: str, into: str) -> None:
    files.keep(into, archive.files[id])


def _opened(
    house: House, files: Files, days: list[Day], wanted: Wanted, html_of: Callable[[str], str]
) -> Opened:
    """Write the new room down whole: its opening, then one row a day that comes in.

    What the pages and dossiers of the first day show is kept aside before, so that no room is opened in part.
    """
    first, facilitator = days[0], new_id()
    aside = new_aside()
    try:
        brought = house.native(lambda: _brought(first, aside))
        set_up = set_up_of(first.room, brought)
        html = house.native(lambda: pages_of(set_up, html_of))
        while True:
            code, at = new_code(), now()
            log = _Log(code, facilitator, at)
            made = opening(code, set_up, html, wanted, facilitator, at, brought)
            log.write("room.open", {"format": set_up.format.name, "title": wanted.title}, made)
            house.native(lambda log=log: _bring(log, days, wanted))  # type: ignore[misc]
            tokens, given = new_links(code, facilitator, at)
            # Not in native: rooms wait their turn to write behind a lock of the loop, which no native thread may hold.
            if house.written(code, set_up.format.name, log.entries, given):
                house.native(lambda code=code: files.settle(aside, code))  # type: ignore[misc]
                return Opened(code, facilitator, tokens)
    finally:
        house.native(lambda: files.erase(aside))


def _brought(day: Day, aside: str) -> dict[str, File]:
    """Keep aside what the pages and the dossiers of a day show; give it by its place in a format's folder."""
    found = files_of(day.room, day.held)
    for file in found.values():
        day.keep(file.id, aside)
    return {
        path: msgspec.structs.replace(
            file, use="dossier" if path.startswith(DOCUMENTS) else "", author=None, rev=0
        )
        for path, file in found.items()
    }


def _bring(log: "_Log", days: list[Day], wanted: Wanted) -> None:
    """Write a row a day."""
    rooms = [day.room for day in days]
    titles = called(rooms, Words(wanted.language))
    for number, (room, title) in enumerate(zip(rooms, titles, strict=True), start=1):
        log.write("room.gather", {"title": title}, gathered(log.room, room, number, title))


def called(days: list[Room], words: Words) -> list[str]:
    """Name days so that each is told from the others: by title, then by place, by date, or else by number."""
    names = [day.info.title for day in days]
    for more in ([day.info.place for day in days], [words.date(day.info.date) for day in days]):
        met = Counter(names)
        names = [
            f"{name}, {said}" if said and met[name] > 1 else name
            for name, said in zip(names, more, strict=True)
        ]
    met = Counter(names)
    return [f"{name} ({n})" if met[name] > 1 else name for n, name in enumerate(names, start=1)]


class _Log:
    """The first rows of a room that is being made."""

    def __init__(self, code: str, facilitator: str, at: int) -> None:
        self.room = Room(code)
        self.entries: list[Entry] = []
        self._by, self._at = facilitator, at

    def write(self, name: str, args: dict[str, object], changes: list[Change]) -> None:
        touched = self.room.apply(changes, self.room.seq + 1)
        row = Entry(
            seq=self.room.seq,
            op=new_id(),
            actor=self._by,
            seat="facilitator",
            at=self._at,
            name=name,
            args=args,
            changes=changes,
            before=inverse(touched),
        )
        self.entries.append(row)
