"""What every script stands on: the paths, the stamps that make a second run free, and how a script gives up."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
CLIENT = ROOT / "client"


def say(sentence: str) -> None:
    """Tell the person what is going on; on stderr, so that a script's answer on stdout stays clean."""
    print(sentence, file=sys.stderr, flush=True)


def give_up(sentence: str) -> NoReturn:
    """Stop with one sentence that says what to do: a person who set nothing up cannot read a traceback."""
    say(sentence)
    raise SystemExit(1)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> bool:
    """Run a command quietly and answer whether it worked; what it wrote is shown only where it did not.

    It never reads from the terminal: a question nobody can see would wait for ever.
    """
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        say(done.stdout.rstrip())
    return done.returncode == 0


def may_use_apt() -> bool:
    """Answer whether system packages can be installed without asking: as root, on Debian and its children."""
    return os.geteuid() == 0 and Path("/usr/bin/apt-get").exists()


def apt_install(*packages: str) -> bool:
    """Install Debian packages and answer whether that worked."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return run(["apt-get", "update", "-q"], env=env) and run(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], env=env
    )


def fingerprint(files: Iterable[Path], folder: Path) -> str:
    """Give one hash for the names and contents of files in a folder; contents, because git does not keep dates."""
    whole = hashlib.sha256()
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        whole.update(f"{file.relative_to(folder)} {content}\n".encode())
    return whole.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Answer whether the work that `stamp` stands for was already finished for this very value."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


def put_stamp(stamp: Path, value: str) -> None:
    """Remember that a piece of work is finished; called last, so that interrupted work is done again."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="utf-8")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the set-up for one process: two terminals that start together must not both install."""
    with (ROOT / "Makefile").open(encoding="utf-8") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work here; waiting for it to finish…")
            fcntl.flock(door, fcntl.LOCK_EX)
        yield
