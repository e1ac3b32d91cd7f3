"""The projection: proposals by kind with what they rest on, then who committed to what."""

from server.core.records import Group, Proposal
from server.publish.anchors import proposal_link, statement_links
from server.publish.document import Block, Cell, Heading, Paragraph, ProposalBlock, Row, Table
from server.publish.reading import Reading
from server.publish.sections.plane import plane
from server.publish.sections.votes import said_of, votes_on


def projection(reading: Reading) -> list[Block]:
    """Give proposals and commitments."""
    said = reading.words
    blocks: list[Block] = [*plane(reading)]
    if not reading.proposals:
        blocks.append(Paragraph(text=said("no-proposals"), tone="absent"))
    known = [kind.id for kind in reading.format.proposal_kinds]
    for kind in reading.format.proposal_kinds:
        mine = [proposal for proposal in reading.proposals if proposal.kind == kind.id]
        blocks.append(Heading(text=reading.said(kind.label)))
        if reading.said(kind.question):
            blocks.append(Paragraph(text=reading.said(kind.question), tone="note"))
        blocks += [_block(reading, proposal) for proposal in mine]
        if not mine and reading.proposals:
            blocks.append(Paragraph(text=said("no-proposal-here"), tone="absent"))
    blocks += [_block(reading, p) for p in reading.proposals if p.kind not in known]
    return [*blocks, Heading(text=said("commitments")), _commitments(reading)]


def _block(reading: Reading, proposal: Proposal) -> ProposalBlock:
    number = reading.proposal_numbers[proposal.id]
    group = reading.find(Group, proposal.group)
    given = votes_on(reading, f"proposal/{proposal.id}")
    return ProposalBlock(
        anchor=f"proposition-{number}",
        number=number,
        text=proposal.text,
        kind=next(
            (reading.said(k.label) for k in reading.format.proposal_kinds if k.id == proposal.kind), ""
        ),
        statements=statement_links(reading, proposal.statements),
        votes=said_of(reading, given),
        given=given,
        others=[other.text for other in proposal.alternatives],
        group=group.name if group else "",
        reworded=reading.own_words(proposal) is not None,
    )


def _commitments(reading: Reading) -> Block:
    said = reading.words
    if not reading.commitments:
        return Paragraph(text=said("no-commitments"), tone="absent")
    head = [said("what"), said("by"), said("proposal")]
    if not reading.nameless:
        head = [said("who"), *head]
    rows = []
    for commitment in reading.commitments:
        link = proposal_link(reading, commitment.proposal or "")
        by = said.date(commitment.by) if commitment.by else said("no-date")
        cells = [
            Cell(text=commitment.what),
            Cell(text=by, day=commitment.by),
            Cell(links=[link] if link else []),
        ]
        if not reading.nameless:
            cells = [Cell(text=commitment.who), *cells]
        rows.append(Row(head=cells[0], cells=cells[1:]))
    return Table(
        anchor="engagements",
        caption=said("commitments"),
        head=[Cell(text=text) for text in head],
        rows=rows,
    )
