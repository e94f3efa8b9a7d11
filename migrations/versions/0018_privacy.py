"""How people are named in public, who asked to be forgotten, what was taken out, and marks of running polls."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_WAITING = sa.text("confirmed_at IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "public_names",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "poll_marks",
        sa.Column("poll", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["poll"], ["polls.number"]),
        sa.PrimaryKeyConstraint("poll"),
    )
    op.create_table(
        "forget_requests",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("person <> by", name="forget_requests_for_another"),
        sa.PrimaryKeyConstraint("person"),
    )
    _make_redactions()


def _make_redactions() -> None:
    op.create_table(
        "redactions",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=100)),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.String(length=100)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("confirmed_by <> asked_by", name="redactions_need_two_persons"),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="redactions_are_confirmed_by_somebody"
        ),
        sa.CheckConstraint("confirmed_at IS NULL OR ended_at IS NULL", name="redactions_end_once"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("redactions_by_subject", "redactions", ["subject", "part"])
    op.create_index(
        "redactions_one_waits",
        "redactions",
        ["subject", "part"],
        unique=True,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def downgrade() -> None:
    """Take the tables away."""
    for name in ("redactions", "forget_requests", "poll_marks", "public_names"):
        op.drop_table(name)
