"""`python -m server.worker`: writes publications beside the server, so that no room waits for one.

A native thread would not do: composing a hundred pages holds the interpreter's lock for seconds. The
server starts this process when the first publication is asked for, and sends one folder a line, in
which `job.json` says what to make. The answer is files in that folder: `phase`, then `made` with
`done.json`, or `failed`. The log is the truth, so nothing else has to be handed over. Where the
server ends, its end of the pipe closes and this process ends too, whatever it was making.
"""

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import msgspec

from server.core import journal
from server.core.records import File
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Language
from server.publish import ARCHIVE, Published, archived, published
from server.publish.nameless import known_names
from server.publish.outline import Options
from server.store.database import Database
from server.store.errors import Unavailable
from server.store.files import Files
from server.store.log import SqlLog

POLITE = 10
"""How far the process stands back where the processor is asked for by the rooms too."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to make: a room as it was at a sequence number, in a form and a language.

    `small` takes small pictures, for a preview; without `names`, nobody is named.
    """

    database: str
    files: str
    room: str
    seq: int
    form: str
    language: Language
    small: bool = False
    names: bool = True


class Done(msgspec.Struct, frozen=True):
    """What was made beside its bytes."""

    media: str
    name: str


def main() -> int:
    """Make what is asked for, one after the other, until there is nobody to ask."""
    os.nice(POLITE)
    asked: queue.Queue[str] = queue.Queue()
    threading.Thread(target=listen, args=(asked,), daemon=True).start()
    while True:
        work(Path(asked.get()))


def listen(asked: "queue.Queue[str]") -> None:
    """Take in what is asked; leave at once where the server has gone."""
    for line in sys.stdin:
        asked.put(line.rstrip("\n"))
    os._exit(0)


def work(folder: Path) -> None:
    """Make what a folder asks for, and say there how it went."""

    def say(name: str, text: str) -> None:
        part = folder / f"{name}.part"
        part.write_text(text, "utf-8")
        part.replace(folder / name)

    try:
        job = msgspec.json.decode((folder / "job.json").read_bytes(), type=Job)
        made = make(job, lambda phase: say("phase", phase))
        (folder / "made").write_bytes(made.body)
        say("done.json", msgspec.json.encode(Done(made.media, made.name)).decode())
    except Refused as refused:
        say("failed", refused.code)
    except Unavailable:
        say("failed", "storage.unavailable")
    except Exception:  # noqa: BLE001 - whatever it was, the one who waits is told
        # The trace names lines of ours and no text of anybody: `format_exc` would quote values.
        frames = traceback.extract_tb(sys.exc_info()[2])
        sys.stderr.write("worker.failed " + " < ".join(f"{f.name}:{f.lineno}" for f in frames[::-1]) + "\n")
        sys.stderr.flush()
        say("failed", "publication.failed")


def make(job: Job, said: Callable[[str], None]) -> Published:
    """Read the room from its log and write it."""
    said("reading")
    database = Database(job.database)
    try:
        log = SqlLog(database).read(job.room)
    finally:
        database.close()
    entries = [entry for entry in log if entry.seq <= job.seq]
    room = journal.replay(job.room, entries)
    files = _contents(Files(Path(job.files)), room, small=job.small)
    if job.form == ARCHIVE:
        said("writing")
        return archived(room, entries, files)
    # Of people who came later, or corrected their name since, an older version may speak already.
    options = None if job.names else Options(hidden=known_names(log))
    return published(job.form, room, files, job.language, options, said)


def _contents(files: Files, room: Room, *, small: bool) -> dict[str, bytes]:
    """The pictures of a room; one that is gone from the disk is left out."""
    found = {}
    for file in room.all(File):
        try:
            found[file.id] = files.read(room.code, file.id, small=small)
        except Refused:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
