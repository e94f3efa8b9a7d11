"""The library and the curators' queue."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the library, the queue, and what was done already."""
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("caused", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_deliveries_at"), "deliveries", ["at"], unique=False)
    op.create_table(
        "library_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("reference_revision", sa.BigInteger(), nullable=False),
        sa.Column("folder_digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "reference_files",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("tree", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "systems",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("developer", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("released", sa.String(length=10), nullable=True),
        sa.Column("released_source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("unrecorded_bases", sa.JSON(), nullable=False),
        sa.Column("changed_in", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_systems_changed_in"), "systems", ["changed_in"], unique=False)
    op.create_table(
        "unasked_answers",
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "system_id", "hour"),
    )
    op.create_table(
        "unknown_systems",
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("first_asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("folded"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposer", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_corrections_system_id"), "corrections", ["system_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("component", sa.String(length=80), nullable=False),
        sa.Column("access", sa.String(length=20), nullable=False),
        sa.Column("extent", sa.String(length=20), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("licence_alternatives", sa.JSON(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("system_id", "position"),
    )
    op.create_index("facts_by_component", "facts", ["component", "system_id"], unique=False)
    op.create_table(
        "licence_periods",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("licence_alternatives", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("from_", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("system_id", "position"),
    )
    op.create_table(
        "reviews",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("definitions", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("system_id", "position"),
    )
    op.create_table(
        "system_aliases",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("system_id", "position"),
    )
    op.create_table(
        "system_bases",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("base_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["systems.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("system_id", "position"),
        sa.UniqueConstraint("system_id", "base_id"),
    )
    op.create_index(op.f("ix_system_bases_base_id"), "system_bases", ["base_id"], unique=False)
    op.create_table(
        "system_names",
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("folded"),
    )
    op.create_index(op.f("ix_system_names_system_id"), "system_names", ["system_id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_system_names_system_id"), table_name="system_names")
    op.drop_table("system_names")
    op.drop_index(op.f("ix_system_bases_base_id"), table_name="system_bases")
    op.drop_table("system_bases")
    op.drop_table("system_aliases")
    op.drop_table("reviews")
    op.drop_table("licence_periods")
    op.drop_index("facts_by_component", table_name="facts")
    op.drop_table("facts")
    op.drop_index(op.f("ix_corrections_system_id"), table_name="corrections")
    op.drop_table("corrections")
    op.drop_table("unknown_systems")
    op.drop_table("unasked_answers")
    op.drop_index(op.f("ix_systems_changed_in"), table_name="systems")
    op.drop_table("systems")
    op.drop_table("reference_files")
    op.drop_table("library_state")
    op.drop_index(op.f("ix_deliveries_at"), table_name="deliveries")
    op.drop_table("deliveries")
