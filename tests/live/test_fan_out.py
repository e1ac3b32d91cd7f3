"""What devices are told: turn by turn, after a gap, after a move, after a long absence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.room import Room
from tests.core.histories import PEOPLE, Move, made, moves, person
from tests.core.world import HOST
from tests.live.hall import Device, Hall, held, tables

Turn = tuple[list[Move], int]
turns = st.lists(st.tuples(st.lists(moves, min_size=1, max_size=4), st.integers(0, 11)), max_size=14)


def everybody(hall: Hall) -> list[Device]:
    people = [hall.seat(name) for name in (HOST, *PEOPLE, "amel")]
    return [*people, hall.seat(None, "screen"), hall.seat(None, "reader")]


def take(hall: Hall, turn: list[Move]) -> None:
    """Ask everything of a turn at once, so that it is decided together."""
    known = [entry.op for entry in hall.log.read("K7MPQ2")]
    for number, move in enumerate(turn):
        name, args, base = made(hall.room, move, f"r{len(known)}-{number}", known)
        hall.ask(person(move), hall.op(name, args, base))
    hall.turn()


@given(turns)
@settings(max_examples=250)
def test_r7_r8_whoever_comes_and_goes_holds_what_a_snapshot_would_give(history: list[Turn]) -> None:
    hall = tables(Hall(by_hand=True))
    devices = everybody(hall)
    for turn, who in history:
        if who < len(devices):
            device = devices[who]
            if device.sid in hall.devices:
                hall.cut(device)
            else:
                hall.enter(device)
        take(hall, turn)
        for device in devices:
            if device.sid in hall.devices:
                assert not device.behind
                assert held(device) == hall.sees(device), device.viewer
    for device in devices:
        if device.sid not in hall.devices:
            hall.enter(device)
            assert held(device) == hall.sees(device), device.viewer


@given(st.lists(moves, min_size=1, max_size=6))
def test_r6_a_device_is_never_sent_what_its_person_may_not_see(turn: list[Move]) -> None:
    hall = tables(Hall(by_hand=True))
    hall.answer(HOST, "room.set", reveal="never")
    devices = [device for device in everybody(hall) if device.viewer.seat != "facilitator"]
    mine = {device.sid: device.viewer.person for device in devices}
    take(hall, [move for move in turn if not _lifts_secrecy(move)])
    for device in devices:
        for frame in device.heard:
            for op in frame["ops"]:  # type: ignore[attr-defined]
                for change in op["changes"]:
                    if change[:2] == ["put", "card"]:
                        card, sat = (
                            change[3],
                            {"amel": "g1", "basile": "g1", "chloe": "g2"}.get(mine[device.sid] or ""),
                        )
                        now = hall.sees(device)["participant"].get(mine[device.sid] or "", {}).get("group")
                        own = card["author"] == mine[device.sid] and card["author"] is not None
                        assert own or card["group"] in (None, sat, now)


def _lifts_secrecy(move: Move) -> bool:
    return made(Room("K7MPQ2"), move, "fresh", ["none"])[0] == "room.set"


def test_r8_a_device_that_missed_a_frame_notices_it_at_the_next() -> None:
    hall = tables(Hall(by_hand=True))
    device = hall.seat("amel")
    del hall.devices[device.sid]
    hall.answer(HOST, "room.edit", title="Un")
    hall.devices[device.sid] = device
    hall.answer(HOST, "room.edit", title="Deux")
    assert device.behind
    hall.enter(device)
    assert held(device) == hall.sees(device)


def test_r8_a_short_absence_is_answered_with_what_was_missed_alone() -> None:
    hall = tables(Hall(by_hand=True))
    device = hall.seat("amel")
    hall.cut(device)
    hall.answer(HOST, "room.edit", title="Un autre titre")
    entered = hall.live.enter(device.sid, device.viewer, device.seq)
    assert entered.packed is None
    assert [len(op.changes) for frame in entered.frames for op in frame.ops] == [1]


def test_r8_a_device_ahead_of_the_room_gets_a_whole_snapshot() -> None:
    hall = tables(Hall(by_hand=True))
    device = hall.seat("amel")
    assert device.seq is not None
    assert hall.live.enter(device.sid, device.viewer, device.seq + 5).packed is not None


def test_r8_a_word_to_somebody_who_is_away_is_gone_when_it_was_taken_back() -> None:
    hall = tables(Hall(by_hand=True))
    device = hall.seat("amel")
    sent = hall.op("message.send", {"message": "m1", "to": "amel", "text": "Un mot"})
    hall.ask(HOST, sent)
    hall.turn()
    assert "m1" in device.records["message"]
    hall.cut(device)
    hall.answer(HOST, "op.undo", op=sent.id)
    hall.enter(device)
    assert held(device) == hall.sees(device)


def test_r7_who_moves_in_the_turn_that_takes_their_old_table_apart_keeps_nothing_of_it() -> None:
    hall = tables(Hall(by_hand=True))
    hall.answer(HOST, "room.set", reveal="never")
    device = hall.seat("amel")
    kind = hall.sees(hall.seat(HOST))["format"]["format"]["kinds"][0]["id"]  # type: ignore[index]
    for author, card, group in (
        ("basile", "gone", "g1"),
        ("basile", "hidden", "g1"),
        ("chloe", "theirs", "g2"),
    ):
        op = hall.op(
            "card.write", {"card": card, "group": group, "kind": kind, "text": "Un texte"}, id=f"write-{card}"
        )
        hall.ask(author, op)
        hall.turn()
    for name, args in (
        ("op.undo", {"op": "write-gone"}),
        ("card.hide", {"card": "hidden", "reason": "Hors sujet"}),
        ("room.set", {"reveal": "always"}),
        ("group.assign", {"participant": "amel", "group": "g2"}),
    ):
        hall.ask(HOST, hall.op(name, args))
    hall.turn()
    assert set(held(device)["card"]) == {"theirs"}
    assert held(device) == hall.sees(device)


def test_a_turn_is_one_frame_a_device() -> None:
    hall = tables(Hall(by_hand=True))
    device = hall.seat("amel")
    for number in range(20):
        hall.ask(HOST, hall.op("group.add", {"group": f"g{10 + number}", "name": "Table"}))
    hall.turn()
    assert len(device.heard) == 1
    assert len(device.heard[0]["ops"]) == 20  # type: ignore[arg-type]


def test_r8_a_class_that_was_told_nothing_of_a_turn_sees_no_gap() -> None:
    hall = tables(Hall(by_hand=True))
    hall.answer(HOST, "room.set", reveal="never")
    screen = hall.seat(None, "screen")
    kind = hall.sees(hall.seat(HOST))["format"]["format"]["kinds"][0]["id"]  # type: ignore[index]
    hall.answer("amel", "card.write", card="c1", group="g1", kind=kind, text="Entre nous")
    assert screen.heard == []
    hall.answer(HOST, "room.edit", title="Un autre titre")
    assert not screen.behind
    assert held(screen) == hall.sees(screen)


def test_r13_a_device_that_goes_while_it_is_told_takes_nobody_with_it() -> None:
    hall = tables(Hall(by_hand=True))
    first, second = hall.seat("amel"), hall.seat("amel")
    other = hall.seat("basile")
    told = hall.send

    def send(sids: object, body: bytes) -> None:
        gone = [d for d in (first, second) if d.sid in sids]  # type: ignore[operator]
        for device in gone:
            hall.cut(device)
        told(sids, body)  # type: ignore[arg-type]

    hall.live.fan_out._send = send
    assert hall.answer(HOST, "message.send", message="m1", to="amel", text="Un mot").ok is not None
    assert hall.answer(HOST, "room.edit", title="Un autre titre").ok is not None
    assert held(other) == hall.sees(other)
    assert len(hall.live.fan_out) == 1
