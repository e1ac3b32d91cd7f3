"""How the room read: the grid, the domains, the scale, the kinds of cards, and who sat where."""

from server.core.records import Criterion
from server.publish.document import Block, Cell, Heading, Paragraph, Row, Table
from server.publish.reading import Reading


def method(reading: Reading) -> list[Block]:
    """Give the tools of the day, then the tables."""
    blocks: list[Block] = []
    if reading.criteria:
        blocks += [Heading(text=reading.words("grid")), _grid(reading)]
    if reading.domains:
        blocks += [Heading(text=reading.words("domains")), _domains(reading)]
    if reading.format.scale:
        blocks += [Heading(text=reading.words("scale")), _scale(reading)]
    blocks += [Heading(text=reading.words("kinds")), _kinds(reading)]
    return [*blocks, Heading(text=reading.words("groups")), _groups(reading)]


def _grid(reading: Reading) -> Table:
    said = reading.words
    return Table(
        anchor="grille",
        caption=said("grid"),
        head=[Cell(text=said("criterion")), Cell(text=said("questions"))],
        rows=[
            Row(
                head=Cell(text=_label(reading, criterion)),
                cells=[Cell(text="\n".join(reading.said(question) for question in criterion.questions))],
            )
            for criterion in reading.criteria
        ],
    )


def _label(reading: Reading, criterion: Criterion) -> str:
    family = reading.said(criterion.family)
    label = reading.said(criterion.label)
    return f"{label} ({family})" if family else label


def _domains(reading: Reading) -> Table:
    said = reading.words
    return Table(
        anchor="liste-domaines",
        caption=said("domains"),
        head=[Cell(text=said("domain")), Cell(text=said("example"))],
        rows=[
            Row(
                head=Cell(text=reading.said(domain.label), mark=reading.mark(domain)),
                cells=[Cell(text=reading.said(domain.example))],
            )
            for domain in reading.domains
        ],
    )


def _scale(reading: Reading) -> Paragraph:
    levels = [f"{level.symbol} {reading.said(level.label)}".strip() for level in reading.format.scale]
    return Paragraph(text=" · ".join(levels))


def _kinds(reading: Reading) -> Table:
    said = reading.words
    return Table(
        anchor="sortes",
        caption=said("kinds"),
        head=[Cell(text=said("kinds")), Cell(text=said("example"))],
        rows=[
            Row(
                head=Cell(text=f"{kind.symbol} {reading.said(kind.label)}".strip()),
                cells=[Cell(text=reading.said(kind.help))],
            )
            for kind in reading.format.kinds
        ],
    )


def _groups(reading: Reading) -> Block:
    """Which table took which experience, in each round; only their names where there are none."""
    said = reading.words
    if not reading.groups:
        return Paragraph(text=said("no-groups"), tone="absent")
    if not reading.experiences:
        return Paragraph(text=" · ".join(group.name for group in reading.groups))
    given = {
        (group.id, round): reading.said(experience.title)
        for experience in reading.experiences
        for group, round in reading.groups_on(experience.id)
    }
    rounds = reading.rounds
    return Table(
        anchor="tables",
        caption=said("groups"),
        head=[Cell(text=said("group")), *(Cell(text=reading.said(round.title)) for round in rounds)],
        rows=[
            Row(
                head=Cell(text=group.name),
                cells=[Cell(text=given.get((group.id, round.id), said("no-assignment"))) for round in rounds],
            )
            for group in reading.groups
        ],
    )
