"""A cluster whose parts die: processes, Valkey, PostgreSQL. Nothing acknowledged is lost, nothing is done twice.

`make fuzz-cluster KILLS=100` kills longer.
"""

import os
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.cluster.cluster import Cluster
from server.demo.phone import Phone, RefusedByServer
from server.live.ids import new_id
from server.settings import read_settings
from server.store.database import Database
from server.store.log import SqlLog
from tests.cluster.conftest import at_processes, open_room
from tests.faults.device import Device
from tests.house import OpenRoom, card, wait_until

pytestmark = [pytest.mark.services, pytest.mark.faults, pytest.mark.slow]
KILLS = int(os.environ.get("KILLS", "3"))
SEED = int(os.environ.get("SEED", "6"))


@pytest.fixture
def log(whole: Cluster) -> Iterator[SqlLog]:
    """The log that all processes share, read beside them."""
    database = Database(read_settings({"DATABASE_URL": whole.postgres.url}).database_url)
    yield SqlLog(database)
    database.close()


def devices_behind_nginx(cluster: Cluster, room: OpenRoom, count: int) -> list[Device]:
    """People whose phones come through nginx, as everybody's do."""
    tokens = [room.join(f"Appareil {number}")[1] for number in range(count)]
    return [Device(cluster.base, token, room.code).start() for token in tokens]


def devices_divided(cluster: Cluster, room: OpenRoom, count: int) -> list[Device]:
    """People of one room half of whom come in by each process, which then both write it."""
    tokens = [room.join(f"Appareil {number}")[1] for number in range(count)]
    bases = [process.base for process in cluster.processes]
    return [Device(bases[n % len(bases)], token, room.code).start() for n, token in enumerate(tokens)]


def kind_of(room: OpenRoom) -> str:
    console = room.facilitator()
    kind = console.first_kind()
    console.leave()
    return kind


def everything_arrived_once(log: SqlLog, room: OpenRoom, devices: list[Device]) -> None:
    """Check the log against what the devices asked and were told, then the devices against each other."""
    with ThreadPoolExecutor(len(devices)) as together:
        list(together.map(lambda device: device.leave(60), devices))
    entries = log.read(room.code)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    seqs = {entry.op: entry.seq for entry in entries}
    assert len(seqs) == len(entries)
    for device in devices:
        assert device.refused == {}
        assert device.outbox == []
        assert device.acknowledged.keys() == set(device.asked)
        assert all(seqs[op] == seq for op, seq in device.acknowledged.items())
        device.look()
    fresh = room.phone("Qui arrive après")
    assert len(fresh.records["card"]) == sum(len(device.asked) for device in devices)
    for device in devices:
        wait_until(lambda device=device: looked(device) == fresh.records["card"])
    fresh.leave()


def looked(device: Device) -> object:
    device.look()
    return device.records["card"]


Come = Callable[[Cluster, OpenRoom, int], list[Device]]


@pytest.mark.timeout(120 + 10 * KILLS)
@pytest.mark.parametrize("come", [devices_behind_nginx, devices_divided])
def test_r19_processes_killed_in_turn_under_load_lose_nothing_and_double_nothing(
    whole: Cluster, log: SqlLog, come: Come
) -> None:
    """Fault: kill -9 of one process after the other while people write, one of them always left.

    Expected: who was there comes back by the other process with their outbox; each op is in the log
    once, every device holds the same in the end.
    """
    chance = random.Random(SEED)
    room = open_room(whole.base)
    kind, devices = kind_of(room), come(whole, room, 6)
    for turn in range(KILLS):
        until = time.monotonic() + chance.uniform(0.1, 0.5)
        while time.monotonic() < until:
            chance.choice(devices).write("card.write", card(kind, None))
            time.sleep(0.01)
        victim = whole.processes[turn % 2]
        victim.kill()
        for device in devices:
            device.write("card.write", card(kind, None))
        victim.launch().answered()
    everything_arrived_once(log, room, devices)


def test_two_processes_that_write_one_room_under_load_keep_one_order(whole: Cluster, log: SqlLog) -> None:
    """Fault: a room is written by two processes at once. Expected: one order; the second reads, and decides again."""
    room = open_room(whole.base)
    kind, devices = kind_of(room), devices_divided(whole, room, 8)
    for _ in range(40):
        for device in devices:
            device.write("card.write", card(kind, None))
        time.sleep(0.01)
    everything_arrived_once(log, room, devices)


def divided_pair(cluster: Cluster, room: OpenRoom) -> tuple[Phone, Phone]:
    """A phone at each process, of two people of one room."""
    one, two = (
        Phone(process.base, room.join("Amel")[1], room.code).connect() for process in cluster.processes
    )
    return one, two


def test_valkey_gone_and_back_costs_seconds_and_nothing_else(whole: Cluster, log: SqlLog) -> None:
    """Fault: Valkey is stopped while a room is divided, and started again.

    Expected: writing goes on at once everywhere; what the others write arrives within the seconds after
    which a process looks by itself; when Valkey is back, words go at once again, and presence is right.
    """
    room = open_room(whole.base)
    kind = kind_of(room)
    one, two = divided_pair(whole, room)
    people = {str(phone.me["participant"]): 1 for phone in (one, two)}
    wait_until(lambda: one.here == two.here == people)
    whole.valkey.stop()
    for number in range(4):
        seq = (one, two)[number % 2].ask("card.write", **card(kind, None))
    for phone in (one, two):
        phone.await_seq(seq, patience=15)
    whole.valkey.start()
    third = Phone(whole.processes[0].base, room.join("Chloé")[1], room.code).connect()
    people[str(third.me["participant"])] = 1
    wait_until(lambda: one.here == two.here == people, 15, "everybody's knowing of everybody")
    began = time.monotonic()
    one.await_seq(two.ask("card.write", **card(kind, None)))
    assert time.monotonic() - began < 2.5, "by word, and not by looking"
    for phone in (one, two, third):
        phone.leave()
    assert one.of("card") == two.of("card")


def test_r14_postgresql_gone_and_back_lets_people_wait_and_read_and_needs_no_restart(whole: Cluster) -> None:
    """Fault: PostgreSQL is stopped and started again under people who write.

    Expected: ops are answered `wait`, with nothing changed on any screen; who is in the room goes on
    reading, and may enter anew; both processes say that they are not well; with PostgreSQL back, the
    same ops are done, once.
    """
    room = open_room(whole.base)
    kind = kind_of(room)
    one, two = divided_pair(whole, room)
    seq = one.ask("card.write", **card(kind, None))
    two.await_seq(seq)
    whole.postgres.stop()
    ops = [{"id": new_id(), "name": "card.write", "args": card(kind, None)} for _ in range(6)]
    for number, op in enumerate(ops):
        assert (one, two)[number % 2].send_raw("op", op) == {"wait": "storage.unavailable"}
    for phone in (one, two):
        assert phone.send_raw("enter", {"since": seq})["seq"] == seq
    for process in whole.processes:
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(process.base + "/health")
    with pytest.raises(RefusedByServer, match=r"storage\.unavailable"):
        room.join("Qui arrive maintenant")
    pids = [process.pid for process in whole.processes]
    whole.postgres.start()
    # A room that could not write says so until it has written again: phones ask again, as ours do.
    for phone, op in ((one, ops[0]), (two, ops[1])):
        wait_until(lambda phone=phone, op=op: "ok" in phone.send_raw("op", op))
    wait_until(whole.healthy)
    done = [(one, two)[number % 2].send_raw("op", op) for number, op in enumerate(ops)]
    assert all("ok" in answer for answer in done), done
    assert [(two, one)[number % 2].send_raw("op", op) for number, op in enumerate(ops)] == done
    for phone in (one, two):
        phone.await_seq(seq + 6)
        assert len(phone.of("card")) == 7
        phone.leave()
    assert [process.pid for process in whole.processes] == pids


def test_a_process_that_stands_still_is_passed_over_and_takes_up_again(whole: Cluster) -> None:
    """Fault: a process is frozen (SIGSTOP) for longer than the others wait, then goes on.

    Expected: who is at the other one sees its people go within ten seconds, and come again afterwards.
    """
    room = open_room(whole.base)
    kind = kind_of(room)
    one, two = divided_pair(whole, room)
    amel = str(two.me["participant"])
    wait_until(lambda: one.here.get(amel) == 1)
    whole.processes[1].pause()
    try:
        wait_until(lambda: amel not in one.here, 11, "the silent process's people being let go")
        seq = one.ask("card.write", **card(kind, None))
    finally:
        whole.processes[1].go_on()
    again = Phone(whole.processes[1].base, two.token, room.code).connect()
    again.await_seq(seq)
    wait_until(lambda: amel in one.here)
    for phone in (one, two, again):
        phone.leave()
    wait_until(lambda: sum(at_processes(whole)) == 0, 15)
