"""Writes that wait share a commit, and nobody can tell: SQLite alone has it, see also test_engines.py."""

from __future__ import annotations

import asyncio

import pytest

from bot.definitions import migrations_root
from bot.domain.outboxes import Post
from bot.store import Records, Store, migrate, shared_commits
from tests.support.builders import a_fact, a_system
from tests.support.commits import Seen, Written, outcomes, seen, store
from tests.support.writers import AT

__all__ = ["seen", "store"]


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


async def test_only_a_block_that_is_alone_lets_others_run_during_its_statements(store: Store) -> None:
    turns: list[bool] = []

    async def read(records: Records) -> None:
        heard: list[bool] = []
        asyncio.get_running_loop().call_soon(heard.append, True)
        await records.polls.newest(10)
        turns.append(bool(heard))

    assert await outcomes(Written(store, "one", then=read), Written(store, "two", then=read, alone=True)) == [None] * 2

    assert turns == [False, True]


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
