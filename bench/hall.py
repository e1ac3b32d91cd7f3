"""A hall of people in rooms of the house: decided by the real rules, written down, ready to be served.

Rooms are made here without a server, so that a thousand people sit at their tables in a second and
the time of a bench goes into measuring.
"""

import gc
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.crowd import Device
from server import memory
from server.core.asking import Actor, Op
from server.core.opening import Wanted
from server.core.records import Assignment, Card, Criterion, Participant, Step
from server.formats import load_formats
from server.live.answered import Answer
from server.live.house import House
from server.live.ids import new_id
from server.live.live_room import LiveRoom
from server.live.native import here
from server.publish.rich import html_of
from server.settings import ROOT
from server.store.database import Database
from server.store.log import SqlLog
from server.store.memory_log import MemoryLog
from server.web.recipes import Recipes

FORMAT = "journee-capitalisation"
TABLES = 10

WORDS = (
    "Deux heures par atelier, pas plus, avec le café et la garde d’enfants sur place : on a vu revenir des "
    "familles qui ne venaient plus depuis un an."
)


@dataclass
class Seated:
    """One person: the token of their device, and where they write."""

    token: str
    participant: str
    room: int
    group: str
    experience: str


@dataclass
class Hall:
    """Open rooms with everybody at a table."""

    codes: list[str]
    people: list[Seated]
    step: str
    criteria: list[str]

    def write(self, device: Device, number: int) -> dict[str, object]:
        """An op by which the device's person writes a card."""
        person = self.people[number % len(self.people)]
        device.card = f"c{number:011d}"
        return {
            "id": f"b{number:011d}",
            "name": "card.write",
            "args": {
                "card": device.card,
                "step": self.step,
                "group": person.group,
                "experience": person.experience,
                "criterion": self.criteria[number % len(self.criteria)],
                "kind": "constat",
                "text": WORDS,
                "domains": ["individuel"],
            },
        }

    def say(self, device: Device, number: int) -> dict[str, object]:
        """Two cards written for one rewritten."""
        if number // len(self.people) % 3 == 2 and device.card:
            args = {"card": device.card, "text": f"{WORDS} Relu, op {number}."}
            return {"id": f"b{number:011d}", "name": "card.edit", "args": args}
        return self.write(device, number)


def build(data: Path, people: int, rooms: int = 1, cards: int = 0) -> Hall:
    """Write rooms down in a data folder, each with so many people, and so many cards in the first."""
    data.mkdir(parents=True, exist_ok=True)
    recipes = Recipes(load_formats(ROOT / "workshop_formats", print), html_of)
    log = MemoryLog()
    house = House(log, here, lambda work: threading.Thread(target=work, daemon=True).start(), _nobody)
    hall = Hall([], [], "", [])
    for room in range(rooms):
        _fill(house, recipes, hall, room, people)
    if cards:
        _write(house, hall, cards)
    database = Database(f"sqlite:///{data / 'recolte.db'}")
    database.migrate()
    for code in hall.codes:
        SqlLog(database).open_room(code, FORMAT, log.read(code), log.grants(code))
    database.close()
    return hall


def _nobody(event: str, sids: object, body: bytes) -> None:
    """Nobody is connected yet."""


def _fill(house: House, recipes: Recipes, hall: Hall, number: int, people: int) -> None:
    opened = house.open(recipes.loaded[FORMAT], recipes.html[FORMAT], Wanted(title=f"Banc d’essai {number}"))
    room = house.room(opened.code)
    host = Actor("facilitator", opened.facilitator)
    names = [f"p{number:03d}-{person:04d}" for person in range(people)]
    arrivals = [
        ("participant.join", {"participant": name, "name": name, "role": "centre", "territory": "Drôme"})
        for name in names
    ]
    _ask_all(room, host, arrivals, own=True)
    step = next(step.id for step in room.read(lambda now: list(now.all(Step))) if step.activity == "grid")
    count = min(TABLES, people)
    _ask_all(
        room, host, [("group.balance", {"count": count, "by": ["role"]}), ("step.start", {"step": step})]
    )
    tables = {p.id: p.group or "" for p in room.read(lambda now: list(now.all(Participant)))}
    taken = {a.group: a.experience for a in room.read(lambda now: list(now.all(Assignment)))}
    hall.codes.append(opened.code)
    hall.step, hall.criteria = step, [c.id for c in room.read(lambda now: list(now.all(Criterion)))]
    hall.people += [
        Seated(
            house.let_in(opened.code, "participant", name), name, number, tables[name], taken[tables[name]]
        )
        for name in names
    ]
    # Spoken in turn, the rooms take turns too.
    hall.people.sort(key=lambda person: (person.participant[5:], person.room))


def _write(house: House, hall: Hall, cards: int) -> None:
    room = house.room(hall.codes[0])
    people = [person for person in hall.people if person.room == 0]
    table = Hall(hall.codes[:1], people, hall.step, hall.criteria)
    device = Device(None, "")  # type: ignore[arg-type]
    for start in range(0, cards, 2_000):
        asked = []
        for number in range(start, min(cards, start + 2_000)):
            body = table.write(device, 90_000_000 + number)
            asked.append(("card.write", body["args"], people[number % len(people)].participant))
        _ask(room, asked, lambda who: Actor("participant", who))
    if len(room.read(lambda now: list(now.all(Card)))) != cards:
        raise RuntimeError("some cards were refused")


def _ask_all(
    room: LiveRoom, actor: Actor, asked: Sequence[tuple[str, dict[str, object]]], *, own: bool = False
) -> None:
    _ask(room, [(name, args, "") for name, args in asked], lambda _: actor, own=own)


def _ask(
    room: LiveRoom,
    asked: Sequence[tuple[str, object, str]],
    actor: Callable[[str], Actor],
    *,
    own: bool = False,
) -> None:
    """Ask everything at once, so that it is decided in few turns; wait for the last answer."""
    answers: list[Answer] = []
    done = threading.Event()

    def reply(answer: Answer) -> None:
        answers.append(answer)
        if len(answers) == len(asked):
            done.set()

    for name, args, who in asked:
        room.ask(Op(new_id(), name, args), actor(who), reply, own=own)  # type: ignore[arg-type]
    done.wait(60)
    refused = [answer for answer in answers if answer.ok is None]
    if refused or len(answers) < len(asked):
        raise RuntimeError(f"the hall could not be filled: {refused[:1]}")


def times_to_wake(data: Path, ops: int, runs: int) -> dict[str, list[float]]:
    """Milliseconds for waking a room of so many ops, by what it is woken from, with the server's own collecting."""
    memory.settle()
    hall = build(data, 100, cards=ops)
    database = Database(f"sqlite:///{data / 'recolte.db'}")
    log = SqlLog(database)
    found = {f"from the log alone, {ops:,} ops": _times(log, hall.codes[0], runs)}
    room = LiveRoom(hall.codes[0], log, here, _no_task, _nobody_hears)
    room.load()
    # The last hundred came after it.
    room.keep()
    _after(log, hall.codes[0], 100)
    found[f"from a snapshot and a tail of 100, {ops:,} ops"] = _times(log, hall.codes[0], runs)
    database.close()
    return found


def _times(log: SqlLog, code: str, runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        room = LiveRoom(code, log, here, _no_task, _nobody_hears)
        gc.collect()
        began = time.perf_counter()
        room.load()
        times.append(round((time.perf_counter() - began) * 1000, 1))
    return times


def _after(log: SqlLog, code: str, ops: int) -> None:
    """Write some more ops down, as edits of a card."""
    last = log.read(code, log.read(code)[-1].seq - 1)[0]
    again = [
        msgspec.structs.replace(last, seq=last.seq + number, op=f"after-{number:06}")
        for number in range(1, ops + 1)
    ]
    log.append(code, again)


def _no_task(work: Callable[[], None]) -> None:
    """Nothing runs beside."""


def _nobody_hears(sids: object, body: bytes) -> None:
    """Nobody is connected."""
