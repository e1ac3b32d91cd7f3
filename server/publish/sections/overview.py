"""The day in one page: what came of it in numbers, what is agreed, the agenda, the words of the end."""

from server.core.records import Step
from server.publish.anchors import statement_link
from server.publish.document import Block, Bullets, Cell, Fact, Facts, Heading, Paragraph, Row, Table, Votes
from server.publish.reading import Reading
from server.publish.sections import answers
from server.publish.sections.votes import votes_on

MOST_AGREED = 5


def overview(reading: Reading) -> list[Block]:
    """Give the day at one glance."""
    blocks: list[Block] = [Facts(facts=facts(reading))]
    if reading.held and not reading.info.closed and any(step.status != "done" for step in reading.steps):
        blocks.append(Paragraph(text=reading.words("unfinished"), tone="absent"))
    blocks += [*_days(reading), *_agreed(reading)]
    if reading.held:
        blocks += [Heading(text=reading.words("agenda")), _agenda(reading)]
    shows = {section.shows for section in reading.format.publication.sections}
    if "people" not in shows:
        blocks += answers.lines(reading)
    if "ideas" not in shows:
        for step, prompt in answers.prompts(reading, "choice"):
            blocks += answers.choices(reading, step, prompt)
    return blocks + answers.words(reading)


def facts(reading: Reading) -> list[Fact]:
    """Count what the day produced; what the format has no place for is not counted."""
    worked_on = [
        experience
        for experience in reading.experiences
        if reading.groups_on(experience.id) or reading.wrote_beside(experience.id)
    ]
    counts = {"n-days": len(reading.origins)} if reading.origins else {}
    if reading.held:
        counts["n-people"] = len(reading.people)
    counts |= {
        "n-groups": len(reading.groups),
        "n-cards": len(reading.cards),
        "n-statements": len(reading.statements),
    }
    if reading.experiences:
        counts["n-experiences"] = len(worked_on)
    if reading.format.scale:
        counts["n-appraisals"] = len(reading.appraisals)
    if reading.format.proposal_kinds:
        counts["n-proposals"] = len(reading.proposals)
    if reading.format.proposal_kinds and (reading.held or reading.commitments):
        counts["n-commitments"] = len(reading.commitments)
    if reading.boards:
        counts["n-boards"] = len(reading.boards)
    return [_fact(reading, key, n) for key, n in counts.items()]


def _fact(reading: Reading, key: str, n: int) -> Fact:
    value, _, label = reading.words(key, n=n).partition(" ")
    return Fact(value=value, label=label)


def _days(reading: Reading) -> list[Block]:
    """Name the days that were gathered, each with when and where it was held."""
    if not reading.origins:
        return []
    days = []
    for one in reading.origins:
        more = [text for text in (reading.words.date(one.date), one.place) if text and text not in one.title]
        days.append(", ".join([one.title, *more]))
    return [Heading(text=reading.words("gathered")), Bullets(items=days)]


def _agreed(reading: Reading) -> list[Block]:
    """The statements that most cards carry, none contradicting, and that no vote divides or turns down."""
    agreed = [
        statement
        for statement in reading.statements
        if statement.stance == "convergence"
        and statement.sources
        and all(source.how == "supports" for source in statement.sources)
        and not _disputed(votes_on(reading, f"statement/{statement.id}"))
    ]
    agreed.sort(key=lambda statement: -len(statement.sources))
    if not agreed:
        return []
    blocks: list[Block] = [Heading(text=reading.words("agreed"))]
    for statement in agreed[:MOST_AGREED]:
        link = statement_link(reading, statement)
        blocks.append(Paragraph(text=statement.text, tone="lead", links=[link]))
    return blocks


def _disputed(given: Votes | None) -> bool:
    return given is not None and (given.divides or given.disagree > given.agree)


def _agenda(reading: Reading) -> Table:
    said = reading.words
    head = [Cell(text=said("step")), Cell(text=said("duration")), Cell(text=said("state"))]
    return Table(
        anchor="deroule",
        caption=said("agenda"),
        head=head,
        rows=[_agenda_row(reading, step) for step in reading.steps],
    )


def _agenda_row(reading: Reading, step: Step) -> Row:
    minutes = reading.words("n-minutes", n=step.minutes)
    return Row(
        head=Cell(text=reading.said(step.title)),
        cells=[
            Cell(text=minutes, number=step.minutes),
            Cell(text=reading.words(f"state-{_state(reading, step)}")),
        ],
    )


def _state(reading: Reading, step: Step) -> str:
    """Say where a step stands; once the room is closed nothing is still to be held, nor goes on."""
    if not reading.info.closed:
        return step.status
    return "skipped" if step.status == "todo" else "done"
