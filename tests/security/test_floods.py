"""Floods that bring a new connection for each that is cut, and crumbs that cost a turn of the loop each."""

import io
import json
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from types import SimpleNamespace

import pytest
import websocket
from flask import Flask
from flask_socketio import SocketIO

from server.demo.phone import Phone
from server.greenlets import MOST_PIECES, MOST_SILENT, Bounded, Hall, Pieces
from server.settings import Settings
from server.web.guard import BURST, MOST_STRANGE, Guard
from server.web.penance import MOST_LINGERING, linger
from tests.house import OpenRoom, Server, card, wait_until
from tests.security.frames import bare, guest, stranger
from tests.security.test_wire import CLOSED, is_closed

HALL, ELSEWHERE = "203.0.113.20", "203.0.113.21"
SAID = '42["here",{"writing":null}]'


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets an address open a connection a second, and sixty at once."""
    data = tmp_path_factory.mktemp("floods") / "var"
    with Server(data, ASYNC_MODE=request.param, SOCKETS_PER_ADDRESS="1") as running:
        yield running
        assert ("threading.unbounded" in running.wrote()) == (request.param == "threading")
        assert "Traceback" not in running.wrote(), running.wrote()[-3_000:]


@pytest.fixture(scope="module")
def room(house: Server) -> OpenRoom:
    return house.open_room()


@pytest.fixture
def witness(room: OpenRoom) -> Iterator[Phone]:
    """A phone that works on whatever happens."""
    phone = room.phone("Témoin")
    kind = phone.first_kind()
    yield phone
    assert phone.connected
    assert phone.ask("card.write", **card(kind, None))
    phone.leave()


def only_eventlet(house: Server) -> None:
    if house.settings["ASYNC_MODE"] == "threading":
        pytest.skip("threading bounds each wait, not their number: docs/security.md says so")


def says(wire: websocket.WebSocket, times: int) -> None:
    """Say a small thing so many times, as far as the other side takes it."""
    with suppress(*CLOSED):
        for _ in range(times):
            wire.send(SAID)


def test_r13_a_new_connection_brings_a_person_no_fresh_budget(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    _, token = room.join("Brouillon")
    first = guest(house.base, token)
    says(first, 5_000)
    assert is_closed(first)
    second = guest(house.base, token)
    says(second, 2_000)  # of a fresh budget this would be less
    assert is_closed(second)
    other = guest(house.base, room.join("Affairé")[1])
    says(other, 1_000)
    other.send('427["clock",null]')
    said = ""
    while not said.startswith("437"):
        said = str(other.recv())
    other.shutdown()


def test_r13_an_address_that_opens_connections_without_end_is_turned_away_and_no_other_is(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    held = [stranger(house.base, HALL) for _ in range(BURST)]

    def one_more() -> None:
        while True:
            held.append(stranger(house.base, HALL))

    with pytest.raises(websocket.WebSocketBadStatusException):
        one_more()
    stranger(house.base, ELSEWHERE).shutdown()
    for wire in held:
        wire.shutdown()


def test_three_hundred_phones_behind_one_address_come_back_twice() -> None:
    assert BURST * Settings().sockets_per_address >= 600


def test_r13_what_is_too_large_is_told_so_unread(house: Server, room: OpenRoom, witness: Phone) -> None:
    wire = guest(house.base, room.join("Brouillon")[1])
    wire.send('427["op",' + "[" * 200_000)  # no JSON at all: who reads it closes the connection
    said = ""
    while not said.startswith("437"):
        said = str(wire.recv())
    told = json.loads(said[3:])[0]
    assert told["refused"] == "op.too-large"
    assert told["facts"] == {"size": 200_008, "limit": 65_536}
    wire.send('428["clock",null]')
    while not said.startswith("438"):
        said = str(wire.recv())
    wire.shutdown()


def test_r13_who_shows_no_token_says_little(house: Server, witness: Phone) -> None:
    wire = stranger(house.base)
    says(wire, MOST_STRANGE + 1)
    assert is_closed(wire, within=8), "sooner than for want of a token"


def test_r13_a_message_of_crumbs_is_cut(house: Server, room: OpenRoom, witness: Phone) -> None:
    only_eventlet(house)
    token = room.join("Brouillon")[1]
    torn = guest(house.base, token)
    torn.sock.sendall(b"\x81\xfe\xff\xff\0\0\0\0")  # type: ignore[union-attr]
    torn.settimeout(0.01)
    ended = False
    for _ in range(20_000):
        try:
            ended = torn.sock.recv(4_096) == b""  # type: ignore[union-attr]
        except TimeoutError:
            with suppress(OSError):
                torn.sock.sendall(b"a")  # type: ignore[union-attr]
        except OSError:
            ended = True
        if ended:
            break
    assert ended
    frayed = guest(house.base, token)
    with suppress(*CLOSED):
        frayed.send_frame(websocket.ABNF.create_frame("42", websocket.ABNF.OPCODE_TEXT, fin=0))
        for _ in range(300):
            frayed.send_frame(websocket.ABNF.create_frame("a", websocket.ABNF.OPCODE_CONT, fin=0))
    assert is_closed(frayed)
    wait_until(lambda: house.wrote().count("crumbs") >= 1)


def unfinished(wire: websocket.WebSocket, piece: int, most: int) -> None:
    """Send pieces of one message that never ends, at most so many bytes, and see the connection closed."""
    sent = 0
    with suppress(*CLOSED):
        wire.send_frame(websocket.ABNF.create_frame("42", websocket.ABNF.OPCODE_TEXT, fin=0))
        while sent < most:
            wire.send_frame(websocket.ABNF.create_frame("x" * piece, websocket.ABNF.OPCODE_CONT, fin=0))
            sent += piece
    assert is_closed(wire)


def test_r13_of_a_stranger_no_message_is_gathered(house: Server, witness: Phone) -> None:
    only_eventlet(house)
    wrote = house.wrote().count("unfinished")
    wire = stranger(house.base)
    wire.send_frame(websocket.ABNF.create_frame("4" + "x" * 9_000, websocket.ABNF.OPCODE_TEXT, fin=0))
    assert is_closed(wire, within=8), "sooner than for want of a token"
    wait_until(lambda: house.wrote().count("unfinished") == wrote + 1)


def test_r13_what_is_never_finished_is_counted_as_it_comes_whatever_the_number_of_connections(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    only_eventlet(house)
    token = room.join("Brouillon")[1]
    unfinished(guest(house.base, token), 100_000, 30_000_000)
    wrote = house.wrote().count("unfinished")
    assert wrote >= 1
    wires = [guest(house.base, token) for _ in range(4)]
    for wire in wires:
        unfinished(wire, 2_000_000, 2_000_000)
    wait_until(lambda: house.wrote().count("unfinished") == wrote + 4)


def test_r13_an_op_that_a_weak_link_brings_in_many_packets_is_done(
    house: Server, room: OpenRoom, witness: Phone
) -> None:
    wire = guest(house.base, room.join("Lente")[1])
    said = '427["clock",null' + " " * 60_000 + "]"
    frame = websocket.ABNF.create_frame(said, websocket.ABNF.OPCODE_TEXT).format()
    for start in range(0, len(frame), 1_400):
        wire.sock.sendall(frame[start : start + 1_400])  # type: ignore[union-attr]
    answered = ""
    while not answered.startswith("437"):
        answered = str(wire.recv())
    wire.shutdown()


def test_in_a_hall_whose_messages_are_never_finished_only_who_brings_more_than_people_do_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    socket = SocketIO(Flask("hall"), async_mode="threading")
    guard = Guard(socket)
    monkeypatch.setattr(guard._server.manager, "sid_from_eio_sid", lambda connection, _: connection)
    guard.person_of = lambda sid: f"person of {sid}"
    for name in [*(f"stranger {n}" for n in range(20)), "friend"]:
        guard._came[name] = (HALL, 0.0)
    guard._came["elsewhere"] = (ELSEWHERE, 0.0)
    ended = [next(n for n in range(100) if not guard.may_hold(f"stranger {of}", 100_000)) for of in range(20)]
    assert max(ended) >= 40, "alone, one may bring four megabytes"
    assert min(ended) <= 2, "not where all together brought sixty-four"
    assert all(guard.may_hold("friend", 1_400) for _ in range(50))
    assert all(guard.may_hold("elsewhere", 100_000) for _ in range(40))
    assert not guard.may_hold("gone", 1)


def test_r13_a_head_in_some_pieces_is_answered_and_one_in_crumbs_is_let_go(house: Server) -> None:
    only_eventlet(house)
    with bare(house.base) as wire:
        for piece in (b"GET /health HT", b"TP/1.1\r\nHo", b"st: x\r\nConnection: close\r\n", b"\r\n"):
            wire.sendall(piece)
            wire.settimeout(0.05)
            with suppress(TimeoutError):
                assert wire.recv(1) == b"H"
        wire.settimeout(30)
        answered = wire.recv(4_096)
        assert b"200 OK" in answered
    with bare(house.base) as wire:
        wire.settimeout(0.05)
        for letter in b"GET /health HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 4_000:
            try:
                if wire.recv(4_096) == b"":
                    break
            except TimeoutError:
                with suppress(OSError):
                    wire.sendall(bytes([letter]))
            except OSError:
                break
        else:
            pytest.fail("it was read to its end")


class Drip(io.RawIOBase):
    """Gives a byte at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.given += 1
        buffer[:1] = b"a"
        return 1


class Body:
    """What comes eight seconds after it is asked for, and crumbs of it never."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
        self.at = 0.0
        self._piece = piece
        monkeypatch.setattr("server.greenlets.time", SimpleNamespace(monotonic=lambda: self.at))

    def read(self, size: int) -> bytes:
        self.at += 8
        return b"a" * min(self._piece, size)


@pytest.mark.parametrize(("piece", "comes"), [(65_536, 2_000_000), (10, 160)], ids=["a photograph", "crumbs"])
def test_a_body_may_take_as_long_as_a_weak_line_and_no_longer(
    monkeypatch: pytest.MonkeyPatch, piece: int, comes: int
) -> None:
    patience: list[float] = []
    monkeypatch.setattr(
        "server.greenlets.eventlet.Timeout", lambda most, _: patience.append(most) or nullcontext()
    )
    body = Bounded(Body(monkeypatch, piece))  # type: ignore[arg-type]
    came = 0
    while came < comes:
        came += len(body.read(65_536))
    assert (min(patience) > 100) == (piece > 10)
    assert (patience[-1] < 1) == (piece == 10)


def test_who_says_a_byte_at_a_time_is_read_a_few_times_further_and_further_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("server.greenlets.eventlet", SimpleNamespace(sleep=waited.append))
    drip = Drip()
    pieces = Pieces(drip)
    read = io.BufferedReader(pieces)
    pieces.head()
    assert read.readline() == b"a" * MOST_PIECES
    assert drip.given == MOST_PIECES
    assert pieces.spent
    assert waited == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]
    pieces.body()
    waited.clear()
    assert read.read(5) == b"aaaaa"
    assert waited == [0.1] * 4, "a body in crumbs is read ten times a second"


class Wire:
    """A connection of which it is known whether it was shut."""

    def __init__(self) -> None:
        self.shut = False

    def shutdown(self, how: int) -> None:
        self.shut = True


def test_of_many_who_ask_nothing_the_oldest_is_let_go_and_who_has_asked_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hour = [0.0]
    monkeypatch.setattr("server.greenlets.time", SimpleNamespace(monotonic=lambda: hour[0]))
    hall = Hall()
    wires = [Wire() for _ in range(2 * MOST_SILENT)]
    for wire in wires:
        hall.waits_for(HALL, wire)
    assert not any(wire.shut for wire in wires), "a whole hall may come at once"
    hall.asked(HALL, wires[0])
    hour[0] = 5.0
    late = [Wire(), Wire()]
    hall.waits_for(HALL, late[0])
    hall.waits_for(ELSEWHERE, late[1])
    assert [wire.shut for wire in wires[:3]] == [False, True, False]
    assert not any(wire.shut for wire in late)


def test_in_a_hall_that_says_too_much_only_who_says_more_than_people_do_is_cut() -> None:
    socket = SocketIO(Flask("essai"), async_mode="threading")
    socket.server.on("here", lambda *_: None)
    guard = Guard(socket)
    guard.person_of = lambda sid: sid

    def comes(connection: str, address: str) -> str:
        assert guard.connect(connection, {"REMOTE_ADDR": address}) is None
        socket.server.manager.connect(connection, "/")
        return connection

    def wrong(connection: str) -> str | None:
        return guard._wrong(connection, '2["here",null]')

    calm, other = comes("calm", HALL), comes("other", ELSEWHERE)
    loud = [comes(f"loud{number}", HALL) for number in range(30)]
    found = [wrong(connection) for connection in loud for _ in range(1_900)]
    assert "flood" in found
    assert [wrong(calm) for _ in range(100)] == [None] * 100
    assert [wrong(other) for _ in range(1_000)] == [None] * 1_000


def test_no_more_than_some_refusals_wait_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    depth = [0]

    def while_waiting(seconds: float) -> None:
        depth[0] += 1
        if depth[0] <= 2 * MOST_LINGERING:
            linger()

    monkeypatch.setattr("server.web.penance.time", SimpleNamespace(sleep=while_waiting))
    linger()
    assert depth[0] == MOST_LINGERING
