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
