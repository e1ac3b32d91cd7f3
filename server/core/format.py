"""What a format file says, as types: the recipe of a day, before any room is made from it."""

from typing import Literal, dataclass_transform

import msgspec

from server.core.text import Language, Text

ActivityName = Literal[
    "briefing", "grouping", "grid", "gallery", "synthesis", "projection", "vote", "checkin", "break"
]
Identifier = str
Reveal = Literal["always", "step", "never"]


@dataclass_transform(frozen_default=True)  # tells mypy what msgspec does: children are frozen too
class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything a format file holds: a misspelt field is an error, not a silence."""


class RoleChoice(Part, frozen=True, kw_only=True):
    """A role in the network that a person may choose when joining."""

    id: Identifier
    label: Text


class CardKind(Part, frozen=True, kw_only=True):
    """A kind of annotation; `symbol` is one character shown beside the label, never alone."""

    id: Identifier
    label: Text
    help: Text = Text(fr="")
    symbol: str = ""


class Level(Part, frozen=True, kw_only=True):
    """One level of the appraisal scale; `weight` (0 to 1) shades the matrix, None leaves it blank."""

    id: Identifier
    label: Text
    symbol: str = ""
    weight: float | None = None


class CriterionPart(Part, frozen=True, kw_only=True):
    """A row of the grid with the questions that guide a table through it."""

    id: Identifier
    label: Text
    short: Text
    questions: list[Text] = []
    family: Text = Text(fr="")


class DomainPart(Part, frozen=True, kw_only=True):
    """A dimension of impact, with what it may look like in the field."""

    id: Identifier
    label: Text
    short: Text = Text(fr="")
    example: Text = Text(fr="")


class DomainPreset(Part, frozen=True, kw_only=True):
    """Another real set of domains that a room may take in place of the default."""

    id: Identifier
    label: Text
    domains: list[DomainPart]


class ExperiencePart(Part, frozen=True, kw_only=True):
    """A pilot experience; `dossier` names a page pair (`pages/<dossier>.fr.md`, `.en.md`).

    `documents` are the PDF files that belong to it, each `documents/<name>`.
    """

    id: Identifier
    title: Text
    territory: str
    summary: Text = Text(fr="")
    dossier: str = ""
    documents: list[str] = []
    complete: bool = True


class StepPart(Part, frozen=True, kw_only=True):
    """One item of the agenda; `settings` are read by the activity, which refuses unknown ones."""

    id: Identifier
    title: Text
    activity: ActivityName
    minutes: int
    instructions: Text = Text(fr="")
    settings: dict[str, object] = {}
    off: bool = False
    """Whether the step is there and skipped, until a facilitator switches it on."""


class PagePart(Part, frozen=True, kw_only=True):
    """A Markdown page of the format: `pages/<id>.fr.md` and `pages/<id>.en.md`."""

    id: Identifier
    title: Text


class ProposalKind(Part, frozen=True, kw_only=True):
    """A kind of proposal in the projection, with the question it answers."""

    id: Identifier
    label: Text
    question: Text = Text(fr="")


class SectionPart(Part, frozen=True, kw_only=True):
    """One section of the publication; `shows` names what fills it, `text` stands before it."""

    id: Identifier
    title: Text
    shows: Literal[
        "text",
        "overview",
        "ideas",
        "method",
        "people",
        "experiences",
        "criteria",
        "domains",
        "projection",
        "boards",
        "cards",
        "colophon",
    ]
    text: Text = Text(fr="")


class PublicationPart(Part, frozen=True, kw_only=True):
    """The outline of what is exported."""

    subtitle: Text = Text(fr="")
    sections: list[SectionPart]


class RoundPart(Part, frozen=True, kw_only=True):
    """One pass of groups over experiences."""

    id: Identifier
    title: Text


class RoomPart(Part, frozen=True, kw_only=True):
    """How a room starts: a facilitator may change each of these during the day."""

    anonymous: bool = False
    reveal: Reveal = "always"
    synthesis_open: bool = False


def _one_round() -> list[RoundPart]:
    return [RoundPart(id="1", title=Text(fr="Tour 1", en="Round 1"))]


class Format(Part, frozen=True, kw_only=True):
    """A whole format, as `workshop_formats/<name>/format.yaml` gives it."""

    name: Identifier
    version: int
    title: Text
    summary: Text
    language: Language = "fr"
    credits: Text = Text(fr="")
    license: str = "CC BY-SA 4.0"
    people: int = 30
    roles: list[RoleChoice]
    territories: list[str] = []
    table_roles: list[RoleChoice] = []
    kinds: list[CardKind]
    scale: list[Level] = []
    criteria: list[CriterionPart]
    domains: list[DomainPart] = []
    domain_presets: list[DomainPreset] = []
    experiences: list[ExperiencePart] = []
    rounds: list[RoundPart] = msgspec.field(default_factory=_one_round)
    pages: list[PagePart] = []
    proposal_kinds: list[ProposalKind] = []
    agenda: list[StepPart]
    publication: PublicationPart
    room: RoomPart = RoomPart()


class PageText(msgspec.Struct, frozen=True):
    """A page as read from its two Markdown files."""

    title: Text
    markdown: Text


class LoadedFormat(msgspec.Struct, frozen=True):
    """A format together with the Markdown it names: what a room is opened from."""

    format: Format
    pages: dict[str, PageText]
    """Every page and dossier, by id."""
