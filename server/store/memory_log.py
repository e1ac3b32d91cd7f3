"""The log in memory: for tests, and for a try without a disk. It passes the contract suite of the database's."""

import threading
from collections.abc import Collection, Sequence

import msgspec

from server.core.asking import Entry
from server.core.erasing import NAMES as ERASING
from server.store.errors import Behind
from server.store.log import NO_NOTICE, NOTHING, Grant, Notice, Snapshot, Span, Without, touches


class MemoryLog:
    """A log that lives as long as its process: for tests, and for a try without a disk."""

    one_writer = False

    def __init__(self) -> None:
        self._rooms: dict[str, tuple[int, list[Entry]]] = {}
        self._grants: dict[bytes, Grant] = {}
        self._shares: dict[bytes, tuple[str, str]] = {}
        self._erased: dict[str, int] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._notices: dict[str, Notice] = {}
        # Of two that write the same number, one is first.
        self._writing = threading.Lock()

    def open_room(self, code: str, format: str, entries: Sequence[Entry], given: Sequence[Grant]) -> None:
        if code in self._rooms:
            raise Behind
        self._rooms[code] = (entries[0].at if entries else 0, list(entries))
        self._erased.pop(code, None)
        self._grants.update({grant.hash: grant for grant in given})

    def append(self, code: str, entries: Sequence[Entry], without: Without = NOTHING) -> None:
        with self._writing:
            written = self._rooms[code][1]
            known = {entry.op for entry in written}
            expected = range(len(written) + 1, len(written) + 1 + len(entries))
            in_order = [entry.seq for entry in entries] == list(expected)
            if not in_order or any(entry.op in known for entry in entries):
                raise Behind
            for row in without.rows:
                written[row.seq - 1] = row
            written.extend(entries)
            if without.rows:
                self._snapshots.pop(code, None)
            gone = {h for h, g in self._grants.items() if g.room == code and g.participant in without.people}
            self._grants = {hash: grant for hash, grant in self._grants.items() if hash not in gone}

    def read(self, code: str, after: int = 0) -> list[Entry]:
        return [entry for entry in self._rooms[code][1] if entry.seq > after] if code in self._rooms else []

    def find_op(self, code: str, op: str) -> Entry | None:
        return next((entry for entry in self.read(code) if entry.op == op), None)

    def find_at(self, code: str, seq: int) -> Entry | None:
        return next((entry for entry in self.read(code, seq - 1) if entry.seq == seq), None)

    def touching(self, code: str, records: Collection[tuple[str, str]]) -> list[Entry]:
        return [entry for entry in self.read(code) if touches(entry, records)]

    def snapshot(self, code: str) -> Snapshot | None:
        return self._snapshots.get(code)

    def keep_snapshot(self, code: str, snapshot: Snapshot) -> None:
        later = [entry.name for entry in self.read(code, snapshot.seq)]
        known = any((entry.seq, entry.op) == (snapshot.seq, snapshot.op) for entry in self.read(code))
        if known and not ERASING & {*later}:
            self._snapshots[code] = snapshot

    def drop_snapshot(self, code: str) -> None:
        self._snapshots.pop(code, None)

    def codes(self) -> list[tuple[str, int]]:
        return [(code, opened_at) for code, (opened_at, _) in self._rooms.items()]

    def has_room(self, code: str) -> bool:
        return code in self._rooms

    def span(self, code: str) -> Span | None:
        entries = self.read(code)
        if not entries:
            return None
        made = [grant.made_at for grant in self.grants(code)]
        return Span(here_from=min(made, default=entries[0].at), last_at=entries[-1].at)

    def add_grant(self, grant: Grant) -> None:
        self._grants[grant.hash] = grant

    def find_grant(self, hash: bytes) -> Grant | None:
        return self._grants.get(hash)

    def grants(self, code: str) -> list[Grant]:
        return [grant for grant in self._grants.values() if grant.room == code]

    def revoke(self, hash: bytes, at: int) -> None:
        if hash in self._grants:
            self._grants[hash] = msgspec.structs.replace(self._grants[hash], revoked_at=at)

    def keep_share(self, hash: bytes, code: str, share: str) -> None:
        self._shares[hash] = (code, share)

    def find_share(self, hash: bytes) -> tuple[str, str] | None:
        return self._shares.get(hash)

    def erase(self, code: str, at: int) -> None:
        self._rooms.pop(code, None)
        self._erased[code] = at
        self._shares = {hash: to for hash, to in self._shares.items() if to[0] != code}
        self._snapshots.pop(code, None)
        self._notices.pop(code, None)
        self._grants = {hash: grant for hash, grant in self._grants.items() if grant.room != code}

    def erased_at(self, code: str) -> int | None:
        return self._erased.get(code)

    def forget_erased(self, before: int) -> None:
        self._erased = {code: at for code, at in self._erased.items() if at >= before}

    def clock_ahead(self) -> int | None:
        return None

    def notices(self) -> dict[str, Notice]:
        return dict(self._notices)

    def notice(self, code: str) -> Notice:
        return self._notices.get(code, NO_NOTICE)

    def keep_notice(self, code: str, notice: Notice) -> None:
        self._notices.pop(code, None)
        if code in self._rooms and notice != NO_NOTICE:
            self._notices[code] = notice

    def ping(self) -> None:
        """Memory is always there."""
