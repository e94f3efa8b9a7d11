"""The tables of profiles. All that identifies a person stands in columns of these, so that it can be erased."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, text

from bot.store.tables import Moment, metadata

# One row a claim, kept when it has ended. A person has one that waits at most, and one in force.
profiles = Table(
    "profiles",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(100), nullable=False),
    Column("category", String(60), nullable=False),
    Column("region", String(60), nullable=False),
    Column("organisation", Text),
    Column("organisation_folded", String(300), index=True),
    Column("conflicts", JSON, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("claimed_at", Moment, nullable=False),
    Column("confirmed_by", String(100)),
    Column("confirmed_at", Moment),
    Column("ended_by", String(100)),
    Column("ended_at", Moment),
    Column("reason", Text, nullable=False),
    CheckConstraint("confirmed_by <> person", name="profiles_need_two_persons"),
    CheckConstraint("state <> 'rejected' OR ended_by <> person", name="profiles_are_rejected_by_others"),
    CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="profiles_are_confirmed_by_somebody"),
    CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="profiles_in_force_are_confirmed"),
    CheckConstraint("(ended_at IS NULL) = (state IN ('claimed', 'confirmed'))", name="profiles_end_once"),
    Index("profiles_by_person", "person", "id"),
    Index(
        "profiles_one_waits",
        "person",
        unique=True,
        sqlite_where=text("state = 'claimed'"),
        postgresql_where=text("state = 'claimed'"),
    ),
    Index(
        "profiles_one_in_force",
        "person",
        unique=True,
        sqlite_where=text("state = 'confirmed'"),
        postgresql_where=text("state = 'confirmed'"),
    ),
)

# Organisations that moderators grouped; not those that people merely named, whose name goes with their profile.
organisations = Table(
    "organisations",
    metadata,
    Column("folded", String(300), primary_key=True),
    Column("name", Text, nullable=False),
    Column("part_of", ForeignKey("organisations.folded"), index=True),
    Column("grouped_by", String(100)),
    Column("grouped_at", Moment),
    Column("reason", Text, nullable=False),
    CheckConstraint("part_of <> folded", name="organisations_are_no_part_of_themselves"),
)
