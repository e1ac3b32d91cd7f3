"""A backup brings everything back, from either database into either, and into an empty place alone."""

import shutil
import tarfile
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text

from server.store.backup import BackupBroken, back_up, restore
from server.store.database import Database
from server.store.errors import Behind
from server.store.files import Files
from server.store.log import Grant, Notice, SqlLog
from tests.core.world import HOST, first_entry
from tests.live.hall import Hall, held, tables
from tests.store.rows import CODE, rows

TOKEN = bytes(range(32))
PLACES = ["sqlite", pytest.param("emptied", marks=pytest.mark.services)]


@pytest.fixture(params=PLACES)
def database(request: pytest.FixtureRequest) -> Database:
    """A database of each kind in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Database)
    return found


@pytest.fixture
def taken(database: Database, tmp_path: Path) -> Path:
    """The backup of an instance with a room, a link and a picture."""
    log = SqlLog(database)
    log.open_room(CODE, "journee-capitalisation", [first_entry(CODE)], [Grant(TOKEN, CODE, "screen")])
    log.append(CODE, rows(1_200))
    Files(tmp_path / "files").keep(CODE, b"a picture", b"small")
    log.keep_notice(CODE, Notice(near_from=1))
    back_up(database, tmp_path / "files", tmp_path / "kept.tar.gz")
    return tmp_path / "kept.tar.gz"


def brought_back(taken: Path, data: Path) -> SqlLog:
    url = f"sqlite:///{data / 'recolte.db'}"
    restore(taken, url, data)
    return SqlLog(Database(url))


def test_a_backup_brings_back_every_op_link_and_file(database: Database, taken: Path, data: Path) -> None:
    log = brought_back(taken, data)
    assert log.read(CODE) == SqlLog(database).read(CODE)
    assert log.find_grant(TOKEN) == Grant(TOKEN, CODE, "screen")
    assert log.notices() == {}, "an old copy would be erased within the hour of being restored"
    files = Files(data / "files")
    (picture,) = (file.name for file in (data / "files" / CODE).iterdir() if "." not in file.name)
    assert files.read(CODE, picture) == b"a picture"
    assert files.read(CODE, picture, small=True) == b"small"
    log.append(CODE, rows(1, after=1_201))
    with pytest.raises(Behind):
        log.append(CODE, rows(1, after=1_201))


def test_a_backup_is_taken_where_nothing_else_can_be_written(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As under its own unit, where /tmp is closed with everything else.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    into = tmp_path / "kept"
    back_up(sqlite, tmp_path / "files", into / "day-1.tar.gz")
    assert [file.name for file in into.iterdir()] == ["day-1.tar.gz"]


@pytest.mark.services
def test_an_instance_moves_from_sqlite_to_postgresql_by_its_backup(
    sqlite: Database, emptied: Database, postgres: str, tmp_path: Path, data: Path
) -> None:
    SqlLog(sqlite).open_room(CODE, "x", [first_entry(CODE)], [Grant(TOKEN, CODE, "screen")])
    back_up(sqlite, tmp_path / "files", tmp_path / "kept.tar.gz")
    restore(tmp_path / "kept.tar.gz", postgres, data)
    assert SqlLog(emptied).read(CODE) == SqlLog(sqlite).read(CODE)
    with pytest.raises(BackupBroken, match="rooms already"):
        restore(tmp_path / "kept.tar.gz", postgres, data)


@pytest.mark.parametrize("into", ["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def test_r8_a_device_is_told_from_one_in_step_where_a_restored_room_has_come_as_far_as_it_again(
    into: str, request: pytest.FixtureRequest, sqlite: Database, tmp_path: Path, data: Path
) -> None:
    hall = tables(Hall(SqlLog(sqlite)))
    step, lost = hall.seat("amel"), hall.seat("basile")
    hall.cut(step)
    back_up(sqlite, tmp_path / "files", tmp_path / "kept.tar.gz")
    hall.answer(HOST, "room.edit", title="Perdu")
    url = f"sqlite:///{data / 'recolte.db'}"
    if into == "postgres":
        request.getfixturevalue("emptied")
        url = request.getfixturevalue("postgres")
    restore(tmp_path / "kept.tar.gz", url, data)
    again = Hall(SqlLog(Database(url)), open_room=False)
    for place in ("Ici", "Là", "Ailleurs"):
        again.answer(HOST, "room.edit", place=place)
    entered = again.live.enter(lost.sid, lost.viewer, lost.seq, mark=lost.mark)
    assert (entered.other, entered.packed is None) == (True, False)
    again.enter(step)
    assert held(step) == again.sees(step)
    # What never named a mark is served as it always was.
    assert not again.live.enter("of yesterday", lost.viewer, lost.seq).other


@pytest.fixture
def small(sqlite: Database, tmp_path: Path) -> Path:
    """The backup of an instance with one room."""
    SqlLog(sqlite).open_room(CODE, "x", [first_entry(CODE)], [])
    Files(tmp_path / "files").keep(CODE, b"a picture")
    back_up(sqlite, tmp_path / "files", tmp_path / "kept.tar.gz")
    return tmp_path / "kept.tar.gz"


def test_a_backup_is_readable_by_its_owner_alone_and_leaves_nothing_half_written(small: Path) -> None:
    assert small.stat().st_mode & 0o077 == 0
    assert not small.with_name("kept.tar.gz.part").exists()


def test_what_is_restored_is_readable_by_its_owner_alone(small: Path, tmp_path: Path) -> None:
    brought_back(small, tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_nothing_is_restored_over_what_is_there(small: Path, data: Path) -> None:
    data.mkdir()
    (data / "mine").write_text("kept")
    with pytest.raises(BackupBroken, match="not empty"):
        brought_back(small, data)
    assert [file.name for file in data.iterdir()] == ["mine"]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.9, 0.99])
def test_a_backup_that_was_cut_short_is_refused_and_leaves_the_place_empty(
    small: Path, data: Path, share: float
) -> None:
    whole = small.read_bytes()
    small.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupBroken, match="no whole backup"):
        brought_back(small, data)
    assert not data.exists()


def rewritten(source: Path, into: Path, change: dict[str, str], content: dict[str, bytes]) -> Path:
    """Copy a backup with some names or contents changed."""
    unpacked = into.parent / "unpacked"
    with tarfile.open(source) as packed:
        packed.extractall(unpacked, filter="data")
        names = packed.getnames()
    with tarfile.open(into, "w:gz") as packed:
        for name in names:
            if name in content:
                (unpacked / name).write_bytes(content[name])
            packed.add(unpacked / name, change.get(name, name))
    shutil.rmtree(unpacked)
    return into


@pytest.mark.parametrize("name", ["../outside", "files/../../outside", "tables/sqlite_master.jsonl", "x"])
def test_a_backup_writes_nowhere_but_where_it_belongs(
    small: Path, tmp_path: Path, data: Path, name: str
) -> None:
    forged = rewritten(small, tmp_path / "forged.tar.gz", {"tables/files.jsonl": name}, {})
    with pytest.raises(BackupBroken):
        brought_back(forged, data)
    assert not data.exists()


def test_a_picture_that_was_damaged_is_noticed(small: Path, tmp_path: Path, data: Path) -> None:
    with tarfile.open(small) as packed:
        (picture,) = (name for name in packed.getnames() if name.startswith("files/") and "." not in name)
    damaged = rewritten(small, tmp_path / "damaged.tar.gz", {}, {picture: b"another"})
    with pytest.raises(BackupBroken, match="is damaged"):
        brought_back(damaged, data)


def test_a_backup_of_a_newer_instance_is_refused(sqlite: Database, tmp_path: Path, data: Path) -> None:
    with sqlite.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'z'"))
    back_up(sqlite, tmp_path / "files", tmp_path / "kept.tar.gz")
    with pytest.raises(BackupBroken, match="newer"):
        brought_back(tmp_path / "kept.tar.gz", data)
    assert list(data.iterdir()) == []
