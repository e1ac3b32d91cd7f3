"""How wide the columns of a table are beside one another, on paper and in office documents."""

import msgspec

from server.publish.document import Cell, Table

MANY = 7
"""From so many columns on, all is set smaller; from so many beside it on, what heads a matrix's rows leaves room."""

MOST_ABREAST = 9
"""Columns of a matrix, beside its first, that can be read on a page."""


def abreast(table: Table) -> list[Table]:
    """Give a matrix that is too wide for a page as several, one below the other; any other table as it is."""
    across = len(table.head) - 1
    if table.kind != "matrix" or across <= MOST_ABREAST:
        return [table]
    pieces = -(-across // MOST_ABREAST)
    each = -(-across // pieces)
    return [
        msgspec.structs.replace(
            table,
            anchor=f"{table.anchor}-{first // each + 1}" if first else table.anchor,
            caption="" if first else table.caption,
            head=[table.head[0], *table.head[1 + first : 1 + first + each]],
            rows=[msgspec.structs.replace(row, cells=row.cells[first : first + each]) for row in table.rows],
            note=table.note if first + each >= across else "",
        )
        for first in range(0, across, each)
    ]


def shares(table: Table) -> list[int]:
    """Give how wide the columns of a table are beside one another, by the longest text of each, within reason."""
    columns = zip(*([row.head, *row.cells] for row in table.rows), strict=True)
    said = [[_said(cell) for cell in column] for column in columns] or [[] for _ in table.head]
    longest = [
        max([len(_said(head)), *texts])
        for head, texts in zip(table.head, ([len(text) for text in column] for column in said), strict=True)
    ]
    return beside(longest)


def beside(longest: list[int]) -> list[int]:
    """Give the same from the length of the longest text of each column."""
    # Beside many long columns too, a short one keeps the place of a name and its number.
    least = max(12, sum(min(44, length) for length in longest) // 6)
    return [max(least, min(44, length)) for length in longest]


def _said(cell: Cell) -> str:
    return cell.text + ", ".join(link.text for link in cell.links)
