"""The log of every room, and the grants that let people in: what it must do, and how a database does it.

`memory_log.py` does the same without a database. Both pass the same contract suite (tests/store).
"""

import time
from collections.abc import Collection, Sequence
from typing import Protocol

import msgspec
import structlog
from sqlalchemy import delete, func, insert, or_, select, text, update
from sqlalchemy.engine import Connection, Row

from server.core import journal
from server.core.asking import Entry
from server.core.erasing import NAMES as ERASING
from server.core.records import Seat
from server.store.database import Database
from server.store.errors import Behind, Unavailable
from server.store.tables import erased, files, grants, log, notices, rooms, shares, snapshots

logger = structlog.get_logger()

PROMPT = 200
"""Milliseconds within which the database must say its hour: what takes longer says it too roughly."""

PROVED = 5.0
"""Seconds for which one write proves that writing works: whoever asks more often costs no more."""


class Grant(msgspec.Struct, frozen=True):
    """What a token opens: a room, a seat in it, and the participant where it is a person's.

    Instants in milliseconds since 1970; `ends_at` None where it does not end by itself.
    """

    hash: bytes
    room: str
    seat: Seat
    participant: str | None = None
    made_at: int = 0
    ends_at: int | None = None
    revoked_at: int | None = None

    def holds(self, now: int) -> bool:
        """Whether the token opens anything now."""
        return self.revoked_at is None and (self.ends_at is None or now < self.ends_at)


class Span(msgspec.Struct, frozen=True):
    """Since when a room is here, and when something was last done in it; in milliseconds since 1970."""

    here_from: int
    last_at: int


class Notice(msgspec.Struct, frozen=True):
    """When it was first seen that a room goes soon, and that it was used while a clock ran ahead; None where not."""

    near_from: int | None = None
    ahead_from: int | None = None


class Snapshot(msgspec.Struct, frozen=True):
    """A room as it was at `seq`, the number of the op `op`; what `body` means its writer knows."""

    seq: int
    op: str
    body: bytes


class Without(msgspec.Struct, frozen=True):
    """What erasing leaves of a log: earlier rows without the words, and people without a link."""

    rows: Sequence[Entry] = ()
    people: Collection[str] = ()


NOTHING = Without()
NO_NOTICE = Notice()


class Log(Protocol):
    """Where rooms are written down."""

    @property
    def one_writer(self) -> bool:
        """Whether it takes one write at a time, whoever writes."""

    def open_room(self, code: str, format: str, entries: Sequence[Entry], given: Sequence[Grant]) -> None:
        """Write a new room with its first ops and grants, all or nothing; Behind where the code is taken."""

    def append(self, code: str, entries: Sequence[Entry], without: Without = NOTHING) -> None:
        """Write ops in one transaction, on disk on return; Behind where another was first.

        `without` is what the ops erase: rows that are written anew, and people whose links go.
        """

    def read(self, code: str, after: int = 0) -> list[Entry]:
        """Give the ops of a room after a sequence number, in order."""

    def find_op(self, code: str, op: str) -> Entry | None:
        """Give one op by the id that its device gave it."""

    def find_at(self, code: str, seq: int) -> Entry | None:
        """Give one op by its sequence number."""

    def touching(self, code: str, records: Collection[tuple[str, str]]) -> list[Entry]:
        """Give the ops that changed any of these records (kind, id), in order."""

    def snapshot(self, code: str) -> Snapshot | None:
        """Give the last snapshot of a room, where one was kept."""

    def keep_snapshot(self, code: str, snapshot: Snapshot) -> None:
        """Keep a snapshot instead of the one before; nothing where its op is not in the room's log."""

    def drop_snapshot(self, code: str) -> None:
        """Forget a room's snapshot: whoever changes what was written must not leave it in there."""

    def codes(self) -> list[tuple[str, int]]:
        """Give every room with the instant at which it was opened."""

    def has_room(self, code: str) -> bool:
        """Whether there is such a room."""

    def span(self, code: str) -> Span | None:
        """Give since when a room is here and when it was last written in; None where there is none."""

    def add_grant(self, grant: Grant) -> None:
        """Let a token in."""

    def find_grant(self, hash: bytes) -> Grant | None:
        """Give what a token opens, revoked or not."""

    def grants(self, code: str) -> list[Grant]:
        """Give every grant of a room."""

    def revoke(self, hash: bytes, at: int) -> None:
        """Make a token open nothing from now on."""

    def keep_share(self, hash: bytes, code: str, share: str) -> None:
        """Let a token lead to a share of a room; again changes nothing."""

    def find_share(self, hash: bytes) -> tuple[str, str] | None:
        """Give the room and the share that a token leads to."""

    def erase(self, code: str, at: int) -> None:
        """Erase a room: its log, grants and shares, the list of its files; its code and this instant stay."""

    def erased_at(self, code: str) -> int | None:
        """Give when a room of this code was erased; None where none was, or one has come back."""

    def forget_erased(self, before: int) -> None:
        """Forget the codes of rooms that were erased before an instant."""

    def notices(self) -> dict[str, Notice]:
        """Give what was noted of the ends of rooms, by their codes."""

    def notice(self, code: str) -> Notice:
        """Give what was noted of one room's end."""

    def keep_notice(self, code: str, notice: Notice) -> None:
        """Note something of a room's end instead of what was; nothing of a room that is gone."""

    def clock_ahead(self) -> int | None:
        """Give the milliseconds by which the clock of all that write here is ahead of this machine's.

        None where it is this machine's, or where the answer took so long that it says little.
        """

    def ping(self) -> None:
        """Prove that reading and writing work; Unavailable where they do not."""


class SqlLog:
    """A log in SQLite or PostgreSQL, by SQLAlchemy Core. Every call may block: call it off the loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._proved = -PROVED

    @property
    def one_writer(self) -> bool:
        return self._database.is_sqlite

    def open_room(self, code: str, format: str, entries: Sequence[Entry], given: Sequence[Grant]) -> None:
        opened_at = entries[0].at if entries else 0
        with self._database.writing() as connection:
            connection.execute(insert(rooms), {"code": code, "opened_at": opened_at, "format": format})
            connection.execute(insert(log), [_row(code, entry) for entry in entries])
            connection.execute(delete(erased).where(erased.c.code == code))
            if given:
                connection.execute(insert(grants), [msgspec.structs.asdict(grant) for grant in given])

    def append(self, code: str, entries: Sequence[Entry], without: Without = NOTHING) -> None:
        with self._database.writing() as connection:
            if entries[0].seq != self._next(connection, code, alone=bool(without.rows)):
                raise Behind
            for row in without.rows:
                anew = {name: value for name, value in _row(code, row).items() if name in REWRITTEN}
                connection.execute(update(log).where(log.c.room == code, log.c.seq == row.seq).values(**anew))
            if without.rows:
                connection.execute(delete(snapshots).where(snapshots.c.room == code))
            if without.people:
                theirs = grants.c.participant.in_(list(without.people))
                connection.execute(delete(grants).where(grants.c.room == code, theirs))
            connection.execute(insert(log), [_row(code, entry) for entry in entries])
        if without.rows or without.people:
            self._database.forget()

    @staticmethod
    def _next(connection: Connection, code: str, *, alone: bool = False) -> int | None:
        """Give the number of the next op, None where the room is no more; the room stays until the transaction ends.

        PostgreSQL lets several write at once: of what one writes, another who erases meanwhile would know nothing.
        """
        last = select(func.coalesce(func.max(log.c.seq), 0)).where(log.c.room == code).scalar_subquery()
        held = select(last).select_from(rooms).where(rooms.c.code == code)
        found = connection.execute(held.with_for_update(read=not alone, key_share=not alone)).scalar()
        return None if found is None else int(found) + 1

    def read(self, code: str, after: int = 0) -> list[Entry]:
        query = select(log).where(log.c.room == code, log.c.seq > after).order_by(log.c.seq)
        with self._database.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def find_op(self, code: str, op: str) -> Entry | None:
        with self._database.reading() as connection:
            row = connection.execute(select(log).where(log.c.room == code, log.c.op_id == op)).first()
            return _entry(row) if row else None

    def find_at(self, code: str, seq: int) -> Entry | None:
        with self._database.reading() as connection:
            row = connection.execute(select(log).where(log.c.room == code, log.c.seq == seq)).first()
            return _entry(row) if row else None

    def touching(self, code: str, records: Collection[tuple[str, str]]) -> list[Entry]:
        # The database looks for how a change begins, so that few rows are read as JSON; those then tell.
        names = [journal.named(kind, id) for kind, id in records]
        found = or_(*(log.c.changes.contains(name, autoescape=True) for name in names))
        query = select(log).where(log.c.room == code, found).order_by(log.c.seq)
        with self._database.reading() as connection:
            entries = [_entry(row) for row in connection.execute(query)]
        return [entry for entry in entries if touches(entry, records)]

    def snapshot(self, code: str) -> Snapshot | None:
        with self._database.reading() as connection:
            row = connection.execute(select(snapshots).where(snapshots.c.room == code)).first()
            return Snapshot(seq=row.seq, op=row.op_id, body=row.body) if row else None

    def keep_snapshot(self, code: str, snapshot: Snapshot) -> None:
        said = select(log.c.op_id).where(log.c.room == code, log.c.seq == snapshot.seq)
        # One that was taken before something was erased still holds it.
        forgotten = select(func.count()).where(
            log.c.room == code, log.c.seq > snapshot.seq, log.c.name.in_(sorted(ERASING))
        )
        row = {"room": code, "seq": snapshot.seq, "op_id": snapshot.op, "body": snapshot.body}
        with self._database.writing() as connection:
            # In one transaction with the look: a room that is erased meanwhile gets no snapshot any more.
            self._next(connection, code)
            if (
                connection.execute(said).scalar() == snapshot.op
                and not connection.execute(forgotten).scalar()
            ):
                connection.execute(delete(snapshots).where(snapshots.c.room == code))
                connection.execute(insert(snapshots), row)

    def drop_snapshot(self, code: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(snapshots).where(snapshots.c.room == code))

    def codes(self) -> list[tuple[str, int]]:
        with self._database.reading() as connection:
            return [(row.code, row.opened_at) for row in connection.execute(select(rooms))]

    def has_room(self, code: str) -> bool:
        with self._database.reading() as connection:
            return connection.execute(select(rooms.c.code).where(rooms.c.code == code)).first() is not None

    def span(self, code: str) -> Span | None:
        last = select(log.c.at).where(log.c.room == code).order_by(log.c.seq.desc()).limit(1)
        made = select(func.min(grants.c.made_at)).where(grants.c.room == code)
        opened = select(rooms.c.opened_at).where(rooms.c.code == code)
        with self._database.reading() as connection:
            last_at = connection.execute(last).scalar()
            here_from = connection.execute(made).scalar()
            opened_at = connection.execute(opened).scalar()
        if last_at is None:
            return None
        return Span(here_from=int(here_from or opened_at or 0), last_at=int(last_at))

    def add_grant(self, grant: Grant) -> None:
        with self._database.writing() as connection:
            connection.execute(insert(grants), msgspec.structs.asdict(grant))

    def find_grant(self, hash: bytes) -> Grant | None:
        with self._database.reading() as connection:
            row = connection.execute(select(grants).where(grants.c.hash == hash)).first()
            return _grant(row) if row else None

    def grants(self, code: str) -> list[Grant]:
        with self._database.reading() as connection:
            return [_grant(row) for row in connection.execute(select(grants).where(grants.c.room == code))]

    def revoke(self, hash: bytes, at: int) -> None:
        with self._database.writing() as connection:
            connection.execute(update(grants).where(grants.c.hash == hash).values(revoked_at=at))

    def keep_share(self, hash: bytes, code: str, share: str) -> None:
        if self.find_share(hash) == (code, share):
            return
        with self._database.writing() as connection:
            connection.execute(insert(shares), {"hash": hash, "room": code, "share": share})

    def find_share(self, hash: bytes) -> tuple[str, str] | None:
        with self._database.reading() as connection:
            row = connection.execute(select(shares).where(shares.c.hash == hash)).first()
            return (row.room, row.share) if row else None

    def erase(self, code: str, at: int) -> None:
        with self._database.writing() as connection:
            # First of all: who is writing in it is waited for, and nobody begins to.
            connection.execute(delete(rooms).where(rooms.c.code == code))
            connection.execute(delete(erased).where(erased.c.code == code))
            connection.execute(insert(erased), {"code": code, "at": at})
            for table in (snapshots, log, grants, shares, files, notices):
                connection.execute(delete(table).where(table.c.room == code))
        self._database.forget()

    def erased_at(self, code: str) -> int | None:
        with self._database.reading() as connection:
            found = connection.execute(select(erased.c.at).where(erased.c.code == code)).scalar()
            return int(found) if found is not None else None

    def forget_erased(self, before: int) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(erased).where(erased.c.at < before))

    def notices(self) -> dict[str, Notice]:
        with self._database.reading() as connection:
            return {
                row.room: Notice(row.near_from, row.ahead_from) for row in connection.execute(select(notices))
            }

    def notice(self, code: str) -> Notice:
        with self._database.reading() as connection:
            row = connection.execute(select(notices).where(notices.c.room == code)).first()
        return Notice(row.near_from, row.ahead_from) if row is not None else NO_NOTICE

    def keep_notice(self, code: str, notice: Notice) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(notices).where(notices.c.room == code))
            here = connection.execute(select(rooms.c.code).where(rooms.c.code == code)).first()
            if here is not None and notice != NO_NOTICE:
                connection.execute(insert(notices), {"room": code, **msgspec.structs.asdict(notice)})

    def clock_ahead(self) -> int | None:
        if self._database.is_sqlite:
            return None
        asks = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)")
        with self._database.reading() as connection:
            began, own = time.monotonic(), time.time_ns() // 1_000_000
            theirs = int(connection.execute(asks).scalar_one())
            took = int((time.monotonic() - began) * 1000)
        return theirs - own - took // 2 if took < PROMPT else None

    def ping(self) -> None:
        if not self._database.has_place():
            raise Unavailable("the disk is full")
        moment = time.monotonic()
        with self._database.writing() as connection:
            connection.execute(select(func.count()).select_from(rooms))
            if moment - self._proved >= PROVED:
                # A full disk lets itself be locked and read; what is written over by itself is a write all the same.
                connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        if moment - self._proved >= PROVED:
            self._proved = moment


REWRITTEN = frozenset({"actor", "args", "changes", "before"})
"""The columns of a row that erasing may empty; which op came when, and what it was called, stays."""


def touches(entry: Entry, records: Collection[tuple[str, str]]) -> bool:
    """Whether an op changed any of these records (kind, id)."""
    return any((change.kind, change.id) in records for change in entry.changes)


def _row(code: str, entry: Entry) -> dict[str, object]:
    return {
        "room": code,
        "seq": entry.seq,
        "op_id": entry.op,
        "actor": entry.actor,
        "seat": entry.seat,
        "at": entry.at,
        "name": entry.name,
        "args": msgspec.json.encode(entry.args).decode(),
        "changes": journal.encode(entry.changes).decode(),
        "before": journal.encode(entry.before).decode(),
    }


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    """Read a row; Unavailable where a newer Récolte wrote it, beside which this one runs until it is ended."""
    try:
        return _read(row)
    except msgspec.ValidationError:
        # Without its words, in which somebody's may stand.
        logger.error("log.not-ours", room=row.room, seq=row.seq)
        raise Unavailable("a newer Récolte has written here") from None


def _read(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(
        seq=row.seq,
        op=row.op_id,
        actor=row.actor,
        seat=row.seat,
        at=row.at,
        name=row.name,
        args=msgspec.json.decode(row.args),
        changes=journal.decode(row.changes),
        before=journal.decode(row.before),
    )


def _grant(row: Row[tuple[object, ...]]) -> Grant:
    return Grant(**{field: getattr(row, field) for field in Grant.__struct_fields__})
