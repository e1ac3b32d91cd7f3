"""The virtual environment and the Python packages in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.ground import (
    PYTHON,
    ROOT,
    VENV,
    apt_install,
    fingerprint,
    give_up,
    is_stamped,
    may_use_apt,
    put_stamp,
    run,
    say,
)
from scripts.lock import is_fresh, lock_of

RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
NODE = ROOT / "requirements-node.txt"


def make_environment() -> None:
    """Make `.venv` where it is missing or where the Python it was made from has gone."""
    if PYTHON.exists():
        return
    if not _has_ensurepip():
        _install_ensurepip()
    say("Making the virtual environment in .venv…")
    if not run([sys.executable, "-m", "venv", "--clear", VENV]):
        shutil.rmtree(VENV, ignore_errors=True)
        give_up("The virtual environment could not be made; the reason stands above.")


def install(requirements: Path) -> None:
    """Install what a requirements file pins, unless exactly that was installed before."""
    stamp, value = _stamp(requirements)
    if is_stamped(stamp, value) or (requirements == RUNTIME and _is_installed(DEVELOPMENT)):
        return
    say(f"Installing the Python packages of {requirements.name} (once)…")
    quietly = ["-q", "--disable-pip-version-check", "--no-input"]
    if is_fresh(requirements):
        wanted: list[str | Path] = ["--require-hashes", "-r", lock_of(requirements)]
    else:
        # Whoever has just added a package must be able to try it; `make test` names the stale lock.
        say(f"{lock_of(requirements).name} is older than {requirements.name}: without hashes (`make lock`).")
        wanted = ["-r", requirements]
    if not run([PYTHON, "-m", "pip", "install", *quietly, *wanted]):
        give_up(f"The packages of {requirements.name} could not be installed; the reason stands above.")
    put_stamp(stamp, value)


def _is_installed(requirements: Path) -> bool:
    stamp, value = _stamp(requirements)
    return is_stamped(stamp, value)


def _stamp(requirements: Path) -> tuple[Path, str]:
    """Give the stamp of a file; what tests also holds what runs, so both decide on its value."""
    files = [RUNTIME, DEVELOPMENT] if requirements == DEVELOPMENT else [requirements]
    return VENV / "stamps" / requirements.name, fingerprint(files, ROOT)


def _has_ensurepip() -> bool:
    """Answer whether this Python can make an environment with pip: Debian ships that part on its own."""
    asked = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _install_ensurepip() -> None:
    if not (may_use_apt() and apt_install("python3-venv")):
        give_up(
            "Python's venv module is missing: install it (on Debian: apt install python3-venv), then try again."
        )
