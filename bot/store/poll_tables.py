"""The tables of polls, and the numbers of records. Who a voter is stands in one of them, so that it can be erased."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.store.tables import Moment, metadata

# The last number of each kind and year; numbers have gaps where a transaction failed, and are never given twice.
sequences = Table(
    "sequences",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

# A poll as it stands; what happened to it is in its events.
polls = Table(
    "polls",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("charter", Text, nullable=False),
    Column("author", String(100), nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("roll_digest", String(64)),
    Column("opened_at", Moment),
    Column("closes_at", Moment, nullable=False, index=True),
    Column("finished_at", Moment),
    Column("voided_at", Moment),
    Column("channel", String(100)),
    Column("guild", String(100)),
    CheckConstraint("opened_at IS NULL OR roll_digest IS NOT NULL", name="polls_open_with_a_roll"),
)

# Who confirmed which roll: two persons, and never the poll's author.
poll_confirmations = Table(
    "poll_confirmations",
    metadata,
    Column("poll", ForeignKey("polls.number"), primary_key=True),
    Column("roll_digest", String(64), primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("author", String(100), nullable=False),
    CheckConstraint("person <> author", name="poll_confirmations_not_by_the_author"),
)

# Everything that happened to polls; rows are only ever added.
poll_events = Table(
    "poll_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("poll", ForeignKey("polls.number"), nullable=False),
    Column("by", String(100)),
    Column("handle", String(32)),
    Column("at", Moment, nullable=False),
    Column("delivery", String(100), unique=True),
    Column("body", JSON, nullable=False),
    Index("poll_events_by_poll", "poll", "id"),
)

# Who stands behind a handle; without the person the ballot stays, and nobody can tell whose it was. What was known of
# the person when the roll was set stays as it was. An outsider stands on no roll, and only answers.
poll_voters = Table(
    "poll_voters",
    metadata,
    Column("poll", ForeignKey("polls.number"), primary_key=True),
    Column("handle", String(32), primary_key=True),
    Column("person", String(100)),
    Column("category", String(200), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("region", String(200), nullable=False),
    Column("removed_at", Moment),
    Column("verified", Boolean, nullable=False, server_default=false()),
    Column("disclosed", Boolean, nullable=False, server_default=false()),
    Column("of_maker", Boolean, nullable=False, server_default=false()),
    Column("outsider", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("poll", "person"),
)

# Who excludes whose ballot from the count: it takes two persons, and never the poll's author.
poll_exclusions = Table(
    "poll_exclusions",
    metadata,
    Column("poll", String(20), primary_key=True),
    Column("handle", String(32), primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("author", String(100), nullable=False),
    CheckConstraint("person <> author", name="poll_exclusions_not_by_the_author"),
    ForeignKeyConstraint(["poll", "handle"], ["poll_voters.poll", "poll_voters.handle"]),
)

# Every cell as the casts leave it; it could be made of them again. A choice taken back is a row without one.
poll_cells = Table(
    "poll_cells",
    metadata,
    Column("poll", String(20), primary_key=True),
    Column("handle", String(32), primary_key=True),
    Column("component", String(200), primary_key=True),
    Column("freedom", String(10), primary_key=True),
    Column("choice", String(10)),
    Column("via", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("event", ForeignKey("poll_events.id"), nullable=False),
    ForeignKeyConstraint(["poll", "handle"], ["poll_voters.poll", "poll_voters.handle"]),
)

# When the bot was last reachable in a guild, as far as polls there needed it.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("guild", String(100), primary_key=True),
    Column("at", Moment, nullable=False),
)

# How people want to be reminded, where they have said so.
reminder_choices = Table(
    "reminder_choices",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("how", String(10), nullable=False),
)
