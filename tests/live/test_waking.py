"""Waking a room: a snapshot and its tail lead where the whole log leads; one that does not fit is passed over."""

import zlib
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core import journal, whole
from server.core.records import Card
from server.core.room import Room
from server.live import waking
from server.store.log import Snapshot
from tests.core.histories import Move, made, moves, person
from tests.core.world import HOST
from tests.live.hall import CODE, Hall, tables


def plain(room: Room) -> dict[str, object]:
    """All of a room that decisions and sights may depend on."""
    return {
        "seq": room.seq,
        "records": {kind: list(records.items()) for kind, records in room.records.items()},
        "owned": {person: theirs for person, theirs in room.owned.items() if theirs},
        "versions": {key: [tuple(v) for v in versions] for key, versions in room.versions.items()},
    }


def play(hall: Hall, history: list[Move]) -> None:
    for number, move in enumerate(history):
        known = [entry.op for entry in hall.log.read(CODE)]
        name, args, base = made(hall.room, move, f"r{len(known)}-{number}", known)
        hall.ask(person(move), hall.op(name, args, base))
        hall.turn()


@given(st.lists(moves, max_size=12), st.lists(moves, max_size=6))
@settings(max_examples=80, deadline=None)
def test_r1_a_snapshot_and_what_came_after_lead_where_the_whole_log_leads(
    before: list[Move], after: list[Move]
) -> None:
    hall = tables(Hall(by_hand=True))
    play(hall, before)
    hall.live.keep(least=0)
    play(hall, after)
    entries = hall.log.read(CODE)
    woken = waking.wake(hall.log, CODE)
    assert 0 < woken.kept <= woken.room.seq
    assert plain(woken.room) == plain(journal.replay(CODE, entries))
    assert woken.ops == {entry.op: entry.seq for entry in entries}
    assert list(woken.ops) == [entry.op for entry in entries]


@pytest.fixture
def hall() -> Hall:
    hall = tables(Hall(by_hand=True))
    hall.answer(HOST, "note.write", note="n1", text="Un mot")
    hall.live.keep(least=0)
    return hall


def changed(hall: Hall, how: Callable[[Snapshot], Snapshot]) -> None:
    found = hall.log.snapshot(CODE)
    assert found is not None
    hall.log._snapshots[CODE] = how(found)  # type: ignore[attr-defined]


def other_shape(found: Snapshot) -> Snapshot:
    body = zlib.decompress(found.body).replace(whole.shape().encode(), b"0" * 20)
    return msgspec.structs.replace(found, body=zlib.compress(body))


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(other_shape, id="of other shapes of records"),
        pytest.param(lambda found: msgspec.structs.replace(found, body=found.body[:-9]), id="cut short"),
        pytest.param(lambda found: msgspec.structs.replace(found, body=b""), id="empty"),
        pytest.param(lambda found: msgspec.structs.replace(found, op="another"), id="of another log"),
        pytest.param(lambda found: msgspec.structs.replace(found, seq=found.seq - 1), id="of another seq"),
        pytest.param(lambda found: msgspec.structs.replace(found, seq=10_000), id="ahead of the log"),
    ],
)
def test_r1_a_snapshot_that_does_not_fit_is_passed_over(
    hall: Hall, how: Callable[[Snapshot], Snapshot]
) -> None:
    assert waking.wake(hall.log, CODE).kept
    changed(hall, how)
    woken = waking.wake(hall.log, CODE)
    assert woken.kept == 0
    assert plain(woken.room) == plain(journal.replay(CODE, hall.log.read(CODE)))


def test_r4_an_op_from_before_the_snapshot_is_still_done_once(hall: Hall) -> None:
    op = hall.op("note.write", {"note": "n2", "text": "Un autre"})
    hall.ask(HOST, op)
    hall.turn()
    hall.live.keep(least=0)
    hall.live.load()
    assert hall.live._kept == hall.room.seq
    hall.ask(HOST, op)
    hall.turn()
    first, second = hall.answers[op.id]
    assert first == second
    assert first.ok is not None


def test_r10_an_op_from_before_the_snapshot_can_be_undone(hall: Hall) -> None:
    hall.answer(HOST, "note.write", note="n3", text="À défaire")
    op = hall.log.read(CODE)[-1].op
    hall.live.keep(least=0)
    hall.live.load()
    assert hall.answer(HOST, "op.undo", op=op).ok is not None
    assert "n3" not in hall.room.records["note"]


def test_a_snapshot_is_kept_of_a_room_that_is_busy_and_seldom_of_one_that_rests(hall: Hall) -> None:
    before = hall.log.snapshot(CODE)
    hall.answer(HOST, "note.write", note="n4", text="Encore un")
    hall.live.keep()
    assert hall.log.snapshot(CODE) == before
    hall.live.keep(least=1)
    after = hall.log.snapshot(CODE)
    assert after is not None
    assert before is not None
    assert after.seq > before.seq


def test_the_shape_of_records_says_when_one_of_them_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    today = whole.shape()

    class Fuller(Card, frozen=True, kw_only=True):
        colour: str = "vert"

    monkeypatch.setitem(whole.KINDS, "card", Fuller)
    whole.shape.cache_clear()
    try:
        assert whole.shape() != today
    finally:
        monkeypatch.undo()
        whole.shape.cache_clear()
    assert whole.shape() == today
