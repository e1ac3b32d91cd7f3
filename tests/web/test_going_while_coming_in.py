"""A device whose line goes while it is being let in: nobody is left in the room, whichever was first."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from socketio.exceptions import ConnectionRefusedError as Turned

from server.app import App, build
from server.core.sight import Viewer
from server.settings import Settings
from server.store.log import Grant

SID = "a-connection"


@pytest.fixture
def app(tmp_path: Path) -> App:
    return build(Settings(data_dir=tmp_path / "var", async_mode="threading"))


def somebody_joins(app: App) -> tuple[FlaskClient, Any, Any]:
    """Open a room and join it; give the client, and what was answered to both."""
    client = app.flask.test_client()
    opened: Any = client.post(
        "/api/rooms", json={"format": "journee-capitalisation", "title": "Essai"}
    ).get_json()
    joined: Any = client.post(f"/api/rooms/{opened['code']}/join", json={"name": "Amel"}).get_json()
    return client, opened, joined


@pytest.mark.parametrize("first", ["it goes", "it is in"])
def test_r17_a_device_that_goes_while_it_is_let_in_is_not_left_in_the_room(
    app: App, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    _, opened, joined = somebody_joins(app)
    room, presence = app.house.room(opened["code"]), app.house.presence(opened["code"])
    told: list[Viewer] = []
    monkeypatch.setattr(presence, "changed", told.append)
    entering = room.enter

    def slow(*args: Any) -> object:
        if first == "it goes":
            app.door.disconnect(SID)
        entered = entering(*args)
        if first == "it is in":
            app.door.disconnect(SID)
        return entered

    monkeypatch.setattr(room, "enter", slow)
    app.door.connect(SID, {}, {"token": joined["token"]})
    assert app.door.enter(SID, {"since": None}) == {"refused": "access.token", "facts": {}}
    assert (len(room.fan_out), presence.own(), len(app.door)) == (0, {}, 0)
    assert [viewer.person for viewer in told] == [joined["participant"]], "whoever saw them is told"


@pytest.mark.parametrize("ends", ["its link", "its room"])
def test_r20_a_device_whose_link_ends_while_it_is_looked_up_is_not_let_in(
    app: App, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    client, opened, joined = somebody_joins(app)
    path = f"/api/rooms/{opened['code']}"
    if ends == "its link":
        path += f"/people/{joined['participant']}/links"
    looked_up = app.house.grant

    def slow(token: str) -> Grant:
        grant = looked_up(token)
        if token == joined["token"]:
            monkeypatch.setattr(app.house, "grant", looked_up)
            asked = {"Authorization": f"Bearer {opened['token']}"}
            assert client.delete(path, headers=asked).status_code == 200
        return grant

    monkeypatch.setattr(app.house, "grant", slow)
    with pytest.raises(Turned):
        app.door.connect(SID, {}, {"token": joined["token"]})
    assert len(app.door) == 0
