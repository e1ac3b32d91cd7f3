"""Two processes of one instance, here two houses over one log, and a real Valkey between them."""

import json
import pickle
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import redis

from scripts.cluster.stores import Valkey
from server.core import journal
from server.core.asking import Actor, Op
from server.core.refusals import Refused
from server.core.sight import Viewer
from server.live import bus, clock, neighbours, presence
from server.live.bus import EVERYBODY, ROOM
from server.live.house import House
from server.live.ids import new_id
from server.live.keeping import Keeping
from server.live.neighbours import Neighbours
from server.store.files import Files
from server.store.log import Log
from server.store.memory_log import MemoryLog
from server.web.limits import Limits
from tests.core.world import HOST, first_entry
from tests.house import wait_until

pytestmark = pytest.mark.services
CODE, OTHER = "K7MPQ2", "M3XY7Z"


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "BEAT", 0.02)
    monkeypatch.setattr(neighbours, "ALIVE_EVERY", 0.2)
    monkeypatch.setattr(neighbours, "SILENT_AFTER", 1.0)
    monkeypatch.setattr(bus, "SILENT_AFTER", 1.0)
    monkeypatch.setattr(bus, "COME_BACK", 0.1)
    # What is only found by looking would hide a word that never came.
    monkeypatch.setattr(neighbours, "LOOK_EVERY", 3600.0)


@pytest.fixture(scope="module")
def valkey() -> Iterator[Valkey]:
    with tempfile.TemporaryDirectory(prefix="recolte-valkey-") as folder:
        running = Valkey(Path(folder)).start()
        yield running
        running.stop()


@pytest.fixture
def log() -> Log:
    kept = MemoryLog()
    for code in (CODE, OTHER):
        kept.open_room(code, "journee-capitalisation", [first_entry(code)], [])
    return kept


class Process:
    """A house that shares its rooms; what its devices were told of who is here."""

    def __init__(self, url: str, log: Log, folder: Path) -> None:
        self.alive = True
        self.told: dict[str, int] = {}
        self.out: list[str] = []
        self.revoked: list[str] = []
        self.limits = Limits()
        self.house = House(log, lambda work: work(), spawn, self._send)
        self.keeping = Keeping(self.house, Files(folder), 365)
        self.keeping.turn_out = self.out.append
        self.house.astray = self.keeping.wake_anew
        self.near = Neighbours(url, spawn, self.house, self.keeping)
        self.near.turn_out_revoked = self.revoked.append
        self.near.take = lambda spent: self.limits.take(spent.limit, spent.key, spent.cost)
        self.limits.share(self.near.spent)
        self.near.start()
        wait_until(lambda: self.near.bus.connected)

    def _send(self, event: str, sids: Iterable[str], body: bytes) -> None:
        if event == "here":
            self.told |= json.loads(body).get("here", {})

    def die(self) -> None:
        """Say nothing any more, as a process that was killed."""
        self.near.bus.tell = lambda word: None  # type: ignore[method-assign]
        self.near.bus.wrote = lambda code: None  # type: ignore[method-assign]

    def seat(self, who: str, code: str = CODE) -> str:
        """Connect a device of a person."""
        sid, room = new_id(), self.house.room(code)
        room.enter(sid, Viewer("facilitator", person=who), None)
        self.house.presence(code).changed(Viewer("facilitator", person=who))
        return sid

    def write(self, code: str = CODE) -> int:
        """Do something in a room."""
        op = Op(new_id(), "group.add", {"group": new_id(), "name": "Table"})
        answer = self.house.room(code).ask_and_wait(op, Actor("facilitator", HOST))
        assert answer.ok is not None, answer
        return answer.ok

    def here(self) -> dict[str, int]:
        """Who is in the room, as this process knows it."""
        return self.house.presence(CODE).now(Viewer("facilitator")).here

    def holds(self, code: str = CODE) -> int:
        """Up to where this process holds a room."""
        return self.house.room(code).read(lambda room: room.seq)


def spawn(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


Start = Callable[[], Process]


@pytest.fixture
def start(valkey: Valkey, log: Log, tmp_path: Path) -> Iterator[Start]:
    """Starts processes over one log; they fall silent when the test is over."""
    started: list[Process] = []

    def one_more() -> Process:
        started.append(Process(valkey.url, log, tmp_path))
        started[-1].house.room(CODE)
        # What is said of a room from now on is heard, and nothing that was to be looked at is left.
        wait_until(lambda: started[-1].revoked == [CODE])
        started[-1].revoked.clear()
        return started[-1]

    yield one_more
    for process in started:
        process.die()


@pytest.fixture
def two(start: Start) -> tuple[Process, Process]:
    """Two processes in which the room is awake."""
    return start(), start()


def test_what_one_process_writes_is_read_by_the_other(two: tuple[Process, Process]) -> None:
    here, there = two
    for process, reader in ((here, there), (there, here)) * 3:
        seq = process.write()
        wait_until(lambda reader=reader, seq=seq: reader.holds() == seq)


def test_who_is_at_either_process_is_here_at_both(two: tuple[Process, Process]) -> None:
    here, there = two
    sid = here.seat("amel")
    there.seat("basile")
    there.seat("amel")
    for process in two:
        wait_until(lambda process=process: process.told == {"amel": 2, "basile": 1})
    here.house.room(CODE).fan_out.leave(sid)
    here.house.presence(CODE).changed(Viewer("facilitator", person="amel"))
    wait_until(lambda: there.told == {"amel": 1, "basile": 1})


def test_a_process_that_wakes_a_room_later_learns_who_is_in_it(
    start: Start, two: tuple[Process, Process]
) -> None:
    here, there = two
    here.seat("amel")
    wait_until(lambda: there.here() == {"amel": 1})
    third = start()
    wait_until(lambda: third.here() == {"amel": 1})


def test_r15_who_was_at_a_process_that_died_is_forgotten_and_who_lives_is_not(
    two: tuple[Process, Process],
) -> None:
    here, there = two
    here.seat("amel")
    there.seat("basile")
    wait_until(lambda: there.told == {"amel": 1, "basile": 1})
    here.die()
    wait_until(lambda: there.told == {"amel": 0, "basile": 1})


def test_a_queue_that_is_gone_stops_nothing_and_what_was_missed_is_made_good_when_it_is_back(
    valkey: Valkey, two: tuple[Process, Process]
) -> None:
    """Fault: Valkey stops and starts again. Expected: writing goes on; then everybody holds the same."""
    here, there = two
    here.seat("amel")
    wait_until(lambda: there.here() == {"amel": 1})
    valkey.stop()
    wait_until(lambda: not here.near.bus.connected and not there.near.bus.connected)
    there.seat("basile")
    seq = here.write()
    assert there.here() == {"amel": 1, "basile": 1}, "who is unheard is not dead"
    valkey.start()
    wait_until(lambda: there.holds() == seq)
    wait_until(lambda: here.told == {"amel": 1, "basile": 1})


def test_a_line_that_goes_while_rooms_are_followed_on_it_leaves_nobody_without_words_for_ever(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = start(), start()
    line = one.near.bus._listening
    assert line is not None
    ordinary = line.subscribe

    def going(*channels: str) -> None:
        ordinary(*channels)
        one.near.bus._listening = None

    monkeypatch.setattr(line, "subscribe", going)
    one.near.bus._changed_rooms.append((True, "M3XY7A"))
    one.near.bus.follow("M3XY7B")
    wait_until(lambda: one.near.bus._listening is None)
    seq = one.write()
    wait_until(lambda: other.holds() == seq)


def test_two_processes_that_write_one_room_at_once_keep_one_order(
    log: Log, two: tuple[Process, Process]
) -> None:
    """Fault: two processes write one room. Expected: one order; who is second reads, and decides again."""
    threads = [
        threading.Thread(target=lambda process=process: [process.write() for _ in range(25)])
        for process in two * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    seqs = [entry.seq for entry in log.read(CODE)]
    assert seqs == list(range(1, 102))
    for process in two:
        wait_until(lambda process=process: process.holds() == 101)
        groups = process.house.room(CODE).read(lambda room: dict(room.records["group"]))
        assert len(groups) == 100


def test_r5_what_is_refused_on_what_was_true_a_moment_ago_is_decided_again(
    log: Log, two: tuple[Process, Process]
) -> None:
    """Fault: a process has not heard of what another wrote. Expected: it refuses nothing for being behind."""
    here, there = two
    there.house.room(CODE).nudge = lambda: None  # type: ignore[method-assign]
    group = new_id()
    made = Op(new_id(), "group.add", {"group": group, "name": "Table"})
    here.house.room(CODE).ask_and_wait(made, Actor("facilitator", HOST))
    assert there.holds() == 1
    renamed = Op(new_id(), "group.rename", {"group": group, "name": "Autre table"})
    assert there.house.room(CODE).ask_and_wait(renamed, Actor("facilitator", HOST)).ok == 3


def test_r8_a_device_that_holds_more_than_its_new_process_is_not_told_that_the_room_went_back(
    two: tuple[Process, Process],
) -> None:
    """Fault: a process dies after writing and before saying so. Expected: the next one reads before it answers."""
    here, there = two
    there.house.room(CODE).nudge = lambda: None  # type: ignore[method-assign]
    held = here.write()
    assert there.holds() == 1
    viewer = Viewer("facilitator", person=HOST)
    entered = there.house.room(CODE).enter("sid", viewer, held)
    assert (entered.seq, entered.packed, entered.frames) == (held, None, [])


def test_a_room_whose_log_is_now_a_copy_that_had_not_heard_of_all_is_read_anew_everywhere(
    log: Log, two: tuple[Process, Process]
) -> None:
    """Fault: PostgreSQL fails over to a copy that lost the last ops of a room.

    Expected: nothing is built on what is lost, and no process waits for ever for it; devices come in
    anew, and one that comes late, when the room has gone beyond what it holds, is given the whole of it.
    """
    here, there = two
    here.seat(HOST)
    held = [here.write() for _ in range(4)][-1]
    wait_until(lambda: there.holds() == held)
    del log._rooms[CODE][1][2:]  # type: ignore[attr-defined]
    op = Op(new_id(), "group.add", {"group": new_id(), "name": "Table"})
    assert here.house.room(CODE).ask_and_wait(op, Actor("facilitator", HOST)).wait == "storage.unavailable"
    wait_until(lambda: here.out == [CODE])
    assert here.house.room(CODE).ask_and_wait(op, Actor("facilitator", HOST)).ok == 3
    wait_until(lambda: there.out == [CODE])
    last = [there.write() for _ in range(4)][-1]
    wait_until(lambda: here.holds() == last)
    for process in two:
        room = process.house.room(CODE)
        assert room.read(lambda room: room.records) == journal.replay(CODE, log.read(CODE)).records
        entered = room.enter("late", Viewer("facilitator", person=HOST), held)
        assert (entered.seq, entered.packed is None) == (last, False)
        assert process.out == [CODE], "once"


def test_r21_processes_go_by_the_clock_of_the_database_where_their_own_is_wrong(
    log: Log, two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock.Followed, "ahead", 0)
    right = clock.now()
    for ahead, shown in ((90_000, 90_000), (90_040, 90_000), (-3_600_000, -3_600_000), (120, 0)):
        monkeypatch.setattr(log, "clock_ahead", lambda ahead=ahead: ahead)
        two[0].near._set_clock()
        assert abs(clock.now() - right - shown) < 20_000


def test_a_room_that_is_asleep_is_not_woken_by_what_others_do(
    valkey: Valkey, two: tuple[Process, Process]
) -> None:
    here, there = two
    here.write(OTHER)
    with redis.Redis.from_url(valkey.url) as looking:
        wait_until(lambda: looking.pubsub_numsub(ROOM + OTHER)[0][1] == 1)
        assert [room.code for room in there.house.awake()] == [CODE]
        here.house.forget(OTHER)
        wait_until(lambda: looking.pubsub_numsub(ROOM + OTHER)[0][1] == 0)


def test_a_room_erased_at_one_process_is_let_go_at_the_other(two: tuple[Process, Process]) -> None:
    here, there = two
    info = there.house.room(CODE).read(lambda room: room.info)
    here.keeping.erase(CODE)
    with pytest.raises(Refused, match=r"room\.expired"):
        # Also before the word of it has come: a room that is no more was told to go in 1970.
        there.keeping.erased_on(CODE, info)
    wait_until(lambda: there.out == [CODE])
    assert there.house.awake() == []


def test_links_that_end_at_one_process_are_looked_at_by_the_other(two: tuple[Process, Process]) -> None:
    here, there = two
    here.near.revoked(CODE)
    wait_until(lambda: there.revoked == [CODE])
    assert here.revoked == [], "the process that ended them has looked by itself"


def test_guesses_at_one_process_count_at_the_other(two: tuple[Process, Process]) -> None:
    here, there = two
    for _ in range(30):
        assert here.limits.guesses.allows("198.51.100.7")
    wait_until(lambda: not there.limits.guesses.allows("198.51.100.7"))
    assert there.limits.guesses.allows("198.51.100.8")


class Trap:
    """What would leave a file behind if anybody unpickled it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.file,)


def test_nothing_on_the_queue_is_ever_unpickled(
    valkey: Valkey, two: tuple[Process, Process], tmp_path: Path
) -> None:
    """Attack: somebody who reaches the queue puts a pickle on it. Expected: it is passed over as a strange word."""
    here, there = two
    trap = tmp_path / "sprung"
    packed = pickle.dumps(Trap(trap))
    with redis.Redis.from_url(valkey.url) as stranger:
        for channel in (EVERYBODY, ROOM + CODE, "flask-socketio"):
            stranger.publish(channel, packed)
            for odd in (
                b"",
                b"null",
                b"[]",
                b"{}",
                b'{"by":1}',
                b'{"here":{"a":"b"}}',
                b"\xff\xfe",
                b"[" * 5000,
            ):
                stranger.publish(channel, odd)
    seq = here.write()
    wait_until(lambda: there.holds() == seq)
    assert not trap.exists()
    source = "".join(file.read_text("utf-8") for file in Path("server").rglob("*.py"))
    assert "pickle" not in source
