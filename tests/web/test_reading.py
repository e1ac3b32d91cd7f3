"""The film, the drawings and the gathering of days over HTTP: who may have what, and what comes in."""

import gzip
import json
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest

from server.demo.phone import RefusedByServer, call, fetch
from tests.house import OpenRoom, Server, card


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One server for all of these."""
    with Server(tmp_path_factory.mktemp("reading")) as running:
        yield running  # type: ignore[misc]


def held(hall: Server, title: str) -> OpenRoom:
    """A room with two cards and a statement on them."""
    room = hall.open_room(title=title)
    host = room.facilitator()
    phone = room.phone("Amel")
    host.ask("group.balance", count=1)
    group = str(next(iter(host.of("group"))))
    for id in ("c1", "c2"):
        said = card("constat", group, text=f"{id} à {title}", experience="drome", criterion="temps")
        phone.ask("card.write", **{**said, "card": f"{id}-{title}"})
    ids = [f"c1-{title}", f"c2-{title}"]
    host.ask("statement.write", statement="s1", text=f"Une ligne de {title}", criterion="temps", cards=ids)
    phone.leave()
    host.leave()
    return room


def film(room: OpenRoom, seat: str, tag: str = "") -> tuple[int, bytes, str]:
    """Ask for the film as a browser does; give the status, what came unpacked, and its tag."""
    headers = {"Authorization": f"Bearer {room.tokens[seat]}", "Accept-Encoding": "gzip"}
    if tag:
        headers["If-None-Match"] = tag
    request = urllib.request.Request(f"{room.base}/api/rooms/{room.code}/replay", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, gzip.decompress(answer.read()), answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        return error.code, b"", ""


def test_the_film_is_had_by_every_seat_and_sent_again_only_once_the_room_has_changed(hall: Server) -> None:
    room = held(hall, "Lyon")
    for seat in ("facilitator", "screen", "reader"):
        status, body, _ = film(room, seat)
        assert status == 200
        assert "c1 à Lyon" in body.decode()
        assert "Amel" not in body.decode()
    _, _, tag = film(room, "reader")
    assert film(room, "reader", tag)[0] == 304
    host = room.facilitator()
    host.ask("card.hide", card="c1-Lyon", reason="Hors sujet")
    status, body, _ = film(room, "reader", tag)
    assert status == 200
    assert "c1 à Lyon" not in body.decode()
    host.leave()


def test_a_drawing_of_the_publication_is_had_alone_and_is_inert(hall: Server) -> None:
    room = held(hall, "Lyon")
    host = room.facilitator()
    host.ask("experience.edit", experience="drome", title={"fr": "<script>alert(1)</script>"})
    host.ask("edition.set", left_out=["enseignements"])  # it stands on the page of cross-reading all the same
    host.leave()
    drawing = fetch(
        room.base, f"/api/rooms/{room.code}/drawings/matrice-prerequis-image.svg", room.tokens["reader"]
    )
    assert drawing.startswith(b"<svg ")
    assert b"<script" not in drawing
    with pytest.raises(RefusedByServer) as refused:
        fetch(room.base, f"/api/rooms/{room.code}/drawings/autre.svg", room.tokens["reader"])
    assert refused.value.code == "record.unknown"


def gather(hall: Server, fields: list[tuple[str, str]], archives: list[bytes]) -> dict[str, object]:
    """Send the form that gathers days."""
    line = uuid.uuid4().hex
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    parts += [
        f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'.encode()
        + archive
        + b"\r\n"
        for archive in archives
    ]
    headers = {"Content-Type": f"multipart/form-data; boundary={line}"}
    body = b"".join(parts) + f"--{line}--\r\n".encode()
    request = urllib.request.Request(f"{hall.base}/api/rooms/gather", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return dict(json.loads(answer.read()))
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read())
        raise RefusedByServer(problem["code"], problem["facts"]) from None


def test_a_room_and_an_archive_become_one_room_that_is_archived_whole(hall: Server, tmp_path: Path) -> None:
    here, elsewhere = held(hall, "Lyon"), held(hall, "Brest")
    archive = fetch(
        elsewhere.base, f"/api/rooms/{elsewhere.code}/publication.json", elsewhere.tokens["facilitator"]
    )
    fields = [("title", "Deux journées"), ("link", here.links["console"])]
    room = OpenRoom(hall.base, gather(hall, fields, [archive]))
    host = room.facilitator()
    assert {one["title"] for one in host.of("origin").values()} == {"Lyon", "Brest"}
    assert {one["text"] for one in host.of("card").values()} == {
        f"{id} à {title}" for id in ("c1", "c2") for title in ("Lyon", "Brest")
    }
    host.ask("statement.merge", **{"into": "o1-s1", "from": "o2-s1"})
    assert len(host.of("statement")["o1-s1"]["sources"]) == 4  # type: ignore[arg-type]
    host.leave()
    whole = fetch(room.base, f"/api/rooms/{room.code}/publication.json", room.tokens["facilitator"])
    assert b"Amel" not in whole
    again = call(hall.base, "/api/archives", json.loads(whole))
    assert again["code"]


def test_gathering_takes_two_days_and_a_console_link_of_this_instance(hall: Server) -> None:
    room = held(hall, "Lyon")
    cases = [([], "gather.count"), ([("link", room.links["console"])], "gather.count")]
    cases += [
        ([("link", link)], "gather.link") for link in (room.links["reader"], "https://ailleurs.example/r/X")
    ]
    for fields, code in cases:
        with pytest.raises(RefusedByServer) as refused:
            gather(hall, [("title", "Deux"), *fields], [])
        assert refused.value.code == code
    with pytest.raises(RefusedByServer) as broken:
        gather(hall, [("title", "Deux"), ("link", room.links["console"])], [b"{}"])
    assert broken.value.code == "archive.broken"
