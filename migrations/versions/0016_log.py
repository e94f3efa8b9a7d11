"""The transparency log: its leaves, what they stand for, what was signed, what is to be taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "log_leaves",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=50), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("log_leaves_by_about", "log_leaves", ["about", "seq"])
    op.create_index("log_leaves_by_at", "log_leaves", ["at"])
    _make_disclosures()
    op.create_table(
        "log_checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "log_redactions",
        sa.Column("id", sa.String(length=50), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("logged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "log_collected",
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("stamp", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("source", "subject"),
    )
    op.create_table(
        "log_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claimed_by", sa.String(length=40)),
        sa.Column("claimed_until", sa.DateTime(timezone=True)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("redactions", sa.Integer(), nullable=False),
        sa.Column("halted", sa.Text()),
        sa.Column("halted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("id = 1", name="log_state_is_one"),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_disclosures() -> None:
    op.create_table(
        "log_disclosures",
        sa.Column("digest", sa.String(length=43), nullable=False),
        sa.Column("leaf", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["leaf"], ["log_leaves.seq"]),
        sa.PrimaryKeyConstraint("digest"),
        sa.CheckConstraint("NOT (sealed AND (filed OR pending))", name="log_disclosures_sealed_have_no_file"),
    )
    op.create_index("log_disclosures_by_leaf", "log_disclosures", ["leaf"])
    waiting = sa.text("pending")
    op.create_index(
        "log_disclosures_pending", "log_disclosures", ["leaf"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    """Drop them, with the log; what it published stands in its files, and another cannot be signed over those."""
    for name in ("log_state", "log_collected", "log_redactions", "log_checkpoints", "log_disclosures", "log_leaves"):
        op.drop_table(name)
