"""What keeps a server from starting is said in a sentence, and by no trace; two never serve one folder unknowing."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import text

from server.settings import SettingsError, read_settings
from server.starting import peer
from server.store.database import Database
from tests.house import ROOT, Server, free_port, wait_until


def started_in_vain(data: Path, *command: str, **settings: str) -> str:
    """Start a server that cannot serve, or a command that cannot be done; give what it says."""
    asked = {"HOST": "127.0.0.1", "PORT": str(free_port()), "DATA_DIR": str(data), **settings}
    done = subprocess.run(
        [sys.executable, "-m", "server", *command],
        cwd=ROOT,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


def test_a_second_server_in_one_folder_says_so_and_takes_nobody_from_the_first(tmp_path: Path) -> None:
    with Server(tmp_path / "var") as server:
        said = started_in_vain(server.data, PORT=str(server.port))
        assert "Récolte sert déjà" in said
        assert "MESSAGE_QUEUE" in said
        room = server.open_room()
        phones = [room.phone(f"Appareil {number}") for number in range(8)]
        # Of two that listened by one port, each had about half of them.
        assert len(phones[-1].here) == 8
        for phone in phones:
            phone.leave()


def test_a_server_that_begins_while_the_one_before_stops_serves_after_it(tmp_path: Path) -> None:
    with Server(tmp_path / "var") as first:
        second = Server(first.data)
        second.settings["PORT"] = str(first.port)
        second.base = first.base
        process = subprocess.Popen(
            second.command, cwd=ROOT, env={**os.environ, **second.settings}, stdout=subprocess.DEVNULL
        )
        try:
            first.stop()
            wait_until(second.healthy, 60, "the second server's answer")
            assert process.poll() is None
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_a_port_that_another_program_has_is_said(tmp_path: Path, mode: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port()))
        other.listen()
        said = started_in_vain(tmp_path, PORT=str(other.getsockname()[1]), ASYNC_MODE=mode)
    assert "est déjà pris" in said
    assert "is taken already" in said


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_an_address_of_ipv6_takes_the_phones_of_both(tmp_path: Path, mode: str) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine knows no IPv6")
    with Server(tmp_path / "var", HOST="::", ASYNC_MODE=mode) as server:
        server.open_room().phone("Amel").leave()
        with urllib.request.urlopen(f"http://[::1]:{server.port}/health", timeout=5) as answer:
            assert answer.status == 200
    assert peer(("::ffff:127.0.0.1", 5, 0, 0))[0] == "127.0.0.1"


def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "DATA_DIR" in started_in_vain(tmp_path / "file")
    assert "HOST" in started_in_vain(tmp_path / "host", HOST="192.0.2.1")
    far = f"postgresql://recolte:secret@127.0.0.1:{free_port()}/recolte"
    said = started_in_vain(tmp_path / "far", DATABASE_URL=far)
    assert said.startswith("the database cannot be used now")
    assert "secret" not in said
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "recolte.db").write_text("no database, and long enough to be one" * 20)
    assert "is not a database" in started_in_vain(tmp_path / "broken")


def test_what_a_command_cannot_write_or_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no backup")
    no_folder = tmp_path / "file" / "var"
    for command in (("export", "K7MPQ2", "md"), ("import", str(tmp_path / "file"))):
        assert (
            started_in_vain(no_folder, *command) == f"DATA_DIR {no_folder} cannot be made: Not a directory\n"
        )
    said = started_in_vain(tmp_path, "schema", str(no_folder))
    assert said == f"cannot write {no_folder}: Not a directory\n"
    for source in ("file", "nowhere"):
        said = started_in_vain(tmp_path / "var", "restore", str(tmp_path / source))
        assert len(said.splitlines()) == 1
        assert str(tmp_path / source) in said
    # Where the secret would be put is a folder.
    (tmp_path / "other" / "secret").mkdir(parents=True)
    assert "secret cannot be kept" in started_in_vain(tmp_path / "other")


def test_a_database_of_a_newer_server_is_left_alone_and_said(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'recolte.db'}")
    database.migrate()
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    assert "a newer Récolte" in started_in_vain(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PORT", "²"),
        ("PUBLIC_URL", "recolte.example.org"),
        ("PUBLIC_URL", "https://recolte.example.org/recolte"),
        ("PUBLIC_URL", "https://recolte.example.org:port"),
        ("DATABASE_URL", "recolte:secret@localhost"),
        ("DATABASE_URL", "mysql://recolte:secret@localhost/recolte"),
        ("MESSAGE_QUEUE", "secret@localhost:6379"),
        ("MESSAGE_QUEUE", "redis://:secret@localhost:port/0"),
    ],
)
def test_a_setting_that_cannot_be_right_is_told_at_the_start_without_its_password(
    name: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=name) as told:
        read_settings({name: said})
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("https://recolte.example.org/", "https://recolte.example.org"),
        ("https://Recolte.Example.org:443", "https://recolte.example.org"),
        ("http://192.168.1.10:8000", "http://192.168.1.10:8000"),
        ("http://[fd00::1]:8000", "http://[fd00::1]:8000"),
        ("", ""),
    ],
)
def test_the_public_address_is_written_as_browsers_write_it(said: str, meant: str) -> None:
    assert read_settings({"PUBLIC_URL": said}).public_url == meant


def asked_from(base: str, origin: str) -> int:
    """Begin a session of long-polling as a page of some origin does; give the status."""
    asked = urllib.request.Request(f"{base}/socket.io/?EIO=4&transport=polling", headers={"Origin": origin})
    try:
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_page_of_the_laptop_itself_opens_a_socket_beside_the_public_address(tmp_path: Path) -> None:
    with Server(tmp_path / "var", PUBLIC_URL="https://recolte.example.org") as server:
        assert asked_from(server.base, server.base) == 200
        assert asked_from(server.base, "https://recolte.example.org") == 200
        assert asked_from(server.base, "https://ailleurs.example") == 400
