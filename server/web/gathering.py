"""Opening one room from several days: their archives, or rooms of this instance whose console link one holds."""

import re
from collections import Counter

from flask import Blueprint, Response, request

from server.core.asking import Entry, inverse
from server.core.gathering import gathered
from server.core.opening import Wanted, opening
from server.core.records import FormatInfo, Page
from server.core.refusals import Refused
from server.core.room import Change, Room
from server.core.set_up import page_names, set_up_of
from server.live.clock import now
from server.live.house import House, Opened, new_links
from server.live.ids import new_code, new_id
from server.publish.archive import read_archive
from server.publish.words import Words
from server.settings import Settings
from server.web.archives import LARGEST
from server.web.http import answer, links, refuse_flood, same
from server.web.limits import Limits
from server.web.wire import RoomOpened

FEWEST, MOST = 2, 40
"""How many days may be gathered at once."""

_TOKEN = re.compile(r"#t=([\w-]+)|^([\w-]{20,})$")


def gathering_calls(house: House, settings: Settings, limits: Limits) -> Blueprint:
    """The one call that gathers."""
    calls = Blueprint("gathering", __name__)

    @calls.post("/api/rooms/gather")
    def gather() -> Response:
        """Open a room into which the statements and cards of several days come, with where they came from."""
        refuse_flood(limits)
        form = request.form
        if settings.room_password and not same(form.get("password", ""), settings.room_password):
            raise Refused("access.password")
        days = [*_held(house, form.getlist("link")), *_archived(house)]
        if not FEWEST <= len(days) <= MOST:
            raise Refused("gather.count", fewest=FEWEST, most=MOST)
        wanted = Wanted(
            title=form.get("title", ""),
            language="en" if form.get("language") == "en" else "fr",
            date=form.get("date", ""),
            place=form.get("place", ""),
            facilitator=form.get("name", ""),
        )
        opened = _opened(house, days, wanted)
        return answer(
            RoomOpened(
                code=opened.code,
                token=opened.tokens["facilitator"],
                participant=opened.facilitator,
                links=links(settings, opened.code, opened.tokens),
            ),
            201,
        )

    return calls


def _held(house: House, given: list[str]) -> list[Room]:
    """The rooms of this instance that the links open as a facilitator; Refused for any other."""
    days = []
    for line in [line.strip() for text in given for line in text.splitlines() if line.strip()]:
        found = _TOKEN.search(line)
        grant = house.grant(found[1] or found[2]) if found else None
        if grant is None or grant.seat != "facilitator":
            raise Refused("gather.link")
        days.append(house.room(grant.room).read(lambda room: room.copy()))
    return days


def _archived(house: House) -> list[Room]:
    days = []
    for sent in request.files.getlist("file"):
        raw = sent.stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise Refused("file.too-large", limit=LARGEST // 1_048_576)
        days.append(house.native(lambda raw=raw: read_archive(raw)).room)  # type: ignore[misc]
    return days


def _opened(house: House, days: list[Room], wanted: Wanted) -> Opened:
    """Write the new room down whole: its opening, then one row a day that comes in."""
    facilitator = new_id()
    while True:
        code, at = new_code(), now()
        entries = house.native(lambda code=code, at=at: _rows(code, days, wanted, facilitator, at))  # type: ignore[misc]
        tokens, given = new_links(code, facilitator, at)
        # Not in native: rooms wait their turn to write behind a lock of the loop, which no native thread may hold.
        if house.written(code, days[0].need(FormatInfo, "format").name, entries, given):
            return Opened(code, facilitator, tokens)


def _rows(code: str, days: list[Room], wanted: Wanted, facilitator: str, at: int) -> list[Entry]:
    """Give the first rows of the new room."""
    first = days[0]
    names, set_up = page_names(first), set_up_of(first)
    html = {names[page.id]: page.html for page in first.all(Page)}
    log = _Log(code, facilitator, at)
    made = opening(code, set_up, html, wanted, facilitator, at)
    log.write("room.open", {"format": set_up.format.name, "title": wanted.title}, made)
    for number, (day, title) in enumerate(
        zip(days, called(days, Words(wanted.language)), strict=True), start=1
    ):
        log.write("room.gather", {"title": title}, gathered(log.room, day, number, title))
    return log.entries


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
