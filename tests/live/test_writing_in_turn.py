"""What writes to a database that takes one write at a time waits for its turn here, and not there."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.live.native import InTurn, here
from server.store.log import MemoryLog


def test_works_never_overlap() -> None:
    in_turn = InTurn(here)
    inside: list[int] = []
    most = 0

    def work() -> None:
        nonlocal most
        inside.append(1)
        most = max(most, len(inside))
        time.sleep(0.002)
        inside.pop()

    with ThreadPoolExecutor(8) as hands:
        for done in [hands.submit(in_turn, work) for _ in range(40)]:
            done.result()
    assert most == 1


def test_a_work_that_fails_lets_the_next_begin() -> None:
    in_turn = InTurn(here)

    def fail() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        in_turn(fail)
    assert in_turn(threading.get_ident) == threading.get_ident()


def test_a_log_in_memory_takes_any_number_of_writers() -> None:
    assert MemoryLog().one_writer is False
