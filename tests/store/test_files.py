"""Files of rooms: whole or not there, on disk before the log names them, and the same one twice at once."""

import os
import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.store.errors import Unavailable
from server.store.files import Files

CODE = "K7MPQ2"


@contextmanager
def no_room_on_the_disk() -> Iterator[None]:
    """Let no file grow beyond a few bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


def test_a_picture_that_two_people_bring_at_once_is_kept_for_both(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with ThreadPoolExecutor(2) as people:
        for _ in range(60):
            picture = os.urandom(300_000)
            kept = {asked.result() for asked in [people.submit(files.keep, CODE, picture) for _ in range(2)]}
            assert files.read(CODE, kept.pop()) == picture
    assert not list(tmp_path.rglob("*.part"))


def test_r3_a_file_is_on_disk_before_it_has_its_name_and_its_name_is_before_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, bool]] = []
    sync = os.fsync

    def noting(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, any(len(file.name) == 64 for file in tmp_path.rglob("*"))))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    id = Files(tmp_path).keep(CODE, b"a board")
    assert synced == [
        ((tmp_path / CODE / id).stat().st_ino, False),
        ((tmp_path / CODE).stat().st_ino, True),
        (tmp_path.stat().st_ino, True),
    ]


def test_a_file_that_was_cut_short_is_whole_once_it_is_brought_again(tmp_path: Path) -> None:
    files = Files(tmp_path)
    id = files.keep(CODE, b"a board")
    (tmp_path / CODE / id).write_bytes(b"")
    assert files.keep(CODE, b"a board") == id
    assert files.read(CODE, id) == b"a board"


def test_r14_a_full_disk_is_said_and_takes_no_place_for_what_was_not_kept(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with no_room_on_the_disk(), pytest.raises(Unavailable):
        files.keep(CODE, b"a board that is too large")
    assert not list((tmp_path / CODE).iterdir())
    files.keep(CODE, b"a board that is too large")
