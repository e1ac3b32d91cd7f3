"""Days of chance that people live in a running room: what every device is told meanwhile, and what it keeps.

`SECRETS_SEED=n` lives another day.
"""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from server.core.access import MAY_WHEN_CLOSED
from server.demo.phone import Phone
from tests.core.histories import PEOPLE, VERBS, Move, made, person, seated
from tests.core.world import HOST, Day
from tests.house import Server, card, wait_until
from tests.security.listening import SEED, Listener, planted
from tests.security.seeded import Seeded

UNSAFE = frozenset({"participant.erase", "room.close"})
"""Moves after which somebody's device, or everybody's, has nothing more to say: made on purpose below."""

SIGNED = frozenset(
    {"card", "appraisal", "statement", "proposal", "commitment", "sheet", "answer", "tally", "vote"}
)
"""Kinds that somebody wrote."""


class Lived:
    """A random day in a running room, and all that every device in it was told: frames, presence and answers."""

    def __init__(self, seeded: Seeded, day: Day, phones: dict[str, Phone], seed: int) -> None:
        self.ears = {who: Listener(phone) for who, phone in phones.items()}
        self.done, self.refused = set[str](), set[str]()
        self._seeded = seeded
        self._code = day.room.code
        self._planted = {entry.op for entry in day.entries}
        self._chance = random.Random(seed)
        self._asked: list[str] = []
        self.codes = set[str]()
        """Why what was refused was refused."""

    @property
    def room(self) -> Any:
        """The room as its log says that it is now."""
        return self._seeded.now(self._code)

    @property
    def kind(self) -> str:
        """A kind of card."""
        return str(self.room.records["format"]["format"].kinds[0].id)

    def ask(self, who: str, name: str, /, base: int | None = None, **args: object) -> bool:
        """Ask an op from the device of a person; whether it was done."""
        self._asked.append(f"live-{len(self._asked):04}")
        body = {"id": self._asked[-1], "name": name, "args": args}
        answer = self.ears[who].phone.send_raw("op", body if base is None else {**body, "base": base})
        self.ears[who].heard.append(json.dumps(answer, ensure_ascii=False))
        (self.done if "ok" in answer else self.refused).add(name)
        self.codes |= {str(answer["refused"])} if "refused" in answer else set()
        return "ok" in answer

    def move(self, gone: str = "", unless: str = "") -> None:
        """Let chance decide who asks what; nobody makes a secret public.

        Who is `gone` asks nothing, and nothing is set that is named `unless`.
        """
        chance = self._chance
        move = Move(chance.randrange(len(VERBS)), *(chance.randrange(24) for _ in range(4)))
        name, args, base = made(self.room, move, f"fresh{len(self._asked)}", self._asked[-6:] or ["none"])
        frees = name in ("card.show", "record.erase") and "hidden" in (args.get("card"), args.get("id"))
        frees = frees or args.get("op") in self._planted
        if not frees and name not in UNSAFE and person(move) != gone and unless not in args:
            self.ask(person(move), name, base, **args)

    def keep(self) -> None:
        """Let nobody take back by chance what was asked last."""
        self._planted.add(self._asked[-1])

    def plant(self, number: int) -> None:
        """Say what is private while everybody listens."""
        self.ask(HOST, "note.write", note=f"live{number}", text="NOTE-VIVANTE")
        self.ask(HOST, "message.send", message=f"live{number}", to="basile", text="MOT-VIVANT")
        if self.ask("amel", "card.write", card=f"live{number}", group="g1", kind=self.kind, text="Une carte"):
            self.ask(HOST, "card.hide", card=f"live{number}", reason="RAISON-VIVANTE")
        for who in ("chloe", "screen", "reader"):
            self.ask(who, "card.edit", card="hidden", text="Refusé")

    def settle(self) -> None:
        """Wait until every device has what it was sent: an answer comes after all that went out before it."""
        for ear in self.ears.values():
            if ear.phone.connected:
                ear.heard.append(json.dumps(ear.phone.send_raw("clock", None)))


@contextmanager
def living(data: Path, day: Day | None = None) -> Iterator[tuple[Lived, Server, dict[str, str]]]:
    """Let a server wake a day, by default one in which nothing was said yet; give who lives in it, and their links."""
    day, seeded = day or seated(Day()), Seeded(data)
    tokens = seeded.room(day, "screen", "reader")
    with Server(data) as running:
        phones = {who: Phone(running.base, token).connect() for who, token in tokens.items()}
        lived = Lived(seeded, day, phones, SEED)
        yield lived, running, tokens
        for ear in lived.ears.values():
            ear.phone.leave()


def test_r6_r20_while_people_live_a_random_day_no_frame_nor_answer_tells_a_device_what_is_not_its_readers(
    tmp_path: Path,
) -> None:
    day = seated(Day())
    secrets = planted(day)
    with living(tmp_path / "var", day) as (lived, running, tokens):
        elsewhere = running.open_room()
        other = elsewhere.phone("Zoé")
        kind = other.first_kind()
        lived.ears["elsewhere"] = Listener(other)
        for number in range(8):
            lived.plant(number)
            other.ask("card.write", **card(kind, None, text="AUTRE-SALLE"))
            for _ in range(12):
                lived.move()
        lived.settle()
        said = {who: ear.text for who, ear in lived.ears.items()}
    live = {
        "NOTE-VIVANTE": {HOST},
        "MOT-VIVANT": {"basile", HOST},
        "RAISON-VIVANTE": {"amel", HOST},
        "AUTRE-SALLE": {"elsewhere"},
    }
    assert len(lived.done) > 12
    assert len(lived.refused) > 4
    for word, may in live.items():
        assert {who for who, text in said.items() if word in text} == may, (word, f"SECRETS_SEED={SEED}")
    found = [
        f"{who}: {word}"
        for who, text in said.items()
        for word, may in secrets.items()
        if who not in may and word in text
    ]
    given = {**tokens, "elsewhere": elsewhere.tokens["facilitator"]}
    found += [
        f"{who}: a token of {whose}" for who in said for whose, token in given.items() if token in said[who]
    ]
    assert found == [], f"SECRETS_SEED={SEED}"


def authors(told: object, me: str) -> Iterator[str]:
    """Give whoever else stands in a record, or in what one holds, as its author."""
    if isinstance(told, dict):
        if told.get("author") not in (None, me):
            yield str(told["author"])
        for inner in told.values():
            yield from authors(inner, me)
    elif isinstance(told, list):
        for inner in told:
            yield from authors(inner, me)


def named(_: str, body: dict[str, Any], me: str) -> Iterator[str]:
    """Give whoever else an event names to a device as one who wrote something, or who is writing."""
    for op in body.get("ops", []):
        signed = [change for change in op["changes"] if change[1] in SIGNED]
        if signed and op["by"] not in (None, me):
            yield f"{op['by']} did {op}"
        yield from (f"{name} wrote: {signed}" for name in authors(signed, me))
    yield from (f"{name} writes" for name, what in body.get("writing", {}).items() if what and name != me)


def test_r6_while_people_live_a_random_day_without_names_no_device_is_told_who_wrote_what(
    tmp_path: Path,
) -> None:
    with living(tmp_path / "var") as (lived, running, tokens):
        assert lived.ask(HOST, "room.set", anonymous=True)
        lived.keep()
        lived.settle()
        for ear in lived.ears.values():
            ear.events.clear()
        for number in range(80):
            lived.move(unless="anonymous")
            if number % 10 == 0:
                said = card(lived.kind, "g1", card=f"theirs{number}", text="Qui donc ?")
                if lived.ask("amel", "card.write", **said):
                    lived.ask("amel", "card.edit", card=f"theirs{number}", text="Qui donc, vraiment ?")
            phone = lived.ears[PEOPLE[number % len(PEOPLE)]].phone
            phone._io.emit("here", {"writing": f"card/{phone.me['participant']}"})
        lived.settle()
        assert lived.room.info.anonymous
        assert {"card.write", "card.edit"} < lived.done
        told = {who: list(ear.events) for who, ear in lived.ears.items()}
        again = {who: Phone(running.base, token).connect() for who, token in tokens.items()}
        held = {who: dict(phone.records) for who, phone in again.items()}
        for phone in again.values():
            phone.leave()
    found = [f"{who}: {name}" for who, events in told.items() for one in events for name in named(*one, who)]
    found += [
        f"{who} holds what {name} wrote"
        for who, records in held.items()
        for kind in SIGNED
        for name in authors(records.get(kind, {}), who)
    ]
    assert found == [], f"SECRETS_SEED={SEED}"


def test_r6_r20_who_is_erased_on_a_random_day_is_on_no_device_whatever_people_do_then(tmp_path: Path) -> None:
    with living(tmp_path / "var") as (lived, running, tokens):
        for number in range(6):
            said = card(lived.kind, "g2", card=f"hers{number}", text=f"PAROLE-DE-CHLOE {number}")
            lived.ask("chloe", "card.write", **said)  # from the second on she may sit elsewhere
            for _ in range(6):
                lived.move()
        assert "PAROLE-DE-CHLOE" in lived.ears[HOST].text
        assert lived.ask("chloe", "participant.erase", participant="chloe")
        wait_until(lambda: not lived.ears["chloe"].phone.connected, what="her device to be let go")
        heard = len(lived.ears["chloe"].events)
        for _ in range(60):
            lived.move(gone="chloe")
        lived.settle()
        assert len(lived.ears["chloe"].events) == heard, "who was erased is told nothing more"
        left = {who: str(ear.phone.records) for who, ear in lived.ears.items() if who != "chloe"}
        for who in left:
            phone = Phone(running.base, tokens[who]).connect()
            left[who] += str(phone.records)
            phone.leave()
    assert [who for who, text in left.items() if "PAROLE-DE-CHLOE" in text or "'Chloe'" in text] == [], (
        f"SECRETS_SEED={SEED}"
    )


def test_r12_a_room_that_is_closed_in_a_random_day_stays_as_it_is_until_it_is_opened_again(
    tmp_path: Path,
) -> None:
    with living(tmp_path / "var") as (lived, _, _):
        for _ in range(30):
            lived.move()
        assert lived.ask(HOST, "room.close")
        lived.done, lived.codes = set(), set()
        held = {who: str(ear.phone.records.get("card", {})) for who, ear in lived.ears.items()}
        for _ in range(60):
            lived.move()
        lived.settle()
        assert lived.done <= MAY_WHEN_CLOSED
        assert "room.closed" in lived.codes
        assert held == {who: str(ear.phone.records.get("card", {})) for who, ear in lived.ears.items()}
        assert lived.ask(HOST, "room.reopen")
        lived.done = set()
        for _ in range(40):
            lived.move()
        assert len(lived.done) > 5
