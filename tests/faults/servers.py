"""Servers that are back in a moment: forked from a process that has read everything, and killed at will."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

from tests.house import ROOT, OpenRoom, Server, free_port


class Nursery:
    """The process that real servers are forked from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.launch"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._gate = threading.Lock()
        self._answer()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def fork(self, order: dict[str, object]) -> int:
        """Let a server begin; give its process id."""
        with self._gate:
            assert self._process.stdin
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
            return int(str(self._answer()["pid"]))

    def _answer(self) -> dict[str, object]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the nursery has ended")
        return dict(json.loads(line))


class Forked(Server):
    """A server of the nursery: the same code on the same socket, with what a test wants to go wrong."""

    def __init__(self, nursery: Nursery, data: Path, speed: float = 1.0, **settings: str) -> None:
        super().__init__(data, **settings)
        self._nursery = nursery
        self._speed = speed
        self.disk_full = data.with_suffix(".full")
        self.die: tuple[str, int] | None = None
        """The phase in which the next server dies, and at which write."""
        self._pid = 0

    def start(self, patience: float = 60.0) -> "Forked":
        order: dict[str, object] = {
            "env": self.settings,
            "log": str(self.log),
            "speed": self._speed,
            "fails": str(self.disk_full),
        }
        if self.die:
            order["die"] = self.die
        self._pid = self._nursery.fork(order)
        until = time.monotonic() + patience
        while not self.healthy():
            if not self.alive() or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self.wrote()[-3000:]}")
            time.sleep(0.01)
        return self

    @property
    def pid(self) -> int:
        return self._pid

    def alive(self) -> bool:
        """Whether the process is there."""
        if not self._pid:
            return False
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            # Forgotten at once: the number goes to another process one day, which nobody here may kill.
            self._pid = 0
            return False
        return True

    def _end(self, how: signal.Signals, patience: float = 10.0) -> None:
        if not self.alive():
            return
        os.kill(self._pid, how)
        self.await_end(patience)

    def await_end(self, patience: float = 10.0) -> None:
        """Wait until the process is gone; TimeoutError after `patience` seconds."""
        until = time.monotonic() + patience
        while self.alive():
            if time.monotonic() > until:
                raise TimeoutError("the server does not end")
            time.sleep(0.005)


__all__ = ["Forked", "Nursery", "OpenRoom", "free_port"]
