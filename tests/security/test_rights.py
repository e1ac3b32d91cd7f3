"""Who may do what, tried over the wire: every seat with every op, and every token at every door.

What is expected is read from the table for people in docs/protocol.md, so that a new op without a
row fails, and the page cannot promise what the server does not hold.
"""

import re

import pytest

from server.core.access import MAY_WHEN_CLOSED
from server.core.deciding import RULES
from server.demo.phone import Phone, RefusedByServer, call
from server.live.ids import new_id
from server.web.schema import CALLS
from tests.house import ROOT, OpenRoom, Server

PAGE = (ROOT / "docs" / "protocol.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z.]+)` \| [^|]* \| ([^|]+) \|$", re.MULTILINE)
WHO = dict(ROW.findall(PAGE))
MEANS = {
    "everybody in the room as a person": {"facilitator", "graphic", "participant"},
    "facilitators": {"facilitator"},
    "facilitators and graphic facilitators": {"facilitator", "graphic"},
    "facilitators; everybody once the synthesis is open": {"facilitator"},
    "the server alone": set(),
}
OPENED = {
    **MEANS,
    "facilitators; everybody once the synthesis is open": {"facilitator", "graphic", "participant"},
}
SEATS = ("facilitator", "graphic", "participant", "screen", "reader")
NO_SHAPE = {"no-such-field": 1}
"""Arguments that no op takes: who may ask is told so, who may not is denied, and nothing happens."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory):
    """A server whose rooms these tests may close."""
    with Server(tmp_path_factory.mktemp("rights") / "var") as running:
        yield running


def tokens_of(room: OpenRoom) -> dict[str, str]:
    """Give a token of each seat."""
    said = {"seat": "graphic", "name": "Inès", "language": "fr"}
    graphic = call(room.base, f"/api/rooms/{room.code}/invite", said, room.tokens["facilitator"])
    links = {seat: token for seat, token in room.tokens.items() if seat in SEATS}
    return {**links, "graphic": str(graphic["token"]), "participant": room.join("Amel")[1]}


def told(phone: Phone, name: str) -> str:
    """Ask an op of no shape; give the code of its refusal."""
    reply = phone.send_raw("op", {"id": new_id(), "name": name, "args": NO_SHAPE})
    return str(reply.get("refused") or reply)


def cells(tokens: dict[str, str], base: str) -> dict[tuple[str, str], str]:
    """Try every seat with every op; give what each was told."""
    found = {}
    for seat in SEATS:
        phone = Phone(base, tokens[seat]).connect()
        found.update({(seat, name): told(phone, name) for name in RULES})
        phone.leave()
    return found


def wrong(found: dict[tuple[str, str], str], means: dict[str, set[str]], allowed: str) -> list[str]:
    """Give the cells that are otherwise than the table says."""
    return [
        f"{seat} {name}: {code}"
        for (seat, name), code in found.items()
        if code != (allowed if seat in means[WHO[name]] else "access.denied")
    ]


def test_r12_every_seat_may_ask_over_the_wire_what_the_protocol_says_and_nothing_else(house: Server) -> None:
    room = house.open_room()
    tokens = tokens_of(room)
    assert WHO.keys() == RULES.keys()
    assert wrong(cells(tokens, room.base), MEANS, "op.malformed") == []
    room.facilitator().ask("room.set", synthesis_open=True)
    assert wrong(cells(tokens, room.base), OPENED, "op.malformed") == []


def test_r12_in_a_closed_room_every_seat_is_told_so_but_for_what_reopens_it(house: Server) -> None:
    room = house.open_room()
    tokens = tokens_of(room)
    room.facilitator().ask("room.close")
    found = cells(tokens, room.base)
    kept = {cell: code for cell, code in found.items() if cell[1] in MAY_WHEN_CLOSED}
    assert wrong(kept, MEANS, "op.malformed") == []
    others = {cell: code for cell, code in found.items() if cell not in kept}
    assert wrong(others, MEANS, "room.closed") == []


OPEN_TO_ALL = {
    "/api/rooms/{code}",
    "/api/rooms/{code}/join",
    "/api/rooms/{code}/qr.svg",
    "/api/rooms/{code}/files/{file}",
}
"""What who knows the code may ask without a token: to look at the door, to come in, to show the code.

A file is given to who knows its hash, which only those are told who see it.
"""

ANY = {"facilitator", "graphic", "participant", "screen", "reader"}
FOR_OTHERS_TOO = {
    "/api/rooms/{code}/devices": ANY,
    "/api/rooms/{code}/publication": ANY,
    "/api/rooms/{code}/publication.{form}": ANY,
    "/api/rooms/{code}/history/{kind}/{id}": ANY,
    "/api/rooms/{code}/replay": ANY,
    "/api/rooms/{code}/drawings/{name}.svg": ANY,
    "/api/rooms/{code}/makings": ANY,
    "/api/rooms/{code}/makings/{id}": ANY,
    "/api/rooms/{code}/makings/{id}/file": ANY,
    "/api/rooms/{code}/files": {"facilitator", "graphic", "participant"},
    "/api/rooms/{code}/mine.{form}": {"facilitator", "graphic", "participant"},
}
"""Who inside may ask what is not for facilitators alone."""

DOORS = sorted((method, path) for method, path, *_ in CALLS if "{code}" in path and path not in OPEN_TO_ALL)


@pytest.fixture(scope="module")
def two(house: Server) -> tuple[OpenRoom, dict[str, str], dict[str, str]]:
    """A room, its tokens by seat, and those of another room."""
    room = house.open_room()
    return room, tokens_of(room), tokens_of(house.open_room())


def tried(room: OpenRoom, method: str, path: str, token: str) -> str:
    """Ask a call of the registry with a token; give the code of its refusal, or nothing."""
    named = {
        "form": "md",
        "page": "p1",
        "seat": "screen",
        "id": "m1",
        "share": "l1",
        "kind": "statement",
        "name": "plan",
        "person": "nobody",
    }
    path = path.format(code=room.code, **named)
    try:
        call(room.base, path, {} if method in ("post", "put") else None, token, method.upper())
    except RefusedByServer as refused:
        return refused.code
    except ValueError:  # a document, not JSON
        return ""
    return ""


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_r22_no_call_on_a_room_opens_without_a_token_of_that_room(
    two: tuple[OpenRoom, dict[str, str], dict[str, str]], method: str, path: str
) -> None:
    room, _, foreign = two
    assert tried(room, method, path, "") == "access.token"
    assert tried(room, method, path, "x" * 43) == "access.token"
    assert {seat: tried(room, method, path, token) for seat, token in foreign.items()} == dict.fromkeys(
        foreign, "access.denied"
    )


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_r22_who_does_not_facilitate_opens_no_call_of_the_facilitation(
    two: tuple[OpenRoom, dict[str, str], dict[str, str]], method: str, path: str
) -> None:
    room, own, _ = two
    may = FOR_OTHERS_TOO.get(path, {"facilitator"})
    for seat in ANY - {"facilitator"}:
        assert (tried(room, method, path, own[seat]) == "access.denied") == (seat not in may), seat
