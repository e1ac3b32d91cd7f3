"""A server of our own, in a process of its own, for as long as it is needed."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from server.settings import ROOT

PATIENCE = 30.0
"""Seconds that a server may take to answer for the first time."""


class NotServed(Exception):
    """The server did not start; the message says where its own words are."""


class Served:
    """`python -m server` on a port of this machine, stopped on leaving."""

    def __init__(self, data: Path, port: int = 0, environ: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environ = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            **(environ or {}),
            "PORT": str(self.port),
            "DATA_DIR": str(data),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Served":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process's id; NotServed where it does not run."""
        if self._process is None:
            raise NotServed("not started")
        return self._process.pid

    def start(self) -> None:
        """Start, and come back once it answers; NotServed where it does not."""
        self.data.mkdir(parents=True, exist_ok=True)
        log = self.data / "server.log"
        with log.open("ab") as words:
            # A session of its own: Ctrl-C is for us, who then stop it in order.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server"],
                cwd=ROOT,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not answers(self.url):
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise NotServed(f"the server did not start: see {log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Let it finish its turns and go; it is killed where it does not."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(8)


def answers(url: str) -> bool:
    """Whether a server answers there and can write its log."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as reply:  # noqa: S310 - an address of ours
            return bool(reply.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


def free_port(wanted: int = 0) -> int:
    """Give the wanted port of this machine where it is free, any free one otherwise."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
