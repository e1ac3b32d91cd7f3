"""The annex: every card that is shown, numbered; the only place where each stands in full."""

from server.core.records import Card
from server.publish.anchors import card_line
from server.publish.document import Block, Cards, Heading, Paragraph
from server.publish.reading import Reading
from server.publish.sections.answers import appraisal


def cards(reading: Reading) -> list[Block]:
    """Give all cards by experience and criterion; by criterion alone where a day has no experience."""
    said = reading.words
    hidden = reading.cards_exist and not reading.policy.shown
    blocks: list[Block] = [Paragraph(text=said("cards-hidden"), tone="absent")] if hidden else []
    if not reading.cards:
        return [*(blocks or [Paragraph(text=said("no-cards"), tone="absent")]), *appraisal(reading)]
    blocks.append(Paragraph(text=said("cards-intro", n=len(reading.cards)), tone="note"))
    known = {experience.id for experience in reading.experiences}
    for experience in reading.experiences:
        mine = [card for card in reading.cards if card.experience == experience.id]
        if mine:
            blocks.append(Heading(text=reading.said(experience.title)))
            blocks += _by_criterion(reading, mine)
    rest = [card for card in reading.cards if card.experience not in known]
    if rest and known:
        blocks.append(Heading(text=said("beyond")))
    return [*blocks, *_by_criterion(reading, rest), *appraisal(reading)]


def _by_criterion(reading: Reading, cards: list[Card]) -> list[Block]:
    known = {criterion.id for criterion in reading.criteria}
    blocks: list[Block] = []
    for criterion in reading.criteria:
        mine = [card for card in cards if card.criterion == criterion.id]
        if mine:
            blocks.append(_full(reading, mine, reading.said(criterion.label)))
    rest = [card for card in cards if card.criterion not in known]
    return [*blocks, _full(reading, rest, reading.words("no-criterion"))] if rest else blocks


def _full(reading: Reading, cards: list[Card], title: str) -> Cards:
    lines = [card_line(reading, card, "experience", "criterion") for card in cards]
    return Cards(title=title, cards=lines, full=True)
