"""Days gathered into one room, side by side: how many cards each brought to each prerequisite."""

from collections.abc import Collection

from server.core.records import Card
from server.publish.document import Block, Cell, Paragraph, Row, Table
from server.publish.reading import Reading
from server.publish.sections.heat import Heat, heat_map


def rooms_matrix(reading: Reading) -> list[Block]:
    """Give prerequisites × days, as a drawing and as a table; nothing where no day was gathered."""
    said = reading.words
    origins = reading.origins
    if not origins or not reading.criteria:
        return []
    columns: list[tuple[str | None, str]] = [(one.id, one.title) for one in origins]
    if any(card.origin is None for card in reading.cards):
        columns.append((None, said("this-room")))
    rows = [(one.id, reading.said(one.short) or reading.said(one.label)) for one in reading.criteria]
    counts = [[_count(reading.cards, {criterion}, origin) for origin, _ in columns] for criterion, _ in rows]
    most = max([n for line in counts for n in line] + [1])
    empty = sum(1 for line in counts for n in line if not n)
    caption = said("matrix-rooms")
    drawing = heat_map(
        "matrice-salles-image",
        caption,
        said("matrix-alt", n=empty, all=len(rows) * len(columns), title=caption),
        [(label, None) for _, label in rows],
        [label for _, label in columns],
        [[Heat(n=n, shade=n / most if n else None, full=bool(n)) for n in line] for line in counts],
    )
    table = Table(
        anchor="matrice-salles",
        caption=caption,
        head=[Cell(text=said("criterion")), *(Cell(text=label) for _, label in columns)],
        rows=[
            Row(head=Cell(text=label), cells=[_cell(reading, n, most) for n in line])
            for (_, label), line in zip(rows, counts, strict=True)
        ]
        + _whole(reading, {id for id, _ in rows}, [origin for origin, _ in columns]),
        kind="matrix",
    )
    return [drawing, table, *_silent(reading, rows, columns, counts)]


def _whole(reading: Reading, known: set[str], origins: list[str | None]) -> list[Row]:
    """What was written beside the prerequisites, where something was, and all that each day brought."""
    loose = {card.criterion for card in reading.cards} - known
    rows = []
    if loose:
        beside = [_total(reading, _count(reading.cards, loose, origin)) for origin in origins]
        rows.append(Row(head=Cell(text=reading.words("no-criterion")), cells=beside))
    brought = [_total(reading, _count(reading.cards, known | loose, origin)) for origin in origins]
    return [*rows, Row(head=Cell(text=reading.words("total")), cells=brought, total=True)]


def _count(cards: list[Card], criteria: Collection[str | None], origin: str | None) -> int:
    return sum(1 for card in cards if card.criterion in criteria and card.origin == origin)


def _total(reading: Reading, n: int) -> Cell:
    return Cell(text=str(n), said=reading.words("n-cards", n=n), number=n)


def _cell(reading: Reading, n: int, most: int) -> Cell:
    if not n:
        return Cell(said=reading.words("cell-empty"), number=0)
    return Cell(text=str(n), shade=n / most, said=reading.words("n-cards", n=n), number=n)


def _silent(
    reading: Reading,
    rows: list[tuple[str, str]],
    columns: list[tuple[str | None, str]],
    counts: list[list[int]],
) -> list[Block]:
    """Say which days had nothing to say on what."""
    blocks: list[Block] = []
    for (_, row), line in zip(rows, counts, strict=True):
        named = [label for (_, label), n in zip(columns, line, strict=True) if not n]
        if len(named) == len(columns):
            blocks.append(Paragraph(text=reading.words("finding-everywhere", row=row)))
        elif named:
            sentence = reading.words("finding-groups", row=row, columns=reading.words.listed(named))
            blocks.append(Paragraph(text=sentence))
    return blocks
