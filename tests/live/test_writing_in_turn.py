"""What writes to a database that takes one write at a time waits for its turn here, and not there."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.live.native import Few, InTurn, Native, here
from server.store.memory_log import MemoryLog


@pytest.mark.parametrize(("native", "at_once"), [(InTurn(here), 1), (Few(3), 3)])
def test_no_more_works_overlap_than_may(native: Native, at_once: int) -> None:
    inside: list[int] = []
    most = 0

    def work() -> None:
        nonlocal most
        inside.append(1)
        most = max(most, len(inside))
        time.sleep(0.002)
        inside.pop()

    with ThreadPoolExecutor(8) as hands:
        for done in [hands.submit(native, work) for _ in range(40)]:
            done.result()
    assert most == at_once


def test_a_work_that_fails_lets_the_next_begin() -> None:
    in_turn = InTurn(here)

    def fail() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        in_turn(fail)
    assert in_turn(threading.get_ident) == threading.get_ident()


def test_a_log_in_memory_takes_any_number_of_writers() -> None:
    assert MemoryLog().one_writer is False
