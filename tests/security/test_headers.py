"""What every answer carries, of every address that the server knows, whatever its status."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from server.web.headers import EVERY
from tests.house import ROOT, OpenRoom, Server

FLOOD = "203.0.113.80"

ROUTES = """
import json
from server.app import build
from server.settings import read_settings

rules = build(read_settings()).flask.url_map.iter_rules()
print(json.dumps([[rule.rule, sorted(rule.methods)] for rule in rules]))
"""

BESIDE = (
    "/sw.js",
    "/version.json",
    "/nowhere.js",
    "/assets/nowhere.js",
    "/r/K7MPQ2",
    "/api/nowhere",
    "/socket.io/?EIO=4&transport=polling",
    "/socket.io/?EIO=4&transport=polling&sid=nobody",
    "/socket.io/?EIO=9",
)
"""What stands in no rule of its own."""


class Answer(NamedTuple):
    """What came back; headers by their names in small letters."""

    asked: str
    rule: str
    status: int
    headers: dict[str, str]


class Asker:
    """Asks a server by bare HTTP, so that what it answers to a half-sent request is read too."""

    def __init__(self, server: Server, room: OpenRoom) -> None:
        self._where = urlsplit(server.base)
        self._room = room

    def ask(self, method: str, rule: str, length: int = 0, address: str = "", **named: str) -> Answer:
        """Ask for an address made of a rule; `length` is that of a body that never comes."""
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: named.get(found[1], "nothing"), rule)
        line = http.client.HTTPConnection(str(self._where.hostname), self._where.port, timeout=60)
        line.putrequest(method, path)
        line.putheader("Authorization", f"Bearer {self._room.tokens['facilitator']}")
        line.putheader("Content-Type", "application/json")
        line.putheader("Content-Length", str(length))
        if address:
            line.putheader("X-Forwarded-For", address)
        line.endheaders()
        try:
            came = line.getresponse()
            headers = {name.lower(): value for name, value in came.getheaders()}
            return Answer(f"{method} {path}", rule, came.status, headers)
        finally:
            line.close()


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[str]]]:
    """Every rule of the server's map of addresses, with its methods."""
    told = subprocess.run(
        [sys.executable, "-c", ROUTES],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path_factory.mktemp("rules")), "ASYNC_MODE": "threading"},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return [(rule, methods) for rule, methods in json.loads(told.stdout.splitlines()[-1])]


@pytest.fixture(scope="module")
def answers(
    rules: list[tuple[str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Answer]]:
    """What the server answers to every rule: as it should be asked, and in every wrong way."""
    with Server(tmp_path_factory.mktemp("headers") / "var", REQUESTS_PER_ADDRESS="1") as server:
        room = server.open_room()
        asker, found = Asker(server, room), []
        there = {"typed": room.code, "form": "md", "kind": "room", "id": "room"}
        for rule, methods in rules:
            if "GET" in methods:
                found.append(asker.ask("GET", rule, **there))
            wrong = [method for method in ("PUT", "PATCH") if method not in methods]
            found += [asker.ask(method, rule) for method in (*(set(methods) - {"GET"}), *wrong[:1])]
            if "POST" in methods:
                found.append(asker.ask("POST", rule, length=10**9, **there))
        found += [asker.ask("GET", path) for path in BESIDE]
        while asker.ask("GET", "/api/formats", address=FLOOD).status != 429:
            pass
        found += [asker.ask("GET", rule, address=FLOOD) for rule in (*dict(rules), *BESIDE)]
        yield found


def test_every_address_carries_the_security_headers_whatever_its_status(
    rules: list[tuple[str, list[str]]], answers: list[Answer]
) -> None:
    assert len(rules) > 40
    assert {answer.rule for answer in answers} == {*dict(rules), *BESIDE}
    assert {answer.status for answer in answers} >= {200, 400, 404, 405, 413, 429}
    bare = []
    for answer in answers:
        policy = answer.headers.get("content-security-policy", "")
        missing = [name for name in EVERY if name.lower() not in answer.headers]
        if missing or not policy.startswith("default-src 'none'") or "set-cookie" in answer.headers:
            bare.append((answer.asked, answer.status, missing, policy))
    assert bare == []


def test_nothing_but_the_page_itself_is_kept_by_any_cache(answers: list[Answer]) -> None:
    kept = [
        (answer.asked, answer.status, answer.headers.get("cache-control"))
        for answer in answers
        if "no-store" not in answer.headers.get("cache-control", "")
    ]
    pages = {"GET /", "GET /nothing", "GET /sw.js", "GET /version.json", "GET /r/K7MPQ2"}
    assert {asked for asked, _, _ in kept} <= pages | {f"HEAD{page[3:]}" for page in pages}
    assert {said for _, _, said in kept} == {"no-cache"}


def test_an_instance_that_is_served_by_https_says_so_in_every_answer(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = tmp_path_factory.mktemp("https") / "var"
    with Server(data, REQUESTS_PER_ADDRESS="1", PUBLIC_URL="https://recolte.example") as server:
        asker = Asker(server, server.open_room())
        found = [asker.ask("GET", path) for path in ("/", "/health", *BESIDE)]
        while asker.ask("GET", "/api/formats", address=FLOOD).status != 429:
            pass
        found += [asker.ask("GET", path, address=FLOOD) for path in ("/", *BESIDE)]
    assert {answer.status for answer in found} >= {200, 400, 404, 429}
    said = {answer.headers.get("strict-transport-security") for answer in found}
    assert said == {"max-age=31536000"}


def test_an_instance_that_is_served_by_http_binds_nobody_to_https(answers: list[Answer]) -> None:
    assert not [answer.asked for answer in answers if "strict-transport-security" in answer.headers]
