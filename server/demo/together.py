"""All together: statements from the groups' cards, then what the room proposes and who commits to what."""

from functools import partial
from itertools import pairwise

from server.demo.cast import Player
from server.demo.day import Day
from server.demo.pace import Act
from server.demo.texts import Near
from server.live.ids import new_id

OPINIONS_EACH = 9
"""On about how many statements each person says what they think."""

VOTES_EACH = 4
"""On how many proposals each person says an impact and an effort."""


def synthesis(day: Day) -> None:
    """Merge the cards into statements, several people at once; split, merge and undo on the way."""
    facilitator = day.cast.facilitator
    facilitator.ask("room.set", synthesis_open=True)
    facilitator.ask("screen.show", view="synthesis")
    day.statements = [new_id() for _ in day.texts.near]
    near = list(enumerate(day.texts.near))
    one, two = _split_pair(day.texts.near)
    acts: list[Act] = [partial(_too_wide, day, one, two)]
    for index, entry in near:
        if index in (one, two):
            continue
        player = day.anyone([facilitator, *day.cast.people])
        in_two = index % 4 == 1 and len(entry.cards) > 2
        acts.append(partial(_in_two_goes if in_two else _in_one_go, day, player, index, entry))
    day.play(acts, 0.7)
    day.play([partial(_by_mistake, day)], 0.1)
    facilitator.ask("vote.open", on="statements", how="agreement")
    facilitator.ask("screen.show", view="votes")
    day.play(_opinions(day), 0.2)
    facilitator.ask("vote.close", on="statements", how="agreement")
    facilitator.ask("screen.show", view="auto")


def _in_one_go(day: Day, player: Player, index: int, entry: Near) -> None:
    """A statement with the cards that say it, then those that say the opposite."""
    _state(day, player, day.statements[index], entry, entry.statement, entry.cards)
    _contradict(day, player, index, entry)


def _in_two_goes(day: Day, player: Player, index: int, entry: Near) -> None:
    """Two people write the same statement each; the facilitator merges them and finds the words."""
    facilitator = day.cast.facilitator
    other = new_id()
    _state(day, player, day.statements[index], entry, entry.cards[0], entry.cards[:2])
    _state(day, facilitator, other, entry, entry.cards[2], entry.cards[2:])
    facilitator.ask("statement.merge", **{"into": day.statements[index], "from": other})
    facilitator.ask("statement.edit", statement=day.statements[index], text=entry.statement)
    _contradict(day, facilitator, index, entry)


def _too_wide(day: Day, one: int, two: int) -> None:
    """A statement that says two things, which is then split."""
    first, second = day.texts.near[one], day.texts.near[two]
    facilitator = day.cast.facilitator
    _state(day, facilitator, day.statements[one], first, first.statement, [*first.cards, *second.cards])
    facilitator.ask(
        "statement.split",
        statement=day.statements[one],
        cards=[day.cards[text] for text in second.cards],
        into=day.statements[two],
        text=second.statement,
    )


def _by_mistake(day: Day) -> None:
    """Two statements that do not belong together are merged, and the merge is undone."""
    facilitator = day.cast.facilitator
    merge = facilitator.ask("statement.merge", **{"into": day.statements[-1], "from": day.statements[-2]})
    facilitator.phone.undo(merge)


def _state(day: Day, player: Player, statement: str, entry: Near, text: str, cards: list[str]) -> None:
    player.ask(
        "statement.write",
        statement=statement,
        criterion=entry.criterion,
        text=text,
        stance=entry.stance,
        cards=[day.cards[card] for card in cards],
    )


def _contradict(day: Day, player: Player, index: int, entry: Near) -> None:
    if entry.against:
        player.ask(
            "statement.draw",
            statement=day.statements[index],
            cards=[day.cards[text] for text in entry.against],
            how="contradicts",
        )


def _opinions(day: Day) -> list[Act]:
    """Each person says of a few statements whether they agree; on every fourth the room is of two minds."""
    acts: list[Act] = []
    for player in day.cast.people:
        for place, statement in enumerate(day.statements):
            if day.chance.random() < OPINIONS_EACH / len(day.statements):
                weights = [1, 3, 3, 1, 2] if place % 4 == 3 else [3, 3, 3, 2, 3, 1]
                on = f"statement/{statement}#agreement"
                acts.append(partial(player.ask, "vote.cast", on=on, weight=day.chance.choice(weights)))
    day.chance.shuffle(acts)
    return acts


def _split_pair(near: list[Near]) -> tuple[int, int]:
    """Two neighbours of one criterion and stance that nothing contradicts."""
    for index, (one, two) in enumerate(pairwise(near)):
        alike = (one.criterion, one.stance) == (two.criterion, two.stance)
        if alike and not one.against and not two.against:
            return index, index + 1
    raise ValueError("the demonstration has no two statements alike to split")


def projection(day: Day) -> None:
    """Propose, weigh impact and effort, commit."""
    day.proposals = [new_id() for _ in day.texts.proposals]
    day.play(
        [
            partial(
                day.anyone(day.cast.people).ask,
                "proposal.write",
                proposal=proposal,
                kind=said.kind,
                text=said.text,
                statements=[day.statements[index] for index in said.statements],
            )
            for proposal, said in zip(day.proposals, day.texts.proposals, strict=True)
        ],
        0.3,
    )
    day.play(_votes(day), 0.5)
    day.play(
        [
            partial(
                day.anyone(day.cast.people).ask,
                "commitment.make",
                commitment=new_id(),
                proposal=day.proposals[said.proposal],
                who=said.who,
                what=said.what,
                by=said.by,
            )
            for said in day.texts.commitments
        ],
        0.2,
    )


def _votes(day: Day) -> list[Act]:
    """Each person weighs a few proposals; one in ten changes their mind afterwards."""
    acts: list[Act] = []
    for player in day.cast.people:
        for proposal in day.chance.sample(day.proposals, min(VOTES_EACH, len(day.proposals))):
            place = day.proposals.index(proposal)
            likely = (2 + place * 3 % 4, 1 + place * 2 % 5)
            weights = [_about(day, likely[0]), _about(day, likely[1]), _about(day, likely[1])]
            again = day.chance.random() < 0.1
            acts.append(partial(_weigh, player, proposal, weights[: 3 if again else 2]))
    day.chance.shuffle(acts)
    return acts


def _about(day: Day, likely: int) -> int:
    """A weight near the one that most would give."""
    return min(5, max(1, likely + day.chance.choice((-1, 0, 0, 0, 1, 1, -2))))


def _weigh(player: Player, proposal: str, weights: list[int]) -> None:
    for axis, weight in zip(("impact", "effort", "effort"), weights, strict=False):
        player.ask("vote.cast", on=f"proposal/{proposal}#{axis}", weight=weight)
