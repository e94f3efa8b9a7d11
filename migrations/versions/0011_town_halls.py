"""Town halls: what happened to them, who took part and how they want to be named, and what was said."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables of town halls."""
    _make_halls()
    _make_people()
    _make_remarks()
    _make_lists()


def _make_halls() -> None:
    op.create_table(
        "town_halls",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("guild", sa.String(length=100), nullable=True),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("call", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("naming", sa.String(length=20), nullable=False),
        sa.Column("comment_hours", sa.Integer(), nullable=False),
        sa.Column("objections", sa.String(length=10), nullable=False),
        sa.Column("facilitators", sa.JSON(), nullable=False),
        sa.Column("scribes", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("opened_at IS NOT NULL OR closed_at IS NULL", name="town_halls_closed_once_opened"),
        sa.PrimaryKeyConstraint("number"),
    )
    going_on = sa.text("opened_at IS NOT NULL AND closed_at IS NULL")
    op.create_index(
        "town_halls_one_open", "town_halls", ["channel"], unique=True, sqlite_where=going_on, postgresql_where=going_on
    )
    op.create_table(
        "hall_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivery", sa.String(length=100), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_index("hall_events_by_hall", "hall_events", ["hall", "id"], unique=False)


def _make_people() -> None:
    op.create_table(
        "hall_participants",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=200), nullable=False),
        sa.Column("naming", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("hall", "person"),
    )


def _make_remarks() -> None:
    op.create_table(
        "hall_remarks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=100), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("first_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_to", sa.String(length=100), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("gone", sa.String(length=20), nullable=True),
        sa.Column("mark_void", sa.Boolean(), nullable=False),
        sa.CheckConstraint("gone IS NULL OR text = ''", name="hall_remarks_gone_without_text"),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hall", "message"),
    )
    op.create_index(op.f("ix_hall_remarks_message"), "hall_remarks", ["message"], unique=False)
    op.create_index("hall_remarks_by_place", "hall_remarks", ["hall", "place"], unique=False)
    op.create_table(
        "hall_reactions",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=100), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["hall", "message"], ["hall_remarks.hall", "hall_remarks.message"]),
        sa.PrimaryKeyConstraint("hall", "message", "emoji", "person"),
    )


def _make_lists() -> None:
    op.create_table(
        "hall_agenda",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("hall", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("origin", sa.String(length=100), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_hall_agenda_hall"), "hall_agenda", ["hall"], unique=False)
    op.create_table(
        "hall_declared",
        sa.Column("hall", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("struck_by", sa.String(length=100), nullable=True),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hall"], ["town_halls.number"]),
        sa.PrimaryKeyConstraint("hall", "number"),
    )


def downgrade() -> None:
    """Drop them, with what waits to be posted about them; numbers that were given are not given again."""
    op.drop_table("hall_declared")
    op.drop_index(op.f("ix_hall_agenda_hall"), table_name="hall_agenda")
    op.drop_table("hall_agenda")
    op.drop_table("hall_reactions")
    op.drop_index("hall_remarks_by_place", table_name="hall_remarks")
    op.drop_index(op.f("ix_hall_remarks_message"), table_name="hall_remarks")
    op.drop_table("hall_remarks")
    op.drop_table("hall_participants")
    op.drop_index("hall_events_by_hall", table_name="hall_events")
    op.drop_table("hall_events")
    op.drop_index("town_halls_one_open", table_name="town_halls")
    op.drop_table("town_halls")
    op.execute("DELETE FROM outbox WHERE kind LIKE 'town hall%'")
