"""How the publication was made: names, what was left out, licence, sources, counts."""

from server.publish.document import Block, Bullets, Heading, Paragraph
from server.publish.reading import Reading
from server.publish.sections.overview import facts


def colophon(reading: Reading) -> list[Block]:
    """Give what a reader needs to trust the rest."""
    said, kept = reading.words, reading.format
    how = "nameless" if reading.nameless else "anonymous" if reading.info.anonymous else "how-named"
    blocks: list[Block] = [
        Paragraph(text=said("made-from")),
        Paragraph(text=said(how)),
        Paragraph(text=said("left-out")),
        Paragraph(text=said("made-format", title=reading.said(kept.title), version=kept.version)),
        Paragraph(text=said("license", license=kept.license)),
    ]
    if reading.said(kept.credits):
        blocks += [Heading(text=said("credits")), Paragraph(text=reading.said(kept.credits))]
    counts = [f"{fact.value} {fact.label}" for fact in facts(reading)]
    return [*blocks, Heading(text=said("counts")), Bullets(items=counts)]
