"""Editing the publication before it goes out, without touching what the room wrote: order, what is left out, words."""

import msgspec

from server.core.asking import Args, Asked, On, Rule, refuse_unless, written
from server.core.editing import MOST_ALTERNATIVES
from server.core.merging import merge_words
from server.core.records import Alternative, Edition, FormatInfo, Passage
from server.core.room import Change, Room, patch, put
from server.core.text import Language

FOREWORD = "foreword"
"""The section that no format has: what a facilitator writes before all others."""


class SetEdition(Args, frozen=True, kw_only=True):
    """Order the sections and leave some out, all by their ids in the format."""

    order: list[str] | None = None
    left_out: list[str] | None = None


class EditPassage(Args, frozen=True, kw_only=True):
    """Give a section other words in one language; `settle` chooses among versions that overlap."""

    section: str
    language: Language
    title: str | None = None
    text: str | None = None
    settle: bool = False


def set_edition(room: Room, args: SetEdition, asked: Asked) -> list[Change]:
    known = {*sections(room), FOREWORD}
    fields: dict[str, object] = {}
    for field, ids in (("order", args.order), ("left_out", args.left_out)):
        if ids is not None:
            for id in ids:
                refuse_unless(id in known, "record.unknown", kind="section", id=id[:60])
            fields[field] = list(dict.fromkeys(ids))
    if not fields:
        return []
    edition = room.find(Edition, "edition")
    if edition is None:
        return [put(msgspec.convert({"id": "edition", **fields}, Edition))]
    return [patch(edition, **fields)]


def edit_passage(room: Room, args: EditPassage, asked: Asked) -> list[Change]:
    """Write a section's words, merged three ways with what other facilitators wrote meanwhile."""
    known = {**sections(room), FOREWORD: ""}
    refuse_unless(args.section in known, "record.unknown", kind="section", id=args.section[:60])
    original = known[args.section] if args.language == "fr" else sections(room, "en").get(args.section, "")
    id = f"{args.section}:{args.language}"
    passage = room.find(Passage, id)
    now = passage or Passage(id=id, text=original)
    fields: dict[str, object] = {}
    if args.title is not None:
        fields["title"] = written(args.title, "title", may_be_empty=True)
    if args.text is not None:
        new = written(args.text, "text", may_be_empty=True)
        fields |= _settled(now, new, asked) if args.settle else _merged(room, now, original, new, asked)
    if not fields:
        return []
    return [patch(now, **fields)] if passage else [put(msgspec.structs.replace(now, **fields))]


def _settled(passage: Passage, text: str, asked: Asked) -> dict[str, object]:
    # A version that came in meanwhile would go unread.
    refuse_unless(asked.base is None or passage.rev <= asked.base, "op.changed-since", kind="passage")
    return {"text": text, "alternatives": []}


def _merged(room: Room, passage: Passage, original: str, new: str, asked: Asked) -> dict[str, object]:
    seen: str | None = passage.text
    if asked.base is not None:
        seen = room.text_at(Passage.KIND, passage.id, asked.base)
    merged = merge_words(original if seen is None else seen, passage.text, new)
    if merged is not None:
        return {"text": merged}
    if any(other.text == new for other in passage.alternatives):
        return {}
    refuse_unless(len(passage.alternatives) < MOST_ALTERNATIVES, "op.changed-since", kind="passage")
    return {"alternatives": [*passage.alternatives, Alternative(text=new, by=asked.author)]}


def sections(room: Room, language: Language = "fr") -> dict[str, str]:
    """Give the text that stands before each section of the format, by the section's id."""
    outline = room.need(FormatInfo, "format").publication
    return {part.id: part.text.said(language) for part in outline.sections}


OPS: dict[str, Rule] = {
    "edition.set": On(SetEdition, set_edition),
    "edition.text": On(EditPassage, edit_passage),
}
