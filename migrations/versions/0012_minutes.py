"""Minutes of town halls: their versions, what happened to them, objections, and action items until they are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_UNPUBLISHED = sa.text("status IN ('draft', 'in review', 'signed off')")
_PUBLISHED = sa.text("status = 'published'")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "minutes_versions",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100)),
        sa.Column("replaces", sa.Integer()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("comments_until", sa.DateTime(timezone=True)),
        sa.Column("signed_by", sa.String(length=100)),
        sa.Column("signed_at", sa.DateTime(timezone=True)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "published_at IS NULL OR signed_by IS NOT NULL", name="minutes_versions_published_once_signed"
        ),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.ForeignKeyConstraint(["hall", "replaces"], ["minutes_versions.hall", "minutes_versions.number"]),
        sa.PrimaryKeyConstraint("hall", "number"),
    )
    for name, rows in (("minutes_versions_one_in_work", _UNPUBLISHED), ("minutes_versions_one_published", _PUBLISHED)):
        op.create_index(name, "minutes_versions", ["hall"], unique=True, sqlite_where=rows, postgresql_where=rows)
    op.create_table(
        "minutes_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=100)),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("delivery", sa.String(length=100)),
        sa.ForeignKeyConstraint(["hall", "version"], ["minutes_versions.hall", "minutes_versions.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_index("minutes_events_by_hall", "minutes_events", ["hall", "version", "id"])
    op.create_table(
        "minutes_objections",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settlement", sa.String(length=20)),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=100)),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["hall", "version"], ["minutes_versions.hall", "minutes_versions.number"]),
        sa.PrimaryKeyConstraint("hall", "version", "number"),
    )
    op.create_table(
        "action_items",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("due_words", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.String(length=100)),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.CheckConstraint("closed_at IS NULL OR closed_by IS NOT NULL", name="action_items_closed_by_somebody"),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("hall", "part"),
    )


def downgrade() -> None:
    """Drop them, with all minutes."""
    op.drop_table("action_items")
    op.drop_table("minutes_objections")
    op.drop_table("minutes_events")
    op.drop_table("minutes_versions")
