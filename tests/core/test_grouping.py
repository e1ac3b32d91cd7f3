"""Groups: of even size, mixed, and the same each time."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from server.core.grouping import Person, balance, place
from server.core.records import Assignment, Group, Participant, Plan, Ready, Step
from tests.core.histories import seated
from tests.core.world import HOST, Day, recipe

TRAITS = ("", "animatrice", "directeur", "habitante")
PLACES = ("", "Drôme", "Loire", "Vienne")
crowds = st.lists(st.tuples(st.sampled_from(TRAITS), st.sampled_from(PLACES)), max_size=40).map(
    lambda said: [Person(f"p{i:02}", role, place) for i, (role, place) in enumerate(said)]
)


def sizes(seats: dict[str, int], count: int) -> list[int]:
    taken = Counter(seats.values())
    return [taken[index] for index in range(count)]


@given(crowds, st.integers(1, 12))
def test_groups_differ_by_one_person_at_most(people: list[Person], count: int) -> None:
    seats = balance(people, count)
    assert seats.keys() == {person.id for person in people}
    assert max(sizes(seats, count)) - min(sizes(seats, count)) <= 1


@given(crowds, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_same_people_make_the_same_groups(
    people: list[Person], count: int, chance: random.Random
) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert balance(people, count) == balance(shuffled, count)


@given(crowds, st.integers(1, 8), st.data())
def test_who_carried_an_experience_sits_where_it_is_taken_apart(
    people: list[Person], count: int, data: st.DataObject
) -> None:
    fixed = data.draw(st.lists(st.integers(0, count - 1), max_size=count, unique=True))
    hosts = [Person(f"h{index}", "pilote", "Drôme", index) for index in fixed]
    seats = balance([*people, *hosts], count)
    assert all(seats[host.id] == host.seat_at for host in hosts)
    assert max(sizes(seats, count)) - min(sizes(seats, count)) <= 1


def test_a_table_to_which_many_are_bound_keeps_them_all() -> None:
    hosts = [Person(f"h{i}", seat_at=0) for i in range(5)]
    seats = balance([*hosts, *(Person(f"p{i}") for i in range(4))], 3)
    assert sizes(seats, 3) == [5, 2, 2]


def test_a_mix_is_a_mix() -> None:
    people = [Person(f"p{i:02}", TRAITS[1 + i % 3], PLACES[1 + i // 3 % 3]) for i in range(27)]
    seats = balance(people, 9)
    for table in range(9):
        assert len({person.role for person in people if seats[person.id] == table}) == 3


def test_who_is_to_sit_with_a_host_sits_at_the_hosts_table() -> None:
    people = [
        Person("host", seat_at=2, bond="b"),
        Person("guest", bond="b"),
        *(Person(f"p{i}") for i in range(7)),
    ]
    assert balance(people, 3)["guest"] == 2


def test_who_comes_late_sits_where_most_is_missing() -> None:
    tables = [
        [Person("a", "animatrice"), Person("b", "directeur")],
        [Person("c", "directeur")],
        [Person("d", "habitante")],
    ]
    assert place(Person("late", "directeur"), tables) == 2
    assert place(Person("late", "habitante"), tables) == 1


def test_everybody_who_is_here_gets_a_table_and_every_table_an_experience() -> None:
    day = Day()
    for number in range(30):
        day.join(f"p{number}")
    day.ask("p3", "participant.leave", participant="p3")
    day.ask(HOST, "group.balance")
    seated = {person.id: person.group for person in day.room.all(Participant)}
    assert seated["p3"] is None
    assert seated[HOST] is None
    assert len(set(seated.values()) - {None}) == 7
    given_out = [given.experience for given in day.room.all(Assignment)]
    assert sorted(map(str, given_out)) == sorted(day.room.records["experience"])


def test_who_carries_an_experience_is_placed_at_its_table_even_when_late() -> None:
    day = Day()
    for number in range(21):
        day.join(f"p{number}")
    experience = sorted(day.room.records["experience"])[4]
    day.ask("p1", "participant.edit", participant="p1", carries=experience)
    day.ask(HOST, "group.balance")
    day.join("late")
    day.ask("late", "participant.edit", participant="late", carries=experience)
    day.ask(HOST, "group.place", participant="late")
    here = day.room.need(Participant, "p1").group
    given_here = day.room.need(Assignment, f"{here}:1")
    assert given_here.experience == experience
    assert day.room.need(Participant, "late").group == here


def written_at_the_last_of_three_tables() -> Day:
    day = Day()
    for number in range(6):
        day.join(f"p{number}")
    day.ask(HOST, "group.balance", count=3)
    author = next(person for person in day.room.all(Participant) if person.group == "g3")
    day.card(author.id, "c1")
    return day


def test_a_second_balance_keeps_the_tables_that_wrote_something() -> None:
    day = written_at_the_last_of_three_tables()
    day.ask(HOST, "group.balance", count=1)
    assert set(day.room.records["group"]) == {"g1", "g3"}
    assert {p.group for p in day.room.all(Participant) if p.seat == "participant"} == {"g1"}


def test_whom_one_facilitator_has_seated_another_who_places_everybody_leaves_there() -> None:
    day = written_at_the_last_of_three_tables()
    day.join("late")
    day.ask(HOST, "group.assign", participant="late", group="g3")
    assert day.ask(HOST, "group.place", participant="late") is None
    assert day.room.need(Participant, "late").group == "g3"


def test_who_comes_late_is_not_sent_alone_to_a_table_that_everybody_left() -> None:
    day = written_at_the_last_of_three_tables()
    day.ask(HOST, "group.balance", count=2)
    day.join("late")
    day.ask(HOST, "group.place", participant="late")
    assert day.room.need(Participant, "late").group in {"g1", "g2"}


def test_tables_are_of_the_size_and_the_mix_that_their_step_says() -> None:
    day = Day("retrospective-projet")
    for number in range(20):
        day.join(f"p{number:02}", territory=PLACES[1 + number // 10])
    step = next(step for step in day.room.all(Step) if step.activity == "grouping")
    day.ask(HOST, "group.balance")
    assert day.room.need(Plan, "plan").sizes == [4] * 5
    day.ask(HOST, "step.set", step=step.id, settings={"size": 10, "by": ["territory"]})
    day.ask(HOST, "group.balance")
    plan = day.room.need(Plan, "plan")
    assert plan.sizes == [10, 10]
    assert plan.alike["territory"] == 4 * 10  # five of each place at both tables


def test_a_large_hall_has_several_tables_an_experience() -> None:
    day = Day()
    for number in range(100):
        day.join(f"p{number:03}")
    day.ask(HOST, "group.balance")
    taken = Counter(given.experience for given in day.room.all(Assignment))
    assert set(taken.values()) == {3}
    assert max(day.room.need(Plan, "plan").sizes) <= 5


def test_in_a_large_hall_each_table_of_an_experience_has_one_who_carried_it() -> None:
    day = Day()
    for number in range(100):
        day.join(f"p{number:03}")
    experience = sorted(day.room.records["experience"])[4]
    carriers = ("p000", "p001", "p002")
    for name in carriers:
        day.ask(HOST, "participant.edit", participant=name, carries=experience)
    day.ask(HOST, "group.balance")
    own = {given.group for given in day.room.all(Assignment) if given.experience == experience}
    assert {day.room.need(Participant, name).group for name in carriers} == own
    assert len(own) == 3
    day.ask(HOST, "group.assign", participant="p002", group=None)
    day.join("late")
    day.ask("late", "participant.edit", participant="late", carries=experience)
    day.ask(HOST, "group.place", participant="late")
    assert {day.room.need(Participant, name).group for name in ("p000", "p001", "late")} == own
    day.ask(HOST, "group.balance", together=[["p000", "p001"]])
    assert day.room.need(Participant, "p000").group == day.room.need(Participant, "p001").group
    assert day.room.need(Plan, "plan").wishes == []


def test_before_anybody_has_come_those_expected_are_seated() -> None:
    day = Day()
    day.ask(HOST, "participant.enlist", people=[{"participant": "ines", "name": "Inès"}])
    day.table("g1")
    day.ask(HOST, "group.place")
    assert day.room.need(Participant, "ines").group == "g1"


def test_all_who_wait_are_seated_at_once_and_shared_out_and_one_undo_takes_it_back() -> None:
    day = Day()
    for number in range(9):
        day.join(f"p{number}")
    day.ask(HOST, "group.balance", count=3)
    day.ask(HOST, "participant.enlist", people=[{"participant": "absent", "name": "Absente"}])
    late = [day.join(f"late{number}") for number in range(7)]
    day.ask(HOST, "group.assign", participant="late0", group="g2")
    done = day.ask(HOST, "group.place")
    assert done is not None
    came = [p for p in day.room.all(Participant) if p.seat == "participant" and not p.expected]
    assert sorted(Counter(p.group for p in came).values()) == [5, 5, 6]
    assert day.room.need(Participant, "late0").group == "g2"
    assert day.room.need(Participant, "absent").group is None
    assert day.ask(HOST, "group.place") is None
    day.ask(HOST, "op.undo", op=done.op)
    assert [day.room.need(Participant, one).group for one in late] == ["g2", *[None] * 6]


def test_tables_are_made_with_or_without_those_who_are_expected_and_have_not_come() -> None:
    day = Day()
    listed = [{"participant": f"x{n}", "name": f"Absente {n}"} for n in range(6)]
    day.ask(HOST, "participant.enlist", people=listed)
    for number in range(6):
        day.join(f"p{number}")
    day.ask(HOST, "group.balance", count=3)
    assert day.room.need(Plan, "plan").sizes == [4, 4, 4]
    day.ask(HOST, "group.balance", count=3, expected=False)
    assert day.room.need(Plan, "plan").sizes == [2, 2, 2]
    assert {person.group for person in day.room.all(Participant) if person.expected} == {None}
    # Whom a table only expects takes nobody's seat there.
    for number in range(6):
        day.ask(HOST, "group.assign", participant=f"x{number}", group="g1")
    gone = next(p.id for p in day.room.all(Participant) if p.group == "g1" and not p.expected)
    day.ask(HOST, "participant.leave", participant=gone)
    day.join("late")
    day.ask(HOST, "group.place", participant="late")
    assert day.room.need(Participant, "late").group == "g1"


def test_a_table_whose_people_have_all_left_can_be_taken_away() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.ask("amel", "group.ready", group="g1", step="decortiquer", ready=True)
    assert day.refused(HOST, "group.remove", group="g1") == "group.not-empty"
    day.ask("amel", "participant.leave", participant="amel")
    day.ask(HOST, "group.remove", group="g1")
    assert day.room.need(Participant, "amel").group is None
    # Otherwise more tables would be ready than there are.
    assert list(day.room.all(Ready)) == []


def test_a_table_that_only_proposed_something_stays_too() -> None:
    day = seated(Day())
    kind = recipe().format.proposal_kinds[0].id
    day.ask("chloe", "proposal.write", proposal="r1", kind=kind, text="Une proposition")
    day.ask(HOST, "group.assign", participant="chloe", group="g1")
    assert day.refused(HOST, "group.remove", group="g2") == "group.not-empty"
    day.ask(HOST, "group.balance", count=1)
    assert set(day.room.records["group"]) == {"g1", "g2"}, "and the third, which wrote nothing, goes"


def test_no_two_tables_are_called_the_same() -> None:
    day = Day()
    for number in range(6):
        day.join(f"p{number}")
    day.ask(HOST, "group.add", group="first", name="Accueil")
    day.ask(HOST, "group.add", group="second", name="Table 3")
    day.ask(HOST, "group.balance", count=4)
    assert [group.name for group in day.room.in_order(Group)] == ["Accueil", "Table 3", "Table 4", "Table 5"]
