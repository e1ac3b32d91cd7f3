"""Since when each room that goes soon is known to, so that none goes unannounced, whatever a clock says."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("room", sa.String(12), primary_key=True),
        sa.Column("near_from", sa.BigInteger),
        sa.Column("ahead_from", sa.BigInteger),
    )


def downgrade() -> None:
    op.drop_table("notices")
