"""What is installed is what was tested, and nothing secret is in the repository."""

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest

from scripts.lock import LOCKED, is_fresh, lock_of
from server.app import secret
from server.settings import Settings
from tests.house import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    return {plain(name): version for name, version in PIN.findall(text)}


@pytest.mark.parametrize("name", LOCKED)
def test_every_lock_is_as_fresh_as_its_requirements(name: str) -> None:
    assert is_fresh(ROOT / name), f"{lock_of(ROOT / name).name} is stale: run `make lock` and commit it"


@pytest.mark.parametrize("name", LOCKED)
def test_every_package_of_a_lock_is_pinned_and_hashed_and_from_nowhere_in_particular(name: str) -> None:
    text = lock_of(ROOT / name).read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text.partition("\n")[2].strip())
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==\S+", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]
    assert "://" not in text
    locked = pins(text)
    for package, version in pins((ROOT / name).read_text("utf-8")).items():
        assert locked[package] == version, package


def test_every_package_of_the_pages_has_its_integrity() -> None:
    lock = json.loads((ROOT / "client" / "package-lock.json").read_text("utf-8"))
    missing = [
        name
        for name, package in lock["packages"].items()
        if name and not package.get("link") and not str(package.get("integrity", "")).startswith("sha512-")
    ]
    assert missing == []


SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a key of a cloud": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b"),
    "a token of a forge": re.compile(r"\b(ghp|gho|ghs|glpat|github_pat|npm|pypi)[_-][0-9A-Za-z_-]{20,}"),
    "a password in an address": re.compile(r"\b[a-z+]+://[^\s/:@\"'`<>{}…]+:(?!password|secret|\.\.\.)[^\s/@\"'`<>{}$…]{6,}@"),
    "a link that opens a room": re.compile(r"#t=[A-Za-z0-9_-]{40,}"),
}  # fmt: skip


def test_no_secret_is_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    found = []
    for name in filter(None, listed.split("\0")):
        file = ROOT / name
        if not file.is_file() or file.suffix in (".png", ".jpg", ".docx", ".odt", ".woff2"):
            continue
        text = file.read_text("utf-8", "replace")
        found += [f"{name}: {what}" for what, pattern in SECRETS.items() if pattern.search(text)]
        assert file.name not in (".env", "secret", "recolte.db"), name
    assert found == []


def test_the_secret_of_an_instance_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    made = secret(settings)
    assert len(made) >= 64
    assert secret(settings) == made
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
