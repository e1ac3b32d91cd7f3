"""The publication by a link: what it shows, to whom, until when, and what it keeps to itself."""

import io
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest
from PIL import Image

from server.app import App, build, launch_worker
from server.core.asking import Actor, Op
from server.core.records import Seat
from server.demo.phone import Phone, RefusedByServer, call
from server.live.house import House, accept
from server.live.ids import new_id
from server.settings import Settings
from server.store.errors import Unavailable
from tests.house import OpenRoom, Server
from tests.publish.hostile import Look, assert_inert


class Fetched:
    """What a browser without a token gets at an address."""

    def __init__(self, url: str, agent: str = "Mozilla/5.0") -> None:
        asked = urllib.request.Request(url, headers={"User-Agent": agent})
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                self.status, self.body = int(answer.status), bytes(answer.read())
                self.headers: Message = answer.headers
        except urllib.error.HTTPError as error:
            self.status, self.body, self.headers = error.code, error.read(), error.headers

    @property
    def text(self) -> str:
        return self.body.decode()


@pytest.fixture(scope="module")
def room(server: Server) -> OpenRoom:
    return server.open_room()


@pytest.fixture(scope="module")
def host(room: OpenRoom) -> Iterator[Phone]:
    phone = room.facilitator()
    yield phone
    phone.leave()


def shared(room: OpenRoom, host: Phone, **more: object) -> tuple[str, str]:
    """Make a share and give its id and its link, on this machine."""
    id = new_id()
    host.ask("share.make", share=id, name="Les financeurs", language="fr", **more)
    made = call(room.base, f"/api/rooms/{room.code}/shares/{id}/link", {}, room.tokens["facilitator"])
    link = str(made["link"])
    return id, room.base + re.sub(r"^https?://[^/]+", "", link)


def test_a_link_shows_the_frozen_publication_until_it_is_published_anew(room: OpenRoom, host: Phone) -> None:
    id, link = shared(room, host)
    host.ask("edition.text", section="foreword", language="fr", text="Un mot tardif.")
    assert "Un mot tardif." not in Fetched(link).text
    page = Fetched(link).text
    assert "Version figée le" in page
    assert "(UTC" in page  # an hour that does not say its zone is another one elsewhere
    host.ask("share.publish", share=id)
    assert "Un mot tardif." in Fetched(link).text


def test_a_link_that_follows_the_room_says_so(room: OpenRoom, host: Phone) -> None:
    _, link = shared(room, host, follow=True)
    assert "Cette page suit la salle" in Fetched(link).text


def test_the_page_runs_nothing_and_fetches_nothing_from_anyone(room: OpenRoom, host: Phone) -> None:
    _, link = shared(room, host)
    page = Fetched(link)
    look = Look(page.text)
    assert look.crossed == []
    assert_inert(look)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    senders = [a for a in look.named("a") if "linkedin" in a["href"] or "wa.me" in a["href"]]
    assert len(senders) == 2
    assert all(a["rel"] == "noopener noreferrer" for a in senders)


def test_what_stands_for_the_link_elsewhere_is_its_title_and_a_picture_of_ours(
    room: OpenRoom, host: Phone
) -> None:
    _, link = shared(room, host)
    graph = {m["property"]: m["content"] for m in Look(Fetched(link).text).named("meta") if "property" in m}
    assert graph["og:title"]
    assert graph["og:image"].startswith(graph["og:url"])
    picture = Fetched(room.base + re.sub(r"^https?://[^/]+", "", graph["og:image"]), "LinkedInBot/1.0")
    assert Image.open(io.BytesIO(picture.body)).size == (1200, 630)


def test_search_engines_are_kept_out_unless_the_facilitator_wants_otherwise(
    room: OpenRoom, host: Phone
) -> None:
    _, link = shared(room, host)
    assert "noindex" in Fetched(link).headers["X-Robots-Tag"]
    assert 'content="noindex' in Fetched(link).text
    _, found = shared(room, host, indexed=True)
    assert "/pub/" in found
    assert Fetched(found).headers["X-Robots-Tag"] == "all"
    assert "noindex" not in Fetched(found).text
    assert "User-agent: *\nAllow: /pub/\nDisallow: /" in Fetched(f"{room.base}/robots.txt").text


def test_the_forms_can_be_taken_away_and_the_archive_cannot(room: OpenRoom, host: Phone) -> None:
    _, link = shared(room, host)
    page = Look(Fetched(link).text)
    offered = [a["href"].rsplit("/", 1)[-1] for a in page.named("a") if "download" in a]
    assert offered == ["publication.pdf", "publication.docx", "publication.odt", "publication.xlsx"]
    assert Fetched(f"{link}/publication.xlsx").body[:2] == b"PK"
    assert Fetched(f"{link}/publication.json").status != 200


def test_nothing_behind_a_link_without_names_says_one(room: OpenRoom, host: Phone) -> None:
    said = {"commitment": "nameless-1", "who": "Zoélie Kervella", "what": "Rappeler Zoélie", "proposal": None}
    host.ask("participant.add", participant="zk-1", name="Zoélie Kervella")
    host.ask("commitment.make", **said)
    _, named = shared(room, host)
    _, link = shared(room, host, names=False)
    _, follows = shared(room, host, names=False, follow=True)
    assert "Kervella" in Fetched(named).text
    for one in (link, follows):
        page = Fetched(one)
        assert "Zoélie" not in page.text
        assert "Kervella" not in page.text
        assert "Elle ne nomme personne" in page.text
        assert "Rappeler […]" in page.text
    for form in ("md", "csv", "html"):
        assert "Zoélie" not in Fetched(f"{link}/publication.{form}").text
    assert "Zoélie" in Fetched(f"{named}/publication.md").text


def test_a_link_that_was_switched_off_opens_nothing_at_once(room: OpenRoom, host: Phone) -> None:
    id, link = shared(room, host)
    assert Fetched(link).status == 200
    host.ask("share.end", share=id)
    for rest in ("", "/publication.pdf", "/x.png"):
        assert Fetched(link + rest).status == 410
    assert "Ce lien n’ouvre rien" in Fetched(link).text
    with pytest.raises(RefusedByServer, match=r"share\.ended"):
        call(room.base, f"/api/rooms/{room.code}/shares/{id}/link", {}, room.tokens["facilitator"])
    assert Fetched(f"{room.base}/p/{'x' * 43}").status == 410


def test_r20_the_secret_of_a_link_opens_no_room_and_stands_in_no_log(
    server: Server, room: OpenRoom, host: Phone
) -> None:
    _, link = shared(room, host)
    token = link.rsplit("/", 1)[-1]
    Fetched(link)
    with pytest.raises(RefusedByServer, match=r"access\.token"):
        call(room.base, f"/api/rooms/{room.code}/publication", token=token)
    assert room.code not in Fetched(link).text
    assert token not in server.wrote()


def test_a_making_is_followed_fetched_and_stopped(room: OpenRoom, host: Phone) -> None:
    token, start = room.tokens["reader"], f"/api/rooms/{room.code}/makings"
    asked = call(room.base, start, {"form": "html", "language": "en", "small": True}, token)
    state = asked
    while state["phase"] not in ("done", "failed"):
        state = call(room.base, f"{start}/{asked['id']}", token=token)
    assert state["phase"] == "done"
    asked_for = urllib.request.Request(
        f"{room.base}{start}/{asked['id']}/file", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(asked_for) as answer:
        assert b"<html" in answer.read()
    with pytest.raises(RefusedByServer, match=r"access\.denied"):
        call(room.base, start, {"form": "json", "language": "fr"}, token)
    with pytest.raises(RefusedByServer, match=r"publication\.form"):
        call(room.base, start, {"form": "papier", "language": "fr"}, token)
    other = call(room.base, start, {"form": "pdf", "language": "en"}, token)
    call(room.base, f"{start}/{other['id']}", None, token, "DELETE")


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[App, App]]:
    """Two processes over one log that hear nothing of each other, here two instances."""
    writers: list[subprocess.Popen[bytes]] = []

    def launched() -> subprocess.Popen[bytes]:
        writers.append(launch_worker())
        return writers[-1]

    def deaf(url: str, io: object, house: House, *others: object) -> Callable[[str], None]:
        house.shared = True
        return lambda code: None

    monkeypatch.setattr("server.app.launch_worker", launched)
    monkeypatch.setattr("server.app.join_others", deaf)

    def started(name: str) -> App:
        database = f"sqlite:///{tmp_path / 'recolte.db'}"
        folder = tmp_path / name
        return build(
            Settings(data_dir=folder, database_url=database, message_queue="redis://", async_mode="threading")
        )

    yield started("here"), started("there")
    for writer in writers:
        writer.kill()
        writer.wait()


@pytest.mark.parametrize("rests", [True, False])
def test_a_frozen_link_shows_nothing_that_was_erased_through_another_process(
    two: tuple[App, App], rests: bool
) -> None:
    here, there = two
    client, elsewhere = here.flask.test_client(), there.flask.test_client()
    wanted = {"format": "journee-capitalisation", "title": "Essai"}
    opened = client.post("/api/rooms", json=wanted).get_json()
    code, host = opened["code"], opened["participant"]
    amel = client.post(f"/api/rooms/{code}/join", json={"name": "Amel"}).get_json()["participant"]

    def ask(by: str, seat: Seat, name: str, /, **args: object) -> None:
        accept(here.house.room(code).ask_and_wait(Op(new_id(), name, args), Actor(seat, by)))

    ask(amel, "participant", "commitment.make", commitment="m1", who="Amel", what="CANARI")
    ask(host, "facilitator", "share.make", share="s1", name="Tous", language="fr")
    asked = {"Authorization": f"Bearer {opened['token']}"}
    link = client.post(f"/api/rooms/{code}/shares/s1/link", headers=asked).get_json()["link"]
    page = "/p/" + link.rpartition("/")[2]
    assert "CANARI" in elsewhere.get(page).get_data(as_text=True)
    if rests:
        assert there.house.let_rest(after=-1) == 1
    ask(host, "facilitator", "participant.erase", participant=amel)
    answer = elsewhere.get(page)
    assert answer.status_code == 200
    assert "CANARI" not in answer.get_data(as_text=True)


def test_r14_who_follows_a_link_while_the_database_is_gone_is_told_so_in_words(
    two: tuple[App, App], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = two

    def gone(_: bytes) -> None:
        raise Unavailable

    monkeypatch.setattr(here.house.log, "find_share", gone)
    for address in ("/p/essai", "/p/essai/publication.pdf"):
        answer = here.flask.test_client().get(address)
        assert answer.status_code == 503
        assert answer.content_type == "text/html; charset=utf-8"
        assert "Revenez dans une minute" in answer.get_data(as_text=True)
