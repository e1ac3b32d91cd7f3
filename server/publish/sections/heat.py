"""A matrix as a drawing: shades, signs and numbers for the eye, said in words beside it and in its table."""

import msgspec

from server.publish import svg
from server.publish.document import Drawing, Mark

WIDTH, HEAD, LEFT, HIGH = 960, 92, 210, 52
DARK = 0.55
"""The shade from which what stands in a cell is written in white."""

NARROW, TALL = 72, 196
"""Columns that are narrower bear their heads upright, in a head that is as tall."""


class Heat(msgspec.Struct, frozen=True):
    """A cell: how many cards, its shade from 0 to 1 or none, and a sign or share beside the number."""

    n: int
    shade: float | None
    sign: str = ""
    full: bool = True
    """False where nothing stands in the cell at all."""


def heat_map(
    anchor: str,
    caption: str,
    alt: str,
    rows: list[tuple[str, Mark | None]],
    columns: list[str],
    cells: list[list[Heat]],
) -> Drawing:
    """Draw rows against columns; an empty cell is drawn as one."""
    wide = (WIDTH - LEFT - 14) / max(1, len(columns))
    top = HEAD if wide >= NARROW else TALL
    height = top + HIGH * len(rows) + 14
    parts: list[str] = []
    for at, label in enumerate(columns):
        parts += _head(LEFT + wide * (at + 0.5), top - 12, wide, label)
    for row, (label, mark) in enumerate(rows):
        y = top + HIGH * row
        left = 16.0
        if mark is not None:
            parts.append(svg.shape(mark.order, left, y + HIGH / 2 - 11, 20))
            left += 28
        lines = svg.wrapped(label, 24 if mark is None else 20)
        for number, line in enumerate(lines):
            middle = y + HIGH / 2 + 4.5
            parts.append(svg.text(left, middle + 16 * (number - (len(lines) - 1) / 2), line, size=13.5))
        for at, cell in enumerate(cells[row]):
            parts += _cell(LEFT + wide * at, y, wide, cell)
    return Drawing(
        anchor=anchor,
        caption=caption,
        alt=alt,
        svg=svg.drawn(WIDTH, height, parts),
        width=WIDTH,
        height=height,
    )


def _head(x: float, y: float, wide: float, label: str) -> list[str]:
    """What stands over a column, above a line: along it, or upright where that has no room."""
    if wide >= NARROW:
        lines = svg.wrapped(label, max(7, int(wide / 7.2)), lines=3)
        places = [(x, y - 16 * (len(lines) - 1 - n)) for n in range(len(lines))]
    else:
        lines = svg.wrapped(label, 22, lines=max(1, min(3, int(wide / 16))))
        places = [(x + 4.5 + 16 * (n - (len(lines) - 1) / 2), y) for n in range(len(lines))]
    anchor = "middle" if wide >= NARROW else "start"
    return [
        svg.text(*place, line, size=12.5, anchor=anchor, colour=svg.SOFT, turned=wide < NARROW)
        for place, line in zip(places, lines, strict=True)
    ]


def _cell(x: float, y: float, wide: float, cell: Heat) -> list[str]:
    inner = (x + 2, y + 2, wide - 4, HIGH - 4)
    middle = (x + wide / 2, y + HIGH / 2)
    if not cell.full:
        dashes = (
            f'<rect x="{inner[0] + 3:.1f}" y="{inner[1] + 3:.1f}" width="{inner[2] - 6:.1f}"'
            f' height="{inner[3] - 6:.1f}" fill="none" stroke="{svg.RULE}" stroke-dasharray="4 4"/>'
        )
        return [dashes]
    fill = svg.PAPER if cell.shade is None else tint(cell.shade)
    dark = cell.shade is not None and cell.shade >= DARK
    parts = [svg.rect(*inner, fill=fill, edge=svg.RULE)]
    said = f"{cell.sign} {cell.n}".strip() if cell.sign else str(cell.n)
    colour = "#ffffff" if dark else svg.INK
    parts.append(svg.text(middle[0], middle[1] + 5, said, size=15, anchor="middle", colour=colour, bold=True))
    return parts


def tint(shade: float) -> str:
    """Give the colour of a shade, from paper to the blue of the accent; darker is always more, also in grey."""
    paper, full = (251, 252, 249), (31, 59, 155)
    mixed = (round(p + (f - p) * min(1.0, max(0.0, shade)) * 0.92) for p, f in zip(paper, full, strict=True))
    return "#" + "".join(f"{one:02x}" for one in mixed)
