"""The server dies in each phase of a turn: what then stands in the log, and what the devices make of it."""

from pathlib import Path

import pytest

from tests.faults.device import Device
from tests.faults.servers import Forked, Nursery
from tests.faults.test_kill import devices_of, everything_arrived_once, kind_of, rows
from tests.house import card, wait_until

pytestmark = pytest.mark.faults


def theirs(written: dict[str, list[int]], devices: list[Device]) -> set[str]:
    """The ops of these devices that stand in the log."""
    return {op for device in devices for op in device.asked if op in written}


def acknowledged(devices: list[Device]) -> set[str]:
    return {op for device in devices for op in device.acknowledged}


@pytest.mark.parametrize(
    ("phase", "written_and_not_told"),
    [
        ("before-write", False),
        ("in-write", False),
        ("before-frame", True),
        ("before-answer", True),
        ("after-answer", False),
    ],
)
def test_r3_r19_a_server_that_dies_in_any_phase_of_a_turn_loses_nothing_and_doubles_nothing(
    nursery: Nursery, data: Path, phase: str, written_and_not_told: bool
) -> None:
    with Forked(nursery, data) as server:
        room = server.open_room()
        kind, devices = kind_of(room), devices_of(room, 4)
        server.kill()
        server.die = (phase, 5)
        server.start()
        for number in range(200):
            devices[number % 4].write("card.write", card(kind, None))
        server.await_end(30)
        wait_until(lambda: not any(device.line and device.line.connected for device in devices))
        written = theirs(rows(server, room), devices)
        assert acknowledged(devices) <= written, "an acknowledgement means: on disk"
        if written_and_not_told:
            assert written - acknowledged(devices), "it died between the disk and the answer"
        elif phase != "after-answer":
            assert written == acknowledged(devices), "it died before the turn was on disk"
        assert any(device.outbox for device in devices)
        server.die = None
        server.start()
        for device in devices:
            device.leave(60)
        everything_arrived_once(server, room, devices)
