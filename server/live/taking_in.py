"""Taking in a room that was archived, here or elsewhere: the same room, with links of its own."""

from collections.abc import Callable, Sequence

import msgspec

from server.core import journal
from server.core.asking import Entry, inverse
from server.core.carried import at_home
from server.core.records import Page, Participant, RoomInfo
from server.core.refusals import Refused
from server.core.room import Change, Patch, Put, Room, patch
from server.core.text import Text
from server.live.clock import now
from server.live.house import House, Opened, new_links
from server.live.ids import new_code, new_id

HtmlOf = Callable[[str], str]


def take_in(house: House, code: str, entries: Sequence[Entry], html_of: HtmlOf, *, stamp: bool) -> Opened:
    """Write an archived room down under its own code, or a new one where that is taken.

    With `stamp`, a code that is taken is refused instead. HTML that the archive brings is never
    trusted: it is made again from its Markdown, in which pictures stand under the room's own code: under
    another they would be gone with the room from which they came.

    No device comes along: who was in the room is on its list of those expected until they take their place.
    """
    wanted = code
    while True:
        rows = [_ours(entry, wanted, html_of) for entry in entries]
        room = journal.replay(wanted, rows)
        host = next((p for p in room.all(Participant) if p.seat == "facilitator"), None)
        if host is None:
            raise Refused("archive.broken", why="facilitator")
        if not room.info.closed:
            rows += _places_given_back(room)
        tokens, given = new_links(wanted, host.id, now())
        if house.written(wanted, "", rows, given):
            return Opened(wanted, host.id, tokens)
        if stamp:
            raise Refused("archive.not-empty", room=wanted)
        wanted = new_code()


def _places_given_back(room: Room) -> list[Entry]:
    """Give the row that lets people take their places again, under the names and with all that they chose there."""
    here = [p for p in room.all(Participant) if p.seat == "participant" and p.device]
    changes: list[Change] = [patch(person, device=False) for person in here]
    if not changes:
        return []
    return [
        Entry(
            seq=room.seq + 1,
            op=new_id(),
            actor=None,
            seat="facilitator",
            at=now(),
            name="room.import",
            args={},
            changes=changes,
            before=inverse(room.apply(changes, room.seq + 1)),
        )
    ]


def _ours(entry: Entry, code: str, html_of: HtmlOf) -> Entry:
    """Give a row that says this code, and whose pages we made ourselves."""
    changes = [_our_change(change, code, html_of) for change in entry.changes]
    before = [_our_change(change, code, html_of) for change in entry.before]
    return msgspec.structs.replace(entry, changes=changes, before=before)


def _our_change(change: Change, code: str, html_of: HtmlOf) -> Change:
    match change:
        case Put(record=RoomInfo() as info) if info.code != code:
            return Put(change.kind, change.id, msgspec.structs.replace(info, code=code))
        case Put(record=Page() as page):
            here = at_home(page.markdown, code)
            made = msgspec.structs.replace(page, markdown=here, html=_html(here, html_of))
            return Put(change.kind, change.id, made)
        case Patch(kind="page", fields=fields) if "html" in fields or "markdown" in fields:
            kept = {field: value for field, value in fields.items() if field != "html"}
            markdown = fields.get("markdown")
            if isinstance(markdown, Text):
                here = at_home(markdown, code)
                kept |= {"markdown": here, "html": _html(here, html_of)}
            return Patch(change.kind, change.id, kept)
    return change


def _html(markdown: Text, html_of: HtmlOf) -> Text:
    return Text(fr=html_of(markdown.fr), en=html_of(markdown.en) if markdown.en else "")
