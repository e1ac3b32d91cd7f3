"""A room that is awake: ops come in, are decided in turns, written down, then answered and told."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from server.core import journal, sight
from server.core.asking import Entry
from server.core.records import Step
from server.live import turn
from server.live.answered import Answer
from server.store.database import Database
from server.store.errors import Unavailable
from server.store.log import Log, SqlLog
from server.store.memory_log import MemoryLog
from tests.core.world import HOST, plain
from tests.house import wait_until
from tests.live.hall import CODE, Hall, held, tables


class Moody(MemoryLog):
    """A log in memory that can be told to be unavailable, as a disk sometimes is, and to count."""

    def __init__(self) -> None:
        super().__init__()
        self.away = self.fault = False
        self.appends = 0
        self.before: Callable[[], None] = lambda: None

    def append(self, code: str, entries: Sequence[Entry]) -> None:
        self.before()
        if self.away:
            raise Unavailable("away")
        super().append(code, entries)
        self.appends += 1

    def read(self, code: str, after: int = 0) -> list[Entry]:
        if self.away:
            raise Unavailable("away")
        if self.fault:
            raise ValueError
        return super().read(code, after)


@pytest.fixture(params=["memory", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    if request.param == "memory":
        yield MemoryLog()
        return
    database = Database(f"sqlite:///{tmp_path}/recolte.db")
    database.migrate()
    yield SqlLog(database)
    database.close()


def card(hall: Hall, id: str, text: str = "Un texte") -> dict[str, object]:
    kind = hall.sees(hall.seat(HOST))["format"]["format"]["kinds"][0]["id"]  # type: ignore[index]
    return {"card": id, "group": None, "kind": kind, "text": text}


def written(hall: Hall) -> dict[str, dict[str, dict[str, object]]]:
    """The room as its log alone gives it."""
    return plain(journal.replay(CODE, hall.log.read(CODE)).records)


def test_r4_the_same_op_asked_again_is_done_once_and_answered_the_same(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    op = hall.op("card.write", card(hall, "c1"))
    for _ in range(3):
        hall.ask("amel", op)
    hall.turn()
    hall.ask("amel", op)
    hall.turn()
    first = hall.answers[op.id][0]
    assert first.ok is not None
    assert hall.answers[op.id] == [first] * 4
    assert [entry.op for entry in log.read(CODE)].count(op.id) == 1


def test_r4_a_refusal_asked_again_is_the_same_refusal(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    op = hall.op("card.edit", {"card": "c1", "text": "Un texte"})
    hall.ask("amel", op)
    hall.turn()
    hall.answer("amel", "card.write", **card(hall, "c1"))
    hall.ask("amel", op)
    hall.turn()
    assert hall.answers[op.id] == [Answer(refused="record.unknown", facts={"kind": "card", "id": "c1"})] * 2


def test_r4_a_refusal_asked_again_in_the_same_turn_is_the_same_refusal(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    hall.answer(HOST, "room.close")
    late = hall.op("card.write", card(hall, "c1"))
    hall.ask("amel", late)
    hall.ask(HOST, hall.op("room.reopen", {}))
    hall.ask("amel", late)
    hall.turn()
    assert [answer.refused for answer in hall.answers[late.id]] == ["room.closed"] * 2
    assert not hall.room.records["card"]


def test_r4_an_op_that_overtook_what_it_builds_on_is_not_refused_for_it(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    write = hall.op("card.write", card(hall, "c1"))
    edit = hall.op("card.edit", {"card": "c1", "text": "Mieux dit"}, after=[write.id])
    hall.ask("amel", edit)
    hall.turn()
    hall.ask("amel", write)
    hall.ask("amel", edit)
    hall.turn()
    assert [answer.wait for answer in hall.answers[edit.id]] == ["op.early", None]
    assert hall.answers[edit.id][1].ok is not None


def test_r4_an_op_after_one_that_was_refused_is_refused_for_good(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    write = hall.op("card.write", {**card(hall, "c1"), "kind": "nothing"})
    edit = hall.op("card.edit", {"card": "c1", "text": "Mieux dit"}, after=[write.id])
    for _ in range(2):
        hall.ask("amel", write)
        hall.ask("amel", edit)
        hall.turn()
    assert [answer.refused for answer in hall.answers[edit.id]] == ["record.unknown"] * 2


def test_r4_an_op_is_known_again_after_the_room_was_woken_from_its_log(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    op = hall.op("card.write", card(hall, "c1"))
    hall.ask("amel", op)
    hall.turn()
    woken = Hall(log, by_hand=True, open_room=False)
    woken.ask("amel", op)
    woken.turn()
    assert woken.answers[op.id] == hall.answers[op.id]


def test_r4_an_op_that_changed_nothing_is_not_decided_again_after_a_crash(log: Log) -> None:
    hall = tables(Hall(log, by_hand=True))
    hall.answer("amel", "hand.raise", raised=True)
    again = hall.op("hand.raise", {"raised": True})
    hall.ask("amel", again)
    hall.turn()
    assert hall.answers[again.id] == [Answer(ok=hall.room.seq - 1)], (
        "nobody is told of it, to wait for its number"
    )
    hall.answer("amel", "hand.raise", raised=False)
    woken = Hall(log, by_hand=True, open_room=False)
    woken.ask("amel", again)
    woken.turn()
    assert woken.answers[again.id] == hall.answers[again.id]
    assert not woken.room.records["hand"]


def test_r3_nothing_is_answered_or_told_before_it_is_written() -> None:
    log = Moody()
    hall = tables(Hall(log, by_hand=True))
    device = hall.seat("basile")
    op = hall.op("card.write", card(hall, "c1"))
    seen: list[tuple[int, int]] = []
    log.before = lambda: seen.append((len(device.heard), len(hall.answers[op.id])))
    hall.ask("amel", op)
    hall.turn()
    assert seen == [(0, 0)]
    assert (len(device.heard), len(hall.answers[op.id])) == (1, 1)


def test_a_turn_is_written_in_one_go() -> None:
    log = Moody()
    hall = tables(Hall(log, by_hand=True))
    before = log.appends
    for number in range(100):
        hall.ask("amel", hall.op("card.write", card(hall, f"c{number}")))
    hall.turn()
    assert log.appends == before + 1
    assert len(hall.room.records["card"]) == 100


def test_r1_memory_and_log_agree_after_a_storm_of_threads(log: Log) -> None:
    hall = tables(Hall(log))
    wait_until(lambda: hall.live.idle)
    template = card(hall, "c")
    devices = [hall.seat(name) for name in ("amel", "basile", "chloe")]

    def write(name: str) -> None:
        for number in range(25):
            answer = hall.answer(name, "card.write", **{**template, "card": f"{name}{number}"})
            assert answer.ok is not None

    writers = [threading.Thread(target=write, args=(name,)) for name in ("amel", "basile", "chloe", "driss")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    wait_until(lambda: hall.live.idle)
    assert len(hall.room.records["card"]) == 100
    assert written(hall) == plain(hall.room.records)
    for device in devices:
        assert held(device) == hall.sees(device)


def test_r5_two_processes_that_write_one_room_come_to_one_order(log: Log) -> None:
    one = tables(Hall(log))
    wait_until(lambda: one.live.idle)
    other = Hall(log, open_room=False)
    template = card(one, "c")
    device = other.seat("amel")

    def write(hall: Hall, name: str) -> None:
        for number in range(20):
            answer = hall.live.ask_and_wait(
                hall.op("card.write", {**template, "card": f"{name}{number}"}, id=f"{name}-op-{number:03}"),
                hall.actor(name),
            )
            assert answer.ok is not None, answer

    writers = [threading.Thread(target=write, args=pair) for pair in ((one, "amel"), (other, "basile"))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    for hall, name in ((one, "amel"), (other, "basile")):
        args = {**template, "card": f"last-{name}"}
        assert hall.live.ask_and_wait(hall.op("card.write", args, id=f"{name}-last"), hall.actor(name)).ok
    entries = log.read(CODE)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert len({entry.op for entry in entries}) == len(entries)
    assert len(other.room.records["card"]) == 42
    assert written(other) == plain(other.room.records)
    assert held(device) == other.sees(device)


def test_r5_a_room_that_another_process_writes_as_fast_is_not_one_that_cannot_be_written() -> None:
    hall = Hall(log := Moody(), by_hand=True)
    rival = Hall(log, by_hand=True, open_room=False)
    left = list(range(20))

    def lose() -> None:
        if left:
            number = left.pop()
            before, log.before = log.before, lambda: None
            rival.live.nudge()
            assert rival.answer(HOST, "group.add", group=f"r{number}", name=f"Table {number}").ok
            log.before = before

    log.before = lose
    op = hall.op("group.add", {"group": "g1", "name": "Table"}, id="op-ours")
    hall.ask(HOST, op)
    hall.turn()
    assert hall.answers[op.id] == [Answer(ok=22)]


def test_r14_where_nothing_can_be_written_nothing_changes_and_the_device_is_told_to_wait() -> None:
    log = Moody()
    hall = tables(Hall(log, by_hand=True))
    device = hall.seat("basile")
    before, seq = plain(hall.room.records), hall.room.seq
    op = hall.op("card.write", card(hall, "c1"))
    log.away = True
    hall.ask("amel", op)
    hall.ask("amel", hall.op("card.edit", {"card": "c1", "text": "Un autre"}))
    hall.turn()
    assert hall.answers[op.id] == [Answer(wait="storage.unavailable")]
    assert (plain(hall.room.records), hall.room.seq) == (before, seq)
    assert device.heard == []
    assert hall.live.storage_trouble
    log.away = False
    hall.ask("amel", op)
    hall.turn()
    assert hall.answers[op.id][-1].ok == seq + 1
    assert not hall.live.storage_trouble
    assert held(device) == hall.sees(device)


def test_r14_a_room_that_only_looked_while_the_log_was_away_is_not_one_that_could_not_write() -> None:
    # It would have been counted as one until somebody wrote, in a room that reads for hours.
    log = Moody()
    hall = tables(Hall(log, by_hand=True))
    log.away = True
    hall.live.nudge()
    hall.turn()
    assert not hall.live.storage_trouble


def test_r14_a_log_that_goes_while_another_process_was_first_does_not_stop_the_room() -> None:
    log = Moody()
    one = tables(Hall(log, by_hand=True))
    other = Hall(log, by_hand=True, open_room=False)
    one.answer("amel", "card.write", **card(one, "c1"))
    device = other.seat("basile")
    op = other.op("card.write", card(other, "c2"), id="op-other")
    super_append = MemoryLog.append

    def behind_then_gone(code: str, entries: Sequence[Entry]) -> None:
        log.away = True
        super_append(log, code, entries)

    log.append = behind_then_gone  # type: ignore[method-assign]
    other.ask("basile", op)
    other.turn()
    assert other.answers[op.id] == [Answer(wait="storage.unavailable")]
    del log.append
    log.away = False
    other.ask("basile", op)
    other.turn()
    assert other.answers[op.id][-1].ok is not None
    assert set(other.room.records["card"]) == {"c1", "c2"}
    assert held(device) == other.sees(device)


def test_r14_an_undo_that_cannot_look_into_the_log_waits() -> None:
    log = Moody()
    hall = tables(Hall(log, by_hand=True))
    op = hall.op("card.write", card(hall, "c1"))
    hall.ask("amel", op)
    hall.turn()
    log.away = True
    late, undo = hall.op("card.write", card(hall, "c2")), hall.op("op.undo", {"op": op.id})
    hall.ask("amel", late)
    hall.ask("amel", undo)
    hall.turn()
    assert hall.answers[undo.id] == [Answer(wait="storage.unavailable")]
    assert set(hall.room.records["card"]) == {"c1"}
    log.away = False
    for again in (late, undo):
        hall.ask("amel", again)
    hall.turn()
    assert hall.answers[undo.id][-1].ok is not None
    assert set(hall.room.records["card"]) == {"c2"}


def test_r3_a_fault_while_telling_does_not_turn_what_is_written_into_a_refusal() -> None:
    hall = tables(Hall(by_hand=True))
    device = hall.seat("basile")
    send, hall.live.fan_out._send = hall.live.fan_out._send, None  # type: ignore[assignment]
    answer = hall.answer("amel", "card.write", **card(hall, "c1"))
    assert answer.ok is not None
    hall.live.fan_out._send = send
    hall.answer(HOST, "room.edit", title="Un autre titre")
    assert device.behind, "who was not told sees the gap"
    hall.enter(device)
    assert held(device) == hall.sees(device)


def test_a_fault_in_one_turn_leaves_the_room_as_it_was_and_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    from server.live import turn

    hall = tables(Hall(by_hand=True))
    before = plain(hall.room.records)
    template = card(hall, "c1")

    def fault(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(turn, "inverse", fault)
        assert hall.answer("amel", "card.write", **template) == Answer(refused="server.fault")
    assert plain(hall.room.records) == before
    assert hall.answer("amel", "card.write", **template).ok is not None


def test_a_fault_in_reading_on_keeps_no_later_op_from_its_turn() -> None:
    hall = Hall(log := Moody(), by_hand=True)
    log.fault = True
    hall.live.nudge()
    hall.turn()
    log.fault = False
    assert hall.answer(HOST, "group.add", group="g1", name="Table").ok == 2


def test_who_comes_in_while_a_turn_is_being_written_gets_what_is_on_disk() -> None:
    log = Moody()
    hall = tables(Hall(log))
    wait_until(lambda: hall.live.idle)
    template = card(hall, "c1")
    gate = threading.Event()
    log.before = lambda: gate.wait(10) and None
    hall.ask("amel", hall.op("card.write", template))
    entered: list[int] = []
    guest = threading.Thread(target=lambda: entered.append(hall.seat("basile").seq or 0))
    time.sleep(0.05)
    guest.start()
    time.sleep(0.1)
    assert entered == [], "waits for the turn to be settled"
    gate.set()
    guest.join(10)
    assert entered == [log.read(CODE)[-1].seq]


@pytest.mark.parametrize("set_by", [-3_600_000, -3_000, 3_600_000])
def test_r6_what_is_written_while_nobody_is_named_stays_so_whatever_the_clock_is_set_to(
    set_by: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = tables(Hall(by_hand=True))
    real = turn.now
    hall.answer("amel", "card.write", **card(hall, "before"))
    hall.answer(HOST, "room.set", anonymous=True)
    hall.answer("amel", "card.write", **card(hall, "trusting-1"))
    monkeypatch.setattr(turn, "now", lambda: real() + set_by)
    hall.answer("amel", "card.write", **card(hall, "trusting-2"))
    monkeypatch.setattr(turn, "now", real)
    hall.answer("amel", "card.write", **card(hall, "trusting-3"))
    edited = hall.op("card.edit", {"card": "trusting-3", "text": "Un autre"})
    hall.ask("amel", edited)
    hall.turn()
    monkeypatch.setattr(turn, "now", lambda: real() - abs(set_by))
    hall.answer(HOST, "room.set", anonymous=False)
    shown = hall.sees(hall.seat(HOST))["card"]
    named = {id for id, one in shown.items() if one["author"] == "amel"}
    assert not named - {"before"}
    policy = sight.policy(hall.room.info)
    theirs = [entry for entry in hall.log.read(CODE) if entry.args.get("card", "").startswith("trusting")]
    assert [policy.names(entry) for entry in theirs] == [False] * 4


def test_a_step_that_is_begun_while_nobody_is_named_runs_by_the_clock_as_it_was_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hall = tables(Hall(by_hand=True))
    hall.answer(HOST, "room.set", anonymous=True)
    at = turn.now() - 3_600_000
    monkeypatch.setattr(turn, "now", lambda: at)
    step = next(iter(hall.room.all(Step)))
    hall.answer(HOST, "step.start", step=step.id)
    assert hall.room.need(Step, step.id).ends_at == at + step.minutes * 60_000
