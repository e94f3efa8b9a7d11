"""Whatever blocks do, and whenever: what is stored is what those left that succeeded, one after the other."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from enum import StrEnum
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.store import Records, Store
from bot.store.tables import deliveries
from tests.support.builders import a_system
from tests.support.writers import AT


class Fate(StrEnum):
    """What becomes of a block."""

    WRITES = "writes"
    WRITES_LONG = "writes alone"
    FAILS = "fails"
    VIOLATES = "leaves a reference to nothing"
    CANCELLED = "is cancelled"


class Block:
    """A block that counts: it reads the number of the library, and writes it down with its own name."""

    def __init__(self, store: Store, name: str, fate: Fate, steps: int) -> None:
        self.name, self.fate, self.steps = name, fate, steps
        self.counted: int | None = None
        self.task = asyncio.create_task(self._run(store))

    async def _run(self, store: Store) -> None:
        async with store.write(alone=self.fate is Fate.WRITES_LONG) as records:
            self.counted = await records.library.advance()
            await self._write(records, self.counted)

    async def _write(self, records: Records, number: int) -> None:
        await records.deliveries.first(f"{number} {self.name}", "a test", AT)
        for _step in range(self.steps):
            await asyncio.sleep(0)
        if self.fate is Fate.FAILS:
            raise LookupError(self.name)
        if self.fate is Fate.VIOLATES:
            await records.systems.put([a_system(id="tuned", bases=("nowhere",))], number)

    @property
    def succeeded(self) -> bool:
        """Whether it was acknowledged."""
        return not self.task.cancelled() and self.task.exception() is None


blocks = st.lists(
    st.tuples(st.sampled_from(Fate), st.integers(0, 3), st.integers(0, 60)),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(chosen=blocks)
def test_any_blocks_leave_what_those_leave_one_after_the_other_that_succeeded(
    migrated_file: Path, chosen: list[tuple[Fate, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(migrated_file, Path(folder) / "copy.db")

        asyncio.run(_check(f"sqlite:///{file}", chosen))


async def _check(url: str, chosen: list[tuple[Fate, int, int]]) -> None:
    store = Store(url)
    run = []
    for number, (fate, steps, pause) in enumerate(chosen):
        run.append(Block(store, f"{number}", fate, steps))
        for _turn in range(pause // 4):
            await asyncio.sleep(0)
        for block, (_fate, _steps, when) in zip(run, chosen, strict=False):
            if block.fate is Fate.CANCELLED and when % len(chosen) <= number:
                block.task.cancel()
    await asyncio.gather(*(block.task for block in run), return_exceptions=True)
    await store.close()

    again = Store(url)
    async with again.connection() as connection:
        stored = list((await connection.execute(select(deliveries.c.id))).scalars())
    async with again.read() as records:
        state, systems = await records.library.state(), await records.systems.ids()
    await again.close()

    written = [entry.split()[1] for entry in sorted(stored, key=lambda entry: int(entry.split()[0]))]
    # The numbers have no gap and no double: each saw what those before it left, and nothing of one that was undone.
    assert sorted(int(entry.split()[0]) for entry in stored) == list(range(1, len(stored) + 1))
    assert state.revision == len(stored)
    assert systems == frozenset()
    assert written == sorted(written, key=int)
    # Who was cancelled may have been on the way to the disk already; of everybody else it is known.
    assert {block.name for block in run if block.succeeded} <= set(written)
    may = {block.name for block in run if block.succeeded or block.fate is Fate.CANCELLED}
    assert set(written) <= may
    assert not any(block.succeeded for block in run if block.fate in {Fate.FAILS, Fate.VIOLATES})
    wanted = {Fate.WRITES, Fate.WRITES_LONG}
    assert all(block.succeeded for block in run if block.fate in wanted)
