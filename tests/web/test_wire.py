"""The wire, over a real server in both of its modes: enter, op, frames, resume, gaps, several devices."""

import json
import sqlite3
import threading
import time
from typing import Any

import pytest
import socketio

from server.demo.phone import InOrder, Phone, RefusedByServer, call, unpacked
from server.live.ids import new_id
from server.web.packing import MOST_PARTS
from tests.house import OpenRoom, Server, card, wait_until
from tests.web.conftest import Seat

TRANSPORTS = pytest.mark.parametrize("transport", ["websocket", "polling"])


@TRANSPORTS
def test_r7_what_one_writes_the_others_hold(
    console: Phone, seat: Seat, kind: str, table: str, transport: str
) -> None:
    amel, basile = seat("Amel", transports=[transport]), seat("Basile", transports=[transport])
    written = card(kind, table, text="L’été, « 🌱 »")
    seq = amel.ask("card.write", **written)
    for phone in (amel, basile, console):
        phone.await_seq(seq)
        assert phone.of("card")[str(written["card"])]["text"] == "L’été, « 🌱 »"


@TRANSPORTS
def test_r8_a_device_that_was_away_holds_the_same_as_one_that_stayed(
    seat: Seat, kind: str, table: str, transport: str
) -> None:
    stayed, left = seat("Amel", transports=[transport]), seat("Basile", transports=[transport])
    left.leave()
    first = card(kind, table)
    stayed.ask("card.write", **first)
    stayed.ask("card.edit", card=first["card"], text="Repris")
    seq = stayed.ask("card.write", **card(kind, table))
    again = Phone(left.base, left.token)
    again.records, again.seq = left.records, left.seq
    again.connect([transport])
    stayed.await_seq(seq)
    again.await_seq(seq)
    assert again.of("card") == stayed.of("card")
    again.leave()


def test_entering_says_who_one_is_what_time_it_is_and_who_is_here(room: OpenRoom, seat: Seat) -> None:
    phone = seat("Amel")
    reply = phone.send_raw("enter", {"since": None})
    assert set(reply) == {"seq", "me", "now", "here", "snapshot", "changes", "mark"}
    assert reply["me"] == {"code": room.code, "seat": "participant", "participant": phone.me["participant"]}
    assert abs(int(str(reply["now"])) - time.time() * 1000) < 5_000
    assert phone.me["participant"] in reply["here"]  # type: ignore[operator]
    assert reply["snapshot"]["room"]["room"]["code"] == room.code  # type: ignore[index]


def greeted(room: OpenRoom, enter: object, transport: str = "websocket") -> tuple[dict[str, Any], list[str]]:
    """Ask to come in together with being let in; give what is answered, and in which order things came."""
    client = InOrder()
    replies: list[dict[str, Any]] = []
    order: list[str] = []
    client.on("connect", lambda: order.append("connected"))

    def take(reply: dict[str, Any]) -> None:
        order.append("entered")
        replies.append(reply)

    client.on("entered", take)
    auth = {"token": room.join("Amel")[1], "enter": enter}
    client.connect(room.base, auth=auth, transports=[transport], retry=False)
    wait_until(lambda: bool(replies))
    client.disconnect()
    return replies[0], order


@TRANSPORTS
def test_what_is_asked_with_being_let_in_is_answered_as_entering_is(room: OpenRoom, transport: str) -> None:
    # One at each process of a cluster: the first of a kind that comes in at one is given all there.
    greeted(room, {"since": None}, transport)
    reply, order = greeted(room, {"since": None, "packed": True}, transport)
    assert order == ["connected", "entered"]
    assert set(reply) == {"seq", "me", "now", "here", "packed", "changes", "mark"}
    assert unpacked(reply["packed"])["room"]["room"]["code"] == room.code
    assert reply["me"]["participant"] in reply["here"]
    again, _ = greeted(room, {"since": reply["seq"]}, transport)
    assert [op["changes"][0][1] for frame in again["frames"] for op in frame["ops"]] == ["participant"]


def test_r7_who_comes_in_with_being_let_in_is_told_of_every_turn_from_then_on(
    room: OpenRoom, seat: Seat, kind: str, table: str
) -> None:
    client = InOrder()
    told: list[tuple[str, Any]] = []
    client.on("entered", lambda reply: told.append(("entered", reply["seq"])))
    client.on("frame", lambda frame: told.append(("frame", frame["prev"])))
    amel = seat("Amel")
    auth = {"token": room.join("Basile")[1], "enter": {"since": None}}
    client.connect(room.base, auth=auth, transports=["websocket"], retry=False)
    wait_until(lambda: bool(told))
    amel.ask("card.write", **card(kind, table))
    wait_until(lambda: len(told) > 1)
    client.disconnect()
    (first, seq), (second, prev) = told
    assert (first, second) == ("entered", "frame")
    assert prev == seq


@pytest.mark.parametrize("enter", [7, [1], "since", {"since": "x"}, {"since": -1.5}, {"unknown": 1}])
def test_what_is_asked_wrongly_with_being_let_in_is_said_to_be_wrong(room: OpenRoom, enter: object) -> None:
    reply, _ = greeted(room, enter)
    assert reply["refused"] == "op.malformed"


def test_r21_the_hour_is_told_to_whoever_is_in(seat: Seat) -> None:
    told = seat("Amel").send_raw("clock", None)
    assert abs(int(str(told["now"])) - time.time() * 1000) < 5_000


def test_r8_entering_with_what_one_holds_gives_frames_and_no_snapshot(seat: Seat) -> None:
    phone = seat("Amel")
    reply = phone.send_raw("enter", {"since": phone.seq})
    assert reply["frames"] == []
    assert "snapshot" not in reply


def test_pages_that_are_put_off_come_when_they_are_asked_for(seat: Seat) -> None:
    phone = seat("Amel")
    first = phone.send_raw("enter", {"since": None, "packed": True, "later": True})
    shown = unpacked(first["packed"])
    assert set(shown) == set(phone.held()) - {"page"}
    assert unpacked(phone.send_raw("pages", None)["packed"]) == {"page": phone.of("page")}


def test_what_is_packed_comes_in_pieces_to_who_asks_for_them(room: OpenRoom) -> None:
    client = socketio.Client(reconnection=False, handle_sigint=False)
    client.connect(room.base, auth={"token": room.join("Amel")[1]}, transports=["websocket"], retry=False)
    whole, parts = (
        client.call("enter", {"since": None, "packed": True, "parts": said}) for said in (False, True)
    )
    pages, pieces = client.call("pages", None), client.call("pages", {"parts": True})
    client.disconnect()
    assert unpacked(b"".join(parts["packed"])) == unpacked(whole["packed"])
    assert b"".join(pieces["packed"]) == pages["packed"]
    assert 1 < len(pieces["packed"]) <= MOST_PARTS


def test_pages_are_for_those_who_have_come_in_and_not_without_end(room: OpenRoom, seat: Seat) -> None:
    client = socketio.Client(reconnection=False, handle_sigint=False)
    client.connect(room.base, auth={"token": room.join("Amel")[1]}, transports=["websocket"], retry=False)
    assert client.call("pages", None) == {"wait": "op.early"}
    client.disconnect()
    phone = seat("Basile")
    replies = [phone.send_raw("pages", None) for _ in range(40)]
    assert "packed" in replies[0]
    assert replies[-1] == {"wait": "op.too-many"}


def test_a_link_that_is_for_many_lets_a_hall_read_along_and_take_the_publication_away(room: OpenRoom) -> None:
    reader = Phone(room.base, room.tokens["reader"], room.code).connect()
    for number in range(60):
        assert "frames" in reader.send_raw("enter", {"since": reader.seq}), f"reader {number}"
        call(room.base, f"/api/rooms/{room.code}/makings", {"form": "md", "language": "fr"}, reader.token)
    reader.leave()


def test_r8_a_lost_frame_is_noticed_and_made_good(console: Phone, seat: Seat, kind: str, table: str) -> None:
    amel, basile = seat("Amel"), seat("Basile")
    gaps = basile.gaps
    heard, basile._frame = basile._frame, lambda frame: None  # type: ignore[method-assign]
    basile._io.on("frame", lambda frame: None)
    lost = amel.ask("card.write", **card(kind, table))
    amel.await_seq(lost)
    time.sleep(0.2)
    basile._frame = heard  # type: ignore[method-assign]
    basile._io.on("frame", heard)
    seq = amel.ask("card.write", **card(kind, table))
    basile.await_seq(seq)
    assert basile.gaps == gaps + 1
    assert basile.of("card") == amel.of("card")


def test_r4_the_same_id_is_done_once_and_answered_the_same(seat: Seat, kind: str, table: str) -> None:
    amel = seat("Amel")
    op, args = new_id(), card(kind, table)
    first = amel.send_raw("op", {"id": op, "name": "card.write", "args": args})
    assert "ok" in first
    assert [amel.send_raw("op", {"id": op, "name": "card.write", "args": args}) for _ in range(3)] == [
        first
    ] * 3


def test_r3_what_was_acknowledged_is_in_the_database(
    server: Server, room: OpenRoom, seat: Seat, kind: str, table: str
) -> None:
    amel = seat("Amel")
    op = new_id()
    reply = amel.send_raw("op", {"id": op, "name": "card.write", "args": card(kind, table)})
    base = sqlite3.connect(server.data / "recolte.db")
    rows = base.execute("SELECT seq FROM log WHERE room = ? AND op_id = ?", (room.code, op)).fetchall()
    base.close()
    assert rows == [(reply["ok"],)]


def test_r16_two_devices_of_one_person_are_both_live(
    room: OpenRoom, seat: Seat, kind: str, table: str
) -> None:
    phone = seat("Amel")
    second = call(room.base, f"/api/rooms/{room.code}/devices", {}, phone.token)
    laptop = Phone(room.base, str(second["token"])).connect()
    assert laptop.me == phone.me
    seq = laptop.ask("card.write", **card(kind, table))
    phone.await_seq(seq)
    seq = phone.ask("card.write", **card(kind, table))
    laptop.await_seq(seq)
    assert phone.of("card") == laptop.of("card")
    wait_until(lambda: phone.here.get(str(phone.me["participant"])) == 2)
    laptop.leave()
    wait_until(lambda: phone.here.get(str(phone.me["participant"])) == 1)
    assert phone.ask("card.write", **card(kind, table))


def test_r9_two_people_who_edit_one_card_at_once_both_keep_their_words(
    seat: Seat, kind: str, table: str
) -> None:
    amel, basile = seat("Amel"), seat("Basile")
    written = card(kind, table, text="Les familles viennent le soir")
    seq = amel.ask("card.write", **written)
    basile.await_seq(seq)
    texts = {amel: "Les familles viennent tôt le soir", basile: "Les familles viennent le soir, à pied"}
    writers = [
        threading.Thread(
            target=phone.ask, args=("card.edit", seq), kwargs={"card": written["card"], "text": text}
        )
        for phone, text in texts.items()
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(10)
    for phone in (amel, basile):
        phone.await_seq(seq + 2)
        assert phone.of("card")[str(written["card"])]["text"] == "Les familles viennent tôt le soir, à pied"


def test_r10_an_op_is_undone_over_the_wire(seat: Seat, kind: str, table: str) -> None:
    amel, basile = seat("Amel"), seat("Basile")
    op, args = new_id(), card(kind, table)
    amel.send_raw("op", {"id": op, "name": "card.write", "args": args})
    reply = amel.send_raw("op", {"id": new_id(), "name": "op.undo", "args": {"op": op}})
    basile.await_seq(int(str(reply["ok"])))
    assert args["card"] not in basile.of("card")


def test_r6_a_hidden_card_leaves_the_phones_of_the_others(
    console: Phone, seat: Seat, kind: str, table: str
) -> None:
    amel, basile = seat("Amel"), seat("Basile")
    written = card(kind, table)
    basile.await_seq(amel.ask("card.write", **written))
    seq = console.ask("card.hide", card=written["card"], reason="Une personne y est nommée")
    basile.await_seq(seq)
    amel.await_seq(seq)
    assert written["card"] not in basile.of("card")
    assert amel.of("card")[str(written["card"])]["hidden"] == "Une personne y est nommée"


def test_who_changes_tables_follows_the_new_one(console: Phone, seat: Seat, kind: str, table: str) -> None:
    amel, driss = seat("Amel"), seat("Driss", group=None)
    console.ask("room.set", reveal="never")
    written = card(kind, table)
    amel.ask("card.write", **written)
    seq = console.ask("group.assign", participant=driss.me["participant"], group=table)
    driss.await_seq(seq)
    assert written["card"] in driss.of("card")
    more = card(kind, table)
    driss.await_seq(amel.ask("card.write", **more))
    assert more["card"] in driss.of("card")
    seq = console.ask("group.assign", participant=driss.me["participant"], group=None)
    driss.await_seq(seq)
    assert not {written["card"], more["card"]} & driss.of("card").keys()
    console.ask("room.set", reveal="always")


def test_r15_who_is_writing_reaches_the_table_and_not_the_log(console: Phone, seat: Seat) -> None:
    amel, basile = seat("Amel"), seat("Basile")
    words: list[dict[str, object]] = []
    basile._io.on("here", words.append)
    seq = console.ask("room.edit", title="Avant")
    amel.write_on("card/c1")
    wait_until(lambda: any(amel.me["participant"] in dict(w.get("writing", {})) for w in words))  # type: ignore[call-overload]
    assert console.ask("room.edit", title="Après") == seq + 1


def test_r6_in_an_anonymous_room_nobody_learns_who_is_writing(console: Phone, seat: Seat) -> None:
    amel, basile = seat("Amel"), seat("Basile")
    words: list[dict[str, object]] = []
    basile._io.on("here", words.append)
    # What somebody is writing on is told once or not at all, so their process must know first.
    amel.await_seq(console.ask("room.set", anonymous=True))
    amel.write_on("card/c1")
    time.sleep(1.5)
    amel.await_seq(console.ask("room.set", anonymous=False))
    assert "card/c1" not in json.dumps(words)
    amel.write_on("card/c2")
    wait_until(lambda: "card/c2" in json.dumps(words))


@pytest.mark.parametrize(
    "auth", [None, {}, {"token": ""}, {"token": "x" * 43}, {"token": 7}, {"token": "é\x00"}, ["token"]]
)
def test_r20_a_token_that_opens_nothing_lets_nobody_in(server: Server, room: OpenRoom, auth: object) -> None:
    client = socketio.Client(reconnection=False, handle_sigint=False)
    refusals: list[object] = []
    client.on("connect_error", refusals.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.base, auth=auth, transports=["websocket"], retry=False)
    assert "access.token" in json.dumps(refusals)
    assert server.healthy()


def test_r20_no_token_stands_in_the_database_nor_in_what_the_server_says(
    server: Server, room: OpenRoom
) -> None:
    stored = b"".join(file.read_bytes() for file in server.data.glob("recolte.db*"))
    for token in room.tokens.values():
        if token:
            assert token.encode() not in stored
            assert token not in server.wrote()


def test_r12_a_screen_reads_and_does_not_write(room: OpenRoom) -> None:
    screen = room.screen()
    with pytest.raises(RefusedByServer) as refusal:
        screen.ask("room.edit", title="Un écran qui parle")
    assert refusal.value.code == "access.denied"
    assert screen.here == {}
    screen.leave()
