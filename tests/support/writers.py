"""A process that writes and says what is acknowledged, to be killed: `python -m tests.support.writers URL NAME`."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import Records, Store
from bot.store.tables import unasked_answers

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ROWS = ("a", "b", "c", "d")
WRITERS = 16


async def write(records: Records, id_: str) -> None:
    """A small use case: an id of what was delivered, and four rows that it caused."""
    assert await records.deliveries.first(id_, "a test", AT)
    # The repository's own way takes a statement a row; ballots are stored together.
    connection: AsyncConnection = records.unasked._connection
    rows = [{"channel": id_, "system_id": row, "hour": AT} for row in ROWS]
    await connection.execute(insert(unasked_answers), rows)


async def _write_for_ever(store: Store, name: str) -> None:
    numbers = itertools.count(1)

    async def writer() -> None:
        for number in numbers:
            async with store.write() as records:
                await write(records, f"{name}-{number}")
            os.write(sys.stdout.fileno(), f"{name}-{number}\n".encode())

    await asyncio.gather(*(writer() for _number in range(WRITERS)))


if __name__ == "__main__":
    asyncio.run(_write_for_ever(Store(sys.argv[1]), sys.argv[2]))
