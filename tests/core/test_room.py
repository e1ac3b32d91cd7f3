"""The room: what applying changes does, what taking back restores, and what a log leads to."""

import msgspec
import pytest
from hypothesis import given

from server.core import journal
from server.core.asking import inverse
from server.core.records import Card, Group, Participant, Vote
from server.core.refusals import Refused
from server.core.room import Drop, Patch, Put, Room, drop, patch, put
from server.core.sight import Viewer
from tests.core.histories import Move, furnished, histories, play, seated
from tests.core.world import HOST, Day, opened, plain, replayed


def card(id: str = "c1", text: str = "Un texte", **more: object) -> Card:
    fields = {"step": None, "group": "g1", "experience": None, "criterion": None, "kind": "appui", **more}
    return msgspec.convert({"id": id, "text": text, **fields}, Card)


def picture(room: Room) -> dict[str, dict[str, object]]:
    return {kind: dict(records) for kind, records in room.records.items()}


def test_every_record_carries_the_sequence_number_of_its_last_change() -> None:
    room = Room("K7MPQ2")
    room.apply([put(card())], 1)
    room.apply([Patch("card", "c1", {"text": "Un autre"})], 2)
    assert room.need(Card, "c1").rev == 2
    assert room.seq == 2


def test_changes_that_do_not_all_fit_change_nothing() -> None:
    room = Room("K7MPQ2")
    room.apply([put(card())], 1)
    before = picture(room)
    with pytest.raises(Refused, match=r"record\.unknown"):
        room.apply([Patch("card", "c1", {"text": "Un autre"}), Patch("card", "c2", {"text": "?"})], 2)
    with pytest.raises(TypeError):
        room.apply([Patch("card", "c1", {"text": "Un autre"}), Patch("card", "c1", {"colour": "red"})], 2)
    assert picture(room) == before
    assert (room.seq, room.text_at("card", "c1", 9)) == (1, "Un texte")


def test_a_room_remembers_the_text_that_somebody_had_before_their_eyes() -> None:
    room = Room("K7MPQ2")
    room.apply([put(card(text="un"))], 1)
    room.apply([patch(room.need(Card, "c1"), kind="frein")], 2)
    room.apply([patch(room.need(Card, "c1"), text="deux")], 3)
    assert [room.text_at("card", "c1", seq) for seq in range(5)] == [None, "un", "un", "deux", "deux"]


def test_what_a_person_wrote_is_found_without_a_search() -> None:
    room = Room("K7MPQ2")
    room.apply([put(card(author="amel")), put(Vote(id="v", on="card/c1", weight=1, participant="amel"))], 1)
    assert room.owned["amel"] == {("card", "c1"), ("vote", "v")}
    room.apply([Drop("vote", "v")], 2)
    assert room.owned["amel"] == {("card", "c1")}


def test_a_room_that_was_never_opened_is_not_known() -> None:
    with pytest.raises(Refused, match=r"room\.unknown"):
        _ = Room("K7MPQ2").info


def test_a_record_is_only_found_under_its_own_kind() -> None:
    day = Day()
    assert day.room.find(Participant, HOST) is not None
    assert day.room.find(Card, HOST) is None
    assert day.room.find(Card, None) is None


@given(histories())
def test_r1_the_state_is_what_applying_the_log_in_order_gives(history: list[Move]) -> None:
    day = furnished(Day())
    for move in history:
        play(day, move)
    again = replayed(day)
    assert again.seq == day.room.seq
    assert plain(picture(again)) == plain(day.picture())
    assert again.owned.keys() >= {person for person, owned in day.room.owned.items() if owned}


@given(histories(20))
def test_taking_back_leaves_no_trace(history: list[Move]) -> None:
    day = furnished(Day())
    seq, before = day.room.seq, day.picture()
    owned = {person: set(records) for person, records in day.room.owned.items() if records}
    texts = {key: list(versions) for key, versions in day.room.versions.items()}
    done = len(day.done)
    for move in history:
        play(day, move)
    for happened in reversed(day.done[done:]):
        day.room.take_back(happened.touched, seq)
    assert (day.room.seq, day.picture()) == (seq, before)
    assert {person: records for person, records in day.room.owned.items() if records} == owned
    assert {key: versions for key, versions in day.room.versions.items() if versions} == texts


def test_r14_an_erasure_that_could_not_be_written_leaves_the_text_its_past() -> None:
    day = seated(Day())
    day.card("amel", "c1", "un deux trois")
    seen = day.room.seq
    day.ask("amel", "card.edit", card="c1", text="un deux trois quatre")
    before = day.room.seq
    day.ask("amel", "record.erase", kind="card", id="c1")
    day.room.take_back(day.done[-1].touched, before)
    day.ask("basile", "card.edit", seen, card="c1", text="zéro un deux trois")
    assert day.room.need(Card, "c1").text == "zéro un deux trois quatre"


@given(histories())
def test_what_is_written_down_reads_the_same(history: list[Move]) -> None:
    day = furnished(Day())
    for move in history:
        play(day, move)
    for entry in day.entries:
        for changes in (entry.changes, entry.before):
            again = journal.decode(journal.encode(changes))
            assert [type(change) for change in again] == [type(change) for change in changes]
            assert journal.encode(again) == journal.encode(changes)


def test_a_row_of_a_later_version_is_read_without_what_this_one_does_not_know() -> None:
    read = journal.decode('[["patch","card","c1",{"text":"Un texte","colour":"red"}]]')
    assert read == [Patch("card", "c1", {"text": "Un texte"})]


@pytest.mark.parametrize(
    "raw",
    [
        '[["put","card","c1"]]',
        '[["move","card","c1",{}]]',
        '[["drop","planet","x"]]',
        '[["patch","card",1,{}]]',
        "[7]",
    ],
)
def test_what_is_not_a_change_is_not_read_as_one(raw: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        journal.decode(raw)


def test_the_inverse_of_opening_leaves_an_empty_room() -> None:
    room = Room("K7MPQ2")
    back = inverse(room.apply(opened(), 1))
    room.apply(back, 2)
    assert all(not records for records in room.records.values())


def test_a_put_on_a_record_replaces_it_whole() -> None:
    room = Room("K7MPQ2")
    room.apply([put(card(domains=["individuel"]))], 1)
    touched = room.apply([Put("card", "c1", card(text="Neuf"))], 2)
    assert room.need(Card, "c1").domains == []
    room.apply(inverse(touched), 3)
    assert room.need(Card, "c1").domains == ["individuel"]


def test_a_viewer_of_a_class_is_nobody_in_particular() -> None:
    assert Viewer("participant", "g1", "amel").of_class == Viewer("graphic", "g1", "basile").of_class
    assert Viewer("facilitator", "g1", "amel").of_class == Viewer("facilitator")


def test_of_two_tables_in_one_place_the_one_made_first_comes_first_also_where_it_came_back() -> None:
    first, second = Group(id="g1", order=3, name="Table 3"), Group(id="g2", order=3, name="Table 3 bis")
    room = Room("VN7K4P")
    room.apply([put(first), drop(first), put(second), put(first)], 1)
    assert [group.id for group in room.all(Group)] == ["g2", "g1"]
    assert [group.id for group in room.in_order(Group)] == ["g1", "g2"]
