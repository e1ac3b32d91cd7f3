"""The profile of each experience: which part of its cards touches each domain, all on one scale."""

from math import cos, pi, sin

import msgspec

from server.publish import svg
from server.publish.document import Block, Cell, Drawing, Heading, Row, Table
from server.publish.reading import Reading
from server.publish.sections.matrix import columns

WIDTH, RADIUS, SHAPE = 960, 76.0, 18.0
HIGH = 274
LINE, LETTER, MOST_LINES = 17, 10.0, 3
"""Of a name: how high its line is, how wide its letters are, and how many lines it may have."""

KEY = 58
"""The height of the line that says which shape is which domain."""


class Profile(msgspec.Struct, frozen=True):
    """What an experience, or a table, touches: its cards, and the part of them for each domain."""

    label: str
    cards: int
    shares: list[float]


def profiles(reading: Reading) -> list[Block]:
    """Give every profile beside the others, as a drawing and as a table."""
    if len(reading.domains) < 3:
        return []
    drawn = [one for one in _profiles(reading) if one.cards]
    most = max([share for one in drawn for share in one.shares] or [0.0])
    if not most:
        return []
    across = 3 if len(drawn) in {1, 2, 3, 5, 6, 9} else 4
    lines = -(-len(drawn) // across)
    parts = _key(reading)
    wide = WIDTH / across
    names = [svg.wrapped(one.label, int(wide / LETTER) - 4, lines=MOST_LINES) for one in drawn]
    above = LINE * (max(map(len, names)) - 1)
    high = HIGH + above
    height = KEY + high * lines
    for at, one in enumerate(drawn):
        middle = (wide * (at % across + 0.5), KEY + high * (at // across) + 158 + above)
        parts += _radar(reading, one, names[at], middle, most)
    caption = reading.words("profiles-caption")
    return [
        Heading(text=reading.words("profiles"), anchor="profil-experiences"),
        Drawing(
            anchor="profils-image",
            caption=caption,
            alt=_said(reading, drawn),
            svg=svg.drawn(WIDTH, height, parts),
            width=WIDTH,
            height=height,
        ),
        _table(reading, drawn, caption),
    ]


def _table(reading: Reading, drawn: list[Profile], caption: str) -> Table:
    words = reading.words
    first = words("experience") if reading.experiences else words("group")
    head = [first, words("sheet-cards"), *(reading.short(domain) for domain in reading.domains)]
    rows = []
    for one in drawn:
        shares = [
            Cell(text=words.percent(share), shade=share, number=round(100 * share, 1)) for share in one.shares
        ]
        rows.append(
            Row(head=Cell(text=one.label), cells=[Cell(text=str(one.cards), number=one.cards), *shares])
        )
    return Table(
        anchor="profils", caption=caption, head=[Cell(text=text) for text in head], rows=rows, kind="matrix"
    )


def _profiles(reading: Reading) -> list[Profile]:
    across, of = columns(reading)
    made = []
    for column in (one for one in across if one.id is not None):
        mine = [card for card in reading.cards if of(card) == column.id]
        touching = [sum(1 for card in mine if domain.id in card.domains) for domain in reading.domains]
        shares = [n / len(mine) if mine else 0.0 for n in touching]
        made.append(Profile(column.label, len(mine), shares))
    return made


def _said(reading: Reading, drawn: list[Profile]) -> str:
    """Tell in words what the figures show."""
    words = reading.words
    said = []
    for one in drawn:
        shares = [
            f"{reading.short(domain)} {words.percent(share)}"
            for domain, share in zip(reading.domains, one.shares, strict=True)
        ]
        said.append(words.colon(one.label, ", ".join(shares)))
    return words("profiles-alt", said=" ; ".join(said))


def _key(reading: Reading) -> list[str]:
    parts = []
    wide = (WIDTH - 32) / len(reading.domains)
    for at, domain in enumerate(reading.domains):
        x = 16 + wide * at
        label = svg.wrapped(reading.short(domain), max(8, int((wide - 34) / 7)))
        top = 31 - 8 * (len(label) - 1)
        parts.append(svg.shape(domain.order, x, 17, SHAPE))
        parts += [svg.text(x + 26, top + 16 * at, line, size=12.5) for at, line in enumerate(label)]
    return parts


def _radar(
    reading: Reading, one: Profile, name: list[str], middle: tuple[float, float], most: float
) -> list[str]:
    """Draw one profile: its name and how many cards, rings at half and at the whole of the scale, the area."""
    x, y = middle
    top = y - RADIUS - SHAPE - 26
    counted = reading.words("n-cards", n=one.cards)
    first = top - 18 - LINE * (len(name) - 1)
    parts = [
        *(
            svg.text(x, first + LINE * at, line, size=14.5, anchor="middle", bold=True)
            for at, line in enumerate(name)
        ),
        svg.text(x, top, counted, size=12, anchor="middle", colour=svg.SOFT),
    ]
    axes = [_spot(middle, RADIUS, at, len(one.shares)) for at in range(len(one.shares))]
    parts += [svg.line(x, y, *axis) for axis in axes]
    for ring in (0.5, 1.0):
        corners = [_spot(middle, RADIUS * ring, at, len(axes)) for at in range(len(axes))]
        parts.append(svg.polygon(corners, edge=svg.RULE))
    parts.append(svg.text(x + 4, y - RADIUS - 4, reading.words.percent(most), size=10, colour=svg.SOFT))
    area = [_spot(middle, RADIUS * share / most, at, len(axes)) for at, share in enumerate(one.shares)]
    parts.append(svg.polygon(area, fill=svg.WASH, edge=svg.ACCENT, wide=2))
    parts += [svg.circle(*spot, 3.4) for spot in area]
    for at, domain in enumerate(reading.domains):
        sx, sy = _spot(middle, RADIUS + SHAPE, at, len(axes))
        parts.append(svg.shape(domain.order, sx - SHAPE / 2, sy - SHAPE / 2, SHAPE))
    return parts


def _spot(middle: tuple[float, float], radius: float, at: int, of: int) -> tuple[float, float]:
    angle = 2 * pi * at / of - pi / 2
    return middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)
