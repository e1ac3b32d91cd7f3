"""A phone that stops reading is cut and comes back; a hole in the network of a whole hall leaves nothing behind."""

import json
import socket
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
import websocket

from server.demo.phone import Phone
from tests.faults.servers import Forked, Nursery
from tests.faults.test_kill import devices_of, kind_of
from tests.fuzz.link import CALM
from tests.fuzz.pages import Pages
from tests.fuzz.schedule import Event, Person, Plan
from tests.fuzz.trial import Trial
from tests.house import OpenRoom, card, wait_until

pytestmark = pytest.mark.faults
MEGABYTE = 1_000_000


def devices_in(server: Forked) -> int:
    """How many devices the server believes to be in a room."""
    with urllib.request.urlopen(server.base + "/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return int(float(next(line for line in lines if line.startswith("recolte_devices ")).split()[1]))


def comes_in_and_stops_reading(room: OpenRoom, token: str) -> tuple[websocket.WebSocket, int]:
    """Let a phone in that has little room for what it does not read; give what it holds by then."""
    address = room.base.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    small = ((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),)
    line = websocket.create_connection(address, timeout=10, sockopt=small)
    line.recv()
    line.send("40" + json.dumps({"token": token}))
    line.recv()
    line.send('420["enter",{"since":null}]')
    said = ""
    while not said.startswith("430"):
        said = str(line.recv())
    return line, int(json.loads(said[3:])[0]["seq"])


def test_r13_r17_a_phone_that_stops_reading_is_cut_at_little_cost_and_resumes(
    nursery: Nursery, data: Path
) -> None:
    with Forked(nursery, data) as server:
        room = server.open_room()
        kind, devices = kind_of(room), devices_of(room, 4)
        wait_until(lambda: devices_in(server) == 4)
        before = psutil.Process(server.pid).memory_info().rss
        tokens = [room.join(f"Qui n’écoute plus {number}")[1] for number in range(5)]
        slow = [comes_in_and_stops_reading(room, token) for token in tokens]
        wait_until(lambda: devices_in(server) == 9)
        began = time.monotonic()
        while devices_in(server) > 4:
            assert time.monotonic() - began < 12, "it is let go within ten seconds"
            for device in devices:
                device.write("card.write", card(kind, None, text="un long texte " * 120))
            time.sleep(0.05)
        for device in devices:
            device.leave(30)
        assert psutil.Process(server.pid).memory_info().rss - before < 60 * MEGABYTE
        fresh = room.phone("Qui arrive après")
        for (line, held), token in zip(slow, tokens, strict=True):
            line.close()
            again = Phone(room.base, token)
            again.connect()
            reply = again.send_raw("enter", {"since": held})
            assert "frames" in reply, "what it missed is enough"
            assert again.of("card") == fresh.of("card")
            again.leave()
        fresh.leave()


def a_hole(devices: int) -> Plan:
    """A room in which the network of the whole hall is gone for ten seconds, while everybody writes on."""
    people = [Person("d0", "facilitator", "d0", twin=False, skew=0)]
    people += [
        Person(f"d{number}", "participant", f"d{number}", twin=number % 5 == 0, skew=0)
        for number in range(1, devices)
    ]
    events = []
    for person in people:
        events += [Event(5.0, "hole", person.name), Event(15.0, "mended", person.name, {"cut": False})]
    for number in range(devices * 3):
        args = {"card": f"card-{number}", "group": None, "kind": "$kind", "text": f"pendant le trou {number}"}
        act = {"op": "card.write", "args": args, "base": None, "after": 0, "text": args["text"], "tab": 0}
        events.append(Event(2.0 + 15.0 * number / (devices * 3), "act", f"d{number % devices}", act))
    return Plan(0, CALM, people, sorted(events, key=lambda event: event.at), 18.0)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_r8_r19_ten_seconds_without_network_in_a_room_of_a_hundred_leave_nothing_behind(
    nursery: Nursery,
) -> None:
    with Pages() as pages:
        trial = Trial(a_hole(100), nursery, pages)
        assert trial.play() == []
        assert trial.figures["rows"] > 300
