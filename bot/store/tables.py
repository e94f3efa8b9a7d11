"""The tables. What must be unique or refer to something is a constraint here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment to UTC; a naive one is a mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the moment back with its zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# One row: the revision counts changes of the library, the digest is that of the folder last loaded.
library_state = Table(
    "library_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    Column("reference_revision", BigInteger, nullable=False),
    Column("folder_digest", String(64), nullable=True),
)

reference_files = Table(
    "reference_files",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("tree", JSON, nullable=False),
)

systems = Table(
    "systems",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("developer", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("family", Text, nullable=False),
    Column("released", String(10)),
    Column("released_source", Text),
    Column("note", Text),
    Column("addresses", JSON, nullable=False),
    Column("unrecorded_bases", JSON, nullable=False),
    Column("changed_in", BigInteger, nullable=False, index=True),
)

# Every name of every system, folded; the primary key keeps two systems from having one.
system_names = Table(
    "system_names",
    metadata,
    Column("folded", String(300), primary_key=True),
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), nullable=False, index=True),
)

system_aliases = Table(
    "system_aliases",
    metadata,
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("alias", Text, nullable=False),
)

system_bases = Table(
    "system_bases",
    metadata,
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("base_id", ForeignKey("systems.id", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    UniqueConstraint("system_id", "base_id"),
)


def _claim(*, primary_key: bool = False) -> tuple[Column[Any], ...]:
    """What somebody says of one component, with the evidence; the component can be part of the key."""
    return (
        Column("component", String(80), primary_key=primary_key, nullable=False),
        Column("access", String(20), nullable=False),
        Column("extent", String(20)),
        Column("licence", Text),
        Column("licence_alternatives", JSON),
        Column("url", Text),
        Column("read_on", Date),
        Column("reader", Text, nullable=False),
        Column("by", String(40)),
        Column("note", Text),
    )


facts = Table(
    "facts",
    metadata,
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *_claim(),
    Index("facts_by_component", "component", "system_id"),
)

licence_periods = Table(
    "licence_periods",
    metadata,
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("components", JSON, nullable=False),
    Column("licence", Text, nullable=False),
    Column("licence_alternatives", JSON, nullable=False),
    Column("source", Text, nullable=False),
    Column("scope", Text),
    Column("from_", String(10)),
    Column("until", String(10)),
    Column("note", Text),
)

reviews = Table(
    "reviews",
    metadata,
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("by", String(40), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("date", String(10), nullable=False),
    Column("source", Text, nullable=False),
    Column("definitions", JSON, nullable=False),
    Column("note", Text),
)

# Claims that contradict a recorded fact, until a moderator settles them.
disputes = Table(
    "disputes",
    metadata,
    Column("system_id", ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *_claim(),
    Column("reason", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("opened_by", String(100), nullable=False),
    Column("proposal", Integer, nullable=False),
)

# What files of other projects say. A system that is taken out leaves its entries behind, tied to none.
imported_entries = Table(
    "imported_entries",
    metadata,
    Column("project", String(40), primary_key=True),
    Column("file", String(300), primary_key=True),
    Column("name", Text, nullable=False),
    Column("model", Text),
    Column("url", Text, nullable=False),
    Column("outcome", String(40)),
    Column("folder", Text),
    Column("system_id", ForeignKey("systems.id", ondelete="SET NULL"), index=True),
    Column("matched", String(20)),
    Column("imported_at", Moment, nullable=False),
    Column("vanished_at", Moment),
)

# One claim a component and entry; never a fact of ours, and never touched by the data files.
claims = Table(
    "claims",
    metadata,
    Column("project", String(40), primary_key=True),
    Column("file", String(300), primary_key=True),
    Column("position", Integer, nullable=False),
    *_claim(primary_key=True),
    ForeignKeyConstraint(
        ["project", "file"], ["imported_entries.project", "imported_entries.file"], ondelete="CASCADE"
    ),
)

# The curators' queue: names that people asked about and nobody has recorded.
unknown_systems = Table(
    "unknown_systems",
    metadata,
    Column("folded", String(300), primary_key=True),
    Column("written", Text, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("first_asked_at", Moment, nullable=False),
    Column("last_asked_at", Moment, nullable=False),
)

# What people propose to change; it waits for a second person, never its author.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # No reference: what people wrote stays when a system is renamed or taken out, and a new one is not there yet.
    Column("system_id", String(200), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("proposed", JSON, nullable=False),
    Column("source", Text, nullable=False),
    Column("shows", Text, nullable=False),
    Column("read_on", Date),
    Column("proposer", String(100), nullable=False, index=True),
    Column("proposed_at", Moment, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("judged_by", String(100)),
    Column("judged_at", Moment),
    Column("reason", Text),
    CheckConstraint("judged_by <> proposer OR state = 'withdrawn'", name="proposals_need_two_persons"),
)

# Every accepted change, with what was there before; never updated, and kept when its system is gone.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("system_id", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("confirmed_by", String(100)),
    Column("why", Text, nullable=False),
    Column("proposal_id", ForeignKey("proposals.id"), index=True),
    Column("alterations", JSON, nullable=False),
    Column("turns", JSON, nullable=False),
    CheckConstraint("confirmed_by <> by", name="changes_need_two_persons"),
    Index("changes_by_system", "system_id", "id"),
)

# The parts of systems in which the database has something else than the data files, with what these say.
file_parts = Table(
    "file_parts",
    metadata,
    Column("system_id", String(200), primary_key=True),
    Column("part", String(100), primary_key=True),
    Column("says", JSON(none_as_null=True)),
    Column("clashed_at", Moment),
)

# What a delivery of the platform caused, so that the same one delivered again changes nothing.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("caused", String(60), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

# Answers given unasked: one for a system, a channel and an hour.
unasked_answers = Table(
    "unasked_answers",
    metadata,
    Column("channel", String(100), primary_key=True),
    Column("system_id", String(200), primary_key=True),
    Column("hour", Moment, primary_key=True),
)

# Messages that must reach a channel. The revisions count states of the subject: the one that the message should show,
# the one of the first try to send it, and the one that it shows.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel", String(100), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("kind", String(60), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    # Not before this moment; of a post that was given up, when it was.
    Column("due_at", Moment, nullable=False),
    Column("claimed_by", String(40)),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text),
    Column("nonce", String(25), nullable=False),
    Column("message_id", String(100)),
    Column("revision_wanted", BigInteger, nullable=False),
    Column("revision_tried", BigInteger),
    Column("revision_sent", BigInteger),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("channel", "subject"),
    Index("outbox_due", "state", "due_at"),
)

# Work that is due at set times.
chores = Table(
    "chores",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("every", String(100), nullable=False),
    Column("due_at", Moment, nullable=False, index=True),
    Column("claimed_by", String(40)),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("last_done_at", Moment),
    Column("last_error", Text),
)
