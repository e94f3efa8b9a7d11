"""The tables of endorsements. All that identifies a person stands in columns of these, so that it can be erased."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, text

from bot.store.tables import Moment, metadata

_LIVE = text("state IN ('claimed', 'verified')")
_SPOKEN = text("state = 'verified' AND organisation_folded <> ''")

# One row an endorsement, kept when it has ended. For one text a person has one that stands for themselves, and one for
# each organisation that they speak for; an organisation has one that counts. ``organisation_folded`` is empty for a
# person's own: nulls would not be told as the same.
endorsements = Table(
    "endorsements",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("label", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("person", String(100), index=True),
    Column("organisation", Text),
    Column("organisation_folded", String(300), nullable=False),
    Column("category", String(60), nullable=False),
    Column("region", String(60), nullable=False),
    Column("named", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("renews", ForeignKey("endorsements.number")),
    Column("state", String(20), nullable=False),
    Column("claimed_at", Moment, nullable=False),
    Column("verified_by", String(100)),
    Column("verified_at", Moment),
    Column("means", String(40)),
    Column("note", Text, nullable=False),
    Column("ended_by", String(100)),
    Column("ended_at", Moment),
    Column("reason", Text, nullable=False),
    CheckConstraint("verified_by <> person", name="endorsements_need_two_persons"),
    CheckConstraint("state <> 'rejected' OR ended_by <> person", name="endorsements_are_rejected_by_others"),
    CheckConstraint("(means IS NULL) = (verified_at IS NULL)", name="endorsements_are_verified_somehow"),
    CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name="endorsements_that_count_are_verified"),
    CheckConstraint("(ended_at IS NULL) = (state IN ('claimed', 'verified'))", name="endorsements_end_once"),
    Index("endorsements_by_digest", "digest", "state"),
    Index(
        "endorsements_one_lives",
        "digest",
        "person",
        "organisation_folded",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
    Index(
        "endorsements_one_an_organisation",
        "digest",
        "organisation_folded",
        unique=True,
        sqlite_where=_SPOKEN,
        postgresql_where=_SPOKEN,
    ),
)

# Everything that happened to endorsements, to versions that take them over, and to gates; rows are only ever added, and
# lose no more than who did it and what they wrote, when somebody is forgotten.
endorsement_events = Table(
    "endorsement_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("label", String(100), nullable=False),
    Column("by", String(100), index=True),
    Column("endorsement", ForeignKey("endorsements.number"), index=True),
    Column("gate", String(60)),
    Column("why", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("delivery", String(100), unique=True),
    Index("endorsement_events_by_digest", "digest", "id"),
)

# Which texts take over the endorsements of an earlier one, as moderators said.
endorsement_carries = Table(
    "endorsement_carries",
    metadata,
    Column("after", String(64), primary_key=True),
    Column("before", String(64), nullable=False),
    Column("by", String(100)),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    CheckConstraint("after <> before", name="endorsement_carries_are_between_two"),
)

# Whether a gate was open for a text when that was looked at last, and how often it has been crossed.
endorsement_gates = Table(
    "endorsement_gates",
    metadata,
    Column("gate", String(60), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("label", String(100), nullable=False),
    Column("open", Boolean, nullable=False),
    Column("crossings", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)
