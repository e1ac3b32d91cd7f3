"""Every kind of record that a room holds, one frozen struct each.

A record is flat, has an id of its own within its kind, and carries in `rev` the sequence number
of the last op that touched it. Instants are milliseconds since 1970 on the server's clock.
"""

from typing import ClassVar, Literal, dataclass_transform

import msgspec

from server.core.format import (
    ActivityName,
    CardKind,
    DomainPreset,
    Level,
    ProposalKind,
    PublicationPart,
    Reveal,
    RoleChoice,
    RoundPart,
)
from server.core.text import Language, Text

Seat = Literal["facilitator", "graphic", "participant", "screen", "reader"]
Stance = Literal["convergence", "dissent", "question", "vigilance"]
Support = Literal["supports", "contradicts"]
Subject = Literal["statements", "proposals"]
Voting = Literal["points", "agreement", "plane"]
StepStatus = Literal["todo", "running", "paused", "done"]
Naming = Literal["name", "role", "none"]
SheetForm = Literal["table", "person"]
Licence = Literal["", "cc-by", "cc-by-sa", "cc-by-nc", "cc0", "reserved"]
FileUse = Literal["", "sheet", "dossier"]


@dataclass_transform(frozen_default=True)  # tells mypy what msgspec does: children are frozen too
class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has: an id, and the sequence number of its last change."""

    KIND: ClassVar[str] = ""
    id: str
    rev: int = 0


class RoomInfo(Record, frozen=True, kw_only=True):
    """The room itself; there is one, with the id `room`."""

    KIND: ClassVar[str] = "room"
    code: str
    title: str
    date: str = ""
    place: str = ""
    language: Language = "fr"
    opened_at: int = 0
    closed: bool = False
    closed_at: int | None = None
    kept_from: int | None = None
    """When a facilitator last asked that the room be kept for its whole time from then on."""
    step: str | None = None
    round: str = "1"
    anonymous: bool = False
    anonymous_from: int | None = None
    """Since when the room names nobody, where it does not."""
    unnamed: list[list[int]] = []
    """From when until when it named nobody before: what was written then stays without a name."""
    reveal: Reveal = "always"
    """When groups see each other's cards: always, from a step that shows them on, or never."""
    revealed: bool = False
    synthesis_open: bool = False
    """Whether participants, and not only facilitators, may edit the synthesis."""
    appraisal: bool = False
    """Whether the appraisal of the day goes into the publication's annex."""
    notice: Text | None = None
    """A warning shown on every page, such as that the room is a demonstration."""


class ScreenInfo(Record, frozen=True, kw_only=True):
    """What the projector shows; one record, id `screen`. `view` is `auto` to follow the step."""

    KIND: ClassVar[str] = "screen"
    view: str = "auto"
    ref: str | None = None
    blank: bool = False
    """Whether it shows nothing for now; the view is what it will show again."""


class FormatInfo(Record, frozen=True, kw_only=True):
    """The room's frozen copy of its format, less what has records of its own; id `format`."""

    KIND: ClassVar[str] = "format"
    name: str
    version: int
    title: Text
    summary: Text
    credits: Text
    license: str
    roles: list[RoleChoice]
    territories: list[str]
    table_roles: list[RoleChoice]
    kinds: list[CardKind]
    scale: list[Level]
    rounds: list[RoundPart]
    proposal_kinds: list[ProposalKind]
    publication: PublicationPart
    domain_presets: list[DomainPreset] = []
    people: int = 30
    spare_rounds: list[RoundPart] = []
    """Rounds by which the plan was cut, with their names: it may be made longer again."""


class Page(Record, frozen=True, kw_only=True):
    """A text to read: Markdown as written, in both languages."""

    KIND: ClassVar[str] = "page"
    title: Text
    markdown: Text
    html: Text
    """The same, sanitised and ready to show."""


class Step(Record, frozen=True, kw_only=True):
    """One item of the agenda with its clock.

    While `running`, it ends at `ends_at`; while `paused`, `left` milliseconds remain.
    """

    KIND: ClassVar[str] = "step"
    order: int
    title: Text
    activity: ActivityName
    minutes: int
    instructions: Text
    settings: dict[str, object] = {}
    status: StepStatus = "todo"
    started_at: int | None = None
    ends_at: int | None = None
    left: int | None = None
    off: bool = False


class Criterion(Record, frozen=True, kw_only=True):
    """A row of the grid."""

    KIND: ClassVar[str] = "criterion"
    order: int
    label: Text
    short: Text
    questions: list[Text] = []
    family: Text = Text(fr="")


class Domain(Record, frozen=True, kw_only=True):
    """A dimension of impact; `order` also picks its colour and its shape."""

    KIND: ClassVar[str] = "domain"
    order: int
    label: Text
    short: Text = Text(fr="")
    example: Text = Text(fr="")


class Experience(Record, frozen=True, kw_only=True):
    """A pilot experience; its dossier is the page of the same id where there is one."""

    KIND: ClassVar[str] = "experience"
    order: int
    title: Text
    territory: str
    summary: Text = Text(fr="")
    page: str | None = None
    complete: bool = True
    files: list[str] = []
    """Documents that belong to the dossier, in order."""


class Participant(Record, frozen=True, kw_only=True):
    """A person in the room. `here_from` is when they joined; who leaves keeps the record."""

    KIND: ClassVar[str] = "participant"
    name: str
    seat: Seat = "participant"
    role: str = ""
    territory: str = ""
    language: Language = "fr"
    group: str | None = None
    carries: str | None = None
    """The experience this person carried, where they are a pilot."""
    scribe: bool = False
    speaks_for: int = 1
    """For how many people this device counts in votes: a scribe's may speak for a table."""
    device: bool = True
    """False for a person without a phone, added by a facilitator."""
    naming: Naming = "role"
    """How the publication names this person: by name only where they said so."""
    joined_at: int = 0
    left: bool = False
    seen: dict[str, str] = {}
    """Which experience this person took apart in each round that was left, by round."""
    sat: dict[str, int] = {}
    """With which op this person left each table at which they sat before: what they did until they knew is taken."""
    expected: bool = False
    """Whether this person is on the list of those expected and has not come."""
    listed: str = ""
    """The name on the list of those expected from which somebody took this place; for facilitators."""


class Origin(Record, frozen=True, kw_only=True):
    """A day that was gathered into this room with others; what came from it names it."""

    KIND: ClassVar[str] = "origin"
    order: int
    title: str
    date: str = ""
    place: str = ""
    code: str = ""
    anonymous: bool = False


class Group(Record, frozen=True, kw_only=True):
    """A table; `origin` where it sat in a day that was gathered into this room."""

    KIND: ClassVar[str] = "group"
    order: int
    name: str
    origin: str | None = None


class Assignment(Record, frozen=True, kw_only=True):
    """Which experience a group takes apart in a round; id `<group>:<round>`."""

    KIND: ClassVar[str] = "assignment"
    group: str
    round: str
    experience: str | None
    hosts: list[str] = []
    """Who carried the experience and receives this group; where nobody was named, whoever carried it."""


class Alternative(msgspec.Struct, frozen=True):
    """Another version of a text, kept because two people wrote over the same words."""

    text: str
    by: str | None = None


class Card(Record, frozen=True, kw_only=True):
    """One annotation. `on` names another record that it comments, as `<kind>/<id>`."""

    KIND: ClassVar[str] = "card"
    step: str | None
    group: str | None
    experience: str | None
    criterion: str | None
    kind: str
    text: str
    domains: list[str] = []
    on: str | None = None
    author: str | None = None
    at: int = 0
    edited_at: int | None = None
    withdrawn: bool = False
    hidden: str | None = None
    """Why a facilitator hid it; None while it is shown."""
    alternatives: list[Alternative] = []
    origin: str | None = None
    """The gathered day that it came from, where it did not come from this one."""
    sheet: str | None = None
    """The photographed sheet of paper from which it was written off."""
    answered: bool = False
    """Of a question to the room: whether a facilitator said that it was answered."""


class Sheet(Record, frozen=True, kw_only=True):
    """A sheet of paper that was photographed, whose words are written off into cards.

    A `table` sheet is a table's grid, a `person` sheet what one person wrote; where that is known,
    `participant` says who, and the cards are theirs.
    """

    KIND: ClassVar[str] = "sheet"
    file: str
    form: SheetForm = "table"
    number: str = ""
    """The number that is printed on it."""
    group: str | None = None
    experience: str | None = None
    criterion: str | None = None
    """The row of the grid that it is about; None where it holds several."""
    round: str = ""
    step: str | None = None
    participant: str | None = None
    turn: int = 0
    """Degrees by which the picture is turned to be read: 0, 90, 180 or 270."""
    done: bool = False
    """Whether everything on it was written off."""
    author: str | None = None
    at: int = 0
    withdrawn: bool = False


class Appraisal(Record, frozen=True, kw_only=True):
    """A group's level for one criterion of one experience; id `<group>:<experience>:<criterion>`."""

    KIND: ClassVar[str] = "appraisal"
    group: str
    experience: str | None
    criterion: str
    level: str
    reason: str = ""
    alternatives: list[Alternative] = []
    author: str | None = None
    at: int = 0


Wish = Literal["together", "apart", "hosts", "size"]
Why = Literal[
    "contradiction",
    "host-table",
    "hosts-apart",
    "hosts-many",
    "too-many",
    "few-tables",
    "all-tables",
    "numbers",
]


class BrokenWish(msgspec.Struct, frozen=True):
    """A wish that could not hold: whom or which tables (ids) it is about, and why where that can be said."""

    wish: Wish
    people: list[str] = []
    groups: list[str] = []
    why: Why | None = None


class Plan(Record, frozen=True, kw_only=True):
    """How good the last balance of groups was; one record, id `plan`, for facilitators.

    `alike` counts, by trait, the pairs at a table who share it; `broken` counts the constraints
    that could not hold by name, and `wishes` says which they are.
    """

    KIND: ClassVar[str] = "plan"
    sizes: list[int]
    alike: dict[str, int]
    broken: dict[str, int] = {}
    wishes: list[BrokenWish] = []
    at: int = 0


class Ready(Record, frozen=True, kw_only=True):
    """A group says that it is done with a step; id `<step>:<group>`."""

    KIND: ClassVar[str] = "ready"
    step: str
    group: str
    at: int


class Answer(Record, frozen=True, kw_only=True):
    """A person's answer to a prompt of a check-in; its id is that of the op that first gave it.

    `value` holds the ids chosen, `text` what was written. Who gave it is shown to nobody else, and
    the id does not tell.
    """

    KIND: ClassVar[str] = "answer"
    step: str
    prompt: str
    value: list[str] = []
    text: str = ""
    participant: str | None = None
    at: int = 0
    appraisal: bool = False
    """Whether it appraises the day: for facilitators alone until they let it be published."""


class Source(msgspec.Struct, frozen=True):
    """A card that a statement rests on, with its text as it was when it was taken in."""

    card: str
    text: str
    how: Support = "supports"
    aside: str | msgspec.UnsetType = msgspec.UNSET
    """That text while the card lies out of sight, where it is no longer the card's own; nobody is told it."""


class Statement(Record, frozen=True, kw_only=True):
    """One line of the synthesis, with what it came from.

    `merged_into` is set, and the statement kept, when another has taken it in.
    """

    KIND: ClassVar[str] = "statement"
    criterion: str | None
    text: str
    stance: Stance = "convergence"
    sources: list[Source] = []
    merged: list[str] = []
    """Statements that were merged into this one, oldest first."""
    merged_into: str | None = None
    order: int = 0
    author: str | None = None
    at: int = 0
    withdrawn: bool = False
    alternatives: list[Alternative] = []
    origin: str | None = None


class Stroke(Record, frozen=True, kw_only=True):
    """A piece of a statement's document: a Yjs update in base64; all of them together are its text."""

    KIND: ClassVar[str] = "stroke"
    statement: str
    update: str


class Declined(Record, frozen=True, kw_only=True):
    """Two cards that somebody said are not alike, so that they are not suggested again; id `<a>:<b>`."""

    KIND: ClassVar[str] = "declined"
    cards: list[str]
    author: str | None = None
    at: int = 0


class Proposal(Record, frozen=True, kw_only=True):
    """What the room projects, resting on statements of the synthesis."""

    KIND: ClassVar[str] = "proposal"
    kind: str
    text: str
    statements: list[str] = []
    group: str | None = None
    author: str | None = None
    at: int = 0
    withdrawn: bool = False
    alternatives: list[Alternative] = []


class Commitment(Record, frozen=True, kw_only=True):
    """Who does what by when for a proposal; `by` is a date as YYYY-MM-DD or empty."""

    KIND: ClassVar[str] = "commitment"
    proposal: str | None
    who: str
    what: str
    by: str = ""
    author: str | None = None
    at: int = 0
    withdrawn: bool = False


class Ballot(Record, frozen=True, kw_only=True):
    """A vote that facilitators open and close; id `<on>:<how>`. `voices` counts whoever took part, and names nobody.

    `most` is how many points one thing may get, `budget` how many a person has in all (0: as many as
    there are things), `only` what is voted on where it is not everything of its kind.
    """

    KIND: ClassVar[str] = "ballot"
    on: Subject
    how: Voting
    open: bool = True
    most: int = 3
    budget: int = 0
    only: list[str] = []
    voices: int = 0
    opened_at: int = 0
    closed_at: int | None = None


class Vote(Record, frozen=True, kw_only=True):
    """One person's weight on something; id `<on>:<participant>`. Seen by that person alone."""

    KIND: ClassVar[str] = "vote"
    on: str
    weight: int
    people: int = 1
    participant: str | None = None


class Tally(Record, frozen=True, kw_only=True):
    """The votes on something, added up: all that others ever see of them."""

    KIND: ClassVar[str] = "tally"
    count: int
    total: int
    spread: dict[str, int] = {}
    """How many gave each weight."""
    appraisal: bool = False
    """Whether it adds up an appraisal of the day: for facilitators alone until they let it be published."""


class Message(Record, frozen=True, kw_only=True):
    """A facilitator's word; `to` is `all`, or a group's or a participant's id."""

    KIND: ClassVar[str] = "message"
    to: str
    text: str
    author: str | None = None
    at: int = 0


class Hand(Record, frozen=True, kw_only=True):
    """A raised hand; its id is the participant's."""

    KIND: ClassVar[str] = "hand"
    at: int


class Note(Record, frozen=True, kw_only=True):
    """A facilitator's private note; `on` names a record as `<kind>/<id>` where it is about one."""

    KIND: ClassVar[str] = "note"
    text: str
    on: str | None = None
    author: str | None = None
    at: int = 0


class Focus(Record, frozen=True, kw_only=True):
    """What everybody is called to look at; one record, id `focus`. `on` as `<kind>/<id>`, or None."""

    KIND: ClassVar[str] = "focus"
    on: str | None = None
    at: int = 0


class Timer(Record, frozen=True, kw_only=True):
    """A clock beside the step's own: for one group, or for all where `group` is None."""

    KIND: ClassVar[str] = "timer"
    label: str = ""
    group: str | None = None
    ends_at: int


class File(Record, frozen=True, kw_only=True):
    """An uploaded file, kept under the hash of its content; sizes in bytes and pixels."""

    KIND: ClassVar[str] = "file"
    name: str
    type: str
    size: int
    width: int = 0
    height: int = 0
    author: str | None = None
    use: FileUse = ""
    """What it is for: a picture to show where nothing is said; a photographed sheet is not told to everybody."""


class Board(Record, frozen=True, kw_only=True):
    """A graphic board: a drawing or photograph with its caption and alternative text."""

    KIND: ClassVar[str] = "board"
    file: str
    caption: str
    alt: str
    step: str | None = None
    order: int = 0
    author: str | None = None
    at: int = 0
    withdrawn: bool = False
    credit: str = ""
    """Who drew it, as they want to be named."""
    licence: Licence = ""
    """What others may do with it; nothing is said where nobody said it."""
    on: list[str] = []
    """What it is about, each as `<kind>/<id>`: steps, experiences, statements."""


class Edition(Record, frozen=True, kw_only=True):
    """How the publication differs from the format's outline; one record, id `edition`, for facilitators.

    Sections that `order` does not name keep their places after those that it names.
    """

    KIND: ClassVar[str] = "edition"
    order: list[str] = []
    left_out: list[str] = []
    """Sections by their ids; a sheet or a board as `<kind>/<id>`."""
    own: list[str] = []
    """The ids of the sections that facilitators added."""


class Passage(Record, frozen=True, kw_only=True):
    """Words as facilitators edited them; id `<place>:<language>`, an empty title is the room's own.

    The place is a section, or a record as `<kind>/<id>`.
    """

    KIND: ClassVar[str] = "passage"
    title: str = ""
    text: str = ""
    basis: str | None = None
    """The room's words that the text replaced; None where it was not noted."""
    alternatives: list[Alternative] = []


class Share(Record, frozen=True, kw_only=True):
    """A link by which the publication can be read; its secret is kept nowhere in the room."""

    KIND: ClassVar[str] = "share"
    name: str
    language: Language = "fr"
    until: int | None = None
    """The instant from which it opens nothing; None where it does not end by itself."""
    version: int | None = None
    """The sequence number at which the room is shown; None follows the room."""
    version_at: int = 0
    indexed: bool = False
    """Whether search engines may find it."""
    names: bool = True
    """Whether people are named in it, as far as they agreed to; chosen once, when the link is made."""
    ended_at: int | None = None
    at: int = 0
    author: str | None = None


KINDS: dict[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        RoomInfo,
        ScreenInfo,
        FormatInfo,
        Page,
        Step,
        Criterion,
        Domain,
        Experience,
        Participant,
        Origin,
        Group,
        Assignment,
        Plan,
        Hand,
        Note,
        Focus,
        Timer,
        Card,
        Sheet,
        Appraisal,
        Ready,
        Answer,
        Statement,
        Stroke,
        Declined,
        Proposal,
        Commitment,
        Ballot,
        Vote,
        Tally,
        Message,
        File,
        Board,
        Edition,
        Passage,
        Share,
    )
}
"""Every kind of record by its name on the wire."""
