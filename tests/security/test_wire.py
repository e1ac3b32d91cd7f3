"""Hostile wires: what nobody of ours would send costs its sender the connection, and nobody else anything."""

import json
import os
import random
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest
import websocket

from server.demo.phone import Phone
from server.greenlets import MOST_CONNECTIONS, MOST_FROM_ONE, Hall
from server.web.guard import OURS
from tests.house import ROOT, OpenRoom, Server, card, wait_until
from tests.security.frames import Frame, bare, frames, guest, stranger
from tests.security.polls import Stranger

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0.08"))
"""How long frames are made up: five seconds by default, `make fuzz-wire` asks for more."""

CLOSED = (websocket.WebSocketException, OSError)


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in each mode, to be ill-treated."""
    with Server(tmp_path_factory.mktemp("wire") / "var", ASYNC_MODE=request.param) as running:
        yield running


@pytest.fixture(scope="module")
def room(house: Server) -> OpenRoom:
    return house.open_room()


@pytest.fixture
def witness(house: Server, room: OpenRoom) -> Iterator[Phone]:
    """A phone that works on whatever happens, and is never disconnected."""
    phone = room.phone("Témoin")
    kind = phone.first_kind()
    yield phone
    assert phone.connected
    assert phone.ask("card.write", **card(kind, None))
    assert house.healthy()
    assert "Traceback" not in house.wrote(), house.wrote()[-3_000:]
    phone.leave()


def is_closed(wire: websocket.WebSocket, within: float = 12.0) -> bool:
    """Whether the other side closes a socket in time (seconds), whatever else it says first."""
    until = time.monotonic() + within
    wire.settimeout(1)
    while time.monotonic() < until:
        try:
            said = wire.recv()
        except websocket.WebSocketTimeoutException:
            continue
        except CLOSED:
            return True
        if said == "2":
            wire.send("3")
        elif said in ("", b""):
            return True
    return False


def throw(house: Server, token: str, some: list[Frame]) -> None:
    """Send frames, on a fresh connection wherever the last one was closed."""
    wire: websocket.WebSocket | None = None
    for how, what in some:
        if how == "post":
            post(house, str(what))
            continue
        try:
            wire = wire or guest(house.base, token)
            if how == "raw":
                wire.sock.sendall(what)  # type: ignore[union-attr]
                wire.shutdown()
                wire = None
            elif how == "binary":
                wire.send_binary(what)
            else:
                wire.send(what)
        except CLOSED:
            wire = None
    if wire is not None:
        wire.shutdown()


def post(house: Server, body: str) -> None:
    """Open a polling session and send it a body."""
    address = f"{house.base}/socket.io/?EIO=4&transport=polling"
    with suppress(OSError):
        with urllib.request.urlopen(address, timeout=10) as opened:
            sid = json.loads(opened.read()[1:])["sid"]
        sent = urllib.request.Request(f"{address}&sid={sid}", body.encode("utf-8", "replace"), method="POST")
        urllib.request.urlopen(sent, timeout=10).close()


def test_r13_no_frame_that_can_be_made_up_stops_the_process_or_disturbs_the_others(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    until = time.monotonic() + MINUTES * 60
    seed = int(os.environ.get("FUZZ_SEED", random.randrange(10**9)))
    _, token = room.join("Brouillon")
    sent = 0
    while time.monotonic() < until:
        throw(house, token, frames(seed, 40))
        assert house.healthy(), f"FUZZ_SEED={seed}"
        assert witness.connected, f"FUZZ_SEED={seed}"
        seed, sent = seed + 1, sent + 40
        if sent % 400 == 0:
            _, token = room.join("Brouillon")
    assert sent >= 40
    print(f"{sent} frames")  # noqa: T201 - what the long run is for


def poll(house: Server, token: str, seed: int) -> int:
    """Ill-treat long-polling for a seed; give how many things were done."""
    return Stranger(house.base, token, seed).play(20)


def test_r13_no_poll_that_can_be_made_up_stops_the_process_or_disturbs_the_others(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    until = time.monotonic() + MINUTES * 60
    seed = int(os.environ.get("FUZZ_SEED", random.randrange(10**9)))
    slow = room.phone("Témoin sans WebSocket", ["polling"])
    kind = slow.first_kind()
    _, token = room.join("Brouillon")
    sent = 0
    while sent == 0 or time.monotonic() < until:
        with ThreadPoolExecutor() as pool:
            played = pool.map(partial(poll, house, token), range(seed, seed + 4))
            sent += sum(played)
        assert house.healthy(), f"FUZZ_SEED={seed}"
        assert witness.connected, f"FUZZ_SEED={seed}"
        assert slow.connected, f"FUZZ_SEED={seed}"
        seed += 4
        if sent % 400 == 0:
            _, token = room.join("Brouillon")
    assert slow.ask("card.write", **card(kind, None))
    slow.leave()
    print(f"{sent} polls")  # noqa: T201 - what the long run is for


def test_r13_a_message_in_endless_frames_is_too_large(house: Server, witness: Phone) -> None:
    wire = stranger(house.base)
    piece = "x" * 500_000
    with suppress(*CLOSED):
        wire.send_frame(websocket.ABNF.create_frame("4" + piece, websocket.ABNF.OPCODE_TEXT, fin=0))
        for _ in range(40):
            wire.send_frame(websocket.ABNF.create_frame(piece, websocket.ABNF.OPCODE_CONT, fin=0))
    assert is_closed(wire)


def test_r13_attachments_are_not_gathered(house: Server, room: OpenRoom, witness: Phone) -> None:
    wire = guest(house.base, room.join("Brouillon")[1])
    wire.send('459999999-["op",{"_placeholder":true,"num":0}]')
    assert is_closed(wire)


def test_r13_who_floods_is_cut_and_who_writes_much_is_not(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    busy = guest(house.base, room.join("Affairé")[1])
    for _ in range(1_000):
        busy.send('42["here",{"writing":null}]')
    wire = guest(house.base, room.join("Brouillon")[1])
    with suppress(*CLOSED):
        for _ in range(6_000):
            wire.send('42["here",{"writing":null}]')
    assert is_closed(wire)
    busy.send('420["enter",{"since":0}]')
    said = ""
    while not said.startswith("430"):
        said = str(busy.recv())
    busy.shutdown()


def test_r13_a_flood_of_pings_is_cut(house: Server, witness: Phone) -> None:
    if house.settings["ASYNC_MODE"] == "threading":
        pytest.skip("answered by the library's own threads")
    wire = stranger(house.base)
    with suppress(*CLOSED):
        for _ in range(2_000):
            wire.ping()
    assert is_closed(wire)


def test_r13_entering_without_end_is_told_to_wait(house: Server, room: OpenRoom, witness: Phone) -> None:
    phone = room.phone("Amel")
    replies = [phone.send_raw("enter", {"since": None}) for _ in range(40)]
    assert "snapshot" in replies[5]
    assert replies[-1] == {"wait": "op.too-many"}
    phone.leave()


def test_r13_who_shows_no_token_is_let_go_and_may_not_say_much(house: Server, witness: Phone) -> None:
    silent, loud, knocking = (stranger(house.base) for _ in range(3))
    loud.send("40" + json.dumps({"token": "x" * 10_000}))
    assert is_closed(loud)
    with suppress(*CLOSED):
        for number in range(20):
            knocking.send("40" + json.dumps({"token": f"essai {number}"}))
    assert is_closed(knocking)
    assert is_closed(silent, within=25)


SLOW = {
    "a first line that does not end": b"GET / HT",
    "headers that do not end": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
    "nothing": b"",
}


def test_r13_who_is_slow_to_ask_is_let_go(house: Server, witness: Phone) -> None:
    """One byte every half second, for as long as the server takes it."""
    if house.settings["ASYNC_MODE"] == "threading":
        pytest.skip("threading bounds each wait, not their sum: docs/security.md says so")

    def drip(first: bytes) -> float:
        began = time.monotonic()
        with bare(house.base) as wire:
            wire.sendall(first)
            wire.settimeout(0.5)
            while time.monotonic() - began < 40:
                try:
                    if wire.recv(100) == b"":
                        break
                except TimeoutError:
                    with suppress(OSError):
                        wire.sendall(b"a" if first else b"")
                except OSError:
                    break
        return time.monotonic() - began

    with ThreadPoolExecutor() as pool:
        waited = dict(zip(SLOW, pool.map(drip, SLOW.values()), strict=True))
    assert {name: seconds for name, seconds in waited.items() if seconds > 25} == {}


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_r13_a_page_of_elsewhere_opens_neither_a_socket_nor_a_session(house: Server, transport: str) -> None:
    path = f"/socket.io/?EIO=4&transport={transport}"
    if transport == "polling":
        asked = urllib.request.Request(house.base + path, headers={"Origin": "https://ailleurs.example"})
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(asked, timeout=5)
        assert refusal.value.code == 400
        assert refusal.value.headers.get("Access-Control-Allow-Origin") is None
    else:
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(
                house.base.replace("http", "ws") + path, origin="https://ailleurs.example", timeout=5
            )


def test_r13_a_body_that_is_too_large_is_refused_before_it_is_read(house: Server, room: OpenRoom) -> None:
    asked = urllib.request.Request(
        f"{house.base}/api/rooms/{room.code}/join", b'{"name": "' + b"x" * 2_000_000 + b'"}', method="POST"
    )
    # Refused with an answer, or closed while we were still sending.
    with pytest.raises(OSError) as refusal:
        urllib.request.urlopen(asked, timeout=10)
    assert getattr(refusal.value, "code", 413) == 413
    wait_until(house.healthy)


def test_what_the_door_answers_passes_the_guard() -> None:
    source = (ROOT / "server" / "web" / "socket.py").read_text("utf-8")
    events = set(re.findall(r'server\.on\("(\w+)"', source)) - {"connect", "disconnect"}
    assert events
    for event in events:
        assert OURS.match(f'21["{event}",{{}}]'), event
        assert OURS.match(f'2["{event}",null]'), event


def test_r13_connections_are_counted_by_address_and_in_all() -> None:
    hall = Hall()
    assert all(hall.comes("192.0.2.1") for _ in range(MOST_FROM_ONE))
    assert not hall.comes("192.0.2.1"), "one address has had enough"
    assert hall.comes("192.0.2.2")
    for _ in range(MOST_FROM_ONE):
        hall.leaves("192.0.2.1")
    assert hall.comes("192.0.2.1"), "and may come again"
    assert all(hall.comes("127.0.0.1") for _ in range(MOST_CONNECTIONS - 2))
    assert not hall.comes("192.0.2.3"), "the house is full"
