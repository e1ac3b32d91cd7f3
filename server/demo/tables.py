"""At the tables: notes, cards criterion by criterion, edits, domains, appraisals, lessons, comments."""

from collections.abc import Callable
from functools import partial

from server.demo.cast import Player
from server.demo.day import Day, Scene
from server.demo.pace import Act
from server.demo.texts import Edit, Note
from server.live.ids import new_id

DROPPED = 3
TWICE = 3
"""How many cards are sent twice by an impatient thumb, and taken back."""


def grid(day: Day) -> None:
    """Play what the step's mode asks for."""
    MODES[str(day.settings.get("mode", "criteria"))](day)


def reading(day: Day) -> None:
    """Write what the dossier tells."""
    day.play([_write(day, note) for note in day.texts.readings], 0.9)
    _ready(day, 0.1)


def criteria(day: Day) -> None:
    """Take the experiences apart, a criterion after the other, while some phones come and go."""
    rows = sorted(day.cast.facilitator.phone.of("criterion").values(), key=lambda row: int(str(row["order"])))
    sleepers: list[Player] = []
    for index, row in enumerate(rows):
        cards = [card for card in day.texts.cards if card.criterion == row["id"]]
        day.chance.shuffle(cards)
        if index == 2:
            sleepers = day.chance.sample(day.cast.people, DROPPED)
            day.play([player.drop for player in sleepers], 0.0)
        day.play([_write(day, card) for card in cards], 0.68 / len(rows))
        if index == 3:
            day.play([player.come_back for player in sleepers], 0.01)
        day.play(_appraisals(day, str(row["id"])), 0.1 / len(rows))
        if index == 4:
            _more_time(day)
    day.play(_slips(day), 0.05)
    day.play([act for edit in day.texts.edits[2:] for act in (_edit(day, edit),)], 0.1)
    _at_one_card(day, day.texts.edits[0], lambda edit: edit.of + " À relire à deux.")
    _at_one_card(day, day.texts.edits[1], lambda edit: edit.of.split(". ")[0].rstrip(".") + ".")
    _ready(day, 0.04)


def domains(day: Day) -> None:
    """Say of the cards, with one tap, which domains they touch."""
    acts: list[Act] = []
    for card, tags in day.untagged.items():
        experience = str(day.cast.facilitator.phone.of("card")[card]["experience"])
        player = day.anyone(day.cast.table_of(experience))
        acts.append(partial(player.ask, "card.edit", card=card, domains=tags))
    day.play(acts, 0.95)
    _ready(day, 0.05)


def lessons(day: Day) -> None:
    """Say in one sentence each what others should know."""
    kind = str(day.settings["kinds"][0])  # type: ignore[index]
    notes = [Note(lesson.experience, kind, lesson.text) for lesson in day.texts.lessons]
    day.play([_write(day, note) for note in notes], 0.9)
    _ready(day, 0.1)


def gallery(day: Day) -> None:
    """Read the other tables' sheets, and comment their cards."""
    acts: list[Act] = []
    cards = [
        card
        for card in day.cast.facilitator.phone.of("card").values()
        if card["group"] and not card["withdrawn"]
    ]
    for comment in day.texts.comments:
        table = day.cast.table_of(comment.experience)
        visitor = day.anyone([player for player in day.cast.people if player not in table])
        there = [
            str(card["id"])
            for card in cards
            if (card["experience"], card["criterion"]) == (comment.experience, comment.criterion)
        ]
        acts.append(
            partial(
                visitor.ask,
                "card.write",
                card=new_id(),
                step=day.step_id,
                experience=comment.experience,
                criterion=comment.criterion,
                kind=comment.kind,
                text=comment.text,
                domains=comment.domains,
                on=f"card/{day.chance.choice(there)}",
            )
        )
    day.play(acts)


def _write(day: Day, note: Note) -> Act:
    """A card by somebody of the right table; some are given their domains only later."""
    table = day.cast.table_of(note.experience)
    carriers = {person.name for person in day.texts.people if person.experience}
    # Who carried the experience tells it, and leaves the pen to the others.
    writer = day.anyone([player for player in table if player.name not in carriers] or table)
    card = day.cards[note.text] = new_id()
    tags = note.domains
    if note.criterion is not None and tags and day.chance.random() < 0.4:
        day.untagged[card], tags = tags, []
    return partial(
        writer.ask,
        "card.write",
        card=card,
        step=day.step_id,
        group=day.cast.group_of(writer),
        experience=note.experience,
        criterion=note.criterion,
        kind=note.kind,
        text=note.text,
        domains=tags,
    )


def _appraisals(day: Day, criterion: str) -> list[Act]:
    acts: list[Act] = []
    for level in day.texts.appraisals:
        if level.criterion == criterion:
            player = day.anyone(day.cast.table_of(level.experience))
            acts.append(
                partial(
                    player.ask,
                    "appraisal.set",
                    group=day.cast.group_of(player),
                    experience=level.experience,
                    criterion=criterion,
                    level=level.level,
                    reason=level.reason,
                )
            )
    return acts


def _more_time(day: Day) -> None:
    """Stop the clock for a word to the room, then give everybody five minutes more."""
    ask = day.cast.facilitator.ask
    word = "Nous prenons cinq minutes de plus : une preuve précise vaut mieux que trois généralités."
    ask("step.pause")
    ask("message.send", message=new_id(), to="all", text=word)
    ask("step.resume")
    ask("step.extend", seconds=300)


def _slips(day: Day) -> list[Act]:
    """Cards sent twice and taken back; one that was taken back by mistake, and restored."""
    cards = day.chance.sample(day.texts.cards, TWICE + 1)

    def twice(note: Note) -> None:
        first = day.cast.facilitator.phone.of("card")[day.cards[note.text]]
        writer = next(player for player in day.cast.people if player.id == first["author"])
        again = new_id()
        fields = {
            f: first[f] for f in ("step", "group", "experience", "criterion", "kind", "text", "domains")
        }
        writer.ask("card.write", card=again, **fields)
        writer.ask("card.withdraw", card=again)

    def mistaken(note: Note) -> None:
        card = day.cards[note.text]
        day.cast.facilitator.ask("card.withdraw", card=card)
        day.cast.facilitator.ask("card.restore", card=card)

    return [*(partial(twice, note) for note in cards[:TWICE]), partial(mistaken, cards[TWICE])]


def _edit(day: Day, edit: Edit) -> Act:
    card = day.cards[edit.of]

    def rewrite() -> None:
        seen = day.cast.facilitator.phone.of("card")[card]
        player = day.cast.table_of(str(seen["experience"]))[0]
        player.ask_since(int(str(seen["rev"])), "card.edit", card=card, text=edit.to)

    return rewrite


def _at_one_card(day: Day, edit: Edit, other: Callable[[Edit], str]) -> None:
    """Let two people of a table rewrite one card from the same text: nothing of either is lost."""
    card = day.cards[edit.of]
    seen = day.cast.facilitator.phone.of("card")[card]
    one, two = day.chance.sample(day.cast.table_of(str(seen["experience"])), 2)
    base = int(str(seen["rev"]))
    one.phone.write_on(f"card/{card}")
    two.phone.write_on(f"card/{card}")
    one.ask_since(base, "card.edit", card=card, text=edit.to)
    two.ask_since(base, "card.edit", card=card, text=other(edit))
    one.phone.write_on(None)
    two.phone.write_on(None)


def _ready(day: Day, part: float) -> None:
    """Each table says that it is done."""
    tables = {day.cast.group_of(player): player for player in day.cast.people}
    acts: list[Act] = [
        partial(player.ask, "group.ready", group=group, step=day.step_id, ready=True)
        for group, player in tables.items()
        if group is not None
    ]
    day.play(acts, part)


MODES: dict[str, Scene] = {
    "reading": reading,
    "criteria": criteria,
    "domains": domains,
    "lessons": lessons,
}
"""What tables do, by the mode of a grid."""
