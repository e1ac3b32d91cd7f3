"""Days gathered into one room, side by side: how many cards each brought to each prerequisite."""

from collections.abc import Collection

from server.core.records import Card
from server.publish.document import Block, Cell, Paragraph, Row, Table
from server.publish.reading import Reading
from server.publish.sections.crossing import Square, counted, empty, finding, shared
from server.publish.sections.heat import heat_map


def rooms_matrix(reading: Reading) -> list[Block]:
    """Give prerequisites × days, as a drawing and as a table; nothing where no day was gathered."""
    said = reading.words
    origins = reading.origins
    if not origins or not reading.criteria:
        return []
    columns: list[tuple[str | None, str]] = [(one.id, one.title) for one in origins]
    if any(card.origin is None for card in reading.cards):
        columns.append((None, said("this-room")))
    rows = [(one.id, reading.short(one)) for one in reading.criteria]
    counts = [[_count(reading.cards, {criterion}, origin) for origin, _ in columns] for criterion, _ in rows]
    most = max([n for line in counts for n in line] + [1])
    squares = [[shared(n, most) for n in line] for line in counts]
    holes = sum(not square.full for line in squares for square in line)
    caption = said("matrix-rooms")
    drawing = heat_map(
        "matrice-salles-image",
        caption,
        said("matrix-alt", n=holes, all=len(rows) * len(columns), title=caption),
        [(label, None) for _, label in rows],
        [label for _, label in columns],
        [[square.heat for square in line] for line in squares],
    )
    table = Table(
        anchor="matrice-salles",
        caption=caption,
        head=[Cell(text=said("criterion")), *(Cell(text=label) for _, label in columns)],
        rows=[
            Row(head=Cell(text=label), cells=[_cell(reading, square) for square in line])
            for (_, label), line in zip(rows, squares, strict=True)
        ]
        + _whole(reading, {id for id, _ in rows}, [origin for origin, _ in columns]),
        kind="matrix",
    )
    return [drawing, table, *_silent(reading, rows, columns, squares)]


def _whole(reading: Reading, known: set[str], origins: list[str | None]) -> list[Row]:
    """What was written beside the prerequisites, where something was, and all that each day brought."""
    loose = {card.criterion for card in reading.cards} - known
    rows = []
    if loose:
        beside = [counted(reading, _count(reading.cards, loose, origin)) for origin in origins]
        rows.append(Row(head=Cell(text=reading.words("no-criterion")), cells=beside))
    brought = [counted(reading, _count(reading.cards, known | loose, origin)) for origin in origins]
    return [*rows, Row(head=Cell(text=reading.words("total")), cells=brought, total=True)]


def _count(cards: list[Card], criteria: Collection[str | None], origin: str | None) -> int:
    return sum(1 for card in cards if card.criterion in criteria and card.origin == origin)


def _cell(reading: Reading, square: Square) -> Cell:
    return counted(reading, square.n, square.shade) if square.full else empty(reading)


def _silent(
    reading: Reading,
    rows: list[tuple[str, str]],
    columns: list[tuple[str | None, str]],
    squares: list[list[Square]],
) -> list[Paragraph]:
    """Say which days had nothing to say on what."""
    blocks = []
    for (_, row), line in zip(rows, squares, strict=True):
        named = [label for (_, label), square in zip(columns, line, strict=True) if not square.full]
        if named:
            blocks.append(finding(reading, row, named, len(columns), "finding-groups"))
    return blocks
