"""The real server, as its own process: started, stopped, killed and started again by the tests."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from server.demo.phone import Phone, call
from server.live.ids import new_id

ROOT = Path(__file__).resolve().parent.parent
FORMAT = "journee-capitalisation"
PORTS = (15_000, 32_000)


def free_port() -> int:
    """Give a port that nobody listens on now.

    It is none of those that the system gives to outgoing connections: a server that was killed finds its
    own free when it comes back. And it is drawn, so that runs side by side do not draw the same.
    """
    while True:
        port = random.SystemRandom().randrange(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class OpenRoom:
    """A room that was opened over HTTP, with the tokens of its links."""

    def __init__(self, base: str, answer: dict[str, object]) -> None:
        self.base = base
        self.code = str(answer["code"])
        self.host = str(answer["participant"])
        links = dict(answer["links"])  # type: ignore[call-overload]
        self.links: dict[str, str] = links
        self.tokens = {name: link.partition("#t=")[2] for name, link in links.items()}
        self.tokens["facilitator"] = str(answer["token"])

    def facilitator(self, transports: list[str] | None = None) -> Phone:
        """Connect the facilitator's console."""
        return Phone(self.base, self.tokens["facilitator"], self.code).connect(transports)

    def screen(self) -> Phone:
        """Connect the projector."""
        return Phone(self.base, self.tokens["screen"], self.code).connect()

    def join(self, name: str = "Amel", **said: str) -> tuple[str, str]:
        """Let a person in; give their id and the token of their device."""
        joined = call(self.base, f"/api/rooms/{self.code}/join", {"name": name, **said})
        return str(joined["participant"]), str(joined["token"])

    def phone(self, name: str = "Amel", transports: list[str] | None = None) -> Phone:
        """Let a person in and connect their phone."""
        return Phone(self.base, self.join(name)[1], self.code).connect(transports)


class Server:
    """`python -m server` with its own data folder and port; settings as in the environment."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = data.with_suffix(".log")
        self.command = [sys.executable, "-m", "server"]
        self.settings = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DATA_DIR": str(data),
            "PYTHONUNBUFFERED": "1",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self, patience: float = 90.0) -> "Server":
        """Start the process and wait until it answers (seconds)."""
        with self.log.open("ab") as written:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.settings},
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + patience
        while not self.healthy():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self.wrote()[-3000:]}")
            time.sleep(0.02)
        return self

    @property
    def pid(self) -> int:
        """The id of the process that serves."""
        assert self._process is not None
        return self._process.pid

    def healthy(self) -> bool:
        """Whether the server answers that all is well."""
        try:
            with urllib.request.urlopen(self.base + "/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self, patience: float = 10.0) -> float:
        """Ask the process to stop; give the seconds it took."""
        began = time.monotonic()
        self._end(signal.SIGTERM, patience)
        return time.monotonic() - began

    def _end(self, how: signal.Signals, patience: float = 10.0) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(patience)

    def wrote(self) -> str:
        """Everything that the process has said so far."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def open_room(self, **wanted: str) -> OpenRoom:
        """Open a room from the capitalisation day."""
        return OpenRoom(
            self.base, call(self.base, "/api/rooms", {"format": FORMAT, "title": "Essai", **wanted})
        )


def wait_until(holds: Callable[[], object], patience: float = 10.0, what: str = "it") -> None:
    """Wait until something holds; TimeoutError, naming it, after `patience` seconds."""
    until = time.monotonic() + patience
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} did not come about in {patience} s")
        time.sleep(0.01)


def card(kind: str, group: str | None, **more: object) -> dict[str, object]:
    """Give the arguments of a card with an id of its own."""
    return {"card": new_id(), "group": group, "kind": kind, "text": "Un texte", **more}
