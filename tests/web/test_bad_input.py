"""Bad input: an answer with a code to the one who sent it; the connection, the room and the others stay up."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
import websocket

from server.core.refusals import CODES
from server.demo.phone import Phone, RefusedByServer, call
from server.live.ids import new_id
from tests.house import OpenRoom, Server, card
from tests.web.conftest import Seat


@pytest.fixture
def unshaken(server: Server, seat: Seat, kind: str, table: str) -> Iterator[Phone]:
    """A device that hears of nothing, and that works as before when the test is over."""
    witness = seat("Témoin")
    arriving = ("participant", "group")
    before = json.dumps({kind: records for kind, records in witness.records.items() if kind not in arriving})
    yield witness
    after = json.dumps({kind: records for kind, records in witness.records.items() if kind not in arriving})
    assert after == before, "nothing already written changed"
    assert witness.ask("card.write", **card(kind, table))
    assert server.healthy()


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("planet.turn", {}, "op.unknown"),
        ("room.open", {}, "op.unknown"),
        ("participant.join", {}, "access.denied"),
        ("card.write", {"colour": "red"}, "op.malformed"),
        ("card.write", {"text": None}, "op.malformed"),
        ("card.write", {"text": ""}, "text.empty"),
        ("card.write", {"text": " \n\t\x00"}, "text.empty"),
        ("card.write", {"text": "x" * 10_000}, "text.too-long"),
        ("card.write", {"domains": ["cosmique"]}, "domain.unknown"),
        ("card.write", {"kind": "humeur"}, "kind.unknown"),
        ("card.write", {"group": "nowhere"}, "record.unknown"),
        ("card.write", {"card": "../../etc/passwd"}, "op.malformed"),
        ("card.write", {"card": 10**30}, "op.malformed"),
        ("room.close", None, "access.denied"),
        ("card.withdraw", {"card": "nowhere"}, "op.malformed"),
    ],
)
def test_r13_an_op_that_cannot_stand_is_refused_with_its_code(
    seat: Seat, unshaken: Phone, kind: str, table: str, name: str, args: dict[str, object] | None, code: str
) -> None:
    phone = seat("Amel")
    full = {**card(kind, table), **(args or {})} if name.startswith("card") else {}
    reply = phone.send_raw("op", {"id": new_id(), "name": name, "args": full})
    assert reply["refused"] == code
    assert code in CODES
    assert phone.connected
    assert "enter" not in reply
    assert phone.send_raw("enter", {"since": phone.seq})["frames"] == []


def test_r13_a_card_of_another_group_stays_theirs(console: Phone, seat: Seat, kind: str, table: str) -> None:
    amel, stranger = seat("Amel"), seat("Chloé", group=None)
    written = card(kind, table)
    stranger.await_seq(amel.ask("card.write", **written))
    for name, args in (
        ("card.edit", {"text": "À moi"}),
        ("card.withdraw", {}),
        ("card.hide", {"reason": "Na"}),
    ):
        with pytest.raises(RefusedByServer) as refusal:
            stranger.ask(name, card=written["card"], **args)
        assert refusal.value.code in ("group.foreign", "access.denied")
    with pytest.raises(RefusedByServer, match=r"group\.foreign"):
        stranger.ask("card.write", **card(kind, table))


@pytest.mark.parametrize(
    "body",
    [
        None,
        7,
        "card.write",
        [],
        {},
        {"id": "x", "name": "card.write", "args": {}},
        {"id": 7, "name": "card.write", "args": {}},
        {"id": "abcdefgh\x00", "name": "card.write", "args": {}},
        {"id": "abc defgh", "name": "card.write", "args": {}},
        {"id": "x" * 65, "name": "card.write", "args": {}},
        {"id": "abcdefgh", "name": "card.write"},
        {"id": "abcdefgh", "name": "x" * 61, "args": {}},
        {"id": "abcdefgh", "name": None, "args": {}},
        {"id": "abcdefgh", "name": "card.write", "args": []},
        {"id": "abcdefgh", "name": "card.write", "args": {}, "base": "now"},
        {"id": "abcdefgh", "name": "card.write", "args": {}, "extra": 1},
    ],
)
def test_r13_an_op_of_another_shape_is_malformed(seat: Seat, unshaken: Phone, body: object) -> None:
    phone = seat("Amel")
    assert phone.send_raw("op", body)["refused"] == "op.malformed"
    assert phone.connected


@pytest.mark.parametrize(
    "body", [7, "since", [], {"since": "now"}, {"since": 1, "extra": 1}, {"since": -1}, {"since": 10**9}]
)
def test_r13_entering_with_anything_at_all_is_answered(seat: Seat, unshaken: Phone, body: object) -> None:
    phone = seat("Amel")
    reply = phone.send_raw("enter", body)
    assert reply.get("refused") == "op.malformed" or "snapshot" in reply
    assert phone.connected


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_r13_a_message_of_five_megabytes_is_too_large_and_its_socket_stays(
    seat: Seat, unshaken: Phone, kind: str, table: str, transport: str
) -> None:
    phone = seat("Amel", transports=[transport])
    reply = phone.send_raw(
        "op", {"id": new_id(), "name": "card.write", "args": card(kind, table, text="x" * 5_000_000)}
    )
    assert reply["refused"] == "op.too-large"
    assert phone.connected
    assert phone.send_raw("enter", {"since": phone.seq})["frames"] == []


FRAMES = [
    "garbage",
    "",
    "4",
    "9",
    "42",
    "42[",
    "42[]",
    '42["op"',
    "42{}",
    '42["nothing that is known",{}]',
    '42["op",{"id":"\\ud800"}]',
    "421" + "9" * 5_000 + '["op",{}]',
    "42" + "[" * 100_000,
    '42["op",' + "[" * 5_000 + "]" * 5_000 + "]",
    '451-["op",{"_placeholder":true,"num":0}]',
    '459999999-["op"]',
    "44{}",
    "43[]",
    "430[1]",
    "6",
    "1",
]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_r13_a_malformed_frame_costs_at_most_the_socket_that_sent_it(
    room: OpenRoom, seat: Seat, unshaken: Phone, frame: str
) -> None:
    _, token = room.join("Brouillon")
    address = room.base.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    raw = websocket.create_connection(address, timeout=5)
    raw.recv()
    raw.send("40" + json.dumps({"token": token}))
    assert raw.recv().startswith("40")
    raw.send(frame)
    raw.send_binary(b"\x00\xff" * 10)
    raw.close()
    again = Phone(room.base, token).connect()
    assert again.connected
    again.leave()


def test_r13_a_page_of_elsewhere_may_not_open_a_socket(room: OpenRoom) -> None:
    address = room.base.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address, origin="https://ailleurs.example", timeout=5)


def test_r13_a_closed_room_is_read_and_not_written_nor_joined(server: Server) -> None:
    room = server.open_room(title="À fermer")
    console, phone = room.facilitator(), room.phone("Amel")
    phone.await_seq(console.ask("room.close"))
    with pytest.raises(RefusedByServer) as refusal:
        phone.ask("card.write", **card(phone.first_kind(), None))
    assert refusal.value.code == "room.closed"
    assert phone.send_raw("enter", {"since": None})["snapshot"]
    with pytest.raises(RefusedByServer) as refusal:
        room.join("Trop tard")
    assert refusal.value.code == "room.closed"
    assert call(room.base, f"/api/rooms/{room.code}")["closed"] is True
    phone.await_seq(console.ask("room.reopen"))
    assert room.join("À l’heure")
    console.leave()
    phone.leave()


def test_r13_a_flood_is_told_to_wait_and_nobody_else_is(seat: Seat, unshaken: Phone) -> None:
    phone = seat("Amel")
    answers: list[dict[str, object]] = []
    for _ in range(400):
        phone._io.emit("op", {"id": new_id(), "name": "planet.turn", "args": {}}, callback=answers.append)
    reply = phone.send_raw("op", {"id": new_id(), "name": "planet.turn", "args": {}})
    assert reply == {"wait": "op.too-many"}
    assert {json.dumps(answer) for answer in answers} >= {'{"wait": "op.too-many"}'}
    assert phone.connected


def problem(
    server: Server, method: str, path: str, body: bytes | None = None, token: str = ""
) -> dict[str, object]:
    """Ask something that is refused over HTTP; give the problem document, having checked its shape."""
    request = urllib.request.Request(server.base + path, body, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10)
    error = refusal.value
    assert error.headers["Content-Type"] == "application/problem+json"
    document: dict[str, object] = json.loads(error.read())
    assert set(document) == {"type", "title", "status", "detail", "code", "facts"}
    assert document["status"] == error.code
    assert document["code"] in CODES
    assert document["type"] == f"urn:recolte:{document['code']}"
    assert "Traceback" not in str(document)
    return document


WANTED = {"format": "journee-capitalisation", "title": "Essai"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/api/rooms/ZZZZZZ", None, 404, "room.unknown"),
        ("POST", "/api/rooms/ZZZZZZ/join", {"name": "Amel"}, 404, "room.unknown"),
        ("GET", "/api/nothing", None, 404, "record.unknown"),
        ("GET", "/assets/nothing.js", None, 404, "record.unknown"),
        ("POST", "/api/formats", {}, 405, "op.unknown"),
        ("POST", "/api/rooms", {**WANTED, "format": "../etc"}, 404, "format.unknown"),
        ("POST", "/api/rooms", {**WANTED, "title": ""}, 400, "text.empty"),
        ("POST", "/api/rooms", {**WANTED, "title": "x" * 500}, 400, "text.too-long"),
        ("POST", "/api/rooms", {**WANTED, "date": "2026-02-30"}, 400, "date.malformed"),
        ("POST", "/api/rooms", {**WANTED, "colour": "red"}, 400, "op.malformed"),
        ("POST", "/api/rooms", {"format": "journee-capitalisation"}, 400, "op.malformed"),
        ("POST", "/api/rooms", [], 400, "op.malformed"),
        ("POST", "/api/rooms", "[" * 100_000, 400, "op.malformed"),
        ("POST", "/api/rooms", "\xff\xfe", 400, "op.malformed"),
        ("POST", "/api/rooms/{code}/join", {"name": ""}, 400, "text.empty"),
        ("POST", "/api/rooms/{code}/join", {"name": "x" * 61}, 400, "text.too-long"),
        ("POST", "/api/rooms/{code}/join", {"name": "Amel", "role": "reine"}, 400, "role.unknown"),
        ("POST", "/api/rooms/{code}/join", {"name": "Amel", "seat": "facilitator"}, 400, "op.malformed"),
        ("POST", "/api/rooms/{code}/join", {"name": "Amel", "ask": "a'b\n" * 5}, 400, "op.malformed"),
        ("POST", "/api/rooms/{code}/devices", {}, 401, "access.token"),
        ("GET", "/api/rooms/{code}/links", None, 401, "access.token"),
    ],
)
def test_r22_every_refusal_over_http_is_one_problem_document(
    server: Server, room: OpenRoom, method: str, path: str, body: object, status: int, code: str
) -> None:
    if isinstance(body, str):
        raw: bytes | None = body.encode("latin-1")
    else:
        raw = None if body is None else json.dumps(body).encode()
    document = problem(server, method, path.format(code=room.code), raw)
    assert (document["status"], document["code"]) == (status, code)
    assert server.healthy()


def test_r22_a_token_opens_its_own_room_and_seat_alone(server: Server, room: OpenRoom) -> None:
    other = server.open_room(title="Une autre")
    _, participant = room.join("Amel")
    for token in (other.tokens["facilitator"], participant):
        document = problem(server, "GET", f"/api/rooms/{room.code}/links", token=token)
        assert (document["status"], document["code"]) == (403, "access.denied")


def test_rooms_are_not_opened_without_end_from_one_address(server: Server) -> None:
    wanted = json.dumps({"format": "retrospective-projet", "title": "Encore"}).encode()

    def opened_from(forwarded: str) -> int:
        asked = urllib.request.Request(f"{server.base}/api/rooms", wanted, {"X-Forwarded-For": forwarded})
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    flood = [opened_from("203.0.113.7, 198.51.100.1") for _ in range(25)]
    assert flood[:20] == [201] * 20
    assert flood[-1] == 429
    assert opened_from("203.0.113.7, 198.51.100.2") == 201, "another address is not made to wait"


def test_codes_are_not_guessed_without_end(server: Server, room: OpenRoom) -> None:
    codes = [problem(server, "GET", f"/api/rooms/ZZ{number:04}")["code"] for number in range(40)]
    assert codes[-1] == "access.too-many"
    assert call(room.base, f"/api/rooms/{room.code}")["code"] == room.code, "a right code costs nothing"
