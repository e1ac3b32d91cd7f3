"""The project's outer shell: what is pinned stays pinned, and setting up twice costs nothing."""

import json
import os
import re
import subprocess
import sys
import time
from importlib.metadata import distributions
from pathlib import Path

import pytest

from scripts import browser, check, client, ground, packages
from scripts.cluster.__main__ import alone

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))


def pins(file: Path) -> list[str]:
    lines = (line.split("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-r ")]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_names_one_version() -> None:
    loose = [
        line for file in REQUIREMENTS for line in pins(file) if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)
    ]
    assert loose == []


def test_whatever_is_installed_is_pinned() -> None:
    pinned = {plain(re.split(r"[\[=]", line)[0]) for file in REQUIREMENTS for line in pins(file)}
    installed = {plain(found.metadata["Name"]) for found in distributions()}
    assert installed - pinned <= {"pip", "setuptools", "wheel"}


def test_the_lock_file_of_the_pages_names_no_registry() -> None:
    lock = json.loads((ROOT / "client" / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_every_command_of_the_makefile_says_what_it_does() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [name for name in named if f"make {name} " not in said] == []


def test_a_second_setup_finds_the_packages_there(capsys) -> None:
    # `make test` has just set up; what is looked at here is the second time.
    began = time.monotonic()
    packages.make_environment()
    packages.install(packages.DEVELOPMENT)
    packages.install(packages.RUNTIME)
    assert time.monotonic() - began < 0.5
    assert capsys.readouterr().err == ""


@pytest.fixture
def small_client(tmp_path: Path, monkeypatch) -> Path:
    """Pages that a real npm builds in a blink: one source, copied."""
    folder = tmp_path / "client"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "page.html").write_text("un")
    build = "mkdir -p dist && cp src/page.html dist/index.html"
    written = {"name": "small", "version": "1.0.0", "scripts": {"build": build}}
    (folder / "package.json").write_text(json.dumps(written))
    lock = {"name": "small", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": written}}
    (folder / "package-lock.json").write_text(json.dumps(lock))
    monkeypatch.setattr(client, "CLIENT", folder)
    monkeypatch.setattr(client, "LISTS", [folder / "package.json", folder / "package-lock.json"])
    monkeypatch.setattr(client, "MODULES", folder / "node_modules")
    monkeypatch.setattr(client, "BUILT", folder / "dist")
    return folder


def test_the_pages_are_built_again_only_where_their_sources_changed(small_client: Path) -> None:
    page, built = small_client / "src" / "page.html", small_client / "dist" / "index.html"
    client.build()
    assert built.read_text() == "un"
    built.write_text("kept")
    client.build()
    assert built.read_text() == "kept"
    page.write_text("deux")
    client.build()
    assert built.read_text() == "deux"
    built.unlink()
    client.build()
    assert built.read_text() == "deux"


def test_a_fingerprint_follows_the_contents_and_not_the_dates(tmp_path: Path) -> None:
    page = tmp_path / "page.ts"
    page.write_text("un")
    first = ground.fingerprint([page], tmp_path)
    os.utime(page, (0, 0))
    assert ground.fingerprint([page], tmp_path) == first
    page.write_text("deux")
    assert ground.fingerprint([page], tmp_path) != first


def test_interrupted_work_is_not_taken_for_finished(tmp_path: Path) -> None:
    stamp = tmp_path / "stamps" / "requirements.txt"
    assert not ground.is_stamped(stamp, "abc")
    ground.put_stamp(stamp, "abc")
    assert ground.is_stamped(stamp, "abc")
    assert not ground.is_stamped(stamp, "abd")


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    assert browser.find_browser() != broken


def test_a_missing_browser_is_said_in_one_sentence(monkeypatch, capsys) -> None:
    monkeypatch.setattr(browser, "find_browser", lambda: None)
    monkeypatch.setattr(browser, "may_use_apt", lambda: False)
    monkeypatch.setattr(browser, "run", lambda _command: False)
    with pytest.raises(SystemExit, match="1"):
        browser.provide_browser()
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert "install it" in last
    assert "CHROMIUM" in last


def test_the_closing_lines_of_both_runners_are_recognised() -> None:
    assert check.PYTEST_CLOSES.match("======== 2 failed, 40 passed in 12.34s ========\n")
    assert check.PYTEST_CLOSES.match("===== 40 passed, 1 warning in 90.10s (0:01:30) =====\n")
    assert not check.PYTEST_CLOSES.match("===== short test summary info =====\n")
    assert check.VITEST_CLOSES.match("      Tests  12 passed (12)")


def test_a_second_cluster_in_one_folder_is_refused_and_leaves_the_first_alone(tmp_path: Path) -> None:
    with alone(tmp_path):
        asked = [sys.executable, "-m", "scripts.cluster", "--data", str(tmp_path)]
        second = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert second.returncode == 1
    assert second.stderr.startswith("A cluster already runs in")
    assert "Ctrl-C" in second.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["running"]
