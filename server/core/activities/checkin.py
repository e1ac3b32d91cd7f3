"""Check-in: short prompts that everybody answers, shown together and without names."""

from typing import Literal

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, refuse_unless, written
from server.core.records import Answer, Participant, Step, Tally
from server.core.refusals import Refused
from server.core.room import Change, Room, patch, put
from server.core.text import Text


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to choose; `page` explains it where there is one."""

    id: str
    label: Text
    page: str = ""


class Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: a line, a word, a choice, or who we are (which asks nothing).

    `why` asks for a reason beside a choice; `many` lets people choose several. An `appraisal` of the day
    is read by facilitators alone, without names, until they let it into the publication.
    """

    id: str
    ask: Text
    type: Literal["line", "choice", "word", "who"]
    choices: list[Choice] = []
    many: bool = False
    why: bool = False
    appraisal: bool = False


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prompts: list[Prompt]


class Give(Args, frozen=True, kw_only=True):
    """An answer; given again, it replaces the first."""

    step: str
    prompt: str
    value: list[str] = []
    text: str = ""


def give(room: Room, args: Give, asked: Asked) -> list[Change]:
    person = room.need(Participant, asked.author)
    step = room.need(Step, args.step)
    prompt = _prompt(step, args.prompt)
    known = {choice.id for choice in prompt.choices}
    for value in args.value:
        refuse_unless(value in known, "choice.unknown", choice=value)
    refuse_unless(len(args.value) <= (len(known) if prompt.many else 1), "op.malformed", why="value")
    limit = "word" if prompt.type == "word" else "line"
    text = written(args.text, limit, may_be_empty=bool(args.value))
    before = _given(room, person.id, step.id, prompt.id)
    answer = Answer(
        id=before.id if before else asked.op,
        step=step.id,
        prompt=prompt.id,
        value=list(dict.fromkeys(args.value)),
        text=text,
        participant=person.id,
        at=asked.now,
        appraisal=prompt.appraisal,
    )
    changes: list[Change] = [put(answer)]
    if prompt.choices:
        changes.append(_counted(room, f"{step.id}:{prompt.id}", before, answer))
    return changes


def _given(room: Room, person: str, step: str, prompt: str) -> Answer | None:
    """Find what this person answered before, among what is theirs."""
    for kind, id in room.owned.get(person, ()):
        if kind == "answer":
            answer = room.need(Answer, id)
            if (answer.step, answer.prompt) == (step, prompt):
                return answer
    return None


def _counted(room: Room, on: str, before: Answer | None, answer: Answer) -> Change:
    """Count an answer to a poll, and take out the one that it replaces."""
    tally = room.find(Tally, on)
    spread = dict(tally.spread) if tally else {}
    for value in before.value if before else []:
        spread[value] = spread.get(value, 0) - 1
    for value in answer.value:
        spread[value] = spread.get(value, 0) + 1
    count = (tally.count if tally else 0) + (0 if before else 1)
    fields = {"count": count, "total": sum(spread.values()), "spread": spread, "appraisal": answer.appraisal}
    # Counted before tallies said of what they are, one says so from the next answer on.
    return patch(tally, **fields) if tally else put(msgspec.convert({"id": on, **fields}, Tally))


def _prompt(step: Step, id: str) -> Prompt:
    refuse_unless(step.activity == "checkin", "prompt.unknown", prompt=id)
    for prompt in msgspec.convert(step.settings, Settings).prompts:
        if prompt.id == id and prompt.type != "who":
            return prompt
    raise Refused("prompt.unknown", prompt=id)


OPS: dict[str, Rule] = {"answer.give": On(Give, give)}
ACTIVITY = Activity(name="checkin", settings=Settings, ops=OPS)
