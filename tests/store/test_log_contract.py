"""What every log promises, wherever it lives: in memory, in SQLite, in PostgreSQL."""

import threading
import time

import msgspec
import pytest

from server.core import journal
from server.core.records import Card
from server.store.errors import Behind
from server.store.log import NO_NOTICE, Grant, Log, Notice, Snapshot
from tests.core.world import HOST, Day, first_entry
from tests.store.rows import CODE, grant, opened, rows, seqs


def test_what_is_written_is_read_in_order_and_as_it_was(log: Log) -> None:
    opened(log)
    written = rows(5)
    log.append(CODE, written[:2])
    log.append(CODE, written[2:])
    read = log.read(CODE)
    assert seqs(read) == [1, 2, 3, 4, 5, 6]
    assert read[1:] == written
    assert seqs(log.read(CODE, after=4)) == [5, 6]
    assert log.read(CODE, after=6) == []


def test_a_room_is_woken_from_what_was_written(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(1))
    room = journal.replay(CODE, log.read(CODE))
    assert room.need(Card, "c1").text == "L’été, « 🌱 »"
    assert room.info.code == CODE


def test_rooms_do_not_meet(log: Log) -> None:
    opened(log)
    opened(log, "AAAAAA")
    log.append(CODE, rows(2))
    assert seqs(log.read("AAAAAA")) == [1]
    assert sorted(log.codes()) == [("AAAAAA", 1_000), (CODE, 1_000)]
    assert log.read("BBBBBB") == []
    assert (log.has_room(CODE), log.has_room("BBBBBB")) == (True, False)
    log.append("AAAAAA", rows(2))


def test_a_code_that_is_taken_is_not_given_again(log: Log) -> None:
    opened(log)
    with pytest.raises(Behind):
        opened(log)
    assert seqs(log.read(CODE)) == [1]


@pytest.mark.parametrize("after", [0, 1, 3], ids=["written already", "the last again", "with a gap"])
def test_r5_a_sequence_number_is_given_once_and_without_gaps(log: Log, after: int) -> None:
    opened(log)
    log.append(CODE, rows(1))
    with pytest.raises(Behind):
        log.append(CODE, rows(1, after=after, op="other"))
    assert seqs(log.read(CODE)) == [1, 2]


def test_r4_an_op_is_written_once(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(1))
    again = msgspec.structs.replace(rows(1)[0], seq=3)
    with pytest.raises(Behind):
        log.append(CODE, [again])
    assert seqs(log.read(CODE)) == [1, 2]


def test_r3_a_turn_is_written_whole_or_not_at_all(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(1))
    fine, twice = rows(1, after=2)[0], msgspec.structs.replace(rows(1)[0], seq=4)
    with pytest.raises(Behind):
        log.append(CODE, [fine, twice])
    assert seqs(log.read(CODE)) == [1, 2]
    log.append(CODE, [fine])


def test_r5_of_two_writers_one_is_first_and_the_other_is_told(log: Log) -> None:
    opened(log)
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def write(name: str) -> None:
        start.wait()
        for number in range(10):
            try:
                log.append(CODE, rows(1, after=1 + number, op=name))
            except Behind:
                outcomes.append("behind")
            else:
                outcomes.append("first")

    writers = [threading.Thread(target=write, args=(f"w{i}",)) for i in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    read = seqs(log.read(CODE))
    assert read == list(range(1, len(read) + 1))
    assert outcomes.count("first") == len(read) - 1
    assert len(outcomes) == 40


def test_one_op_is_found_by_the_id_that_its_device_gave_it(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(2))
    found = log.find_op(CODE, "op-3")
    assert found is not None
    assert (found.seq, found.actor, found.seat) == (3, HOST, "facilitator")
    assert log.find_op(CODE, "op-9") is None
    assert log.find_op("AAAAAA", "op-3") is None


def test_the_clock_of_the_database_is_compared_with_this_machines(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    if log.clock_ahead() is None:  # it is this machine's
        return
    set_back = time.time_ns() - 90_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: set_back)
    assert abs((log.clock_ahead() or 0) - 90_000) < 2_000


def test_one_op_is_found_by_its_number(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(2))
    found = log.find_at(CODE, 3)
    assert found is not None
    assert (found.seq, found.op) == (3, "op-3")
    assert log.find_at(CODE, 9) is None
    assert log.find_at("AAAAAA", 3) is None


def test_a_token_opens_what_it_was_made_for_until_it_is_revoked(log: Log) -> None:
    opened(log)
    device = Grant(hash=b"d" * 32, room=CODE, seat="participant", participant="amel", made_at=5, ends_at=50)
    log.add_grant(device)
    assert log.find_grant(b"d" * 32) == device
    assert (device.holds(49), device.holds(50)) == (True, False)
    assert {found.hash for found in log.grants(CODE)} == {b"d" * 32, grant().hash}
    log.revoke(b"d" * 32, 20)
    revoked = log.find_grant(b"d" * 32)
    assert revoked is not None
    assert not revoked.holds(20)
    assert log.find_grant(b"e" * 32) is None


def test_erasing_a_room_leaves_nothing_of_it_and_all_of_the_others(log: Log) -> None:
    opened(log)
    opened(log, "AAAAAA")
    log.erase(CODE, 5_000)
    assert (log.read(CODE), log.grants(CODE), log.has_room(CODE)) == ([], [], False)
    assert log.find_grant(grant().hash) is None
    assert seqs(log.read("AAAAAA")) == [1]
    assert log.grants("AAAAAA") != []


def test_of_an_erased_room_the_day_is_known_until_it_comes_back_or_is_forgotten(log: Log) -> None:
    opened(log)
    assert log.erased_at(CODE) is None
    log.erase(CODE, 5_000)
    log.erase(CODE, 6_000)
    assert log.erased_at(CODE) == 6_000
    opened(log)
    assert log.erased_at(CODE) is None
    log.erase(CODE, 7_000)
    log.forget_erased(7_000)
    assert log.erased_at(CODE) == 7_000
    log.forget_erased(7_001)
    assert log.erased_at(CODE) is None


def test_what_is_noted_of_a_rooms_end_is_kept_until_it_is_no_longer_so_or_the_room_is_gone(log: Log) -> None:
    opened(log)
    opened(log, "AAAAAA")
    log.keep_notice(CODE, Notice(near_from=1))
    log.keep_notice(CODE, Notice(near_from=1, ahead_from=2))
    log.keep_notice("AAAAAA", Notice(near_from=3))
    assert log.notices() == {CODE: Notice(near_from=1, ahead_from=2), "AAAAAA": Notice(near_from=3)}
    assert log.notice(CODE) == Notice(near_from=1, ahead_from=2)
    log.keep_notice("AAAAAA", NO_NOTICE)
    log.erase(CODE, 5_000)
    log.keep_notice(CODE, Notice(near_from=6))
    assert log.notices() == {}
    assert log.notice(CODE) == Notice()


def test_a_long_day_with_odd_texts_comes_back_as_it_was(log: Log) -> None:
    log.open_room(CODE, "journee-capitalisation", [first_entry()], [])
    odd = [
        msgspec.structs.replace(row, args={"text": text, "many": [1, None, {"é": True}]})
        for row, text in zip(rows(4), ["\x00", "🌱" * 2_000, "'; DROP TABLE log; --", ""], strict=True)
    ]
    log.append(CODE, odd)
    assert log.read(CODE, after=1) == odd
    log.ping()


def test_the_ops_that_changed_a_record_are_found_by_its_name_alone(log: Log) -> None:
    opened(log)
    day = Day()
    for id in ("c_1", "cx1", "c2"):
        day.card(HOST, id, 'un texte qui dit "card","c_1"', group=None)
    day.ask(HOST, "card.edit", card="c_1", text="corrigé")
    made = [msgspec.structs.replace(e, seq=n) for n, e in enumerate(day.entries[1:], start=2)]
    log.append(CODE, made)
    assert seqs(log.touching(CODE, [("card", "c_1")])) == [2, 5]
    assert seqs(log.touching(CODE, [("card", "cx1"), ("room", "room")])) == [1, 3]
    assert log.touching(CODE, [("statement", "c_1")]) == []
    assert log.touching("BBBBBB", [("card", "c_1")]) == []


def test_a_token_leads_to_a_share_until_its_room_is_erased(log: Log) -> None:
    opened(log)
    opened(log, "AAAAAA")
    log.keep_share(b"1" * 32, CODE, "l1")
    log.keep_share(b"1" * 32, CODE, "l1")
    log.keep_share(b"2" * 32, "AAAAAA", "l1")
    assert log.find_share(b"1" * 32) == (CODE, "l1")
    assert log.find_share(b"3" * 32) is None
    log.erase(CODE, 5_000)
    assert log.find_share(b"1" * 32) is None
    assert log.find_share(b"2" * 32) == ("AAAAAA", "l1")


def test_a_snapshot_is_kept_of_what_is_in_the_log_and_of_nothing_else(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(2))
    first, second = (Snapshot(seq=seq, op=f"op-{seq}", body=bytes([seq]) * 9) for seq in (2, 3))
    assert log.snapshot(CODE) is None
    for snapshot in (first, second):
        log.keep_snapshot(CODE, snapshot)
        assert log.snapshot(CODE) == snapshot
    log.keep_snapshot(CODE, Snapshot(seq=3, op="another", body=b"x"))
    log.keep_snapshot(CODE, Snapshot(seq=4, op="op-4", body=b"x"))
    log.keep_snapshot("BBBBBB", second)
    assert (log.snapshot(CODE), log.snapshot("BBBBBB")) == (second, None)
    log.drop_snapshot(CODE)
    assert log.snapshot(CODE) is None


def test_a_snapshot_is_erased_with_its_room_and_does_not_come_back(log: Log) -> None:
    opened(log)
    log.append(CODE, rows(1))
    kept = Snapshot(seq=2, op="op-2", body=b"what people wrote")
    log.keep_snapshot(CODE, kept)
    log.erase(CODE, 5_000)
    assert log.snapshot(CODE) is None
    log.keep_snapshot(CODE, kept)
    assert log.snapshot(CODE) is None
