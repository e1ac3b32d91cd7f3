"""The synthesis, criterion by criterion: statements, what they rest on, dissent, and what is unused."""

from server.core.records import Card, Criterion, Source, Statement, Tally
from server.publish.anchors import (
    card_link,
    card_links,
    place_of,
    proposal_link,
    statement_link,
)
from server.publish.document import (
    Block,
    Heading,
    Paragraph,
    SourceLine,
    StatementBlock,
    Votes,
)
from server.publish.reading import Reading
from server.publish.sections.experiences import loose_appraisals
from server.publish.sections.matrix import criteria_matrix
from server.publish.sections.rooms import rooms_matrix
from server.publish.sections.votes import said_of, votes_on


def criteria(reading: Reading) -> list[Block]:
    """Give the matrix, then each criterion with its statements and its unused cards."""
    blocks: list[Block] = [*criteria_matrix(reading), *loose_appraisals(reading)]
    blocks += [*rooms_matrix(reading), *_coverage(reading)]
    if any(tally.id.endswith("#agreement") and tally.count for tally in reading.all(Tally)):
        blocks.append(Paragraph(text=reading.words("divides-note"), tone="note"))
    known = {criterion.id for criterion in reading.criteria}
    for criterion in reading.criteria:
        blocks.append(Heading(text=reading.said(criterion.label), anchor=f"prerequis-{criterion.order}"))
        blocks += _statements(reading, [s for s in reading.statements if s.criterion == criterion.id])
        blocks += _unused(reading, [c for c in reading.unused if c.criterion == criterion.id])
    rest = [s for s in reading.statements if s.criterion not in known]
    unplaced = [card for card in reading.unused if card.criterion not in known]
    if rest or unplaced:
        blocks.append(Heading(text=reading.words("unplaced-statements"), anchor="prerequis-autres"))
        blocks += _statements(reading, rest) if rest else []
        blocks += _unused(reading, unplaced)
    return blocks


def _coverage(reading: Reading) -> list[Block]:
    """Say how many cards the statements took in, and how many they left."""
    said = reading.words
    if not reading.statements:
        blocks: list[Block] = [Paragraph(text=said("no-statements"), tone="absent")]
        return blocks + _left(reading)
    used = len(reading.cards) - len(reading.unused)
    return [Paragraph(text=said("used", n=used), tone="note"), *_left(reading)]


def _left(reading: Reading) -> list[Block]:
    if reading.unused:
        return [Paragraph(text=reading.words("unused", n=len(reading.unused)), tone="finding")]
    if reading.cards:
        return [Paragraph(text=reading.words("all-used"), tone="finding")]
    return [Paragraph(text=reading.words("no-cards"), tone="absent")]


def _statements(reading: Reading, statements: list[Statement]) -> list[Block]:
    if not statements:
        return [Paragraph(text=reading.words("no-statement-here"), tone="absent")]
    return [_block(reading, statement) for statement in statements]


def _block(reading: Reading, statement: Statement) -> StatementBlock:
    link = statement_link(reading, statement)
    given = votes_on(reading, f"statement/{statement.id}")
    criterion = reading.find(Criterion, statement.criterion)
    return StatementBlock(
        anchor=link.anchor,
        number=reading.statement_numbers[statement.id],
        text=statement.text,
        criterion=reading.said(criterion.short) if criterion else "",
        stance=statement.stance,
        stance_label=_stance(reading, statement, given),
        sources=[_source(reading, source) for source in statement.sources if source.how == "supports"],
        dissent=[_source(reading, source) for source in statement.sources if source.how == "contradicts"],
        others=[other.text for other in statement.alternatives],
        votes=said_of(reading, given),
        given=given,
        used_in=[
            to
            for proposal in reading.proposals_on.get(statement.id, [])
            if (to := proposal_link(reading, proposal.id))
        ],
        reworded=reading.own_words(statement) is not None,
    )


def _stance(reading: Reading, statement: Statement, given: Votes | None) -> str:
    """What the room made of a statement, and whether its votes divide it."""
    label = reading.words(f"stance-{statement.stance}")
    return f"{label} · {reading.words('divides')}" if given is not None and given.divides else label


def _source(reading: Reading, source: Source) -> SourceLine:
    """Give a source; of a card that is not shown nothing is told, not even as it was once."""
    card = reading.find(Card, source.card)
    link = card_link(reading, source.card)
    if card is None or link is None:
        return SourceLine(card=None)
    return SourceLine(
        card=link,
        kind=reading.kind_label(card.kind),
        symbol=reading.kind_symbol(card.kind),
        place=place_of(reading, card, "criterion"),
        # Words edited for the publication are no change of what the card says.
        then=card.text if source.text in ("", reading.own_words(card)) else source.text,
        now=card.text,
    )


def _unused(reading: Reading, cards: list[Card]) -> list[Block]:
    if not cards or not reading.statements:
        return []
    text = reading.words.colon(reading.words("unused-here"), "")
    return [Paragraph(text=text, tone="note", links=card_links(reading, cards))]
