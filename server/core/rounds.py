"""Rounds: which experience each group takes apart next, and who moves."""

from server.core.asking import Args, Asked, On, Rule, refuse_unless
from server.core.format import RoundPart
from server.core.groups import giving, in_order, seated
from server.core.records import Assignment, Experience, FormatInfo, Participant
from server.core.room import Change, Room, patch
from server.core.seating import smallest
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
        visits = {
            group.id: experiences[(start + turn) % len(experiences)]
            for group, start in zip(groups, starts, strict=True)
        }
        hosts = _hosts(room, visits)
        for group, experience in visits.items():
            given = room.find(Assignment, f"{group}:{round.id}")
            if given is None or given.experience != experience or given.hosts != hosts.get(group, []):
                changes += giving(room, group, experience, round.id, hosts.get(group, []))
    return changes


def _hosts(room: Room, visits: dict[str, str]) -> dict[str, list[str]]:
    """Share those who carried an experience among the groups that visit it; who sits there already stays."""
    hosts: dict[str, list[str]] = {}
    for person in sorted(seated(room), key=lambda person: (person.joined_at, person.id)):
        visitors = [group for group, experience in visits.items() if experience == person.carries]
        if visitors:
            own = person.group in visitors and person.group
            fewest = min(visitors, key=lambda group: len(hosts.get(group, [])))
            hosts.setdefault(own or fewest, []).append(person.id)
    return hosts


def start_round(room: Room, args: StartRound, asked: Asked) -> list[Change]:
    """Begin a round: groups go to their next experience, and who carried one receives whoever comes to it.

    Who would take apart an experience again, because they changed groups meanwhile, gets another group.
    """
    known = {round.id for round in room.need(FormatInfo, "format").rounds}
    refuse_unless(args.round in known, "record.unknown", kind="round", id=args.round)
    if room.info.round == args.round:
        return []
    left = room.info.round
    before, then = _given(room, left), _given(room, args.round)
    changes: list[Change] = [patch(room.info, round=args.round)]
    for person in seated(room):
        last = before.get(person.group or "")
        seen = {**person.seen, left: last.experience} if last and last.experience else person.seen
        group = _next_group(room, person, then, {seen[round] for round in seen if round != args.round})
        if group != person.group or seen != person.seen:
            changes.append(patch(person, group=group, seen=seen))
    return changes


def _given(room: Room, round: str) -> dict[str, Assignment]:
    return {given.group: given for given in room.all(Assignment) if given.round == round}


def _next_group(room: Room, person: Participant, then: dict[str, Assignment], seen: set[str]) -> str | None:
    """Where a person goes when a round begins; None where they have no table and need none."""
    named = next((group for group, given in then.items() if person.id in given.hosts), None)
    if person.carries is not None:
        visitors = [group for group, given in then.items() if given.experience == person.carries]
        if visitors:
            return named if named in visitors else person.group if person.group in visitors else visitors[0]
    mine = then.get(person.group or "")
    if mine is None or mine.experience is None or mine.experience not in seen:
        return person.group
    others = [g for g in in_order(room) if (given := then.get(g.id)) and given.experience not in seen]
    return smallest(room, person, others).id if others else person.group


OPS: dict[str, Rule] = {
    "group.rotate": On(Rotate, rotate),
    "round.start": On(StartRound, start_round),
}
