"""The morning: people come in, say what they hope, ask, weigh the ideas, and find their tables."""

from functools import partial
from typing import cast

from server.demo.day import Day
from server.demo.pace import Act
from server.demo.texts import Person
from server.live.ids import new_id

LATE = 2
"""How many people come after the tables were made."""


NAMINGS = ("name", "name", "role", "name", "none")
"""How people let the publication name them, in the order in which they come: not all alike."""


def arrive(day: Day) -> None:
    """Let everybody in but the last few, a phone at a time as at a door."""
    for person in day.texts.people[:-LATE]:
        day.pace.play([partial(welcome, day, person)], 0.07 / len(day.texts.people))


def welcome(day: Day, person: Person) -> None:
    """Let one person in; a pilot says which experience they carried."""
    naming = NAMINGS[len(day.cast.people) % len(NAMINGS)]
    player = day.cast.join(person.name, person.role, person.territory, naming)
    if person.experience is not None:
        player.ask("participant.edit", participant=player.id, carries=person.experience)


def checkin(day: Day) -> None:
    """Answer each prompt of the step with what was written for its type."""
    prompts = cast("list[dict[str, object]]", day.settings["prompts"])
    acts: list[Act] = []
    for prompt in prompts:
        acts += _answers(day, prompt)
    day.play(acts)


def _answers(day: Day, asked: dict[str, object]) -> list[Act]:
    prompt, type = str(asked["id"]), str(asked["type"])
    people = day.chance.sample(day.cast.people, len(day.cast.people))
    said: list[dict[str, object]] = []
    if asked.get("appraisal"):
        choices = [str(choice["id"]) for choice in cast("list[dict[str, object]]", asked.get("choices", []))]
        said = [{"text": text} for text in day.texts.afterwards]
        if choices:
            said = [{"value": [day.chance.choice(choices[:3] + choices[:1])]} for _ in people]
    elif type == "line":
        said = [{"text": hope} for hope in day.texts.hopes]
    elif type == "word":
        said = [{"text": word} for word in day.texts.closings]
    elif type == "choice":
        said = [{"value": [idea.idea], "text": idea.why} for idea in day.texts.ideas]
        ideas = sorted({idea.idea for idea in day.texts.ideas})
        said += [{"value": day.chance.sample(ideas, 2)} for _ in people[len(said) :]]
    return [
        partial(player.ask, "answer.give", step=day.step_id, prompt=prompt, **words)
        for player, words in zip(people, said, strict=False)
    ]


def briefing(day: Day) -> None:
    """Read, and ask a third of the questions from the phones."""
    if not day.settings.get("questions"):
        day.play([])
        return
    third = -(-len(day.texts.questions) // 3)
    questions = day.texts.questions[day.asked : day.asked + third]
    day.asked += len(questions)
    day.play(
        [
            partial(
                day.anyone(day.cast.people).ask,
                "card.write",
                card=new_id(),
                step=day.step_id,
                kind="question",
                text=question,
            )
            for question in questions
        ]
    )


def pause(day: Day) -> None:
    """Nothing: phones sleep in pockets, and one comes back."""
    sleeper = day.anyone(day.cast.people)
    day.play([sleeper.drop], 0.5)
    day.play([sleeper.come_back], 0.5)


def grouping(day: Day) -> None:
    """Make the tables with one click, choose who writes, and place those who come late."""
    facilitator = day.cast.facilitator
    day.play([partial(facilitator.ask, "group.balance", by=day.settings["by"])], 0.3)
    tables: dict[str, list[Act]] = {}
    for player in day.cast.people:
        acts = tables.setdefault(str(day.cast.group_of(player)), [])
        if not acts:
            acts.append(partial(player.ask, "participant.edit", participant=player.id, scribe=True))
    day.play([act for acts in tables.values() for act in acts], 0.3)
    for person in day.texts.people[-LATE:]:
        welcome(day, person)
    place = [
        partial(facilitator.ask, "group.place", participant=player.id) for player in day.cast.people[-LATE:]
    ]
    day.play([*place], 0.2)
    word = "Bienvenue à vos tables ! Commencez par lire le dossier, chacun·e pour soi."
    day.play([partial(facilitator.ask, "message.send", message=new_id(), to="all", text=word)], 0.2)
