"""A person and a room are erased through one process: the other one, which has shown it all, holds nothing any more."""

import gzip
import itertools
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
import socketio

from scripts.cluster.cluster import Cluster
from server.demo.phone import Phone, RefusedByServer, call
from server.settings import read_settings
from server.store.database import Database
from server.store.log import SqlLog
from tests.cluster.conftest import open_room
from tests.house import card, wait_until

pytestmark = [pytest.mark.services, pytest.mark.slow]

NUMBERS = itertools.count(1)
ANSWERS = (
    "publication.md",
    "publication.html",
    "publication.json",
    "replay",
    "history/card/c1",
    "suggestions",
)


class Divided:
    """A room whose console is at one process, and everybody else at the other; Amel's words stand everywhere."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.word = f"CANARI{next(NUMBERS)}Z"
        self.room = open_room(cluster.base)
        here, other = (process.base for process in cluster.processes)
        self.there = other
        self.console = Phone(here, self.room.tokens["facilitator"], self.room.code).connect()
        self.amel, token = self.room.join(f"NOM-{self.word}", territory=f"LIEU-{self.word}")
        self.phone = Phone(other, token, self.room.code).connect()
        seats = {"mate": self.room.join("Basile")[1], **self.room.tokens}
        self.others = {
            name: Phone(other, seats[name], self.room.code).connect() for name in ("mate", "screen", "reader")
        }
        self._write()
        self.away = Phone(other, self.room.tokens["facilitator"], self.room.code).connect()
        self.away.leave()

    def _write(self) -> None:
        kind = self.console.first_kind()
        self.phone.ask("card.write", **card(kind, None, card="c1", text=f"CARTE-{self.word}"))
        self.phone.ask("card.edit", card="c1", text=f"AUTRE-{self.word}")
        self.phone.ask("commitment.make", commitment="m1", who=f"QUI-{self.word}", what=f"QUOI-{self.word}")
        self.console.ask("note.write", note="n1", text=f"NOTE-{self.word}", on=f"participant/{self.amel}")
        self.console.ask("share.make", share="l1", name="Tout le monde", language="fr")
        seq = self.console.ask("statement.write", statement="s1", text="Un énoncé", cards=["c1"])
        for phone in (self.phone, *self.others.values()):
            phone.await_seq(seq)
        path = f"/api/rooms/{self.room.code}/shares/l1/link"
        link = str(call(self.there, path, {}, self.room.tokens["facilitator"])["link"])
        self.shared = "/p/" + link.rpartition("/")[2]

    def fetched(self, path: str) -> bytes:
        """What the other process answers to a facilitator, in full, whatever its status."""
        request = urllib.request.Request(
            self.there + path, headers={"Authorization": f"Bearer {self.room.tokens['facilitator']}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                body = bytes(answer.read())
        except urllib.error.HTTPError as refused:
            body = bytes(refused.read())
        return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body

    def telling(self) -> list[str]:
        """The answers of the other process in which the word stands."""
        paths = [f"/api/rooms/{self.room.code}/{answer}" for answer in ANSWERS]
        paths += [f"/api/rooms/{self.room.code}", self.shared]
        return [path for path in paths if self.word.encode() in self.fetched(path)]

    def on_disk(self) -> list[str]:
        """The files that the processes share, and those that each has made, in which the word stands."""
        files = [file for file in (self.cluster.folder / "data").rglob("*") if file.is_file()]
        return [str(file) for file in files if self.word.encode() in file.read_bytes()]

    def in_log(self) -> list[str]:
        """What stands of the word in the log and in the snapshot."""
        database = Database(read_settings({"DATABASE_URL": self.cluster.postgres.url}).database_url)
        log = SqlLog(database)
        rows = [str(entry) for entry in log.read(self.room.code) if self.word in str(entry)]
        found = log.snapshot(self.room.code)
        database.close()
        return rows if found is None else [*rows, "a snapshot"]

    def leave(self) -> None:
        for phone in (self.console, self.phone, self.away, *self.others.values()):
            phone.leave()


@pytest.fixture
def divided(whole: Cluster) -> Iterator[Divided]:
    made = Divided(whole)
    yield made
    made.leave()


def test_a_person_who_is_erased_through_one_process_is_gone_from_the_other(divided: Divided) -> None:
    assert len(divided.telling()) >= 4, "it was told before, and made ready for who asks again"
    assert divided.word in str(divided.away.records)
    assert divided.on_disk()
    divided.console.ask("note.drop", note="n1")
    divided.console.ask("participant.erase", participant=divided.amel)
    wait_until(lambda: not divided.phone.connected, 15, "the disconnection at the other process")
    for name, phone in divided.others.items():
        wait_until(
            lambda phone=phone: divided.word not in str(phone.records), 15, f"the words leaving {name}"
        )  # type: ignore[misc]
        phone.ask("hand.raise", raised=True) if name == "mate" else None
    divided.away.connect()
    assert divided.word not in str(divided.away.records), "who was away comes back without the words"
    wait_until(lambda: not divided.telling(), 30, "the words leaving the answers")
    wait_until(lambda: not divided.on_disk(), 15, "the words leaving the files")
    assert divided.in_log() == []
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(divided.there, divided.phone.token, divided.room.code).connect()
    assert "Un énoncé".encode() in divided.fetched(f"/api/rooms/{divided.room.code}/publication.md")


def test_a_room_that_is_erased_through_one_process_is_gone_from_the_other(divided: Divided) -> None:
    assert divided.telling()
    here = divided.cluster.processes[0].base
    call(here, f"/api/rooms/{divided.room.code}", token=divided.room.tokens["facilitator"], method="DELETE")
    for name, phone in (("amel", divided.phone), *divided.others.items()):
        wait_until(lambda phone=phone: not phone.connected, 15, f"{name} being put out")  # type: ignore[misc]
    assert divided.telling() == []
    with pytest.raises(RefusedByServer) as refused:
        call(divided.there, f"/api/rooms/{divided.room.code}")
    assert refused.value.code == "room.expired"
    with pytest.raises(socketio.exceptions.ConnectionError):
        divided.away.connect()
    wait_until(lambda: not divided.on_disk(), 15, "the words leaving the files")
    assert divided.in_log() == []
