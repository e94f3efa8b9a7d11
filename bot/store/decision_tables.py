"""The tables of decisions: what was decided, what it rests on, what happened to it, what can be taken back."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.tables import Moment, metadata

_IN_EFFECT = text("since IS NOT NULL")

# A decision as it stands. What it says is never changed; what happened to it is in its events. Two persons are two: who
# confirms is not who logged, who withdraws is not who asked for it. ``words`` is what a search looks through.
decisions = Table(
    "decisions",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("text", JSON, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("logged_by", String(100), nullable=False),
    Column("logged_at", Moment, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("status", String(20), nullable=False),
    Column("confirmed_by", String(100)),
    Column("accepted_at", Moment),
    Column("withdrawal_by", String(100)),
    Column("ended_at", Moment),
    Column("ended_by", String(100)),
    Column("ended_why", Text, nullable=False),
    Column("review_due", Date),
    Column("review_verdict", String(30)),
    Column("words", Text, nullable=False),
    CheckConstraint("confirmed_by <> logged_by", name="decisions_confirmed_by_another"),
    CheckConstraint("accepted_at IS NULL OR alone OR confirmed_by IS NOT NULL", name="decisions_accepted_by_two"),
    CheckConstraint("status NOT IN ('accepted', 'superseded') OR accepted_at IS NOT NULL",
                    name="decisions_hold_once_accepted"),
    CheckConstraint("status <> 'withdrawn' OR accepted_at IS NULL OR alone OR "
                    "(withdrawal_by IS NOT NULL AND withdrawal_by <> ended_by)",
                    name="decisions_withdrawn_by_two"),
    Index("decisions_by_status", "status", "number"),
    Index("decisions_by_review", "review_due"),
)  # fmt: skip

# Everything that happened to decisions; rows are only ever added.
decision_events = Table(
    "decision_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("decision", ForeignKey("decisions.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("body", JSON, nullable=False),
    Column("delivery", String(100), unique=True),
    Index("decision_events_by_decision", "decision", "id"),
)

# What a decision rests on, in the order in which it was named; ``added_at`` where that was later than the decision.
decision_citations = Table(
    "decision_citations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("decision", ForeignKey("decisions.number"), nullable=False),
    Column("source", String(20), nullable=False),
    Column("target", Text, nullable=False),
    Column("part", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("tally", String(64), nullable=False, server_default=""),
    Column("added_at", Moment),
    Column("added_by", String(100)),
    UniqueConstraint("decision", "source", "target", "part"),
    Index("decision_citations_by_target", "source", "target"),
)

# Which decision takes the place of which; ``since`` when it does. One place is taken once.
decision_supersessions = Table(
    "decision_supersessions",
    metadata,
    Column("old", ForeignKey("decisions.number"), primary_key=True),
    Column("new", ForeignKey("decisions.number"), primary_key=True),
    Column("since", Moment),
    CheckConstraint("old <> new", name="decision_supersessions_of_another"),
    Index("decision_supersessions_once", "old", unique=True, sqlite_where=_IN_EFFECT, postgresql_where=_IN_EFFECT),
    Index("decision_supersessions_by_new", "new"),
)

# What goes with a decision and can be taken away without touching it: whose dissent, whom an action concerns.
decision_disclosures = Table(
    "decision_disclosures",
    metadata,
    Column("decision", ForeignKey("decisions.number"), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    Column("public", Boolean, nullable=False),
)
