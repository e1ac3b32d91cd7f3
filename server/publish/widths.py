"""How wide the columns of a table are beside one another, on paper and in office documents."""

from server.publish.document import Cell, Table


def shares(table: Table) -> list[int]:
    """Give how wide the columns of a table are beside one another, by the longest text of each, within reason."""
    columns = zip(*([row.head, *row.cells] for row in table.rows), strict=True)
    said = [[_said(cell) for cell in column] for column in columns] or [[] for _ in table.head]
    return [
        max(9, min(44, max([len(_said(head)), *texts])))
        for head, texts in zip(table.head, ([len(text) for text in column] for column in said), strict=True)
    ]


def _said(cell: Cell) -> str:
    return cell.text + ", ".join(link.text for link in cell.links)
