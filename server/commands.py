"""What the command line does with rooms, without serving them."""

import sys
from datetime import datetime
from pathlib import Path

from server.core import journal
from server.core.refusals import Refused
from server.live.house import House
from server.live.native import here
from server.publish import FORMS, published
from server.publish.archive import read_archive, write_archive
from server.publish.rich import html_of
from server.settings import Settings
from server.starting import own_folder
from server.store.backup import BackupBroken, back_up, restore
from server.store.database import Database
from server.store.errors import Unavailable
from server.store.files import Files
from server.store.log import SqlLog
from server.web.archives import bring_in
from server.web.http import link
from server.web.publications import contents
from server.web.schema import open_api, wire_schema


def export(settings: Settings, code: str, form: str, file: str | None) -> int:
    """Write a room's publication, or its archive, to a file or to standard output."""
    database, files = _store(settings)
    try:
        log = SqlLog(database)
        entries = log.read(code)
        if not entries:
            return _sorry(f"no room has the code {code}")
        room = journal.replay(code, entries)
        if form == "json":
            made = write_archive(code, entries, contents(files, room))
        elif form in FORMS:
            made = published(form, room, contents(files, room), room.info.language).body
        else:
            return _sorry(f"there is no form {form!r}: write one of {', '.join([*FORMS, 'json'])}")
    finally:
        database.close()
    if file is None:
        sys.stdout.buffer.write(made)
        return 0
    try:
        Path(file).write_bytes(made)
    except OSError as error:
        return _sorry(f"cannot write {file}: {error.strerror}")
    return 0


def import_archive(settings: Settings, file: str) -> int:
    """Open a room from an archive, under the code it had; print its links."""
    database, files = _store(settings)
    try:
        house = House(SqlLog(database), here, lambda work: work(), lambda event, sids, body: None)
        archive = read_archive(Path(file).read_bytes())
        opened = bring_in(house, files, archive, html_of, stamp=True)
    except OSError as error:
        return _sorry(f"cannot read {file}: {error.strerror}")
    except Refused as refusal:
        return _sorry(f"{file} was not taken in: {refusal.code} {refusal.facts}")
    except Unavailable as error:
        return _sorry(f"{file} was not taken in, since nothing can be written just now: {error}")
    finally:
        database.close()
    base = settings.public_url or f"http://localhost:{settings.port}"
    made = [link(base, opened.code, seat, token) for seat, token in opened.tokens.items()]
    sys.stdout.write("\n".join([opened.code, *made]) + "\n")
    return 0


def back_up_to(settings: Settings, file: str | None) -> int:
    """Write the whole instance to one file, also while it serves; print the file's name."""
    into = Path(file or f"recolte-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.tar.gz")
    if not settings.database_url and not (settings.data_dir / "recolte.db").exists():
        return _sorry(f"there is nothing in {settings.data_dir} yet")
    database = Database(settings.database)
    try:
        taken = back_up(database, settings.data_dir / "files", into)
    except Unavailable as error:
        return _sorry(f"the database cannot be read just now: {error}")
    except OSError as error:
        return _sorry(f"cannot write {into}: {error.strerror}")
    finally:
        database.close()
    sys.stdout.write(f"{into}: {taken.rows['rooms']} rooms, {taken.rows['log']} ops, {taken.files} files\n")
    return 0


def restore_from(settings: Settings, file: str) -> int:
    """Bring an instance back from a backup, into an empty data folder and database."""
    try:
        taken = restore(Path(file), settings.database, settings.data_dir)
    except BackupBroken as broken:
        return _sorry(str(broken))
    except Unavailable as error:
        return _sorry(f"the database cannot be written just now: {error}")
    except OSError as error:
        return _sorry(f"cannot write {settings.data_dir}: {error.strerror}")
    sys.stdout.write(f"{taken.rows['rooms']} rooms, {taken.rows['log']} ops, {taken.files} files\n")
    return 0


def write_schema(folder: str) -> int:
    """Write what goes over the wire and what is asked over HTTP as schemas."""
    try:
        (Path(folder) / "wire.schema.json").write_bytes(wire_schema())
        (Path(folder) / "openapi.json").write_bytes(open_api())
    except OSError as error:
        return _sorry(f"cannot write {folder}: {error.strerror}")
    return 0


def _store(settings: Settings) -> tuple[Database, Files]:
    own_folder(settings)
    database = Database(settings.database)
    database.migrate()
    return database, Files(settings.data_dir / "files")


def _sorry(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
