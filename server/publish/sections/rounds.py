"""Rounds side by side: what each round of tables said of the same experience, prerequisite by prerequisite."""

import msgspec

from server.core.records import Appraisal, Card, Experience
from server.publish.document import Block, Cell, Heading, Paragraph, Row, Table
from server.publish.reading import Reading

ANCHOR = "tours-"
"""What the name of each such table begins with."""


class Held(msgspec.Struct, frozen=True):
    """A round in which an experience was taken apart; `id` is None for what was written outside every round."""

    id: str | None
    title: str
    tables: list[str]


def rounds(reading: Reading, experience: Experience) -> list[Block]:
    """Give a column a round; nothing where fewer than two rounds took the experience apart."""
    held = _held(reading, experience)
    if len(held) < 2 or not reading.criteria:
        return []
    cards = [card for card in reading.cards if card.experience == experience.id]
    given = [one for one in reading.appraisals if one.experience == experience.id]
    written: list[Card | Appraisal] = [*cards, *given]
    if any(reading.round_of(one) is None for one in written):
        held = [*held, Held(None, reading.words("outside-rounds"), [])]
    below = [(c.id, reading.said(c.short) or reading.said(c.label)) for c in reading.criteria]
    known = {id for id, _ in below}
    loose = [card for card in cards if card.criterion not in known]
    rows = [
        Row(
            head=Cell(text=label),
            cells=[
                _cell(
                    reading,
                    one.id is not None,
                    [c for c in cards if c.criterion == id and reading.round_of(c) == one.id],
                    [a for a in given if a.criterion == id and reading.round_of(a) == one.id],
                )
                for one in held
            ],
        )
        for id, label in below
    ]
    if loose:
        counts = [sum(1 for c in loose if reading.round_of(c) == one.id) for one in held]
        rows.append(
            Row(head=Cell(text=reading.words("no-criterion")), cells=[_count(reading, n) for n in counts])
        )
    totals = [sum(1 for card in cards if reading.round_of(card) == one.id) for one in held]
    total = Cell(text=reading.words("total"))
    rows.append(Row(head=total, cells=[_count(reading, n) for n in totals], total=True))
    caption = reading.words("rounds-of", title=reading.said(experience.title))
    head = [Cell(text=reading.words("criterion")), *(Cell(text=_headed(reading, one)) for one in held)]
    anchor = f"{ANCHOR}{experience.order}"
    made = Table(anchor=anchor, caption=caption, head=head, rows=rows, kind="matrix")
    heading = Heading(text=reading.words("rounds"), level=2)
    return [heading, made, *_apart(reading, below, given)]


def _held(reading: Reading, experience: Experience) -> list[Held]:
    """The rounds in which tables had the experience, in their order."""
    tables: dict[str, list[str]] = {}
    for group, round in reading.groups_on(experience.id):
        tables.setdefault(round, []).append(group.name)
    return [Held(round, reading.round_title(round), names) for round, names in tables.items()]


def _headed(reading: Reading, one: Held) -> str:
    return f"{one.title}\n{reading.words.listed(one.tables)}" if one.tables else one.title


def _cell(reading: Reading, appraised: bool, cards: list[Card], given: list[Appraisal]) -> Cell:
    """A first line for what was appraised, a second for how many cards."""
    scale = {level.id: level for level in reading.format.scale}
    levels = [scale[one.level] for one in given if one.level in scale]
    if not levels and not cards:
        return Cell(said=reading.words("cell-empty"), number=0)
    counted = reading.words("n-cards", n=len(cards))
    if not reading.format.scale or not (appraised or levels):
        return Cell(text=counted, number=len(cards))
    labels = ", ".join(f"{level.symbol} {reading.said(level.label)}".strip() for level in levels)
    weights = [level.weight for level in levels if level.weight is not None]
    shade = sum(weights) / len(weights) if weights else None
    text = f"{labels or reading.words('not-appraised')}\n{counted}"
    return Cell(text=text, shade=shade, number=len(cards))


def _count(reading: Reading, n: int) -> Cell:
    return Cell(text=str(n), said=reading.words("n-cards", n=n), number=n)


def _apart(reading: Reading, below: list[tuple[str, str]], given: list[Appraisal]) -> list[Block]:
    """Say on which prerequisites the rounds came to different levels: that is what a second round is for."""
    differing = []
    for id, label in below:
        by_round: dict[str, set[str]] = {}
        for one in given:
            round = reading.round_of(one)
            if one.criterion == id and round is not None:
                by_round.setdefault(round, set()).add(one.level)
        if len(by_round) > 1 and len({frozenset(levels) for levels in by_round.values()}) > 1:
            differing.append(label)
    if not differing:
        return []
    sentence = reading.words("rounds-differ", rows=reading.words.listed(differing))
    return [Paragraph(text=sentence, tone="finding")]
