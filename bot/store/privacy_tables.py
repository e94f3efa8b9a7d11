"""The tables of what people chose for the whole record, of who asked to be forgotten, and of what was taken out."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text, text

from bot.store.tables import Moment, metadata

_WAITING = text("confirmed_at IS NULL AND ended_at IS NULL")

# How people are named wherever the public record names people, where they said so; an empty name is nobody's.
public_names = Table(
    "public_names",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)

# What tells, while a poll runs, that somebody who was forgotten has a ballot in it already; it goes with the close.
poll_marks = Table(
    "poll_marks",
    metadata,
    Column("poll", ForeignKey("polls.number"), primary_key=True),
    Column("secret", String(64), nullable=False),
)

# People whom one moderator wants forgotten because they asked; a second one has to do the same. Gone once it is done.
forget_requests = Table(
    "forget_requests",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("names", JSON, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("person <> by", name="forget_requests_for_another"),
)

# Texts that one moderator wants taken out, and a second one took out; what they said stands nowhere here.
redactions = Table(
    "redactions",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("subject", String(60), nullable=False),
    Column("part", String(200), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("asked_by", String(100), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("confirmed_by", String(100)),
    Column("confirmed_at", Moment),
    Column("ended_by", String(100)),
    Column("ended_at", Moment),
    Column("note", Text, nullable=False),
    CheckConstraint("confirmed_by <> asked_by", name="redactions_need_two_persons"),
    CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="redactions_are_confirmed_by_somebody"),
    CheckConstraint("confirmed_at IS NULL OR ended_at IS NULL", name="redactions_end_once"),
    Index("redactions_by_subject", "subject", "part"),
    Index(
        "redactions_one_waits",
        "subject",
        "part",
        unique=True,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
)
