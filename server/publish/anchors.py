"""The names of places within the document, and the lines that lead to them."""

from server.core.records import Card, Criterion, Experience, Group, Statement
from server.publish.document import CardLine, Link
from server.publish.reading import Reading


def card_link(reading: Reading, id: str) -> Link | None:
    """Lead to a card, or nowhere where it is not shown."""
    number = reading.numbers.get(id)
    return Link(text=f"n° {number}", anchor=card_anchor(reading, number)) if number else None


def card_anchor(reading: Reading, number: int) -> str:
    """Give the place of a card; none where the annex was left out, which alone holds it."""
    return f"carte-{number}" if "cards" in reading.printed else ""


def card_links(reading: Reading, cards: list[Card]) -> list[Link]:
    """Lead to each of several cards."""
    return [link for card in cards if (link := card_link(reading, card.id)) is not None]


def statement_link(reading: Reading, statement: Statement) -> Link:
    number = reading.statement_numbers[statement.id]
    anchor = f"enonce-{number}" if "criteria" in reading.printed else ""
    return Link(text=reading.words("statement-n", n=number), anchor=anchor)


def proposal_link(reading: Reading, id: str) -> Link | None:
    """Lead to a proposal, or nowhere where it does not stand."""
    number = reading.proposal_numbers.get(id)
    anchor = f"proposition-{number}" if "projection" in reading.printed else ""
    return Link(text=f"{reading.words('proposal')}\u00a0{number}", anchor=anchor) if number else None


def statement_links(reading: Reading, ids: list[str]) -> list[Link]:
    """Lead to statements; one that was merged leads to what took it in, one withdrawn nowhere."""
    found = {statement.id: statement for id in ids if (statement := reading.stands_in(id)) is not None}
    return [statement_link(reading, statement) for statement in found.values()]


def experience_anchor(experience: Experience) -> str:
    return f"experience-{experience.order}"


def standing(reading: Reading, card: Card) -> dict[str, str]:
    """Say where a card stands, part by part; a part that it has not is empty."""
    experience, criterion = reading.find(Experience, card.experience), reading.find(Criterion, card.criterion)
    group = reading.find(Group, card.group)
    return {
        "experience": reading.said(experience.title) if experience else "",
        "criterion": reading.said(criterion.short) if criterion else "",
        "group": group.name if group else "",
        "author": reading.name_of(card.author),
        "paper": reading.words("from-paper") if card.sheet is not None else "",
    }


def place_of(reading: Reading, card: Card, *leave_out: str) -> list[str]:
    """Say where a card stands in a row; `leave_out` names what its surroundings already say."""
    return [text for part, text in standing(reading, card).items() if text and part not in leave_out]


def card_line(reading: Reading, card: Card, *leave_out: str) -> CardLine:
    """Give a card as the document shows it."""
    number = reading.numbers[card.id]
    return CardLine(
        anchor=card_anchor(reading, number),
        number=number,
        text=card.text,
        kind=reading.kind_label(card.kind),
        symbol=reading.kind_symbol(card.kind),
        place=place_of(reading, card, *leave_out),
        domains=reading.marks(card),
        others=[other.text for other in card.alternatives],
        used_in=[statement_link(reading, statement) for statement in reading.used_in.get(card.id, [])],
        about=_about(reading, card.on or ""),
        reworded=reading.own_words(card) is not None,
        **{part: text for part, text in standing(reading, card).items() if part != "paper"},
    )


def _about(reading: Reading, on: str) -> Link | None:
    """Lead to what a card comments on: another card, an experience, or a table's sheet, as far as it is shown."""
    kind, _, id = on.partition("/")
    if kind == "card":
        return card_link(reading, id)
    experience = reading.find(Experience, id) if kind == "experience" else None
    if experience is not None:
        printed = "experiences" in reading.printed and experience in reading.sheets
        anchor = experience_anchor(experience) if printed else ""
        return Link(text=reading.said(experience.title), anchor=anchor)
    group = reading.find(Group, id) if kind == "group" else None
    return Link(text=group.name, anchor="") if group is not None else None
