"""The pages: their packages and their build, redone only where their sources changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.ground import CLIENT, fingerprint, give_up, is_stamped, put_stamp, run, say
from scripts.node import find_node

LISTS = [CLIENT / "package.json", CLIENT / "package-lock.json"]
MODULES = CLIENT / "node_modules"
BUILT = CLIENT / "dist"
NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results", "tests"}


def is_there() -> bool:
    """Answer whether this checkout has pages to build."""
    return all(file.is_file() for file in LISTS)


def install() -> None:
    """Install exactly what the lock file names, unless exactly that was installed before."""
    stamp, value = MODULES / ".recolte-installed", fingerprint(LISTS, CLIENT)
    if is_stamped(stamp, value):
        return
    say("Installing what builds the pages (once)…")
    node = find_node()
    if not run([*node.npm, "ci", "--no-audit", "--no-fund"], cwd=CLIENT, env=node.env):
        give_up("What builds the pages could not be installed; the reason stands above.")
    put_stamp(stamp, value)


def build() -> None:
    """Build the pages into `client/dist`, unless these very sources were built before."""
    stamp, value = MODULES / ".recolte-built", fingerprint(_sources(CLIENT), CLIENT)
    if is_stamped(stamp, value) and (BUILT / "index.html").is_file():
        return
    install()
    say("Building the pages…")
    node = find_node()
    if not run([*node.npm, "run", "--silent", "build"], cwd=CLIENT, env=node.env):
        give_up("The pages could not be built; the reason stands above.")
    put_stamp(stamp, fingerprint(_sources(CLIENT), CLIENT))


def _sources(folder: Path) -> Iterator[Path]:
    """Give every file that may change what is built: all but what is made, and the tests beside the sources."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in NOT_SOURCES:
            yield from _sources(entry)
        elif entry.is_file() and ".test." not in entry.name and entry.suffix != ".tsbuildinfo":
            yield entry
