"""Projection: what the room proposes from its synthesis, and who commits to what."""

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.editing import edited
from server.core.erasing import is_erased
from server.core.groups import group_of, is_of
from server.core.opening import checked_date
from server.core.records import Commitment, FormatInfo, Proposal, Statement
from server.core.room import Change, Room, patch, put
from server.core.sight import written_at


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds` are the kinds of proposal asked for; `weigh` lets people say impact and effort while the step goes on."""

    kinds: list[str] = []
    weigh: bool = True


class Write(Args, frozen=True, kw_only=True):
    proposal: str
    kind: str
    text: str
    statements: list[str] = []


class Edit(Args, frozen=True, kw_only=True):
    proposal: str
    text: str | None = None
    kind: str | None = None
    statements: list[str] | None = None


class OneProposal(Args, frozen=True, kw_only=True):
    proposal: str


class Make(Args, frozen=True, kw_only=True):
    commitment: str
    proposal: str | None = None
    who: str
    what: str
    by: str = ""


class EditCommitment(Args, frozen=True, kw_only=True):
    commitment: str
    who: str | None = None
    what: str | None = None
    by: str | None = None


class OneCommitment(Args, frozen=True, kw_only=True):
    commitment: str


def write(room: Room, args: Write, asked: Asked) -> list[Change]:
    _check_kind(room, args.kind)
    proposal = Proposal(
        id=fresh(room, Proposal, args.proposal),
        kind=args.kind,
        text=written(args.text, "card"),
        statements=_checked(room, args.statements),
        group=group_of(room, asked),
        author=asked.author,
        at=written_at(room.info, asked.now),
    )
    return [put(proposal)]


def edit(room: Room, args: Edit, asked: Asked) -> list[Change]:
    proposal = _mine(room, args.proposal, asked)
    fields: dict[str, object] = {}
    if args.text is not None:
        fields |= edited(room, proposal, "text", written(args.text, "card"), asked)
    if args.kind is not None:
        _check_kind(room, args.kind)
        fields["kind"] = args.kind
    if args.statements is not None:
        fields["statements"] = _checked(room, args.statements)
    return [patch(proposal, **fields)] if fields else []


def withdraw(room: Room, args: OneProposal, asked: Asked) -> list[Change]:
    return [patch(_mine(room, args.proposal, asked), withdrawn=True)]


def restore(room: Room, args: OneProposal, asked: Asked) -> list[Change]:
    return [patch(_mine(room, args.proposal, asked), withdrawn=False)]


def make(room: Room, args: Make, asked: Asked) -> list[Change]:
    if args.proposal is not None:
        room.need(Proposal, args.proposal)
    commitment = Commitment(
        id=fresh(room, Commitment, args.commitment),
        proposal=args.proposal,
        who=written(args.who, "title"),
        what=written(args.what, "reason"),
        by=checked_date(args.by),
        author=asked.author,
        at=written_at(room.info, asked.now),
    )
    return [put(commitment)]


def edit_commitment(room: Room, args: EditCommitment, asked: Asked) -> list[Change]:
    commitment = _mine_too(room, args.commitment, asked)
    fields: dict[str, object] = {}
    if args.who is not None:
        fields["who"] = written(args.who, "title")
    if args.what is not None:
        fields["what"] = written(args.what, "reason")
    if args.by is not None:
        fields["by"] = checked_date(args.by)
    return [patch(commitment, **fields)] if fields else []


def withdraw_commitment(room: Room, args: OneCommitment, asked: Asked) -> list[Change]:
    return [patch(_mine_too(room, args.commitment, asked), withdrawn=True)]


def _mine(room: Room, id: str, asked: Asked) -> Proposal:
    proposal = room.need(Proposal, id)
    mine = proposal.author == asked.author or (
        proposal.group is not None and is_of(room, asked, proposal.group)
    )
    refuse_unless(mine or asked.facilitates, "op.not-yours")
    refuse_unless(not is_erased(proposal), "record.erased")
    return proposal


def _mine_too(room: Room, id: str, asked: Asked) -> Commitment:
    commitment = room.need(Commitment, id)
    refuse_unless(commitment.author == asked.author or asked.facilitates, "op.not-yours")
    return commitment


def _checked(room: Room, statements: list[str]) -> list[str]:
    return [room.need(Statement, id).id for id in dict.fromkeys(statements)]


def _check_kind(room: Room, kind: str) -> None:
    known = {choice.id for choice in room.need(FormatInfo, "format").proposal_kinds}
    refuse_unless(kind in known, "kind.unknown", kind=kind)


OPS: dict[str, Rule] = {
    "proposal.write": On(Write, write),
    "proposal.edit": On(Edit, edit),
    "proposal.withdraw": On(OneProposal, withdraw),
    "proposal.restore": On(OneProposal, restore),
    "commitment.make": On(Make, make),
    "commitment.edit": On(EditCommitment, edit_commitment),
    "commitment.withdraw": On(OneCommitment, withdraw_commitment),
}
ACTIVITY = Activity(name="projection", settings=Settings, ops=OPS)
