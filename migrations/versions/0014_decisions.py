"""Decisions: what was decided, what it rests on, what happened to it, what can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_IN_EFFECT = sa.text("since IS NOT NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("logged_by", sa.String(length=100), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("confirmed_by", sa.String(length=100)),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawal_by", sa.String(length=100)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.String(length=100)),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("review_due", sa.Date()),
        sa.Column("review_verdict", sa.String(length=30)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("confirmed_by <> logged_by", name="decisions_confirmed_by_another"),
        sa.CheckConstraint(
            "accepted_at IS NULL OR alone OR confirmed_by IS NOT NULL", name="decisions_accepted_by_two"
        ),
        sa.CheckConstraint(
            "status NOT IN ('accepted', 'superseded') OR accepted_at IS NOT NULL", name="decisions_hold_once_accepted"
        ),
        sa.CheckConstraint(
            "status <> 'withdrawn' OR accepted_at IS NULL OR alone OR "
            "(withdrawal_by IS NOT NULL AND withdrawal_by <> ended_by)",
            name="decisions_withdrawn_by_two",
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("decisions_by_status", "decisions", ["status", "number"])
    op.create_index("decisions_by_review", "decisions", ["review_due"])
    op.create_table(
        "decision_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("delivery", sa.String(length=100)),
        sa.ForeignKeyConstraint(["decision"], ["decisions.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_index("decision_events_by_decision", "decision_events", ["decision", "id"])
    op.create_table(
        "decision_citations",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True)),
        sa.Column("added_by", sa.String(length=100)),
        sa.ForeignKeyConstraint(["decision"], ["decisions.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("decision", "source", "target", "part"),
    )
    op.create_index("decision_citations_by_target", "decision_citations", ["source", "target"])
    op.create_table(
        "decision_supersessions",
        sa.Column("old", sa.String(length=20), nullable=False),
        sa.Column("new", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.CheckConstraint("old <> new", name="decision_supersessions_of_another"),
        sa.ForeignKeyConstraint(["old"], ["decisions.number"]),
        sa.ForeignKeyConstraint(["new"], ["decisions.number"]),
        sa.PrimaryKeyConstraint("old", "new"),
    )
    op.create_index(
        "decision_supersessions_once",
        "decision_supersessions",
        ["old"],
        unique=True,
        sqlite_where=_IN_EFFECT,
        postgresql_where=_IN_EFFECT,
    )
    op.create_index("decision_supersessions_by_new", "decision_supersessions", ["new"])
    op.create_table(
        "decision_disclosures",
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.number"]),
        sa.PrimaryKeyConstraint("decision", "key"),
    )


def downgrade() -> None:
    """Drop them, with what waits to be posted about them; numbers that were given are not given again."""
    for table in (
        "decision_disclosures",
        "decision_supersessions",
        "decision_citations",
        "decision_events",
        "decisions",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM outbox WHERE kind = 'decision'")
