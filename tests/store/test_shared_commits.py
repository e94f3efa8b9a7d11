"""Writes that wait share a commit, and nobody can tell: SQLite alone has it, see also test_engines.py."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.definitions import migrations_root
from bot.domain.outboxes import Post
from bot.domain.systems import Assessor, Entry, Listing
from bot.store import DatabaseUnavailable, Records, Store, migrate, shared_commits
from tests.support.builders import a_fact, a_system
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
    raise LookupError("this one fails")


async def outcomes(*blocks: Written) -> list[type[BaseException] | None]:
    """Let all go at once; how each ended."""
    for block in blocks:
        block.go.set()
    ended = await asyncio.gather(*(block.task for block in blocks), return_exceptions=True)
    return [None if one is None else type(one) for one in ended]


# -- Sharing -------------------------------------------------------------------------------------------------------


async def test_nobody_is_acknowledged_before_the_commit(store: Store, seen: Seen) -> None:
    one = Written(store, "one")
    await one.began.wait()
    two = Written(store, "two")
    one.go.set()
    await two.began.wait()

    assert seen() == []
    assert not one.task.done()
    await two.end()
    await one.task

    assert seen() == ["one", "two"]


async def test_a_block_sees_what_those_before_it_wrote(store: Store) -> None:
    one, two = Written(store, "same"), Written(store, "same")
    again = []

    async def look(records: Records) -> None:
        again.append(await records.deliveries.first("same", "a test", AT))

    three = Written(store, "three", then=look)

    assert await outcomes(one, two, three) == [None] * 3
    assert again == [False]


@pytest.mark.parametrize("alone", [False, True])
async def test_a_block_may_read_in_portions(store: Store, alone: bool) -> None:
    systems = [a_system(a_fact("weights"), id=f"{number:04}") for number in range(1001)]
    found: list[object] = []

    async def read(records: Records) -> None:
        await records.systems.put(systems, 1)
        found.extend(await records.systems.all())

    assert await outcomes(Written(store, "one"), Written(store, "two", then=read, alone=alone)) == [None, None]

    assert found == systems


async def test_blocks_are_written_in_the_order_in_which_they_came(store: Store, seen: Seen) -> None:
    names = [f"{number:03}" for number in range(150)]

    assert await outcomes(*(Written(store, name) for name in names)) == [None] * 150

    assert seen() == names


async def test_a_batch_takes_no_more_than_its_number(store: Store, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_commits, "BATCH_BLOCKS", 2)
    one, two, three = (Written(store, name) for name in ("one", "two", "three"))
    one.go.set()
    two.go.set()

    await three.began.wait()

    assert seen() == ["one", "two"]
    await three.end()


async def test_a_batch_takes_nobody_after_its_time(store: Store, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_commits, "BATCH_SECONDS", 0)
    one, two = Written(store, "one"), Written(store, "two")
    one.go.set()

    await two.began.wait()

    assert seen() == ["one"]
    await two.end()


async def test_what_takes_long_shares_with_nobody(store: Store, seen: Seen) -> None:
    one, long, three = Written(store, "one"), Written(store, "long", alone=True), Written(store, "three")
    one.go.set()
    await long.began.wait()
    assert seen() == ["one"]

    long.go.set()
    await three.began.wait()

    assert seen() == ["one", "long"]
    await three.end()


async def test_who_listens_for_messages_hears_of_them_once_they_are_committed(store: Store, seen: Seen) -> None:
    heard: list[list[str]] = []
    store.when_queued(lambda: heard.append(seen()))

    async def queue(records: Records) -> None:
        await records.outbox.put(Post("console:1", "a subject", "a kind", {}), AT)

    assert await outcomes(Written(store, "one", then=queue), Written(store, "two")) == [None] * 2

    assert heard == [["one", "two"]]


async def test_closing_waits_for_the_commit(store: Store, seen: Seen) -> None:
    one = Written(store, "one")
    one.go.set()
    await one.began.wait()

    await store.close()

    assert seen() == ["one"]
    await one.task


async def test_a_database_in_memory_is_read_between_writes() -> None:
    memory = Store("sqlite://")
    await migrate(memory, migrations_root())
    blocks = [Written(memory, f"{number}") for number in range(100)]

    async def look() -> None:
        async with memory.read() as records:
            assert (await records.library.state()).revision == 0

    looks = asyncio.gather(*(look() for _number in range(10)))

    assert await outcomes(*blocks) == [None] * 100
    await looks
    await memory.close()


async def test_two_processes_share_one_file(store: Store, migrated_sqlite: str, seen: Seen) -> None:
    other = Store(migrated_sqlite)
    names = [f"{number}" for number in range(100)]

    ended = await outcomes(*(Written((store, other)[int(name) % 2], name) for name in names))

    assert ended == [None] * 100
    assert sorted(seen()) == sorted(names)
    await other.close()


# -- Failing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(3))
async def test_a_block_that_fails_undoes_nothing_but_itself(store: Store, seen: Seen, place: int) -> None:
    blocks = [Written(store, f"{number}", then=failing if number == place else None) for number in range(3)]

    ended = await outcomes(*blocks)

    assert ended == [LookupError if number == place else None for number in range(3)]
    assert seen() == [f"{number}" for number in range(3) if number != place]


@pytest.mark.parametrize("place", range(3))
async def test_a_constraint_that_one_violates_is_no_matter_of_the_others(store: Store, seen: Seen, place: int) -> None:
    async def refer_to_nothing(records: Records) -> None:
        await records.claims.put(
            [
                Listing(
                    Entry(Assessor.MODEL_OPENNESS_TOOL, "a.yml", "A", "https://example.org/a.yml"), AT, system="nowhere"
                )
            ],
            1,
        )

    blocks = [Written(store, f"{number}", then=refer_to_nothing if number == place else None) for number in range(3)]

    ended = await outcomes(*blocks)

    assert ended == [IntegrityError if number == place else None for number in range(3)]
    assert seen() == [f"{number}" for number in range(3) if number != place]


@pytest.mark.parametrize("place", range(3))
async def test_a_constraint_checked_at_the_commit_is_no_matter_of_the_others(
    store: Store, seen: Seen, place: int
) -> None:
    async def derive_from_nothing(records: Records) -> None:
        await records.systems.put([a_system(id="tuned", bases=("nowhere",))], 1)

    blocks = [Written(store, f"{number}", then=derive_from_nothing if number == place else None) for number in range(3)]

    ended = await outcomes(*blocks)

    assert ended == [IntegrityError if number == place else None for number in range(3)]
    assert seen() == [f"{number}" for number in range(3) if number != place]
    async with store.read() as records:
        assert await records.systems.ids() == frozenset()


async def test_what_is_checked_at_the_commit_may_be_made_good_within_the_block(store: Store) -> None:
    async def derive(records: Records) -> None:
        await records.systems.put([a_system(id="tuned", bases=("base",))], 1)
        await records.systems.put([a_system(id="base")], 1)

    assert (
        await outcomes(Written(store, "one"), Written(store, "two", then=derive), Written(store, "three")) == [None] * 3
    )

    async with store.read() as records:
        assert await records.systems.ids() == {"base", "tuned"}


async def test_a_disk_that_fills_up_in_one_block_fails_all_that_share_its_commit(store: Store, seen: Seen) -> None:
    async with store.connection() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    async def much(records: Records) -> None:
        for number in range(1000):
            await records.deliveries.first("x" * 90 + f"{number}", "a test", AT)

    one, two, three = Written(store, "one"), Written(store, "two", then=much), Written(store, "three")

    assert await outcomes(one, two, three) == [OperationalError, OperationalError, None]
    assert str(one.task.exception()) == str(two.task.exception())
    assert seen() == ["three"]


FULL_AT_THE_COMMIT = """
import asyncio, resource, signal, sys
from pathlib import Path
from bot.store import Store
from tests.support.writers import write

async def block(store, name):
    async with store.write() as records:
        await write(records, name)

async def main(url):
    store = Store(url)
    await block(store, "before")
    size = Path(url.removeprefix("sqlite:///") + "-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    for one in await asyncio.gather(*(block(store, f"{n}") for n in range(5)), return_exceptions=True):
        print(type(one).__name__, str(getattr(one, "orig", one)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await block(store, "after")
    await store.close()

asyncio.run(main(sys.argv[1]))
"""


def test_a_commit_that_fails_fails_all_that_share_it(migrated_sqlite: str, seen: Seen) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_AT_THE_COMMIT, migrated_sqlite],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == ["OperationalError disk I/O error"] * 5
    assert done.stderr == ""
    assert seen() == ["before", "after"]


# -- Waiting, hanging and being cancelled ---------------------------------------------------------------------------


async def test_a_waiting_block_that_is_cancelled_is_left_out(store: Store, seen: Seen) -> None:
    one, two, three = (Written(store, name) for name in ("one", "two", "three"))
    await one.began.wait()

    two.task.cancel()

    assert await outcomes(one, two, three) == [None, asyncio.CancelledError, None]
    assert seen() == ["one", "three"]


@pytest.mark.parametrize("place", range(3))
async def test_a_running_block_that_is_cancelled_undoes_nothing_but_itself(
    store: Store, seen: Seen, place: int
) -> None:
    blocks = [Written(store, f"{number}") for number in range(3)]
    for block in blocks[:place]:
        block.go.set()
    await blocks[place].began.wait()

    blocks[place].task.cancel()

    ended = await outcomes(*blocks)
    assert ended == [asyncio.CancelledError if number == place else None for number in range(3)]
    assert seen() == [f"{number}" for number in range(3) if number != place]


@pytest.mark.parametrize(("memory", "alone"), [(False, False), (True, False), (False, True)])
async def test_a_block_that_is_cancelled_at_any_moment_is_written_whole_or_not_at_all(
    store: Store, memory: bool, alone: bool
) -> None:
    opened = Store("sqlite://") if memory else store
    if memory:
        await migrate(opened, migrations_root())

    async def second(records: Records, name: str) -> None:
        await records.systems.all()
        await records.deliveries.first(f"{name}-again", "a test", AT)

    for step in range(100):
        before, after = Written(opened, f"{step}-before"), None
        before.go.set()
        cancelled = Written(opened, f"{step}", then=lambda records, step=step: second(records, f"{step}"), alone=alone)  # type: ignore[misc]
        cancelled.go.set()
        after = Written(opened, f"{step}-after")
        after.go.set()
        for _turn in range(step):
            await asyncio.sleep(0)
        cancelled.task.cancel()
        ended = await outcomes(before, cancelled, after)
        assert ended[0] is ended[2] is None

        async with opened.connection() as connection:
            query = text("SELECT id FROM deliveries WHERE id LIKE :start")
            found = set((await connection.execute(query, {"start": f"{step}%"})).scalars())
        assert {f"{step}-before", f"{step}-after"} <= found
        mine = found & {f"{step}", f"{step}-again"}
        assert len(mine) in {0, 2}
        assert mine or ended[1] is asyncio.CancelledError
        async with opened.connection() as connection:
            await connection.execute(text("DELETE FROM deliveries"))
    if memory:
        await opened.close()


async def test_who_is_cancelled_while_the_commit_is_awaited_has_written(store: Store, seen: Seen) -> None:
    one, two = Written(store, "one"), Written(store, "two")
    one.go.set()
    await two.began.wait()

    one.task.cancel()

    assert await outcomes(one, two) == [asyncio.CancelledError, None]
    assert seen() == ["one", "two"]


async def test_who_hangs_is_undone_and_the_others_are_not(
    store: Store, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_commits, "BLOCK_SECONDS", 0.2)

    async def hang(_records: Records) -> None:
        await asyncio.Event().wait()

    blocks = [Written(store, "one"), Written(store, "hangs", then=hang), Written(store, "three")]

    assert await outcomes(*blocks) == [None, TimeoutError, None]
    assert seen() == ["one", "three"]


async def test_who_waits_too_long_is_told_what_to_look_at(migrated_sqlite: str, seen: Seen) -> None:
    store = Store(f"{migrated_sqlite}?timeout=0.1")
    one = Written(store, "one")
    await one.began.wait()

    with pytest.raises(DatabaseUnavailable, match=r"cannot be used \(database is locked\)"):
        await Written(store, "two").task

    await one.end()
    assert seen() == ["one"]
    await store.close()


async def test_a_file_that_another_process_holds_is_told_to_all_who_wait(migrated_sqlite: str, seen: Seen) -> None:
    store = Store(f"{migrated_sqlite}?timeout=0.1")
    holder = sqlite3.connect(migrated_sqlite.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    assert await outcomes(Written(store, "one"), Written(store, "two")) == [DatabaseUnavailable] * 2

    holder.close()
    assert await outcomes(Written(store, "three")) == [None]
    assert seen() == ["three"]
    await store.close()
