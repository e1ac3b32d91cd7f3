"""Rounds: which experience each group takes apart next, and who moves."""

from collections.abc import Sequence

from server.core.asking import Args, Asked, On, Rule, need_round, refuse_unless
from server.core.format import RoundPart
from server.core.groups import giving, seated
from server.core.records import Assignment, Experience, FormatInfo, Group, Participant, Ready
from server.core.room import Change, Room, drop, patch
from server.core.seating import kept_up, smallest
from server.core.text import Text


class Rotate(Args, frozen=True, kw_only=True):
    """Plan `rounds` rounds, in which nobody takes apart the same experience twice."""

    rounds: int


class StartRound(Args, frozen=True, kw_only=True):
    round: str


def rotate(room: Room, args: Rotate, asked: Asked) -> list[Change]:
    """Give every group an experience for each round; what was given up to the round that is on is kept."""
    groups = room.in_order(Group)
    experiences = [one.id for one in room.in_order(Experience)]
    refuse_unless(bool(groups), "group.none")
    refuse_unless(
        0 < args.rounds <= len(experiences),
        "rotation.too-few",
        rounds=args.rounds,
        experiences=len(experiences),
    )
    recipe = room.need(FormatInfo, "format")
    now = next((turn for turn, round in enumerate(recipe.rounds) if round.id == room.info.round), 0)
    held = {turn for person in room.all(Participant) for turn in person.seen}
    begun = max([now, *(turn for turn, round in enumerate(recipe.rounds) if round.id in held)]) + 1
    named = [*recipe.rounds, *recipe.spare_rounds]
    rounds, spare = named[: max(args.rounds, begun)], named[max(args.rounds, begun) :]
    while len(rounds) < args.rounds:
        number = len(rounds) + 1
        rounds.append(RoundPart(id=str(number), title=Text(fr=f"Tour {number}", en=f"Round {number}")))
    changes: list[Change] = []
    if rounds != recipe.rounds:
        changes.append(patch(recipe, rounds=rounds, spare_rounds=spare))
    gone = {round.id for round in spare}
    changes += [drop(given) for given in room.all(Assignment) if given.round in gone]
    seen = {group.id: _visited(room, group.id, [round.id for round in rounds[:now]]) for group in groups}
    for turn, round in enumerate(rounds[now:], start=now):
        visits: dict[str, str] = {}
        for index, group in enumerate(groups):
            given = room.find(Assignment, f"{group.id}:{round.id}") if turn == now else None
            kept = given.experience if given and given.experience in experiences else None
            last = experiences.index(seen[group.id][-1]) + 1 if seen[group.id] else index % len(experiences)
            turned = [*experiences[last:], *experiences[:last]]
            visits[group.id] = kept or _next_experience(turned, seen[group.id], list(visits.values()))
        hosts = _hosts(room, visits)
        for group_id, experience in visits.items():
            seen[group_id].append(experience)
            given = room.find(Assignment, f"{group_id}:{round.id}")
            if given is None or given.experience != experience or given.hosts != hosts.get(group_id, []):
                changes += giving(room, group_id, experience, round.id, hosts.get(group_id, []))
    return changes


def _visited(room: Room, group: str, rounds: Sequence[str]) -> list[str]:
    """What a group took apart in some rounds, as far as it is still there, the last one last."""
    given = [room.find(Assignment, f"{group}:{round}") for round in rounds]
    known = room.records["experience"]
    return [one.experience for one in given if one and one.experience and one.experience in known]


def _next_experience(turned: Sequence[str], seen: Sequence[str], taken: Sequence[str]) -> str:
    """The first that a group has not seen, of those that the fewest others take apart at the same time."""
    fresh = [experience for experience in turned if experience not in seen] or list(turned)
    return min(fresh, key=taken.count)


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
    if room.info.round == need_round(room, args.round):
        return []
    left = room.info.round
    before, then = _given(room, left), _given(room, args.round)
    seen: dict[str, dict[str, str]] = {}
    seats: dict[str, str | None] = {}
    moving: list[tuple[Participant, list[Group]]] = []
    for person in seated(room):
        last = before.get(person.group or "")
        seen[person.id] = {**person.seen, left: last.experience} if last and last.experience else person.seen
        known = {experience for round, experience in seen[person.id].items() if round != args.round}
        seats[person.id], others = _next_group(room, person, then, known)
        if others:
            moving.append((person, others))
    # Only now, so that each is counted where the one before went, and they do not all go to one table.
    for person, others in moving:
        seats[person.id] = smallest(room, person, others, seats).id
    changed = [
        patch(person, group=seats[person.id], seen=seen[person.id])
        if seats[person.id] != person.group
        else patch(person, seen=seen[person.id])
        for person in seated(room)
        if seats[person.id] != person.group or seen[person.id] != person.seen
    ]
    # A group was ready with the experience that it leaves; the step may be the same.
    ready = [drop(ready) for ready in room.all(Ready) if ready.step == room.info.step]
    return [patch(room.info, round=args.round), *changed, *ready]


def _given(room: Room, round: str) -> dict[str, Assignment]:
    return {given.group: given for given in room.all(Assignment) if given.round == round}


def _next_group(
    room: Room, person: Participant, then: dict[str, Assignment], seen: set[str]
) -> tuple[str | None, list[Group]]:
    """Where a person goes when a round begins, or nowhere yet and the groups to choose from."""
    named = next((group for group, given in then.items() if person.id in given.hosts), None)
    if person.carries is not None:
        visitors = [group for group, given in then.items() if given.experience == person.carries]
        if visitors:
            own = person.group if person.group in visitors else visitors[0]
            return named if named in visitors else own, []
    mine = then.get(person.group or "")
    if mine is None or mine.experience is None or mine.experience not in seen:
        return person.group, []
    others = [g for g in kept_up(room) if (given := then.get(g.id)) and given.experience not in seen]
    return (None, others) if others else (person.group, [])


OPS: dict[str, Rule] = {
    "group.rotate": On(Rotate, rotate),
    "round.start": On(StartRound, start_round),
}
