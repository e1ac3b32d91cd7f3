"""Publications are written by a process beside: once for all who ask, one at a time, and stopped when nobody waits."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.core.refusals import Refused
from server.live import making
from server.live.making import Making, Makings, Wish, folder_name, tidy_folder
from server.live.native import here
from server.store.database import Database
from server.store.log import SqlLog
from tests.core.world import Day

WORKER = [sys.executable, "-m", "server.worker"]
STUCK = [sys.executable, "-c", "import time; time.sleep(60)"]
GONE = [sys.executable, "-c", ""]
EMPTIED = [
    sys.executable,
    "-c",
    "import pathlib, sys\n"
    "for line in sys.stdin:\n"
    "    said = pathlib.Path(line.strip()) / 'done.json'\n"
    '    said.with_suffix(\'.part\').write_text(\'{"media": "text/markdown", "name": "p.md"}\')\n'
    "    said.with_suffix('.part').rename(said)\n",
]
"""Says that it has made something, of which nothing is there: as where a room is erased at that instant."""

Start = Callable[..., Makings]


def beside(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """A day with one card, written down as the server does."""
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Une carte à publier")
    database = Database(f"sqlite:///{tmp_path / 'recolte.db'}")
    database.migrate()
    SqlLog(database).open_room(day.room.code, "", day.entries, [])
    database.close()
    return day


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start makings with a process of the test's choice; end every process that came of it."""
    begun: list[subprocess.Popen[bytes]] = []

    def starting(command: list[str] = WORKER) -> Makings:
        def launch() -> subprocess.Popen[bytes]:
            begun.append(subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True))
            return begun[-1]

        database = f"sqlite:///{tmp_path / 'recolte.db'}"
        own = tmp_path / "making" / folder_name("ici", 1, 8)
        made = Makings(launch, here, beside, own, database, tmp_path / "files")
        made.begun = begun  # type: ignore[attr-defined]
        return made

    yield starting
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.wait()


def wish(day: Day, form: str = "md", seq: int | None = None) -> Wish:
    return Wish(day.room.code, seq or day.room.seq, form, "fr")


def until(made: Making, phase: str) -> None:
    for _ in range(500):
        if made.phase == phase:
            return
        time.sleep(0.02)
    raise AssertionError(made.phase)


def test_a_publication_is_read_from_the_log_as_it_was_at_a_sequence_number(day: Day, start: Start) -> None:
    makings = start()
    made = makings.wait(wish(day))
    assert "Une carte à publier" in made.file.read_text("utf-8")
    assert made.name.endswith(".md")
    before = makings.wait(wish(day, seq=day.room.seq - 1))
    assert "Une carte à publier" not in before.file.read_text("utf-8")
    assert len(makings.begun) == 1, "one process serves one wish after the other"  # type: ignore[attr-defined]


def test_who_asks_for_the_same_gets_the_same(day: Day, start: Start) -> None:
    makings = start()
    assert makings.ask(wish(day)) is makings.ask(wish(day))
    assert makings.wait(wish(day)) is makings.ask(wish(day))


def test_what_cannot_be_made_says_so_and_is_tried_again_when_asked_again(day: Day, start: Start) -> None:
    makings = start()
    with pytest.raises(Refused, match=r"publication\.form"):
        makings.wait(wish(day, "paper"))
    with pytest.raises(Refused, match=r"room\.unknown"):
        makings.wait(Wish("ZZZZZZ", 1, "md", "fr"))
    assert makings.wait(wish(day)).phase == "done"


def test_a_process_that_dies_fails_its_wish_and_no_other(day: Day, start: Start) -> None:
    makings = start(GONE)
    with pytest.raises(Refused, match=r"publication\.failed"):
        makings.wait(wish(day))


def test_what_is_erased_as_it_is_made_fails_and_what_others_want_is_made_all_the_same(
    day: Day, start: Start
) -> None:
    makings = start(EMPTIED)
    for form in ("md", "html"):
        made = makings.ask(wish(day, form))
        until(made, "failed")
        assert made.why == "publication.failed"


def test_a_making_that_nobody_waits_for_is_stopped_and_the_next_one_goes_on(day: Day, start: Start) -> None:
    makings = start(STUCK)
    running, waiting = makings.ask(wish(day)), makings.ask(wish(day, "html"))
    until(running, "reading")
    assert makings.ahead(waiting) == 1
    makings.ask(wish(day))
    makings.give_up(running)
    assert running.phase == "reading", "somebody still waits for it"
    makings.give_up(running)
    until(running, "failed")
    assert running.why == "publication.stopped"
    makings.give_up(waiting)
    until(waiting, "failed")
    assert makings.begun[0].wait(5) != 0  # type: ignore[attr-defined]


def test_nothing_stays_of_a_room_that_is_forgotten(day: Day, start: Start) -> None:
    makings = start()
    made = makings.wait(wish(day))
    makings.forget(day.room.code)
    assert not made.file.exists()
    with pytest.raises(Refused, match=r"record\.unknown"):
        makings.find(day.room.code, made.id)


def test_nothing_stays_of_an_erased_room_that_a_container_before_had_made(
    day: Day, start: Start, tmp_path: Path
) -> None:
    # Its name is another one, so that it might be a machine which still runs.
    makings, rooms = start(), tmp_path / "making" / folder_name("boite", 1, 7)
    for room, left in ((day.room.code, "made"), ("M3XY7Z", "made"), (day.room.code, "making")):
        folder = rooms / room / left
        folder.mkdir(parents=True)
        (folder / "job.json").touch()
        if left == "made":
            (folder / "done.json").touch()
    makings.forget_everywhere(day.room.code)
    assert {path.parent.relative_to(rooms).as_posix() for path in rooms.rglob("job.json")} == {
        "M3XY7Z/made",
        f"{day.room.code}/making",
    }
    for path in (rooms, *rooms.rglob("*")):
        os.utime(path, (1_000, 1_000))
    makings.tidy_left(lambda pid: True)
    assert not rooms.exists()


def test_what_is_old_goes_also_where_nobody_asks_for_more(
    day: Day, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    makings = start()
    made = makings.wait(wish(day))
    makings.tidy()
    assert made.file.exists()
    monkeypatch.setattr(making, "KEPT", -1.0)
    makings.tidy()
    assert not made.file.exists()


def test_the_process_ends_when_nobody_can_ask_it_any_more() -> None:
    process = subprocess.Popen(WORKER, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0


def left(folder: Path, own: str, alive: set[int]) -> set[str]:
    """The folders that stay once a process has tidied up at its start."""
    tidy_folder(folder, own, lambda pid: pid in alive)
    return {stays.name for stays in folder.iterdir()}


def test_what_a_process_of_this_machine_that_is_no_more_had_made_is_erased(tmp_path: Path) -> None:
    own, neighbour, gone = (folder_name("la-bas", pid, 7) for pid in (43, 42, 41))
    for name in (own, neighbour, gone, "42", "41"):
        (tmp_path / name).mkdir()
    assert left(tmp_path, own, {42, 43}) == {own, neighbour, "42"}


def test_what_an_earlier_process_of_the_same_number_had_made_is_erased(tmp_path: Path) -> None:
    own, before = folder_name("boite", 1, 8), folder_name("boite", 1, 7)
    for name in (before, "1"):
        (tmp_path / name).mkdir()
    assert left(tmp_path, own, {1}) == set()


def test_what_another_machine_had_made_stays_until_nobody_can_want_it(tmp_path: Path) -> None:
    fresh, old = folder_name("ici", 41, 7), folder_name("ailleurs", 42, 7)
    for name in (fresh, old):
        made = tmp_path / name / "K7MPQ2" / "m1" / "made"
        made.parent.mkdir(parents=True)
        made.write_bytes(b"%PDF")
    for path in (tmp_path / old, *(tmp_path / old).rglob("*")):
        os.utime(path, (1_000, 1_000))
    os.utime(tmp_path / fresh, (1_000, 1_000))
    assert left(tmp_path, folder_name("la-bas", 42, 7), {42}) == {fresh}


def test_a_folder_is_named_by_what_every_disk_can_write() -> None:
    assert folder_name("été/..\n", 12, 7) == "_t__.._-12-7"
    assert len(folder_name("a" * 300, 12, 7)) < 150


@pytest.mark.parametrize("age", [None, 60.0])
def test_what_was_made_and_is_gone_from_the_disk_is_made_again(
    day: Day, start: Start, age: float | None
) -> None:
    makings = start()
    first = makings.wait(wish(day))
    shutil.rmtree(first.folder)
    again = makings.wait(wish(day)) if age is None else makings.recent(wish(day), age)
    assert again.id != first.id
    assert "Une carte à publier" in again.file.read_text("utf-8")
    with pytest.raises(Refused, match=r"record\.unknown"):
        makings.find(day.room.code, first.id)
