"""Grid: groups take an experience apart, criterion by criterion, with cards and appraisals."""

from typing import Literal

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.editing import edited
from server.core.erasing import is_erased
from server.core.groups import is_of
from server.core.lineage import copied, lies, reworded
from server.core.records import (
    Appraisal,
    Card,
    Criterion,
    Domain,
    Experience,
    FormatInfo,
    Group,
    Participant,
    Source,
    Step,
)
from server.core.room import Change, Room, patch, put
from server.core.sheets import standing
from server.core.sight import written_at


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`mode` says what the table looks at; `limit` bounds the cards a group may write, 0 not at all."""

    mode: Literal["reading", "criteria", "domains", "lessons"] = "criteria"
    kinds: list[str] = []
    minutes_each: int = 0
    limit: int = 0


class Write(Args, frozen=True, kw_only=True):
    card: str
    step: str | None = None
    group: str | None = None
    experience: str | None = None
    criterion: str | None = None
    kind: str
    text: str
    domains: list[str] = []
    on: str | None = None
    sheet: str | None = None


class Edit(Args, frozen=True, kw_only=True):
    card: str
    text: str | None = None
    domains: list[str] | None = None
    kind: str | None = None
    criterion: str | None = None


class One(Args, frozen=True, kw_only=True):
    card: str


class Hide(Args, frozen=True, kw_only=True):
    card: str
    reason: str


class Appraise(Args, frozen=True, kw_only=True):
    group: str
    experience: str | None = None
    criterion: str
    level: str
    reason: str | None = None


def write(room: Room, args: Write, asked: Asked) -> list[Change]:
    """Write a card: for one's own group, or for nobody's (a question, a comment on another's card)."""
    if args.group is not None:
        room.need(Group, args.group)
        refuse_unless(asked.facilitates or is_of(room, asked, args.group), "group.foreign")
    for kind, id in ((Step, args.step), (Experience, args.experience), (Criterion, args.criterion)):
        if id is not None:
            room.need(kind, id)
    if args.on is not None:
        kind_on, _, id_on = args.on.partition("/")
        refuse_unless(id_on in room.records.get(kind_on, {}), "record.unknown", kind=kind_on, id=id_on)
    _check_kind(room, args.kind)
    _check_limit(room, args)
    sheet = standing(room, args.sheet)
    card = Card(
        id=fresh(room, Card, args.card),
        step=args.step,
        group=args.group,
        experience=args.experience,
        criterion=args.criterion,
        kind=args.kind,
        text=written(args.text, "card"),
        domains=_checked_domains(room, args.domains),
        on=args.on,
        # What a person without a phone wrote on paper is theirs, whoever types it.
        author=(sheet.participant if sheet else None) or asked.author,
        at=written_at(room.info, asked.now),
        sheet=args.sheet,
    )
    return [put(card)]


def edit(room: Room, args: Edit, asked: Asked) -> list[Change]:
    """Edit a card of one's own group; texts written at the same time are merged."""
    card = _of_my_table(room, args.card, asked)
    refuse_unless(not card.withdrawn, "record.withdrawn")
    fields: dict[str, object] = {}
    if args.text is not None:
        fields |= edited(room, card, "text", written(args.text, "card"), asked)
    if args.domains is not None:
        fields["domains"] = _checked_domains(room, args.domains)
    if args.kind is not None:
        _check_kind(room, args.kind)
        fields["kind"] = args.kind
    if args.criterion is not None:
        fields["criterion"] = room.need(Criterion, args.criterion).id
    fields = {f: v for f, v in fields.items() if getattr(card, f) != v}
    changes: list[Change] = [patch(card, **fields, edited_at=asked.now)] if fields else []
    return changes + (reworded(room, card) if "text" in fields else [])


def withdraw(room: Room, args: One, asked: Asked) -> list[Change]:
    return _withdrawn(room, args, asked, gone=True)


def restore(room: Room, args: One, asked: Asked) -> list[Change]:
    return _withdrawn(room, args, asked, gone=False)


def _withdrawn(room: Room, args: One, asked: Asked, *, gone: bool) -> list[Change]:
    """Only its author, the table's scribe or a facilitator takes a card away or brings it back."""
    card = _of_my_table(room, args.card, asked)
    me = room.find(Participant, asked.author)
    scribe = me is not None and me.scribe and me.group == card.group
    refuse_unless(card.author == asked.author or scribe or asked.facilitates, "op.not-yours")
    refuse_unless(not is_erased(card), "record.erased")
    if card.withdrawn == gone:
        return []
    if not gone:
        _check_limit(room, card)
    return _with_copies(room, card, {"withdrawn": gone})


def hide(room: Room, args: Hide, asked: Asked) -> list[Change]:
    """Take a card from everybody's sight but its author's, who reads why."""
    return _with_copies(room, room.need(Card, args.card), {"hidden": written(args.reason, "line")})


def show(room: Room, args: One, asked: Asked) -> list[Change]:
    card = room.need(Card, args.card)
    return _with_copies(room, card, {"hidden": None}) if card.hidden is not None else []


def _with_copies(room: Room, card: Card, fields: dict[str, object]) -> list[Change]:
    """Change whether a card lies in sight, and its text in the statements that took it in, which all may read."""
    shown = lies(msgspec.structs.replace(card, **fields))
    if shown == lies(card):
        return [patch(card, **fields)]

    def copy(source: Source) -> Source:
        if shown:
            return msgspec.structs.replace(source, text=source.aside or card.text, aside=msgspec.UNSET)
        aside = source.text if source.text not in ("", card.text) else msgspec.UNSET
        return msgspec.structs.replace(source, text="", aside=aside)

    return [patch(card, **fields), *copied(room, card, copy)]


def appraise(room: Room, args: Appraise, asked: Asked) -> list[Change]:
    """Set a group's level for a criterion; reasons written at the same time are merged."""
    room.need(Group, args.group)
    refuse_unless(asked.facilitates or is_of(room, asked, args.group), "group.foreign")
    room.need(Criterion, args.criterion)
    if args.experience is not None:
        room.need(Experience, args.experience)
    known = {level.id for level in room.need(FormatInfo, "format").scale}
    refuse_unless(args.level in known, "level.unknown", level=args.level)
    id = f"{args.group}:{args.experience or ''}:{args.criterion}"
    before = room.find(Appraisal, id)
    reason = written(args.reason or "", "reason", may_be_empty=True)
    if before is None:
        return [
            put(
                Appraisal(
                    id=id,
                    group=args.group,
                    experience=args.experience,
                    criterion=args.criterion,
                    level=args.level,
                    reason=reason,
                    author=asked.author,
                    at=written_at(room.info, asked.now),
                )
            )
        ]
    fields: dict[str, object] = {"level": args.level}
    if args.reason is not None:
        fields |= edited(room, before, "reason", reason, asked)
    fields = {f: v for f, v in fields.items() if getattr(before, f) != v}
    return (
        [patch(before, **fields, author=asked.author, at=written_at(room.info, asked.now))] if fields else []
    )


def _of_my_table(room: Room, id: str, asked: Asked) -> Card:
    card = room.need(Card, id)
    mine = card.author == asked.author or (card.group is not None and is_of(room, asked, card.group))
    refuse_unless(mine or asked.facilitates, "group.foreign")
    return card


def _check_kind(room: Room, kind: str) -> None:
    known = {choice.id for choice in room.need(FormatInfo, "format").kinds}
    refuse_unless(kind in known, "kind.unknown", kind=kind)


def _checked_domains(room: Room, domains: list[str]) -> list[str]:
    for domain in domains:
        refuse_unless(room.find(Domain, domain) is not None, "domain.unknown", domain=domain)
    return list(dict.fromkeys(domains))


def _check_limit(room: Room, one: Write | Card) -> None:
    """Refuse a card beyond what the step lets a group keep, such as three lessons."""
    step = room.find(Step, one.step)
    if step is None or step.activity != "grid" or one.group is None:
        return
    limit = msgspec.convert(step.settings, Settings).limit
    if not limit:
        return
    kept = sum(
        1
        for card in room.all(Card)
        if card.step == step.id
        and card.group == one.group
        and card.experience == one.experience
        and not card.withdrawn
    )
    refuse_unless(kept < limit, "kind.limit", limit=limit)


OPS: dict[str, Rule] = {
    "card.write": On(Write, write),
    "card.edit": On(Edit, edit),
    "card.withdraw": On(One, withdraw),
    "card.restore": On(One, restore),
    "card.hide": On(Hide, hide),
    "card.show": On(One, show),
    "appraisal.set": On(Appraise, appraise),
}
ACTIVITY = Activity(name="grid", settings=Settings, ops=OPS)
