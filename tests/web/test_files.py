"""A file whose link ended while it came in."""

import io
from pathlib import Path

import pytest
from PIL import Image

from server.app import build
from server.settings import Settings
from server.web import files


def test_a_file_stays_out_of_the_room_where_its_link_ended_while_it_came_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(Settings(data_dir=tmp_path / "var", async_mode="threading"))
    phone, said = app.flask.test_client(), {"format": "retrospective-projet", "title": "Essai"}
    code = phone.post("/api/rooms", json=said).json["code"]
    amel = phone.post(f"/api/rooms/{code}/join", json={"name": "Amel"}).json
    kept_picture = files.kept_picture

    def ended_meanwhile(*given: object) -> object:
        app.house.revoke_person(code, amel["participant"], "")
        return kept_picture(*given)  # type: ignore[arg-type]

    def send() -> tuple[int, str | None]:
        content = io.BytesIO()
        Image.new("RGB", (40, 30)).save(content, "PNG")
        content.seek(0)
        answer = phone.post(
            f"/api/rooms/{code}/files",
            data={"file": (content, "p.png")},
            headers={"Authorization": f"Bearer {amel['token']}"},
        )
        return answer.status_code, answer.json.get("code")

    monkeypatch.setattr(files, "kept_picture", ended_meanwhile)
    assert send() == (401, "access.token")
    assert app.house.room(code).read(lambda room: len(room.records["file"])) == 0
    app.database.close()


class Breaking(io.RawIOBase):
    """What begins to come, and is then cut by the network."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        raise TimeoutError("timed out")


def test_a_file_that_broke_off_on_its_way_is_said_to_have_and_may_be_sent_again(tmp_path: Path) -> None:
    app = build(Settings(data_dir=tmp_path / "var", async_mode="threading"))
    phone, said = app.flask.test_client(), {"format": "retrospective-projet", "title": "Essai"}
    opened = phone.post("/api/rooms", json=said).json
    answer = phone.post(
        f"/api/rooms/{opened['code']}/files",
        content_length=70_000,
        content_type="multipart/form-data; boundary=x",
        headers={"Authorization": f"Bearer {opened['token']}"},
        environ_overrides={"wsgi.input": Breaking(), "CONTENT_LENGTH": "70000"},
    )
    assert (answer.status_code, answer.json["status"], answer.json["code"]) == (408, 408, "op.malformed")
    app.database.close()
