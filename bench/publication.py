"""`python -m bench.publication`: how long a large publication takes, and what the room feels of it meanwhile.

A room of 2,000 cards and 40 boards is published in every form while twelve people go on writing in it:
once by the process beside the server, once in a native thread of the server, as it might have been.
"""

import io
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw

from bench.machine import CORES
from server import app
from server.core.records import Criterion, Experience
from server.live.house import hash_of, new_token
from server.live.making import Making, Makings, Wish
from server.publish import FORMS
from server.store.database import Database
from server.store.files import Files
from server.store.log import Grant, SqlLog
from server.worker import Job, make
from tests.core.world import HOST
from tests.house import Server
from tests.publish.days import Held

RESULTS = Path(__file__).parent / "results"
CARDS, STATEMENTS, BOARDS, PEOPLE = 2_000, 120, 40, 12
PACE = 0.4
"""Seconds between two ops of one person: 30 ops a second in the room."""

AT_REST = 12.0
"""Seconds for which the room is measured before anything is published."""

WORDS = (
    "Deux heures par atelier, pas plus, avec le café et la garde d’enfants sur place : on a vu revenir des "
    "familles qui ne venaient plus depuis un an. Carte {n}."
)


class Took(msgspec.Struct, frozen=True):
    """One form: the seconds until it could be fetched, its bytes, and the ops meanwhile (milliseconds)."""

    form: str
    seconds: float
    size: int
    p95: float
    rise: float


def day() -> Held:
    """Hold a day as large as the largest that is promised."""
    held = Held()
    for n in range(PEOPLE):
        held.join(f"p{n}")
        held.table(f"g{n}", f"p{n}")
    criteria, experiences = ([one.id for one in held.room.all(kind)] for kind in (Criterion, Experience))
    for n in range(CARDS):
        where = {"criterion": criteria[n % len(criteria)], "experience": experiences[n % len(experiences)]}
        held.card(f"p{n % PEOPLE}", f"c{n}", WORDS.format(n=n), **where)
    for n in range(STATEMENTS):
        cards = [f"c{n * 8 + k}" for k in range(6)]
        said = {"statement": f"s{n}", "criterion": criteria[n % len(criteria)], "text": WORDS.format(n=n)}
        held.ask(HOST, "statement.write", cards=cards, **said)
    for n in range(BOARDS):
        file = held.add_file(picture(n))
        held.ask(HOST, "board.add", board=f"b{n}", file=file, caption=f"Planche {n}", alt=WORDS.format(n=n))
    return held


def picture(n: int) -> bytes:
    """Draw a board as a photograph of one is kept: 2,560 pixels wide, some hundred kilobytes."""
    image = Image.effect_noise((2560, 1707), 6).convert("RGB")
    pen = ImageDraw.Draw(image)
    for line in range(60):
        pen.line((40 * line, 100 + n * 7, 2560 - 30 * line, 1600), fill=(23, 27 + line, 43), width=9)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=86)
    return made.getvalue()


def write_down(held: Held, data: Path) -> tuple[str, dict[str, str]]:
    """Put the room where a server finds it; give the facilitator's token, and everybody's."""
    data.mkdir(parents=True, exist_ok=True)
    tokens = {id: new_token() for id in (HOST, *(f"p{n}" for n in range(PEOPLE)))}
    code = held.room.code
    given = [
        Grant(hash_of(token), code, "facilitator" if id == HOST else "participant", id)
        for id, token in tokens.items()
    ]
    database = Database(f"sqlite:///{data / 'recolte.db'}")
    database.migrate()
    SqlLog(database).open_room(code, "", held.entries, given)
    database.close()
    files = Files(data / "files")
    for content in held.files.values():
        files.keep(code, content)
    return tokens.pop(HOST), tokens


class Writers:
    """People who edit their cards at a steady pace, and how long each op took to be acknowledged."""

    def __init__(self, base: str, tokens: dict[str, str]) -> None:
        from server.demo.phone import Phone

        self.times: list[tuple[float, float]] = []
        self._stop = threading.Event()
        self._phones = {id: Phone(base, token).connect() for id, token in tokens.items()}
        self._threads = [
            threading.Thread(target=self._write, args=(n, id), daemon=True) for n, id in enumerate(tokens)
        ]
        for thread in self._threads:
            thread.start()

    def _write(self, n: int, id: str) -> None:
        phone, due, turn = self._phones[id], time.monotonic() + n * PACE / PEOPLE, 0
        while not self._stop.is_set():
            time.sleep(max(0.0, due - time.monotonic()))
            phone.ask("card.edit", card=f"c{n + PEOPLE * (turn % 100)}", text=WORDS.format(n=turn))
            self.times.append((due, time.monotonic() - due))
            due, turn = due + PACE, turn + 1

    def between(self, begin: float, end: float) -> list[float]:
        """The times of the ops that were due within a span, in milliseconds."""
        return [1000 * took for due, took in list(self.times) if begin <= due <= end]

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(5)
        for phone in self._phones.values():
            phone.leave()


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0


def measure(data: Path, held: Held, way: str) -> tuple[float, list[Took]]:
    """Publish every form on a fresh server; give the p95 at rest, and what each form took."""
    token, tokens = write_down(held, data)
    with Serving(data, way) as server:
        writers = Writers(server.base, tokens)
        time.sleep(2.0)
        begin = time.monotonic()
        time.sleep(AT_REST)
        rest = p95(writers.between(begin, time.monotonic()))
        took = []
        for form in (*FORMS, "json"):
            begin = time.monotonic()
            size = publish(server.base, held.room.code, form, token)
            end = time.monotonic()
            time.sleep(1.0)
            felt = p95(writers.between(begin, end)) if end - begin > 1 else rest
            took.append(Took(form, end - begin, size, felt, felt / rest - 1))
            print(f"{way} {form} {end - begin:.1f} s, ops {felt:.0f} ms (at rest {rest:.0f})", flush=True)
        writers.stop()
    return rest, took


def publish(base: str, code: str, form: str, token: str) -> int:
    """Have a form made and fetch it, in a process of its own so that it holds nobody up; give its size."""
    url = f"{base}/api/rooms/{code}/publication.{form}?language=fr"
    command = [sys.executable, "-c", FETCH, url, token]
    fetched = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return int(fetched.stdout)


FETCH = """
import sys, urllib.request
asked = urllib.request.Request(sys.argv[1], headers={"Authorization": "Bearer " + sys.argv[2]})
size = 0
with urllib.request.urlopen(asked, timeout=290) as answer:
    while piece := answer.read(1 << 20):
        size += len(piece)
print(size)
"""


# --- the other way: in a native thread of the server ----------------------------------------------


class InThread(Makings):
    """Makes publications in a native thread of this process: how it would be without one beside."""

    def wait(self, wish: Wish) -> Making:
        made = Making(wish, self._folder / f"{time.monotonic_ns()}")
        made.folder.mkdir(parents=True)
        job = Job(**{**self._job, **msgspec.structs.asdict(wish)})
        done = self._native(lambda: make(job, lambda phase: None))
        made.file.write_bytes(done.body)
        made.media, made.name, made.size = done.media, done.name, len(done.body)
        return made


def serve_in_thread() -> int:
    """Serve with publications made in a thread."""
    from server.__main__ import main as serve

    app.Makings = InThread  # type: ignore[misc]
    return serve([])


@contextmanager
def Serving(data: Path, way: str) -> Iterator[Server]:  # noqa: N802 - reads as what it gives
    """Serve one way or the other."""
    server = Server(data)
    if way == "thread":
        server.command = [sys.executable, "-m", "bench.publication", "--serve"]
    with server as running:
        yield running


def report(held: Held, found: dict[str, tuple[float, list[Took]]]) -> str:
    """Give what was found as a page."""
    beside, inside = found["process"], found["thread"]
    lines = [
        "# A large publication, and the room meanwhile",
        "",
        f"`python -m bench.publication`, {time.strftime('%Y-%m-%d')}, {len(CORES)} cores, "
        f"Python {platform.python_version()}, loopback.",
        "",
        f"A room of {CARDS:,} cards, {STATEMENTS} statements and {BOARDS} boards "
        f"({sum(map(len, held.files.values())) // 1_000_000} MB of pictures), published in every form while "
        f"{PEOPLE} people edit cards, {PEOPLE / PACE:.0f} ops a second; server, writers and publication share two "
        "cores. *Ops* is the 95th percentile from when an op was due until it was acknowledged as on disk.",
        "",
        f"At rest, ops take {beside[0]:.1f} ms (beside) and {inside[0]:.1f} ms (in a thread).",
        "",
        "| form | MB | seconds, beside | ops, beside | seconds, in a thread | ops, in a thread |",
        "|---|---|---|---|---|---|",
    ]
    for one, other in zip(beside[1], inside[1], strict=True):
        lines.append(
            f"| {one.form} | {one.size / 1_000_000:.1f} | {one.seconds:.1f} | {_felt(one)} "
            f"| {other.seconds:.1f} | {_felt(other)} |"
        )
    lines += [
        "",
        "*Beside* is the process that the server starts (`python -m server.worker`), which stands back by "
        "`nice` 10 and reads the room from its log; *in a thread* is the same work in a native thread of the "
        "server, which holds the interpreter’s lock. A form that took less than a second says nothing of the ops.",
        "",
    ]
    return "\n".join(lines)


def _felt(took: Took) -> str:
    return f"{took.p95:.1f} ms ({took.rise:+.0%})" if took.seconds > 1 else "–"


def main(arguments: list[str]) -> int:
    """Measure both ways and write the page down."""
    if arguments == ["--serve"]:
        return serve_in_thread()
    held = day()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for way in ("process", "thread"):
            found[way] = measure(Path(folder) / way, held, way)
    (RESULTS / "publication.md").write_text(report(held, found), "utf-8")
    print(json.dumps({way: round(rest, 1) for way, (rest, _) in found.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
