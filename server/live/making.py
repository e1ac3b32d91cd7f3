"""Publications in the making: asked for here, written by a process beside, kept as long as they are of now.

One is made at a time, so that a small machine keeps its processors for the rooms. The same wish is
made once, whoever else has it; one that nobody waits for any more is stopped.
"""

import re
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from os import getpgid, killpg
from pathlib import Path
from typing import Literal

import msgspec
import structlog

from server.core.refusals import Code, Refused
from server.core.text import Language
from server.live.ids import new_id
from server.live.native import Native, Spawn

Phase = Literal["waiting", "reading", "composing", "writing", "done", "failed"]

PATIENCE = 120.0
"""Seconds after which what is still not made is given up."""

LINGERS = 90.0
"""Seconds that the writing process waits for more before it is let go."""

KEPT = 900.0
"""Seconds that what was made is kept for who asks for the same again."""

MOST_WAITING = 24
MOST_BYTES = 512 * 1024 * 1024
LOOK_EVERY = 0.04

FORGOTTEN = 86_400.0
"""Seconds after which what another machine had made is erased, should nobody there do so."""

MOST_OF_HOST = 100
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]")

logger = structlog.get_logger()


class Wish(msgspec.Struct, frozen=True):
    """What somebody wants: a room at a sequence number, in a form and a language; `small` for a preview.

    Without `names`, nobody is named in it.
    """

    room: str
    seq: int
    form: str
    language: Language
    small: bool = False
    names: bool = True


class Making:
    """One publication in the making, or made."""

    def __init__(self, wish: Wish, folder: Path) -> None:
        self.id = new_id()
        self.wish = wish
        self.folder = folder
        self.phase: Phase = "waiting"
        self.why: Code | None = None
        self.media = self.name = ""
        self.watchers = 1
        self.size = 0
        self.touched = self.made_at = time.monotonic()
        self.ended = threading.Event()

    @property
    def file(self) -> Path:
        """Where it is, once it is made."""
        return self.folder / "made"


class Makings:
    """Every publication that this process was asked for."""

    def __init__(
        self,
        launch: Callable[[], "subprocess.Popen[bytes]"],
        native: Native,
        spawn: Spawn,
        folder: Path,
        database: str,
        files: Path,
    ) -> None:
        self._launch = launch
        self._native = native
        self._spawn = spawn
        self._folder = folder
        self._job = {"database": database, "files": str(files)}
        self._process: subprocess.Popen[bytes] | None = None
        self._known: dict[Wish, Making] = {}
        self._queue: deque[Making] = deque()
        self._gate = threading.Lock()
        self._running = False

    # --- asking -----------------------------------------------------------------------------------

    def ask(self, wish: Wish) -> Making:
        """Give the making of a wish, begun where it was not; Refused where too many wait."""
        self._let_go_if_lost(self._known.get(wish))
        with self._gate:
            known = self._known.get(wish)
            if known is not None and known.phase != "failed":
                known.watchers += 1
                known.touched = time.monotonic()
                return known
            if len(self._queue) >= MOST_WAITING:
                raise Refused("publication.busy")
            made = Making(wish, self._folder / wish.room / new_id())
            self._known[wish] = made
            self._queue.append(made)
            start, self._running = not self._running, True
        if start:
            self._spawn(self._run)
        return made

    def wait(self, wish: Wish) -> Making:
        """Give a wish once it is made; Refused where it cannot be."""
        made = self.ask(wish)
        if not made.ended.wait(PATIENCE * 2) or made.phase != "done":
            raise Refused(made.why or "publication.failed")
        return made

    def recent(self, wish: Wish, age: float) -> Making:
        """Give what was made of a wish for an earlier state of the room, where it is younger than `age` seconds."""
        same = [
            made
            for made in list(self._known.values())
            if msgspec.structs.replace(made.wish, seq=wish.seq) == wish
            and made.phase == "done"
            and time.monotonic() - made.made_at < age
        ]
        newest = max(same, key=lambda made: made.wish.seq, default=None)
        return self.wait(wish) if newest is None or self._let_go_if_lost(newest) else newest

    def _let_go_if_lost(self, made: Making | None) -> bool:
        """Forget what was made and is on the disk no more, whoever erased it; give whether it was so."""
        if made is None or made.phase != "done" or self._native(made.file.exists):
            return False
        with self._gate:
            if self._known.get(made.wish) is made:
                del self._known[made.wish]
        return True

    def find(self, room: str, id: str) -> Making:
        """Give a making by its id; Refused where there is none of this room."""
        for made in list(self._known.values()):
            if made.id == id and made.wish.room == room:
                made.touched = time.monotonic()
                return made
        raise Refused("record.unknown", kind="making", id=id[:40])

    def ahead(self, made: Making) -> int:
        """How many are made before this one begins."""
        waiting = list(self._queue)
        return waiting.index(made) + 1 if made in waiting else 0

    def give_up(self, made: Making) -> None:
        """Stop waiting for something; it is stopped where nobody else waits."""
        with self._gate:
            made.watchers -= 1
            if made.watchers > 0 or made.ended.is_set():
                return
            made.why = "publication.stopped"
            if made in self._queue:
                self._queue.remove(made)
                self._end(made, "failed")

    def forget(self, room: str) -> None:
        """Let nothing that was made of a room stay: it was erased, or something in it was."""
        with self._gate:
            for wish, made in list(self._known.items()):
                if wish.room == room:
                    made.why = "publication.stopped"
                    if made in self._queue:
                        self._queue.remove(made)
                    if made.phase != "done":
                        self._end(made, "failed")
                    del self._known[wish]
        self._native(lambda: shutil.rmtree(self._folder / room, ignore_errors=True))

    def forget_everywhere(self, room: str) -> None:
        """Let nothing stay either that others had made of a room, whether they still run or not."""
        self.forget(room)
        self._native(lambda: _erase_made(self._folder.parent, room))

    def tidy_left(self, alive: Callable[[int], bool]) -> None:
        """Erase what processes that are no more had made."""
        self._native(lambda: tidy_folder(self._folder.parent, self._folder.name, alive))

    # --- making -----------------------------------------------------------------------------------

    def _run(self) -> None:
        """Make what waits, then stay a while for what comes; one such loop at a time."""
        quiet_since = time.monotonic()
        while True:
            with self._gate:
                made = self._queue.popleft() if self._queue else None
                if made is None and time.monotonic() - quiet_since > LINGERS:
                    self._running = False
                    break
            if made is None:
                time.sleep(LOOK_EVERY)
                continue
            self._make(made)
            self.tidy(made)
            quiet_since = time.monotonic()
        self._let_go()

    def _make(self, made: Making) -> None:
        try:
            self._native(lambda: self._hand_over(made))
            self._follow(made)
        except OSError as error:
            # Also where its room was erased, and its folder with it, while this looked into it.
            logger.warning("publication.not-made", error=type(error).__name__)
            self._finish(made, made.why or "publication.failed")

    def _follow(self, made: Making) -> None:
        """Look how far the writing process is until it has made what it was told, or has not."""
        until = time.monotonic() + PATIENCE
        while True:
            time.sleep(LOOK_EVERY)
            said = self._look(made.folder)
            if said.failed is not None:
                return self._finish(made, said.failed)
            if said.done is not None:
                made.media, made.name = said.done.media, said.done.name
                made.size = made.file.stat().st_size
                return self._finish(made, None)
            made.phase = said.phase
            late = time.monotonic() > until
            if made.why is not None or late or self._process is None or self._process.poll() is not None:
                self._kill()
                if late:
                    logger.warning("publication.too-slow", form=made.wish.form)
                return self._finish(made, made.why or "publication.failed")

    def _hand_over(self, made: Making) -> None:
        """Tell the writing process what to make, starting it where it is not there."""
        made.folder.mkdir(parents=True, mode=0o700)
        job = {**self._job, **msgspec.structs.asdict(made.wish)}
        (made.folder / "job.json").touch(mode=0o600)
        (made.folder / "job.json").write_bytes(msgspec.json.encode(job))
        if self._process is None or self._process.poll() is not None:
            self._process = self._launch()
        pipe = self._process.stdin
        if pipe is None:
            raise OSError
        pipe.write(f"{made.folder}\n".encode())
        pipe.flush()

    @staticmethod
    def _look(folder: Path) -> "Seen":
        """See how far the writing process is, by the files that it leaves."""
        if (folder / "failed").exists():
            said = (folder / "failed").read_text("utf-8")
            return Seen(failed=said)  # type: ignore[arg-type]
        if (folder / "done.json").exists():
            return Seen(done=msgspec.json.decode((folder / "done.json").read_bytes(), type=Named))
        try:
            return Seen(phase=(folder / "phase").read_text("utf-8"))  # type: ignore[arg-type]
        except OSError:
            return Seen()

    def _finish(self, made: Making, why: Code | None) -> None:
        with self._gate:
            made.why = why
            self._end(made, "failed" if why else "done")

    def _end(self, made: Making, phase: Phase) -> None:
        made.phase = phase
        made.touched = made.made_at = time.monotonic()
        made.ended.set()

    def _kill(self) -> None:
        """End the writing process with all that it started; the next wish starts another."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            killpg(getpgid(process.pid), signal.SIGKILL)
            process.poll()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()

    def tidy(self, newest: Making | None = None) -> None:
        """Drop what is old, what is overtaken, and what is more than the disk should hold."""
        now, kept = time.monotonic(), 0
        with self._gate:
            ended = sorted(
                ((wish, made) for wish, made in self._known.items() if made.ended.is_set()),
                key=lambda item: -item[1].touched,
            )
            gone = []
            for wish, made in ended:
                kept += made.size
                if made is not newest and (now - made.touched > KEPT or kept > MOST_BYTES):
                    gone.append(made)
                    del self._known[wish]
        for made in gone:
            self._native(lambda made=made: shutil.rmtree(made.folder, ignore_errors=True))  # type: ignore[misc]


class Named(msgspec.Struct, frozen=True):
    """What the writing process says of what it made."""

    media: str
    name: str


class Seen(msgspec.Struct, frozen=True):
    """How far a making was seen to be."""

    phase: Phase = "reading"
    done: Named | None = None
    failed: Code | None = None


def folder_name(host: str, pid: int, start: int) -> str:
    """Name the folder of a process: several machines may share the disk, and a container's first is always 1."""
    return f"{_NOT_IN_NAMES.sub('_', host)[:MOST_OF_HOST]}-{pid}-{start}"


def tidy_folder(folder: Path, own: str, alive: Callable[[int], bool]) -> None:
    """Erase what processes that are no more had made; `own` is the name of this process's folder.

    Of another machine nobody here knows which processes live: what is a day old there is wanted by none.
    """
    for old in folder.glob("*"):
        if old.name != own and _is_left(old, own, alive):
            shutil.rmtree(old, ignore_errors=True)


def _erase_made(folder: Path, room: str) -> None:
    """Erase what was made of a room by any process; what one is still making it gives up by itself."""
    for done in folder.glob(f"*/{room}/*/done.json"):
        shutil.rmtree(done.parent, ignore_errors=True)


def _is_left(old: Path, own: str, alive: Callable[[int], bool]) -> bool:
    host, pid, _ = own.rsplit("-", 2)
    # Earlier versions named them by the number alone.
    named = re.fullmatch(r"(\d+)|(.*)-(\d+)-\d+", old.name)
    if named is not None and named[2] in (host, None):
        number = named[1] or named[3]
        return number == pid or not alive(int(number))
    return _newest(old) < time.time() - FORGOTTEN


def _newest(folder: Path) -> float:
    """When something in a folder was last written."""
    newest = 0.0
    for path in (folder, *folder.rglob("*")):
        with suppress(FileNotFoundError):
            newest = max(newest, path.stat().st_mtime)
    return newest
