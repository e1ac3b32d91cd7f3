"""The matrices: what was written on what, with the cells that are empty said as a finding."""

from collections import Counter
from collections.abc import Callable

import msgspec

from server.core.records import Appraisal, Card
from server.publish.document import Block, Cell, Mark, Paragraph, Row, Table
from server.publish.reading import Reading
from server.publish.sections.crossing import (
    Square,
    counted,
    empty,
    finding,
    levels_of,
    mean,
    shared,
)
from server.publish.sections.heat import heat_map

MOST_NAMED = 12
"""Of how many rows the empty cells are named; of more they are only counted."""


class Column(msgspec.Struct, frozen=True):
    """What stands at the head of a column: an experience, or a table where a day has none."""

    id: str | None
    label: str


class Line(msgspec.Struct, frozen=True):
    """A row: what stands at its head, and a square for each column."""

    label: str
    squares: list[Square]
    mark: Mark | None = None


class Naming(msgspec.Struct, frozen=True):
    """What a matrix is called: where links lead, and the words of its caption, its first head and its note."""

    anchor: str
    caption: str
    head: str
    note: str


def columns(reading: Reading) -> tuple[list[Column], Callable[[Card | Appraisal], str | None]]:
    """Give the columns, and how to find that of a card; a last one takes cards of no column."""
    known: list[Column]

    def experience_of(card: Card | Appraisal) -> str | None:
        return card.experience if card.experience in ids else None

    def group_of(card: Card | Appraisal) -> str | None:
        return card.group if card.group in ids else None

    if reading.experiences:
        known = [Column(e.id, reading.said(e.title)) for e in reading.experiences]
        away, of = reading.words("without-experience"), experience_of
    else:
        known = [Column(group.id, group.name) for group in reading.groups]
        away, of = reading.words("without-group"), group_of
    ids = {column.id for column in known}
    if any(of(card) is None for card in reading.cards):
        known.append(Column(None, away))
    return known, of


def criteria_matrix(reading: Reading) -> list[Block]:
    """Give criteria × experiences (or tables): appraisals and cards. Every card is in one cell."""
    across, of = columns(reading)
    if not reading.criteria or not across:
        return []
    known = {criterion.id for criterion in reading.criteria}
    cards = Counter((card.criterion if card.criterion in known else None, of(card)) for card in reading.cards)
    most = max(cards.values(), default=1)

    def line(criterion: str | None, label: str) -> Line:
        squares = []
        for column in across:
            given = [a for a in reading.appraisals if a.criterion == criterion and of(a) == column.id]
            n, levels = cards[criterion, column.id], levels_of(reading, given)
            appraised = Square(n, levels, mean(levels))
            squares.append(appraised if reading.format.scale else shared(n, most))
        return Line(label, squares)

    asked = [line(criterion.id, reading.short(criterion)) for criterion in reading.criteria]
    beside = [line(None, reading.words("no-criterion"))] if any(id is None for id, _ in cards) else []
    rows = [_row(one, [_appraised(reading, square) for square in one.squares]) for one in asked + beside]
    naming = Naming(
        "matrice-prerequis",
        "matrix-criteria" if reading.experiences else "matrix-criteria-groups",
        "criterion",
        "matrix-criteria-note" if reading.format.scale else "matrix-cards-note",
    )
    rows.append(_totals(reading, across, of))
    return [
        _drawing(reading, naming, across, asked, beside),
        _table(reading, naming, across, rows),
        *_emptiness(reading, across, asked),
    ]


def domains_matrix(reading: Reading) -> list[Block]:
    """Give domains × experiences (or tables): cards and their share of the column."""
    across, of = columns(reading)
    if not reading.domains or not across:
        return []
    stacks = [[card for card in reading.cards if of(card) == column.id] for column in across]
    asked = [
        Line(
            reading.said(domain.label),
            [shared(sum(1 for card in stack if domain.id in card.domains), len(stack)) for stack in stacks],
            reading.mark(domain),
        )
        for domain in reading.domains
    ]
    rows = [_row(one, [_share(reading, square) for square in one.squares]) for one in asked]
    untagged = [counted(reading, sum(1 for card in stack if not card.domains)) for stack in stacks]
    rows.append(Row(head=Cell(text=reading.words("without-domain")), cells=untagged))
    rows.append(_totals(reading, across, of))
    naming = Naming("matrice-domaines", "matrix-domains", "domain", "matrix-domains-note")
    return [
        _drawing(reading, naming, across, asked, []),
        _table(reading, naming, across, rows),
        *_emptiness(reading, across, asked),
    ]


# --- cells and rows ---------------------------------------------------------------------------------


def _row(line: Line, cells: list[Cell]) -> Row:
    return Row(head=Cell(text=line.label, mark=line.mark), cells=cells)


def _appraised(reading: Reading, square: Square) -> Cell:
    """The signs of what was appraised, and how many cards."""
    if not square.full:
        return empty(reading)
    labels = [", ".join(reading.said(level.label) for level in square.levels)] if square.levels else []
    return Cell(
        text=f"{square.sign} {square.n}".strip(),
        shade=square.shade,
        said=", ".join([*labels, reading.words("n-cards", n=square.n)]),
        number=square.n,
    )


def _share(reading: Reading, square: Square) -> Cell:
    """How many cards, and which part of the column they are."""
    if square.shade is None:
        return empty(reading)
    percent = reading.words.percent(square.shade)
    said = f"{reading.words('n-cards', n=square.n)}, {percent}"
    return Cell(text=f"{square.n}\n{percent}", shade=square.shade, said=said, number=square.n)


def _totals(reading: Reading, across: list[Column], of: Callable[[Card | Appraisal], str | None]) -> Row:
    cards = Counter(of(card) for card in reading.cards)
    cells = [counted(reading, cards[column.id]) for column in across]
    return Row(head=Cell(text=reading.words("total")), cells=cells, total=True)


# --- a matrix as a drawing, as a table, and in words ------------------------------------------------


def _drawing(
    reading: Reading, naming: Naming, across: list[Column], asked: list[Line], beside: list[Line]
) -> Block:
    caption = reading.words(naming.caption)
    drawn = asked + beside
    at_all = len(asked) * sum(1 for column in across if column.id is not None)
    holes = sum(len(names) for names in _empty(across, asked))
    return heat_map(
        f"{naming.anchor}-image",
        caption,
        reading.words("matrix-alt", n=holes, all=at_all, title=caption),
        [(line.label, line.mark) for line in drawn],
        [column.label for column in across],
        [[square.heat for square in line.squares] for line in drawn],
    )


def _table(reading: Reading, naming: Naming, across: list[Column], rows: list[Row]) -> Table:
    return Table(
        anchor=naming.anchor,
        caption=reading.words(naming.caption),
        head=[Cell(text=reading.words(naming.head)), *(Cell(text=column.label) for column in across)],
        rows=rows,
        kind="matrix",
        note=reading.words(naming.note),
    )


def _empty(across: list[Column], asked: list[Line]) -> list[list[str]]:
    """For each row, in which columns nothing stands; what belongs to no column is not asked for."""
    return [
        [
            column.label
            for column, square in zip(across, line.squares, strict=True)
            if column.id is not None and not square.full
        ]
        for line in asked
    ]


def _emptiness(reading: Reading, across: list[Column], asked: list[Line]) -> list[Paragraph]:
    """Say row by row which cells are empty: that nobody had anything to say there is worth reading."""
    said = reading.words
    of = sum(1 for column in across if column.id is not None)
    holes = [(line.label, named) for line, named in zip(asked, _empty(across, asked), strict=True) if named]
    if not holes:
        return [Paragraph(text=said("no-empty-cells"), tone="finding")]
    n = sum(len(named) for _, named in holes)
    key = "finding-experiences" if reading.experiences else "finding-groups"
    return [
        Paragraph(text=said("empty-cells", n=n, all=len(asked) * of), tone="finding"),
        *(finding(reading, row, named, of, key) for row, named in holes[:MOST_NAMED]),
    ]
