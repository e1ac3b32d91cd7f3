"""Rounds: which experience each group takes apart next, and who moves."""

from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.format import RoundPart
from server.core.groups import giving, in_order, seated
from server.core.records import Assignment, Experience, FormatInfo
from server.core.room import Change, Room, patch
from server.core.text import Text


class Rotate(Args, frozen=True, kw_only=True):
    """Plan `rounds` rounds, in which nobody takes apart the same experience twice."""

    rounds: int


class StartRound(Args, frozen=True, kw_only=True):
    round: str


def rotate(room: Room, args: Rotate, asked: Asked) -> list[Change]:
    """Give every group an experience for each round; what the first round gave is kept."""
    groups = in_order(room)
    experiences = [e.id for e in sorted(room.all(Experience), key=lambda e: e.order)]
    refuse_unless(bool(groups), "group.none")
    refuse_unless(
        0 < args.rounds <= len(experiences),
        "rotation.too-few",
        rounds=args.rounds,
        experiences=len(experiences),
    )
    recipe = room.need(FormatInfo, "format")
    rounds = list(recipe.rounds[: args.rounds])
    while len(rounds) < args.rounds:
        number = len(rounds) + 1
        rounds.append(RoundPart(id=str(number), title=Text(fr=f"Tour {number}", en=f"Round {number}")))
    first = [room.find(Assignment, f"{group.id}:{rounds[0].id}") for group in groups]
    starts = [
        experiences.index(given.experience)
        if given is not None and given.experience in experiences
        else index % len(experiences)
        for index, given in enumerate(first)
    ]
    changes: list[Change] = [patch(recipe, rounds=rounds)] if rounds != recipe.rounds else []
    for turn, round in enumerate(rounds):
        for group, start in zip(groups, starts, strict=True):
            experience = experiences[(start + turn) % len(experiences)]
            given = room.find(Assignment, f"{group.id}:{round.id}")
            if given is None or given.experience != experience:
                changes += giving(room, group.id, experience, round.id)
    return changes


def start_round(room: Room, args: StartRound, asked: Asked) -> list[Change]:
    """Begin a round: groups go to their next experience, and who carried one stays with it."""
    known = {round.id for round in room.need(FormatInfo, "format").rounds}
    refuse_unless(args.round in known, "record.unknown", kind="round", id=args.round)
    visited = {given.experience: given.group for given in room.all(Assignment) if given.round == args.round}
    moved = [
        patch(person, group=visited[person.carries])
        for person in seated(room)
        if person.carries in visited and person.group != visited[person.carries]
    ]
    return [patch(room.info, round=args.round), *moved] if room.info.round != args.round else []


OPS: dict[str, Rule] = {
    "group.rotate": On(Rotate, rotate),
    "round.start": On(StartRound, start_round),
}
