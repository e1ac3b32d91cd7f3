"""Files that are something else than they say, or more than they may."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from server.demo.phone import RefusedByServer, upload
from server.store.pictures import look_at
from server.web.files import plain_name
from tests.house import Server


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
