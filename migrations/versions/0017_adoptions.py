"""Drafts of definitions, the decisions that adopt one, and the tallies that decisions rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the tables, and room for tallies, which earlier citations do not name.

    Drafts that were proposed before are kept once they are proposed again, as the same files.
    """
    op.create_table(
        "definition_drafts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("definition", sa.String(length=100), nullable=False),
        sa.Column("file", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("poll", sa.String(length=20)),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("definition_drafts_by_definition", "definition_drafts", ["definition"])
    op.create_table(
        "decision_adoptions",
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("definition", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("in_force_from", sa.Date()),
        sa.ForeignKeyConstraint(["decision"], ["decisions.number"]),
        sa.ForeignKeyConstraint(["digest"], ["definition_drafts.digest"]),
        sa.PrimaryKeyConstraint("decision"),
    )
    op.create_index("decision_adoptions_by_definition", "decision_adoptions", ["definition"])
    op.add_column("decision_citations", sa.Column("tally", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    """Drop them, with the versions that no file brought: an earlier version answers by the one it is set up with."""
    op.drop_column("decision_citations", "tally")
    op.drop_table("decision_adoptions")
    op.drop_table("definition_drafts")
    op.execute("DELETE FROM decision_events WHERE kind IN ('adopted', 'people')")
    op.execute("DELETE FROM decision_disclosures WHERE key LIKE 'person.%'")
    op.execute("DELETE FROM outbox WHERE kind = 'reviews due'")
    # The files are read again at the next start, and what only a decision brought is gone then.
    op.execute("UPDATE library_state SET folder_digest = NULL")
