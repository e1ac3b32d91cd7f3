"""Everything `make test` runs: the client's tests, then all others with the readers of the code beside them.

All of it, even where one fails.
"""

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

LIMIT = 900
"""Seconds that a check may take which has the processor only where the tests wait."""

GIVES_WAY = ("nice", "-n", "19")
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


def readers() -> list[Check]:
    """Name the checks that only read the code: style, types, the direction of imports."""
    checks = [
        Check("ruff check", (*GIVES_WAY, str(BIN / "ruff"), "check")),
        Check("ruff format", (*GIVES_WAY, str(BIN / "ruff"), "format", "--check")),
        Check("mypy", (*GIVES_WAY, str(BIN / "mypy"))),
        Check("lint-imports", (*GIVES_WAY, str(BIN / "lint-imports"))),
    ]
    return [*checks, *client_checks("lint", "typecheck", behind=GIVES_WAY)]


def client_checks(*scripts: str, behind: tuple[str, ...] = ()) -> list[Check]:
    """Name checks of the pages by their scripts; none where there are no pages."""
    if not client.is_there():
        return []
    node = find_node()
    env = {**node.env, "CI": "true", "NO_COLOR": "1"}
    return [
        Check(f"client {script}", (*behind, *node.npm, "run", "--silent", script), CLIENT, env)
        for script in scripts
    ]


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
            timeout=LIMIT,
            check=False,
        )
        passed, wrote = done.returncode == 0, done.stdout
    except subprocess.TimeoutExpired:
        passed, wrote = False, f"not finished after {LIMIT} s"
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
    # By itself: some of these tests wait for real time, and the others would not leave them any.
    outcomes = [run_quietly(check) for check in client_checks("test")]
    with ThreadPoolExecutor(max_workers=1) as beside:
        read = beside.submit(lambda: [run_quietly(check) for check in readers()])
        tests = run_tests(arguments)
    outcomes += [*read.result(), tests]
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
