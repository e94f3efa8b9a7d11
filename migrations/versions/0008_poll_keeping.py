"""What polls need over time: where the bot has to be reachable, when it last was, and how people are reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Give polls a guild, those there are have none; make the tables of heartbeats and of choices about reminders."""
    op.add_column("polls", sa.Column("guild", sa.String(length=100), nullable=True))
    op.create_table(
        "heartbeats",
        sa.Column("guild", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild"),
    )
    op.create_table(
        "reminder_choices",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("reminder_choices")
    op.drop_table("heartbeats")
    op.drop_column("polls", "guild")
