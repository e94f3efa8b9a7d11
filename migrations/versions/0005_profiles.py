"""Verified profiles, and organisations that count as one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of profiles and of organisations."""
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("organisation_folded", sa.String(length=300), nullable=True),
        sa.Column("conflicts", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=100), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=100), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("confirmed_by <> person", name="profiles_need_two_persons"),
        sa.CheckConstraint("state <> 'rejected' OR ended_by <> person", name="profiles_are_rejected_by_others"),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="profiles_are_confirmed_by_somebody"
        ),
        sa.CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="profiles_in_force_are_confirmed"),
        sa.CheckConstraint("(ended_at IS NULL) = (state IN ('claimed', 'confirmed'))", name="profiles_end_once"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_profiles_organisation_folded"), "profiles", ["organisation_folded"], unique=False)
    op.create_index("profiles_by_person", "profiles", ["person", "id"], unique=False)
    for name, state in (("profiles_one_waits", "claimed"), ("profiles_one_in_force", "confirmed")):
        where = sa.text(f"state = '{state}'")
        op.create_index(name, "profiles", ["person"], unique=True, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "organisations",
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part_of", sa.String(length=300), nullable=True),
        sa.Column("grouped_by", sa.String(length=100), nullable=True),
        sa.Column("grouped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("part_of <> folded", name="organisations_are_no_part_of_themselves"),
        sa.ForeignKeyConstraint(["part_of"], ["organisations.folded"]),
        sa.PrimaryKeyConstraint("folded"),
    )
    op.create_index(op.f("ix_organisations_part_of"), "organisations", ["part_of"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_organisations_part_of"), table_name="organisations")
    op.drop_table("organisations")
    op.drop_index("profiles_one_in_force", table_name="profiles")
    op.drop_index("profiles_one_waits", table_name="profiles")
    op.drop_index("profiles_by_person", table_name="profiles")
    op.drop_index(op.f("ix_profiles_organisation_folded"), table_name="profiles")
    op.drop_table("profiles")
