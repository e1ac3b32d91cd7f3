"""The bench itself: it counts what is lost and what comes twice, and a small round runs on the real server."""

import pytest

from bench import wire
from bench.crowd import Crowd, Device
from bench.load import spread
from bench.rounds import bare_round, house_round


def frame(prev: int, seq: int, *ops: int) -> bytes:
    told = ",".join(f'{{"id":"b{number:011d}","by":null,"at":0,"changes":[]}}' for number in ops)
    return f'42["frame",{{"prev":{prev},"seq":{seq},"ops":[{told}]}}]'.encode()


def test_a_frame_says_what_it_follows_and_which_ops_it_tells() -> None:
    assert wire.read_frame(frame(3, 5, 7, 8)) == wire.Frame(3, 5, (7, 8))


@pytest.mark.parametrize("size", [5, 125, 126, 65_535, 65_536])
def test_messages_of_every_length_are_cut_where_they_end(size: int) -> None:
    payload = b"x" * size
    if size < 126:
        head = bytes([wire.TEXT, size])
    elif size < 65_536:
        head = bytes([wire.TEXT, 126]) + size.to_bytes(2, "big")
    else:
        head = bytes([wire.TEXT, 127]) + size.to_bytes(8, "big")
    whole = head + payload
    assert wire.cut(whole + b"rest") == (wire.TEXT, payload, b"rest")
    assert wire.cut(whole[:-1]) is None


class Unconnected:
    """A device that never connects: what arrives is handed to it."""

    def __init__(self, crowd: Crowd, ops: int) -> None:
        self.device = Device(None, "", ops)  # type: ignore[arg-type]
        self._crowd = crowd

    def hear(self, payload: bytes) -> None:
        self._crowd._frame(self.device, payload)


def test_what_comes_twice_or_out_of_order_is_noticed() -> None:
    crowd = Crowd(0, 3)
    heard = Unconnected(crowd, 3)
    heard.hear(frame(0, 1, 0))
    heard.hear(frame(0, 1, 0))
    heard.hear(frame(2, 3, 2))
    assert list(heard.device.seen) == [2, 0, 1]
    assert crowd.gaps == 1


def test_percentiles_are_those_of_the_times() -> None:
    times = spread([number / 1000 for number in range(100)])
    assert (times.p50, times.p95, times.p99, times.most) == (50.0, 95.0, 99.0, 99.0)


@pytest.mark.slow
def test_a_small_round_loses_and_doubles_nothing() -> None:
    found = house_round(devices=5, rate=20, ops=20).figures
    assert found.deliveries == 100
    assert (found.lost, found.doubled, found.refused, found.gaps) == (0, 0, 0, 0)


@pytest.mark.slow
def test_the_bare_broadcast_takes_the_same_load() -> None:
    found = bare_round(devices=5, rate=20, ops=20).figures
    assert (found.deliveries, found.lost) == (100, 0)
