"""SQLite's connections, with one errand to their thread for each statement, or none.

The driver sends the thread of a connection four errands for a statement that gives rows: to make a cursor, to execute,
to fetch and to close. Each takes longer than most statements do.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import aiosqlite
from aiosqlite.context import contextmanager

# So many rows come with the errand that executes: all that most statements give, and few enough to hold.
FIRST_ROWS = 256

Parameters = Iterable[Any] | None


class Connection(aiosqlite.Connection):
    """A connection whose cursors send one errand for a statement.

    While it is ``in_place``, statements run where they are asked for, and nobody else has a turn before they are done:
    for small ones, which find no lock and no disk to wait for.
    """

    in_place = False

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        """A cursor; nothing is asked of the thread for it."""
        return Cursor(self)

    async def errand(self, errand: Callable[[sqlite3.Connection], Any]) -> Any:
        """Have something done by the connection's thread, or in place."""
        if self.in_place:
            return errand(self._conn)
        return await self._execute(errand, self._conn)  # type: ignore[no-untyped-call]


def connect(database: str, **options: Any) -> Connection:
    """A connection to be awaited, as the driver's own function makes it; its thread ends with the program."""
    # One errand at a time is under way, so that two threads never meet in it.
    options["check_same_thread"] = False
    made = Connection(lambda: sqlite3.connect(database, **options), FIRST_ROWS)
    made._thread.daemon = True
    return made


class Cursor(aiosqlite.Cursor):
    """A cursor that brings the first rows along, and is closed already if these are all."""

    _cursor: sqlite3.Cursor

    def __init__(self, connection: Connection) -> None:
        self.iter_chunk_size = FIRST_ROWS
        self._connection = connection
        self._rows: deque[Any] = deque()
        self._unfinished = False

    async def execute(self, sql: str, parameters: Parameters = None) -> Cursor:
        """Run a statement."""
        return await self._run(lambda cursor: cursor.execute(sql, parameters or ()))  # type: ignore[arg-type]

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Cursor:
        """Run a statement several times."""
        return await self._run(lambda cursor: cursor.executemany(sql, parameters))  # type: ignore[arg-type]

    async def _run(self, run: Callable[[sqlite3.Cursor], object]) -> Cursor:
        def errand(connection: sqlite3.Connection) -> tuple[sqlite3.Cursor, list[Any], bool]:
            cursor = connection.cursor()
            unfinished = False
            try:
                run(cursor)
                rows = cursor.fetchmany(FIRST_ROWS) if cursor.description else []
                unfinished = len(rows) == FIRST_ROWS
            finally:
                if not unfinished:
                    cursor.close()
            return cursor, rows, unfinished

        self._cursor, rows, self._unfinished = await self._connection.errand(errand)
        self._rows = deque(rows)
        return self

    async def fetchone(self) -> Any:
        """The next row, or None."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows; fewer than so many, or none, at the end."""
        wanted = self.arraysize if size is None else size
        missing = wanted - len(self._rows)
        if missing > 0 and self._unfinished:
            rest = max(missing, FIRST_ROWS)
            self._rows.extend(await self._connection.errand(lambda _connection: self._cursor.fetchmany(rest)))
        return [self._rows.popleft() for _row in range(min(wanted, len(self._rows)))]

    async def fetchall(self) -> list[Any]:
        """The rows that are left."""
        rows = list(self._rows)
        self._rows.clear()
        if self._unfinished:
            rows += await self._connection.errand(lambda _connection: self._cursor.fetchall())
        return rows

    async def close(self) -> None:
        """Let go of what was not fetched."""
        self._rows.clear()
        if self._unfinished:
            self._unfinished = False
            await self._connection.errand(lambda _connection: self._cursor.close())
