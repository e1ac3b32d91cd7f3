"""A whole cluster from its wheels: PostgreSQL, Valkey, two processes, nginx in front."""

import re
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.cluster.cluster import Cluster, Process
from server.demo.phone import call
from tests.house import FORMAT, OpenRoom, wait_until


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Two processes behind nginx; a test that kills one starts it again."""
    # PostgreSQL runs as a person of its own, who may not enter the folders of pytest.
    with (
        tempfile.TemporaryDirectory(prefix="recolte-cluster-") as folder,
        Cluster(Path(folder) / "cluster") as running,
    ):
        yield running


@pytest.fixture
def whole(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster with nobody in it, and with every process running before the test and after it."""
    wait_until(lambda: sum(at_processes(cluster)) == 0, 15, "everybody's leaving")
    yield cluster
    for process in cluster.processes:
        if not process.running:
            process.launch()
    for process in cluster.processes:
        process.answered()


def open_room(base: str, **wanted: str) -> OpenRoom:
    """Open a room at an address."""
    return OpenRoom(base, call(base, "/api/rooms", {"format": FORMAT, "title": "Essai", **wanted}))


def at_processes(cluster: Cluster) -> list[int]:
    """How many devices each process has in its rooms; 0 where it does not answer."""
    return [devices_at(process) for process in cluster.processes]


def devices_at(process: Process) -> int:
    """How many devices a process says that it has in its rooms; 0 where it does not answer."""
    try:
        with urllib.request.urlopen(process.base + "/metrics", timeout=5) as answer:
            found = re.search(r"^recolte_devices (\d+)", answer.read().decode(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
