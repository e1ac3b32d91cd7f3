"""Coming in where the answer gets lost: the same ask leads to the same person, and to nothing that has ended."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.demo.phone import Phone, RefusedByServer, call
from server.live.ids import id_of, new_id
from tests.house import OpenRoom, Server, wait_until


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, which one of the tests kills."""
    with Server(tmp_path_factory.mktemp("coming-in")) as running:
        yield running


@pytest.fixture
def room(house: Server) -> OpenRoom:
    return house.open_room()


@pytest.fixture
def console(room: OpenRoom) -> Iterator[Phone]:
    phone = room.facilitator()
    yield phone
    phone.leave()


@pytest.fixture
def ask() -> str:
    return f"{new_id()}-{'0123456789abcdef' * 2}"[:64]


def people(console: Phone) -> dict[str, str]:
    """Who is in the room beside who facilitates: names by id."""
    everybody = console.of("participant")
    return {id: str(one["name"]) for id, one in everybody.items() if one["seat"] == "participant"}


def expect_one(console: Phone, name: str) -> str:
    """Add somebody to the list of those expected."""
    expected = new_id()
    console.ask("participant.add", participant=expected, name=name)
    return expected


def end(room: OpenRoom, person: str, what: str) -> None:
    path = f"/api/rooms/{room.code}/people/{person}/{what}"
    call(room.base, path, token=room.tokens["facilitator"], method="DELETE")


def refusal(room: OpenRoom, name: str, **said: str) -> str:
    with pytest.raises(RefusedByServer) as refused:
        room.join(name, **said)
    return refused.value.code


def test_r4_the_same_ask_gives_the_same_person_with_a_token_anew(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    amel, lost = room.join("Amle", ask=ask)
    again, token = room.join("Amel", ask=ask)
    assert again == amel
    assert token != lost
    phone = Phone(room.base, token, room.code).connect()
    assert phone.me["participant"] == amel
    wait_until(lambda: people(console) == {amel: "Amle"})
    phone.leave()
    other, _ = room.join("Amel", ask=f"{ask[:-1]}x")
    without, _ = room.join("Amel")
    wait_until(lambda: people(console) == {amel: "Amle", other: "Amel", without: "Amel"})


def test_r4_an_ask_that_comes_many_times_at_once_lets_one_person_in(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    with ThreadPoolExecutor(8) as hands:
        came = {person for person, _ in hands.map(lambda _: room.join("Amel", ask=ask), range(8))}
    assert len(came) == 1
    wait_until(lambda: people(console) == dict.fromkeys(came, "Amel"))


def test_r4_an_ask_leads_to_other_people_in_other_rooms(house: Server, room: OpenRoom, ask: str) -> None:
    assert room.join("Amel", ask=ask)[0] != house.open_room().join("Amel", ask=ask)[0]


def test_r4_r19_an_ask_is_known_to_a_server_that_was_killed(house: Server, room: OpenRoom, ask: str) -> None:
    amel, _ = room.join("Amel", ask=ask)
    house.kill()
    house.start()
    assert room.join("Amel", ask=ask)[0] == amel


def test_r4_who_is_expected_takes_their_place_twice_by_one_ask_and_nobody_else_does(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    zoe = expect_one(console, "Zoé")
    assert room.join("Zoé", participant=zoe, ask=ask)[0] == zoe
    again, token = room.join("Zoé", participant=zoe, ask=ask)
    assert again == zoe
    phone = Phone(room.base, token, room.code).connect()
    assert phone.me["participant"] == zoe
    phone.leave()
    assert refusal(room, "Zoé", participant=zoe) == "participant.claimed"
    assert refusal(room, "Zoé", participant=zoe, ask=f"{ask[:-1]}x") == "participant.claimed"


def test_r4_who_finds_their_name_gone_from_the_list_or_finds_it_late_is_one_person(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    zoe = expect_one(console, "Zoé")
    assert room.join("Zoé", participant=zoe, ask=ask)[0] == zoe
    assert room.join("Zoé", ask=ask)[0] == zoe
    late = f"{ask[:-1]}x"
    luc, expected = room.join("Luc", ask=late)[0], expect_one(console, "Luc")
    assert room.join("Luc", participant=expected, ask=late)[0] == luc
    wait_until(lambda: people(console) == {zoe: "Zoé", luc: "Luc", expected: "Luc"})
    assert console.of("participant")[expected]["device"] is False


@pytest.mark.parametrize("bad", ["", "court", "x" * 65, "avec espace", "accentué-accentué", "a/b/c/d/e/f/g"])
def test_r13_an_ask_that_no_id_of_an_op_could_be_is_refused(room: OpenRoom, console: Phone, bad: str) -> None:
    assert refusal(room, "Amel", ask=bad) == "op.malformed"
    assert people(console) == {}


def test_r20_no_other_device_and_no_log_is_told_an_ask(
    house: Server, room: OpenRoom, console: Phone, ask: str
) -> None:
    amel, _ = room.join("Amel", ask=ask)
    wait_until(lambda: amel in people(console))
    assert ask not in repr(console.records)
    kept = [file.read_bytes() for file in (*house.data.rglob("*"), house.log) if file.is_file()]
    assert any(amel.encode() in content for content in kept)
    assert not any(ask.encode() in content for content in kept)


def test_r20_the_ask_of_who_was_erased_opens_nothing(room: OpenRoom, console: Phone, ask: str) -> None:
    amel, _ = room.join("Amel", ask=ask)
    console.ask("participant.erase", participant=amel)
    assert refusal(room, "Amel", ask=ask) == "access.token"
    wait_until(lambda: people(console) == {})


def test_r20_the_ask_of_whose_links_were_ended_opens_nothing(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    amel, _ = room.join("Amel", ask=ask)
    zoe, claimed = expect_one(console, "Zoé"), f"{ask[:-1]}x"
    room.join("Zoé", participant=zoe, ask=claimed)
    end(room, amel, "links")
    end(room, zoe, "links")
    assert refusal(room, "Amel", ask=ask) == "access.token"
    assert refusal(room, "Zoé", participant=zoe, ask=claimed) == "participant.claimed"


def test_r20_the_ask_of_whose_place_was_given_back_does_not_open_it_to_them_once_another_has_it(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    odile = expect_one(console, "Odile")
    room.join("Un farceur", participant=odile, ask=ask)
    end(room, odile, "place")
    own = f"{ask[:-1]}x"
    assert room.join("Odile", participant=odile, ask=own)[0] == odile
    assert room.join("Odile", participant=odile, ask=own)[0] == odile
    assert refusal(room, "Un farceur", participant=odile, ask=ask) == "participant.claimed"
    assert refusal(room, "Un farceur", ask=ask) == "access.token"
    assert people(console) == {odile: "Odile"}


def test_r20_an_op_of_a_device_under_the_id_of_an_ask_lets_nobody_in(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    amel, _ = room.join("Amel")
    console.ask("participant.leave", op=id_of(ask, room.code, "op"), participant=amel)
    assert refusal(room, "Amel", ask=ask) == "access.token"


def test_r20_a_place_that_was_given_back_is_taken_anew_as_by_anybody(
    room: OpenRoom, console: Phone, ask: str
) -> None:
    zoe = expect_one(console, "Zoé")
    room.join("Zoé", participant=zoe, ask=ask)
    end(room, zoe, "place")
    assert refusal(room, "Zoé", ask=ask) == "access.token"
    assert room.join("Zoé", participant=zoe, ask=ask)[0] == zoe
    wait_until(lambda: console.of("participant")[zoe]["device"] is True)
