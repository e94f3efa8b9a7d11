"""Where a poll was opened: the channel that shows how it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Give polls a channel; those there are have none."""
    op.add_column("polls", sa.Column("channel", sa.String(length=100), nullable=True))


def downgrade() -> None:
    """Forget where polls were opened."""
    op.drop_column("polls", "channel")
