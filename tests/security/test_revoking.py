"""Links that have ended: they open nothing, and who came in by one is out."""

from collections.abc import Iterator

import pytest
import socketio

from server.demo.phone import Phone, RefusedByServer, call
from tests.house import OpenRoom, Server, wait_until


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in each mode, which also has to disconnect devices."""
    with Server(tmp_path_factory.mktemp("revoking") / "var", ASYNC_MODE=request.param) as running:
        yield running


def revoke(room: OpenRoom, seat: str, token: str = "") -> dict[str, str]:
    """End the links of a seat; give the fresh tokens by link."""
    path = f"/api/rooms/{room.code}/links/{seat}"
    links = call(room.base, path, token=token or room.tokens["facilitator"], method="DELETE")
    return {name: str(link).partition("#t=")[2] for name, link in links.items()}


def opens_nothing(room: OpenRoom, token: str) -> None:
    """Check that a token lets nobody in, neither by the socket nor by a call."""
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(room.base, token).connect()
    with pytest.raises(RefusedByServer) as refused:
        call(room.base, f"/api/rooms/{room.code}/devices", {}, token)
    assert refused.value.code == "access.token"


@pytest.mark.parametrize("seat", ["screen", "reader"])
def test_r20_a_link_that_was_ended_lets_nobody_in_and_puts_out_who_came_by_it(
    house: Server, seat: str
) -> None:
    room = house.open_room()
    console, phone = room.facilitator(), room.phone()
    old = Phone(room.base, room.tokens[seat]).connect()
    second = str(call(room.base, f"/api/rooms/{room.code}/devices", {}, room.tokens[seat])["token"])
    fresh = revoke(room, seat)[seat]
    wait_until(lambda: not old.connected, what="the disconnection")
    opens_nothing(room, room.tokens[seat])
    opens_nothing(room, second)
    again = Phone(room.base, fresh).connect()
    assert again.me["seat"] == seat
    assert console.connected
    assert phone.connected
    for device in (again, console, phone):
        device.leave()


def test_r20_a_facilitator_who_ends_every_console_keeps_a_fresh_one_of_their_own(house: Server) -> None:
    room = house.open_room()
    said = {"seat": "facilitator", "name": "Inès", "language": "fr"}
    invited = call(room.base, f"/api/rooms/{room.code}/invite", said, room.tokens["facilitator"])
    other, phone = Phone(room.base, str(invited["token"])).connect(), room.phone()
    fresh = revoke(room, "facilitator")["console"]
    wait_until(lambda: not other.connected, what="the disconnection")
    opens_nothing(room, str(invited["token"]))
    opens_nothing(room, room.tokens["facilitator"])
    mine = Phone(room.base, fresh).connect()
    assert mine.me == {"code": room.code, "seat": "facilitator", "participant": room.host}
    assert mine.ask("room.edit", title="Toujours là")
    assert phone.connected
    for device in (mine, phone):
        device.leave()


def test_r20_no_link_is_ended_by_who_does_not_facilitate_nor_for_a_seat_that_has_none(house: Server) -> None:
    room = house.open_room()
    for token in (room.join()[1], room.tokens["screen"], house.open_room().tokens["facilitator"]):
        with pytest.raises(RefusedByServer) as refused:
            revoke(room, "screen", token)
        assert refused.value.code == "access.denied"
    with pytest.raises(RefusedByServer) as refused:
        revoke(room, "participant")
    assert refused.value.code == "record.unknown"


def end_links_of(room: OpenRoom, person: str, token: str) -> dict[str, object]:
    return call(room.base, f"/api/rooms/{room.code}/people/{person}/links", token=token, method="DELETE")


def test_r20_a_facilitator_ends_the_links_of_one_person_and_keeps_their_own(house: Server) -> None:
    room = house.open_room()
    console, other = room.facilitator(), room.phone("Basile")
    person, token = room.join("Amel")
    phone = Phone(room.base, token).connect()
    second = str(call(room.base, f"/api/rooms/{room.code}/devices", {}, token)["token"])
    for stranger in (token, room.tokens["screen"]):
        with pytest.raises(RefusedByServer) as refused:
            end_links_of(room, person, stranger)
        assert refused.value.code == "access.denied"
    assert end_links_of(room, person, room.tokens["facilitator"]) == {"ended": person}
    wait_until(lambda: not phone.connected, what="the disconnection")
    opens_nothing(room, token)
    opens_nothing(room, second)
    assert end_links_of(room, room.host, room.tokens["facilitator"]) == {"ended": room.host}
    assert console.ask("room.edit", title="Toujours là")
    assert other.connected
    for device in (console, other):
        device.leave()
