"""The tables, as SQLAlchemy Core sees them; migrations/ brings a database to this shape."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

rooms = Table(
    "rooms",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("opened_at", BigInteger, nullable=False),
    Column("format", String(80), nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("room", String(12), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("op_id", String(64), nullable=False),
    Column("actor", String(64)),
    Column("seat", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("name", String(60), nullable=False),
    Column("args", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("before", Text, nullable=False),
    PrimaryKeyConstraint("room", "seq", name="pk_log"),
    UniqueConstraint("room", "op_id", name="uq_log_op"),
)
"""Appended, never edited. `before` holds the changes that would take the row back."""

grants = Table(
    "grants",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("room", String(12), nullable=False, index=True),
    Column("seat", String(16), nullable=False),
    Column("participant", String(64)),
    Column("made_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger),
    Column("revoked_at", BigInteger),
)
"""Capability links and devices: only the hash of a token is ever stored."""

shares = Table(
    "shares",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("room", String(12), nullable=False, index=True),
    Column("share", String(64), nullable=False),
)
"""Links to publications: what each may show, and until when, is said by the room itself."""

erased = Table(
    "erased",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Codes of rooms that are no more, and nothing else of them: who comes late is told so."""
snapshots = Table(
    "snapshots",
    metadata,
    Column("room", String(12), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("op_id", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Each room as it was at `seq`, whose op was `op_id`: a cache of the log, to be thrown away at will."""

notices = Table(
    "notices",
    metadata,
    Column("room", String(12), primary_key=True),
    Column("near_from", BigInteger),
    Column("ahead_from", BigInteger),
)
"""What the hourly look noted of rooms that go soon, or that were used while a clock ran ahead."""

files = Table(
    "files",
    metadata,
    Column("room", String(12), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("type", String(60), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("room", "hash", name="pk_files"),
)
