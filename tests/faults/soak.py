"""A day's work in minutes: a room of a hundred writes what it would in eight hours, and the server must not swell.

`python -m tests.faults.soak --minutes 15`. Prints, and gives, what the server used after each tenth.
"""

import argparse
import os
import signal
import tempfile
import time
from pathlib import Path

import msgspec
import psutil

from bench import hall, load
from bench.crowd import Crowd
from tests.faults.servers import Forked, Nursery

DEVICES = 100
OPS = 12_000
"""In eight hours: one from everybody each four minutes."""


class Tenth(msgspec.Struct, frozen=True):
    """What the server used at the end of a tenth of the day."""

    ops: int
    megabytes: float
    handles: int
    tasks: int


class Day(msgspec.Struct, frozen=True):
    """What a day came to."""

    minutes: float
    devices: int
    ops: int
    lost: int
    doubled: int
    refused: int
    returns: int
    """How often the whole hall lost its network and came back."""

    log_megabytes: float
    tenths: list[Tenth]

    @property
    def growth(self) -> float:
        """By what part memory grew from the end of the first tenth to the end of the day."""
        return self.tenths[-1].megabytes / self.tenths[0].megabytes - 1


def hold(minutes: float, ops: int = OPS) -> Day:
    """Hold a day of `ops` ops in so many minutes."""
    with tempfile.TemporaryDirectory() as folder, Nursery() as nursery:
        data = Path(folder) / "var"
        seated = hall.build(data, DEVICES)
        with Forked(nursery, data) as server:
            crowd = Crowd(server.port)
            crowd.connect([person.token for person in seated.people], at_once=20)
            day = _lived(server, crowd, seated, minutes, ops)
            crowd.close()
    return day


def _lived(server: Forked, crowd: Crowd, seated: hall.Hall, minutes: float, ops: int) -> Day:
    a_tenth, rate = ops // 10, ops / (minutes * 60)
    tenths, lost, doubled, refused = [], 0, 0, 0
    for number in range(10):
        figures = load.run(crowd, server.pid, seated.say, rate, a_tenth, number * a_tenth, 30.0)
        lost, doubled, refused = lost + figures.lost, doubled + figures.doubled, refused + figures.refused
        if number % 3 == 1:
            crowd.come_back(time.perf_counter())
        tenths.append(_used(server, crowd, (number + 1) * a_tenth))
        print(tenths[-1], flush=True)
    size = sum(file.stat().st_size for file in server.data.glob("recolte.db*")) / 1e6
    return Day(minutes, DEVICES, ops, lost, doubled, refused, 3, round(size, 1), tenths)


def _used(server: Forked, crowd: Crowd, ops: int) -> Tenth:
    """What the server holds now, once it has come to rest; the devices go on answering its pings."""
    crowd.until(lambda: False, 1.0)
    told = server.data / "tasks"
    told.unlink(missing_ok=True)
    os.kill(server.pid, signal.SIGUSR2)
    if not crowd.until(lambda: told.exists() and bool(told.read_text()), 20):
        raise TimeoutError("the server does not say how many tasks it has")
    process = psutil.Process(server.pid)
    return Tenth(
        ops, round(process.memory_info().rss / 1e6, 1), process.num_fds(), int(told.read_text() or "0")
    )


def main() -> None:
    """Hold a day and say what it came to."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--minutes", type=float, default=15.0)
    wanted.add_argument("--ops", type=int, default=OPS)
    given = wanted.parse_args()
    day = hold(given.minutes, given.ops)
    print(msgspec.json.encode(day).decode())
    print(f"memory {day.growth:+.1%} from the first tenth to the last")


if __name__ == "__main__":
    main()
