"""The disk is full, the database is held by somebody else: the room waits, says so, reads on, and recovers."""

import resource
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.live.ids import new_id
from tests.faults.device import Device
from tests.faults.servers import Forked, Nursery
from tests.faults.test_kill import everything_arrived_once, kind_of
from tests.house import card, wait_until

pytestmark = pytest.mark.faults


@contextmanager
def no_room_on_the_disk(server: Forked) -> Iterator[None]:
    """Let no file of the server's grow: the kernel refuses the write, as it does on a disk that is full.

    A limit on the process (RLIMIT_FSIZE) needs no rights, and can be lifted while the process runs.
    """
    largest = max(file.stat().st_size for file in server.data.iterdir() if file.is_file())
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    write_ahead = server.data / "recolte.db-wal"
    size = write_ahead.stat().st_size if write_ahead.exists() else largest
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def held_by_another(server: Forked) -> Iterator[None]:
    """Let somebody else hold the database for writing."""
    other = sqlite3.connect(server.data / "recolte.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def health(server: Forked) -> int:
    try:
        with urllib.request.urlopen(server.base + "/health", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("trouble", [no_room_on_the_disk, held_by_another])
def test_r14_where_nothing_can_be_written_ops_wait_and_reading_goes_on_until_it_can_again(
    nursery: Nursery, data: Path, trouble: object
) -> None:
    with Forked(nursery, data) as server:
        room = server.open_room()
        kind = kind_of(room)
        devices = [Device(room.base, room.join(f"Appareil {n}")[1]).start() for n in range(3)]
        late = room.join("Qui arrive pendant la panne")[1]
        for device in devices:
            device.write("card.write", card(kind, None))
        wait_until(lambda: not any(device.outbox for device in devices))
        with trouble(server):  # type: ignore[operator]
            for device in devices:
                for _ in range(20):
                    device.write("card.write", card(kind, None))
            wait_until(lambda: all(device.waits for device in devices), 20, "the devices being told to wait")
            assert health(server) == 503, "who watches the instance is told"
            reader = Device(room.base, late)
            reader.look()
            assert len(reader.records["card"]) == 3, "what was there can be read"
            assert all(len(device.acknowledged) == 1 for device in devices)
        for device in devices:
            device.leave(30)
        assert health(server) == 200
        everything_arrived_once(server, room, devices)


@pytest.mark.parametrize("trouble", [no_room_on_the_disk, held_by_another])
def test_r14_all_is_said_to_be_well_again_though_nobody_writes(
    nursery: Nursery, data: Path, trouble: object
) -> None:
    with Forked(nursery, data) as server:
        room = server.open_room()
        phone = room.phone()
        op = {"id": new_id(), "name": "card.write", "args": card(kind_of(room), None)}
        with trouble(server):  # type: ignore[operator]
            wait_until(lambda: phone.send_raw("op", op) == {"wait": "storage.unavailable"}, 20)
            assert health(server) == 503
        phone.leave()
        wait_until(lambda: health(server) == 200, 20, "the instance saying that all is well")
