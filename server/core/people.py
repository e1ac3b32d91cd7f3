"""People: who joins, how they are named, who leaves, and who has no device of their own."""

from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import Experience, FormatInfo, Naming, Participant, Seat
from server.core.room import Change, Room, patch, put
from server.core.text import Language


class Join(Args, frozen=True, kw_only=True):
    """Asked by the server alone, for a person who came through the join page."""

    participant: str
    name: str
    role: str = ""
    territory: str = ""
    language: Language = "fr"
    seat: Seat = "participant"


class Add(Args, frozen=True, kw_only=True):
    """A facilitator adds a person who has no device."""

    participant: str
    name: str
    role: str = ""
    territory: str = ""


class Edit(Args, frozen=True, kw_only=True):
    participant: str
    name: str | None = None
    role: str | None = None
    territory: str | None = None
    language: Language | None = None
    naming: Naming | None = None
    carries: str | None = None
    scribe: bool | None = None


class One(Args, frozen=True, kw_only=True):
    participant: str


def join(room: Room, args: Join, asked: Asked) -> list[Change]:
    return [put(_person(room, args, asked, seat=args.seat, device=True, language=args.language))]


def add(room: Room, args: Add, asked: Asked) -> list[Change]:
    return [put(_person(room, args, asked, seat="participant", device=False, language=room.info.language))]


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
        joined_at=asked.now,
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
    return [patch(person, **fields)] if fields else []


def leave(room: Room, args: One, asked: Asked) -> list[Change]:
    """Mark a person as gone; what they wrote and where they sat stays."""
    return _gone(room, args, asked, gone=True)


def come_back(room: Room, args: One, asked: Asked) -> list[Change]:
    return _gone(room, args, asked, gone=False)


def _gone(room: Room, args: One, asked: Asked, *, gone: bool) -> list[Change]:
    person = room.need(Participant, args.participant)
    refuse_unless(asked.author == person.id or asked.facilitates, "op.not-yours")
    return [patch(person, left=gone)] if person.left != gone else []


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
}
