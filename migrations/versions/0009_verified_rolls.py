"""What was known of somebody when a roll was set: a verified profile, and a conflict of interest."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_COLUMNS = ("verified", "disclosed", "of_maker")


def upgrade() -> None:
    """Of those who stand on rolls already, nothing of it is known."""
    for name in _COLUMNS:
        op.add_column("poll_voters", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Forget it."""
    for name in _COLUMNS:
        op.drop_column("poll_voters", name)
