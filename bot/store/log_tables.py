"""The tables of the transparency log. Salts and values stand in one of them, so that they can be destroyed."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.store.tables import Moment, metadata

_PENDING = text("pending")

# The leaves in their places, as the bytes that are published; rows are only ever added. ``about`` is what a leaf is
# about, the part of its id before the stroke.
log_leaves = Table(
    "log_leaves",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(100), nullable=False, unique=True),
    Column("about", String(50), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("entry", Text, nullable=False),
    Index("log_leaves_by_about", "about", "seq"),
    Index("log_leaves_by_at", "at"),
)

# What leaves stand for. ``content`` is salt, name and value as they are published; without it nobody can tell any more.
# What is sealed has no file. ``filed`` says that there may be one, ``pending`` that it is still to be written or taken
# away.
log_disclosures = Table(
    "log_disclosures",
    metadata,
    Column("digest", String(43), primary_key=True),
    Column("leaf", ForeignKey("log_leaves.seq"), nullable=False),
    Column("name", String(300), nullable=False),
    Column("content", Text),
    Column("sealed", Boolean, nullable=False),
    Column("filed", Boolean, nullable=False),
    Column("pending", Boolean, nullable=False),
    CheckConstraint("NOT (sealed AND (filed OR pending))", name="log_disclosures_sealed_have_no_file"),
    Index("log_disclosures_by_leaf", "leaf"),
    Index("log_disclosures_pending", "leaf", sqlite_where=_PENDING, postgresql_where=_PENDING),
)

# What was signed: of one size there is one root for good. ``published_at`` when its files were all written.
log_checkpoints = Table(
    "log_checkpoints",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("root", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("signed_at", Moment, nullable=False),
    Column("published_at", Moment),
)

# What was destroyed, and is still to be said in the log until it is ``logged``.
log_redactions = Table(
    "log_redactions",
    metadata,
    Column("id", String(50), primary_key=True),
    Column("about", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", String(80), nullable=False),
    Column("digests", JSON, nullable=False),
    Column("logged", Boolean, nullable=False),
)

# As of which state each thing was looked at for what has no leaf yet; it spares looking again at what is the same.
log_collected = Table(
    "log_collected",
    metadata,
    Column("source", String(30), primary_key=True),
    Column("subject", String(100), primary_key=True),
    Column("stamp", String(200), nullable=False),
)

# One row: who publishes, until when nobody else does; when it was done last, whether it is to be done at once; how
# often anything was erased; and why nothing is signed any more, if that is so.
log_state = Table(
    "log_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("claimed_by", String(40)),
    Column("claimed_until", Moment),
    Column("published_at", Moment),
    Column("urgent", Boolean, nullable=False),
    Column("redactions", Integer, nullable=False),
    Column("halted", Text),
    Column("halted_at", Moment),
    CheckConstraint("id = 1", name="log_state_is_one"),
)
