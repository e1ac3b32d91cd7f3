"""The impact domains across experiences: how many cards touch each, and where none does."""

from server.publish.document import Bar, Bars, Block, Paragraph
from server.publish.reading import Reading
from server.publish.sections.matrix import domains_matrix
from server.publish.sections.profiles import profiles


def domains(reading: Reading) -> list[Block]:
    """Give the cards by domain, then domains × experiences, then the profile of each experience."""
    if not reading.domains:
        return [Paragraph(text=reading.words("no-domains"), tone="absent")]
    if not reading.cards:
        return [Paragraph(text=reading.words("no-cards"), tone="absent")]
    counts = [sum(1 for card in reading.cards if domain.id in card.domains) for domain in reading.domains]
    most = max([*counts, 1])
    bars = [
        Bar(label=reading.said(domain.label), value=n, share=n / most, mark=reading.mark(domain))
        for domain, n in zip(reading.domains, counts, strict=True)
    ]
    counted = Bars(caption=reading.words("bars-domains"), unit="", bars=bars)
    return [counted, *domains_matrix(reading), *profiles(reading)]
