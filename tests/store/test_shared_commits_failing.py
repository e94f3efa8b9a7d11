"""What happens to the others when one of the writes that share a commit fails, hangs or is cancelled."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.definitions import migrations_root
from bot.domain.systems import Assessor, Entry, Listing
from bot.store import DatabaseUnavailable, Records, Store, migrate, shared_commits
from tests.support.builders import a_system
from tests.support.commits import ROOT, Seen, Written, failing, outcomes, seen, store
from tests.support.writers import AT

__all__ = ["seen", "store"]


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
