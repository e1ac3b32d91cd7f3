"""Rounds side by side: what each round of tables said of the same experience, prerequisite by prerequisite."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from server.core.records import Appraisal, Card, Experience
from server.publish.document import Block, Cell, Heading, Paragraph, Row, Table
from server.publish.reading import Reading
from server.publish.sections.crossing import counted, empty, levels_of, mean

T = TypeVar("T", Card, Appraisal)

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
    known = {criterion.id for criterion in reading.criteria}

    def within(written: Sequence[T], one: Held) -> list[T]:
        return [each for each in written if reading.round_of(each) == one.id]

    def counts(label: str, cards: list[Card], *, total: bool = False) -> Row:
        cells = [counted(reading, len(within(cards, one))) for one in held]
        return Row(head=Cell(text=reading.words(label)), cells=cells, total=total)

    rows = []
    for criterion in reading.criteria:
        on = [card for card in cards if card.criterion == criterion.id]
        levels = [one for one in given if one.criterion == criterion.id]
        cells = [_cell(reading, one.id is not None, within(on, one), within(levels, one)) for one in held]
        rows.append(Row(head=Cell(text=reading.short(criterion)), cells=cells))
    loose = [card for card in cards if card.criterion not in known]
    if loose:
        rows.append(counts("no-criterion", loose))
    rows.append(counts("total", cards, total=True))
    caption = reading.words("rounds-of", title=reading.said(experience.title))
    head = [Cell(text=reading.words("criterion")), *(Cell(text=_headed(reading, one)) for one in held)]
    anchor = f"{ANCHOR}{experience.order}"
    made = Table(anchor=anchor, caption=caption, head=head, rows=rows, kind="matrix")
    heading = Heading(text=reading.words("rounds"), level=2)
    return [heading, made, *_apart(reading, given)]


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
    levels = levels_of(reading, given)
    if not levels and not cards:
        return empty(reading)
    counted = reading.words("n-cards", n=len(cards))
    if not reading.format.scale or not (appraised or levels):
        return Cell(text=counted, number=len(cards))
    labels = ", ".join(f"{level.symbol} {reading.said(level.label)}".strip() for level in levels)
    text = f"{labels or reading.words('not-appraised')}\n{counted}"
    return Cell(text=text, shade=mean(levels), number=len(cards))


def _apart(reading: Reading, given: list[Appraisal]) -> list[Block]:
    """Say on which prerequisites the rounds came to different levels: that is what a second round is for."""
    differing = []
    for criterion in reading.criteria:
        by_round: dict[str, set[str]] = {}
        for one in given:
            round = reading.round_of(one)
            if one.criterion == criterion.id and round is not None:
                by_round.setdefault(round, set()).add(one.level)
        if len(by_round) > 1 and len({frozenset(levels) for levels in by_round.values()}) > 1:
            differing.append(reading.short(criterion))
    if not differing:
        return []
    sentence = reading.words("rounds-differ", rows=reading.words.listed(differing))
    return [Paragraph(text=sentence, tone="finding")]
