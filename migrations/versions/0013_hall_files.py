"""Town halls imported from files: which file, what waits to be confirmed, and whom the names in files mean."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables; what was said before has no name of a file's, and no item of an agenda begins anywhere."""
    op.add_column("hall_remarks", sa.Column("speaker", sa.String(length=200), server_default="", nullable=False))
    op.add_column("hall_agenda", sa.Column("message", sa.String(length=100), nullable=True))
    op.create_table(
        "hall_files",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("hall"),
        sa.UniqueConstraint("sha256", "copy"),
    )
    op.create_table(
        "hall_drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("hall", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "hall_aliases",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def downgrade() -> None:
    """Drop them; town halls that were imported stay, who spoke too, and their topics from chapters are an agenda."""
    op.execute("DELETE FROM hall_events WHERE kind IN ('assigned', 'spelt')")
    op.drop_table("hall_aliases")
    op.drop_table("hall_drafts")
    op.drop_table("hall_files")
    op.drop_column("hall_agenda", "message")
    op.drop_column("hall_remarks", "speaker")
