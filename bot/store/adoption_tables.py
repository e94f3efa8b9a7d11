"""The tables of drafts of definitions, and of the decisions that adopt one."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, LargeBinary, String, Table

from bot.store.tables import Moment, metadata

# Drafts by the SHA-256 of their files, so that what a decision adopts is one text for good.
definition_drafts = Table(
    "definition_drafts",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("definition", String(100), nullable=False),
    Column("file", String(120), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    Column("poll", String(20)),
    Index("definition_drafts_by_definition", "definition"),
)

# Which text a decision adopts. Whether it is in force follows from the decision, and is not kept a second time.
decision_adoptions = Table(
    "decision_adoptions",
    metadata,
    Column("decision", ForeignKey("decisions.number"), primary_key=True),
    Column("definition", String(100), nullable=False),
    Column("digest", ForeignKey("definition_drafts.digest"), nullable=False),
    Column("in_force_from", Date),
    Index("decision_adoptions_by_definition", "definition"),
)
