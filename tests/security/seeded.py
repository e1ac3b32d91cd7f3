"""A room that was written straight into the log of an instance, so that its server wakes it as it would any other."""

from pathlib import Path

from server.core.records import Seat
from server.core.room import Room
from server.live import waking
from server.live.house import hash_of, new_token
from server.store.database import Database
from server.store.log import Grant, SqlLog
from tests.core.world import Day
from tests.house import FORMAT


class Seeded:
    """The log of an instance, and the links into the rooms that were put there."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.database = Database(f"sqlite:///{data / 'recolte.db'}")
        self.database.migrate()
        self.log = SqlLog(self.database)

    def room(self, day: Day, *looking: Seat) -> dict[str, str]:
        """Write a day down; give a token for each of its people by their id, and for each seat that only looks."""
        tokens: dict[str, str] = {}
        grants = []
        for id, record in day.room.records["participant"].items():
            tokens[id] = new_token()
            seat: Seat = record.seat  # type: ignore[attr-defined]
            grants.append(Grant(hash_of(tokens[id]), day.room.code, seat, id, made_at=1))
        for seat in looking:
            tokens[seat] = new_token()
            grants.append(Grant(hash_of(tokens[seat]), day.room.code, seat, made_at=1))
        self.log.open_room(day.room.code, FORMAT, day.entries, grants)
        return tokens

    def now(self, code: str) -> Room:
        """Give a room as its log says that it is now."""
        return waking.wake(self.log, code).room
