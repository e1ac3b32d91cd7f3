"""What anybody may ask over HTTP: formats, rooms, links, the QR code, the pages, and what every answer carries."""

import gzip
import json
import re
import threading
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from server.app import build
from server.demo.phone import Phone, RefusedByServer, call
from server.live import native
from server.settings import Settings
from server.web.recipes import Recipes
from tests.core.world import recipe
from tests.house import OpenRoom, Server, wait_until


def get(server: Server, path: str, **headers: str) -> tuple[bytes, Message]:
    request = urllib.request.Request(server.base + path, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read(), answer.headers


def test_the_formats_are_offered_in_both_languages(server: Server) -> None:
    formats = json.loads(get(server, "/api/formats")[0])
    day = next(f for f in formats if f["name"] == "journee-capitalisation")
    assert day["title"]["fr"]
    assert day["title"]["en"]
    assert (day["minutes"], day["experiences"], day["criteria"]) == (470, 7, 7)


def test_a_format_is_offered_with_the_length_of_what_will_be_held() -> None:
    loaded = recipe()
    first, *rest = loaded.format.agenda
    agenda = [replace(first, off=True), *rest]
    (card,) = Recipes({"x": replace(loaded, format=replace(loaded.format, agenda=agenda))}, str).cards()
    assert (card.steps, card.minutes) == (len(rest), sum(step.minutes for step in rest))


def test_a_room_that_was_opened_has_its_four_links(server: Server, room: OpenRoom) -> None:
    assert len(room.code) == 6
    pages = {name: urlsplit(link).path for name, link in room.links.items() if "/r/" in link}
    start = f"/r/{room.code}"
    assert pages == {
        "join": start,
        "console": f"{start}/console",
        "screen": f"{start}/screen",
        "reader": f"{start}/publication",
    }
    for name in ("console", "screen", "reader"):
        assert urlsplit(room.links[name]).fragment.startswith("t=")
        assert not urlsplit(room.links[name]).query, "a token stands behind the #, where no server sees it"


def test_the_join_page_learns_the_room_and_nothing_that_people_wrote(room: OpenRoom) -> None:
    card = call(room.base, f"/api/rooms/{room.code}")
    assert card["code"] == room.code
    assert card["roles"]
    assert not {"cards", "participants", "steps"} & set(card)


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{spaced}", "{dashed}"])
def test_a_code_is_understood_however_it_is_typed(room: OpenRoom, typed: str) -> None:
    code = room.code
    ways = {
        "code": code,
        "lower": code.lower(),
        "spaced": f"{code[:3]}%20{code[3:]}",
        "dashed": f"{code[:3]}-{code[3:]}",
    }
    assert call(room.base, f"/api/rooms/{typed.format(**ways)}")["code"] == code


def test_a_person_takes_their_seat_to_a_second_device(room: OpenRoom) -> None:
    participant, token = room.join("Amel")
    added = call(room.base, f"/api/rooms/{room.code}/devices", {}, token)
    assert str(added["link"]).endswith(f"/r/{room.code}#t={added['token']}")
    laptop = Phone(room.base, str(added["token"])).connect()
    assert laptop.me["participant"] == participant
    laptop.leave()


def test_a_facilitator_gets_fresh_links_that_work(room: OpenRoom) -> None:
    links = call(room.base, f"/api/rooms/{room.code}/links", token=room.tokens["facilitator"])
    screen = Phone(room.base, str(links["screen"]).partition("#t=")[2]).connect()
    assert screen.me["seat"] == "screen"
    screen.leave()


def test_the_qr_code_is_a_picture_of_the_join_page_and_holds_no_token(server: Server, room: OpenRoom) -> None:
    picture, headers = get(server, f"/api/rooms/{room.code}/qr.svg")
    assert headers["Content-Type"].startswith("image/svg+xml")
    assert picture.lstrip().startswith(b"<svg")
    assert b"<script" not in picture


@pytest.mark.parametrize("path", ["/", "/r/K7MPQ2", "/api/formats", "/health"])
def test_every_answer_carries_the_headers_that_keep_strangers_out(server: Server, path: str) -> None:
    _, headers = get(server, path)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy, "neither inline scripts nor inline styles, nor code made of text"
    assert "*" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Set-Cookie" not in headers


def test_what_a_call_answers_is_kept_by_no_cache(server: Server) -> None:
    assert get(server, "/api/formats")[1]["Cache-Control"] == "no-store"


def test_the_pages_are_compressed_and_asked_for_again_only_where_they_changed(server: Server) -> None:
    _, headers = get(server, "/", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Cache-Control"] == "no-cache"
    request = urllib.request.Request(server.base + "/", headers={"If-None-Match": headers["ETag"]})
    with pytest.raises(urllib.error.HTTPError, match="304"):
        urllib.request.urlopen(request, timeout=10)


def test_a_page_comes_in_the_best_packing_that_a_browser_knows_and_always_the_same(server: Server) -> None:
    def sent(accepted: str) -> tuple[str | None, bytes]:
        body, headers = get(server, "/", **{"Accept-Encoding": accepted})
        assert headers["Vary"] == "Accept-Encoding"
        return headers["Content-Encoding"], body

    plain = sent("identity")
    assert plain[0] is None
    assert sent("br;q=0, gzip;q=0") == plain
    gzipped, smallest = sent("gzip, deflate, br;q=0"), sent("gzip, deflate, br, zstd")
    assert (gzipped[0], gzip.decompress(gzipped[1])) == ("gzip", plain[1])
    assert smallest[0] == "br"
    assert len(smallest[1]) < len(gzipped[1])
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(server, "/index.html.br")


def test_health_tells_of_the_log_and_of_nobody(server: Server) -> None:
    health = json.loads(get(server, "/health")[0])
    assert health["ok"] is True
    assert health["log"] == "writable"
    assert not {"codes", "names"} & set(health)


def test_health_is_told_in_time_where_the_database_takes_connections_and_says_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(Settings(data_dir=data, async_mode="threading"))
    client, frozen, looks = app.flask.test_client(), threading.Event(), []
    monkeypatch.setattr(native, "LOOKED_WITHIN", 0.2)
    monkeypatch.setattr(app.house.log, "ping", lambda: looks.append(1) or frozen.wait(30))
    for _ in range(3):
        answer = client.get("/health")
        assert (answer.status_code, answer.json) == (503, {"ok": False, "log": "unavailable"})
    assert looks == [1], "each look that waits takes a thread"
    frozen.set()
    wait_until(lambda: client.get("/health").status_code == 200)


def test_an_instance_may_ask_for_a_password_to_open_rooms(data: Path) -> None:
    with Server(data, ROOM_PASSWORD="sésame") as server:
        for password in ("", "sesame"):
            with pytest.raises(RefusedByServer) as refusal:
                server.open_room(password=password)
            assert refusal.value.code == "access.password"
        assert server.open_room(password="sésame").code


def test_the_page_and_the_file_beside_it_name_the_same_build(server: Server) -> None:
    named = re.search(r'<meta name="version" content="(\w+)">', get(server, "/")[0].decode())
    assert named is not None
    assert json.loads(get(server, "/version.json")[0]) == {"version": named[1]}


def test_who_comes_by_a_rooms_door_is_told_at_once_which_files_one_writes_with(server: Server) -> None:
    first, door = (get(server, path)[0].decode() for path in ("/", "/r/K7MPQ2"))
    ahead = [line for line in door.splitlines() if line not in first.splitlines()]
    assert {line for line in first.splitlines() if line.strip()} <= set(door.splitlines())
    told = [re.search(r'fetchpriority="low" crossorigin href="(/assets/[\w.-]+)"', line) for line in ahead]
    files = [found[1] for found in told if found]
    assert {Path(file).suffix for file in files} == {".js", ".css"}
    begins = re.search(r'<script type="module" async .*src="/assets/early-[\w-]+\.js"', door)
    assert begins is not None
    assert begins.end() < door.index('src="/assets/index-'), "what opens the line goes before all"
    for file in files:
        assert "immutable" in get(server, file)[1]["Cache-Control"]
    assert get(server, "/r/K7MPQ2/console")[0].decode() == first


def test_the_service_worker_is_asked_for_anew_each_time_and_keeps_files_that_are_there(
    server: Server,
) -> None:
    worker, headers = get(server, "/sw.js")
    assert headers["Content-Type"].startswith("text/javascript")
    assert headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in headers["Content-Security-Policy"]
    assert "Service-Worker-Allowed" not in headers
    told = re.match(r"const BUILD=(\{.*?\});", worker.decode())
    assert told is not None
    build = json.loads(told[1])
    assert build["version"] == json.loads(get(server, "/version.json")[0])["version"]
    weight = 0
    for path in build["files"]:
        assert re.fullmatch(r"/assets/[\w.-]+\.(js|css)|/favicon\.svg", path)
        packed, headers = get(server, path, **{"Accept-Encoding": "gzip"})
        assert ("immutable" in headers["Cache-Control"]) == path.startswith("/assets/")
        weight += len(packed)
    assert weight < 250_000
