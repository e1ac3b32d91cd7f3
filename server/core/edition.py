"""Editing the publication before it goes out, without touching what the room wrote: order, what is left out, words."""

import msgspec

from server.core.asking import Args, Asked, On, Rule, refuse_unless, written
from server.core.editing import woven
from server.core.records import Edition, FormatInfo, Passage
from server.core.room import Change, Room, drop, patch, put
from server.core.text import Language
from server.core.wording import FOREWORD, OWN, own_sections, said_at

MOST_OWN = 30
"""Sections that facilitators may add."""

LEAVABLE = frozenset({"experience", "board"})
"""Kinds of which single records may be left out; cards and statements are hidden or withdrawn in the room."""


class SetEdition(Args, frozen=True, kw_only=True):
    """Order the sections and leave some out; a sheet or a board may be left out as `<kind>/<id>`.

    `left_out` is all that is left out; `leave` and `put_back` change that for one alone, whatever others
    have left out meanwhile.
    """

    order: list[str] | None = None
    left_out: list[str] | None = None
    leave: str | None = None
    put_back: str | None = None


class AddSection(Args, frozen=True, kw_only=True):
    """Add a section of one's own after another, or at the end; `section` is an id made on the device."""

    section: str
    language: Language
    title: str
    after: str | None = None


class OneSection(Args, frozen=True, kw_only=True):
    section: str


class EditPassage(Args, frozen=True, kw_only=True):
    """Give a place other words in one language; `settle` says that the room's present words were seen."""

    section: str
    language: Language
    title: str | None = None
    text: str | None = None
    settle: bool = False


class ResetPassage(Args, frozen=True, kw_only=True):
    """Go back to the room's own words at a place."""

    section: str
    language: Language


def set_edition(room: Room, args: SetEdition, asked: Asked) -> list[Change]:
    edition = room.find(Edition, "edition")
    left = edition.left_out if edition else []
    # What was left out may be gone from the room since.
    known = {*all_sections(room), *left}
    fields: dict[str, object] = {}
    left_out = args.left_out
    if args.leave is not None or args.put_back is not None:
        left = left if left_out is None else left_out
        left_out = [id for id in left if id != args.put_back] + (
            [args.leave] if args.leave is not None else []
        )
    for field, ids in (("order", args.order), ("left_out", left_out)):
        if ids is not None:
            for id in ids:
                kind, slash, record = id.partition("/")
                one = field == "left_out" and slash and kind in LEAVABLE and record in room.records[kind]
                refuse_unless(id in known or bool(one), "record.unknown", kind="section", id=id[:60])
            fields[field] = list(dict.fromkeys(ids))
    return _set(room, **fields) if fields else []


def add_section(room: Room, args: AddSection, asked: Asked) -> list[Change]:
    own, id = own_sections(room), args.section
    plain = len(id) <= 64 and id.startswith(OWN) and all(c.isalnum() or c == "-" for c in id)
    refuse_unless(plain and id.isascii(), "op.malformed", why="section")
    refuse_unless(id not in own, "record.exists", kind="section", id=id)
    refuse_unless(len(own) < MOST_OWN, "section.limit", limit=MOST_OWN)
    order = in_order(room)
    place = order.index(args.after) + 1 if args.after in order else len(order)
    passage = Passage(id=f"{id}:{args.language}", title=written(args.title, "title"))
    return [*_set(room, own=[*own, id], order=[*order[:place], id, *order[place:]]), put(passage)]


def remove_section(room: Room, args: OneSection, asked: Asked) -> list[Change]:
    """Take away a section that a facilitator added, with its words; an undo brings it back."""
    own = own_sections(room)
    refuse_unless(args.section in own, "record.unknown", kind="section", id=args.section[:60])
    edition = room.need(Edition, "edition")
    kept = {
        name: [id for id in ids if id != args.section]
        for name, ids in (("own", own), ("order", edition.order), ("left_out", edition.left_out))
    }
    words = [p for p in room.all(Passage) if p.id.rpartition(":")[0] == args.section]
    return [patch(edition, **kept), *(drop(passage) for passage in words)]


def edit_passage(room: Room, args: EditPassage, asked: Asked) -> list[Change]:
    """Write the words of a place, merged three ways with what other facilitators wrote meanwhile."""
    said = said_at(room, args.section, args.language)
    if said is None:
        refuse_unless(False, "record.unknown", kind="section", id=args.section[:60])
        return []
    id = f"{args.section}:{args.language}"
    passage = room.find(Passage, id)
    seen = _seen(room, args, asked, said.text)
    now = passage or Passage(id=id, text=seen, basis=seen)
    fields: dict[str, object] = {}
    if args.title is not None:
        fields["title"] = written(args.title, "title", may_be_empty=True)
    if args.text is not None:
        new = written(args.text, "text", may_be_empty=True)
        fields |= (
            _settled(room, now, args, said.text, new, asked)
            if args.settle
            else _merged(room, now, new, asked)
        )
    if not fields:
        return []
    return [patch(now, **fields)] if passage else [put(msgspec.structs.replace(now, **fields))]


def reset_passage(room: Room, args: ResetPassage, asked: Asked) -> list[Change]:
    passage = room.find(Passage, f"{args.section}:{args.language}")
    refuse_unless(args.section not in own_sections(room), "op.malformed", why="own")
    return [drop(passage)] if passage else []


def _seen(room: Room, args: EditPassage, asked: Asked, text: str) -> str:
    """Give the room's words as the author saw them, which may be older than those of now."""
    kind, slash, id = args.section.partition("/")
    if not slash or asked.base is None:
        return text
    then = room.text_at(kind, id, asked.base)
    return text if then is None else then


def _settled(
    room: Room, passage: Passage, args: EditPassage, said: str, text: str, asked: Asked
) -> dict[str, object]:
    # A version that came in meanwhile, of the edit or of the room's words, would go unread.
    kind, _, id = args.section.partition("/")
    below = room.records[kind].get(id) if kind in room.records else None
    newest = max(passage.rev, below.rev if below is not None else 0)
    refuse_unless(asked.base is None or newest <= asked.base, "op.changed-since", kind="passage")
    return {"text": text, "basis": said, "alternatives": []}


def _merged(room: Room, passage: Passage, new: str, asked: Asked) -> dict[str, object]:
    seen: str | None = passage.text
    if asked.base is not None and passage.rev:
        seen = room.text_at(Passage.KIND, passage.id, asked.base)
    start = passage.text if passage.basis is None else passage.basis
    return woven(room, passage, "text", start if seen is None else seen, new, asked, kind="passage")


def all_sections(room: Room) -> list[str]:
    """Give the id of every section, in the order of the format: the foreword, the format's, those added."""
    outline = room.need(FormatInfo, "format").publication
    return [FOREWORD, *(part.id for part in outline.sections), *own_sections(room)]


def in_order(room: Room) -> list[str]:
    """Give the id of every section in the chosen order; those that nobody placed keep theirs, after."""
    edition = room.find(Edition, "edition")
    place = {id: n for n, id in enumerate(edition.order if edition else [])}
    first = {} if FOREWORD in place else {FOREWORD: -1}
    return sorted(all_sections(room), key=lambda id: first.get(id, place.get(id, len(place))))


def _set(room: Room, **fields: object) -> list[Change]:
    edition = room.find(Edition, "edition")
    if edition is None:
        return [put(msgspec.convert({"id": "edition", **fields}, Edition))]
    return [patch(edition, **fields)]


OPS: dict[str, Rule] = {
    "edition.set": On(SetEdition, set_edition),
    "edition.add": On(AddSection, add_section),
    "edition.remove": On(OneSection, remove_section),
    "edition.text": On(EditPassage, edit_passage),
    "edition.reset": On(ResetPassage, reset_passage),
}
