"""An instance of an earlier day is started by today's code while its rooms are open on phones."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import server.store.migrations
from server.demo.phone import Phone, call
from server.live.ids import new_id
from server.store.database import HEAD, Database
from tests.faults.servers import Forked, Nursery
from tests.house import card

pytestmark = pytest.mark.faults
GOLDEN = Path(__file__).parent / "golden_shapes"
KEPT = sorted(file.name.partition(".")[0] for file in GOLDEN.glob("*.db.gz"))
MIGRATIONS = Path(server.store.migrations.__file__).parent / "versions"
SHAPES = sorted(file.stem[1:5] for file in MIGRATIONS.glob("m*.py"))
"""Every shape that the tables have had, the present one too."""


def test_the_first_shape_is_kept_and_so_is_the_present_one() -> None:
    assert {"0001", HEAD} <= {*KEPT}
    assert {*KEPT} <= {*SHAPES}


def in_shape(data: Path, shape: str) -> dict[str, Any]:
    """Put the database of an earlier day in a folder, in one shape; give what phones knew by then.

    A shape of which none was kept is reached from the one before by the migrations of between.
    """
    kept = max(one for one in KEPT if one <= shape)
    (data / "recolte.db").write_bytes(gzip.decompress((GOLDEN / f"{kept}.db.gz").read_bytes()))
    if kept != shape:
        database = Database(f"sqlite:///{data / 'recolte.db'}")
        database.migrate(shape)
        database.close()
    known: dict[str, Any] = json.loads(gzip.decompress((GOLDEN / f"{kept}.json.gz").read_bytes()))
    return known


@pytest.mark.parametrize("shape", SHAPES)
def test_rooms_that_were_open_go_on_after_an_upgrade_and_what_waited_on_phones_arrives_once(
    nursery: Nursery, data: Path, shape: str
) -> None:
    data.mkdir()
    known = in_shape(data, shape)
    with Forked(nursery, data) as running:
        phone = Phone(running.base, known["phone"]["token"], known["code"])
        phone.records, phone.seq = known["phone"]["records"], known["phone"]["seq"]
        phone.connect()
        assert phone.of("room")["room"]["title"] == "Une journée d’avant, que le téléphone n’a pas vue"
        kind = phone.first_kind()
        waited = new_id()
        first = phone.send(waited, "card.write", None, card(kind, None, text="Attendait sur le téléphone"))
        assert phone.send(waited, "card.write", None, card(kind, None)) == first
        phone.await_seq(first)
        console = Phone(running.base, known["tokens"]["facilitator"], known["code"]).connect()
        texts = sorted(str(one["text"]) for one in console.of("card").values())
        assert texts == [
            "Attendait sur le téléphone",
            *(f"Écrit avant la mise à jour, {n}" for n in range(3)),
        ]
        assert phone.of("card") == console.of("card")
        console.ask("room.close")
        assert call(running.base, f"/api/rooms/{known['code']}")["closed"] is True
        console.leave()
        phone.leave()
