"""Starts real servers quickly, and can make one of them fail at a chosen place.

A process that has read all modules forks a server for each order on its stdin, so that a server that
was killed is back in a moment. Whatever makes a server fail is put in here, from outside: the product
has no such hooks. Orders and answers are JSON lines.
"""

import gc
import json
import os
import posix
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402
import greenlet  # noqa: E402

eventlet.monkey_patch()

from server import __main__ as commands  # noqa: E402
from server import app  # noqa: E402
from server.core.asking import Entry  # noqa: E402
from server.live import live_room  # noqa: E402
from server.live.fan_out import FanOut  # noqa: E402
from server.store.errors import Unavailable  # noqa: E402
from server.store.log import SqlLog  # noqa: E402
from server.web.limits import Bucket  # noqa: E402

PHASES = ("before-write", "in-write", "before-frame", "before-answer", "after-answer")


def die() -> None:
    """End as a power cut does: nothing is finished, nothing said."""
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """Lets something happen at the nth op that a client wrote."""

    def __init__(self, after: int) -> None:
        self.left = after

    def is_over(self) -> bool:
        self.left -= 1
        return self.left == 0


def die_at(phase: str, after: int) -> None:
    """Let this server die in one phase of the turn that writes the nth batch of ops."""
    countdown = Countdown(after)
    append, tell, taken = SqlLog.append, FanOut.tell, live_room.LiveRoom._taken

    def failing_append(self: SqlLog, code: str, entries: Sequence[Entry]) -> None:
        last = countdown.is_over()
        if last and phase == "before-write":
            die()
        if last and phase == "in-write":
            with self._database.writing() as connection:
                for entry in entries:
                    from sqlalchemy import insert

                    from server.store.log import _row
                    from server.store.tables import log

                    connection.execute(insert(log), [_row(code, entry)])
                die()
        append(self, code, entries)

    def failing_tell(self: FanOut, *given: object) -> None:
        if countdown.left == 0 and phase == "before-frame":
            die()
        tell(self, *given)  # type: ignore[arg-type]

    def failing_taken(self: live_room.LiveRoom, batch: Sequence[live_room.Waiting]) -> object:
        answered = taken(self, batch)
        if countdown.left == 0 and phase == "before-answer":
            die()
        if countdown.left == 0 and phase == "after-answer":
            eventlet.spawn_after(0.02, die)
        return answered

    SqlLog.append = failing_append  # type: ignore[method-assign]
    FanOut.tell = failing_tell  # type: ignore[method-assign]
    live_room.LiveRoom._taken = failing_taken  # type: ignore[method-assign, assignment]


def fail_while(sign: Path) -> None:
    """Let every write fail for as long as a file is there, as on a full disk."""
    append = SqlLog.append

    def failing(self: SqlLog, code: str, entries: Sequence[Entry]) -> None:
        if sign.exists():
            raise Unavailable("database or disk is full")
        append(self, code, entries)

    SqlLog.append = failing  # type: ignore[method-assign]


def hasten(speed: float) -> None:
    """Let the limits know that a second of the devices is less than one of ours."""
    begin = Bucket.__init__

    def quicker(self: Bucket, rate: float, burst: float, **given: Callable[[], float]) -> None:
        begin(self, rate * speed, burst, **given)

    Bucket.__init__ = quicker  # type: ignore[method-assign]


def count_tasks() -> None:
    """Write down how many green threads there are whenever SIGUSR2 asks."""

    def count(*_: object) -> None:
        gc.collect()
        told = Path(os.environ["DATA_DIR"]) / "tasks"
        told.write_text(
            str(sum(isinstance(one, greenlet.greenlet) and not one.dead for one in gc.get_objects()))
        )

    signal.signal(signal.SIGUSR2, count)


def serve(order: dict[str, object]) -> int:
    """Become a server, as `python -m server` would be one."""
    os.environ.update(order["env"])  # type: ignore[call-overload]
    speed = float(str(order.get("speed", 1)))
    if speed != 1:
        # The library tells devices whole seconds; with some grace they are never told none.
        app.PING_EVERY = (app.PING_EVERY / speed, 0.5)  # type: ignore[assignment]
        app.PING_PATIENCE /= speed  # type: ignore[assignment]
        hasten(speed)
    count_tasks()
    if "die" in order:
        phase, after = order["die"]  # type: ignore[misc]
        die_at(phase, after)
    if "fails" in order:
        fail_while(Path(str(order["fails"])))
    return commands.main([])


def fork(order: dict[str, object], child: Callable[[dict[str, object]], int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    log = posix.open(str(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = posix.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    status = 1
    try:
        status = child(order)
    except Exception:
        # Nobody else would say it: this process ends here.
        traceback.print_exc()
        raise
    finally:
        os._exit(status)


def main() -> None:
    """Take orders until stdin ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    posix.write(1, b'{"ready": true}\n')
    waiting = b""
    while data := posix.read(0, 65_536):
        *lines, waiting = (waiting + data).split(b"\n")
        for line in lines:
            pid = fork(json.loads(line), serve)
            posix.write(1, json.dumps({"pid": pid}).encode() + b"\n")


if __name__ == "__main__":
    sys.modules["tests.faults.launch"] = sys.modules["__main__"]
    time.sleep(0)
    main()
