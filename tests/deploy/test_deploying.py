"""What the page on deploying says, done: units, backups, the Procfile, the container file, proxies."""

import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts import deploying
from server.settings import SettingsError, read_settings
from tests.house import ROOT, Server, free_port, wait_until

WHOLE = os.environ.get("DEPLOY") == "whole"
UNITS = sorted((ROOT / "deploy").glob("recolte*.*er*"))


def test_the_page_on_deploying_shows_the_files_that_are_deployed() -> None:
    page = deploying.PAGE.read_text("utf-8")
    assert deploying.in_page(page) == page
    for name in deploying.SHOWN.values():
        assert (ROOT / "deploy" / name).read_text("utf-8") in page


def test_every_command_of_make_that_the_documentation_names_exists() -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "server").rglob("*.py")]
    named = {name for page in pages for name in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert named - known == set()


def here(unit: Path, folder: Path) -> Path:
    """A unit as it would be on this machine, under the name of a process where it is a template."""
    text = unit.read_text("utf-8").replace("/srv/recolte", str(ROOT)).replace("User=recolte", "User=root")
    made = folder / unit.name.replace("@", "@8001")
    made.write_text(text, "utf-8")
    return made


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="the machine has no systemd")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: Path, tmp_path: Path) -> None:
    for other in UNITS:
        here(other, tmp_path)
    named = tmp_path / unit.name.replace("@", "@8001")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(named)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_unit_that_opens_the_data_folder_leaves_it_its_owners_alone() -> None:
    # Each start sets the folder's mode anew: the copy of the night opened it to everybody on the machine.
    units = [unit.read_text("utf-8").splitlines() for unit in UNITS]
    keeping = [unit for unit in units if "StateDirectory=recolte" in unit]
    assert len(keeping) == 2
    assert all("StateDirectoryMode=0700" in unit for unit in keeping)


def test_a_process_whose_database_is_away_is_started_again_until_it_is_back() -> None:
    # By itself systemd gives up after five starts within ten seconds, and two seconds are enough for one.
    unit = (ROOT / "deploy" / "recolte@.service").read_text("utf-8").splitlines()
    assert {"Restart=always", "StartLimitIntervalSec=0"} <= {*unit}


def test_the_copy_of_the_night_is_made_as_its_unit_and_cron_say_and_can_be_restored(tmp_path: Path) -> None:
    with Server(tmp_path / "var") as server:
        room = server.open_room()
        unit = (ROOT / "deploy" / "recolte-backup.service").read_text("utf-8")
        line = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
        cron = re.search(r"^30 3 \* \* \* {2}(.*)$", deploying.PAGE.read_text("utf-8"), re.MULTILINE)
        assert line is not None
        assert cron is not None
        for number, said in enumerate(
            (line[1].replace("$$", "$").replace("%%", "%"), cron[1].replace("\\%", "%"))
        ):
            kept = tmp_path / f"kept-{number}"
            kept.mkdir()
            command = said.replace("/srv/recolte", str(ROOT)).replace("/var/backups/recolte", str(kept))
            command = command.replace("/var/lib/recolte", str(server.data))
            env = {**os.environ, "DATA_DIR": str(server.data)}
            subprocess.run(["sh", "-c", command], cwd=ROOT, env=env, check=True, capture_output=True)
            (copy,) = kept.iterdir()
            assert copy.name == f"day-{time.strftime('%u')}.tar.gz"
    restored = tmp_path / "restored"
    subprocess.run(
        [sys.executable, "-m", "server", "restore", str(copy)],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(restored)},
        check=True,
        capture_output=True,
    )
    with Server(restored) as again:
        room.base = again.base
        console = room.facilitator()
        assert console.me["seat"] == "facilitator"
        console.leave()


@contextmanager
def served(command: str, folder: Path, env: dict[str, str]) -> Iterator[str]:
    """Start a command by the shell, as a platform does; give its address once it answers."""
    port = env["PORT"]
    with (folder / "served.log").open("wb") as log:
        process = subprocess.Popen(
            ["sh", "-c", f"exec {command}"], cwd=folder, env=env, stdout=log, stderr=log
        )
    base = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, (folder / "served.log").read_text("utf-8")
        try:
            with urllib.request.urlopen(base + "/health", timeout=2) as answer:
                return bool(json.loads(answer.read())["ok"])
        except OSError:
            return False

    try:
        wait_until(answers, 30, "the server's answer")
        yield base
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def a_copy_of_the_sources(folder: Path) -> Path:
    """What a platform or an engine is given: the files of the repository, less those that are left out."""
    left_out = [line.rstrip("/") for line in (ROOT / ".containerignore").read_text("utf-8").split()]
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if name.split("/")[0] not in left_out and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def test_the_procfile_serves_on_the_port_that_the_platform_gives(tmp_path: Path) -> None:
    app = a_copy_of_the_sources(tmp_path / "app")
    (app / "client" / "dist").symlink_to(ROOT / "client" / "dist")
    (line,) = (app / "Procfile").read_text("utf-8").splitlines()
    kind, _, command = line.partition(":")
    assert kind == "web"
    env = {"PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}", "PORT": str(free_port())}
    with served(command.strip(), app, env) as base, urllib.request.urlopen(base + "/r/K7MPQ2") as page:
        assert b"<title>" in page.read()
    assert (app / "var" / "recolte.db").exists()


def steps() -> list[tuple[str, str]]:
    """The instructions of the container file, in order."""
    text = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def test_the_steps_of_the_container_file_lead_to_a_server_in_an_empty_folder(tmp_path: Path) -> None:
    """Without an engine: its copies and commands are done in folders. `make test-deploy` leaves nothing out."""
    stages: list[Path] = []
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    command = health = ""
    for instruction, said in steps():
        match instruction:
            case "FROM":
                assert said.startswith("python:3.11-slim-bookworm")
                stages.append(tmp_path / f"stage-{len(stages)}")
            case "WORKDIR":
                assert said == "/srv/recolte"
                stages[-1].mkdir()
            case "COPY" if said == ". .":
                a_copy_of_the_sources(stages[-1])
            case "COPY":
                assert said == "--from=built /srv/recolte ."
                shutil.copytree(stages[0], stages[-1], dirs_exist_ok=True, symlinks=True)
            case "RUN" if said.startswith("useradd"):
                # A home that is made so holds files of the shell; they would be in each new volume, and a copy
                # is brought back into an empty folder alone.
                assert "--create-home" not in said
                assert "install -d -o recolte -m 700 /var/lib/recolte" in said
            case "RUN" if WHOLE:
                subprocess.run(["sh", "-c", said], cwd=stages[-1], env=env, check=True)
            case "RUN" if "scripts.setup" in said:
                # What it would install and build is here already; the long run does it anew.
                (stages[-1] / ".venv").symlink_to(ROOT / ".venv")
                (stages[-1] / "client" / "dist").symlink_to(ROOT / "client" / "dist")
            case "ENV":
                env |= dict(pair.split("=", 1) for pair in shlex.split(said))
            case "HEALTHCHECK":
                health = shlex.join(json.loads(said.removeprefix("CMD ")))
            case "CMD":
                command = shlex.join(json.loads(said))
    assert env["HOST"] == "0.0.0.0"
    # The tests stay on this machine's own address, and beside whatever else runs on it.
    env |= {"HOST": "127.0.0.1", "PORT": str(free_port()), "DATA_DIR": str(tmp_path / "data")}
    with served(command, stages[-1], env) as base:
        subprocess.run(["sh", "-c", health], cwd=stages[-1], env=env, check=True)
        with urllib.request.urlopen(base + "/") as page:
            assert b"<title>" in page.read()
        with urllib.request.urlopen(base + "/api/formats") as formats:
            assert json.loads(formats.read())
    assert not (stages[-1] / "tests").exists()


def guesses(server: Server, source: str, forwarded: str, many: int) -> set[int]:
    """Ask for codes that name no room, from an address of this machine; give the answers' statuses."""
    said = set()
    for number in range(many):
        door = http.client.HTTPConnection("127.0.0.1", server.port, source_address=(source, 0))
        door.request(
            "GET", f"/api/rooms/ZZ{number:04}", headers={"X-Forwarded-For": forwarded.format(number)}
        )
        said.add(door.getresponse().status)
        door.close()
    return said


def test_only_a_trusted_proxy_says_who_asks(tmp_path: Path) -> None:
    """Attack: a stranger names other addresses to be counted as somebody else. Expected: not read, but from a proxy."""
    with Server(tmp_path / "var", TRUSTED_PROXIES="127.0.0.2, 10.0.0.0/8") as server:
        # Nobody's proxy: however many addresses they claim, they are one, and meet the limit.
        assert guesses(server, "127.0.0.3", "198.51.100.{}", 60) == {404, 429}
        # A trusted one: each of those for whom it asks is somebody of their own.
        assert guesses(server, "127.0.0.2", "198.51.100.{}", 60) == {404}
        # What the proxy was told by others stands before, and is not read.
        assert guesses(server, "127.0.0.2", "203.0.113.{}, 198.51.100.200, 10.1.2.3", 60) == {404, 429}


@pytest.mark.parametrize("said", ["localhost", "10.0.0.0/33", "10.0.0.1/8"])
def test_proxies_that_are_no_addresses_are_told_at_the_start(said: str) -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXIES"):
        read_settings({"TRUSTED_PROXIES": said})
