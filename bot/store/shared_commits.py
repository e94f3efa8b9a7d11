"""Writes that wait share a commit.

SQLite has one writer at a time, and each commit waits for the disk. So the blocks of one process queue here: they run
one after the other in one transaction, each undone by itself if it fails, and all of them are told that they are done
only once the transaction is committed. A block sees what those before it wrote, as if that were committed.

The transaction is begun and committed by the thread of the connection: that is where a lock or the disk is waited for.
The statements between run in place, unless a block is alone: most take less time than the way to the thread and back.
A cancellation never meets one of those half done, which would cost the others what they wrote before.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction

from bot.domain.refusals import Refusal
from bot.store.single_errands import Connection

# Whoever is done first waits for the rest of its batch, and other processes wait for the file: a batch takes no more
# blocks after about as long as a slow disk needs to commit. The number bounds what one failed commit can undo.
BATCH_SECONDS = 0.02
BATCH_BLOCKS = 64

# Whoever hangs in a block holds up everybody: as long as other processes wait for the file before they give up.
BLOCK_SECONDS = 30.0

# In a connection's notes, set when a statement touches what is checked only at the commit.
DEFERRED = "deferred"


class NoTurn(Exception):
    """Others have written for as long as a block was willing to wait."""


class TransactionLost(Exception):
    """The database has undone the transaction by itself, and a block went on regardless."""


class SharedCommits:
    """The writers of one process, in the order in which they came.

    Args:
        opened: Opens a connection in a transaction that may write.
        patience_seconds: How long a block waits for its turn.
    """

    def __init__(
        self, opened: Callable[[], AbstractAsyncContextManager[AsyncConnection]], patience_seconds: float
    ) -> None:
        self._opened = opened
        self._patience_seconds = patience_seconds
        self._waiting: deque[_Block] = deque()
        self._writer: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def block(self, *, alone: bool = False) -> AsyncIterator[AsyncConnection]:
        """Write: committed when this ends, undone when it raises.

        Who is cancelled while the block waits or runs has written nothing; who is cancelled once it has run, while the
        commit is awaited, has written.

        Args:
            alone: For what takes long: it gets a transaction of its own, and as much time as it needs.

        Raises:
            NoTurn: Others wrote all the time; nothing was done.
            TimeoutError: The block took too long, and was undone.
        """
        block = _Block(alone=alone)
        self._waiting.append(block)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        try:
            connection = await self._turn(block)
            async with asyncio.timeout(None if alone else BLOCK_SECONDS):
                yield connection
        except BaseException as error:
            block.end(error)
            raise
        block.end(None)
        await block.committed

    async def _turn(self, block: _Block) -> AsyncConnection:
        try:
            async with asyncio.timeout(self._patience_seconds):
                return await block.begun
        except TimeoutError as error:
            raise NoTurn("database is locked") from error

    async def _write(self) -> None:
        while self._waiting:
            # If the database does not answer, those hear it who have waited for that answer.
            asking = tuple(self._waiting)
            try:
                async with self._opened() as connection:
                    asking = ()
                    await self._run_batch(connection)
            except (Refusal, SQLAlchemyError, TransactionLost) as error:
                self._refuse(asking, error)
            except BaseException as error:
                self._refuse(tuple(self._waiting), error)
                raise

    async def _run_batch(self, connection: AsyncConnection) -> None:
        transaction, raw = connection.get_transaction(), await connection.get_raw_connection()
        if transaction is None or not isinstance(raw.driver_connection, Connection):
            raise TypeError("blocks share a commit on SQLite, in a transaction")
        batch = _Batch(connection, transaction, raw.driver_connection)
        try:
            while self._waiting and batch.takes(self._waiting[0]):
                await batch.run(self._waiting.popleft())
            await batch.commit()
        except BaseException as error:
            batch.fail(error)
            raise

    def _refuse(self, blocks: Iterable[_Block], error: BaseException) -> None:
        for block in blocks:
            self._waiting.remove(block)
            block.refuse(error)

    async def close(self) -> None:
        """Wait until what runs is committed."""
        if self._writer is not None and not self._writer.done():
            await asyncio.wait({self._writer})


class _Block:
    """One block: its turn comes, it ends, and it is committed."""

    def __init__(self, *, alone: bool) -> None:
        loop = asyncio.get_running_loop()
        self.alone = alone
        self.begun: asyncio.Future[AsyncConnection] = loop.create_future()
        self.ended: asyncio.Future[BaseException | None] = loop.create_future()
        self.committed: asyncio.Future[None] = loop.create_future()

    def end(self, error: BaseException | None) -> None:
        """Say how it ended: with an error, or well."""
        self.begun.cancel()
        if not self.ended.done():
            self.ended.set_result(error)

    def refuse(self, error: BaseException) -> None:
        """Tell it the error, at whatever it waits for."""
        for future in (self.begun, self.committed):
            if not future.done():
                future.set_exception(error)
                future.exception()  # nobody may be there any more to hear it

    def acknowledge(self) -> None:
        """Tell it that what it did is committed."""
        if not self.committed.done():
            self.committed.set_result(None)


class _Batch:
    """Blocks in one transaction.

    The first needs no savepoint: if it fails, the transaction is undone. Of the others only the last one can fail, so
    no savepoint is ever released; the name means the last one set.
    """

    def __init__(self, connection: AsyncConnection, transaction: AsyncTransaction, driver: Connection) -> None:
        self._connection = connection
        self._transaction = transaction
        # Asked directly for each block's savepoint: through SQLAlchemy it takes three times as long.
        self._driver = driver
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + BATCH_SECONDS
        self._kept: list[_Block] = []
        self._running: _Block | None = None
        self._over = False

    def takes(self, block: _Block) -> bool:
        """Whether a block may still join."""
        if self._over:
            return False
        room = len(self._kept) < BATCH_BLOCKS and self._loop.time() < self._until
        return not self._kept or (room and not block.alone)

    async def run(self, block: _Block) -> None:
        """Run a block to its end; if it fails, what it did is undone, and nothing else."""
        if block.begun.done():
            return
        self._running = block
        self._driver.in_place = not block.alone
        if self._kept:
            await self._do("SAVEPOINT block")
        self._connection.info.pop(DEFERRED, None)
        if not block.begun.done():
            block.begun.set_result(self._connection)
        error = await block.ended
        self._running = None
        if self._connection.invalidated or not self._driver.in_transaction:
            # A full disk does this: everything is undone, whatever the block made of the error. So does a cancellation
            # amid a statement of a block that is alone.
            raise error if isinstance(error, SQLAlchemyError) else TransactionLost from error
        if error is None:
            self._kept.append(block)
            # What is checked at the commit is checked while only this block can be at fault.
            self._over = block.alone or DEFERRED in self._connection.info
        elif self._kept:
            await self._do("ROLLBACK TO block")
        else:
            await self._transaction.rollback()
            self._over = True

    async def _do(self, statement: str) -> None:
        await self._driver.errand(lambda connection: connection.execute(statement))

    async def commit(self) -> None:
        """Commit, and tell everybody. If what the last block did is refused, the others are committed without it."""
        self._driver.in_place = False
        if not self._kept:
            return
        try:
            await self._transaction.commit()
        except IntegrityError as error:
            if len(self._kept) == 1 or not self._over:
                raise
            await self._commit_without_the_last(error)
        for block in self._kept:
            block.acknowledge()
        self._kept.clear()

    async def _commit_without_the_last(self, refused: IntegrityError) -> None:
        # SQLAlchemy takes the transaction for ended; the database does not, and waits for what comes.
        await self._do("ROLLBACK TO block")
        self._kept.pop().refuse(refused)
        try:
            await self._driver.commit()
        except sqlite3.Error as error:
            raise OperationalError("COMMIT", None, error) from error

    def fail(self, error: BaseException) -> None:
        """Tell everybody that nothing was committed."""
        self._driver.in_place = False
        for block in (*self._kept, *([self._running] if self._running else [])):
            block.refuse(error)
