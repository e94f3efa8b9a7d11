"""Statements that a cancellation does not interrupt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncResult

T = TypeVar("T")


class WholeConnection(AsyncConnection):
    """A connection that several share: a statement is finished before the cancellation of who asked for it arrives.

    SQLAlchemy throws a connection away when it is interrupted in a statement, and with it what others wrote before.
    """

    __slots__ = ()

    async def execute(self, *arguments: Any, **options: Any) -> Any:
        """Execute a statement."""
        return await _finished(super().execute(*arguments, **options))

    async def exec_driver_sql(self, *arguments: Any, **options: Any) -> Any:
        """Execute a statement as the driver spells it."""
        return await _finished(super().exec_driver_sql(*arguments, **options))

    @asynccontextmanager
    async def stream(  # type: ignore[override]
        self, statement: Executable, *arguments: Any, **options: Any
    ) -> AsyncIterator[AsyncResult[Any]]:
        """Execute a statement, and give its rows in portions; all are fetched at once, so that nothing stays open."""
        portion = statement.get_execution_options().get("yield_per")
        result = await self.execute(statement.execution_options(yield_per=None), *arguments, **options)
        yield AsyncResult(result.yield_per(portion) if portion else result)


async def _finished(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait({task})
            except asyncio.CancelledError:
                continue
        if not task.cancelled():
            task.exception()  # the cancellation goes before it
        raise
