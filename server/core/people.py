"""People: who joins, how they are named, who leaves, and who has no device of their own."""

import msgspec

from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import Experience, FormatInfo, Hand, Naming, Participant, Seat
from server.core.room import Change, Room, drop, patch, put
from server.core.sight import written_at
from server.core.text import Language, plain

MOST_VOICES = 12
"""The largest table that one device may speak for."""

MOST_ENLISTED = 1_000


class Join(Args, frozen=True, kw_only=True):
    """Asked by the server alone, for a person who came through the join page."""

    participant: str
    name: str
    role: str = ""
    territory: str = ""
    language: Language = "fr"
    seat: Seat = "participant"
    naming: Naming = "role"


class Add(Args, frozen=True, kw_only=True):
    """A facilitator adds a person who has no device."""

    participant: str
    name: str
    role: str = ""
    territory: str = ""
    carries: str | None = None


class Edit(Args, frozen=True, kw_only=True):
    participant: str
    name: str | None = None
    role: str | None = None
    territory: str | None = None
    language: Language | None = None
    naming: Naming | None = None
    carries: str | None = None
    scribe: bool | None = None
    speaks_for: int | None = None


class Enlisted(Args, frozen=True, kw_only=True):
    participant: str
    name: str
    role: str = ""
    territory: str = ""
    carries: str | None = None


class Enlist(Args, frozen=True, kw_only=True):
    """People who are expected, from a list: all of them or none, less those of whom somebody has the name already."""

    people: list[Enlisted]


class Claim(Args, frozen=True, kw_only=True):
    """Asked by the server alone, for a person who finds themselves on the list of those expected."""

    participant: str
    name: str = ""
    role: str = ""
    territory: str = ""
    language: Language = "fr"
    naming: Naming | None = None


class HandScribe(Args, frozen=True, kw_only=True):
    """The pen of a table goes to one of its people."""

    participant: str


class One(Args, frozen=True, kw_only=True):
    participant: str


def join(room: Room, args: Join, asked: Asked) -> list[Change]:
    person = _person(room, args, asked, seat=args.seat, device=True, language=args.language)
    return [put(msgspec.structs.replace(person, naming=args.naming))]


def add(room: Room, args: Add, asked: Asked) -> list[Change]:
    return [put(_without_device(room, args, asked))]


def _without_device(room: Room, args: Add, asked: Asked) -> Participant:
    person = _person(room, args, asked, seat="participant", device=False, language=room.info.language)
    if args.carries:
        person = msgspec.structs.replace(person, carries=room.need(Experience, args.carries).id)
    return person


def _person(
    room: Room, args: Join | Add, asked: Asked, *, seat: Seat, device: bool, language: Language
) -> Participant:
    check_role(room, args.role)
    return Participant(
        id=fresh(room, Participant, args.participant),
        name=written(args.name, "name"),
        role=args.role,
        territory=written(args.territory, "word", may_be_empty=True),
        seat=seat,
        device=device,
        language=language,
        joined_at=written_at(room.info, asked.now),
    )


def edit(room: Room, args: Edit, asked: Asked) -> list[Change]:
    """Correct what is said of a person: by themselves, or by a facilitator."""
    person = room.need(Participant, args.participant)
    mine = asked.author == person.id
    refuse_unless(mine or asked.facilitates, "op.not-yours")
    fields: dict[str, object] = {}
    if args.name is not None:
        fields["name"] = written(args.name, "name")
    if args.role is not None:
        check_role(room, args.role)
        fields["role"] = args.role
    if args.territory is not None:
        fields["territory"] = written(args.territory, "word", may_be_empty=True)
    if args.language is not None:
        fields["language"] = args.language
    if args.naming is not None:
        refuse_unless(mine or not person.device, "op.not-yours")
        fields["naming"] = args.naming
    if args.carries is not None:
        fields["carries"] = room.need(Experience, args.carries).id if args.carries else None
    if args.scribe is not None:
        fields["scribe"] = args.scribe
    if args.speaks_for is not None:
        refuse_unless(1 <= args.speaks_for <= MOST_VOICES, "vote.range", limit=MOST_VOICES)
        fields["speaks_for"] = args.speaks_for
    return [patch(person, **fields)] if fields else []


def enlist(room: Room, args: Enlist, asked: Asked) -> list[Change]:
    """Add people from a list; they have no device until they take their place from the join page.

    Two may bring one list at the same time, or one it again where only its beginning came in.
    """
    refuse_unless(0 < len(args.people) <= MOST_ENLISTED, "room.full", limit=MOST_ENLISTED)
    refuse_unless(len({one.participant for one in args.people}) == len(args.people), "record.exists")
    changes: list[Change] = []
    here = names_here(room)
    for one in (one for one in args.people if plain(one.name) not in here):
        fields = {field: getattr(one, field) for field in Add.__struct_fields__}
        person = _without_device(room, Add(**fields), asked)
        changes.append(put(msgspec.structs.replace(person, expected=True)))
    return changes


def names_here(room: Room) -> set[str]:
    """Give the names of those who take part, as they are compared."""
    return {plain(p.name) for p in room.all(Participant) if p.seat == "participant" and not p.left}


def claim(room: Room, args: Claim, asked: Asked) -> list[Change]:
    """Let an expected person take their place with a device; what they say of themselves goes before the list."""
    person = room.need(Participant, args.participant)
    refuse_unless(awaited(person), "participant.claimed")
    check_role(room, args.role)
    naming = args.naming or person.naming
    # A box left empty on coming in asks for less than a name; it does not undo that nothing be said.
    if naming == "role" and person.naming == "none":
        naming = "none"
    taken = patch(
        person,
        device=True,
        left=False,
        expected=False,
        language=args.language,
        joined_at=written_at(room.info, asked.now),
        name=written(args.name, "name", may_be_empty=True) or person.name,
        role=args.role or person.role,
        territory=written(args.territory, "word", may_be_empty=True) or person.territory,
        naming=naming,
        listed=person.name,
    )
    return [taken]


def release(room: Room, args: One, asked: Asked) -> list[Change]:
    """Give a place back to the list of those expected, under the name that it had there; its links end with it.

    What was written from it stays: whose it is, facilitators and the person settle between them.
    """
    person = room.need(Participant, args.participant)
    refuse_unless(person.seat == "participant" and not person.left, "op.not-yours")
    if not person.device:
        return []
    name = person.listed or person.name
    return [patch(person, device=False, expected=True, name=name, listed="", naming="role")]


def awaited(person: Participant) -> bool:
    """Whether somebody may come and say that they are this person."""
    # Also who was noted as gone: they may come late, once tables were made without them.
    return person.seat == "participant" and not person.device


def hand_scribe(room: Room, args: HandScribe, asked: Asked) -> list[Change]:
    """Give the pen of a table to one of its people; who held it gives it up."""
    person = room.need(Participant, args.participant)
    me = room.find(Participant, asked.author)
    same_table = me is not None and me.group is not None and me.group == person.group
    refuse_unless(asked.facilitates or same_table, "group.foreign")
    others = [p for p in room.all(Participant) if p.scribe and p.group == person.group and p.id != person.id]
    taken: list[Change] = [patch(other, scribe=False, speaks_for=1) for other in others]
    return taken if person.scribe else [*taken, patch(person, scribe=True)]


def leave(room: Room, args: One, asked: Asked) -> list[Change]:
    """Mark a person as gone; what they wrote and where they sat stays."""
    return _gone(room, args, asked, gone=True)


def come_back(room: Room, args: One, asked: Asked) -> list[Change]:
    """Mark a person as here: who had gone, or who was expected and has come without a phone."""
    return _gone(room, args, asked, gone=False)


def _gone(room: Room, args: One, asked: Asked, *, gone: bool) -> list[Change]:
    person = room.need(Participant, args.participant)
    refuse_unless(asked.author == person.id or asked.facilitates, "op.not-yours")
    come = person.expected and not gone
    if person.left == gone and not come:
        return []
    # Nobody can call on who is not there.
    hand = room.find(Hand, person.id) if gone else None
    fields = {"expected": False} if come else {}
    return [patch(person, left=gone, **fields), *([drop(hand)] if hand else [])]


def check_role(room: Room, role: str) -> None:
    """Refuse a role in the network that the format does not have; none at all is fine."""
    known = {choice.id for choice in room.need(FormatInfo, "format").roles}
    refuse_unless(not role or role in known, "role.unknown", role=role)


OPS: dict[str, Rule] = {
    "participant.join": On(Join, join),
    "participant.add": On(Add, add),
    "participant.edit": On(Edit, edit),
    "participant.leave": On(One, leave),
    "participant.return": On(One, come_back),
    "participant.enlist": On(Enlist, enlist),
    "participant.claim": On(Claim, claim),
    "participant.release": On(One, release),
    "scribe.hand": On(HandScribe, hand_scribe),
}
