"""Proposals with their review, the history of every change, disputes, and what the data files say otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_corrections = sa.table(
    "corrections",
    sa.column("id", sa.Integer()),
    sa.column("system_id", sa.String()),
    sa.column("text", sa.Text()),
    sa.column("source", sa.Text()),
    sa.column("proposer", sa.String()),
    sa.column("proposed_at", sa.DateTime(timezone=True)),
)
_proposals = sa.table(
    "proposals",
    sa.column("id", sa.Integer()),
    sa.column("system_id", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("proposed", sa.JSON()),
    sa.column("source", sa.Text()),
    sa.column("shows", sa.Text()),
    sa.column("proposer", sa.String()),
    sa.column("proposed_at", sa.DateTime(timezone=True)),
    sa.column("state", sa.String()),
)


def upgrade() -> None:
    """Make the tables; corrections that were proposed become proposals in words, with their numbers."""
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("proposer", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("judged_by", sa.String(length=100), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("judged_by <> proposer OR state = 'withdrawn'", name="proposals_need_two_persons"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proposals_system_id"), "proposals", ["system_id"], unique=False)
    op.create_index(op.f("ix_proposals_proposer"), "proposals", ["proposer"], unique=False)
    op.create_index(op.f("ix_proposals_state"), "proposals", ["state"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("confirmed_by", sa.String(length=100), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("alterations", sa.JSON(), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.CheckConstraint("confirmed_by <> by", name="changes_need_two_persons"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("changes_by_system", "changes", ["system_id", "id"], unique=False)
    op.create_index(op.f("ix_changes_proposal_id"), "changes", ["proposal_id"], unique=False)
    op.create_table(
        "file_parts",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("says", sa.JSON(), nullable=True),
        sa.Column("clashed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("system_id", "part"),
    )
    op.create_table(
        "disputes",
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("component", sa.String(length=80), nullable=False),
        sa.Column("access", sa.String(length=20), nullable=False),
        sa.Column("extent", sa.String(length=20), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("licence_alternatives", sa.JSON(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=100), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("system_id", "position"),
    )
    _corrections_become_proposals(op.get_bind())
    op.drop_index(op.f("ix_corrections_system_id"), table_name="corrections")
    op.drop_table("corrections")


def _corrections_become_proposals(connection: sa.Connection) -> None:
    rows = connection.execute(sa.select(_corrections)).all()
    values = [
        {
            "id": row.id,
            "system_id": row.system_id,
            "kind": "words",
            "proposed": {"text": row.text},
            "source": row.source,
            "shows": "",
            "proposer": row.proposer,
            "proposed_at": row.proposed_at,
            "state": "open",
        }
        for row in rows
    ]
    if values:
        connection.execute(sa.insert(_proposals), values)
        _count_on(connection, "proposals", max(row.id for row in rows))


def _count_on(connection: sa.Connection, table: str, last: int) -> None:
    """Let PostgreSQL number on after the numbers given here; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table, "id")
        connection.execute(sa.select(sa.func.setval(sequence, last)))


def downgrade() -> None:
    """Drop them; proposals in words become corrections again."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("system_id", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposer", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_corrections_system_id"), "corrections", ["system_id"], unique=False)
    connection = op.get_bind()
    rows = connection.execute(sa.select(_proposals).where(_proposals.c.kind == "words")).all()
    if rows:
        values = [
            {
                "id": row.id,
                "system_id": row.system_id,
                "text": row.proposed["text"],
                "source": row.source,
                "proposer": row.proposer,
                "proposed_at": row.proposed_at,
            }
            for row in rows
        ]
        connection.execute(sa.insert(_corrections), values)
        _count_on(connection, "corrections", max(row.id for row in rows))
    op.drop_table("disputes")
    op.drop_table("file_parts")
    op.drop_index(op.f("ix_changes_proposal_id"), table_name="changes")
    op.drop_index("changes_by_system", table_name="changes")
    op.drop_table("changes")
    op.drop_index(op.f("ix_proposals_state"), table_name="proposals")
    op.drop_index(op.f("ix_proposals_proposer"), table_name="proposals")
    op.drop_index(op.f("ix_proposals_system_id"), table_name="proposals")
    op.drop_table("proposals")
