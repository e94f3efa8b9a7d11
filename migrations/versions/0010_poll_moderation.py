"""Whose ballots moderators exclude from the count of a poll, and who answers without being on its roll."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table of those who exclude a ballot: two persons, and never the author. All voters are on the roll."""
    op.create_table(
        "poll_exclusions",
        sa.Column("poll", sa.String(length=20), nullable=False),
        sa.Column("handle", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.CheckConstraint("person <> author", name="poll_exclusions_not_by_the_author"),
        sa.ForeignKeyConstraint(["poll", "handle"], ["poll_voters.poll", "poll_voters.handle"]),
        sa.PrimaryKeyConstraint("poll", "handle", "person"),
    )
    op.add_column("poll_voters", sa.Column("outsider", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Drop it; what was decided stays in the events. Who is not on the roll goes, with every answer: it would count."""
    op.execute("DELETE FROM poll_cells WHERE handle IN (SELECT handle FROM poll_voters WHERE outsider)")
    op.execute("DELETE FROM poll_events WHERE handle IN (SELECT handle FROM poll_voters WHERE outsider)")
    op.execute("DELETE FROM poll_voters WHERE outsider")
    op.drop_column("poll_voters", "outsider")
    op.drop_table("poll_exclusions")
