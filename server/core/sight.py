"""Who SEES each kind of record, built up from nothing: a kind that is not in the table is shown to nobody."""

from collections.abc import Callable

import msgspec

from server.core.asking import Entry
from server.core.records import (
    Alternative,
    Answer,
    Appraisal,
    Card,
    File,
    Message,
    Naming,
    Participant,
    Record,
    RoomInfo,
    Seat,
    Sheet,
    Statement,
    Tally,
    Vote,
)


class Policy(msgspec.Struct, frozen=True):
    """What the room as a whole lets people see; when it changes, everything is looked at again."""

    anonymous: bool
    shown: bool
    appraisal: bool = False
    unnamed: tuple[tuple[int, int], ...] = ()
    """When the room named nobody, though it does now."""

    def names(self, record: Record | Entry) -> bool:
        """Whether people may be told who wrote a record, or did an op: not while nobody was to be named."""
        if self.anonymous or not self.unnamed:
            return not self.anonymous
        at = getattr(record, "at", None)
        return at is not None and not any(since <= at < until for since, until in self.unnamed)


class Viewer(msgspec.Struct, frozen=True):
    """Who looks. Without `person`, a class of viewers: all who see the same, but for what is theirs."""

    seat: Seat
    group: str | None = None
    person: str | None = None

    @property
    def facilitates(self) -> bool:
        return self.seat == "facilitator"

    @property
    def takes_part(self) -> bool:
        return self.seat in ("participant", "graphic")

    @property
    def of_class(self) -> "Viewer":
        """The class this viewer falls in: a role and a group, and nothing of the person."""
        if self.takes_part:
            return Viewer("participant", self.group)
        return Viewer(self.seat)


def policy(info: RoomInfo) -> Policy:
    """Give what a room lets people see now."""
    shown = info.reveal == "always" or (info.reveal == "step" and info.revealed)
    unnamed = tuple((since, until) for since, until in info.unnamed)
    return Policy(anonymous=info.anonymous, shown=shown, appraisal=info.appraisal, unnamed=unnamed)


def written_at(info: RoomInfo, now: int) -> int:
    """Give the instant that what is done now bears: while nobody is named, none of before, whatever a clock says."""
    return max(now, info.anonymous_from or 0)


Sees = Callable[[Record, Viewer, Policy], Record | None]


def everybody(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    return record


def nameless(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """Shown to everybody, less who wrote it where the room is anonymous, or was when it was written."""
    if not policy.names(record):
        return _unsigned(record, viewer)
    # A version beside a text does not say when it was written: where the room named nobody for a while, it is nobody's.
    blanks = _unsigned_versions(record) if policy.unnamed else {}
    return msgspec.structs.replace(record, **blanks) if blanks else record


def facilitation(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """For facilitators alone."""
    return record if viewer.facilitates else None


def cards(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """A card: its author always; else its group first, the others when the room shows it to them."""
    if not isinstance(record, Card):
        return None
    mine = viewer.person is not None and viewer.person == record.author
    if record.hidden is not None and not (mine or viewer.facilitates):
        return None
    own_group = record.group is not None and viewer.group == record.group
    if record.withdrawn and not (mine or viewer.facilitates or own_group):
        return None
    if not (mine or viewer.facilitates or own_group or policy.shown or record.group is None):
        return None
    return nameless(record, viewer, policy)


def sheets(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """A photographed sheet: who took it, its table and the facilitators; other people where cards are shown.

    Handwriting tells who wrote, and names stand on it: in an anonymous room, and of what one person
    wrote, nobody beyond the table gets a picture; a screen or a reader never does.
    """
    if not isinstance(record, Sheet):
        return None
    mine = viewer.person is not None and viewer.person == record.author
    near = mine or viewer.facilitates or (record.group is not None and viewer.group == record.group)
    open_to_all = record.form == "table" and policy.shown and policy.names(record) and not record.withdrawn
    if not near and not (open_to_all and viewer.takes_part):
        return None
    if not (policy.names(record) or viewer.facilitates):
        record = msgspec.structs.replace(record, participant=None)
    return nameless(record, viewer, policy)


def files(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """A file, by whose hash it is fetched; that of a sheet stands in the sheet, for those who see it."""
    if isinstance(record, File) and record.use == "sheet":
        return facilitation(record, viewer, policy)
    return nameless(record, viewer, policy)


def appraisals(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    if not isinstance(record, Appraisal):
        return None
    if viewer.facilitates or viewer.group == record.group or policy.shown:
        return nameless(record, viewer, policy)
    return None


def statements(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """A statement; where tables are not shown each other's cards, without its copies of their words.

    Who is shown a card all the same reads it there. What was set aside with a card nobody is told.
    """
    if not isinstance(record, Statement):
        return None
    bare: dict[str, object] = {} if viewer.facilitates or policy.shown else {"text": ""}
    if record.sources and (bare or any(source.aside for source in record.sources)):
        bare["aside"] = msgspec.UNSET
        sources = [msgspec.structs.replace(source, **bare) for source in record.sources]
        record = msgspec.structs.replace(record, sources=sources)
    return nameless(record, viewer, policy)


def writers(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """For those who may come to write; who only looks has the text in the statement."""
    return record if viewer.facilitates or viewer.takes_part else None


def persons(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """A person, less what nobody or no screen or reader has a need of; readers get the name agreed to."""
    if not isinstance(record, Participant):
        return None
    if viewer.seat == "reader":
        name = record.name if record.naming == "name" and not policy.anonymous else ""
        role = record.role if record.naming != "none" else ""
        naming: Naming = "role" if record.naming == "name" and not name else record.naming
        return Participant(
            id=record.id,
            rev=record.rev,
            name=name,
            role=role,
            territory=record.territory,
            naming=naming,
            expected=record.expected,
        )
    listed = record.listed if viewer.facilitates else ""
    if not record.sat and listed == record.listed:
        return record
    return msgspec.structs.replace(record, listed=listed, sat={})


def answers(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """An answer is signed for nobody but who gave it; an appraisal is for facilitators until it is published."""
    if not isinstance(record, Answer):
        return None
    if viewer.person is not None and record.participant == viewer.person:
        return record
    if record.appraisal and not (viewer.facilitates or policy.appraisal):
        return None
    return msgspec.structs.replace(record, participant=None)


def tallies(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    """A sum: of the appraisal of the day, for facilitators until it is published, as what it adds up."""
    if isinstance(record, Tally) and record.appraisal and not (viewer.facilitates or policy.appraisal):
        return None
    return record


def votes(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    mine = isinstance(record, Vote) and viewer.person is not None and record.participant == viewer.person
    return record if mine else None


def messages(record: Record, viewer: Viewer, policy: Policy) -> Record | None:
    if not isinstance(record, Message) or viewer.seat in ("screen", "reader"):
        return None
    for_me = record.to == "all" or record.to in (viewer.group, viewer.person)
    return record if for_me or viewer.facilitates else None


SEES: dict[str, Sees] = {
    "room": everybody,
    "screen": everybody,
    "format": everybody,
    "page": everybody,
    "step": everybody,
    "criterion": everybody,
    "domain": everybody,
    "experience": everybody,
    "participant": persons,
    "origin": everybody,
    "group": everybody,
    "assignment": everybody,
    "plan": facilitation,
    "hand": everybody,
    "note": facilitation,
    "focus": everybody,
    "timer": everybody,
    "card": cards,
    "sheet": sheets,
    "appraisal": appraisals,
    "ready": everybody,
    "answer": answers,
    "statement": statements,
    "stroke": writers,
    "declined": nameless,
    "proposal": nameless,
    "commitment": nameless,
    "ballot": everybody,
    "vote": votes,
    "tally": tallies,
    "message": messages,
    "file": files,
    "board": everybody,
    "edition": facilitation,
    "passage": facilitation,
    "share": facilitation,
}


def seen(record: Record | None, viewer: Viewer, policy: Policy) -> Record | None:
    """Give a record as a viewer may see it, or None where they may not."""
    if record is None:
        return None
    rule = SEES.get(record.KIND)
    return rule(record, viewer, policy) if rule else None


def _unsigned(record: Record, viewer: Viewer) -> Record:
    author = getattr(record, "author", None)
    blanks = _unsigned_versions(record)
    if author is not None and author != viewer.person:
        blanks["author"] = None
    return msgspec.structs.replace(record, **blanks) if blanks else record


def _unsigned_versions(record: Record) -> dict[str, object]:
    """Give what leaves out who wrote the versions beside a text; nothing where none says it."""
    alternatives: list[Alternative] = getattr(record, "alternatives", [])
    if not any(other.by for other in alternatives):
        return {}
    return {"alternatives": [msgspec.structs.replace(other, by=None) for other in alternatives]}
