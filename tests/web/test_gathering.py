"""Gathering days writes the new room from where its turn to write may be waited for."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from server.app import build
from server.core.records import Origin
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


def test_days_that_have_one_title_are_told_from_each_other_by_place_by_date_or_by_number(
    tmp_path: Path,
) -> None:
    app = build(Settings(data_dir=tmp_path / "var", async_mode="threading"), Once())
    phone = app.flask.test_client()
    lyon = {"place": "Lyon"}
    days = [lyon, {"place": "Brest"}, {**lyon, "date": "2026-02-06"}, {}, {}, {"title": "Bilan"}]
    said = {"format": "retrospective-projet", "title": "Essai"}
    links = [phone.post("/api/rooms", json=said | day).get_json()["token"] for day in days]
    code = phone.post("/api/rooms/gather", data={"title": "Tout", "link": links}).get_json()["code"]
    origins = app.house.room(code).read(lambda room: list(room.all(Origin)))
    assert [one.title for one in sorted(origins, key=lambda one: one.order)] == [
        "Essai, Lyon",
        "Essai, Brest",
        "Essai, Lyon, 6 février 2026",
        "Essai (4)",
        "Essai (5)",
        "Bilan",
    ]
    app.database.close()


def test_a_room_that_gathers_a_demonstration_still_says_that_its_texts_are_fictitious(tmp_path: Path) -> None:
    app = build(Settings(data_dir=tmp_path / "var", async_mode="threading"), Once())
    phone = app.flask.test_client()
    said = {"format": "journee-capitalisation", "title": "Essai"}
    days = [said, said | {"title": "Pour voir", "demonstration": True}]
    links = [phone.post("/api/rooms", json=day).get_json()["token"] for day in days]
    code = phone.post("/api/rooms/gather", data={"title": "Tout", "link": links}).get_json()["code"]
    notice = app.house.room(code).read(lambda room: room.info.notice)
    assert notice is not None
    assert "fictifs" in notice.fr or "fictives" in notice.fr
    app.database.close()
