"""Rooms are kept for their time and then go whole: log, links and files. On a real database and a real disk."""

import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from server.app import keep_house
from server.core.asking import Actor, Op
from server.core.opening import Wanted
from server.core.records import RoomInfo
from server.core.refusals import Refused
from server.core.text import Text
from server.live.clock import day_of, now
from server.live.house import House, Opened, accept
from server.live.ids import new_id
from server.live.keeping import BETWEEN_LOOKS, DAY, NOTICE, Keeping
from server.live.native import here
from server.store.database import Database
from server.store.errors import Behind, Unavailable
from server.store.files import Files
from server.store.log import SqlLog
from tests.core.world import recipe

DAYS = 30


class Place:
    """A house on a disk, with its keeping."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(f"sqlite:///{folder / 'recolte.db'}")
        self.database.migrate()
        self.files = Files(folder / "files")
        self.house = House(SqlLog(self.database), here, lambda work: work(), lambda event, sids, body: None)
        self.keeping = Keeping(self.house, self.files, DAYS)
        self.out: list[str] = []
        self.keeping.turn_out = self.out.append

    def open(self) -> Opened:
        loaded = recipe("retrospective-projet")
        html = {id: Text(fr="") for id in loaded.pages}
        opened = self.house.open(loaded, html, Wanted(title="Essai"))
        self.files.keep(opened.code, b"a picture")
        return opened

    def ask(self, opened: Opened, name: str, /, **args: object) -> None:
        actor = Actor("facilitator", opened.facilitator)
        accept(self.house.room(opened.code).ask_and_wait(Op(new_id(), name, args), actor))

    def erase_due(self, at: int) -> list[str]:
        """Erase what is due at an instant, after the look of two weeks before, as the house is kept hour by hour."""
        assert self.keeping.erase_due(at - NOTICE - BETWEEN_LOOKS // 2) == []
        return self.keeping.erase_due(at)

    def info(self, opened: Opened) -> RoomInfo:
        return self.house.room(opened.code).read(lambda room: room.info)

    def rows(self, code: str) -> int:
        """How many rows of the database name a room."""
        with sqlite3.connect(self.folder / "recolte.db") as connection:
            counts = [
                connection.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (code,)).fetchone()[0]
                for table, column in (("rooms", "code"), ("log", "room"), ("grants", "room"))
            ]
        return sum(counts)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.database.close()


def test_a_room_is_erased_when_its_time_after_the_last_thing_done_in_it_is_over(place: Place) -> None:
    quiet, other = place.open(), place.open()
    place.ask(quiet, "room.edit", place="Die")
    assert place.keeping.erase_due(now() + DAYS * DAY - 60_000) == []
    assert place.rows(quiet.code) > 3
    assert sorted(place.erase_due(now() + DAYS * DAY)) == sorted([quiet.code, other.code])
    assert (place.rows(quiet.code), place.rows(other.code)) == (0, 0)
    assert not (place.folder / "files" / quiet.code).exists()
    assert sorted(place.out) == sorted([quiet.code, other.code])


def test_nobody_comes_back_into_a_room_that_was_erased(place: Place) -> None:
    gone, stays = place.open(), place.open()
    place.keeping.erase(gone.code)
    with pytest.raises(Refused, match=r"access\.token"):
        place.house.grant(gone.tokens["facilitator"])
    with pytest.raises(Refused, match=r"room\.expired") as refusal:
        place.house.room(gone.code)
    assert refusal.value.facts == {"room": gone.code, "date": day_of(now())}
    assert place.house.grant(stays.tokens["facilitator"]).room == stays.code
    assert (place.folder / "files" / stays.code).exists()


def test_a_closed_room_is_counted_from_its_closing_and_a_reopened_one_is_not(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, reopened = place.open(), place.open()
    place.ask(closed, "room.close")
    place.ask(reopened, "room.close")
    place.ask(reopened, "room.reopen")
    closed_at = place.info(closed).closed_at
    assert closed_at is not None
    later = closed_at + 10 * DAY
    monkeypatch.setattr("server.live.turn.now", lambda: later)
    place.ask(closed, "participant.edit", participant=closed.facilitator, name="Zoé")
    place.ask(reopened, "room.edit", place="Die")
    assert place.erase_due(closed_at + DAYS * DAY) == [closed.code]
    assert place.keeping.erase_due(later + DAYS * DAY - 60_000) == []
    assert place.erase_due(later + DAYS * DAY) == [reopened.code]


def test_the_code_of_an_erased_room_is_remembered_for_a_year_and_nothing_else_of_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = place.open()
    place.keeping.erase(gone.code)
    with sqlite3.connect(place.folder / "recolte.db") as connection:
        left = [str(row) for row in connection.iterdump() if gone.code in str(row)]
    assert len(left) == 1
    assert "erased" in left[0]
    codes = iter([gone.code, "NEWCDE"])
    monkeypatch.setattr("server.live.house.new_code", lambda: next(codes))
    assert place.open().code == "NEWCDE"
    place.keeping.erase_due(now() + 366 * DAY)
    with pytest.raises(Refused, match=r"room\.unknown"):
        place.house.room(gone.code)


@pytest.mark.parametrize("may", [True, False])
def test_a_facilitator_has_a_closed_room_kept_for_longer_where_the_host_allows_it(
    place: Place, monkeypatch: pytest.MonkeyPatch, may: bool
) -> None:
    opened = place.open()
    place.ask(opened, "room.close")
    closed_at = place.info(opened).closed_at
    assert closed_at is not None
    place.keeping.may_be_longer = may
    monkeypatch.setattr("server.live.turn.now", lambda: closed_at + 20 * DAY)
    place.ask(opened, "room.keep")
    due = place.erase_due(closed_at + (DAYS + 5) * DAY)
    assert due == ([] if may else [opened.code])
    assert place.erase_due(closed_at + (DAYS + 20) * DAY) == ([opened.code] if may else [])


def test_an_old_day_that_is_brought_here_is_kept_as_long_as_one_opened_here(place: Place) -> None:
    opened = place.open()
    entries = place.house.log.read(opened.code)
    grants = place.house.log.grants(opened.code)
    place.keeping.erase(opened.code)
    with sqlite3.connect(place.folder / "recolte.db") as connection:
        place.house.written(opened.code, "retrospective-projet", entries, grants)
        connection.execute("UPDATE log SET at = at - ?", (900 * DAY,))
        connection.execute("UPDATE rooms SET opened_at = opened_at - ?", (900 * DAY,))
    assert place.keeping.erase_due() == []
    assert place.erase_due(now() + DAYS * DAY) == [opened.code]


def test_what_came_in_for_a_room_as_it_was_erased_is_found_by_the_hourly_look(place: Place) -> None:
    gone, stays = place.open(), place.open()
    place.keeping.erase(gone.code)
    for code in (gone.code, stays.code, "ANDERE"):
        place.files.keep(code, b"came in late")
    place.keeping.tidy_asides(older_than=3_600)
    assert place.files.held(gone.code), "what comes in is spared for an hour"
    for folder in (place.folder / "files").iterdir():
        os.utime(folder, (1_000, 1_000))
    place.keeping.tidy_asides(older_than=3_600)
    assert not (place.folder / "files" / gone.code).exists()
    assert len(place.files.held(stays.code)) == 2
    assert place.files.held("ANDERE"), "a room of which this database never knew may be another one's"


def test_an_archive_that_was_brought_back_under_the_code_of_an_erased_room_keeps_its_files(
    place: Place,
) -> None:
    room = place.open()
    entries, grants = place.house.log.read(room.code), place.house.log.grants(room.code)
    place.keeping.erase(room.code)
    place.house.written(room.code, "retrospective-projet", entries, grants)
    place.files.keep(room.code, b"a picture")
    place.keeping.tidy_asides(older_than=0)
    assert place.files.held(room.code)


def test_the_day_of_its_erasing_is_said_before(place: Place) -> None:
    opened = place.open()
    day = place.keeping.erased_on(opened.code, place.info(opened))
    assert len(day) == 10
    place.ask(opened, "room.close")
    assert place.keeping.erased_on(opened.code, place.info(opened)) >= day


def test_no_room_goes_that_was_used_while_the_clock_was_years_behind_before_it_was_announced_for_two_weeks(
    place: Place,
) -> None:
    opened = place.open()
    with sqlite3.connect(place.folder / "recolte.db") as connection:
        for table, column in (("rooms", "opened_at"), ("log", "at"), ("grants", "made_at")):
            connection.execute(f"UPDATE {table} SET {column} = {column} - ?", (900 * DAY,))
    set_right = now()
    assert place.keeping.erased_on(opened.code, place.info(opened)) == day_of(set_right + NOTICE)
    assert place.keeping.erase_due(set_right) == []
    assert place.keeping.erase_due(set_right + NOTICE - 60_000) == []
    place.ask(opened, "room.keep")
    assert place.keeping.erase_due(set_right + NOTICE) == []
    assert place.erase_due(now() + DAYS * DAY) == [opened.code]


def test_no_room_goes_because_the_clock_runs_years_ahead_for_a_while(place: Place) -> None:
    opened = place.open()
    assert place.keeping.erase_due(now() + 900 * DAY) == []
    assert place.keeping.erase_due(now()) == []
    assert place.house.log.notices() == {}
    assert place.keeping.erase_due(now() + 1_500 * DAY) == []
    assert place.keeping.erase_due(now() + DAYS * DAY) == [], "what the wrong clock noted is no announcement"
    assert place.erase_due(now() + (DAYS + 15) * DAY) == [opened.code]


def test_a_room_that_was_used_while_the_clock_ran_years_ahead_is_not_kept_for_years(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_right = now()
    monkeypatch.setattr("server.live.house.now", lambda: set_right + 3_000 * DAY)
    opened = place.open()
    ends = set_right + DAYS * DAY
    assert place.keeping.erase_due(set_right) == []
    assert place.keeping.erased_on(opened.code, place.info(opened)) == day_of(ends)
    assert place.erase_due(ends) == [opened.code]
    assert place.house.log.notices() == {}


def test_what_another_process_erased_is_forgotten_here(place: Place) -> None:
    opened, stays = place.open(), place.open()
    place.house.room(opened.code)
    place.house.room(stays.code)
    place.house.log.erase(opened.code, now())
    for room in place.house.awake():
        place.keeping.let_go_if_erased(room.code)
    assert [room.code for room in place.house.awake()] == [stays.code]
    assert place.out == [opened.code]


def picture_of(place: Place, opened: Opened, content: bytes) -> str:
    """A picture that the room knows, as an upload leaves it; its id."""
    id = place.files.keep(opened.code, content, content + b" small")
    op = Op(new_id(), "file.add", {"file": id, "name": "p.png", "type": "image/png", "size": len(content)})
    actor = Actor("facilitator", opened.facilitator)
    accept(place.house.room(opened.code).ask_and_wait(op, actor, own=True))
    return id


def test_an_erasure_takes_its_own_pictures_and_spares_one_that_is_coming_in(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.live.keeping.ANSWER_FIRST", 0)
    erased: list[tuple[str, Collection[str]]] = []
    place.house.erased = lambda code, files: erased.append((code, files))
    opened = place.open()
    mine, again = picture_of(place, opened, b"mine"), picture_of(place, opened, b"again")
    for board, file in (("b1", mine), ("b2", again)):
        place.ask(opened, "board.add", board=board, file=file, caption="")
        place.ask(opened, "record.erase", kind="board", id=board)
    coming = place.files.keep(opened.code, b"on the disk, and not yet in the room")
    assert picture_of(place, opened, b"again") == again
    for code, files in erased:
        place.keeping.tidy(code, files)
    assert [set(files) for _, files in erased] == [{mine}, {again}]
    held = place.files.held(opened.code)
    assert {coming, again} <= held
    assert mine not in held
    assert not (place.folder / "files" / opened.code / f"{mine}.small").exists()


def test_what_no_room_knows_goes_once_it_is_too_old_to_be_coming_in(place: Place) -> None:
    opened = place.open()
    known, left = picture_of(place, opened, b"known"), place.files.keep(opened.code, b"left behind")
    place.keeping.tidy_files(opened.code, older_than=3_600)
    assert {known, left} <= place.files.held(opened.code)
    place.keeping.tidy_files(opened.code, older_than=0)
    assert place.files.held(opened.code) == {known}


def test_a_file_is_erased_by_a_hash_alone(place: Place) -> None:
    opened = place.open()
    beside = place.folder / "secret"
    beside.write_text("the secret of the instance")
    place.files.drop(opened.code, ["../../secret"])
    assert beside.exists()


def test_a_room_that_cannot_be_erased_now_keeps_no_other_and_is_found_by_the_next_look(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = place.open(), place.open()
    erase, first_look = place.house.log.erase, iter([Behind()])

    def elsewhere_too(code: str, at: int) -> None:
        """Another process erases the first room at the same time, and is before us."""
        behind = next(first_look, None) if code == first.code else None
        if behind is not None:
            raise behind
        erase(code, at)

    monkeypatch.setattr(place.house.log, "erase", elsewhere_too)
    assert place.erase_due(now() + DAYS * DAY) == [other.code]
    assert place.keeping.erase_due(now() + DAYS * DAY) == [first.code]


def telling(said: set[str]) -> SimpleNamespace:
    """A log that keeps what it was told, and draws no traceback."""

    def tell(event: str, **facts: object) -> None:
        said.add(event)

    return SimpleNamespace(warning=tell, exception=tell)


class Over(BaseException):
    """Ends a loop that has no end."""


@pytest.mark.parametrize("trouble", [Refused("room.expired"), Behind(), Unavailable(), RuntimeError()])
@pytest.mark.parametrize("step", ["rest", "makings", "erase", "left", "asides", "files"])
def test_whatever_happens_at_one_step_the_house_is_kept_on(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str, trouble: Exception
) -> None:
    rooms = [place.open(), place.open()]
    for opened in rooms:
        place.house.room(opened.code)
    done: list[str] = []
    minutes = iter(range(120))

    def a_minute(seconds: float) -> None:
        if next(minutes, None) is None:
            raise Over

    def troubled(called: str, code: str = "") -> None:
        if called == step and code in ("", rooms[0].code):
            raise trouble
        done.append(f"{called} {code}".strip())

    said: set[str] = set()
    monkeypatch.setattr("server.live.going_on.logger", telling(said))
    monkeypatch.setattr("server.app.time", SimpleNamespace(sleep=a_minute))
    monkeypatch.setattr(place.house, "let_rest", lambda: troubled("rest"))
    monkeypatch.setattr(place.keeping, "erase_due", lambda: troubled("erase"))
    monkeypatch.setattr(place.keeping, "tidy_asides", lambda older_than: troubled("asides"))
    monkeypatch.setattr(place.keeping, "tidy_files", lambda code, older_than: troubled("files", code))
    makings = SimpleNamespace(tidy=lambda: troubled("makings"), tidy_left=lambda alive: troubled("left"))
    with pytest.raises(Over):
        keep_house(place.house, place.keeping, makings)  # type: ignore[arg-type]
    hourly = {"erase", "left", "asides", *(f"files {opened.code}" for opened in rooms)}
    failed = {"files": f"files {rooms[0].code}"}.get(step, step)
    assert said == {"house.fault" if isinstance(trouble, RuntimeError) else "house.not-now"}
    assert Counter(done) == Counter({"rest": 120, "makings": 120} | dict.fromkeys(hourly, 2) | {failed: 0})


def test_a_room_that_is_erased_while_it_is_woken_is_not_in_memory_afterwards(place: Place) -> None:
    opened = place.open()
    place.house.wakes = place.keeping.erase
    with pytest.raises(Refused, match=r"room\.expired"):
        place.house.room(opened.code)
    assert place.house.awake_room(opened.code) is None


def test_a_room_that_cannot_be_put_to_rest_keeps_no_other_awake(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = (place.house.room(place.open().code) for _ in range(2))

    def fails() -> None:
        raise RuntimeError

    said: set[str] = set()
    monkeypatch.setattr("server.live.going_on.logger", telling(said))
    monkeypatch.setattr(broken, "keep", fails)
    place.house.let_rest(after=-1)
    assert place.house.awake() == [broken]
    assert (other.idle, said) == (True, {"house.fault"})


def test_a_picture_that_nobody_knew_for_long_stays_when_it_is_brought_in_again(place: Place) -> None:
    opened = place.open()
    left = place.folder / "files" / opened.code / place.files.keep(opened.code, b"left by a refused upload")
    os.utime(left, (0, 0))
    place.files.keep(opened.code, b"left by a refused upload")
    place.keeping.tidy_files(opened.code, older_than=3_600)
    assert left.exists()
