"""A format brings its documents and pictures along: out of a room, through a ZIP or a folder, into another."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
import requests
from PIL import Image

from server.app import build
from server.commands import import_archive
from server.core.records import Experience, Page
from server.demo.phone import call, fetch, upload
from server.formats import check
from server.settings import Settings
from server.store.files import ASIDE, Files
from tests.house import OpenRoom, Server

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
NAME = "Bilan d'etape - annee 1.pdf"


def drawn() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a3b8f").save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRoom]:
    """A room whose new dossier has a document and shows a picture, and a third file that is nobody's dossier."""
    with Server(tmp_path_factory.mktemp("origin") / "var") as server:
        room = server.open_room(title="Journée de Die")
        token, path = room.tokens["facilitator"], f"/api/rooms/{room.code}/files"
        document = upload(room.base, f"{path}?for=dossier", NAME, PDF, token)
        picture = upload(room.base, path, "Le Plan.png", drawn(), token)
        console = room.facilitator()
        console.ask("experience.add", experience="neuve", title={"fr": "Une neuve"}, territory="Die")
        console.ask("experience.attach", experience="neuve", file=document)
        console.leave()
        text = f"Voici :\n\n![le plan]({path}/{picture}) et ![rien](pictures/nulle-part.png)"
        page = {"title": {"fr": "Le plan"}, "markdown": {"fr": text}, "experience": "neuve"}
        call(room.base, f"/api/rooms/{room.code}/pages/plan", page, token, "PUT")
        yield room


@pytest.fixture(scope="module")
def packed(origin: OpenRoom) -> bytes:
    """The room's set-up as a file."""
    return fetch(origin.base, f"/api/rooms/{origin.code}/format.zip", origin.tokens["facilitator"])


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another instance, which knows nothing of the room."""
    with Server(tmp_path_factory.mktemp("elsewhere") / "var") as server:
        yield server


def rooms_of(server: Server) -> int:
    """How many rooms an instance has written down."""
    with closing(sqlite3.connect(server.data / "recolte.db")) as database:
        return int(database.execute("SELECT count(DISTINCT room) FROM log").fetchone()[0])


def opened(server: Server, raw: bytes) -> requests.Response:
    form = {"title": "Ailleurs", "language": "fr"}
    return requests.post(
        f"{server.base}/api/rooms/from-format", data=form, files={"file": ("f.zip", raw)}, timeout=60
    )


def again(raw: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The same ZIP with some of its files otherwise; one that is empty is left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        files = {name: old.read(name) for name in old.namelist()}
        files |= {f"journee-de-die/{name}": body for name, body in changed.items()}
        for name, body in files.items():
            if body:
                new.writestr(name, body)
    return made.getvalue()


def brought_whole(room: OpenRoom) -> None:
    """Look at what a room was opened with, as its devices do."""
    console = room.facilitator()
    files, pages = dict(console.of("file")), dict(console.of("page"))
    experience = console.of("experience")["neuve"]
    console.leave()
    (document,) = experience["files"]
    (picture,) = files.keys() - {document}
    assert (files[document]["name"], files[document]["use"]) == (NAME, "dossier")
    answer = requests.get(f"{room.base}/api/rooms/{room.code}/files/{document}", timeout=10)
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    page, address = pages[experience["page"]], f"/api/rooms/{room.code}/files/{picture}"
    assert f"![le plan]({address})" in page["markdown"]["fr"]
    assert re.findall(r'<img[^>]* src="([^"]*)"', page["html"]["fr"]) == [address]
    shown = Image.open(io.BytesIO(requests.get(room.base + address, timeout=10).content))
    assert (shown.size, shown.getpixel((3, 3))) == ((40, 30), (0x7A, 0x3B, 0x8F))


def test_a_format_file_holds_the_dossiers_whole_and_is_found_sound(packed: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "journee-de-die"
    assert (folder / "documents" / NAME).read_bytes() == PDF
    page = (folder / "pages/plan.fr.md").read_text(encoding="utf-8")
    assert "![le plan](pictures/le-plan.png) et ![rien](#)" in page
    assert check(folder) == []


def test_another_instance_opens_a_room_with_them_from_the_file(elsewhere: Server, packed: bytes) -> None:
    answer = opened(elsewhere, packed)
    assert answer.status_code == 201
    brought_whole(OpenRoom(elsewhere.base, answer.json()))


def test_a_room_is_opened_with_them_from_a_folder_among_the_formats(packed: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path / "formats")
    app = build(Settings(data_dir=tmp_path / "var", formats_dir=tmp_path / "formats", async_mode="threading"))
    wanted = {"format": "journee-de-die", "title": "Du dossier"}
    client = app.flask.test_client()
    room = app.house.room(client.post("/api/rooms", json=wanted).json["code"]).read(lambda room: room.copy())
    (document,) = room.need(Experience, "neuve").files
    assert client.get(f"/api/rooms/{room.code}/files/{document}").data == PDF
    address = re.search(r'src="([^"]*)"', room.need(Page, "plan").html.fr)
    assert address is not None
    assert Image.open(io.BytesIO(client.get(address[1]).data)).size == (40, 30)
    broken = tmp_path / "formats/journee-de-die/pictures/le-plan.png"
    broken.write_bytes(broken.read_bytes()[:60])
    answer = client.post("/api/rooms", json=wanted)
    assert "pictures/le-plan.png n’est pas une image" in answer.json["facts"]["why"]
    (problem,) = check(tmp_path / "formats")
    assert (problem.file.name, problem.line) == ("plan.fr.md", 3)


def test_a_duplicate_brings_them_and_leans_on_nothing_of_the_first(origin: OpenRoom) -> None:
    path, token = f"/api/rooms/{origin.code}/duplicate", origin.tokens["facilitator"]
    copy = OpenRoom(origin.base, call(origin.base, path, {"title": "Encore"}, token))
    brought_whole(copy)


def test_a_room_opened_from_a_file_gives_the_same_file_again(elsewhere: Server, packed: bytes) -> None:
    room = OpenRoom(elsewhere.base, opened(elsewhere, packed).json())
    raw = fetch(room.base, f"/api/rooms/{room.code}/format.zip", room.tokens["facilitator"])
    with zipfile.ZipFile(io.BytesIO(raw)) as new, zipfile.ZipFile(io.BytesIO(packed)) as old:
        assert {name.partition("/")[2] for name in new.namelist()} == {
            name.partition("/")[2] for name in old.namelist()
        }
        assert new.read(f"ailleurs/documents/{NAME}") == PDF


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({f"documents/{NAME}": b""}, "document introuvable"),
        ({f"documents/{NAME}": b"MZ not a PDF"}, "n’est pas un PDF entier"),
        ({f"documents/{NAME}": PDF[:-8]}, "n’est pas un PDF entier"),
        ({f"documents/{NAME}": b"%PDF-" + bytes(26_214_400) + b"%%EOF"}, "est trop gros"),
        ({"pictures/le-plan.png": b""}, "image introuvable"),
        ({"pictures/le-plan.png": b"<svg onload='x'>"}, "n’est pas une image"),
        ({"pictures/le-plan.png": drawn()[:60]}, "n’est pas une image"),
        ({"pages/plan.fr.md": b"![x](pictures/../../../../../etc/passwd)"}, "image introuvable"),
    ],
)
def test_what_cannot_be_brought_is_told_and_no_room_is_opened(
    elsewhere: Server, packed: bytes, changed: Mapping[str, bytes], said: str
) -> None:
    rooms = rooms_of(elsewhere)
    problem = opened(elsewhere, again(packed, changed)).json()
    assert (problem["code"], said in problem["facts"]["why"]) == ("format.rejected", True)
    assert rooms_of(elsewhere) == rooms
    assert not list((elsewhere.data / "files").glob("aside*"))


def test_a_file_that_nothing_names_is_left_where_it_is(elsewhere: Server, packed: bytes) -> None:
    more = {"pictures/autre.png": b"no picture", "documents/film.mov": b"no PDF"}
    answer = opened(elsewhere, again(packed, more))
    assert answer.status_code == 201
    brought_whole(OpenRoom(elsewhere.base, answer.json()))


def test_an_instance_takes_no_more_than_it_has_place_for(packed: bytes, tmp_path: Path) -> None:
    app = build(Settings(data_dir=tmp_path / "var", room_megabytes=1, async_mode="threading"))
    heavy = b"%PDF-" + bytes(1_048_576) + b"%%EOF"
    form = {"title": "Trop", "file": (io.BytesIO(again(packed, {f"documents/{NAME}": heavy})), "f.zip")}
    answer = app.flask.test_client().post("/api/rooms/from-format", data=form)
    assert (answer.status_code, answer.json["code"]) == (507, "files.full")
    assert list((tmp_path / "var/files").iterdir()) == []
    left = Files(tmp_path / "var/files")
    left.keep(f"{ASIDE}0190", b"of a room that a power cut kept from being opened")
    left.tidy_asides(older_than=3_600)
    assert left.size() > 0
    left.tidy_asides(older_than=0)
    assert left.size() == 0
    assert app.house.log.codes() == []


def test_an_archive_whose_files_find_no_place_opens_no_room_and_comes_in_whole_afterwards(
    origin: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = fetch(origin.base, f"/api/rooms/{origin.code}/publication.json", origin.tokens["facilitator"])
    (tmp_path / "day.json").write_bytes(raw)
    settings = Settings(data_dir=tmp_path / "var", async_mode="threading")
    app = build(settings)
    with monkeypatch.context() as full:
        full.setattr("server.store.files._put", lambda file, body: (_ for _ in ()).throw(OSError(28, "full")))
        answer = app.flask.test_client().post("/api/archives", data=raw)
        assert (answer.status_code, answer.json["code"]) == (503, "storage.unavailable")
        assert import_archive(settings, str(tmp_path / "day.json")) == 1
    assert app.house.log.codes() == []
    assert import_archive(settings, str(tmp_path / "day.json")) == 0
    assert [code for code, _ in app.house.log.codes()] == [origin.code]
    assert len(Files(tmp_path / "var/files").held(origin.code)) == 2
    assert not list((tmp_path / "var/files").glob("aside*"))
