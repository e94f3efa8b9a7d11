"""The tables of town halls: what happened to them, who took part, and what was said."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.tables import Moment, metadata

_GOING_ON = text("opened_at IS NOT NULL AND closed_at IS NULL")

# A town hall as it stands; what happened to it is in its events. A channel has one that is going on.
town_halls = Table(
    "town_halls",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("title", Text, nullable=False),
    Column("channel", String(100), nullable=False),
    Column("guild", String(100)),
    Column("place", String(20), nullable=False),
    Column("source_kind", String(40), nullable=False),
    Column("call", Boolean, nullable=False),
    Column("author", String(100), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("naming", String(20), nullable=False),
    Column("comment_hours", Integer, nullable=False),
    Column("objections", String(10), nullable=False),
    Column("facilitators", JSON, nullable=False),
    Column("scribes", JSON, nullable=False),
    Column("starts_at", Moment),
    Column("opened_at", Moment),
    Column("paused_at", Moment),
    Column("closed_at", Moment),
    CheckConstraint("opened_at IS NOT NULL OR closed_at IS NULL", name="town_halls_closed_once_opened"),
    Index(
        "town_halls_one_open",
        "channel",
        unique=True,
        sqlite_where=_GOING_ON,
        postgresql_where=_GOING_ON,
    ),
)

# Everything that happened to town halls, every choice of consent too; rows are only ever added.
hall_events = Table(
    "hall_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("hall", ForeignKey("town_halls.number"), nullable=False),
    Column("by", String(100)),
    Column("at", Moment, nullable=False),
    Column("delivery", String(100), unique=True),
    Column("body", JSON, nullable=False),
    Index("hall_events_by_hall", "hall", "id"),
)

# Who took part. Without a choice of their own the town hall's default holds.
hall_participants = Table(
    "hall_participants",
    metadata,
    Column("hall", ForeignKey("town_halls.number"), primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("category", String(200), nullable=False),
    Column("naming", String(20)),
)

# What was said. "place" gives the order; what is gone keeps its row and its digests.
hall_remarks = Table(
    "hall_remarks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("hall", ForeignKey("town_halls.number"), nullable=False),
    Column("message", String(100), nullable=False, index=True),
    Column("place", BigInteger, nullable=False),
    Column("author", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("first_digest", String(64), nullable=False),
    Column("at", Moment),
    Column("edited_at", Moment),
    Column("edited_since", Moment),
    Column("reply_to", String(100)),
    Column("link", Text, nullable=False),
    Column("line", Integer),
    Column("speaker", String(200), nullable=False, server_default=""),
    Column("attachments", JSON, nullable=False),
    Column("gone", String(20)),
    Column("mark_void", Boolean, nullable=False),
    UniqueConstraint("hall", "message"),
    CheckConstraint("gone IS NULL OR text = ''", name="hall_remarks_gone_without_text"),
    Index("hall_remarks_by_place", "hall", "place"),
)

# Who reacted to what was said, and with which sign.
hall_reactions = Table(
    "hall_reactions",
    metadata,
    Column("hall", String(20), primary_key=True),
    Column("message", String(100), primary_key=True),
    Column("emoji", String(100), primary_key=True),
    Column("person", String(100), primary_key=True),
    ForeignKeyConstraint(["hall", "message"], ["hall_remarks.hall", "hall_remarks.message"]),
)

# What town halls are to talk about. Items of polls wait without a town hall until the next one takes them up. Chapters
# of an imported recording are items too: each begins with a remark.
hall_agenda = Table(
    "hall_agenda",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("hall", ForeignKey("town_halls.number"), index=True),
    Column("title", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("origin", String(100), nullable=False),
    Column("message", String(100)),
    Column("added_at", Moment, nullable=False),
    Column("removed_at", Moment),
)

# Marks that were set without being typed into a remark.
hall_declared = Table(
    "hall_declared",
    metadata,
    Column("hall", ForeignKey("town_halls.number"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("mark", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("struck_by", String(100)),
    Column("struck_at", Moment),
)

# The files that town halls were imported from. The same file makes one, unless somebody wants another of it.
hall_files = Table(
    "hall_files",
    metadata,
    Column("hall", ForeignKey("town_halls.number"), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("copy", Integer, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("sha256", "copy"),
)

# What was read of a file and waits for whoever brought it to confirm; of what was confirmed the town hall is left.
hall_drafts = Table(
    "hall_drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", LargeBinary),
    Column("hall", ForeignKey("town_halls.number")),
)

# Which person a name in files means, as somebody said.
hall_aliases = Table(
    "hall_aliases",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("person", String(100), nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
)
