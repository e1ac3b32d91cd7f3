"""Makes the small database that the test of upgrades starts from: `python -m tests.faults.golden FOLDER`.

Run it once for each shape that the tables have had, with the code of that day; what it wrote is kept.
"""

import gzip
import json
import sqlite3
import sys
import tempfile
from pathlib import Path

from tests.faults.test_kill import kind_of
from tests.house import Server, card


def make(folder: Path) -> None:
    """Hold a few minutes of a day, and keep the database with what a phone knew by then."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "var"
        with Server(data) as server:
            room = server.open_room(title="Une journée d’avant")
            kind, phone = kind_of(room), room.phone("Amel")
            for number in range(3):
                phone.ask("card.write", **card(kind, None, text=f"Écrit avant la mise à jour, {number}"))
            phone.await_seq(phone.ask("hand.raise", raised=True))
            held = {"seq": phone.seq, "records": phone.held(), "token": phone.token}
            phone.leave()
            room.facilitator().ask("room.edit", title="Une journée d’avant, que le téléphone n’a pas vue")
            server.stop()
        base = sqlite3.connect(data / "recolte.db")
        shape = str(base.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        base.execute("VACUUM INTO ?", (str(Path(place) / "kept.db"),))
        base.close()
        written = (Path(place) / "kept.db").read_bytes()
    (folder / f"{shape}.db.gz").write_bytes(gzip.compress(written, 9, mtime=0))
    known = {"code": room.code, "tokens": room.tokens, "phone": held}
    (folder / f"{shape}.json.gz").write_bytes(gzip.compress(json.dumps(known).encode(), 9, mtime=0))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
