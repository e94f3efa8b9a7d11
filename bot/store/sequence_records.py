"""Numbers of records: one sequence a kind and year."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.inserting import insert_or
from bot.store.poll_tables import sequences


class SequenceRecords:
    """Gives each record its number, in the transaction that makes it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, kind: str, year: int) -> str:
        """The next number, such as "P-2026-0003"; never one that was given before."""
        first = insert_or(self._connection, sequences).values(kind=kind, year=year, last=1)
        keys = ["kind", "year"]
        further = first.on_conflict_do_update(index_elements=keys, set_={"last": sequences.c.last + 1})
        number: int = (await self._connection.execute(further.returning(sequences.c.last))).scalar_one()
        return f"{kind}-{year}-{number:04}"
