"""Opening a database, and transactions on it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.definitions import migrations_root
from bot.store import Store, engines, migrate
from bot.store.engines import DatabaseUnavailable
from tests.support.builders import a_system

PYTHIA, OLMO = a_system(id="pythia"), a_system(id="olmo")


async def ids(store: Store) -> set[str]:
    """The ids of all systems."""
    async with store.read() as records:
        return set(await records.systems.ids())


# -- Transactions --------------------------------------------------------------------------------------------------


async def test_what_was_written_is_there_when_the_block_ends(store: Store, other: Store) -> None:
    async with store.write() as records:
        await records.systems.put([PYTHIA], 1)

    assert await ids(other) == {"pythia"}


async def test_nobody_writes_a_third_time_before_everybody_has_written_once(store: Store) -> None:
    begun: list[int] = []

    async def writer(name: int) -> None:
        for _round in range(3):
            async with store.write() as records:
                begun.append(name)
                await records.systems.ids()

    await asyncio.gather(*(writer(name) for name in range(40)))

    last_first = max(begun.index(name) for name in range(40))
    first_third = min([place for place, name in enumerate(begun) if begun[:place].count(name) == 2])
    assert last_first < first_third


async def test_what_was_written_is_undone_when_the_block_raises(store: Store) -> None:
    async def failing() -> None:
        async with store.write() as records:
            await records.systems.put([PYTHIA], 1)
            await records.library.advance()
            raise RuntimeError("something else went wrong")

    with pytest.raises(RuntimeError, match="something else went wrong"):
        await failing()

    assert await ids(store) == set()
    async with store.read() as records:
        assert (await records.library.state()).revision == 0


async def test_what_was_written_is_undone_when_the_block_is_cancelled(store: Store) -> None:
    written = asyncio.Event()

    async def slow() -> None:
        async with store.write() as records:
            await records.systems.put([PYTHIA], 1)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await ids(store) == set()
    async with store.write() as records:
        await records.systems.put([OLMO], 1)
    assert await ids(store) == {"olmo"}


async def test_what_is_not_committed_is_seen_by_nobody_else(store: Store, other: Store) -> None:
    async with store.write() as records:
        await records.systems.put([PYTHIA], 1)

        assert await ids(other) == set()


async def test_every_read_of_a_block_sees_one_state(store: Store, other: Store) -> None:
    async with store.read() as records:
        before = await records.library.state()
        async with other.write() as writing:
            await writing.systems.put([PYTHIA], await writing.library.advance())

        assert await records.systems.ids() == frozenset()
        assert await records.library.state() == before

    assert await ids(store) == {"pythia"}


async def test_a_glance_sees_what_was_written_last(store: Store, other: Store) -> None:
    async with store.glance() as records:
        assert (await records.library.state()).revision == 0

    async with other.write() as writing:
        await writing.library.advance()

    async with store.glance() as records:
        assert (await records.library.state()).revision == 1


async def test_after_a_glance_a_connection_still_opens_transactions(store: Store, other: Store) -> None:
    async with store.glance() as records:
        await records.library.state()

    async with store.write() as records:
        await records.systems.put([PYTHIA], 1)
        assert await ids(other) == set()


async def test_writes_at_once_wait_for_each_other(store: Store, other: Store) -> None:
    async def count(one: Store) -> None:
        async with one.write() as records:
            await records.library.lock()
            await records.library.advance()

    await asyncio.gather(*(count(one) for one in (store, other) * 10))

    async with store.read() as records:
        assert (await records.library.state()).revision == 20


# -- PostgreSQL ----------------------------------------------------------------------------------------------------


async def test_connections_that_the_server_has_closed_are_not_used_again(
    migrated_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_RESTED_SECONDS", 0)
    store, other = Store(migrated_postgres), Store(migrated_postgres)
    async with store.read() as _one, store.write() as records:
        await records.systems.put([PYTHIA], 1)

    async with other.connection() as connection:
        closing = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        mine = "datname = current_database() AND pid <> pg_backend_pid()"
        closed = (await connection.execute(text(f"{closing} WHERE {mine}"))).scalars().all()

    assert closed == [True, True]
    assert await ids(store) == {"pythia"}
    await store.close()
    await other.close()


# -- SQLite --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30000)],
)
async def test_sqlite_is_set_up_on_every_connection(migrated_sqlite: str, pragma: str, value: object) -> None:
    store = Store(migrated_sqlite)
    async with store.connection() as one, store.read() as _reading:
        found = [(await one.execute(text(f"PRAGMA {pragma}"))).scalar_one()]
    async with store.connection() as again:
        found.append((await again.execute(text(f"PRAGMA {pragma}"))).scalar_one())
    await store.close()

    assert found == [value, value]


async def test_a_sqlite_file_and_its_folder_are_made_when_they_are_missing(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "osaibot.db"
    store = Store(f"sqlite:///{file}")

    await migrate(store, migrations_root())
    await store.close()

    assert file.is_file()


@pytest.fixture
async def memory() -> AsyncIterator[Store]:
    """A database in memory."""
    opened = Store("sqlite://")
    await migrate(opened, migrations_root())
    yield opened
    await opened.close()


async def test_a_database_in_memory_lives_as_long_as_its_store(memory: Store) -> None:
    async with memory.write() as records:
        await records.systems.put([PYTHIA], 1)

    assert await ids(memory) == {"pythia"}


async def test_a_database_in_memory_serves_several_at_once(memory: Store) -> None:
    async def count() -> None:
        async with memory.write() as records:
            await records.library.advance()
        async with memory.read() as records:
            await records.library.state()
        async with memory.glance() as records:
            await records.library.state()

    await asyncio.gather(*(count() for _number in range(10)))

    async with memory.read() as records:
        assert (await records.library.state()).revision == 10


async def test_a_database_in_memory_outlives_a_cancelled_block(memory: Store) -> None:
    written = asyncio.Event()

    async def slow() -> None:
        async with memory.write() as records:
            await records.systems.put([PYTHIA], 1)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with memory.write() as records:
        await records.systems.put([OLMO], 1)
    assert await ids(memory) == {"olmo"}


async def test_another_program_may_read_the_file_meanwhile(migrated_sqlite: str) -> None:
    store = Store(migrated_sqlite)
    with sqlite3.connect(migrated_sqlite.removeprefix("sqlite:///")) as reader:
        async with store.write() as records:
            await records.systems.put([PYTHIA], 1)
            assert reader.execute("SELECT count(*) FROM systems").fetchone() == (0,)
        assert reader.execute("SELECT count(*) FROM systems").fetchone() == (1,)
    reader.close()
    await store.close()


# -- What cannot be opened -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "not an address",
            "“not an address” is no database address; use sqlite:///FILE or postgresql://USER@HOST/NAME.",
        ),
        ("mysql://u@h/n", "Databases of the kind “mysql” are not supported; use sqlite or postgresql."),
    ],
)
def test_an_address_of_no_kind_we_know_is_refused(url: str, sentence: str) -> None:
    with pytest.raises(DatabaseUnavailable) as refused:
        Store(url)

    assert str(refused.value) == sentence


async def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    store = Store("postgresql://anna:secret@127.0.0.1:1/osaibot")

    with pytest.raises(DatabaseUnavailable) as refused:
        await ids(store)

    message = str(refused.value)
    assert message.startswith("The database at postgresql+asyncpg://anna:***@127.0.0.1:1/osaibot does not answer (")
    assert message.endswith("): check the address, and that PostgreSQL runs.")
    assert "secret" not in message
    await store.close()


@pytest.fixture
async def threads_ended() -> AsyncIterator[None]:
    """Wait for the driver's threads: one that could not open its file reports its end to the loop a moment later."""
    yield
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


@pytest.mark.usefixtures("threads_ended")
async def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "osaibot.db").mkdir()
    store = Store(f"sqlite:///{tmp_path / 'osaibot.db'}")

    with pytest.raises(DatabaseUnavailable) as refused:
        await ids(store)

    assert str(refused.value) == (
        f"The database file {tmp_path / 'osaibot.db'} cannot be used (unable to open database file): "
        "check that it is one, and may be written to."
    )
    await store.close()


@pytest.mark.usefixtures("threads_ended")
async def test_a_file_that_holds_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "osaibot.db").write_bytes(b"These are the minutes of the meeting, and no database at all. " * 100)
    store = Store(f"sqlite:///{tmp_path / 'osaibot.db'}")

    with pytest.raises(DatabaseUnavailable) as refused:
        await ids(store)

    assert str(refused.value) == (
        f"The database file {tmp_path / 'osaibot.db'} cannot be used (file is not a database): "
        "check that it is one, and may be written to."
    )
    await store.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(DatabaseUnavailable) as refused:
        Store(f"sqlite:///{tmp_path / 'file' / 'sub' / 'osaibot.db'}")

    assert str(refused.value) == (
        f"The folder {tmp_path / 'file' / 'sub'} for the database cannot be made (Not a directory)."
    )


def test_a_store_is_called_by_its_address_without_the_password() -> None:
    assert str(Store("postgresql://anna:secret@example.org/osaibot")) == (
        "postgresql+asyncpg://anna:***@example.org/osaibot"
    )
    assert Store("sqlite://").embedded
    assert not Store("postgres://anna@example.org/osaibot").embedded
