"""Erasing a room from its console: whoever is in it is told, and nothing of it is left."""

import io
from collections.abc import Iterator

import pytest
import socketio
from PIL import Image

from server.demo.phone import Phone, RefusedByServer, call, upload
from tests.house import OpenRoom, Server, wait_until


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, in each mode: rooms go in it."""
    with Server(tmp_path_factory.mktemp("erasing"), ASYNC_MODE=request.param, KEEP_DAYS="30") as running:
        yield running


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a3b8f").save(file, "PNG")
    return file.getvalue()


def erase(room: OpenRoom, token: str) -> dict[str, object]:
    return call(room.base, f"/api/rooms/{room.code}", token=token, method="DELETE")


def test_a_facilitator_erases_a_room_and_its_devices_are_told(house: Server) -> None:
    room, other = house.open_room(), house.open_room()
    console, neighbour = room.facilitator(), other.phone("Basile")
    _, token = room.join("Amel")
    phone = Phone(room.base, token).connect()
    upload(room.base, f"/api/rooms/{room.code}/files", "p.png", picture(), token)
    assert (house.data / "files" / room.code).exists()
    assert erase(room, room.tokens["facilitator"]) == {"erased": room.code}
    wait_until(lambda: not phone.connected and not console.connected, what="the disconnection")
    assert not (house.data / "files" / room.code).exists()
    with pytest.raises(RefusedByServer) as refusal:
        call(room.base, f"/api/rooms/{room.code}/links", token=room.tokens["facilitator"])
    assert refusal.value.code == "access.token"
    with pytest.raises(RefusedByServer) as refusal:
        call(room.base, f"/api/rooms/{room.code}")
    assert refusal.value.code == "room.expired"
    assert len(str(refusal.value.facts["date"])) == 10
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(room.base, token).connect()
    assert neighbour.connected
    neighbour.leave()
    assert house.healthy()


def test_nobody_else_erases_a_room(house: Server) -> None:
    room = house.open_room()
    _, token = room.join("Amel")
    for wrong, code in (
        (token, "access.denied"),
        (room.tokens["reader"], "access.denied"),
        ("x", "access.token"),
    ):
        with pytest.raises(RefusedByServer) as refusal:
            erase(room, wrong)
        assert refusal.value.code == code
    assert call(room.base, f"/api/rooms/{room.code}")["code"] == room.code


def test_the_console_and_the_join_page_know_the_day_on_which_a_room_goes(house: Server) -> None:
    room = house.open_room()
    card = call(room.base, f"/api/rooms/{room.code}")
    links = call(room.base, f"/api/rooms/{room.code}/links", token=room.tokens["facilitator"])
    assert links["erased_on"] == card["erased_on"]
    assert len(str(card["erased_on"])) == 10
