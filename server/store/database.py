"""Connections to the database, lent out without a lock so that native threads may share them.

Under a patched runtime Python's locks belong to green threads and must not be waited for in native
ones; a list's `pop` and `append` need none.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg import Error as PsycopgError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from server.store.errors import Behind, Newer, Unavailable

PATIENCE = 2
"""Seconds that a write waits for a database, or for a room in it, that somebody else has locked."""

STANDS = 5
"""Seconds after which PostgreSQL ends what has begun to write and goes no further: a process that stands still."""

FAR = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""How soon a machine that has gone silent is given up: in seconds, the second in milliseconds."""

MIGRATING = 0x7265636F6C7465
"""The lock, among those of a PostgreSQL database, under which its tables are brought to today's shape."""


FORGET_TRIES = 20

LEAST_PLACE = 1_000_000
"""Bytes without which a disk counts as full."""

HEAD = max(file.stem[1:5] for file in (Path(__file__).parent / "migrations" / "versions").glob("m*.py"))
"""The last of the migrations, by which today's shape is known."""


class Database:
    """One database, SQLite or PostgreSQL, with the connections that are idle."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self._folder: Path | None = None
        try:
            file = make_url(url).database
            if self.is_sqlite and file:
                self._folder = Path(file).parent
                # What people wrote is theirs: SQLite gives its other files the mode of this one.
                Path(file).touch(mode=0o600)
        except (ArgumentError, ValueError):  # without its words, in which a password may stand
            raise Unavailable("its address cannot be read") from None
        except OSError as error:
            raise Unavailable(f"{error.strerror}: {file}") from None
        self._writing = _engine(url, "BEGIN IMMEDIATE")
        # PostgreSQL has no lock on writing that a reader would have to do without: one set of connections is enough.
        self._reading = _engine(url, "BEGIN") if self.is_sqlite else self._writing
        self._idle: dict[Engine, list[Connection]] = {self._writing: [], self._reading: []}

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection in a transaction that is committed at the end.

        Behind where a row is there already, Unavailable where the database cannot just now.
        """
        with self._lent(self._writing) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection to read from; Unavailable where the database cannot just now."""
        with self._lent(self._reading) as connection:
            yield connection

    @contextmanager
    def _lent(self, engine: Engine) -> Iterator[Connection]:
        idle = self._idle[engine]
        connection: Connection | None = None
        try:
            connection = self._idle_one(idle) or self._connected(engine)
            with connection.begin():
                yield connection
        except Behind:
            self._give_back(idle, connection)
            raise
        except IntegrityError as error:
            self._give_back(idle, connection)
            raise Behind from error
        except DBAPIError as error:
            self._throw_away(connection)
            if error.connection_invalidated:
                # The database has gone: whatever else is idle was cut with it.
                self.close()
            raise Unavailable(str(error.orig)) from error
        except BaseException:
            self._throw_away(connection)
            raise
        else:
            self._give_back(idle, connection)

    def _idle_one(self, idle: list[Connection]) -> Connection | None:
        """Give an idle connection, none where PostgreSQL has cut them: it was started anew, and may be there again."""
        connection = idle.pop() if idle else None
        if connection is None or self.is_sqlite:
            return connection
        try:
            # Looks at what has come and waits for nothing: a last word, and then the end, at which it fails.
            for _ in range(2):
                connection.connection.driver_connection.pgconn.consume_input()  # type: ignore[union-attr]
        except PsycopgError:
            self._throw_away(connection)
            self.close()
            return None
        return connection

    def _connected(self, engine: Engine) -> Connection:
        """Open a connection on which nobody waits long for a process that is frozen or cut off as it writes."""
        connection = engine.connect()
        if self.is_sqlite:
            return connection
        try:
            connection.exec_driver_sql(
                f"SET lock_timeout = '{PATIENCE}s'; SET idle_in_transaction_session_timeout = '{STANDS}s'"
            )
            connection.commit()
        except DBAPIError:
            self._throw_away(connection)
            raise
        return connection

    def take_time(self, connection: Connection) -> None:
        """Let a transaction stand still for as long as it needs, as that of a copy while a file is packed."""
        if not self.is_sqlite:
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")

    @staticmethod
    def _throw_away(connection: Connection | None) -> None:
        if connection is not None:
            connection.invalidate()
            connection.close()

    @staticmethod
    def _give_back(idle: list[Connection], connection: Connection | None) -> None:
        if connection is not None:
            idle.append(connection)

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to today's shape, or up to that of an earlier day.

        Unavailable where the database cannot just now, Newer where this Récolte does not know its tables.
        """
        try:
            self._bring_to(revision)
        except DBAPIError as error:
            raise Unavailable(str(error.orig)) from error

    def _bring_to(self, revision: str) -> None:
        if revision != "head" or self._shape() != HEAD:
            self._migrate(revision)
            # Also what a migration threw away.
            self.forget()
        # The first connection of an engine is made behind one of Python's locks, for which native threads
        # must not wait: it is made here, before there are any.
        for engine in (self._writing, self._reading):
            with engine.connect():
                pass

    def _shape(self) -> str:
        """The last migration that the tables have been through; nothing where that cannot be said."""
        with suppress(DBAPIError), self._reading.connect() as connection:
            return "".join(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
        return ""

    def _migrate(self, revision: str) -> None:
        # Read where it is needed: a server that comes back to its devices has no time for it.
        from alembic import command
        from alembic.config import Config
        from alembic.util.exc import CommandError

        config = Config()
        config.set_main_option("script_location", "server:store/migrations")
        config.set_main_option("file_template", "m%%(rev)s_%%(slug)s")
        with self._writing.connect() as connection:
            if not self.is_sqlite:
                # Processes that start together take turns; SQLite's own lock on writing does the same.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, revision)
            except CommandError as error:
                raise Newer from error
            connection.commit()

    def forget(self) -> None:
        """Let nothing of what was erased or written over stay in the database's files.

        SQLite has overwritten it in its pages, but keeps pages as they were in its log of writes;
        PostgreSQL keeps rows as they were until it is told to tidy up. What cannot be done now, because
        somebody reads or the disk is full, is done with the next erasing, and by the database itself in time.
        """
        # What SQLite's own connection is asked fails in its own words.
        with suppress(DBAPIError, sqlite3.Error), self._writing.connect() as connection:
            dbapi = connection.connection.driver_connection
            if self.is_sqlite:
                # Each try would wait as long as a write does for whoever reads, as a backup does for minutes.
                dbapi.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
                for _ in range(FORGET_TRIES):
                    busy = dbapi.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]  # type: ignore[union-attr]
                    if not busy:
                        return
                    time.sleep(0.05)
            else:
                autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
                # Of every table in which words or links stood; a snapshot holds all that a room says.
                autocommit.exec_driver_sql("VACUUM log, snapshots, grants, shares, files")

    def has_place(self) -> bool:
        """Whether the disk takes more than crumbs: one that is full still takes a few rows, and no room."""
        if self._folder is None:
            return True
        disk = os.statvfs(self._folder)
        return disk.f_bavail * disk.f_frsize >= LEAST_PLACE

    def close(self) -> None:
        """Close the idle connections."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()


def _engine(url: str, begin: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, poolclass=NullPool, connect_args=FAR)
    engine = create_engine(
        url, poolclass=NullPool, connect_args={"timeout": PATIENCE, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def set_up(dbapi: object, record: object) -> None:
        # Transactions are ours: the driver would begin them late, without the lock to write.
        dbapi.isolation_level = None  # type: ignore[attr-defined]
        # What is erased is overwritten too: a log is never deleted from but then.
        cursor = dbapi.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
