"""The servers that are measured, each in a fresh process on the server's core."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.dialects import NODE
from bench.machine import SERVER_CORE, on_core
from scripts.node import find_node
from server.demo.served import Served, answers, free_port
from server.settings import ROOT

PEERS = ("flask", "socketio", "hocuspocus")

NAMES = {
    "recolte": "Récolte",
    "flask": "Flask-SocketIO",
    "socketio": "Node Socket.IO",
    "hocuspocus": "Hocuspocus",
}

COMMANDS: dict[str, Sequence[str]] = {
    "flask": (sys.executable, "-m", "bench.peers.bare"),
    "socketio": ("node", str(NODE / "socketio.mjs")),
    "hocuspocus": ("node", str(NODE / "hocuspocus.mjs")),
    "sockets": (sys.executable, "-m", "bench.peers.sockets"),
    "echo": (sys.executable, "-m", "bench.peers.echo"),
}


def house(data: Path) -> Served:
    """The house over a data folder, to be started; it takes from one person as much as is asked."""
    return Served(data, environ={"ROOM_PASSWORD": "", "DATABASE_URL": "", "OPS_PER_PERSON": "100000"})


@contextmanager
def house_of(data: Path) -> Iterator[Served]:
    """Serve the house on the server's core."""
    served = house(data)
    with on_core(SERVER_CORE):
        served.start()
    try:
        yield served
    finally:
        served.stop()


@contextmanager
def peer(name: str) -> Iterator[tuple[int, int]]:
    """Serve another one on the same core; give its process and its port."""
    port = free_port()
    with on_core(SERVER_CORE):
        process = subprocess.Popen(
            [*COMMANDS[name], str(port)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    try:
        until = time.monotonic() + 20
        while not answers(f"http://127.0.0.1:{port}"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{name} did not start")
            time.sleep(0.05)
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def install_peers() -> None:
    """Install the peers of Node where they are missing; only the bench needs them."""
    node = find_node()
    os.environ["PATH"] = node.env["PATH"]
    if not (NODE / "node_modules" / ".package-lock.json").exists():
        print("Installing what Récolte is measured beside (once)…", flush=True)
        subprocess.run(
            [*node.npm, "ci", "--no-audit", "--no-fund", "--silent"], cwd=NODE, env=node.env, check=True
        )
