"""Files of rooms, on disk under the hash of their content: `<folder>/<room>/<hash>`."""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from server.core.refusals import Refused
from server.store.errors import Unavailable

ASIDE = "aside"
"""How the folders begin in which files wait for a room that is being opened; no code begins so."""


def new_aside() -> str:
    """Give a name under which files wait for a room until it is written down."""
    return ASIDE + secrets.token_hex(16)


class Files:
    """The files of every room of the instance."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, room: str, content: bytes, small: bytes = b"") -> str:
        """Write a file whole or not at all, on disk on return; give its hash, which is its id.

        Unavailable where the disk cannot just now.
        `small` is the same for phones; what has no smaller form, such as a document, is kept once.
        """
        id = hashlib.sha256(content).hexdigest()
        folder = self._folder / room
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, body in ((id, content), (f"{id}.small", small)):
                if body and (name == id or body != content):
                    _put(folder / name, body)
            for written in (folder, self._folder):
                _on_disk(written)
        except OSError as error:
            raise Unavailable(str(error.strerror)) from error
        return id

    def read(self, room: str, id: str, *, small: bool = False) -> bytes:
        """Give a file's content; Refused where there is none."""
        if not (_is_hash(id) and room.isalnum()):
            raise Refused("file.unknown")
        path = self._folder / room / id
        lesser = path.with_name(f"{id}.small")
        for found in (lesser, path) if small else (path,):
            if found.is_file():
                return found.read_bytes()
        raise Refused("file.unknown")

    def copy(self, room: str, id: str, into: str) -> None:
        """Keep a file of one room in another too; Refused where there is none."""
        self.keep(into, self.read(room, id), self.read(room, id, small=True))

    def held(self, room: str) -> set[str]:
        """Give the hashes of the files that are on the disk for a room."""
        if not room.isalnum() or not (self._folder / room).is_dir():
            return set()
        return {file.name for file in (self._folder / room).iterdir() if len(file.name) == 64}

    def settle(self, aside: str, room: str) -> None:
        """Give a new room what was kept aside for it, under a name that no room has."""
        if (self._folder / aside).is_dir():
            (self._folder / room).mkdir(parents=True, exist_ok=True)
            for file in (self._folder / aside).iterdir():
                file.replace(self._folder / room / file.name)
            for written in (self._folder / room, self._folder):
                _on_disk(written)

    def tidy_asides(self, older_than: float) -> None:
        """Erase what was kept aside for rooms that were never opened, since some seconds: the machine stopped."""
        for folder in self._folder.glob(f"{ASIDE}*"):
            with suppress(FileNotFoundError):
                if time.time() - folder.stat().st_mtime >= older_than:
                    shutil.rmtree(folder, ignore_errors=True)

    def untouched(self, older_than: float) -> list[str]:
        """Give the rooms that have a folder in which nothing has come or gone for some seconds."""
        rooms = []
        for folder in self._folder.glob("*"):
            with suppress(FileNotFoundError):
                if time.time() - folder.stat().st_mtime >= older_than:
                    rooms.append(folder.name)
        return rooms

    def size(self, room: str = "*") -> int:
        """How many bytes the files of a room take, or those of all of them."""
        found = 0
        for file in self._folder.glob(f"{room}/*"):
            with suppress(FileNotFoundError):
                found += file.stat().st_size
        return found

    def drop(self, room: str, ids: Iterable[str]) -> None:
        """Erase some files of a room, where they are there."""
        # An archive that was brought here names its files as it likes.
        for id in [id for id in ids if _is_hash(id) and room.isalnum()]:
            for name in (id, f"{id}.small"):
                (self._folder / room / name).unlink(missing_ok=True)

    def keep_only(self, room: str, known: Collection[str], older_than: float) -> None:
        """Erase the files of a room that are not known, and are older than some seconds."""
        if not room.isalnum() or not (self._folder / room).is_dir():
            return
        for file in (self._folder / room).iterdir():
            with suppress(FileNotFoundError):
                left = file.name.endswith(".part")
                if (left or file.name[:64] not in known) and time.time() - file.stat().st_mtime >= older_than:
                    file.unlink()

    def erase(self, room: str) -> None:
        """Erase every file of a room."""
        if room.isalnum():
            shutil.rmtree(self._folder / room, ignore_errors=True)


def _put(file: Path, body: bytes) -> None:
    with suppress(FileNotFoundError):
        # One that was cut short, as by a disk that failed, is written anew.
        if file.stat().st_size == len(body):
            # What nobody knew for long is known again in a moment, and must not be tidied away until then.
            os.utime(file)
            return
    # By a name of its own: the same picture may come in twice at once.
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as written:
            written.write(body)
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _on_disk(folder: Path) -> None:
    """Have the disk know which files are in a folder: what the log names must be there after a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_hash(id: str) -> bool:
    return len(id) == 64 and set(id) <= set("0123456789abcdef")
