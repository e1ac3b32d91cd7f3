"""A sheet for each experience: what it is, how it was appraised, what was written, what it touches."""

from server.core.records import Appraisal, Card, Criterion, Experience, Group
from server.publish.anchors import card_line, experience_anchor
from server.publish.document import (
    Bar,
    Bars,
    Block,
    Cards,
    Cell,
    Heading,
    Paragraph,
    Row,
    Sheet,
    Table,
)
from server.publish.pages import rich
from server.publish.reading import Reading
from server.publish.sections.rounds import rounds

APPRAISALS = "appreciations-"
"""What the name of each table of appraisals begins with."""


def experiences(reading: Reading) -> list[Block]:
    """Give one sheet an experience."""
    if not reading.experiences:
        return [Paragraph(text=reading.words("no-experiences"), tone="absent")]
    return [_sheet(reading, experience) for experience in reading.sheets]


def _sheet(reading: Reading, experience: Experience) -> Sheet:
    cards = [card for card in reading.cards if card.experience == experience.id]
    title, summary = reading.said(experience.title), reading.said(experience.summary)
    blocks: list[Block] = [Paragraph(text=summary, tone="lead")] if summary else []
    blocks.append(_worked_on_by(reading, experience))
    blocks += _lessons(reading, cards)
    blocks += [Heading(text=reading.words("appraisals"), level=2), _appraisals(reading, experience)]
    blocks += rounds(reading, experience)
    blocks += _by_criterion(reading, cards)
    blocks += _domains(reading, cards)
    blocks += _dossier(reading, experience)
    territory = experience.territory if experience.territory != title else ""
    return Sheet(anchor=experience_anchor(experience), title=title, subtitle=territory, blocks=blocks)


def _worked_on_by(reading: Reading, experience: Experience) -> Paragraph:
    given, beside = reading.groups_on(experience.id), reading.wrote_beside(experience.id)
    if not given and not beside:
        return Paragraph(text=reading.words("worked-on-by-nobody"), tone="absent")
    many = len(reading.rounds) > 1
    names = [f"{group.name} ({reading.round_title(round)})" if many else group.name for group, round in given]
    names += [group.name for group in beside]
    return Paragraph(text=reading.words.colon(reading.words("worked-on-by"), ", ".join(names)), tone="note")


def _lessons(reading: Reading, cards: list[Card]) -> list[Block]:
    """What the tables chose to pass on: cards of steps that ask for lessons stand first."""
    kept = [card for card in cards if card.step in _lesson_steps(reading)]
    if not kept:
        return []
    lines = [card_line(reading, card, "experience") for card in kept]
    return [Cards(title=reading.words("lessons"), cards=lines)]


def _lesson_steps(reading: Reading) -> set[str]:
    return {step.id for step in reading.steps if step.settings.get("mode") == "lessons"}


def _appraisals(reading: Reading, experience: Experience) -> Block:
    given = [appraisal for appraisal in reading.appraisals if appraisal.experience == experience.id]
    said = reading.words
    if not given:
        return Paragraph(text=said("no-appraisals"), tone="absent")
    caption = said("appraisals-of", title=reading.said(experience.title))
    return _appraisals_table(reading, given, f"{APPRAISALS}{experience.order}", caption)


def loose_appraisals(reading: Reading) -> list[Block]:
    """Give what tables appraised that had no experience before them; where they had one, its sheet says it."""
    known = {experience.id for experience in reading.experiences}
    given = [appraisal for appraisal in reading.appraisals if appraisal.experience not in known]
    caption = reading.words("appraisals-loose" if known else "appraisals")
    return [_appraisals_table(reading, given, f"{APPRAISALS}0", caption)] if given else []


def _several(reading: Reading) -> bool:
    """Whether to say which table appraised: it is not one an experience, and the same in every table of them."""
    known = {experience.id for experience in reading.experiences}
    pairs = {(appraisal.experience, appraisal.group) for appraisal in reading.appraisals}
    return len({experience for experience, _ in pairs} & known) < len(pairs)


def _appraisals_table(reading: Reading, given: list[Appraisal], anchor: str, caption: str) -> Table:
    said, many = reading.words, _several(reading)
    head = [said("criterion"), *([said("group")] if many else []), said("appraisal"), said("reason")]
    rows = [
        row for criterion in reading.criteria for row in _appraisal_rows(reading, criterion, given, many=many)
    ]
    return Table(
        anchor=anchor,
        caption=caption,
        head=[Cell(text=text) for text in head],
        rows=rows,
    )


def _appraisal_rows(
    reading: Reading, criterion: Criterion, given: list[Appraisal], *, many: bool
) -> list[Row]:
    """One row a table that appraised the criterion; one that says so where none did."""
    head = Cell(text=reading.said(criterion.label))
    mine = [appraisal for appraisal in given if appraisal.criterion == criterion.id]
    if not mine:
        blanks = [Cell()] * many
        return [Row(head=head, cells=[*blanks, Cell(text=reading.words("not-appraised")), Cell()])]
    rows = []
    for appraisal in mine:
        group = reading.find(Group, appraisal.group)
        others = [other.text for other in appraisal.alternatives]
        level = level_cell(reading, appraisal.level)
        reason = Cell(text="\n".join([appraisal.reason, *others]))
        table = [Cell(text=group.name if group else "")] if many else []
        rows.append(Row(head=head, cells=[*table, level, reason]))
    return rows


def level_cell(reading: Reading, id: str) -> Cell:
    """Give a level of the scale with its symbol and its shade."""
    for level in reading.format.scale:
        if level.id == id:
            label = reading.said(level.label)
            return Cell(text=f"{level.symbol} {label}".strip(), shade=level.weight)
    return Cell(text=id)


def _by_criterion(reading: Reading, cards: list[Card]) -> list[Block]:
    said = reading.words
    blocks: list[Block] = [Heading(text=said("cards-of"), level=2)]
    if not cards:
        return [*blocks, Paragraph(text=said("no-cards-here"), tone="absent")]
    known = {criterion.id for criterion in reading.criteria}
    for criterion in reading.criteria:
        mine = [card for card in cards if card.criterion == criterion.id]
        if mine:
            blocks.append(_cards(reading, mine, reading.said(criterion.label)))
    lessons = _lesson_steps(reading)
    rest = [card for card in cards if card.criterion not in known and card.step not in lessons]
    return [*blocks, _cards(reading, rest, said("no-criterion"))] if rest else blocks


def _cards(reading: Reading, cards: list[Card], title: str) -> Cards:
    return Cards(title=title, cards=[card_line(reading, card, "experience", "criterion") for card in cards])


def _domains(reading: Reading, cards: list[Card]) -> list[Block]:
    if not reading.domains:
        return []
    counts = [sum(1 for card in cards if domain.id in card.domains) for domain in reading.domains]
    blocks: list[Block] = [Heading(text=reading.words("domains-of"), level=2)]
    if not any(counts):
        return [*blocks, Paragraph(text=reading.words("no-domains-here"), tone="absent")]
    bars = [
        Bar(label=reading.said(domain.label), value=n, share=n / max(counts), mark=reading.mark(domain))
        for domain, n in zip(reading.domains, counts, strict=True)
    ]
    return [*blocks, Bars(caption=reading.words("bars-domains"), unit="", bars=bars)]


def _dossier(reading: Reading, experience: Experience) -> list[Block]:
    page = reading.page(experience.page)
    blocks: list[Block] = [Heading(text=reading.words("dossier"), level=2)]
    if page is None:
        return [*blocks, Paragraph(text=reading.words("no-dossier"), tone="absent")]
    if not experience.complete:
        blocks.append(Paragraph(text=reading.words("incomplete"), tone="absent"))
    return [*blocks, rich(reading, reading.said(page.markdown))]
