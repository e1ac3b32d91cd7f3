"""Asking devices whether they are still there: each once for every answer, over its line where it has one."""

import time

import pytest
from engineio import packet
from flask import Flask
from flask_socketio import SocketIO

from server.web.pings import LONGEST_TAKING, PING, Device, Pings


class Lines:
    """What was written on a line; `full` where it takes no more."""

    def __init__(self, *, full: bool = False) -> None:
        self.written: list[bytes] = []
        self._full = full

    def write(self, frame: bytes) -> bool:
        self.written.append(frame)
        return not self._full


def device(pings: Pings, line: Lines | None = None) -> Device:
    io = SocketIO(Flask(__name__), async_mode="threading", monitor_clients=False)
    io.server.eio.pings = pings
    made = Device(io.server.eio, "sid")
    made.upgraded = line is not None
    made.direct = line
    return made


def test_a_device_is_asked_over_its_line_once_for_every_answer() -> None:
    pings, line = Pings(0), Lines()
    phone = device(pings, line)
    phone.schedule_ping()
    phone.schedule_ping()  # an answer to nothing
    pings.ask_due()
    pings.ask_due()
    assert line.written == [PING]
    phone.schedule_ping()
    pings.ask_due()
    assert line.written == [PING, PING]
    assert phone.queue.empty()


def test_nobody_is_asked_before_their_time() -> None:
    pings, line = Pings(60), Lines()
    device(pings, line).schedule_ping()
    pings.ask_due()
    assert line.written == []


def test_a_device_without_a_line_is_asked_the_ordinary_way() -> None:
    pings = Pings(0)
    phone = device(pings)
    phone.schedule_ping()
    pings.ask_due()
    assert [found.encode() for found in phone.poll()] == [packet.Packet(packet.PING).encode()]


def test_a_device_that_does_not_answer_is_found_out() -> None:
    pings, line = Pings(0), Lines()
    phone = device(pings, line)
    phone.schedule_ping()
    pings.ask_due()
    assert phone.last_ping is not None
    phone.server._trigger_event = lambda *_, **__: None
    phone.last_ping -= phone.server.ping_timeout + 1
    assert not phone.check_ping_timeout()
    assert phone.closed


@pytest.mark.parametrize("hours", [-1, 1])
def test_r17_a_clock_that_is_set_anew_lets_nobody_go_and_keeps_nobody(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pings = Pings(0)
    phone, silent = device(pings, Lines()), device(pings, Lines())
    for one in (phone, silent):
        one.schedule_ping()
        one.server._trigger_event = lambda *_, **__: None
    pings.ask_due()
    set_anew = time.time() + hours * 3_600
    monkeypatch.setattr(time, "time", lambda: set_anew)
    assert phone.check_ping_timeout()
    later = time.monotonic() + silent.server.ping_timeout + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert not silent.check_ping_timeout()


def test_a_device_that_was_sent_much_may_still_be_taking_it_in() -> None:
    pings, line = Pings(0), Lines()
    phone = device(pings, line)
    phone.server._trigger_event = lambda *_, **__: None
    phone.send(packet.Packet(packet.MESSAGE, b"x" * 70_000))
    phone.schedule_ping()
    pings.ask_due()
    assert phone.last_ping is not None
    phone.last_ping -= phone.server.ping_timeout + 1
    assert phone.check_ping_timeout()
    phone._receives_until -= LONGEST_TAKING
    assert not phone.check_ping_timeout()
    assert phone.closed


def test_who_has_gone_is_not_asked() -> None:
    pings, line = Pings(0), Lines()
    phone = device(pings, line)
    phone.schedule_ping()
    phone.closed = True
    pings.ask_due()
    assert line.written == []


def test_what_waits_for_a_device_with_a_line_is_given_up_to_its_end() -> None:
    phone = device(Pings(0), Lines())
    first, second = packet.Packet(packet.MESSAGE, "a"), packet.Packet(packet.MESSAGE, "b")
    for waiting in (first, second, None):
        phone.queue.put(waiting)
    assert phone.poll() == [first, second]
    assert phone.poll() == []
