"""Who reads what, on real devices: every kind of record, for every kind of reader, before and after a reveal.

Two things are held against each other. What devices hold, who entered now or followed every frame, is
what the table of sights says of the room in the log. And the table of sights says what is written
here, plainly and apart from it: a kind of record without a row fails.
"""

from collections.abc import Iterator

import msgspec
import pytest

from server.core import sight, viewing
from server.core.asking import Actor, Op
from server.core.records import KINDS, Declined, Origin, Participant, Plan, Record
from server.core.room import Room, put
from server.core.sight import Viewer
from server.demo.phone import Phone, RefusedByServer
from tests.core.test_deciding import BEFORE, CRITERION, EXAMPLES, LEVEL, STEP, morning
from tests.core.world import HOST, Day, plain
from tests.house import Server
from tests.security.seeded import Seeded

LETTERS = {
    "A": "amel",
    "B": "basile",
    "C": "chloe",
    "D": "driss",
    "I": "ines",
    "H": HOST,
    "S": "screen",
    "R": "reader",
}
"""Amel, of the first table; her neighbour; of the second table; of none; who draws; who facilitates; who looks."""

ALL, INSIDE = "ABCDIHSR", "ABCDIH"
PHASES: dict[str, dict[str, object]] = {
    "apart": {"reveal": "never", "anonymous": False},
    "shown": {"reveal": "always", "anonymous": False},
    "nameless": {"reveal": "always", "anonymous": True},
}

WHO_READS: dict[tuple[str, str], tuple[str, str, str]] = {
    **{(kind, ""): (ALL, ALL, ALL) for kind in (
        "room", "screen", "format", "page", "step", "criterion", "domain", "experience", "participant", "origin",
        "group", "assignment", "hand", "focus", "timer", "ready", "statement", "declined", "proposal", "commitment",
        "ballot", "board",
    )},
    **{(kind, ""): ("H", "H", "H") for kind in ("plan", "note", "edition", "passage", "share")},
    ("card", "ours"): ("ABH", ALL, ALL),
    ("card", "withdrawn"): ("ABH", "ABH", "ABH"),
    ("card", "hidden"): ("CH", "CH", "CH"),
    ("card", "asked"): (ALL, ALL, ALL),
    ("appraisal", ""): ("ABH", ALL, ALL),
    ("sheet", "paper"): ("ABCH", INSIDE, "ABCH"),
    ("sheet", "own"): ("ABCH", "ABCH", "ABCH"),
    ("file", "f1"): (ALL, ALL, ALL),
    ("file", "photo"): ("H", "H", "H"),
    ("stroke", ""): (INSIDE, INSIDE, INSIDE),
    ("answer", "word"): (ALL, ALL, ALL),
    ("answer", "worth"): ("AH", "AH", "AH"),
    ("tally", "card/asked"): (ALL, ALL, ALL),
    ("tally", "worth"): ("H", "H", "H"),
    ("vote", ""): ("A", "A", "A"),
    ("message", "all"): (INSIDE, INSIDE, INSIDE),
    ("message", "table"): ("ABH", "ABH", "ABH"),
    ("message", "amel"): ("AH", "AH", "AH"),
}  # fmt: skip
"""Who reads each kind of record, or the one of that id, in each phase."""

WHO_READS_WHOSE: dict[tuple[str, str, str], tuple[str, str, str]] = {
    ("card", "ours", "author"): ("ABH", ALL, "A"),
    ("card", "asked", "author"): (ALL, ALL, "C"),
    ("appraisal", "", "author"): ("ABH", ALL, "A"),
    ("statement", "s1", "author"): (ALL, ALL, "H"),
    ("proposal", "p1", "author"): (ALL, ALL, "A"),
    ("commitment", "e1", "author"): (ALL, ALL, "A"),
    ("sheet", "paper", "author"): ("ABCH", INSIDE, "C"),
    ("sheet", "own", "participant"): ("ABCH", "ABCH", "H"),
    ("answer", "word", "participant"): ("A", "A", "A"),
    ("answer", "worth", "participant"): ("A", "A", "A"),
    ("file", "f1", "author"): (ALL, ALL, "H"),
    ("participant", "amel", "name"): (INSIDE + "S", INSIDE + "S", INSIDE + "S"),
    ("participant", "basile", "name"): (ALL, ALL, INSIDE + "S"),
}
"""Who is told whose it is, of what says so."""


def full_day() -> Day:
    """A day with something of every kind."""
    day = morning()
    day.join("ines", "graphic")
    direct: list[Record] = [
        Origin(id="o1", order=1, title="Une autre journée"),
        Plan(id="plan", sizes=[2, 2], alike={}),
        Declined(id="ours:theirs", cards=["ours", "theirs"], author=HOST),
    ]
    for record in direct:
        day._write(Op(f"direct-{record.KIND}", "room.open"), Actor("facilitator", HOST), [put(record)])
    day.upload("photo", use="sheet")
    worth = next(
        (step.id, prompt["id"], prompt["choices"][0]["id"])
        for step in day.room.records["step"].values()
        for prompt in step.settings.get("prompts", [])  # type: ignore[attr-defined]
        if prompt.get("appraisal") and prompt.get("choices")
    )
    day.ask("amel", "answer.give", step=worth[0], prompt=worth[1], value=[worth[2]])
    sheet = {"sheet": "own", "file": "photo", "group": "g1"}
    asked = dict(EXAMPLES["answer.give"][1])
    for who, name, args in (
        ("amel", "answer.give", asked),
        ("amel", "appraisal.set", {"group": "g1", "criterion": CRITERION, "level": LEVEL}),
        ("amel", "participant.edit", {"participant": "amel", "naming": "role"}),
        ("basile", "participant.edit", {"participant": "basile", "naming": "name"}),
        ("chloe", "sheet.add", {**sheet, "form": "person", "participant": "driss"}),
        ("amel", "card.share", {"card": "asked"}),
        ("amel", "hand.raise", {"raised": True}),
        ("amel", "group.ready", {"group": "g1", "step": STEP, "ready": True}),
        (HOST, "group.give", EXAMPLES["group.give"][1]),
        (HOST, "focus.set", {"on": "card/asked"}),
        (HOST, "statement.open", {"statement": "s2"}),
        (HOST, "edition.set", {"left_out": ["foreword"]}),
        (HOST, "edition.text", {"section": "foreword", "language": "fr", "text": "Merci"}),
        (HOST, "share.make", {"share": "l0", "name": "Les financeurs", "language": "fr"}),
        (HOST, "message.send", {"message": "all", "to": "all", "text": "À toutes et tous"}),
        (HOST, "message.send", {"message": "table", "to": "g1", "text": "À la table"}),
        (HOST, "message.send", {"message": "amel", "to": "amel", "text": "À Amel"}),
        (HOST, "room.set", PHASES["apart"]),
    ):  # fmt: skip
        day.ask(who, name, **args)
    return day


def named(day: Day, kind: str, id: str) -> str:
    """Give the id of a record that a row means."""
    records = day.room.records[kind]
    if kind in ("answer", "tally") and id in ("word", "worth"):
        worth = id == "worth"
        return next(key for key, one in records.items() if one.appraisal == worth and "/" not in key)  # type: ignore[attr-defined]
    return id or next(iter(records))


def as_viewer(room: Room, name: str) -> Viewer:
    if name in ("screen", "reader"):
        return Viewer(name)  # type: ignore[arg-type]
    person = room.need(Participant, name)
    return Viewer(person.seat, person.group, name)


class Hall:
    """A server with a full day, and a device of every reader that follows it."""

    def __init__(self, server: Server, seeded: Seeded, day: Day, tokens: dict[str, str]) -> None:
        self.server, self.seeded, self.day, self.tokens = server, seeded, day, tokens
        self.phones = {letter: self.come(letter) for letter in LETTERS}

    def come(self, letter: str) -> Phone:
        return Phone(self.server.base, self.tokens[LETTERS[letter]]).connect()

    def devices(self) -> Iterator[tuple[str, Phone]]:
        """Every device that followed each frame, and beside it one that enters now."""
        log = self.seeded.log.read(self.day.room.code)
        # Of what changed nothing, nobody is told.
        last = max(entry.seq for entry in log if entry.changes)
        for letter, phone in self.phones.items():
            phone.await_seq(last)
            yield letter, phone
            fresh = self.come(letter)
            yield letter, fresh
            fresh.leave()

    def unlike(self) -> list[str]:
        """The kinds, by reader, of which a device holds otherwise than the table of sights says."""
        room = self.seeded.now(self.day.room.code)
        found = []
        for letter, phone in self.devices():
            told = viewing.snapshot(room, as_viewer(room, LETTERS[letter]), sight.policy(room.info))
            should, held = msgspec.json.decode(msgspec.json.encode(plain(told))), phone.held()
            found += [f"{letter} {kind}" for kind in KINDS if should.get(kind) != held.get(kind)]
        return found


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    data = tmp_path_factory.mktemp("reading") / "var"
    seeded, day = Seeded(data), full_day()
    tokens = seeded.room(day, "screen", "reader")
    with Server(data, OPS_PER_PERSON="1000") as server:
        made = Hall(server, seeded, day, tokens)
        yield made
        for phone in made.phones.values():
            phone.leave()


def test_r12_every_kind_of_record_has_a_row_that_says_who_reads_it() -> None:
    assert {kind for kind, _ in WHO_READS} == KINDS.keys()
    day = full_day()
    assert [kind for kind in KINDS if not day.room.records[kind]] == [], "a day with something of every kind"


@pytest.mark.parametrize("phase", PHASES)
def test_r6_devices_of_every_reader_hold_what_the_table_says_and_nothing_else(hall: Hall, phase: str) -> None:
    hall.phones["H"].ask("room.set", **PHASES[phase])
    assert hall.unlike() == []
    at = list(PHASES).index(phase)
    wrong = []
    for letter, phone in hall.devices():
        for (kind, id), rows in WHO_READS.items():
            if (named(hall.day, kind, id) in phone.of(kind)) != (letter in rows[at]):
                wrong.append(f"{letter} {kind} {id}")
        for (kind, id, field), rows in WHO_READS_WHOSE.items():
            record = phone.of(kind).get(named(hall.day, kind, id), {})
            if bool(record.get(field)) != (letter in rows[at]):
                wrong.append(f"{letter} {kind} {id} {field}: {record.get(field)}")
    assert wrong == []


def test_r7_after_every_op_that_there_is_devices_still_hold_what_the_table_says(hall: Hall) -> None:
    """Frames of every kind: each example is asked, by who may; what refuses since the one before does no harm."""
    hall.phones["H"].ask("room.set", **PHASES["apart"])
    letter_of = {name: letter for letter, name in LETTERS.items()}
    done = 0
    for name in sorted(
        EXAMPLES.keys() - {"room.close", "room.reopen", "participant.erase", "participant.leave"}
    ):
        for who, op, args in (
            *((HOST, *earlier) for earlier in BEFORE.get(name, [])),
            (EXAMPLES[name][0], name, EXAMPLES[name][1]),
        ):
            try:
                hall.phones[letter_of[who]].ask(op, **dict(args))
                done += 1
            except RefusedByServer:
                continue
    assert done > 60
    assert hall.unlike() == []
