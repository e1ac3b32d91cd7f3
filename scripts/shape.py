"""Brings all code into the common shape, as far as the tools can do it by themselves."""

from __future__ import annotations

import json
import subprocess

from scripts import client
from scripts.ground import CLIENT, ROOT, VENV
from scripts.node import find_node


def main() -> int:
    """Let ruff, and the client's own formatter where there is one, rewrite what they can."""
    ruff = VENV / "bin" / "ruff"
    codes = [_run([str(ruff), "check", "--fix-only", "--quiet"]), _run([str(ruff), "format"])]
    if client.is_there() and "format" in json.loads((CLIENT / "package.json").read_text("utf-8"))["scripts"]:
        node = find_node()
        command = [*node.npm, "run", "--silent", "format"]
        codes.append(subprocess.run(command, cwd=CLIENT, env=node.env, check=False).returncode)
    return max(codes)


def _run(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
