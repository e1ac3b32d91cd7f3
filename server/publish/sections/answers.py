"""What people answered in check-ins: shown where each kind of question belongs, never with names."""

from collections.abc import Iterator

import msgspec

from server.core.activities.checkin import Prompt, Settings
from server.core.records import Step
from server.publish.document import Bar, Bars, Block, Bullets, Heading, Paragraph
from server.publish.reading import Reading, counted


def prompts(reading: Reading, *types: str, appraisal: bool = False) -> Iterator[tuple[Step, Prompt]]:
    """Give the questions of the day of some types, in the order in which they were asked."""
    for step in reading.steps:
        if step.activity == "checkin":
            for prompt in msgspec.convert(step.settings, Settings).prompts:
                if prompt.type in types and prompt.appraisal == appraisal:
                    yield step, prompt


def choices(reading: Reading, step: Step, prompt: Prompt) -> list[Block]:
    """Give how many chose what, with the reasons that they gave."""
    given = reading.answers(step.id, prompt.id)
    tally = reading.tally(f"{step.id}:{prompt.id}")
    # Of who was erased since, the sum stays, as that of their votes does.
    count = tally.count if tally else len(given)
    if not count:
        return [Paragraph(text=reading.words("no-answers"), tone="absent")]
    spread = tally.spread if tally else {}
    most = max([*spread.values(), 1])
    bars = [
        Bar(
            label=reading.said(choice.label),
            value=spread.get(choice.id, 0),
            share=spread.get(choice.id, 0) / most,
            texts=[answer.text for answer in given if choice.id in answer.value[:1] and answer.text],
        )
        for choice in prompt.choices
    ]
    answered = reading.words("answered", n=count)
    return [
        Bars(caption=reading.said(prompt.ask), unit=reading.words("voices"), bars=bars),
        Paragraph(text=answered, tone="note"),
    ]


def lines(reading: Reading, level: int = 1) -> list[Block]:
    """Give what people wrote to questions that ask for a line."""
    blocks: list[Block] = []
    for step, prompt in prompts(reading, "line"):
        given = [answer.text for answer in reading.answers(step.id, prompt.id) if answer.text]
        if given:
            blocks.append(Heading(text=reading.said(prompt.ask), level=level))
            blocks.append(Bullets(items=given))
    return blocks


def words(reading: Reading, level: int = 1) -> list[Block]:
    """Give the words that people left with, the most frequent first."""
    blocks: list[Block] = []
    for step, prompt in prompts(reading, "word"):
        given = [answer.text for answer in reading.answers(step.id, prompt.id) if answer.text]
        if given:
            said = [word if n == 1 else f"{word} ({n})" for word, n in counted(given)]
            blocks.append(Heading(text=reading.said(prompt.ask), level=level))
            blocks.append(Paragraph(text=" · ".join(said)))
    return blocks


def appraisal(reading: Reading) -> list[Block]:
    """Give what people made of the day, where the facilitator lets it be read; by nobody's name."""
    if not reading.info.appraisal:
        return []
    blocks: list[Block] = []
    for step, prompt in prompts(reading, "choice", "line", "word", appraisal=True):
        if prompt.type == "choice":
            blocks += choices(reading, step, prompt)
            continue
        given = [answer.text for answer in reading.answers(step.id, prompt.id) if answer.text]
        if given:
            blocks += [Heading(text=reading.said(prompt.ask), level=2), Bullets(items=given)]
    return [Heading(text=reading.words("appraisal-of-the-day")), *blocks] if blocks else []
