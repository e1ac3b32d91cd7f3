"""What was erased is nowhere: on no device, in no form of the publication, in no file of the instance."""

import io
import itertools
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import socketio
from PIL import Image
from pypdf import PdfReader

from server.demo.phone import Phone, RefusedByServer, call, upload
from server.live import waking
from server.store.database import Database
from server.store.log import SqlLog
from tests.house import OpenRoom, Server, card, wait_until

QUICK = ("md", "html", "json")
PACKED = ("docx", "odt", "xlsx", "pdf")


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("forgetting") / "var", ASYNC_MODE=request.param) as running:
        yield running


NUMBERS = itertools.count(1)


class Stage:
    """A room in which Amel wrote all that a person can write, each with a word that stands nowhere else."""

    def __init__(self, house: Server) -> None:
        self.house = house
        self.word = f"CANARI{next(NUMBERS)}Z"
        self.room = house.open_room()
        self.console = self.room.facilitator()
        self.kind = self.console.first_kind()
        self.console.ask("group.add", group="g1", name="Table 1")
        self.amel, self.token = self.room.join(f"NOM-{self.word}", territory=f"LIEU-{self.word}")
        self.bruno, token = self.room.join("Bruno")
        for person in (self.amel, self.bruno):
            self.console.ask("group.assign", participant=person, group="g1")
        self.phone, self.other = (
            Phone(self.room.base, self.token).connect(),
            Phone(self.room.base, token).connect(),
        )
        self._write()

    def _write(self) -> None:
        ask, proposal = self.phone.ask, self.phone.of("format")["format"]["proposal_kinds"][0]["id"]  # type: ignore[index]
        ask("card.write", **card(self.kind, "g1", card="c1", text=f"BROUILLON-{self.word}"))
        ask("card.edit", card="c1", text=f"CARTE-{self.word}")
        self.other.ask("card.write", **card(self.kind, "g1", card="c2", text="La carte de Bruno"))
        ask("proposal.write", proposal="p1", kind=proposal, text=f"PROPOSITION-{self.word}")
        ask("commitment.make", commitment="m1", who=f"QUI-{self.word}", what=f"QUOI-{self.word}")
        self.console.ask("statement.write", statement="s1", text="Un énoncé de la salle", cards=["c1", "c2"])
        self.console.ask("vote.open", on="statements", how="points")
        ask("vote.cast", on="statement/s1", weight=2)
        self.console.ask("message.send", message="w1", to=self.amel, text=f"MOT-{self.word}")
        self.console.ask("note.write", note="n1", text=f"NOTE-{self.word}", on=f"participant/{self.amel}")

    def on_disk(self) -> list[str]:
        """The files of the instance in which the word stands."""
        return [
            file.name
            for file in Path(self.house.data).rglob("*")
            if file.is_file() and self.word.encode() in file.read_bytes()
        ]

    def made(self, form: str) -> bytes:
        request = urllib.request.Request(
            f"{self.room.base}/api/rooms/{self.room.code}/publication.{form}",
            headers={"Authorization": f"Bearer {self.room.tokens['facilitator']}"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())

    def leave(self) -> None:
        for phone in (self.console, self.phone, self.other):
            phone.leave()


@pytest.fixture
def stage(house: Server) -> Iterator[Stage]:
    made = Stage(house)
    yield made
    made.leave()


def fresh(room: OpenRoom, token: str) -> str:
    phone = Phone(room.base, token).connect()
    shown = str(phone.records)
    phone.leave()
    return shown


def test_one_card_is_erased_everywhere_and_leaves_its_place(stage: Stage) -> None:
    assert stage.on_disk(), "it was there"
    seq = stage.phone.ask("record.erase", kind="card", id="c1")
    for phone in (stage.console, stage.other):
        phone.await_seq(seq)
        assert f"CARTE-{stage.word}" not in str(phone.records)
    source = stage.console.of("statement")["s1"]["sources"][0]  # type: ignore[index]
    assert source == {"card": "c1", "text": "", "how": "supports"}
    wait_until(
        lambda: f"CARTE-{stage.word}".encode() not in database(stage.house),
        what="the words to leave the disk",
    )
    assert f"BROUILLON-{stage.word}".encode() not in database(stage.house)
    assert f"PROPOSITION-{stage.word}".encode() in database(stage.house), "what was not erased stays"


def gone_from_disk(stage: Stage) -> None:
    """Wait until no file of the instance holds the word."""
    try:
        wait_until(lambda: stage.on_disk() == [], what="the words to leave the disk")
    except TimeoutError:
        assert stage.on_disk() == []


def database(house: Server) -> bytes:
    return b"".join(file.read_bytes() for file in Path(house.data).glob("recolte.db*"))


def test_a_person_is_erased_from_devices_forms_files_and_log(stage: Stage) -> None:
    stage.made("html")
    stage.phone.ask("participant.erase", participant=stage.amel)
    wait_until(lambda: not stage.phone.connected, what="the disconnection")
    for phone in (stage.console, stage.other):
        wait_until(
            lambda phone=phone: stage.word not in str(phone.records), what="the words to leave a device"
        )  # type: ignore[misc]
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(stage.room.base, stage.token).connect()
    for token in (stage.room.tokens[seat] for seat in ("facilitator", "screen", "reader")):
        assert stage.word not in fresh(stage.room, token)
    for form in QUICK:
        assert stage.word.encode() not in stage.made(form), form
    assert "Un énoncé de la salle" in stage.made("md").decode()
    gone_from_disk(stage)
    assert stage.word not in stage.house.wrote()
    assert len(stage.console.of("card")) == 2, "the card's place stays"
    assert stage.console.ask("message.send", message="w2", to="all", text="On continue")


def test_a_facilitator_erases_somebody_who_asks_and_nobody_else_does(stage: Stage) -> None:
    with pytest.raises(RefusedByServer, match=r"op\.not-yours"):
        stage.other.ask("participant.erase", participant=stage.amel)
    stage.console.ask("participant.erase", participant=stage.amel)
    wait_until(lambda: not stage.phone.connected, what="the disconnection")
    gone_from_disk(stage)


def test_what_was_erased_is_in_no_archive_and_comes_back_with_none(stage: Stage) -> None:
    stage.phone.ask("participant.erase", participant=stage.amel)
    wait_until(lambda: not stage.phone.connected, what="the disconnection")
    archive = stage.made("json")
    assert stage.word.encode() not in archive
    request = urllib.request.Request(
        f"{stage.room.base}/api/archives", archive, {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 201, "the archive of a room in which something was erased is whole"


def test_a_board_that_is_erased_takes_its_picture_along(stage: Stage) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a3b8f").save(picture, "PNG")
    path = f"/api/rooms/{stage.room.code}/files"
    file = upload(stage.room.base, path, "p.png", picture.getvalue(), stage.room.tokens["facilitator"])
    stage.console.ask("board.add", board="b1", file=file, caption=f"LÉGENDE-{stage.word}", alt="Du violet")
    kept = Path(stage.house.data) / "files" / stage.room.code / file
    assert kept.exists()
    stage.console.ask("record.erase", kind="board", id="b1")
    wait_until(lambda: not kept.exists(), what="the picture to go")
    with pytest.raises(RefusedByServer) as refusal:
        call(stage.room.base, f"{path}/{file}")
    assert refusal.value.code == "file.unknown"


def test_a_room_that_is_erased_leaves_nothing_on_the_disk(stage: Stage) -> None:
    assert stage.on_disk()
    call(
        stage.room.base,
        f"/api/rooms/{stage.room.code}",
        token=stage.room.tokens["facilitator"],
        method="DELETE",
    )
    wait_until(lambda: stage.on_disk() == [], what="the words to leave the disk")


# --- what was taken before ------------------------------------------------------------------------


@pytest.fixture
def once(tmp_path: Path) -> Iterator[Stage]:
    with Server(tmp_path / "var") as running:
        made = Stage(running)
        yield made
        made.leave()


def beside(stage: Stage) -> SqlLog:
    """The log of the instance, read and written beside its server."""
    return SqlLog(Database(f"sqlite:///{Path(stage.house.data) / 'recolte.db'}"))


def test_a_snapshot_that_was_taken_before_an_erasure_goes_with_it_and_does_not_come_back(once: Stage) -> None:
    log, code, word = beside(once), once.room.code, once.word.encode()
    woken = waking.wake(log, code)
    waking.keep(log, woken.room, (woken.latest[-1].op, woken.latest[-1].seq), woken.in_log.packed())
    taken = log.snapshot(code)
    assert taken is not None
    assert word in zlib.decompress(taken.body)
    once.phone.ask("participant.erase", participant=once.amel)
    assert log.snapshot(code) is None, "it went in the same transaction"
    log.keep_snapshot(code, taken)  # as would a process that was slow to write what it had taken before
    assert log.snapshot(code) is None
    woken = waking.wake(log, code)
    waking.keep(log, woken.room, (woken.latest[-1].op, woken.latest[-1].seq), woken.in_log.packed())
    after = log.snapshot(code)
    assert after is not None
    assert word not in zlib.decompress(after.body)
    assert not any(once.word in str(entry) for entry in log.read(code))
    gone_from_disk(once)
    assert taken.body[:400] not in database(once.house), "nor do its compressed bytes lie in a free page"


def readable(form: str, made: bytes) -> str:
    """Everything that a form says, its packed parts unpacked."""
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_no_office_form_that_is_written_after_an_erasure_says_what_it_said_before(once: Stage) -> None:
    card = f"CARTE-{once.word}"
    silent = [form for form in PACKED if card not in readable(form, once.made(form))]
    assert silent == [], "each of them said it"
    once.phone.ask("participant.erase", participant=once.amel)
    wait_until(lambda: not once.phone.connected, what="the disconnection")
    talking = [form for form in PACKED if once.word in readable(form, once.made(form))]
    assert talking == []
