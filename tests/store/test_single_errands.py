"""What a statement asks of the thread of its SQLite connection, and what it brings."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store.single_errands import FIRST_ROWS, Connection, connect

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT ?"


class Counting(Connection):
    """A connection that counts its errands."""

    errands = 0

    async def errand(self, errand: Callable[[sqlite3.Connection], Any]) -> Any:
        """Have something done by the connection's thread."""
        self.errands += 1
        return await super().errand(errand)


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Counting]:
    """A connection with a table of the numbers up to 1,000; transactions are left to the test."""
    opened = Counting(lambda: sqlite3.connect(tmp_path / "errands.db", isolation_level=None), FIRST_ROWS)
    async with opened:
        await opened.execute("CREATE TABLE numbers (i INTEGER PRIMARY KEY)")
        await opened.execute(f"INSERT INTO numbers {NUMBERS}", (1000,))
        yield opened


async def test_a_statement_that_gives_rows_is_one_errand(connection: Counting) -> None:
    cursor: Any = await connection.cursor()
    await cursor.execute("SELECT i FROM numbers WHERE i < ?", (4,))
    rows = await cursor.fetchall()
    await cursor.close()

    assert rows == [(1,), (2,), (3,)]
    assert cursor.description[0][0] == "i"
    assert connection.errands == 1


async def test_in_place_a_statement_gives_nobody_a_turn(tmp_path: Path) -> None:
    opened = connect(str(tmp_path / "place.db"), isolation_level=None)
    turns: list[str] = []
    async with opened:
        opened.in_place = True
        asyncio.get_running_loop().call_soon(turns.append, "somebody else")
        cursor: Any = await opened.cursor()
        await cursor.execute(NUMBERS, (1000,))
        rows = await cursor.fetchall()
        await cursor.close()
        before = list(turns)
        opened.in_place = False
        await opened.execute("SELECT 1")

    assert len(rows) == 1000
    assert (before, turns) == ([], ["somebody else"])


async def test_a_statement_that_gives_none_says_how_many_rows_it_changed(connection: Counting) -> None:
    cursor: Any = await connection.cursor()
    await cursor.executemany("DELETE FROM numbers WHERE i = ?", [(1,), (2,), (5000,)])

    assert cursor.rowcount == 2
    assert cursor.description is None
    assert connection.errands == 1


async def test_what_an_insert_gives_back_is_brought_along(connection: Counting) -> None:
    cursor: Any = await connection.cursor()
    await cursor.execute("INSERT INTO numbers VALUES (2000) RETURNING i")

    assert (await cursor.fetchone(), await cursor.fetchone()) == ((2000,), None)
    assert connection.errands == 1


@pytest.mark.parametrize("count", [0, 1, FIRST_ROWS - 1, FIRST_ROWS, FIRST_ROWS + 1, 1000])
async def test_every_row_comes_once_and_in_order_however_it_is_fetched(connection: Counting, count: int) -> None:
    async def executed() -> Any:
        return await (await connection.cursor()).execute(NUMBERS, (count,))

    at_once = await (await executed()).fetchall()
    one_by_one = [row async for row in await executed()]
    in_portions = []
    portioned = await executed()
    while portion := await portioned.fetchmany(100):
        in_portions += portion

    expected = [(number,) for number in range(1, count + 1)]
    assert at_once == one_by_one == in_portions == expected


async def test_who_closes_a_cursor_before_the_end_lets_go_of_the_table(connection: Counting) -> None:
    cursor: Any = await connection.cursor()
    await cursor.execute("SELECT i FROM numbers")

    await cursor.close()

    await connection.execute("DROP TABLE numbers")


async def test_a_statement_that_fails_raises_and_lets_go_of_the_table(connection: Counting) -> None:
    cursor: Any = await connection.cursor()

    with pytest.raises(sqlite3.IntegrityError):
        await cursor.execute("INSERT INTO numbers VALUES (3000), (1) RETURNING i")
    await cursor.close()

    await connection.execute("DROP TABLE numbers")
