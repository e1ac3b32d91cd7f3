"""A prepared room as another room, as a file, and as a room from that file."""

import io
from collections.abc import Iterator

import pytest
import requests
from PIL import Image

from server.demo.phone import Phone, RefusedByServer, call, fetch, upload
from tests.house import OpenRoom, Server, wait_until

SET_UP = ("step", "criterion", "domain", "experience", "page")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that asks for a password, and opens rooms for nobody else."""
    with Server(tmp_path_factory.mktemp("set-ups"), ROOM_PASSWORD="cerise") as running:
        yield running


@pytest.fixture(scope="module")
def prepared(house: Server) -> OpenRoom:
    """A room that was changed on the eve, and in which somebody has written."""
    room = house.open_room(title="Journée de Die", password="cerise", place="Die")
    console = room.facilitator()
    _, token = room.join("Amel")
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a3b8f").save(file, "PNG")
    picture = upload(room.base, f"/api/rooms/{room.code}/files", "p.png", file.getvalue(), token)
    console.ask("experience.add", experience="neuve", title={"fr": "Une neuve"}, territory="Die")
    text = {"fr": f"Voici ![le plan](/api/rooms/{room.code}/files/{picture})"}
    page = {"title": {"fr": "Le plan"}, "markdown": text, "experience": "neuve"}
    call(room.base, f"/api/rooms/{room.code}/pages/plan", page, room.tokens["facilitator"], "PUT")
    console.ask("room.set", anonymous=True, reveal="never")
    console.ask("step.edit", step=next(iter(console.of("step"))), off=True)
    console.leave()
    return room


def held(room: OpenRoom) -> dict[str, dict[str, dict[str, object]]]:
    """What the facilitator's console holds of a room."""
    console = room.facilitator()
    records = {kind: dict(console.of(kind)) for kind in (*SET_UP, "participant", "room", "file")}
    console.leave()
    return records


def bare(records: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Records without what tells when they were changed."""
    return {id: {f: v for f, v in record.items() if f != "rev"} for id, record in records.items()}


def from_file(room: OpenRoom, raw: bytes, **form: str) -> requests.Response:
    return requests.post(
        f"{room.base}/api/rooms/from-format", data=form, files={"file": ("f.zip", raw)}, timeout=30
    )


def test_a_duplicate_has_the_set_up_and_nobody_in_it(prepared: OpenRoom) -> None:
    path, token = f"/api/rooms/{prepared.code}/duplicate", prepared.tokens["facilitator"]
    answer = call(prepared.base, path, {"title": "La même, ailleurs", "date": "2027-02-06"}, token)
    copy = OpenRoom(prepared.base, answer)
    was, now = held(prepared), held(copy)
    for kind in SET_UP[:-1]:
        assert bare(now[kind]) == bare(was[kind])
    assert now["page"].keys() == was["page"].keys()
    assert [person["seat"] for person in now["participant"].values()] == ["facilitator"]
    info = now["room"]["room"]
    assert (info["title"], info["date"], info["place"]) == ("La même, ailleurs", "2027-02-06", "Die")
    assert (info["anonymous"], info["reveal"], info["code"]) == (True, "never", copy.code)
    assert prepared.code not in str(now)


def test_the_pictures_of_its_pages_come_with_a_duplicate(prepared: OpenRoom) -> None:
    path, token = f"/api/rooms/{prepared.code}/duplicate", prepared.tokens["facilitator"]
    copy = OpenRoom(prepared.base, call(prepared.base, path, {"title": "Encore"}, token))
    records = held(copy)
    (file,) = records["file"]
    address = f"/api/rooms/{copy.code}/files/{file}"
    assert f'src="{address}"' in str(records["page"]["plan"]["html"])
    assert requests.get(copy.base + address, timeout=10).content == fetch(
        prepared.base, f"/api/rooms/{prepared.code}/files/{file}", token
    )


def test_a_room_that_was_archived_shows_its_own_pictures_under_whatever_code_it_comes_back(
    prepared: OpenRoom,
) -> None:
    path, token = f"/api/rooms/{prepared.code}/publication.json", prepared.tokens["facilitator"]
    raw = fetch(prepared.base, path, token)
    answer = requests.post(
        f"{prepared.base}/api/archives", data=raw, headers={"X-Room-Password": "cerise"}, timeout=30
    )
    copy = OpenRoom(prepared.base, answer.json())
    assert copy.code != prepared.code
    records = held(copy)
    (file,) = records["file"]
    address = f"/api/rooms/{copy.code}/files/{file}"
    assert f'src="{address}"' in str(records["page"]["plan"]["html"])
    assert address in str(records["page"]["plan"]["markdown"])
    assert requests.get(copy.base + address, timeout=10).ok


@pytest.mark.parametrize("by", ["link", "archive"])
def test_the_pictures_of_the_first_day_come_into_a_room_that_gathers_it(prepared: OpenRoom, by: str) -> None:
    token = prepared.tokens["facilitator"]
    raw = fetch(prepared.base, f"/api/rooms/{prepared.code}/publication.json", token)
    sent = [("file", ("jour.json", raw))] * (1 if by == "link" else 2)
    form = {"title": "Deux", "password": "cerise", "link": [token] * (by == "link")}
    answer = requests.post(f"{prepared.base}/api/rooms/gather", data=form, files=sent, timeout=30)
    room = OpenRoom(prepared.base, answer.json())
    records = held(room)
    (file,) = records["file"]
    address = f"/api/rooms/{room.code}/files/{file}"
    assert f'src="{address}"' in str(records["page"]["plan"]["html"])
    assert requests.get(room.base + address, timeout=10).ok
    said = fetch(room.base, f"/api/rooms/{room.code}/publication.html", room.tokens["facilitator"]).decode()
    assert 'alt="le plan"' in said
    assert "L’image n’est pas dans ce document" not in said


def test_who_is_expected_and_who_had_come_in_take_their_place_where_a_day_is_taken_in(house: Server) -> None:
    room = house.open_room(title="Chez moi", password="cerise")
    console = room.facilitator()
    console.ask("participant.enlist", people=[{"participant": "odile-01", "name": "Odile Martin"}])
    person, token = room.join("Amel")
    phone = Phone(room.base, token, room.code).connect()
    phone.ask("participant.edit", participant=person, naming="none")
    phone.ask("card.write", card="c-amel-01", kind="constat", text="De chez moi", criterion="temps")

    def elsewhere() -> OpenRoom:
        raw = fetch(room.base, f"/api/rooms/{room.code}/publication.json", room.tokens["facilitator"])
        form, file = {"password": "cerise"}, {"file": ("salle.json", raw)}
        answer = requests.post(f"{room.base}/api/archives", data=form, files=file, timeout=30)
        return OpenRoom(room.base, answer.json())

    there = elsewhere()
    front = call(there.base, f"/api/rooms/{there.code}")
    assert [one["name"] for one in front["expected"]] == ["Amel", "Odile Martin"]
    said = {"participant": person, "name": "", "naming": "role"}
    again = call(there.base, f"/api/rooms/{there.code}/join", said)
    back = Phone(there.base, str(again["token"]), there.code).connect()
    me = back.of("participant")[person]
    assert (me["name"], me["naming"], me["device"]) == ("Amel", "none", True)
    assert back.of("card")["c-amel-01"]["author"] == person
    back.ask("card.edit", card="c-amel-01", text="D’ici")
    console.ask("room.close")
    assert call(room.base, f"/api/rooms/{room.code}")["expected"] == []
    # What is over stays as it was.
    over = held(elsewhere())["participant"]
    assert [over[id]["device"] for id in (person, "odile-01")] == [True, False]
    for one in (console, phone, back):
        one.leave()


def test_a_set_up_is_carried_as_a_file_into_a_new_room(prepared: OpenRoom) -> None:
    path, token = f"/api/rooms/{prepared.code}/format.zip", prepared.tokens["facilitator"]
    raw = fetch(prepared.base, path, token)
    answer = from_file(prepared, raw, password="cerise", title="Ailleurs", name="Zoé")
    assert answer.status_code == 201
    room = OpenRoom(prepared.base, answer.json())
    was, now = held(prepared), held(room)
    assert bare(now["step"]) == bare(was["step"])
    assert bare(now["experience"]) == bare(was["experience"])
    assert now["room"]["room"]["anonymous"] is True
    assert [person["name"] for person in now["participant"].values()] == ["Zoé"]


def test_a_file_that_is_no_format_opens_nothing(prepared: OpenRoom) -> None:
    for raw, form, code in (
        (b"PK nothing", {"password": "cerise"}, "format.archive"),
        (b"PK nothing", {}, "access.password"),
    ):
        answer = from_file(prepared, raw, **form).json()
        assert answer["code"] == code


def test_a_participant_takes_no_set_up_away(prepared: OpenRoom) -> None:
    _, token = prepared.join("Basile")
    with pytest.raises(RefusedByServer) as refusal:
        fetch(prepared.base, f"/api/rooms/{prepared.code}/format.zip", token)
    assert refusal.value.code == "access.denied"
    with pytest.raises(RefusedByServer) as refusal:
        call(prepared.base, f"/api/rooms/{prepared.code}/duplicate", {"title": "X"}, token)
    assert refusal.value.code == "access.denied"


def test_a_console_sees_the_closing_and_the_reopening(prepared: OpenRoom) -> None:
    console = prepared.facilitator()
    console.ask("room.close")
    wait_until(lambda: console.of("room")["room"]["closed_at"])
    console.ask("room.reopen")
    wait_until(lambda: console.of("room")["room"]["closed_at"] is None)
    console.leave()
