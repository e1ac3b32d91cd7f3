"""A backup taken while people write, and what their devices make of a server that was restored from it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from server.demo.phone import Phone
from tests.faults.test_kill import devices_of, kind_of, rows
from tests.house import ROOT, OpenRoom, Server, card

pytestmark = pytest.mark.faults


def command(server: Server, *words: str) -> str:
    """Run a command on a server's data folder; give what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "server", *words],
        cwd=ROOT,
        env={"DATA_DIR": str(server.data)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def moved(room: OpenRoom, server: Server) -> OpenRoom:
    """The same room as another server serves it."""
    room.base = server.base
    return room


def test_a_backup_taken_while_people_write_is_the_room_as_it_was_at_one_instant(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept.tar.gz"
    with Server(tmp_path / "first") as first:
        room = first.open_room()
        kind, devices = kind_of(room), devices_of(room, 4)
        for number in range(120):
            devices[number % 4].write("card.write", card(kind, None))
            time.sleep(0.005)
            if number == 60:
                before = dict(rows(first, room))
                taking = subprocess.Popen(
                    [sys.executable, "-m", "server", "backup", str(kept)],
                    cwd=ROOT,
                    env={"DATA_DIR": str(first.data)},
                )
        while taking.poll() is None:
            devices[0].write("card.write", card(kind, None))
            time.sleep(0.005)
        assert taking.returncode == 0
        for device in devices:
            device.leave(30)
            device.look()
        after = rows(first, room)
        ahead = Phone(room.base, room.join("Qui part en avance")[1]).connect()
        ahead.leave()
    second = Server(tmp_path / "second")
    assert "1 rooms" in command(second, "restore", str(kept))
    with second:
        back = rows(second, moved(room, second))
        assert before.items() <= back.items() <= after.items()
        assert sorted(seq for seqs in back.values() for seq in seqs) == list(range(1, len(back) + 1))
        # The tokens of the room's links came with it.
        console = room.facilitator()
        assert len(console.of("card")) <= sum(len(device.asked) for device in devices)
        assert console.ask("group.add", group="g1", name="Après")
        console.leave()


def test_a_device_that_is_ahead_of_a_restored_server_is_told_so_and_holds_what_the_server_holds(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept.tar.gz"
    with Server(tmp_path / "first") as first:
        room = first.open_room()
        kind = kind_of(room)
        phone = room.phone()
        phone.ask("card.write", **card(kind, None, text="Gardé"))
        command(first, "backup", str(kept))
        lost = card(kind, None, text="Écrit après")
        held = phone.ask("card.write", **lost)
        phone.await_seq(held)
        mark = phone.send_raw("enter", {"since": held})["mark"]
        assert "other" not in phone.send_raw("enter", {"since": held, "mark": mark})
        phone.leave()
    second = Server(tmp_path / "second")
    command(second, "restore", str(kept))
    with second:
        again = Phone(second.base, phone.token)
        again.records, again.seq = phone.records, phone.seq
        again.connect()
        reply = again.send_raw("enter", {"since": held})
        assert "snapshot" in reply, "what the device holds is no ground to build on"
        assert int(str(reply["seq"])) < held
        assert [c["text"] for c in again.of("card").values()] == ["Gardé"]
        # What it still has of what the server lost may be written again under the same id.
        assert again.ask("card.write", **lost) == held
        # By then the numbers are the same; another device that held the lost ones learns it by its mark.
        reply = again.send_raw("enter", {"since": held, "mark": mark})
        assert (reply["other"], "snapshot" in reply) == (True, True)
        assert "other" not in again.send_raw("enter", {"since": held, "mark": reply["mark"]})
        again.leave()
