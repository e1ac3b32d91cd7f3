"""The publication as a document: what every writer is given, whatever the form it writes.

Texts are plain, as people wrote them; a writer escapes them for its own form. An `anchor` is a name
within the document, made of letters, digits and dashes, that links lead to.
"""

from typing import Literal

import msgspec

from server.core.text import Language


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Base of everything a document is made of."""


class Mark(Part, frozen=True, kw_only=True):
    """A domain beside a card; `order`, from 1, picks its colour and its shape."""

    order: int
    label: str


class Link(Part, frozen=True, kw_only=True):
    """A few words that lead elsewhere in the document; without an `anchor`, what they name is not in it."""

    text: str
    anchor: str


class Heading(Part, frozen=True, kw_only=True):
    """A title within a section: level 1 is the first below the section's own."""

    text: str
    level: int = 1
    anchor: str = ""


class Paragraph(Part, frozen=True, kw_only=True):
    """`tone` says what it is: running text, a finding, a note on the side, or that something is missing."""

    text: str
    tone: Literal["plain", "lead", "finding", "note", "absent"] = "plain"
    links: list[Link] = []
    """Follow the text, in a row."""


class Picture(Part, frozen=True, kw_only=True):
    """A picture within a text: `file` is its hash, empty where the room has none of it to show."""

    file: str
    type: str
    alt: str
    width: int = 0
    height: int = 0


class Rich(Part, frozen=True, kw_only=True):
    """A text with a form of its own: sanitised HTML, and the Markdown it came from."""

    html: str
    markdown: str
    pictures: list[Picture] = []
    """One for each `img` of the HTML, in their order."""


class Bullets(Part, frozen=True, kw_only=True):
    """A list of short texts."""

    items: list[str]
    ordered: bool = False


class Fact(Part, frozen=True, kw_only=True):
    """A number, or a few words, with what it counts."""

    value: str
    label: str


class Facts(Part, frozen=True, kw_only=True):
    """Numbers to be taken in at one glance."""

    facts: list[Fact]


class Bar(Part, frozen=True, kw_only=True):
    """One line of a count; `share` (0 to 1) is the length of its bar, `mark` a domain where it is one."""

    label: str
    value: int
    share: float
    mark: Mark | None = None
    texts: list[str] = []
    """What people said with it."""


class Bars(Part, frozen=True, kw_only=True):
    """Counts side by side."""

    caption: str
    unit: str
    bars: list[Bar]


class Cell(Part, frozen=True, kw_only=True):
    """A cell of a table. `shade` (0 to 1) tints it; `said` is what a screen reader says in its place."""

    text: str = ""
    shade: float | None = None
    said: str = ""
    mark: Mark | None = None
    links: list[Link] = []
    number: int | float | None = None
    """The value, where it is one: a spreadsheet keeps it as such."""
    day: str = ""
    """The day, as YYYY-MM-DD, where it is one: so that a spreadsheet can sort by it."""


class Row(Part, frozen=True, kw_only=True):
    """A row of a table, under its own heading."""

    head: Cell
    cells: list[Cell]
    total: bool = False


class Table(Part, frozen=True, kw_only=True):
    """A table; `head` has one cell more than a row's `cells`: the first names the row headings."""

    anchor: str
    caption: str
    head: list[Cell]
    rows: list[Row]
    kind: Literal["plain", "matrix"] = "plain"
    note: str = ""


class CardLine(Part, frozen=True, kw_only=True):
    """A card: its number and anchor, what was written, and where it stands; no anchor where none is in full."""

    anchor: str
    number: int
    text: str
    kind: str
    symbol: str
    place: list[str] = []
    """Experience, criterion, group and author, as far as they are to be said here."""
    experience: str = ""
    criterion: str = ""
    group: str = ""
    author: str = ""
    domains: list[Mark] = []
    others: list[str] = []
    """Other versions of the text, kept because two people wrote over the same words."""
    used_in: list[Link] = []
    about: Link | None = None
    """The card, the experience or the table that this one comments on."""
    reworded: bool = False
    """Whether the text was edited for the publication."""


class Cards(Part, frozen=True, kw_only=True):
    """Cards in a row. `full` is where they live: elsewhere they are shown again, and link there."""

    cards: list[CardLine]
    full: bool = False
    title: str = ""


class SourceLine(Part, frozen=True, kw_only=True):
    """A card that a statement rests on: as it was when it was taken in (`then`), and as it is now.

    `card` is None where the card was withdrawn or is not shown; then no text of it is told.
    """

    card: Link | None
    kind: str = ""
    symbol: str = ""
    place: list[str] = []
    then: str = ""
    now: str = ""

    @property
    def changed(self) -> bool:
        """Whether the card was rewritten since it was taken in."""
        return bool(self.then) and self.then != self.now


class Weight(Part, frozen=True, kw_only=True):
    """One axis of the plane: the mean of weights from 1 to 5, and how far they lie from it."""

    mean: float
    spread: float
    voices: int


class Votes(Part, frozen=True, kw_only=True):
    """What people's votes on something come to; None for each way in which nobody voted."""

    agree: int = 0
    nuance: int = 0
    disagree: int = 0
    division: float | None = None
    """From 0, nobody stands against the others, to 1, two equal camps."""
    divides: bool = False
    points: int | None = None
    voices: int = 0
    """How many gave points."""
    impact: Weight | None = None
    effort: Weight | None = None


class Drawing(Part, frozen=True, kw_only=True):
    """A picture that we draw ourselves, as SVG; what it shows stands in words in `alt`, and near it as a table."""

    anchor: str
    caption: str
    alt: str
    svg: str
    width: int
    height: int


class StatementBlock(Part, frozen=True, kw_only=True):
    """A line of the synthesis with what it rests on, and with the dissent beside it."""

    anchor: str
    number: int
    text: str
    stance: Literal["convergence", "dissent", "question", "vigilance"]
    stance_label: str
    criterion: str = ""
    sources: list[SourceLine] = []
    dissent: list[SourceLine] = []
    others: list[str] = []
    votes: str = ""
    given: Votes | None = None
    used_in: list[Link] = []
    reworded: bool = False


class ProposalBlock(Part, frozen=True, kw_only=True):
    """What the room proposes, with the statements that it rests on."""

    anchor: str
    number: int
    text: str
    kind: str = ""
    statements: list[Link] = []
    votes: str = ""
    given: Votes | None = None
    others: list[str] = []
    group: str = ""
    reworded: bool = False


class Figure(Part, frozen=True, kw_only=True):
    """A graphic board: `file` is the hash of the picture, `type` its media type."""

    anchor: str
    number: int
    file: str
    type: str
    caption: str
    alt: str
    width: int = 0
    height: int = 0


class Sheet(Part, frozen=True, kw_only=True):
    """Something with a page of its own, such as an experience."""

    anchor: str
    title: str
    subtitle: str = ""
    blocks: list["Block"] = []


Block = (
    Heading
    | Paragraph
    | Rich
    | Bullets
    | Facts
    | Bars
    | Table
    | Cards
    | StatementBlock
    | ProposalBlock
    | Figure
    | Drawing
    | Sheet
)


class Section(Part, frozen=True, kw_only=True):
    """A chapter of the publication."""

    anchor: str
    title: str
    shows: str
    blocks: list[Block] = []


class Document(Part, frozen=True, kw_only=True):
    """The whole publication in one language."""

    title: str
    subtitle: str
    language: Language
    date: str
    place: str
    notice: str
    summary: str
    license: str
    domains: list[Mark]
    sections: list[Section]
    opened_at: int = 0
    """When the room was opened, in milliseconds."""

    @property
    def since(self) -> int:
        """The second from which the files of the room say that they are; a package's clock begins with 1980."""
        return max(315_532_800, self.opened_at // 1000)

    @property
    def where(self) -> str:
        """When and where the day was held, in one line, as far as it is said."""
        return " · ".join(text for text in (self.date, self.place) if text)
