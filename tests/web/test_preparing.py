"""Preparing a day over HTTP: pages, the list of who is expected, and their coming."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import socketio

from server.demo.phone import Phone, RefusedByServer, call
from server.live.ids import new_id
from tests.house import OpenRoom, Server, wait_until


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: these rooms are opened, filled and copied."""
    with Server(tmp_path_factory.mktemp("preparing")) as running:
        yield running


@pytest.fixture
def room(house: Server) -> OpenRoom:
    return house.open_room(title="Journée du 6 février", place="Die")


@pytest.fixture
def console(room: OpenRoom) -> Iterator[Phone]:
    phone = room.facilitator()
    yield phone
    phone.leave()


def put_page(room: OpenRoom, page: str, token: str = "", **said: object) -> dict[str, object]:
    return call(
        room.base,
        f"/api/rooms/{room.code}/pages/{page}",
        {"title": {"fr": "Une page"}, "markdown": {"fr": "Bonjour"}, **said},
        token or room.tokens["facilitator"],
        "PUT",
    )


def look_at(room: OpenRoom, raw: bytes, token: str = "") -> dict[str, object]:
    """Send a list and give what the room says of it, or of why not."""
    sent = requests.post(
        f"{room.base}/api/rooms/{room.code}/people",
        files={"file": ("liste.csv", raw)},
        headers={"Authorization": f"Bearer {token or room.tokens['facilitator']}"},
        timeout=20,
    )
    return dict(sent.json())


def enlist(console: Phone, looked: dict[str, object]) -> list[str]:
    """Take in the rows that are right, as the console does; give the ids."""
    rows = [row for row in looked["rows"] if not row["problems"]]  # type: ignore[attr-defined]
    people = [
        {"participant": new_id(), **{f: row[f] for f in ("name", "role", "territory", "carries")}}
        for row in rows
    ]
    console.ask("participant.enlist", people=people)
    return [str(person["participant"]) for person in people]


# --- documents ---------------------------------------------------------------------------------------

PDF = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript >> >> endobj\ntrailer << >>\n%%EOF\n"


def send_document(room: OpenRoom, raw: bytes, token: str = "") -> requests.Response:
    return requests.post(
        f"{room.base}/api/rooms/{room.code}/files?for=dossier",
        files={"file": ("Convention d’été.pdf", raw)},
        headers={"Authorization": f"Bearer {token or room.tokens['facilitator']}"},
        timeout=20,
    )


def test_a_document_of_a_dossier_is_saved_by_devices_and_never_runs_under_our_address(
    room: OpenRoom, console: Phone
) -> None:
    experience = next(iter(console.of("experience")))
    file = send_document(room, PDF).json()["file"]
    console.ask("experience.attach", experience=experience, file=file)
    phone = room.phone()
    assert phone.of("experience")[experience]["files"] == [file]
    assert phone.of("file")[file]["name"] == "Convention d’été.pdf"
    answer = requests.get(f"{room.base}/api/rooms/{room.code}/files/{file}", timeout=20)
    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''Convention%20d")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    copy = call(room.base, f"/api/rooms/{room.code}/duplicate", {"title": "Bis"}, room.tokens["facilitator"])
    twin = Phone(room.base, str(copy["token"])).connect()
    assert [one["files"] for one in twin.of("experience").values()].count([file]) == 1
    assert requests.get(f"{room.base}/api/rooms/{copy['code']}/files/{file}", timeout=20).content == PDF
    twin.leave()
    phone.leave()


@pytest.mark.parametrize("raw", [PDF[:-8], b"<html>%PDF-1.7 %%EOF", b"", b"PK\x03\x04 %%EOF"])
def test_what_is_no_whole_pdf_is_not_attached(room: OpenRoom, raw: bytes) -> None:
    assert send_document(room, raw).json()["code"] == "file.document"


def test_a_document_comes_from_a_facilitator_and_a_picture_is_none(room: OpenRoom, console: Phone) -> None:
    assert send_document(room, PDF, room.join()[1]).json()["code"] == "access.denied"
    experience = next(iter(console.of("experience")))
    with pytest.raises(RefusedByServer) as refusal:
        console.ask("experience.attach", experience=experience, file="0" * 64)
    assert refusal.value.code == "file.unknown"


# --- pages -------------------------------------------------------------------------------------------


def test_a_dossier_is_written_for_an_experience_and_every_device_gets_it_ready_to_show(
    room: OpenRoom, console: Phone
) -> None:
    experience = next(iter(console.of("experience")))
    kept = put_page(room, "dossier-neuf", experience=experience, markdown={"fr": "## Le *lieu*\n\nBonjour."})
    assert kept["html"]["fr"].startswith("<h2>Le <em>lieu</em></h2>")  # type: ignore[index]
    wait_until(lambda: "dossier-neuf" in console.of("page"))
    assert console.of("page")["dossier-neuf"]["html"] == kept["html"]
    assert console.of("experience")[experience]["page"] == "dossier-neuf"


def test_a_page_is_written_anew_and_its_script_stays_text(room: OpenRoom, console: Phone) -> None:
    put_page(room, "p1", markdown={"fr": "Un"})
    kept = put_page(room, "p1", markdown={"fr": "<script>alert(1)</script>[x](javascript:alert(1))"})
    assert "<script" not in str(kept["html"])
    assert "javascript:" not in str(kept["html"])
    wait_until(lambda: "script" in str(console.of("page").get("p1")))


@pytest.mark.parametrize(
    ("page", "said", "code"),
    [
        ("p2", {"markdown": {"fr": "x" * 20_001}}, "text.too-long"),
        ("p2", {"markdown": {"fr": "x" * 300_000}}, "op.too-large"),
        ("p2", {"title": {"fr": " "}}, "text.empty"),
        ("p2", {"experience": "nulle-part"}, "record.unknown"),
        ("p 2", {}, "op.malformed"),
        ("p2", {"html": {"fr": "<script>"}}, "op.malformed"),
    ],
)
def test_a_page_that_cannot_stand_is_refused(
    room: OpenRoom, page: str, said: dict[str, object], code: str
) -> None:
    with pytest.raises(RefusedByServer) as refusal:
        put_page(room, page.replace(" ", "%20"), **said)
    assert refusal.value.code == code


def test_r9_two_who_write_one_page_lose_nothing_of_each_other(room: OpenRoom, console: Phone) -> None:
    put_page(room, "p4", markdown={"fr": "Un\n\nDeux", "en": "One"})
    begun = {"fr": "Un\n\nDeux", "en": "One"}
    put_page(room, "p4", begun=begun, markdown={"fr": "Un\n\nDeux\n\nTrois", "en": "One"})
    kept = put_page(room, "p4", begun=begun, markdown={"fr": "Zéro\n\nUn\n\nDeux ", "en": "One\n\nTwo"})
    both = {"fr": "Zéro\n\nUn\n\nDeux\n\nTrois", "en": "One\n\nTwo"}
    assert kept["markdown"] == both
    assert "Trois" in str(kept["html"])
    wait_until(lambda: console.of("page").get("p4", {}).get("rev") == kept["rev"])
    assert console.of("page")["p4"]["markdown"] == both


def test_r9_pages_written_at_the_same_instant_are_merged_too(room: OpenRoom) -> None:
    put_page(room, "p5", markdown={"fr": "Début"})
    begun = {"fr": "Début"}
    texts = [f"Début\n\nTable {number}" for number in range(4)]
    with ThreadPoolExecutor() as hands:
        list(hands.map(lambda text: put_page(room, "p5", begun=begun, markdown={"fr": text}), texts))
    kept = put_page(room, "p5", begun=begun, markdown=begun)
    assert all(f"Table {number}" in str(kept["markdown"]) for number in range(4))


def test_only_a_facilitator_writes_pages_and_reads_lists(room: OpenRoom) -> None:
    _, token = room.join("Amel")
    with pytest.raises(RefusedByServer) as refusal:
        put_page(room, "p3", token)
    assert refusal.value.code == "access.denied"
    assert look_at(room, b"nom\nZoe\n", token)["code"] == "access.denied"


# --- who is expected ---------------------------------------------------------------------------------


def test_a_list_is_looked_at_and_nothing_is_written_until_it_is_asked_for(
    room: OpenRoom, console: Phone
) -> None:
    before = dict(console.of("participant"))
    looked = look_at(room, "nom;rôle\nAmel;Autre\n;Autre\nZoé;inconnu\n".encode())
    assert (looked["total"], looked["ok"]) == (3, 1)
    assert console.of("participant") == before
    (amel,) = enlist(console, looked)
    wait_until(lambda: amel in console.of("participant"))
    assert console.of("participant")[amel]["device"] is False


def test_a_list_in_an_unknown_encoding_or_of_five_thousand_lines_is_refused(room: OpenRoom) -> None:
    assert look_at(room, "nom\nZoé\n".encode("utf-16"))["code"] == "list.encoding"
    long = look_at(room, b"nom\n" + b"A\n" * 5_000)
    assert (long["code"], long["facts"]) == ("list.too-long", {"limit": 1_000})


def test_an_expected_person_takes_their_place_once(room: OpenRoom, console: Phone) -> None:
    (amel, zoe) = enlist(console, look_at(room, "nom;territoire\nZoé;Die\nAmel;Crest\n".encode()))[::-1]
    card = call(room.base, f"/api/rooms/{room.code}")
    assert card["expected"] == [{"id": amel, "name": "Amel"}, {"id": zoe, "name": "Zoé"}]
    assert room.join("", participant=amel)[0] == amel
    phone = Phone(
        room.base, room.join("Zoé L.", participant=zoe, territory="Lyon", naming="name")[1]
    ).connect()
    person = phone.of("participant")[zoe]
    assert (person["name"], person["territory"], person["device"]) == ("Zoé L.", "Lyon", True)
    assert (person["naming"], phone.of("participant")[amel]["naming"]) == ("name", "role")
    assert phone.of("participant")[amel]["territory"] == "Crest"
    phone.leave()
    with pytest.raises(RefusedByServer) as refusal:
        room.join("Zoé", participant=zoe)
    assert refusal.value.code == "participant.claimed"
    assert call(room.base, f"/api/rooms/{room.code}")["expected"] == []


def test_nobody_takes_the_place_of_a_facilitator_or_of_nobody(room: OpenRoom, console: Phone) -> None:
    for who, code in ((room.host, "participant.claimed"), ("personne", "record.unknown")):
        with pytest.raises(RefusedByServer) as refusal:
            room.join("X", participant=who)
        assert refusal.value.code == code
    with pytest.raises(RefusedByServer) as refusal:
        console.ask("participant.claim", participant=room.host)
    assert refusal.value.code == "access.denied"


def test_a_place_that_somebody_else_took_is_given_back_and_taken_by_whose_it_is(
    room: OpenRoom, console: Phone
) -> None:
    (odile,) = enlist(console, look_at(room, b"nom\nOdile\n"))
    _, token = room.join("Un farceur", participant=odile)
    stranger = Phone(room.base, token).connect()
    wait_until(lambda: console.of("participant")[odile]["name"] == "Un farceur")
    assert console.of("participant")[odile]["listed"] == "Odile", "the facilitator sees whose place it was"
    assert stranger.of("participant")[odile]["listed"] == "", "and nobody else"
    place = f"/api/rooms/{room.code}/people/{odile}/place"
    with pytest.raises(RefusedByServer, match=r"access\.denied"):
        call(room.base, place, token=token, method="DELETE")
    call(room.base, place, token=room.tokens["facilitator"], method="DELETE")
    wait_until(lambda: not stranger.connected, what="the stranger's leaving")
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(room.base, token).connect()
    expected = call(room.base, f"/api/rooms/{room.code}")["expected"]
    assert {"id": odile, "name": "Odile"} in expected  # type: ignore[operator]
    again, own = room.join("Odile", participant=odile)
    assert again == odile
    phone = Phone(room.base, own).connect()
    assert phone.of("participant")[odile]["name"] == "Odile"
    phone.leave()


def test_the_place_of_who_facilitates_is_given_to_nobody(room: OpenRoom) -> None:
    with pytest.raises(RefusedByServer, match=r"op\.not-yours"):
        call(
            room.base,
            f"/api/rooms/{room.code}/people/{room.host}/place",
            token=room.tokens["facilitator"],
            method="DELETE",
        )
