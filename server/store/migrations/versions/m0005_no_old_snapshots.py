"""Throws all snapshots away: those of before an erasure rewrote what it should may hold erased words.

They are a cache of the log, each passed over by today's code and written anew when its room rests; until
then it would have stayed in the file, and for ever in that of a room that nobody opens any more.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM snapshots")
