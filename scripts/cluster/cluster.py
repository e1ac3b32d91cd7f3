"""Several processes of one instance, and what they share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from scripts.cluster.front import Front, Site
from scripts.cluster.ports import free_port
from scripts.cluster.stores import Postgres, Valkey
from scripts.ground import ROOT

PATIENCE = 30.0
"""Seconds for a process to answer after its start."""


class Process:
    """One `python -m server` of the instance."""

    def __init__(self, number: int, log: Path, settings: Mapping[str, str]) -> None:
        self.number = number
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._settings = {"HOST": "127.0.0.1", "PORT": str(self.port), "PYTHONUNBUFFERED": "1", **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> Process:
        """Start the process, and do not wait for it."""
        with self.log.open("ab") as written:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server"],
                cwd=ROOT,
                env={**os.environ, **self._settings},
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches whoever started the cluster, who stops everything in order.
                start_new_session=True,
            )
        return self

    def answered(self) -> Process:
        """Wait until the process answers; RuntimeError where it does not."""
        until = time.monotonic() + PATIENCE
        while not self.healthy():
            if not self.running or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"process {self.number} did not start:\n{self.wrote()[-3000:]}")
            time.sleep(0.02)
        return self

    @property
    def running(self) -> bool:
        """Whether the process has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid if self._process is not None else 0

    def healthy(self) -> bool:
        """Whether the process answers that all is well."""
        try:
            with urllib.request.urlopen(self.base + "/health", timeout=5) as answer:  # noqa: S310 - our own server
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the process to stop, and wait."""
        self._end(signal.SIGTERM)

    def pause(self) -> None:
        """Freeze the process, as a machine that swaps or a disk that hangs would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a frozen process go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(10)

    def wrote(self) -> str:
        """Everything that the process has said so far."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""


class Cluster:
    """PostgreSQL, Valkey, some processes and nginx, in one folder."""

    def __init__(
        self, folder: Path, processes: int = 2, port: int = 0, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.postgres = Postgres(folder / "postgres")
        self.valkey = Valkey(folder / "valkey")
        self.port = port or free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.processes: list[Process] = []
        self.front: Front | None = None
        self._wanted = processes
        self._settings = dict(settings or {})

    def __enter__(self) -> Cluster:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def healthy(self) -> bool:
        """Whether every process answers that all is well."""
        return all(process.healthy() for process in self.processes)

    def start(self) -> Cluster:
        """Start everything, in order, and wait until every process answers."""
        self.postgres.start()
        self.valkey.start()
        settings = {
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.postgres.url,
            "MESSAGE_QUEUE": self.valkey.url,
            **self._settings,
        }
        self.processes = [
            Process(number, self.folder / f"process-{number}.log", settings).launch()
            for number in range(1, self._wanted + 1)
        ]
        for process in self.processes:
            process.answered()
        served = [f"127.0.0.1:{process.port}" for process in self.processes]
        self.front = Front(self.folder / "nginx", Site(processes=served, port=self.port)).start()
        return self

    def stop(self) -> None:
        """Stop everything, in the order in which nobody misses what is already gone."""
        if self.front is not None:
            self.front.stop()
        for process in self.processes:
            process.stop()
        self.valkey.stop()
        self.postgres.stop()
