"""Every message that goes over the wire, as a type; schema.py turns them into JSON Schema and TypeScript."""

from typing import Literal

import msgspec

from server.core.records import Naming, Seat
from server.core.text import Language, Text


class Entering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`enter`: what the device holds already (`since`, and its `mark`), and what it can unpack.

    `packed`: gzip; `parts`: gzip in pieces.

    `later`: it asks for the pages by themselves (`pages`) once it has shown what else there is.
    """

    since: int | None = None
    mark: int | None = None
    packed: bool = False
    parts: bool = False
    later: bool = False
    version: str = ""


class Me(msgspec.Struct, frozen=True):
    """Who the device is to the room."""

    code: str
    seat: Seat
    participant: str | None


class Stopping(msgspec.Struct, frozen=True):
    """`stopping`: this server ends now, and another takes over; the line closes by itself in a moment."""

    within: int
    """Milliseconds over which devices come back, each at a moment of its own choice."""


class Writing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`here`: what the person is writing on, as `<kind>/<id>`, or nothing any more."""

    writing: str | None = None


class OpenRoom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/rooms`: what a room is opened from; `date` as YYYY-MM-DD.

    `demonstration` marks it on every page with the warning that the format's demonstration gives.
    """

    format: str
    title: str
    language: Language = "fr"
    date: str = ""
    place: str = ""
    name: str = ""
    password: str = ""
    demonstration: bool = False


class Links(msgspec.Struct, frozen=True):
    """The capability links of a room; the token stands behind the #, where no server sees it."""

    console: str
    screen: str
    join: str
    reader: str
    erased_on: str = ""


class RoomOpened(msgspec.Struct, frozen=True):
    """201: the room's code, the facilitator's token, and the links to share."""

    code: str
    token: str
    participant: str
    links: Links


class JoinRoom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/rooms/<code>/join`: what a person says of themselves.

    `participant` is who they are among those expected; what they leave empty then stays as on the list.
    `naming` is how the publication names them: by name only where they say so.
    `ask` is a secret made on the device: asked again with the same one, they are who they were and nobody
    comes in twice.
    """

    name: str
    role: str = ""
    territory: str = ""
    language: Language = "fr"
    participant: str | None = None
    naming: Naming = "role"
    ask: str | None = None


class Joined(msgspec.Struct, frozen=True):
    """201: the token of this device, and who the person is in the room."""

    token: str
    participant: str


class DeviceAdded(msgspec.Struct, frozen=True):
    """201: a link that lets another device in as the same person."""

    token: str
    link: str


class Forms(msgspec.Struct, frozen=True):
    """200: the forms in which a reader may have the publication."""

    forms: list[str]


class LinksEnded(msgspec.Struct, frozen=True):
    """200: the person whose links open nothing any more."""

    ended: str


class Choice(msgspec.Struct, frozen=True):
    """Something to choose on the join page."""

    id: str
    label: Text


class Invite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/rooms/<code>/invite`: a facilitator gives a seat to somebody else."""

    seat: Literal["facilitator", "graphic"]
    name: str
    language: Language = "fr"


class Suggested(msgspec.Struct, frozen=True):
    """One of `GET /api/rooms/<code>/suggestions`: two cards, how alike (0 to 1), the words they share.

    `opposed` where one of them may say the contrary of the other.
    """

    cards: list[str]
    score: float
    words: list[str]
    opposed: bool


class Awaited(msgspec.Struct, frozen=True):
    """Somebody who is expected and has not come in with a device yet."""

    id: str
    name: str


class RoomCard(msgspec.Struct, frozen=True):
    """`GET /api/rooms/<code>`: what the join page shows; nothing of what people wrote."""

    code: str
    title: str
    date: str
    place: str
    language: Language
    closed: bool
    anonymous: bool
    roles: list[Choice]
    territories: list[str]
    notice: Text | None
    join: str
    """The address to give out: it works from other devices too."""
    expected: list[Awaited] = []
    erased_on: str = ""
    """The day on which the room is erased if nothing more happens in it, as YYYY-MM-DD."""
    may_be_longer: bool = True
    """Whether its facilitators may have it kept for as long again."""


class FormatCard(msgspec.Struct, frozen=True):
    """One of `GET /api/formats`."""

    name: str
    title: Text
    summary: Text
    people: int
    minutes: int
    steps: int
    experiences: int
    criteria: int


class Problem(msgspec.Struct, frozen=True):
    """Why an HTTP call was refused (RFC 9457): `code` and `facts` as everywhere else."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, str | int | None]


class PageDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`PUT /api/rooms/<code>/pages/<page>`: a page in Markdown; `experience` takes it as its dossier.

    `begun` is the text that this one was made of: what others wrote since is merged with it, and overwritten
    where nothing is said of it.
    """

    title: Text
    markdown: Text
    experience: str | None = None
    begun: Text | None = None


class PageKept(msgspec.Struct, frozen=True):
    """200: the page is written, with what others wrote in it meanwhile, and this is how it is shown."""

    page: str
    rev: int
    markdown: Text
    html: Text


class DuplicateRoom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/rooms/<code>/duplicate`: a new room with the same set-up and nobody in it."""

    title: str
    date: str = ""


class RoomErased(msgspec.Struct, frozen=True):
    """200: the room is gone, with its log, its links and its files."""

    erased: str


class FileAdded(msgspec.Struct, frozen=True):
    """201: the file's id, under which ops name it and `/api/rooms/<code>/files/<id>` gives it."""

    file: str


Form = Literal["md", "html", "docx", "odt", "pdf", "xlsx", "csv", "json"]


class AskMaking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST …/makings`: a form of the publication to be made; `small` takes small pictures, for a preview."""

    form: str
    language: Language
    small: bool = False


class MakingState(msgspec.Struct, frozen=True):
    """How far a form of the publication is; `seq` is the op of the room that it shows.

    `ahead` is how many are made before it, `why` the code of what stopped it.
    """

    id: str
    seq: int
    form: str
    phase: Literal["waiting", "reading", "composing", "writing", "done", "failed"]
    ahead: int
    why: str


class ShareLink(msgspec.Struct, frozen=True):
    """The link of a share: whoever has it can read the publication until the share ends."""

    link: str


class MarkdownText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST …/markdown`: a text as it is being written."""

    text: str


class MarkdownShown(msgspec.Struct, frozen=True):
    """The same as it will be read, made harmless."""

    html: str
