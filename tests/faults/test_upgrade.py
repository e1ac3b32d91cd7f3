"""An instance of an earlier day is started by today's code while its rooms are open on phones."""

import gzip
import json
from pathlib import Path

import pytest

from server.demo.phone import Phone, call
from server.live.ids import new_id
from tests.faults.servers import Forked, Nursery
from tests.house import card

pytestmark = pytest.mark.faults
GOLDEN = Path(__file__).parent / "golden_shapes"
SHAPES = sorted(file.name.partition(".")[0] for file in GOLDEN.glob("*.db.gz"))


def test_a_shape_is_kept_for_every_migration_but_those_that_only_today_has() -> None:
    assert "0001" in SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_rooms_that_were_open_go_on_after_an_upgrade_and_what_waited_on_phones_arrives_once(
    nursery: Nursery, data: Path, shape: str
) -> None:
    data.mkdir()
    (data / "recolte.db").write_bytes(gzip.decompress((GOLDEN / f"{shape}.db.gz").read_bytes()))
    known = json.loads(gzip.decompress((GOLDEN / f"{shape}.json.gz").read_bytes()))
    with Forked(nursery, data) as server:
        phone = Phone(server.base, known["phone"]["token"], known["code"])
        phone.records, phone.seq = known["phone"]["records"], known["phone"]["seq"]
        phone.connect()
        assert phone.of("room")["room"]["title"] == "Une journée d’avant, que le téléphone n’a pas vue"
        kind = str(phone.of("format")["format"]["kinds"][0]["id"])  # type: ignore[index]
        waited = new_id()
        first = phone.send(waited, "card.write", None, card(kind, None, text="Attendait sur le téléphone"))
        assert phone.send(waited, "card.write", None, card(kind, None)) == first
        phone.await_seq(first)
        console = Phone(server.base, known["tokens"]["facilitator"], known["code"]).connect()
        texts = sorted(str(one["text"]) for one in console.of("card").values())
        assert texts == [
            "Attendait sur le téléphone",
            *(f"Écrit avant la mise à jour, {n}" for n in range(3)),
        ]
        assert phone.of("card") == console.of("card")
        console.ask("room.close")
        assert call(server.base, f"/api/rooms/{known['code']}")["closed"] is True
        console.leave()
        phone.leave()
