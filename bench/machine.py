"""What the machine says of a process, and which core each side has to itself."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CROWD_CORE = CORES[0], CORES[-1]

QUIET = 0.15
"""The part of the cores that other things may use without the times being theirs."""


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Do something on one core; processes started meanwhile stay there."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def memory(pid: int) -> int:
    """The bytes of memory that a process has in use."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def processor_seconds(pid: int) -> float:
    """The seconds of processor time that a process has used, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy_seconds() -> float:
    """The seconds for which the cores in use by the bench were busy, with anything at all."""
    busy = 0
    for line in Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name in {f"cpu{SERVER_CORE}", f"cpu{CROWD_CORE}"}:
            # user, nice, system, and the time spent on interrupts; not idle, nor waiting for the disk
            busy += sum(int(ticks[column]) for column in (0, 1, 2, 5, 6))
    return busy / os.sysconf("SC_CLK_TCK")


def described() -> str:
    """The machine in general terms: what a reader needs to compare with their own."""
    megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_048_576
    ordinary = os.sched_getscheduler(0) == os.SCHED_OTHER
    return (
        f"{len(CORES)} cores, {round(megabytes / 1024)} GB, {platform.system()}, "
        f"Python {platform.python_version()}; the server on one core, the devices on another, loopback"
        f"{'' if ordinary else ', at real-time priority'}"
    )
