"""The matrix of rights cell by cell, over the real wire: every op with true arguments, asked by everybody.

The arguments are those of the examples of the core's tests, and aim at what Amel of the first table
made (or Chloé, of a sheet). Who may is written out below, plainly and apart from the rules: an op that
is not in the table fails, and a cell that should be refused is asked over the wire in a room that must
stay as it is.
"""

import time
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import pytest
import socketio

from server.core.access import MAY_WHEN_CLOSED
from server.core.deciding import RULES
from server.core.erasing import BY_ANYBODY
from server.core.records import KINDS
from server.core.refusals import Refused
from server.core.room import MERGED_TEXTS
from server.demo.phone import Phone
from server.live.clock import now
from server.live.house import hash_of
from server.live.ids import new_id
from tests.core.test_deciding import BEFORE, EXAMPLES, morning
from tests.core.world import HOST, Day
from tests.house import Server, wait_until
from tests.security.seeded import Seeded

AMEL, MATE, OTHER, LOOSE, GRAPHIC = "amel", "basile", "chloe", "driss", "ines"
"""Whose things they are; at her table; at another; at none; who draws."""

PEOPLE = (AMEL, MATE, OTHER, LOOSE, GRAPHIC, HOST)
LOOKING = ("screen", "reader")
ANYBODY = {*PEOPLE}
TABLE = {AMEL, MATE, HOST}
OWN = {AMEL, HOST}

FACILITATION = {
    "card": "answer hide show",
    "criterion": "add edit remove",
    "domain": "edit remove take",
    "edition": "add remove reset set text",
    "experience": "add attach detach edit remove",
    "focus": "set",
    "group": "add assign balance give place remove rename rotate",
    "message": "send",
    "note": "drop edit write",
    "participant": "add enlist",
    "room": "close edit keep reopen set",
    "round": "start",
    "screen": "blank show",
    "share": "edit end make publish",
    "statement": "draw edit merge open release restore split type withdraw write",
    "suggestion": "decline",
    "step": "add break edit extend finish move pause remove reopen resume set start",
    "timer": "drop set",
    "vote": "close open",
}
"""What facilitators alone do."""

WHO_MAY: dict[str, set[str]] = {
    "answer.give": ANYBODY,
    "appraisal.set": TABLE,
    "board.add": {GRAPHIC, HOST},
    "board.edit": {GRAPHIC, HOST},
    "board.restore": {GRAPHIC, HOST},
    "board.withdraw": {GRAPHIC, HOST},
    "card.edit": TABLE,
    "card.restore": OWN,
    "card.share": ANYBODY - {OTHER},  # who asked a question does not stand beside it as well
    "card.withdraw": OWN,
    "card.write": TABLE,
    "commitment.edit": OWN,
    "commitment.make": ANYBODY,
    "commitment.withdraw": OWN,
    "group.ready": TABLE,
    "hand.raise": ANYBODY,
    "op.undo": OWN,
    "participant.edit": OWN,
    "participant.erase": OWN,
    "participant.leave": OWN,
    "participant.return": {LOOSE, HOST},  # it is Driss who had left
    "proposal.edit": TABLE,
    "proposal.restore": TABLE,
    "proposal.withdraw": TABLE,
    "proposal.write": ANYBODY,
    "record.erase": OWN,
    "scribe.hand": TABLE,
    "sheet.add": ANYBODY,  # whoever has a camera takes the pictures
    "sheet.edit": {*TABLE, OTHER},  # Chloé took it
    "sheet.finish": {*TABLE, OTHER},
    "sheet.reopen": {*TABLE, OTHER},
    "sheet.restore": {*TABLE, OTHER},
    "sheet.withdraw": {*TABLE, OTHER},
    "text.settle": TABLE,
    "vote.cast": ANYBODY,
    **{f"{of}.{verb}": {HOST} for of, verbs in FACILITATION.items() for verb in verbs.split()},
    "file.add": set(),
    "page.write": set(),
    "participant.claim": set(),
    "participant.join": set(),
    "participant.release": set(),
}
"""Who of the room may do each op of the examples; nobody else may, and who only looks may nothing."""

ONCE_OPEN = {name for name in RULES if name.partition(".")[0] in ("statement", "suggestion")}
"""What everybody may besides, once the synthesis is open to them."""


def day_for(name: str = "") -> Day:
    """A morning with a graphic facilitator, in which the op can be done."""
    day = morning()
    day.join(GRAPHIC, "graphic")
    for earlier, args in BEFORE.get(name, []):
        day.ask(HOST, earlier, **args)
    return day


def arguments(day: Day, name: str) -> dict[str, object]:
    """The arguments of an op's example, in a day."""
    if name == "op.undo":
        return {"op": next(e.op for e in day.entries if e.name == "commitment.make")}
    if name == "participant.enlist":
        return {"people": [{"participant": "odile", "name": "Odile"}]}
    return dict(EXAMPLES[name][1]) if name in EXAMPLES else {}


def may(day: Day, who: str, name: str, args: dict[str, object]) -> bool:
    try:
        day.ask(who, name, **args)
    except Refused:
        return False
    return True


def test_r12_every_op_has_a_row_that_says_who_may() -> None:
    assert WHO_MAY.keys() == RULES.keys()


@pytest.mark.parametrize("name", sorted(WHO_MAY))
def test_r12_who_may_do_an_op_with_true_arguments_is_who_the_table_says(name: str) -> None:
    found = set()
    for who in PEOPLE:
        day = day_for(name)
        if may(day, who, name, arguments(day, name)):
            found.add(who)
    assert found == WHO_MAY[name]


# --- over the wire --------------------------------------------------------------------------------


NO_RIGHT = ("access.denied", "op.not-yours", "group.foreign", "room.closed", "record.unknown")
"""What who may not is told: nothing else counts as a refusal here, least of all that one should wait."""

Cell = tuple[str, str, dict[str, object]]
"""Who asks, which op, with what."""


class Places(NamedTuple):
    """Rooms of one server: one that goes on, one whose synthesis is open, one that is closed, a foreign one."""

    seeded: Seeded
    server: Server
    days: dict[str, Day]
    tokens: dict[str, dict[str, str]]


def another(code: str, **said: object) -> Day:
    """The same morning as a room of another code."""
    twin = day_for()
    twin.room.code = code
    first = twin.entries[0]
    put = first.changes[0]
    info = msgspec.structs.replace(put.record, code=code)  # type: ignore[union-attr]
    changes = [msgspec.structs.replace(put, record=info), *first.changes[1:]]
    twin.entries[0] = msgspec.structs.replace(first, changes=changes)
    for name, args in said.items():
        twin.ask(HOST, name.replace("_", "."), **args)  # type: ignore[arg-type]
    return twin


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    data = tmp_path_factory.mktemp("cells") / "var"
    seeded = Seeded(data)
    days = {"on": day_for()}
    days["open"] = another("K7MPQ3", room_set={"synthesis_open": True})
    days["closed"] = another("K7MPQ4", room_close={})
    days["foreign"] = another("K7MPQ5")
    tokens = {which: seeded.room(day, "screen", "reader") for which, day in days.items()}
    with Server(data, OPS_PER_PERSON="1000") as server:
        yield Places(seeded, server, days, tokens)


def answers(phone: Phone, cells: list[Cell]) -> list[dict[str, object]]:
    """Ask all at once, as a device does whose network has come back; give the answers in order."""
    came: dict[int, dict[str, object]] = {}
    left = list(range(len(cells)))
    while left:
        for at in left:
            _, name, args = cells[at]
            body = {"id": new_id(), "name": name, "args": args}
            phone._io.emit("op", body, callback=lambda reply, at=at: came.update({at: reply}))
        wait_until(lambda: len(came) == len(cells), 60, "every answer")
        left = [at for at, reply in came.items() if "wait" in reply]
        for at in left:
            del came[at]
        if left:
            time.sleep(1)  # a person may ask so much at once; then it is for the limit to let more through
    return [came[at] for at in range(len(cells))]


def let_through(places: Places, which: str, cells: list[Cell]) -> list[str]:
    """Ask cells over the wire; give those that were not refused, having checked that nothing changed."""
    code = places.days[which].room.code
    before = places.seeded.now(code)
    base, wrong = places.server.base, []
    for who in (*PEOPLE, *LOOKING):
        phone = Phone(base, places.tokens[which][who]).connect()
        asked = [cell for cell in cells if cell[0] == who]
        for (_, name, args), reply in zip(asked, answers(phone, asked), strict=True):
            if reply.get("refused") not in NO_RIGHT:
                wrong.append(f"{who} {name} {args}: {reply}")
        phone.leave()
    after = places.seeded.now(code)
    assert (after.seq, after.records) == (before.seq, before.records), wrong
    return wrong


def refused_cells(day: Day, granted: dict[str, set[str]]) -> list[Cell]:
    """Every cell of the matrix that must be refused."""
    return [
        (who, name, arguments(day, name))
        for name in sorted(RULES)
        for who in (*PEOPLE, *LOOKING)
        if who not in granted[name]
    ]


def test_r12_every_cell_that_should_be_refused_is_refused_over_the_wire(places: Places) -> None:
    cells = refused_cells(places.days["on"], WHO_MAY)
    assert len(cells) > 500
    assert let_through(places, "on", cells) == []


def test_r12_an_open_synthesis_opens_nothing_else(places: Places) -> None:
    granted = {name: who | ANYBODY if name in ONCE_OPEN else who for name, who in WHO_MAY.items()}
    assert let_through(places, "open", refused_cells(places.days["open"], granted)) == []


def test_r12_in_a_closed_room_every_cell_is_refused_but_what_may_still_be(places: Places) -> None:
    granted = {name: who if name in MAY_WHEN_CLOSED else set() for name, who in WHO_MAY.items()}
    assert let_through(places, "closed", refused_cells(places.days["closed"], granted)) == []


def test_r12_whatever_is_asked_in_one_room_another_stays_as_it_is(places: Places) -> None:
    """In a foreign room everything is asked by everybody, also what is granted there."""
    code = places.days["on"].room.code
    before = places.seeded.now(code)
    day = places.days["foreign"]
    for who in (*PEOPLE, *LOOKING):
        phone = Phone(places.server.base, places.tokens["foreign"][who], code).connect()
        names = sorted(set(RULES) - {"participant.erase", "room.close"})
        answers(phone, [(who, name, arguments(day, name)) for name in names])
        phone.leave()
    after = places.seeded.now(code)
    assert (after.seq, after.records) == (before.seq, before.records)
    assert places.seeded.now(day.room.code).seq > day.room.seq, "in their own room much was done"


ERASED_BY = {
    "card": ("ours", OWN),
    "proposal": ("p1", OWN),
    "commitment": ("e1", OWN),
    "note": ("n1", {HOST}),
    "board": ("b1", {HOST}),
    "sheet": ("paper", {OTHER, HOST}),
}
"""A record of each kind that is erased one at a time and of which a morning has one, and who may."""

SETTLED_BY = {"card": ("ours", TABLE), "statement": ("s1", {HOST}), "proposal": ("p1", TABLE)}


def test_r12_nobody_erases_or_settles_over_the_wire_what_is_not_theirs_of_any_kind(places: Places) -> None:
    day = places.days["on"]
    cells: list[Cell] = []
    for kind, records in day.room.records.items():
        id = next(iter(records), "nothing")
        for name, table, args in (
            ("record.erase", ERASED_BY, {}),
            ("text.settle", SETTLED_BY, {"text": "Autre chose"}),
        ):
            target, granted = table.get(kind, (id, set()))
            cells += [
                (who, name, {"kind": kind, "id": target, **args})
                for who in (MATE, OTHER, "reader")
                if who not in granted
            ]
    assert {cell[2]["kind"] for cell in cells} == KINDS.keys()
    assert ERASED_BY.keys() | {"answer", "message", "appraisal"} == BY_ANYBODY
    assert SETTLED_BY.keys() | {"appraisal", "passage"} == MERGED_TEXTS.keys()
    assert let_through(places, "on", cells) == []


def test_r20_a_link_that_was_ended_asks_nothing_any_more(places: Places) -> None:
    code = places.days["on"].room.code
    before = places.seeded.now(code).seq
    token = places.tokens["on"][GRAPHIC]
    places.seeded.log.revoke(hash_of(token), now())
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(places.server.base, token).connect()
    assert places.seeded.now(code).seq == before
