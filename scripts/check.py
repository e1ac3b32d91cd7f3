"""Everything `make test` runs: the quick checks two at a time, then the tests; all of it, even where one fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts import client
from scripts.browser import provide_browser
from scripts.ground import CLIENT, ROOT, VENV
from scripts.node import find_node

BIN = VENV / "bin"
TWO_AT_A_TIME = ["-n", "2", "--dist", "loadfile"]
"""How all tests run: two files at a time, since most of their time is waiting for real servers."""

QUICK_LIMIT = 300
PYTEST_CLOSES = re.compile(r"^=+ .*(passed|failed|error|no tests ran).* in [\d.]+s.*=+$")
VITEST_CLOSES = re.compile(r"^\s+(Test Files|Tests|Errors|Duration) ")
COLOURS = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Check:
    """One command that must succeed, and where it runs."""

    name: str
    command: tuple[str, ...]
    cwd: Path = ROOT
    env: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Outcome:
    """How a check ended, and the lines with which its runner closed."""

    name: str
    passed: bool
    seconds: float
    closing: tuple[str, ...] = ()


def quick_checks() -> list[Check]:
    """Name the checks that need no server: style, types, the direction of imports, and the client's own tests."""
    checks = [
        Check("ruff check", (str(BIN / "ruff"), "check")),
        Check("ruff format", (str(BIN / "ruff"), "format", "--check")),
        Check("mypy", (str(BIN / "mypy"),)),
        Check("lint-imports", (str(BIN / "lint-imports"),)),
    ]
    if client.is_there():
        node = find_node()
        for script in ("lint", "typecheck", "test"):
            command = (*node.npm, "run", "--silent", script)
            checks.append(
                Check(f"client {script}", command, CLIENT, {**node.env, "CI": "true", "NO_COLOR": "1"})
            )
    return checks


def run_quietly(check: Check) -> Outcome:
    """Run a check and show what it wrote only where it failed."""
    began = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            cwd=check.cwd,
            env=check.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=QUICK_LIMIT,
            check=False,
        )
        passed, wrote = done.returncode == 0, done.stdout
    except subprocess.TimeoutExpired:
        passed, wrote = False, f"not finished after {QUICK_LIMIT} s"
    if not passed:
        print(f"\n--- {check.name}\n{wrote.rstrip()}\n---", flush=True)
    closing = tuple(line for line in wrote.splitlines() if VITEST_CLOSES.match(COLOURS.sub("", line)))
    return Outcome(check.name, passed, time.monotonic() - began, closing)


def run_tests(arguments: list[str]) -> Outcome:
    """Run pytest before the person's eyes, and keep its closing line for the end, where it is looked for."""
    began = time.monotonic()
    env = {**os.environ, "CHROMIUM": str(provide_browser()), "PYTHONUNBUFFERED": "1"}
    closing: tuple[str, ...] = ()
    with subprocess.Popen(
        [BIN / "python", "-m", "pytest", *(arguments or TWO_AT_A_TIME)],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        for line in tests.stdout or ():
            if PYTEST_CLOSES.match(line):
                closing = (line.rstrip(),)
            else:
                print(line, end="", flush=True)
    return Outcome("pytest", tests.returncode == 0, time.monotonic() - began, closing)


def main(arguments: list[str]) -> int:
    """Run all checks, then say how each ended and close with the runners' own last lines."""
    with ThreadPoolExecutor(max_workers=2) as two:
        outcomes = list(two.map(run_quietly, quick_checks()))
    outcomes.append(run_tests(arguments))
    print()
    for outcome in outcomes:
        print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.name} ({outcome.seconds:.1f} s)")
    for outcome in outcomes:
        print(*outcome.closing, sep="\n", end="\n" if outcome.closing else "")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
