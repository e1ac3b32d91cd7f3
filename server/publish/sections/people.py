"""Who took part: roles, territories and counts; names only of those who agreed."""

from server.core.text import alphabetical
from server.publish.document import Bar, Bars, Block, Heading, Paragraph
from server.publish.reading import Reading, counted
from server.publish.sections import answers


def people(reading: Reading) -> list[Block]:
    """Give who was there without saying of anybody what they did not want said."""
    said, here = reading.words, reading.people
    if not reading.held:
        return [Paragraph(text=said("people-elsewhere"), tone="note")]
    if not here:
        return [Paragraph(text=said("no-people"), tone="absent"), *_facilitation(reading)]
    roles = [reading.role_label(person.role) or said("unsaid-role") for person in here]
    territories = [person.territory or said("unsaid-territory") for person in here]
    return [
        Paragraph(text=said("people-count", n=len(here)), tone="lead"),
        *_facilitation(reading),
        _bars(reading, "roles", roles),
        _bars(reading, "territories", territories),
        *names(reading),
        *answers.lines(reading),
    ]


def names(reading: Reading) -> list[Block]:
    """Give the names of those who agreed, and how many did not."""
    said = reading.words
    if reading.nameless:
        return [Paragraph(text=said("nameless"), tone="note")]
    if reading.info.anonymous:
        return [Paragraph(text=said("anonymous"), tone="note")]
    named = sorted((person.name for person in reading.people if person.name), key=alphabetical)
    blocks: list[Block] = []
    if named:
        blocks += [Heading(text=said("named")), Paragraph(text=", ".join(named) + ".")]
    if unnamed := len(reading.people) - len(named):
        blocks.append(Paragraph(text=said("unnamed", n=unnamed), tone="note"))
    return blocks


def _facilitation(reading: Reading) -> list[Block]:
    held = sum(1 for seat in reading.seats.values() if seat == "facilitator")
    return [Paragraph(text=reading.words("facilitation", n=held))] if held else []


def _bars(reading: Reading, key: str, values: list[str]) -> Bars:
    found = counted(values)
    return Bars(
        caption=reading.words(key),
        unit="",
        bars=[Bar(label=label, value=n, share=n / found[0][1]) for label, n in found],
    )
