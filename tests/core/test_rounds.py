"""Rounds: everybody sees one experience after another, none of them twice, and hosts stay with theirs."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from server.core.format import RoundPart
from server.core.records import Assignment, Experience, FormatInfo, Group, Participant, Plan, Ready
from server.core.room import patch
from server.core.text import Text
from tests.core.world import HOST, Day


def day_of(people: int, tables: int, hosts: int = 0) -> Day:
    day = Day()
    experiences = [e.id for e in sorted(day.room.all(Experience), key=lambda e: e.order)]
    for number in range(people):
        day.join(f"p{number}")
    for number in range(hosts):
        carried = experiences[number % len(experiences)]
        day.ask(HOST, "participant.edit", participant=f"p{number}", carries=carried)
    day.ask(HOST, "group.balance", count=tables)
    return day


def experience_of(day: Day, person: str) -> str | None:
    """What somebody takes apart now."""
    group = day.room.need(Participant, person).group
    return day.room.need(Assignment, f"{group}:{day.room.info.round}").experience


@given(st.integers(6, 24), st.integers(2, 9), st.integers(0, 9), st.integers(2, 3))
def test_nobody_takes_apart_an_experience_twice_and_hosts_stay_with_theirs(
    people: int, tables: int, hosts: int, rounds: int
) -> None:
    day = day_of(people, tables, min(hosts, people))
    day.ask(HOST, "group.rotate", rounds=rounds)
    seen: dict[str, list[str | None]] = {f"p{number}": [] for number in range(people)}
    for number in range(1, rounds + 1):
        if number > 1:
            day.ask(HOST, "round.start", round=str(number))
        for person, theirs in seen.items():
            theirs.append(experience_of(day, person))
    visited = {given.experience for given in day.room.all(Assignment)}
    for person, theirs in seen.items():
        carried = day.room.need(Participant, person).carries
        if carried is None:
            assert len(set(theirs)) == rounds
        elif carried in visited:
            by_round = [
                {g.experience for g in day.room.all(Assignment) if g.round == str(number)}
                for number in range(1, rounds + 1)
            ]
            assert all(
                mine == carried for mine, here in zip(theirs, by_round, strict=True) if carried in here
            )


def test_two_groups_that_visit_one_experience_share_its_hosts() -> None:
    day = day_of(12, 7)
    experience = str(experience_of(day, "p0"))
    for person in ("p10", "p11"):
        day.ask(HOST, "participant.edit", participant=person, carries=experience)
    day.ask(HOST, "group.add", group="more", name="Table de plus")
    day.ask(HOST, "group.give", group="more", experience=experience)
    day.ask(HOST, "group.rotate", rounds=2)
    receiving = [
        given.hosts
        for given in day.room.all(Assignment)
        if given.round == "1" and given.experience == experience
    ]
    assert sorted(receiving) == [["p10"], ["p11"]]


def test_who_changed_tables_meanwhile_gets_one_whose_experience_is_new_to_them() -> None:
    day = day_of(9, 3)
    day.ask(HOST, "group.rotate", rounds=2)
    groups = [group.id for group in day.room.in_order(Group)]
    person = next(p for p in day.room.all(Participant) if p.group == groups[1])
    seen = experience_of(day, person.id)
    later = next(g for g in day.room.all(Assignment) if g.round == "2" and g.experience == seen)
    day.ask(HOST, "round.start", round="2")
    day.ask(HOST, "round.start", round="1")
    day.ask(HOST, "group.assign", participant=person.id, group=later.group)
    day.ask(HOST, "group.assign", participant=person.id, group=groups[1])
    day.ask(HOST, "round.start", round="2")
    assert experience_of(day, person.id) != seen
    day.ask(HOST, "group.assign", participant=person.id, group=None)
    day.ask(HOST, "group.place", participant=person.id)
    assert experience_of(day, person.id) != seen


def test_going_back_to_a_round_moves_nobody_and_forward_again_neither() -> None:
    day = day_of(12, 4, 3)
    day.ask(HOST, "group.rotate", rounds=2)
    first = {p.id: p.group for p in day.room.all(Participant)}
    day.ask(HOST, "round.start", round="2")
    second = {p.id: p.group for p in day.room.all(Participant)}
    day.ask(HOST, "round.start", round="1")
    assert {p.id: p.group for p in day.room.all(Participant)} == first
    day.ask(HOST, "round.start", round="2")
    assert {p.id: p.group for p in day.room.all(Participant)} == second


def given_in(day: Day, turn: str) -> dict[str, str | None]:
    return {given.group: given.experience for given in day.room.all(Assignment) if given.round == turn}


def test_rounds_planned_anew_leave_the_one_that_is_on_and_those_before_and_repeat_none() -> None:
    day = day_of(9, 3)
    day.ask(HOST, "group.rotate", rounds=2)
    first = given_in(day, "1")
    day.ask(HOST, "round.start", round="2")
    by_hand = sorted(e.id for e in day.room.all(Experience) if e.id not in given_in(day, "2").values())[-1]
    day.ask(HOST, "group.give", group="g1", experience=by_hand)
    second = given_in(day, "2")
    day.ask(HOST, "group.rotate", rounds=4)
    assert given_in(day, "1") == first
    assert given_in(day, "2") == second
    for group in first:
        assert len({given_in(day, str(number))[group] for number in range(1, 5)}) == 4


def test_a_round_that_is_on_is_planned_away_by_nobody() -> None:
    day = day_of(9, 3)
    day.ask(HOST, "group.rotate", rounds=3)
    day.ask(HOST, "round.start", round="3")
    day.ask(HOST, "group.rotate", rounds=2)
    assert [one.id for one in day.room.need(FormatInfo, "format").rounds] == ["1", "2", "3"]
    day.ask(HOST, "group.give", group="g1", experience=None)


def test_a_plan_that_is_cut_and_made_longer_again_has_the_names_of_its_rounds() -> None:
    day = day_of(9, 4)
    recipe = day.room.need(FormatInfo, "format")
    names = ["Le matin", "Le midi", "Le soir"]
    named = [RoundPart(id=str(number), title=Text(fr=name)) for number, name in enumerate(names, start=1)]
    day.room.apply([patch(recipe, rounds=named)], day.room.seq + 1)
    day.ask(HOST, "group.rotate", rounds=3)
    day.ask(HOST, "group.rotate", rounds=2)
    assert given_in(day, "3") == {}, "what is planned no more"
    day.ask(HOST, "group.rotate", rounds=4)
    now = day.room.need(FormatInfo, "format").rounds
    assert [one.title.fr for one in now] == [*names, "Tour 4"]
    assert len(given_in(day, "3")) == 4


def test_a_round_that_was_held_stays_in_the_plan_though_one_has_gone_back_before_it() -> None:
    day = day_of(9, 3)
    day.ask(HOST, "group.rotate", rounds=3)
    for number in ("2", "3", "1"):
        day.ask(HOST, "round.start", round=number)
    day.ask(HOST, "group.rotate", rounds=2)
    assert [one.id for one in day.room.need(FormatInfo, "format").rounds] == ["1", "2", "3"]
    assert given_in(day, "3") != {}


def test_those_who_need_another_table_do_not_all_go_to_one() -> None:
    day = day_of(35, 7)
    day.ask(HOST, "group.rotate", rounds=3)
    first = given_in(day, "1")["g1"]
    back = next(group for group, experience in given_in(day, "3").items() if experience == first)
    people, others = ([p.id for p in day.room.all(Participant) if p.group == g] for g in ("g1", back))
    day.ask(HOST, "round.start", round="2")
    for some, group in ((people, back), (others, "g1")):
        for person in some:
            day.ask(HOST, "group.assign", participant=person, group=group)
    day.ask(HOST, "round.start", round="3")
    assert first not in {experience_of(day, person) for person in people}
    sizes = Counter(p.group for p in day.room.all(Participant) if p.group)
    assert max(sizes.values()) <= 6


def test_a_table_that_was_ready_is_not_yet_so_with_its_next_experience() -> None:
    day = day_of(6, 2)
    day.ask(HOST, "group.rotate", rounds=2)
    day.ask(HOST, "step.start", step="decortiquer")
    table = day.room.in_order(Group)[0].id
    day.ask(HOST, "group.ready", step="decortiquer", group=table, ready=True)
    day.ask(HOST, "group.ready", step="decouvrir", group=table, ready=True)
    day.ask(HOST, "round.start", round="2")
    assert [ready.step for ready in day.room.all(Ready)] == ["decouvrir"]


def test_groups_made_anew_in_a_later_round_show_nobody_what_they_have_seen() -> None:
    day = day_of(30, 6)
    day.ask(HOST, "group.rotate", rounds=3)
    day.ask(HOST, "round.start", round="2")
    for number in range(30):
        day.ask(HOST, "participant.edit", participant=f"p{number}", territory="ABCDE"[number % 5])
    day.ask(HOST, "group.balance", count=6)
    people = [person for person in day.room.all(Participant) if person.group]
    assert [p.id for p in people if experience_of(day, p.id) in p.seen.values()] == []
    assert day.room.need(Plan, "plan").sizes == [5] * 6
