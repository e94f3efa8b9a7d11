"""Inserts that can say what to do about a key that is there already."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_new(connection: AsyncConnection, table: Table, **values: object) -> bool:
    """Insert a row unless its key is there already; says whether it was new."""
    done = await connection.execute(insert_or(connection, table).values(**values).on_conflict_do_nothing())
    return done.rowcount == 1


def insert_or(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what to do about a key that is there already; both engines spell it alike."""
    return insert_on(connection.dialect.name, table)


def insert_on(engine: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """The same by the engine's name, for statements that are built once."""
    return postgresql.insert(table) if engine == "postgresql" else sqlite.insert(table)
