"""Gathering days writes the new room from where its turn to write may be waited for."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from server.app import build
from server.settings import Settings

T = TypeVar("T")


class Once:
    """Runs work that may block, and notes where such work waits for more of its kind.

    Where writes go one after the other, the second waits behind a lock of the loop: a native thread that
    stands there is never woken.
    """

    def __init__(self) -> None:
        self.nested = 0
        self._here = threading.local()

    def __call__(self, work: Callable[[], T], /) -> T:
        self.nested += getattr(self._here, "inside", False)
        before, self._here.inside = getattr(self._here, "inside", False), True
        try:
            return work()
        finally:
            self._here.inside = before


def test_days_are_gathered_without_waiting_for_the_disk_in_a_native_thread(tmp_path: Path) -> None:
    native = Once()
    app = build(Settings(data_dir=tmp_path / "var", async_mode="threading"), native)
    phone = app.flask.test_client()
    said = {"format": "retrospective-projet", "title": "Essai"}
    links = [phone.post("/api/rooms", json=said).get_json()["token"] for _ in range(2)]
    gathered = phone.post("/api/rooms/gather", data={"title": "Deux", "link": links})
    assert gathered.status_code == 201
    assert native.nested == 0
    app.database.close()
