"""Finds the Chromium that the browser tests drive, installs it where it is missing, and prints its path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.ground import apt_install, give_up, may_use_apt, run, say

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PACKAGES = ("chromium", "fonts-dejavu", "fonts-noto-color-emoji")


def find_browser() -> Path | None:
    """Give the first browser that really starts, the one named by CHROMIUM before all others."""
    return next((place for place in _places() if _starts(place)), None)


def provide_browser() -> Path:
    """Give a browser, installing one where there is none; where that fails, say what to install and stop."""
    found = find_browser()
    if found is not None:
        return found
    if may_use_apt():
        say("Installing Chromium for the browser tests (once)…")
        apt_install(*PACKAGES)
    if find_browser() is None:
        say("Fetching the test tool's own Chromium (once)…")
        run([sys.executable, "-m", "playwright", "install", "chromium"])
    found = find_browser()
    if found is None:
        give_up(
            "The browser tests need Chromium: install it (on Debian: apt install chromium) or set CHROMIUM to it."
        )
    return found


def _places() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM"):
        yield Path(named)
    for command in COMMANDS:
        if path := shutil.which(command):
            yield Path(path)
    yield from APPLICATIONS
    yield from _playwrights_own()


def _playwrights_own() -> Iterator[Path]:
    """Look where the test tool keeps the browsers it fetched, the newest first."""
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    homes = (
        [Path(kept)]
        if kept
        else [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    )
    for home in homes:
        yield from sorted(home.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
        yield from sorted(home.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*"), reverse=True)


def _starts(browser: Path) -> bool:
    """Ask the browser its version: on some systems the command exists and only says where to get the real one."""
    if not os.access(browser, os.X_OK):
        return False
    try:
        asked = subprocess.run(
            [browser, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


if __name__ == "__main__":
    print(provide_browser())
