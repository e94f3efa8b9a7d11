"""What is imported from other projects."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of imported entries and of their claims."""
    op.create_table(
        "imported_entries",
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("file", sa.String(length=300), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("folder", sa.Text(), nullable=True),
        sa.Column("system_id", sa.String(length=200), nullable=True),
        sa.Column("matched", sa.String(length=20), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vanished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("project", "file"),
    )
    op.create_index(op.f("ix_imported_entries_system_id"), "imported_entries", ["system_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("file", sa.String(length=300), nullable=False),
        sa.Column("component", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("access", sa.String(length=20), nullable=False),
        sa.Column("extent", sa.String(length=20), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("licence_alternatives", sa.JSON(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project", "file"], ["imported_entries.project", "imported_entries.file"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project", "file", "component"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("claims")
    op.drop_index(op.f("ix_imported_entries_system_id"), table_name="imported_entries")
    op.drop_table("imported_entries")
