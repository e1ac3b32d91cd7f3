"""How much one address may ask over HTTP: a hall never meets the limit, a flood does, and is told so in words."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from server.web.gate import BURST, SESSION_BURST, SESSION_RATE, Gate
from tests.house import OpenRoom, Server

HALL, FLOOD = "203.0.113.7", "203.0.113.8"
PER_SECOND = 300


def asked(server: Server, path: str, address: str, accept: str = "*/*") -> tuple[int, str, dict[str, str]]:
    """Ask as if from an address behind a proxy of this machine; give status, body and headers."""
    request = urllib.request.Request(
        server.base + path, headers={"X-Forwarded-For": address, "Accept": accept}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def refused(server: Server, path: str, accept: str = "*/*") -> tuple[int, str, dict[str, str]]:
    """Ask until it is too much: a slow machine lets a second pass, in which one more is allowed."""
    for _ in range(200):
        answer = asked(server, path, FLOOD, accept)
        if answer[0] == 429:
            break
    return answer


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets an address ask once a second, and sixty times at once."""
    with Server(tmp_path_factory.mktemp("gate") / "var", REQUESTS_PER_ADDRESS="1") as running:
        yield running


def test_who_asks_without_end_is_told_to_wait_in_both_languages_and_others_are_not(strict: Server) -> None:
    room = strict.open_room()
    status, page, headers = refused(strict, f"/r/{room.code}", "text/html,*/*")
    assert status == 429
    assert "Trop de demandes viennent de ce réseau" in page
    assert "Too many requests come from this network" in page
    assert int(headers["Retry-After"]) > 0
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    status, body, headers = refused(strict, f"/api/rooms/{room.code}")
    assert (status, headers["Content-Type"]) == (429, "application/problem+json")
    assert json.loads(body)["code"] == "access.too-many"
    assert asked(strict, f"/api/rooms/{room.code}", HALL)[0] == 200


def test_who_is_in_the_room_by_long_polling_works_on_while_their_address_is_refused(strict: Server) -> None:
    room: OpenRoom = strict.open_room()
    phone = room.phone("Sans WebSocket", ["polling"])
    assert refused(strict, "/api/formats")[0] == 429
    kind = phone.first_kind()
    for number in range(80):
        phone.ask("card.write", card=f"carte-{number:04}", kind=kind, text="Une carte")
    phone.leave()


class Clock:
    """A clock that goes on when it is told to: how much passes is not for a busy machine to say."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(clock: Clock) -> Gate:
    """A gate that knows the sessions whose names begin with `known`."""
    return Gate(
        lambda environ, start: [b""],
        PER_SECOND,
        lambda sid: sid.startswith("known"),
        wait=lambda: None,
        clock=clock,
    )


def through(gate: Gate, path: str = "/", query: str = "", address: str = HALL) -> bool:
    """Whether a request passes."""
    told: list[str] = []
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": address}
    list(gate(environ, lambda status, headers, info=None: told.append(status)))  # type: ignore[arg-type, return-value]
    return told == []


def passed(gate: Gate, times: int, query: str = "") -> int:
    """How many of so many requests pass, from the hall."""
    path = "/socket.io/" if query else "/"
    return sum(through(gate, path, query) for _ in range(times))


def test_a_thousand_phones_behind_one_address_load_the_page_at_once(gate: Gate) -> None:
    assert passed(gate, 1_000 * 15) == 15_000


def test_an_address_has_so_many_requests_at_once_and_then_so_many_a_second(gate: Gate, clock: Clock) -> None:
    burst = BURST * PER_SECOND
    assert passed(gate, burst + 100) == burst
    assert through(gate, address="203.0.113.99"), "another address is not in it"
    assert through(gate, address="127.0.0.1"), "nor is the machine that serves"
    clock.seconds += 2
    assert passed(gate, burst) == 2 * PER_SECOND
    clock.seconds += 10 * BURST
    assert passed(gate, burst + 100) == burst, "a long rest gives no more than the burst"


def test_a_long_polling_session_has_a_count_of_its_own_and_an_invented_one_has_not(
    gate: Gate, clock: Clock
) -> None:
    passed(gate, BURST * PER_SECOND)
    assert passed(gate, 1, "EIO=4&transport=polling&sid=invented") == 0
    for phone in range(300):
        assert passed(gate, 20, f"EIO=4&transport=polling&sid=known{phone}") == 20
    assert passed(gate, SESSION_BURST + 100, "sid=known") == SESSION_BURST
    clock.seconds += 1
    assert passed(gate, SESSION_BURST, "sid=known") == SESSION_RATE
