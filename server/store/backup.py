"""The whole instance in one file, taken while it serves: every table as lines of JSON, and every file.

The same form for SQLite and PostgreSQL, so that an instance may also move from one to the other.
Tokens are in it as hashes, as they are in the database; the instance's secret is not.
"""

import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
from sqlalchemy import Connection, column, insert, select, table, text

from server.store.database import Database
from server.store.errors import Newer
from server.store.tables import metadata

MANIFEST = "manifest.json"
FORM = 1
LEFT = frozenset({"snapshots", "notices"})
"""What is not taken: snapshots are made anew from the log, and what is restored is announced anew before it goes."""

AT_ONCE = 500
"""Rows that are in memory at once."""

_ROWS = re.compile(r"tables/([a-z]+)\.jsonl")
_FILE = re.compile(r"files/([0-9A-Za-z]+)/([0-9a-f]{64})(\.small)?")

Row = dict[str, str | int | dict[str, str] | None]


class BackupBroken(ValueError):
    """The file is no whole backup, or the place is not empty; the message says which."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds; written last, so that a file that was cut short has none."""

    form: int
    revision: str
    """The migration that the tables were at."""
    rows: dict[str, int]
    files: int


# --- taking ---------------------------------------------------------------------------------------


def back_up(database: Database, files: Path, into: Path) -> Manifest:
    """Write everything to a file that appears whole or not at all, readable by its owner alone.

    The tables are read in one transaction, which nobody waits for. Files come after them: a file is
    on disk before the log names it, so none that the log names is missing.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    part = into.with_name(into.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with tarfile.open(part, "w:gz", compresslevel=6) as packed:
            with database.reading() as connection:
                if not database.is_sqlite:
                    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                database.take_time(connection)
                revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
                rows = {
                    name: _pack_table(connection, name, packed, into.parent)
                    for name in metadata.tables
                    if name not in LEFT
                }
            count = sum(_pack_file(packed, file) for file in sorted(files.glob("*/*")))
            manifest = Manifest(form=FORM, revision=revision, rows=rows, files=count)
            _pack(packed, MANIFEST, io.BytesIO(msgspec.json.encode(manifest)))
        with part.open("rb") as written:
            # It may take the place of the copy before.
            os.fsync(written.fileno())
        part.replace(into)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _pack_table(connection: Connection, name: str, packed: tarfile.TarFile, beside: Path) -> int:
    """Write a table as one line of JSON a row; give how many. It is laid out first in a folder that can be written."""
    count = 0
    # Where the copy goes there is room for it; /tmp may be memory, and under the unit of the night it is closed.
    with tempfile.TemporaryFile(dir=beside) as lines:
        found = connection.execute(select(metadata.tables[name]), execution_options={"yield_per": AT_ONCE})
        for row in found.mappings():
            plain = {key: {"hex": v.hex()} if isinstance(v, bytes) else v for key, v in row.items()}
            lines.write(msgspec.json.encode(plain) + b"\n")
            count += 1
        _pack(packed, f"tables/{name}.jsonl", lines)
    return count


def _pack_file(packed: tarfile.TarFile, file: Path) -> bool:
    """Add a room's file; False where it is half written, or was erased with its room meanwhile."""
    name = f"files/{file.parent.name}/{file.name}"
    if not _FILE.fullmatch(name):
        return False
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return False
    with opened:
        _pack(packed, name, opened)
    return True


def _pack(packed: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, io.SEEK_END)
    member.mode = 0o600
    content.seek(0)
    packed.addfile(member, content)


# --- bringing back --------------------------------------------------------------------------------


def restore(source: Path, url: str, data_dir: Path) -> Manifest:
    """Bring an instance back into an empty data folder and a database without rooms.

    BackupBroken where the backup is not whole or the place is not empty; the place is then as it was.
    """
    if data_dir.exists() and any(data_dir.iterdir()):
        raise BackupBroken(
            f"{data_dir} is not empty: restore into a new folder, so that nothing is overwritten"
        )
    manifest = _checked(source)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(url)
    try:
        _bring_to(database, manifest.revision)
        with database.writing() as connection, tarfile.open(source) as packed:
            database.take_time(connection)
            if connection.execute(text("SELECT count(*) FROM rooms")).scalar():
                raise BackupBroken("the database holds rooms already: restore into an empty one")
            for member in packed:
                _unpack(connection, packed, member, data_dir)
        database.migrate()
    except BaseException:
        database.close()
        _empty(data_dir)
        raise
    database.close()
    return manifest


def _checked(source: Path) -> Manifest:
    """Read a backup through, writing nothing; give its manifest."""
    rows: dict[str, int] = {}
    count = 0
    manifest: Manifest | None = None
    try:
        with tarfile.open(source) as packed:
            for member in packed:
                content = packed.extractfile(member)
                if content is None:
                    raise BackupBroken(f"{member.name} does not belong in a backup")
                if member.name == MANIFEST:
                    manifest = msgspec.json.decode(content.read(), type=Manifest)
                elif found := _ROWS.fullmatch(member.name):
                    rows[found[1]] = sum(1 for _ in content)
                elif found := _FILE.fullmatch(member.name):
                    _check_file(content, found[2], whole=not found[3])
                    count += 1
                else:
                    raise BackupBroken(f"{member.name} does not belong in a backup")
    except tarfile.ReadError as error:
        # In its words, one line for each way of packing that was tried.
        raise BackupBroken(f"{source} is no whole backup") from error
    except (FileNotFoundError, PermissionError) as error:
        raise BackupBroken(f"cannot read {source}: {error.strerror}") from error
    except (tarfile.TarError, EOFError, OSError, msgspec.DecodeError) as error:
        raise BackupBroken(f"{source} is no whole backup: {error}") from error
    if manifest is None or (manifest.rows, manifest.files) != (rows, count):
        raise BackupBroken(f"{source} is no whole backup: what it holds is not what it says it holds")
    if manifest.form != FORM or not rows.keys() <= metadata.tables.keys():
        raise BackupBroken(f"{source} was made by a newer Récolte: restore it with that one")
    return manifest


def _check_file(content: IO[bytes], hash: str, *, whole: bool) -> None:
    """A picture kept under the hash of its content must still have it; reduced ones bear the same name."""
    if hashlib.sha256(content.read()).hexdigest() != hash and whole:
        raise BackupBroken(f"the file {hash} is damaged")


def _bring_to(database: Database, revision: str) -> None:
    try:
        database.migrate(revision)
    except Newer as error:
        raise BackupBroken("the backup was made by a newer Récolte: restore it with that one") from error


def _unpack(connection: Connection, packed: tarfile.TarFile, member: tarfile.TarInfo, data_dir: Path) -> None:
    content = packed.extractfile(member)
    if content is None:
        return
    if found := _ROWS.fullmatch(member.name):
        for rows in _read(content):
            # By the columns that the rows have: an older backup knows fewer, and is migrated after.
            connection.execute(insert(table(found[1], *(column(name) for name in rows[0]))), rows)
    elif _FILE.fullmatch(member.name):
        place = data_dir / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as written:
            shutil.copyfileobj(content, written)


def _read(lines: IO[bytes]) -> Iterator[list[dict[str, object]]]:
    """Give the rows of a table, some at a time."""
    some: list[dict[str, object]] = []
    for line in lines:
        row = msgspec.json.decode(line, type=Row)
        some.append({k: bytes.fromhex(v["hex"]) if isinstance(v, dict) else v for k, v in row.items()})
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
