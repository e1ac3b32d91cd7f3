"""The ideas that were put to the room: their pages, and the weight that people gave them."""

from server.publish.document import Block, Heading, Paragraph
from server.publish.pages import rich
from server.publish.reading import Reading
from server.publish.sections import answers


def ideas(reading: Reading) -> list[Block]:
    """Give each question that asked to choose, with the pages that explain its choices."""
    blocks: list[Block] = []
    shown: set[str] = set()
    for step, prompt in answers.prompts(reading, "choice"):
        blocks.append(Heading(text=reading.said(step.title)))
        blocks += answers.choices(reading, step, prompt)
        for choice in prompt.choices:
            if choice.page and choice.page not in shown:
                shown.add(choice.page)
                blocks += page(reading, choice.page)
    return blocks or [Paragraph(text=reading.words("no-ideas"), tone="absent")]


def page(reading: Reading, id: str, level: int = 2) -> list[Block]:
    """Give a page of the format under its title; nothing where there is none."""
    found = reading.page(id)
    if found is None:
        return []
    return [
        Heading(text=reading.said(found.title), level=level),
        rich(reading, reading.said(found.markdown)),
    ]
