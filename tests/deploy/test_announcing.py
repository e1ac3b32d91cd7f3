"""The name of a laptop in a hall: found by others, gone with the server, and never in the way of it."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from zeroconf import AddressResolver, Zeroconf

from server.settings import SettingsError, read_settings
from tests.house import ROOT, Server, wait_until

NAME = "recolte-essai"


def found(name: str) -> list[str]:
    """The addresses that this machine's own network gives for a name; asked in a thread that has no loop."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_found, name).result()


def _found(name: str) -> list[str]:
    asking = Zeroconf(interfaces=["127.0.0.1"])
    try:
        asked = AddressResolver(f"{name}.local.")
        return asked.parsed_addresses() if asked.request(asking, 1_000) else []
    finally:
        asking.close()


@pytest.fixture
def announcing() -> Iterator["subprocess.Popen[bytes]"]:
    """The announcing process, on the loopback alone: nothing of it leaves this machine."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server.announcing", NAME, "8000", "127.0.0.1"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
    )
    yield process
    process.kill()
    process.wait()


def test_a_name_is_found_while_the_server_lives_and_ends_with_it(
    announcing: "subprocess.Popen[bytes]",
) -> None:
    wait_until(lambda: found(NAME) == ["127.0.0.1"], 20, "the name")
    assert announcing.stdin is not None
    announcing.stdin.close()
    assert announcing.wait(15) == 0


def test_without_a_network_the_announcing_waits_and_says_so_in_its_log(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.announcing", NAME, "8000", "localhost"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stderr=log,
        )
    try:
        wait_until(lambda: b"name.not-announced" in (tmp_path / "log").read_bytes(), 20)
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def test_a_server_whose_name_cannot_be_announced_serves_all_the_same(tmp_path: Path) -> None:
    with Server(tmp_path / "var", LOCAL_NAME="recolte-essai") as server:
        # At this machine alone nobody could come by the name, so that none is announced.
        assert server.healthy()
        assert f"http://{NAME}.local:{server.port}" not in server.wrote()
        room = server.open_room()
        room.phone().leave()


@pytest.mark.parametrize("said", ["récolte", "a.b", "-a", "x" * 64, "a b"])
def test_a_name_that_no_network_knows_is_told_at_the_start(said: str) -> None:
    with pytest.raises(SettingsError, match="LOCAL_NAME"):
        read_settings({"LOCAL_NAME": said})
