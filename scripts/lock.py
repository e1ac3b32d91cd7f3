"""`make lock`: writes down, with their hashes, every package that the requirements bring, for every platform.

The requirements are for people; what is installed is the lock, and pip refuses a file whose hash is
not in it. Each lock says of which requirements it was made, so that a stale one is told from a good one.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

from scripts.ground import PYTHON, ROOT, give_up, run, say

UV = "uv==0.13.9"
"""What resolves; fetched for this one command, and kept nowhere."""

MARK = "# made from "
LOCKED = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")


def lock_of(requirements: Path) -> Path:
    """Give the lock that belongs to a requirements file."""
    return requirements.with_suffix(".lock")


def mark_of(requirements: Path) -> str:
    """Name what a lock is made from: the requirements, and those that they include, without comments."""
    lines: list[str] = []
    for line in requirements.read_text("utf-8").splitlines():
        if line.startswith("-r "):
            lines.append(mark_of(requirements.with_name(line[3:].strip())))
        elif line.strip() and not line.startswith("#"):
            lines.append(line.partition("#")[0].strip())
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def is_fresh(requirements: Path) -> bool:
    """Whether the lock of a requirements file was made from the file as it is."""
    lock = lock_of(requirements)
    return lock.is_file() and lock.read_text("utf-8").startswith(MARK + mark_of(requirements))


def main() -> int:
    """Write every lock anew."""
    with tempfile.TemporaryDirectory() as folder:
        quietly = ["-q", "--disable-pip-version-check", "--no-input"]
        if not run([PYTHON, "-m", "pip", "install", *quietly, "--target", folder, UV]):
            give_up(f"{UV}, which writes the locks, could not be fetched; the reason stands above.")
        for name in LOCKED:
            _write(ROOT / name, Path(folder) / "bin" / "uv")
    return 0


def _write(requirements: Path, uv: Path) -> None:
    lock = lock_of(requirements)
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "-q"]
    whole = ["--generate-hashes", "--universal", "--python-version", "3.11"]
    if not run([uv, "pip", "compile", *plain, *whole, "-o", lock, requirements]):
        give_up(f"{lock.name} could not be written; the reason stands above.")
    lock.write_text(
        f"{MARK}{mark_of(requirements)}; `make lock` writes it\n{lock.read_text('utf-8')}", "utf-8"
    )
    say(f"{lock.name}: {lock.read_text('utf-8').count('--hash=')} hashes")


if __name__ == "__main__":
    sys.exit(main())
