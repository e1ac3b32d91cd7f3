"""The first tables: rooms, their log, who may enter, and files."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("format", sa.String(80), nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("room", sa.String(12), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("op_id", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(64)),
        sa.Column("seat", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("args", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("room", "seq", name="pk_log"),
        sa.UniqueConstraint("room", "op_id", name="uq_log_op"),
    )
    op.create_table(
        "grants",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("room", sa.String(12), nullable=False, index=True),
        sa.Column("seat", sa.String(16), nullable=False),
        sa.Column("participant", sa.String(64)),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_table(
        "files",
        sa.Column("room", sa.String(12), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("room", "hash", name="pk_files"),
    )


def downgrade() -> None:
    for table in ("files", "grants", "log", "rooms"):
        op.drop_table(table)
