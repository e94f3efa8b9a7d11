"""Opening a database, and transactions on it."""

from __future__ import annotations

import asyncio
import logging
import math
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import TextClause, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InvalidatePoolError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.domain.refusals import Refusal
from bot.store import single_errands
from bot.store.records import Records
from bot.store.shared_commits import DEFERRED, NoTurn, SharedCommits
from bot.store.tables import metadata
from bot.texts import _

log = logging.getLogger(__name__)


# How long anybody waits for whoever else is writing, unless the address says otherwise: sqlite:///FILE?timeout=5
_PATIENCE_SECONDS = 30

# How many a process has to PostgreSQL at most, which accepts a hundred if nobody says otherwise.
_CONNECTIONS = 15

# After so long a PostgreSQL connection is tried before it is used again.
_RESTED_SECONDS = 1.0


class DatabaseUnavailable(Refusal):
    """The database cannot be opened; the message says what to look at."""


class Store:
    """A database. SQLite is made when it is missing; PostgreSQL must be there.

    Args:
        url: "sqlite:///path/to/file.db", "sqlite://" for one in memory, or "postgresql://user@host/name".
    """

    def __init__(self, url: str) -> None:
        self._url = _with_driver(url)
        if self.embedded and self._url.database:
            _make_folder(Path(self._url.database))
        self._engine = _engine(self._url)
        self._turn = _turn(self._url)
        self._listeners: list[Callable[[], None]] = []
        self._shared = SharedCommits(lambda: self._connection("write"), _patience_seconds(self._url))

    @property
    def embedded(self) -> bool:
        """Whether it is SQLite."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def in_memory(self) -> bool:
        """Whether nobody else can open it: it is gone when it is closed."""
        return _in_memory(self._url)

    def __str__(self) -> str:
        return self._url.render_as_string(hide_password=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Records]:
        """Look: every read of the block sees one state."""
        async with self._connection("read") as connection:
            yield Records(connection)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Records]:
        """Look at one thing, outside of any transaction: the quickest way to see whether something changed."""
        async with self._connection("glance") as connection:
            yield Records(connection)

    @asynccontextmanager
    async def write(self, *, alone: bool = False) -> AsyncIterator[Records]:
        """Change: committed when the block ends, undone when it raises.

        On SQLite one block is written at a time, and blocks that wait share a commit: whoever is slow in one holds up
        the others, and is undone after half a minute.

        Args:
            alone: For what takes longer than a moment: it shares nothing, and has the time that it needs.
        """
        async with self._writing(alone=alone) as connection:
            records = Records(connection)
            yield records
        if records.outbox.queued:
            for listener in self._listeners:
                listener()

    def when_queued(self, listener: Callable[[], None]) -> None:
        """Have something called whenever a transaction of this process has left a message in the outbox.

        It spares a wait, and nothing rests on it: the message stands in the database.
        """
        self._listeners.append(listener)

    async def scrub(self) -> bool:
        """Take what was erased off the disk as far as this database can: SQLite writes its file anew.

        PostgreSQL overwrites the place of what was erased in its own time.

        Returns:
            Whether it was done; False where somebody else kept the file busy, or the database is PostgreSQL.
        """
        if not self.embedded:
            return False
        try:
            async with self._connection("glance") as connection:
                await connection.exec_driver_sql("VACUUM")
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except DBAPIError:
            log.warning("the database was busy, and erased words may still stand in its file", exc_info=True)
            return False
        return True

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """A bare connection in a transaction, for migrations alone."""
        async with self._writing(alone=True) as connection:
            yield connection

    @asynccontextmanager
    async def _writing(self, *, alone: bool) -> AsyncIterator[AsyncConnection]:
        if not self.embedded:
            async with self._connection("write") as connection:
                yield connection
            return
        try:
            async with self._shared.block(alone=alone) as connection:
                yield connection
        except NoTurn as error:
            raise DatabaseUnavailable(_unavailable(self._url, error)) from error

    @asynccontextmanager
    async def _connection(self, mode: str) -> AsyncIterator[AsyncConnection]:
        async with self._turn:
            connection = await self._connect()
            try:
                connection.sync_connection.info["mode"] = mode  # type: ignore[union-attr]
                if mode == "read" and not self.embedded:
                    # PostgreSQL's default shows each statement another state; SQLite's shows one to all.
                    connection = await connection.execution_options(isolation_level="REPEATABLE READ")
                transaction = await self._begun(connection)
                try:
                    yield connection
                    if transaction.is_active:
                        await transaction.commit()
                except BaseException:
                    # Also where the commit itself is refused: what is put off to the end is checked then.
                    await transaction.rollback()
                    raise
            finally:
                await connection.close()

    async def _begun(self, connection: AsyncConnection) -> AsyncTransaction:
        transaction = connection.begin()
        try:
            return await transaction.start()
        except DatabaseError as error:
            raise DatabaseUnavailable(_unavailable(self._url, error)) from error

    async def _connect(self) -> AsyncConnection:
        try:
            return await self._engine.connect()
        except (DBAPIError, OSError) as error:
            raise DatabaseUnavailable(_unavailable(self._url, error)) from error

    async def close(self) -> None:
        """Give every connection back, once what runs is committed."""
        await self._shared.close()
        await self._engine.dispose()


def _unavailable(url: URL, error: Exception) -> str:
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    if url.get_backend_name() == "sqlite":
        text = _("The database file {file} cannot be used ({cause}): check that it is one, and may be written to.")
        return text.format(file=url.database, cause=cause)
    text = _("The database at {url} does not answer ({cause}): check the address, and that PostgreSQL runs.")
    return text.format(url=url.render_as_string(hide_password=True), cause=cause)


def _with_driver(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        text = _("“{url}” is no database address; use sqlite:///FILE or postgresql://USER@HOST/NAME.")
        raise DatabaseUnavailable(text.format(url=url)) from error
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
    backend = parsed.drivername.partition("+")[0]
    if backend not in drivers:
        text = _("Databases of the kind “{kind}” are not supported; use sqlite or postgresql.")
        raise DatabaseUnavailable(text.format(kind=backend))
    return parsed.set(drivername=drivers[backend])


def _make_folder(file: Path) -> None:
    try:
        file.expanduser().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = _("The folder {folder} for the database cannot be made ({cause}).")
        raise DatabaseUnavailable(text.format(folder=file.parent, cause=error.strerror)) from error


def _in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _turn(url: URL) -> AbstractAsyncContextManager[object]:
    """Whose turn it is, where there are fewer connections than may want one: first come, first served.

    The pool itself gives a connection to whoever asks when one comes back, past those who wait, and some wait for ever.
    """
    if _in_memory(url):
        return asyncio.Lock()  # one connection, which has one transaction at a time
    return nullcontext() if url.get_backend_name() == "sqlite" else asyncio.Semaphore(_CONNECTIONS)


def _patience_seconds(url: URL) -> float:
    return float(str(url.query.get("timeout", _PATIENCE_SECONDS)))


def _engine(url: URL) -> AsyncEngine:
    try:
        if url.get_backend_name() != "sqlite":
            return _with_pings(create_async_engine(url, pool_size=_CONNECTIONS, max_overflow=0, hide_parameters=True))
        options: dict[str, Any] = {"poolclass": StaticPool} if _in_memory(url) else {}
        engine = create_async_engine(
            url,
            connect_args={"timeout": _PATIENCE_SECONDS, "async_creator_fn": single_errands.connect},
            hide_parameters=True,
            **options,
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseUnavailable(_("The driver for {url} is not installed.").format(url=url)) from error
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    event.listen(engine.sync_engine, "after_execute", _note_deferred)
    return engine


def _with_pings(engine: AsyncEngine) -> AsyncEngine:
    """Have a connection tried before it is used again, if it has rested: the server may have gone meanwhile.

    The pool's own way tries it each time, which is a third of all that a small write says to the server.
    """
    dialect = engine.sync_engine.dialect

    def rests(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    def try_it(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("rests_since", math.inf) < _RESTED_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine.sync_engine, "checkin", rests)
    event.listen(engine.sync_engine, "checkout", try_it)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Left to itself the driver opens transactions late, and two ballots cast at once would lose one.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError:
            log.warning("sqlite did not accept %s", pragma)
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    mode = connection.info.get("mode", "write")
    if mode != "glance":
        connection.exec_driver_sql("BEGIN" if mode == "read" else "BEGIN IMMEDIATE")


# What a statement on these does is checked at the commit, and not before.
_CHECKED_LATE = frozenset(
    table
    for foreign_key in (key for table in metadata.tables.values() for key in table.foreign_keys if key.deferrable)
    for table in (foreign_key.constraint.table, foreign_key.column.table)  # type: ignore[union-attr]
)


def _note_deferred(connection: Any, statement: Any, *_rest: Any) -> None:
    # What is written as text may touch anything.
    if isinstance(statement, TextClause) or getattr(statement, "table", None) in _CHECKED_LATE:
        connection.info[DEFERRED] = True
