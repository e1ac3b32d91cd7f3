"""What the wire is said to be is what it is: the schema in docs/ and the client's types are never stale."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.node import find_node
from server.core.deciding import RULES
from server.core.records import KINDS
from server.web.schema import CALLS, open_api, wire_schema

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("name", "now"), [("wire.schema.json", wire_schema), ("openapi.json", open_api)])
def test_the_committed_schema_is_what_the_server_says_now(name: str, now: object) -> None:
    assert callable(now)
    said = (ROOT / "docs" / name).read_bytes()
    assert said == now(), f"docs/{name} is stale: run `make wire`"


def test_the_clients_types_are_those_of_the_schema() -> None:
    node = find_node()
    checked = subprocess.run(
        [*node.npm, "run", "--silent", "wire:check"],
        cwd=ROOT / "client",
        env=dict(node.env),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_schema_names_every_record_and_every_op() -> None:
    document = json.loads(wire_schema())
    assert set(document["$defs"]["Card"]["properties"]) >= {"id", "rev", "text"}
    parts = document["properties"]
    assert set(parts["records"]["properties"]) == set(KINDS)
    assert set(parts["ops"]["properties"]) == set(RULES)


def test_every_reference_in_the_schema_leads_somewhere() -> None:
    text = wire_schema().decode()
    names = set(json.loads(text)["$defs"])
    referred = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert referred <= names


def test_every_call_on_a_room_that_the_server_answers_stands_in_the_registry(tmp_path: Path) -> None:
    """What is not in the registry is in no page and is tried by no test of rights."""
    told = subprocess.run(
        [sys.executable, "-c", ROUTES],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "ASYNC_MODE": "threading"},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    answered = {line for line in told.stdout.splitlines() if "/api/rooms/*" in line}
    listed = {f"{method.upper()} {re.sub(r'{[a-z]+}', '*', path)}" for method, path, *_ in CALLS}
    assert len(answered) > 20
    assert answered - listed == set()


ROUTES = """
import os, re
from server.app import build
from server.settings import read_settings

for rule in build(read_settings()).flask.url_map.iter_rules():
    for method in rule.methods - {"HEAD", "OPTIONS"}:
        if rule.rule.startswith("/api/"):
            print(method, re.sub(r"<[^>]+>", "*", rule.rule), flush=True)
os._exit(0)
"""
