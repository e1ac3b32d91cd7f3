"""Codes and tokens: what is read aloud across a hall cannot be guessed, and guessing shuts no hall out."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.live.house import hash_of, new_token
from server.live.ids import ALPHABET, new_code
from server.web.limits import Bucket, network
from tests.house import Server


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("codes") / "var") as running:
        yield running


def asked_from(address: str, url: str, body: dict[str, object] | None = None) -> int:
    """Ask through the proxy that stands before an instance; give the status."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"X-Forwarded-For": address})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def guess_from(house: Server, address: str, many: int) -> list[int]:
    """Try codes that name no room."""
    return [asked_from(address, f"{house.base}/api/rooms/ZZ{number:04}") for number in range(many)]


def test_a_code_is_six_signs_that_nobody_mistakes_for_others() -> None:
    assert not set("0O1IL") & set(ALPHABET)
    assert len(ALPHABET) ** 6 > 800_000_000
    codes = {new_code() for _ in range(2_000)}
    assert all(re.fullmatch(f"[{ALPHABET}]{{6}}", code) for code in codes)
    assert len(codes) > 1_990


def test_r20_a_token_has_256_bits_and_only_its_hash_is_kept(house: Server) -> None:
    tokens = {new_token() for _ in range(200)}
    assert {len(token) for token in tokens} == {43}
    assert len(tokens) == 200
    room = house.open_room()
    _, token = room.join("Amel")
    kept = b"".join(file.read_bytes() for file in house.data.glob("recolte.db*"))
    assert hash_of(token) in kept
    for known in (token, *(room.tokens[seat] for seat in ("facilitator", "screen", "reader"))):
        assert known.encode() not in kept


def test_who_guessed_too_often_learns_nothing_from_a_right_code_either(house: Server) -> None:
    room = house.open_room()
    found = guess_from(house, "203.0.113.66", 40)
    assert found[0] == 404
    assert found[-1] == 429
    url = f"{house.base}/api/rooms/{room.code}"
    assert asked_from("203.0.113.66", url) == 429
    assert asked_from("203.0.113.66", f"{url}/join", {"name": "Intrus"}) == 429
    assert asked_from("203.0.113.66", f"{url}/qr.svg") == 429
    assert asked_from("203.0.113.66", f"{url}/files/{'0' * 64}") == 429
    assert asked_from("203.0.113.67", url) == 200, "another address is not made to wait"


@pytest.mark.parametrize("path", ["", "/qr.svg", "/join", f"/files/{'0' * 64}"])
def test_every_call_that_takes_a_code_alone_counts_a_wrong_one(house: Server, path: str) -> None:
    address = f"198.51.100.{len(path)}"
    body: dict[str, object] | None = {"name": "Amel"} if path == "/join" else None
    found = [asked_from(address, f"{house.base}/api/rooms/ZZ{n:04}{path}", body) for n in range(40)]
    assert found[-1] == 429


def test_a_hall_of_three_hundred_behind_one_address_comes_in_though_somebody_in_it_guesses(
    house: Server,
) -> None:
    room, hall = house.open_room(), "192.0.2.10"
    url = f"{house.base}/api/rooms/{room.code}"
    assert asked_from(hall, url) == 200
    other = house.open_room()
    assert guess_from(house, hall, 40)[-1] == 429
    assert asked_from(hall, f"{house.base}/api/rooms/{other.code}") == 429, "a room of elsewhere stays closed"

    def come_in(number: int) -> int:
        return asked_from(hall, f"{url}/join", {"name": f"Personne {number}"})

    with ThreadPoolExecutor(30) as pool:
        assert set(pool.map(come_in, range(300))) == {201}


def test_looking_at_a_link_joins_nobody_and_uses_nothing_up(house: Server) -> None:
    room = house.open_room()
    for path in ("", "/console", "/screen", "/publication", "/graphic"):
        for method in ("GET", "HEAD"):
            request = urllib.request.Request(f"{house.base}/r/{room.code}{path}", method=method)
            with urllib.request.urlopen(request, timeout=10) as answer:
                page = answer.read().decode()
            assert room.code not in page, "a preview tells nothing of the room"
    for _ in range(3):
        with urllib.request.urlopen(f"{house.base}/api/rooms/{room.code}", timeout=10) as answer:
            assert json.loads(answer.read())["code"] == room.code
    console = room.facilitator()
    assert len(console.of("participant")) == 1
    console.leave()


def test_an_address_is_a_household_whatever_the_end_of_its_ipv6_number() -> None:
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::2") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.7") == network("192.0.2.7") != network("192.0.2.8")


def test_a_bucket_refuses_only_who_emptied_it() -> None:
    bucket = Bucket(rate=0.001, burst=2)
    assert [bucket.allows("a") for _ in range(3)] == [True, True, False]
    assert bucket.empty("a")
    assert not bucket.empty("b")
