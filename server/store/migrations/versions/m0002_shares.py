"""Links to publications: which share of which room the hash of a token leads to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shares",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("room", sa.String(12), nullable=False, index=True),
        sa.Column("share", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("shares")
