"""Proposals between effort and impact: a drawing, and the same as a table."""

from math import cos, hypot, sin

from server.core.records import Proposal
from server.publish import svg
from server.publish.anchors import proposal_link
from server.publish.document import Block, Cell, Drawing, Row, Table, Votes
from server.publish.reading import Reading
from server.publish.sections.votes import votes_on

SIZE, EDGE, LEFT = 560.0, 28.0, 40.0
APART = 27.0

Placed = tuple[Proposal, Votes]


def plane(reading: Reading) -> list[Block]:
    """Give the plane of the proposals that people weighed on both axes; nothing where there is none."""
    voted = [(p, votes_on(reading, f"proposal/{p.id}")) for p in reading.proposals]
    placed = [(p, v) for p, v in voted if v is not None and v.impact is not None and v.effort is not None]
    if not placed:
        return []
    said = reading.words
    where = [
        said.colon(
            f"{said('proposal')} {reading.proposal_numbers[p.id]}",
            f"{said('impact').lower()} {_mean(reading, v, 'impact')}, "
            f"{said('effort').lower()} {_mean(reading, v, 'effort')}",
        )
        for p, v in placed
    ]
    drawing = Drawing(
        anchor="plan-effet-effort",
        caption=said("plane"),
        alt=said("plane-alt", placed=" ; ".join(where)),
        svg=_drawn(reading, placed),
        width=640,
        height=640,
    )
    return [drawing, _table(reading, placed)]


def _mean(reading: Reading, votes: Votes, axis: str) -> str:
    weight = getattr(votes, axis)
    return reading.words.decimal(weight.mean)


def _table(reading: Reading, placed: list[Placed]) -> Table:
    said = reading.words
    rows = []
    for proposal, votes in sorted(placed, key=_worth):
        link = proposal_link(reading, proposal.id)
        cells = [_weight(reading, votes, axis) for axis in ("impact", "effort")]
        head = Cell(links=[link] if link else [])
        rows.append(Row(head=head, cells=[Cell(text=proposal.text), *cells]))
    heads = [said("proposal"), said("text"), said("impact"), said("effort")]
    return Table(
        anchor="effet-effort",
        caption=said("plane"),
        head=[Cell(text=text) for text in heads],
        rows=rows,
        note=said("plane-note"),
    )


def _worth(placed: Placed) -> float:
    """What promises the most for the least first."""
    impact, effort = placed[1].impact, placed[1].effort
    return (effort.mean if effort else 0) - (impact.mean if impact else 0)


def _weight(reading: Reading, votes: Votes, axis: str) -> Cell:
    weight, words = getattr(votes, axis), reading.words
    text = f"{words.decimal(weight.mean)} ± {words.decimal(weight.spread)}"
    return Cell(text=text, number=round(weight.mean, 2))


def _drawn(reading: Reading, placed: list[Placed]) -> str:
    words = reading.words
    half = SIZE / 2
    parts = [
        svg.rect(LEFT, LEFT, SIZE, SIZE, fill=svg.PAPER),
        svg.rect(LEFT, LEFT, half, half, fill=svg.WASH),
        svg.line(LEFT + half, LEFT, LEFT + half, LEFT + SIZE, dash="7 5"),
        svg.line(LEFT, LEFT + half, LEFT + SIZE, LEFT + half, dash="7 5"),
        svg.rect(LEFT, LEFT, SIZE, SIZE, edge=svg.INK, wide=2),
        svg.text(LEFT + 10, LEFT + 22, words("plane-now"), bold=True, colour=svg.ACCENT),
        svg.text(LEFT + SIZE - 10, LEFT + 22, words("plane-big"), anchor="end", colour=svg.SOFT),
        svg.text(LEFT + 10, LEFT + SIZE - 12, words("plane-small"), colour=svg.SOFT),
        svg.text(LEFT + SIZE - 10, LEFT + SIZE - 12, words("plane-doubt"), anchor="end", colour=svg.SOFT),
        svg.text(LEFT + half, LEFT + SIZE + 26, f"{words('effort')} →", anchor="middle", bold=True),
        svg.text(LEFT - 14, LEFT + half, f"{words('impact')} →", anchor="middle", bold=True, turned=True),
    ]
    true_spots = [_spot(votes) for _, votes in placed]
    spots = spread_out(true_spots, APART, LEFT + 16, LEFT + SIZE - 16)
    for (_, votes), at, spot in zip(placed, true_spots, spots, strict=True):
        parts += _cross(votes, at, spot)
    kinds = [kind.id for kind in reading.format.proposal_kinds]
    for (proposal, _), (x, y) in zip(placed, spots, strict=True):
        square = proposal.kind in kinds and kinds.index(proposal.kind) % 2 == 1
        number = str(reading.proposal_numbers[proposal.id])
        parts.append(
            svg.rect(x - 11, y - 11, 22, 22, fill=svg.INK, edge=svg.PAPER, wide=2)
            if square
            else svg.circle(x, y, 12.5, fill=svg.ACCENT, edge=svg.PAPER, wide=2)
        )
        parts.append(svg.text(x, y + 4.6, number, size=13, anchor="middle", colour="#ffffff", bold=True))
    return svg.drawn(640, 640, parts)


def _along(mean: float) -> float:
    return EDGE + (mean - 1) / 4 * (SIZE - 2 * EDGE)


def _spot(votes: Votes) -> tuple[float, float]:
    impact = votes.impact.mean if votes.impact else 1
    effort = votes.effort.mean if votes.effort else 1
    return LEFT + _along(effort), LEFT + SIZE - _along(impact)


def _cross(votes: Votes, at: tuple[float, float], spot: tuple[float, float]) -> list[str]:
    """Where a proposal truly stands, with how far the voices lie apart on both axes."""
    scale = (SIZE - 2 * EDGE) / 4
    wide = votes.effort.spread * scale if votes.effort else 0
    high = votes.impact.spread * scale if votes.impact else 0
    x, y = at
    return [
        svg.line(x - wide, y, x + wide, y, colour="#767d78", width=1.4),
        svg.line(x, y - high, x, y + high, colour="#767d78", width=1.4),
        svg.line(x, y, *spot, colour="#767d78", width=0.8),
    ]


def spread_out(
    spots: list[tuple[float, float]], apart: float, least: float, most: float
) -> list[tuple[float, float]]:
    """Move spots that lie on each other apart by as little as it takes, so that each number can be read."""
    moved = [list(spot) for spot in spots]
    for _ in range(60):
        still = True
        for a, one in enumerate(moved):
            for b, other in enumerate(moved[a + 1 :], start=a + 1):
                still = _pushed(one, other, apart, a + b) and still
        for spot in moved:
            spot[:] = [min(most, max(least, along)) for along in spot]
        if still:
            break
    return [(x, y) for x, y in moved]


def _pushed(a: list[float], b: list[float], apart: float, turn: int) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = hypot(dx, dy)
    if distance >= apart:
        return True
    if distance < apart / 1000:
        dx, dy, distance = cos(turn * 2.4), sin(turn * 2.4), 1.0
    by = (apart - min(distance, apart * 0.999)) / 2 / distance
    a[0], a[1], b[0], b[1] = a[0] - dx * by, a[1] - dy * by, b[0] + dx * by, b[1] + dy * by
    return False
