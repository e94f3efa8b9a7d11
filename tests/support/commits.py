"""Writes that wait for each other, for tests of how they share a commit."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.store import Records, Store, shared_commits
from tests.support.writers import AT

ROOT = Path(__file__).parents[2]
Body = Callable[[Records], Awaitable[object]]


@pytest.fixture
async def store(migrated_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """A file whose batches never run out of time: who shares a commit does not hang on the machine's pace."""
    monkeypatch.setattr(shared_commits, "BATCH_SECONDS", 3600)
    opened = Store(migrated_sqlite)
    yield opened
    await opened.close()


@pytest.fixture
def seen(migrated_sqlite: str) -> Callable[[], list[str]]:
    """What another program sees in the file now, in the order in which it was written."""

    def look() -> list[str]:
        reader = sqlite3.connect(migrated_sqlite.removeprefix("sqlite:///"))
        try:
            return [row[0] for row in reader.execute("SELECT id FROM deliveries ORDER BY rowid")]
        finally:
            reader.close()

    return look


Seen = Callable[[], list[str]]


class Written:
    """A block in a task of its own. It writes its name, does what it is told, and waits until it is let go."""

    def __init__(self, store: Store, name: str, *, then: Body | None = None, alone: bool = False) -> None:
        self.began = asyncio.Event()
        self.go = asyncio.Event()
        self.task = asyncio.create_task(self._run(store, name, then, alone))

    async def _run(self, store: Store, name: str, then: Body | None, alone: bool) -> None:
        async with store.write(alone=alone) as records:
            self.began.set()
            await records.deliveries.first(name, "a test", AT)
            if then is not None:
                await then(records)
            await self.go.wait()

    async def end(self) -> None:
        """Let it go, and wait until it is acknowledged."""
        self.go.set()
        await self.task


async def failing(_records: Records) -> None:
    """A block that fails."""
    raise LookupError("this one fails")


async def outcomes(*blocks: Written) -> list[type[BaseException] | None]:
    """Let all go at once; how each ended."""
    for block in blocks:
        block.go.set()
    ended = await asyncio.gather(*(block.task for block in blocks), return_exceptions=True)
    return [None if one is None else type(one) for one in ended]
