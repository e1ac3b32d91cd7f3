"""A hall of people in a room of the house: opened and joined by HTTP, seated at tables, ready to write."""

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.crowd import Crowd, Device, Lost
from server.demo.phone import Phone, call

TABLES = 10
DOORS = 16
"""How many people come through the join page at a time."""

WORDS = (
    "Deux heures par atelier, pas plus, avec le café et la garde d’enfants sur place : on a vu revenir des "
    "familles qui ne venaient plus depuis un an."
)


@dataclass
class Seated:
    """One person: the token of their device, and where they write."""

    token: str
    group: str
    experience: str


@dataclass
class Hall:
    """An open room with everybody at a table."""

    url: str
    code: str
    people: list[Seated]
    step: str
    criteria: list[str]
    joining_seconds: float

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

    def edit(self, device: Device, number: int) -> dict[str, object]:
        """An op by which they rewrite the card that they wrote last."""
        args = {"card": device.card, "text": f"{WORDS} Relu {number} fois."}
        return {"id": f"b{number:011d}", "name": "card.edit", "args": args}


def fill(url: str, people: int) -> Hall:
    """Open a room, let people join it, and seat them."""
    opened = call(url, "/api/rooms", {"format": "journee-capitalisation", "title": "Banc d’essai"})
    port = int(url.rpartition(":")[2])
    code = str(opened["code"])
    began = time.perf_counter()
    with ThreadPoolExecutor(DOORS) as doors:
        shares = [range(door, people, DOORS) for door in range(DOORS)]
        joined = [
            pair for pairs in doors.map(lambda share: _join(port, code, share), shares) for pair in pairs
        ]
    seconds = time.perf_counter() - began
    phone = Phone(url, str(opened["token"])).connect()
    phone.ask("group.balance", count=min(TABLES, people), by=["role"])
    step = next(id for id, step in phone.of("step").items() if step["activity"] == "grid")
    phone.ask("step.start", step=step)
    phone.leave()
    # A device sees at once what was acknowledged to another: entering afresh asks the room itself.
    phone = Phone(url, str(opened["token"])).connect()
    tables = {person: str(record["group"]) for person, record in phone.of("participant").items()}
    taken = {given["group"]: str(given["experience"]) for given in phone.of("assignment").values()}
    criteria = list(phone.of("criterion"))
    phone.leave()
    seated = [Seated(token, tables[person], taken[tables[person]]) for person, token in joined]
    return Hall(url, code, seated, step, criteria, seconds)


def _join(port: int, code: str, numbers: Sequence[int]) -> list[tuple[str, str]]:
    """Let some people join through one connection; give their ids and their tokens."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    came = []
    for number in numbers:
        said = json.dumps({"name": f"Personne {number}", "role": "centre", "territory": "Drôme"})
        door.request("POST", f"/api/rooms/{code}/join", said, {"Content-Type": "application/json"})
        reply = door.getresponse()
        joined = json.loads(reply.read())
        if reply.status != 201:
            raise Lost(f"person {number} could not join: {joined}")
        came.append((str(joined["participant"]), str(joined["token"])))
    door.close()
    return came


def crowd_of(hall: Hall, port: int, ops: int) -> tuple[Crowd, float]:
    """Let every device of a hall come in at once; give the seconds until the last holds its snapshot."""
    crowd = Crowd(port, ops)
    seconds = crowd.connect([person.token for person in hall.people], at_once=len(hall.people))
    return crowd, seconds
