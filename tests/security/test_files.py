"""Files that are something else than they say, or more than they may."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from server.core.refusals import Refused
from server.demo.phone import RefusedByServer, upload
from server.lists import read_lines
from server.store.files import Files
from server.store.pictures import look_at
from server.web.bringing import plain_name
from server.web.files import MOST_FILES
from tests.core.world import HOST, Day
from tests.house import Server
from tests.security.seeded import Seeded


def picture(colour: str = "#7a3b8f", form: str = "PNG", size: int = 600) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((size, size), 90).convert("RGB").save(made, form)
    return made.getvalue()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("files") / "var", ROOM_MEGABYTES="1") as running:
        yield running


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_that_is_something_else_too_is_kept_as_a_picture_alone(form: str) -> None:
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04archive", b"%PDF-1.7 1 0 obj"):
        kept = look_at(picture(form=form) + tail)
        assert tail not in kept.full
        assert tail not in kept.small


def test_a_name_of_a_file_holds_no_folder_and_nothing_that_turns_it_round() -> None:
    assert plain_name("../../etc/passwd") == "passwd"
    assert plain_name("C:\\Users\\Inès\\planche.png") == "planche.png"
    assert plain_name("planche\u202egnp.exe\x00\n") == "planchegnp.exe"
    assert plain_name("") == ""
    assert len(plain_name("é" * 500 + ".png")) == 60


def fill(base: str, path: str, token: str) -> None:
    for number in range(12):
        upload(base, path, f"p{number}.png", picture(), token)


def test_pictures_take_no_more_place_than_they_may(house: Server) -> None:
    room = house.open_room()
    path, token = f"/api/rooms/{room.code}/files", room.tokens["facilitator"]
    with pytest.raises(RefusedByServer) as refused:
        fill(room.base, path, token)
    assert refused.value.code == "files.full"
    other = house.open_room()
    upload(other.base, f"/api/rooms/{other.code}/files", "p.png", picture(), other.tokens["facilitator"])
    assert house.healthy()


def test_a_document_is_kept_once_and_given_whole_to_phones_too(tmp_path: Path) -> None:
    files = Files(tmp_path)
    document = files.keep("K7MPQ2", b"%PDF-1.7 one and only")
    files.copy("K7MPQ2", document, "K7MPQ3")
    for room in ("K7MPQ2", "K7MPQ3"):
        assert [file.name for file in (tmp_path / room).iterdir()] == [document]
        assert files.read(room, document, small=True) == b"%PDF-1.7 one and only"
    picture = files.keep("K7MPQ2", b"large", b"small")
    assert (files.read("K7MPQ2", picture), files.read("K7MPQ2", picture, small=True)) == (b"large", b"small")


@pytest.mark.parametrize("id", ["../recolte.db", "..%2f..%2fsecret", "a" * 63, "A" * 64, "x" * 64, ""])
def test_nothing_but_a_hash_leads_to_a_file(tmp_path: Path, id: str) -> None:
    (tmp_path / "files" / "K7MPQ2").mkdir(parents=True)
    (tmp_path / "recolte.db").write_bytes(b"secret")
    for room in ("K7MPQ2", "..", "../files/K7MPQ2"):
        with pytest.raises(Refused, match=r"file\.unknown"):
            Files(tmp_path / "files").read(room, id)


def test_who_brings_one_file_too_many_is_told_so_in_its_own_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = tmp_path_factory.mktemp("many") / "var"
    day = Day()
    for number in range(MOST_FILES):
        day.upload(f"f{number}")
    tokens = Seeded(data).room(day)
    with Server(data) as server, pytest.raises(RefusedByServer) as refused:
        upload(server.base, f"/api/rooms/{day.room.code}/files", "p.png", picture(), tokens[HOST])
    assert (refused.value.code, refused.value.facts) == ("files.many", {"limit": MOST_FILES})


def zipped(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return made.getvalue()


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_by_its_measures() -> None:
    bomb = zipped(("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", b"0" * 200_000_000))
    assert len(bomb) < 300_000
    with pytest.raises(Refused, match=r"list\.too-long"):
        read_lines(bomb, 1_000)


def test_a_workbook_of_thousands_of_parts_is_refused_unread() -> None:
    many = zipped(("xl/workbook.xml", b"<workbook/>"), *((f"../../etc/{n}", b"") for n in range(3_000)))
    with pytest.raises(Refused, match=r"list\.too-long"):
        read_lines(many, 1_000)
