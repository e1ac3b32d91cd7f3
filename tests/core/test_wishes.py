"""Wishes for the tables: what holds, what cannot, and what is said of it."""

import pytest

from server.core.records import BrokenWish, Participant, Plan
from tests.core.world import HOST, Day


@pytest.fixture
def day() -> Day:
    day = Day()
    for name in ("amel", "basile", "chloe", "driss", "elsa", "farid"):
        day.join(name)
    return day


def table_of(day: Day, person: str) -> str | None:
    return day.room.need(Participant, person).group


def broken(day: Day) -> list[BrokenWish]:
    return list(day.room.need(Plan, "plan").wishes)


def balance(day: Day, **wishes: object) -> list[BrokenWish]:
    day.ask(HOST, "group.balance", **{"count": 3, **wishes})
    return broken(day)


def test_wishes_that_share_somebody_are_one(day: Day) -> None:
    assert balance(day, count=2, together=[["amel", "basile"], ["chloe", "driss"], ["driss", "amel"]]) == []
    assert {table_of(day, name) for name in ("amel", "basile", "chloe", "driss")} == {table_of(day, "amel")}


def test_people_wished_both_together_and_apart_are_named_with_the_contradiction(day: Day) -> None:
    found = balance(day, together=[["amel", "basile"]], apart=[["amel", "basile"]])
    assert [(one.wish, one.people, one.why) for one in found] == [
        ("apart", ["amel", "basile"], "contradiction")
    ]
    assert found[0].groups == [table_of(day, "amel")] == [table_of(day, "basile")]


def test_more_people_to_keep_apart_than_tables_share_the_tables_there_are(day: Day) -> None:
    found = balance(day, count=2, apart=[["amel", "basile", "chloe"]])
    assert [(one.wish, one.why, len(one.people)) for one in found] == [("apart", "few-tables", 2)]
    assert len({table_of(day, name) for name in ("amel", "basile", "chloe")}) == 2


def test_those_who_carried_one_experience_cannot_host_it_apart(day: Day) -> None:
    experience = sorted(day.room.records["experience"])[0]
    for name in ("amel", "basile"):
        day.ask(HOST, "participant.edit", participant=name, carries=experience)
    day.ask(HOST, "group.add", group="g1", name="Table 1")
    day.ask(HOST, "group.give", group="g1", experience=experience)
    assert [one.why for one in balance(day, apart=[["amel", "basile"]])] == ["hosts-apart"]
    assert balance(day, apart=[["amel", "basile"]], hosts="free") == []


def test_those_who_host_at_different_tables_cannot_sit_together(day: Day) -> None:
    first, second = sorted(day.room.records["experience"])[:2]
    for number, (name, experience) in enumerate((("amel", first), ("basile", second)), 1):
        day.ask(HOST, "participant.edit", participant=name, carries=experience)
        day.ask(HOST, "group.add", group=f"g{number}", name=f"Table {number}")
        day.ask(HOST, "group.give", group=f"g{number}", experience=experience)
    found = balance(day, together=[["amel", "basile"]])
    assert [(one.wish, one.people, one.why) for one in found] == [
        ("together", ["amel", "basile"], "host-table")
    ]


def test_a_bond_larger_than_a_table_keeps_its_people_and_says_so(day: Day) -> None:
    found = balance(day, count=None, most=3, together=[["amel", "basile", "chloe", "driss"]])
    assert [(one.wish, one.why) for one in found] == [("size", "numbers")]
    assert found[0].groups == [table_of(day, "amel")]


def test_who_is_to_be_spread_away_from_their_experience_and_cannot_is_named(day: Day) -> None:
    experience = sorted(day.room.records["experience"])[0]
    day.ask(HOST, "participant.edit", participant="amel", carries=experience)
    for number in (1, 2):
        day.ask(HOST, "group.add", group=f"g{number}", name=f"Table {number}")
        day.ask(HOST, "group.give", group=f"g{number}", experience=experience)
    found = balance(day, count=2, hosts="spread")
    assert [(one.wish, one.people, one.why) for one in found] == [("hosts", ["amel"], "all-tables")]
