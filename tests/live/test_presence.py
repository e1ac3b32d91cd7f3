"""Who is here and who is writing: told as it changes, to those it concerns, and never written down."""

import json
import threading
from collections.abc import Iterable, Iterator

import pytest

from server.core.sight import Viewer
from server.live import presence
from server.live.bus import Spot
from server.live.presence import Presence
from tests.core.world import HOST
from tests.house import wait_until
from tests.live.hall import CODE, Device, Hall, tables


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "BEAT", 0.02)


class Words:
    """What each connection was told about who is here."""

    def __init__(self) -> None:
        self.told: dict[str, list[dict[str, dict[str, object]]]] = {}

    def __call__(self, sids: Iterable[str], body: bytes) -> None:
        for sid in sids:
            self.told.setdefault(sid, []).append(json.loads(body))

    def of(self, device: Device, part: str) -> dict[str, object]:
        known: dict[str, object] = {}
        for word in self.told.get(device.sid, []):
            known |= word.get(part, {})
        return known


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = tables(Hall(by_hand=True))
    yield hall
    assert hall.live.idle


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def here(hall: Hall, words: Words) -> Presence:
    return Presence(hall.live.fan_out, words, lambda work: threading.Thread(target=work, daemon=True).start())


def viewer(hall: Hall, device: Device) -> Viewer:
    found = hall.live.fan_out.viewer(device.sid)
    assert found is not None
    return found


def test_r16_a_person_is_here_for_as_long_as_one_of_their_devices_is(
    hall: Hall, words: Words, here: Presence
) -> None:
    host = hall.seat(HOST)
    phone, laptop = hall.seat("amel"), hall.seat("amel")
    seen = viewer(hall, phone)
    here.changed(seen)
    wait_until(lambda: words.of(host, "here").get("amel") == 2)
    hall.cut(phone)
    here.changed(seen)
    wait_until(lambda: words.of(host, "here").get("amel") == 1)
    hall.cut(laptop)
    here.changed(seen)
    wait_until(lambda: words.of(host, "here").get("amel") == 0)


def test_who_comes_in_learns_who_is_here_and_a_screen_does_not(hall: Hall, here: Presence) -> None:
    hall.seat("amel")
    assert here.now(viewer(hall, hall.seat(HOST))).here == {"amel": 1, HOST: 1}
    assert here.now(Viewer("screen")).here == {}
    assert here.now(Viewer("reader")).here == {}


def test_r6_who_is_writing_is_told_to_their_table_and_to_facilitators(
    hall: Hall, words: Words, here: Presence
) -> None:
    host, mate, stranger = hall.seat(HOST), hall.seat("basile"), hall.seat("chloe")
    screen = hall.seat(None, "screen")
    here.write(viewer(hall, hall.seat("amel")), "card/c1")
    wait_until(lambda: words.of(mate, "writing") == {"amel": "card/c1"})
    wait_until(lambda: words.of(host, "writing") == {"amel": "card/c1"})
    assert words.of(stranger, "writing") == {}
    assert screen.sid not in words.told


def test_r6_who_writes_in_a_statement_is_told_to_all_and_what_they_turn_to_is_not(
    hall: Hall, words: Words, here: Presence
) -> None:
    host, stranger, screen = hall.seat(HOST), hall.seat("chloe"), hall.seat(None, "screen")
    seen = viewer(hall, hall.seat("amel"))
    here.write(seen, "statement/s1")
    wait_until(lambda: words.of(stranger, "writing") == {"amel": "statement/s1"})
    here.write(seen, "card/c1")
    wait_until(lambda: words.of(host, "writing") == {"amel": "card/c1"})
    assert words.of(stranger, "writing") == {"amel": None}
    assert screen.sid not in words.told


def test_r15_presence_is_never_written_down(hall: Hall, words: Words, here: Presence) -> None:
    before = len(hall.log.read(CODE))
    mate = hall.seat("basile")
    for number in range(50):
        here.write(viewer(hall, hall.seat("amel")), f"card/c{number}")
    wait_until(lambda: words.of(mate, "writing") == {"amel": "card/c49"})
    assert len(hall.log.read(CODE)) == before


def test_many_words_within_a_beat_become_one(hall: Hall, words: Words, here: Presence) -> None:
    mate = hall.seat("basile")
    seen = viewer(hall, hall.seat("amel"))
    for number in range(200):
        here.write(seen, f"card/c{number}")
    wait_until(lambda: words.of(mate, "writing") == {"amel": "card/c199"})
    assert len([word for word in words.told[mate.sid] if "writing" in word]) <= 3


def test_who_is_at_another_process_is_here_too_until_that_process_is_no_more(
    hall: Hall, words: Words, here: Presence
) -> None:
    host, phone = hall.seat(HOST), hall.seat("amel")
    here.changed(viewer(hall, phone))
    wait_until(lambda: words.of(host, "here").get("amel") == 1)
    here.heard("other", {"amel": 1, "basile": 2}, {}, whole=True)
    assert words.of(host, "here") == {"amel": 2, "basile": 2}
    assert here.now(viewer(hall, host)).here == {HOST: 1, "amel": 2, "basile": 2}
    here.heard("other", {"basile": 1}, {}, whole=False)
    assert words.of(host, "here") == {"amel": 2, "basile": 1}
    here.heard("third", {"basile": 1}, {}, whole=True)
    here.heard("other", {"amel": 1}, {}, whole=True)
    assert words.of(host, "here") == {"amel": 2, "basile": 1}, "whoever is not named is there no more"
    here.forget("other")
    assert words.of(host, "here") == {"amel": 1, "basile": 1}
    here.forget("third")
    assert words.of(host, "here") == {"amel": 1, "basile": 0}


def test_r6_who_writes_at_another_process_is_told_to_their_table_and_stops_with_that_process(
    hall: Hall, words: Words, here: Presence
) -> None:
    host, mate, stranger = hall.seat(HOST), hall.seat("basile"), hall.seat("chloe")
    group = viewer(hall, mate).group
    here.heard("other", {"amel": 1}, {"amel": Spot("card/c1", group)}, whole=False)
    assert words.of(mate, "writing") == words.of(host, "writing") == {"amel": "card/c1"}
    assert words.of(stranger, "writing") == {}
    here.forget("other")
    assert words.of(mate, "writing") == {"amel": None}


def test_r6_where_a_room_has_become_anonymous_what_was_already_on_its_way_names_nobody(
    hall: Hall, words: Words, here: Presence
) -> None:
    mate, amel = hall.seat("basile"), hall.seat("amel")
    said: list[dict[str, Spot]] = []
    here.share = lambda here, writing: said.append(writing)
    here.write(viewer(hall, amel), "card/c1")
    here.hides = lambda: True
    here.heard("other", {}, {"chloe": Spot("card/c2", viewer(hall, mate).group)}, whole=False)
    wait_until(lambda: said == [{}])
    wait_until(lambda: "amel" in words.of(mate, "writing"))
    assert words.of(mate, "writing") == {"amel": None, "chloe": None}


def test_what_is_heard_from_another_process_is_not_said_again(
    hall: Hall, words: Words, here: Presence
) -> None:
    said: list[tuple[dict[str, int], dict[str, Spot]]] = []
    here.share = lambda here, writing: said.append((here, writing))
    mate = hall.seat("basile")
    here.heard("other", {"amel": 1}, {"amel": Spot("card/c1", "t1")}, whole=False)
    seen = viewer(hall, mate)
    here.write(seen, "card/c2")
    wait_until(lambda: said)
    assert said == [({"basile": 1}, {"basile": Spot("card/c2", seen.group)})]
