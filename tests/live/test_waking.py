"""Waking a room: a snapshot and its tail lead where the whole log leads; one that does not fit is passed over."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core import journal, whole
from server.core.asking import Entry
from server.core.op_ids import OpIds
from server.core.records import Card
from server.core.room import Room
from server.live import waking
from server.live.answered import Answer
from server.store.database import Database
from server.store.errors import Unavailable
from server.store.log import Log, Snapshot, SqlLog
from server.store.memory_log import MemoryLog
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
    assert len(woken.in_log) == len(entries)
    assert all(entry.op in woken.in_log for entry in entries)
    assert list(woken.latest) == list(entries[woken.kept - 1 :])


class Away(MemoryLog):
    """A log whose ops cannot be read for a while."""

    away = False

    def find_op(self, code: str, op: str) -> Entry | None:
        if self.away:
            raise Unavailable("away")
        return super().find_op(code, op)


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[Log]:
    database = Database(f"sqlite:///{tmp_path}/recolte.db")
    database.migrate()
    yield SqlLog(database)
    database.close()


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


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that keeps the answers to three ops, as after a long day those to two thousand."""
    monkeypatch.setattr("server.live.answered.REMEMBERED", 3)
    monkeypatch.setattr("server.live.waking.REMEMBERED", 3)


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("woken", ["awake all along", "woken from its log", "woken from a snapshot"])
def test_r4_an_op_that_a_phone_sends_again_hours_later_is_done_once_and_answered_the_same(
    sql: Log, woken: str
) -> None:
    hall = tables(Hall(sql, by_hand=True))
    late = [
        hall.op("note.write", {"note": "late", "text": "Écrit dans le train"}),
        # What would be refused now: somebody else has dropped the note meanwhile.
        hall.op("note.drop", {"note": "late"}),
    ]
    for op in late:
        hall.ask(HOST, op)
        hall.turn()
    for number in range(60):
        hall.answer(HOST, "note.write", note=f"n{number}", text="La journée continue")
    if woken != "awake all along":
        if woken == "woken from a snapshot":
            hall.live.keep(least=0)
        hall.live.load()
    before = sql.read(CODE)
    for op in late:
        hall.ask(HOST, op)
    new = hall.op("note.write", {"note": "new", "text": "Et un de plus"})
    hall.ask(HOST, new)
    hall.turn()
    for op, entry in zip(late, before[-62:], strict=False):
        first, again = hall.answers[op.id]
        assert first == again == Answer(ok=entry.seq)
    assert [entry.op for entry in sql.read(CODE)] == [*(entry.op for entry in before), new.id]
    assert "late" not in hall.room.records["note"]


@pytest.mark.usefixtures("forgetful")
def test_r4_where_the_log_cannot_be_asked_an_old_op_is_told_to_wait_and_answered_later() -> None:
    log = Away()
    hall = tables(Hall(log, by_hand=True))
    op = hall.op("note.write", {"note": "late", "text": "Écrit dans le train"})
    hall.ask(HOST, op)
    hall.turn()
    for number in range(5):
        hall.answer(HOST, "note.write", note=f"n{number}", text="La journée continue")
    seq = hall.room.seq
    log.away = True
    hall.ask(HOST, op)
    hall.turn()
    log.away = False
    hall.ask(HOST, op)
    hall.turn()
    first, meanwhile, again = hall.answers[op.id]
    assert meanwhile == Answer(wait="storage.unavailable")
    assert first == again
    assert hall.room.seq == seq


def test_what_is_known_of_ops_tells_each_from_others_however_many_come_at_once() -> None:
    known = OpIds()
    for many in (1, 3, 200, 7, 1_000):
        fresh = [f"op-{len(known)}-{number}" for number in range(many)]
        assert not any(op in known for op in fresh)
        known.add(fresh)
        again = OpIds(known.packed())
        assert all(op in known and op in again for op in fresh)
    assert len(known.packed()) == 8 * 1_211


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
