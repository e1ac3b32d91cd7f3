"""The matrices: what was written on what, with the cells that are empty said as a finding."""

from collections.abc import Callable

import msgspec

from server.core.records import Appraisal, Card
from server.publish.document import Block, Cell, Paragraph, Row, Table
from server.publish.reading import Reading
from server.publish.sections.heat import Heat, heat_map

MOST_NAMED = 12
"""Of how many rows the empty cells are named; of more they are only counted."""


class Column(msgspec.Struct, frozen=True):
    """What stands at the head of a column: an experience, or a table where a day has none."""

    id: str | None
    label: str


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
    rows = [(c.id, reading.said(c.short) or reading.said(c.label)) for c in reading.criteria]
    known = {id for id, _ in rows}
    cells: dict[tuple[str | None, str | None], list[Card]] = {}
    for card in reading.cards:
        criterion = card.criterion if card.criterion in known else None
        cells.setdefault((criterion, of(card)), []).append(card)
    most = max([len(cards) for cards in cells.values()] or [1])
    below: list[tuple[str | None, str]] = list(rows)
    if any(criterion is None for criterion, _ in cells):
        below.append((None, reading.words("no-criterion")))
    table = [
        Row(
            head=Cell(text=label),
            cells=[
                _grid_cell(reading, of, id, column, len(cells.get((id, column.id), [])), most)
                for column in across
            ],
        )
        for id, label in below
    ]
    table.append(_totals(reading, across, of))
    empty = [
        (label, column.label)
        for id, label in rows
        for column in across
        if column.id is not None and not cells.get((id, column.id)) and not _levels(reading, of, id, column)
    ]
    cells_at_all = len(rows) * sum(1 for column in across if column.id is not None)
    title = "matrix-criteria" if reading.experiences else "matrix-criteria-groups"
    note = "matrix-criteria-note" if reading.format.scale else "matrix-cards-note"
    heat = [
        [_heat(reading, of, id, column, len(cells.get((id, column.id), [])), most) for column in across]
        for id, _ in below
    ]
    drawing = heat_map(
        "matrice-prerequis-image",
        reading.words(title),
        reading.words("matrix-alt", n=len(empty), all=cells_at_all, title=reading.words(title)),
        [(label, None) for _, label in below],
        [column.label for column in across],
        heat,
    )
    return [
        drawing,
        Table(
            anchor="matrice-prerequis",
            caption=reading.words(title),
            head=[Cell(text=reading.words("criterion")), *(Cell(text=c.label) for c in across)],
            rows=table,
            kind="matrix",
            note=reading.words(note),
        ),
        *_emptiness(
            reading, empty, [column.label for column in across if column.id is not None], cells_at_all
        ),
    ]


def domains_matrix(reading: Reading) -> list[Block]:
    """Give domains × experiences (or tables): cards and their share of the column."""
    across, of = columns(reading)
    if not reading.domains or not across:
        return []
    by_column = {column.id: [c for c in reading.cards if of(c) == column.id] for column in across}
    rows, empty = [], []
    for domain in reading.domains:
        cells = []
        for column in across:
            mine = by_column[column.id]
            n = sum(1 for card in mine if domain.id in card.domains)
            cells.append(_share_cell(reading, n, len(mine)))
            if not n and column.id is not None:
                empty.append((reading.said(domain.label), column.label))
        head = Cell(text=reading.said(domain.label), mark=reading.mark(domain))
        rows.append(Row(head=head, cells=cells))
    untagged = [sum(1 for card in by_column[column.id] if not card.domains) for column in across]
    blank = [_count_cell(reading, n) for n in untagged]
    rows.append(Row(head=Cell(text=reading.words("without-domain")), cells=blank))
    rows.append(_totals(reading, across, of))
    known = [column for column in across if column.id is not None]
    at_all = len(reading.domains) * len(known)
    drawing = heat_map(
        "matrice-domaines-image",
        reading.words("matrix-domains"),
        reading.words("matrix-alt", n=len(empty), all=at_all, title=reading.words("matrix-domains")),
        [(reading.said(domain.label), reading.mark(domain)) for domain in reading.domains],
        [column.label for column in across],
        [[_share_heat(domain.id, by_column[column.id]) for column in across] for domain in reading.domains],
    )
    return [
        drawing,
        Table(
            anchor="matrice-domaines",
            caption=reading.words("matrix-domains"),
            head=[Cell(text=reading.words("domain")), *(Cell(text=c.label) for c in across)],
            rows=rows,
            kind="matrix",
            note=reading.words("matrix-domains-note"),
        ),
        *_emptiness(reading, empty, [column.label for column in known], at_all),
    ]


def _levels(
    reading: Reading, of: Callable[[Card | Appraisal], str | None], criterion: str | None, column: Column
) -> list[str]:
    """The levels that tables gave to a criterion, in the order of the scale."""
    given = [a.level for a in reading.appraisals if a.criterion == criterion and of(a) == column.id]
    return sorted(given, key=lambda level: reading.levels.get(level, len(reading.levels)))


def _grid_cell(
    reading: Reading,
    of: Callable[[Card | Appraisal], str | None],
    criterion: str | None,
    column: Column,
    n: int,
    most: int,
) -> Cell:
    scale = {level.id: level for level in reading.format.scale}
    levels = [scale[id] for id in _levels(reading, of, criterion, column) if id in scale]
    if not levels and not n:
        return Cell(said=reading.words("cell-empty"), number=0)
    weights = [level.weight for level in levels if level.weight is not None]
    shade = sum(weights) / len(weights) if weights else None
    if not reading.format.scale:
        shade = n / most
    symbols = " ".join(level.symbol for level in levels)
    labels = ", ".join(reading.said(level.label) for level in levels)
    counted = reading.words("n-cards", n=n)
    said = f"{labels}, {counted}" if labels else counted
    return Cell(text=f"{symbols} {n}".strip(), shade=shade, said=said, number=n)


def _share_cell(reading: Reading, n: int, of: int) -> Cell:
    if not n:
        return Cell(said=reading.words("cell-empty"), number=0)
    percent = reading.words.percent(n / of)
    said = f"{reading.words('n-cards', n=n)}, {percent}"
    return Cell(text=f"{n}\n{percent}", shade=n / of, said=said, number=n)


def _count_cell(reading: Reading, n: int) -> Cell:
    return Cell(text=str(n), said=reading.words("n-cards", n=n), number=n)


def _totals(reading: Reading, across: list[Column], of: Callable[[Card | Appraisal], str | None]) -> Row:
    counts = [sum(1 for card in reading.cards if of(card) == column.id) for column in across]
    cells = [_count_cell(reading, n) for n in counts]
    return Row(head=Cell(text=reading.words("total")), cells=cells, total=True)


def _heat(
    reading: Reading,
    of: Callable[[Card | Appraisal], str | None],
    criterion: str | None,
    column: Column,
    n: int,
    most: int,
) -> Heat:
    """A cell of criteria × experiences as it is drawn."""
    scale = {level.id: level for level in reading.format.scale}
    levels = [scale[id] for id in _levels(reading, of, criterion, column) if id in scale]
    weights = [level.weight for level in levels if level.weight is not None]
    shade = sum(weights) / len(weights) if weights else None
    if not reading.format.scale and n:
        shade = n / most
    return Heat(n=n, shade=shade, sign=" ".join(level.symbol for level in levels), full=bool(n or levels))


def _share_heat(domain: str, mine: list[Card]) -> Heat:
    n = sum(1 for card in mine if domain in card.domains)
    return Heat(n=n, shade=n / len(mine) if n else None, full=bool(n))


def _emptiness(
    reading: Reading, empty: list[tuple[str, str]], columns: list[str], of: int
) -> list[Paragraph]:
    """Say row by row which cells are empty: that nobody had anything to say there is worth reading."""
    said = reading.words
    if not empty:
        return [Paragraph(text=said("no-empty-cells"), tone="finding")]
    blocks = [Paragraph(text=said("empty-cells", n=len(empty), all=of), tone="finding")]
    rows = list(dict.fromkeys(row for row, _ in empty))
    for row in rows[:MOST_NAMED]:
        named = [column for other, column in empty if other == row]
        if len(named) == len(columns):
            sentence = said("finding-everywhere", row=row)
        else:
            key = "finding-experiences" if reading.experiences else "finding-groups"
            sentence = said(key, row=row, columns=said.listed(named))
        blocks.append(Paragraph(text=sentence))
    return blocks
