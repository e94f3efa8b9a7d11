"""Endorsements of versions, what happened to them, which texts take them over, and the gates that they open."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_LIVE = sa.text("state IN ('claimed', 'verified')")
_SPOKEN = sa.text("state = 'verified' AND organisation_folded <> ''")


def upgrade() -> None:
    """Make the tables."""
    _make_endorsements()
    op.create_table(
        "endorsement_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("by", sa.String(length=100)),
        sa.Column("endorsement", sa.String(length=20)),
        sa.Column("gate", sa.String(length=60)),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("delivery", sa.String(length=100)),
        sa.ForeignKeyConstraint(["endorsement"], ["endorsements.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_index("endorsement_events_by_digest", "endorsement_events", ["digest", "id"])
    op.create_index("ix_endorsement_events_by", "endorsement_events", ["by"])
    op.create_index("ix_endorsement_events_endorsement", "endorsement_events", ["endorsement"])
    op.create_table(
        "endorsement_carries",
        sa.Column("after", sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=100)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("after <> before", name="endorsement_carries_are_between_two"),
        sa.PrimaryKeyConstraint("after"),
    )
    op.create_table(
        "endorsement_gates",
        sa.Column("gate", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("crossings", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gate", "digest"),
    )


def _make_endorsements() -> None:
    op.create_table(
        "endorsements",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=100)),
        sa.Column("organisation", sa.Text()),
        sa.Column("organisation_folded", sa.String(length=300), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("renews", sa.String(length=20)),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_by", sa.String(length=100)),
        sa.Column("verified_at", sa.DateTime(timezone=True)),
        sa.Column("means", sa.String(length=40)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.String(length=100)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("verified_by <> person", name="endorsements_need_two_persons"),
        sa.CheckConstraint("state <> 'rejected' OR ended_by <> person", name="endorsements_are_rejected_by_others"),
        sa.CheckConstraint("(means IS NULL) = (verified_at IS NULL)", name="endorsements_are_verified_somehow"),
        sa.CheckConstraint(
            "state <> 'verified' OR verified_at IS NOT NULL", name="endorsements_that_count_are_verified"
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (state IN ('claimed', 'verified'))", name="endorsements_end_once"),
        sa.ForeignKeyConstraint(["renews"], ["endorsements.number"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_endorsements_person", "endorsements", ["person"])
    op.create_index("endorsements_by_digest", "endorsements", ["digest", "state"])
    for name, columns, rows in (
        ("endorsements_one_lives", ["digest", "person", "organisation_folded"], _LIVE),
        ("endorsements_one_an_organisation", ["digest", "organisation_folded"], _SPOKEN),
    ):
        op.create_index(name, "endorsements", columns, unique=True, sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    """Drop them, with all endorsements, and what waits to be posted about gates; no number is given twice."""
    op.execute("DELETE FROM outbox WHERE kind = 'gate'")
    op.drop_table("endorsement_gates")
    op.drop_table("endorsement_carries")
    op.drop_table("endorsement_events")
    op.drop_table("endorsements")
