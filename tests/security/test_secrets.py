"""A word that nobody else knows is planted wherever somebody may write, and looked for wherever somebody may read."""

import io
import json
import logging
import random
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from pypdf import PdfReader

from server.core import sight, viewing
from server.core.sight import Viewer
from server.demo.phone import Phone, call
from server.logs import AsJson, without_words
from tests.core.histories import GROUPS, PEOPLE, VERBS, Move, histories, made, play, seated
from tests.core.world import HOST, Day
from tests.house import OpenRoom, Server, card
from tests.security.listening import SEED, Listener, planted
from tests.security.seeded import Seeded

# --- random days ----------------------------------------------------------------------------------


def readers(day: Day) -> Iterator[tuple[str | None, Viewer]]:
    """Everybody who may look: each person, the screen, the reader, and nobody of a table."""
    for who in (*PEOPLE, HOST):
        yield who, day.viewer(who)
    for seat in ("screen", "reader"):
        yield None, Viewer(seat)  # type: ignore[arg-type]
    for group in GROUPS:
        yield None, Viewer("participant", group)


@given(histories(30))
def test_r6_no_frame_nor_snapshot_of_a_random_day_holds_what_its_reader_may_not_see(
    moves: list[Move],
) -> None:
    day = seated(Day())
    secrets = planted(day)
    told: dict[str | None, list[str]] = {}

    def listen(since: int) -> None:
        for who, viewer in readers(day):
            frames = [viewing.told(done, viewer) for done in day.done[since:]]
            shown = viewing.snapshot(day.room, viewer, sight.policy(day.room.info))
            told.setdefault(who, []).append(msgspec.json.encode([frames, shown]).decode())

    heard = len(day.done)
    for move in moves:
        changed = play(day, move)
        if _frees(day):
            break
        if changed:
            listen(heard)
        heard = len(day.done)
    for word, may in secrets.items():
        for who, texts in told.items():
            if who not in may:
                assert not any(word in text for text in texts), (word, who)


def _frees(day: Day) -> bool:
    """Whether somebody has made a secret public, as facilitators may."""
    hidden = day.room.records["card"].get("hidden")
    return hidden is None or getattr(hidden, "hidden", None) is None


# --- over the wire --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("secrets") / "var") as running:
        yield running


def fetched(room: OpenRoom, path: str, token: str) -> bytes:
    request = urllib.request.Request(room.base + path, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as refused:
        return bytes(refused.read())


def test_r6_r20_no_device_no_call_no_form_and_no_line_of_the_log_tells_what_is_not_its_readers(
    house: Server,
) -> None:
    room, other = house.open_room(), house.open_room()
    console = room.facilitator()
    kind = console.first_kind()
    people = {name: room.join(name) for name in ("Amel", "Basile", "Chloé")}
    for group in ("g1", "g2"):
        console.ask("group.add", group=group, name=f"Table {group}")
    for name, group in (("Amel", "g1"), ("Basile", "g1"), ("Chloé", "g2")):
        console.ask("group.assign", participant=people[name][0], group=group)
    console.ask("room.set", reveal="never")
    phones = {name: Phone(room.base, token).connect() for name, (_, token) in people.items()}
    seats = {seat: Phone(room.base, room.tokens[seat]).connect() for seat in ("screen", "reader")}
    stranger = other.phone("Zoé")
    ears = {name: Listener(phone) for name, phone in {**phones, **seats, "stranger": stranger}.items()}
    ears["console"] = Listener(console)

    amel = phones["Amel"]
    amel.ask("card.write", **card(kind, "g1", card="c1", text="AUTRE-TABLE"))
    amel.ask("card.write", **card(kind, "g1", card="c2", text="BIENTOT-CACHEE"))
    amel.ask("card.write", **card(kind, "g1", card="c3", text="RETIREE"))
    amel.ask("card.withdraw", card="c3")
    console.ask("note.write", note="n1", text="NOTE-PRIVEE")
    console.ask("message.send", message="m1", to=people["Basile"][0], text="MOT-A-BASILE")
    console.ask("message.send", message="m2", to="g1", text="MOT-A-LA-TABLE")
    last = console.ask("card.write", **card(kind, None, card="c9", text="Pour tout le monde"))
    for device in (*phones.values(), *seats.values()):
        device.await_seq(last)

    may = {
        "AUTRE-TABLE": {"Amel", "Basile", "console"},
        "RETIREE": {"Amel", "Basile", "console"},
        "NOTE-PRIVEE": {"console"},
        "MOT-A-BASILE": {"Basile", "console"},
        "MOT-A-LA-TABLE": {"Amel", "Basile", "console"},
        "Pour tout le monde": {*ears} - {"stranger"},
    }
    for word, readers_of in may.items():
        assert {name for name, ear in ears.items() if word in ear.text} == readers_of, word

    tokens = {**{name: token for name, (_, token) in people.items()}, "reader": room.tokens["reader"]}
    tokens["stranger"] = other.join("Yann")[1]
    calls = (
        "",
        "/publication.md",
        "/publication.html",
        "/publication.json",
        "/mine.json",
        "/suggestions",
        "/links",
    )
    for name, token in tokens.items():
        for path in calls:
            answer = fetched(room, f"/api/rooms/{room.code}{path}", token).decode("utf-8", "replace")
            for word in ("NOTE-PRIVEE", "MOT-A-BASILE", "RETIREE"):
                mine = path == "/mine.json" and name in may[word]
                assert word not in answer or mine, (name, path, word)
            for secret in (*tokens.values(), room.tokens["facilitator"], room.tokens["screen"]):
                assert secret not in answer, (name, path)
    log = house.wrote()
    for secret in (*may, *tokens.values(), *(t for t in room.tokens.values() if len(t) > 30)):
        assert secret not in log, secret
    for device in (console, stranger, *phones.values(), *seats.values()):
        device.leave()


def test_r6_in_an_anonymous_room_no_device_is_told_who_wrote_what(house: Server) -> None:
    room = house.open_room()
    console = room.facilitator()
    console.ask("room.set", anonymous=True)
    kind = console.first_kind()
    amel, token = room.join("Amel")
    author = Phone(room.base, token).connect()
    seats = [Phone(room.base, room.tokens[seat]).connect() for seat in ("screen", "reader")]
    others = [console, room.phone("Basile"), *seats]
    ears = [Listener(phone) for phone in others]
    author.ask("card.write", **card(kind, None, card="c1", text="Qui donc ?"))
    seq = author.ask("card.edit", card="c1", text="Qui donc, vraiment ?")
    for ear in ears:
        ear.phone.await_seq(seq)
        about = [part for part in ear.text.split("\n") if "Qui donc" in part]
        assert about
        shown = ear.phone.of("card")["c1"]
        assert amel not in json.dumps(shown)
        assert not any(amel in part for part in ear.heard[1:] if "c1" in part)
    for form in ("md", "html", "csv", "json"):
        made = fetched(room, f"/api/rooms/{room.code}/publication.{form}", room.tokens["facilitator"]).decode(
            "utf-8"
        )
        for line in made.split("\n"):
            for row in json.loads(line)["entries"] if form == "json" and line else []:
                if any(change[1] == "card" for change in row["changes"]):
                    assert amel not in json.dumps(row)
    assert call(room.base, f"/api/rooms/{room.code}")["anonymous"] is True
    for device in (author, *others):
        device.leave()


# --- random days that a server wakes ----------------------------------------------------------------

FORMS = ("md", "html", "csv", "json", "docx", "odt", "xlsx", "pdf")


def random_day(seed: int) -> tuple[Day, dict[str, set[str | None]]]:
    """A day of a hundred moves of chance after the secrets were planted; those stay secret."""
    chance, day = random.Random(seed), seated(Day())
    secrets = planted(day)
    for _ in range(100):
        move = Move(chance.randrange(len(VERBS)), *(chance.randrange(24) for _ in range(4)))
        if made(day.room, move, "fresh", ["none"])[0] not in ("card.show", "op.undo", "record.erase"):
            play(day, move)
    assert not _frees(day)
    return day, secrets


def unpacked(body: bytes) -> str:
    """Everything that an answer says, whether packed or not."""
    if body.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return body.decode("utf-8", "replace")


def test_r6_r20_of_a_random_day_no_device_answer_form_or_line_tells_what_is_not_its_readers(
    tmp_path: Path,
) -> None:
    day, secrets = random_day(SEED)
    tokens = Seeded(tmp_path / "var").room(day, "screen", "reader")
    room = f"/api/rooms/{day.room.code}"
    common = ("", "/mine.json", "/links", "/suggestions", "/publication", "/replay", "/history/card/hidden")
    found = []
    with Server(tmp_path / "var") as running:
        for who, token in tokens.items():
            phone = Phone(running.base, token).connect()
            heard = [json.dumps(phone.records, ensure_ascii=False)]
            phone.leave()
            forms = FORMS if who == "reader" else ("md", "json")
            asked = [*(room + path for path in common), *(f"{room}/publication.{form}" for form in forms)]
            asked += ["/health", "/metrics", "/api/formats", f"{room}/nowhere", "/s/nowhere"]
            for path in asked:
                request = urllib.request.Request(
                    running.base + path, headers={"Authorization": f"Bearer {token}"}
                )
                try:
                    with urllib.request.urlopen(request, timeout=120) as answer:
                        heard.append(unpacked(answer.read()))
                except urllib.error.HTTPError as refused:
                    heard.append(unpacked(refused.read()))
            text = "\n".join(heard)
            found += [f"{who}: {word}" for word, may in secrets.items() if who not in may and word in text]
            found += [
                f"{who}: a token of {whose}"
                for whose, other in tokens.items()
                if whose != who and other in text
            ]
        log = running.wrote()
    found += [f"the log: {word}" for word in (*secrets, *tokens.values()) if word in log]
    assert found == [], f"SECRETS_SEED={SEED}"


def test_what_a_library_logs_is_a_line_of_json_too_and_quotes_nothing() -> None:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(AsJson())
    handler.addFilter(without_words)
    handler.handle(logging.LogRecord("werkzeug", logging.ERROR, "", 1, 'of %s: "no"', ("MOTS",), None))
    told = json.loads(said.getvalue())
    assert (told["library"], told["level"]) == ("werkzeug", "error")
    assert "MOTS" not in said.getvalue()
