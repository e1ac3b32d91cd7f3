"""Sheets of paper: photographed by anybody, seen by their table, written off into cards that are the table's."""

import pytest

from server.core.records import Card, File, Sheet
from server.core.room import Put
from server.core.sight import Viewer
from tests.core.histories import seated
from tests.core.world import HOST, Day, recipe

CRITERION = recipe().format.criteria[0].id
KIND = recipe().format.kinds[0].id


def day_with_a_sheet(**said: str) -> Day:
    """Driss, who has no table, has photographed the sheet of table 1."""
    day = seated(Day())
    day.ask("driss", "sheet.add", **{"sheet": "s1", "file": "f1", "group": "g1", **said})
    return day


def sheet_of(day: Day) -> Sheet:
    return day.room.need(Sheet, "s1")


def sees(day: Day, who: str) -> bool:
    viewer = Viewer(who) if who in ("screen", "reader") else day.viewer(who)  # type: ignore[arg-type]
    return "sheet" in day.sees(viewer)


def test_a_sheet_belongs_to_what_its_table_takes_apart_in_the_round_that_is_printed_on_it() -> None:
    day = seated(Day())
    day.ask(HOST, "group.rotate", rounds=2)
    given = {id: a.experience for id, a in day.room.records["assignment"].items()}  # type: ignore[attr-defined]
    day.ask("chloe", "sheet.add", sheet="s1", file="f1", group="g1", round="2")
    assert (sheet_of(day).experience, sheet_of(day).round) == (given["g1:2"], "2")
    day.ask("chloe", "sheet.add", sheet="s2", file="f1", group="g1", round="gone")
    assert day.room.need(Sheet, "s2").experience == given["g1:1"]
    step = day.room.records["step"][sheet_of(day).step or ""]
    assert step.settings.get("mode") == "criteria"  # type: ignore[attr-defined]


def test_a_picture_that_waited_is_taken_in_though_what_its_sheet_names_is_no_more() -> None:
    day = day_with_a_sheet(
        group="gone", experience="gone", criterion="gone", participant="gone", number="7.1", round="gone"
    )
    sheet = sheet_of(day)
    assert (sheet.number, sheet.group, sheet.experience, sheet.criterion) == ("7.1", None, None, None)
    assert sheet.participant is None
    day.ask("driss", "sheet.edit", sheet="s1", group="g1")
    assert sheet_of(day).group == "g1"


def test_its_table_its_photographer_and_facilitators_touch_a_sheet_and_nobody_else() -> None:
    day = day_with_a_sheet()
    for name in ("sheet.finish", "sheet.reopen", "sheet.withdraw", "sheet.restore"):
        assert day.refused("chloe", name, sheet="s1") == "group.foreign"
    for who, turn in (("amel", 90), ("driss", 180), (HOST, 270)):
        day.ask(who, "sheet.edit", sheet="s1", turn=turn)
    assert day.refused("amel", "sheet.edit", sheet="s1", turn=45) == "op.malformed"
    assert day.refused("amel", "sheet.edit", sheet="s1", group="nowhere") == "record.unknown"


def test_a_card_written_off_a_sheet_names_it_and_keeps_it_from_being_undone() -> None:
    day = day_with_a_sheet()
    added = next(entry for entry in day.entries if entry.name == "sheet.add")
    day.card("amel", "c1", sheet="s1", criterion=CRITERION)
    assert day.room.need(Card, "c1").sheet == "s1"
    assert day.refused("driss", "op.undo", op=added.op) == "op.changed-since"
    # Who only held the camera does not write for a table.
    assert (
        day.refused("driss", "card.write", card="c2", group="g1", kind=KIND, text="Non", sheet="s1")
        == "group.foreign"
    )
    day.ask("amel", "sheet.withdraw", sheet="s1")
    assert (
        day.refused("amel", "card.write", card="c2", group="g1", kind=KIND, text="Non", sheet="s1")
        == "record.withdrawn"
    )
    assert not day.room.need(Card, "c1").withdrawn


def test_what_a_person_without_a_phone_wrote_is_theirs_whoever_types_it() -> None:
    day = day_with_a_sheet(form="person", participant="basile")
    day.card(HOST, "c1", group="g1", sheet="s1")
    assert day.room.need(Card, "c1").author == "basile"
    day.ask("amel", "sheet.edit", sheet="s1", participant="")
    day.card(HOST, "c2", group="g1", sheet="s1")
    assert day.room.need(Card, "c2").author == HOST


def test_in_an_anonymous_room_no_sheet_says_whose_it_is() -> None:
    day = seated(Day())
    day.ask(HOST, "room.set", anonymous=True)
    day.ask("driss", "sheet.add", sheet="s1", file="f1", group="g1", participant="basile")
    assert sheet_of(day).participant is None
    day.ask("driss", "sheet.edit", sheet="s1", participant="basile")
    assert sheet_of(day).participant is None


@pytest.mark.parametrize(
    ("form", "reveal", "anonymous", "who"),
    [
        ("table", "always", False, {HOST, "amel", "basile", "chloe", "driss"}),
        ("table", "never", False, {HOST, "amel", "basile", "driss"}),
        ("table", "always", True, {HOST, "amel", "basile", "driss"}),
        ("person", "always", False, {HOST, "amel", "basile", "driss"}),
    ],
)
def test_r6_a_picture_of_handwriting_stays_with_its_table_where_it_could_tell_who_wrote(
    form: str, reveal: str, anonymous: bool, who: set[str]
) -> None:
    day = day_with_a_sheet(form=form)
    day.ask(HOST, "room.set", reveal=reveal, anonymous=anonymous)
    everybody = (HOST, "amel", "basile", "chloe", "driss", "screen", "reader")
    assert {name for name in everybody if sees(day, name)} == who


def test_r6_the_file_of_a_sheet_is_told_to_facilitators_alone_and_that_of_a_board_to_all() -> None:
    day = seated(Day())
    day.room.apply([Put("file", "f2", File(id="f2", name="", type="image/jpeg", size=1, use="sheet"))], 99)
    assert "f2" in day.sees(day.viewer(HOST))["file"]
    for viewer in (day.viewer("amel"), Viewer("screen"), Viewer("reader")):
        assert "f2" not in day.sees(viewer).get("file", {})


def test_a_table_with_a_sheet_is_not_taken_away() -> None:
    day = seated(Day())
    day.ask(HOST, "sheet.add", sheet="s1", file="f1", group="g3")
    assert day.refused(HOST, "group.remove", group="g3") == "group.not-empty"
