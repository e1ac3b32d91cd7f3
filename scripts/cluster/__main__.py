"""`make cluster`: the whole cluster for a developer, until Ctrl-C."""

from __future__ import annotations

import argparse
import fcntl
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.cluster.cluster import Cluster
from scripts.ground import ROOT, say


def main() -> int:
    """Start the cluster where none runs yet, and stop all of it in the end."""
    asked = argparse.ArgumentParser(prog="make cluster", description=__doc__)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--port", type=int, default=8080)
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "cluster")
    wanted = asked.parse_args()
    # Also where Ctrl-C is left alone, as in what a shell started beside.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with alone(wanted.data):
        run(Cluster(wanted.data.resolve(), wanted.processes, wanted.port))
    return 0


def run(cluster: Cluster) -> None:
    """Start the cluster, start again what dies, and stop all of it on Ctrl-C."""
    say("Starting PostgreSQL, Valkey, the processes and nginx…")
    try:
        cluster.start()
        greet(cluster)
        while True:
            time.sleep(0.5)
            for process in cluster.processes:
                if not process.running:
                    say(f"Process {process.number} has ended; starting it again.")
                    process.launch().answered()
    except KeyboardInterrupt:
        say("\nStopping…")
    finally:
        cluster.stop()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for one cluster; SystemExit where another has it, whose database would be stopped with ours."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("w", encoding="utf-8") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"A cluster already runs in {folder}. Stop it with Ctrl-C where it was started, "
                "or start this one elsewhere: python -m scripts.cluster --data FOLDER --port 8081"
            ) from None
        yield


def greet(cluster: Cluster) -> None:
    """Say where everything is."""
    say(f"\nRécolte, {len(cluster.processes)} processes\n\n  ici / here  http://localhost:{cluster.port}\n")
    for process in cluster.processes:
        say(f"  process {process.number}   {process.base}   pid {process.pid}   {process.log}")
    say(f"  PostgreSQL  {cluster.postgres.url}\n  Valkey      {cluster.valkey.url}")
    say("\n  Ctrl-C pour arrêter / to stop\n")


if __name__ == "__main__":
    raise SystemExit(main())
