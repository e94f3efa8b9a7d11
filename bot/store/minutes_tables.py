"""The tables of minutes: their versions, what happened to them, objections, and the action items that outlive them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.store.tables import Moment, metadata

_UNPUBLISHED = text("status IN ('draft', 'in review', 'signed off')")
_PUBLISHED = text("status = 'published'")

# A version of the minutes of a town hall as it stands; what happened to it is in its events. Of a town hall one version
# is worked on at a time, and one is what the public reads.
minutes_versions = Table(
    "minutes_versions",
    metadata,
    Column("hall", ForeignKey("town_halls.number"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(100)),
    Column("replaces", Integer),
    Column("why", Text, nullable=False),
    Column("comments_until", Moment),
    Column("signed_by", String(100)),
    Column("signed_at", Moment),
    Column("published_at", Moment),
    Column("ended_at", Moment),
    Column("ended_why", Text, nullable=False),
    ForeignKeyConstraint(["hall", "replaces"], ["minutes_versions.hall", "minutes_versions.number"]),
    CheckConstraint("published_at IS NULL OR signed_by IS NOT NULL", name="minutes_versions_published_once_signed"),
    Index(
        "minutes_versions_one_in_work",
        "hall",
        unique=True,
        sqlite_where=_UNPUBLISHED,
        postgresql_where=_UNPUBLISHED,
    ),
    Index(
        "minutes_versions_one_published",
        "hall",
        unique=True,
        sqlite_where=_PUBLISHED,
        postgresql_where=_PUBLISHED,
    ),
)

# Everything that happened to minutes, every change of a sentence too; rows are only ever added, and
# lose no more than the words that somebody took back.
minutes_events = Table(
    "minutes_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("hall", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(100)),
    Column("part", String(100), nullable=False),
    Column("why", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("delivery", String(100), unique=True),
    ForeignKeyConstraint(["hall", "version"], ["minutes_versions.hall", "minutes_versions.number"]),
    Index("minutes_events_by_hall", "hall", "version", "id"),
)

# What those who are cited object to.
minutes_objections = Table(
    "minutes_objections",
    metadata,
    Column("hall", String(20), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("part", String(100), nullable=False),
    Column("said", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    Column("settlement", String(20)),
    Column("answer", Text, nullable=False),
    Column("settled_by", String(100)),
    Column("settled_at", Moment),
    ForeignKeyConstraint(["hall", "version"], ["minutes_versions.hall", "minutes_versions.number"]),
)

# What somebody took on in a town hall whose minutes are published, until it is closed.
action_items = Table(
    "action_items",
    metadata,
    Column("hall", ForeignKey("town_halls.number"), primary_key=True),
    Column("part", String(100), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", String(200), nullable=False),
    Column("due", Date),
    Column("due_words", Text, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", String(100)),
    Column("closed_why", Text, nullable=False),
    CheckConstraint("closed_at IS NULL OR closed_by IS NOT NULL", name="action_items_closed_by_somebody"),
)
