"""Polls: what happened to them, who may vote, and every cell as it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of polls, and the one that gives records their numbers."""
    op.create_table(
        "sequences",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year"),
    )
    op.create_table(
        "polls",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("charter", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("roll_digest", sa.String(length=64), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("opened_at IS NULL OR roll_digest IS NOT NULL", name="polls_open_with_a_roll"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_polls_closes_at"), "polls", ["closes_at"], unique=False)
    op.create_table(
        "poll_confirmations",
        sa.Column("poll", sa.String(length=20), nullable=False),
        sa.Column("roll_digest", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.CheckConstraint("person <> author", name="poll_confirmations_not_by_the_author"),
        sa.ForeignKeyConstraint(["poll"], ["polls.number"]),
        sa.PrimaryKeyConstraint("poll", "roll_digest", "person"),
    )
    op.create_table(
        "poll_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("poll", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=True),
        sa.Column("handle", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivery", sa.String(length=100), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["poll"], ["polls.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_index("poll_events_by_poll", "poll_events", ["poll", "id"], unique=False)
    op.create_table(
        "poll_voters",
        sa.Column("poll", sa.String(length=20), nullable=False),
        sa.Column("handle", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=True),
        sa.Column("category", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["poll"], ["polls.number"]),
        sa.PrimaryKeyConstraint("poll", "handle"),
        sa.UniqueConstraint("poll", "person"),
    )
    op.create_table(
        "poll_cells",
        sa.Column("poll", sa.String(length=20), nullable=False),
        sa.Column("handle", sa.String(length=32), nullable=False),
        sa.Column("component", sa.String(length=200), nullable=False),
        sa.Column("freedom", sa.String(length=10), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=True),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["poll_events.id"]),
        sa.ForeignKeyConstraint(["poll", "handle"], ["poll_voters.poll", "poll_voters.handle"]),
        sa.PrimaryKeyConstraint("poll", "handle", "component", "freedom"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("poll_cells")
    op.drop_table("poll_voters")
    op.drop_index("poll_events_by_poll", table_name="poll_events")
    op.drop_table("poll_events")
    op.drop_table("poll_confirmations")
    op.drop_index(op.f("ix_polls_closes_at"), table_name="polls")
    op.drop_table("polls")
    op.drop_table("sequences")
