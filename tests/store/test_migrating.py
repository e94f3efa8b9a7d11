"""Bringing a database to the newest shape, and back."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.definitions import migrations_root
from bot.store import NewerDatabase, Store, migrate
from bot.store.migrating import downgrade
from bot.store.tables import metadata
from tests.support.builders import a_system

ROOT = migrations_root()
NEWEST = max(path.stem.partition("_")[0] for path in (ROOT / "versions").glob("[0-9]*.py"))
TABLES = {table.name for table in metadata.sorted_tables}


def table_names(connection: Connection) -> set[str]:
    """The tables there are."""
    return set(inspect(connection).get_table_names())


def differences(connection: Connection) -> list[Any]:
    """Where the database is not what the code believes it to be."""
    found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


async def tables_of(store: Store) -> set[str]:
    """The tables of a database."""
    async with store.connection() as connection:
        return await connection.run_sync(table_names)


async def test_migrations_make_what_the_code_believes_to_be_there(store: Store) -> None:
    async with store.connection() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(table_names) == {*TABLES, "alembic_version"}


async def test_a_blank_database_is_brought_to_the_newest_shape_once(blank: Store) -> None:
    assert await migrate(blank, ROOT) is True
    assert await migrate(blank, ROOT) is False


async def test_migrations_go_down_as_well_as_up(blank: Store) -> None:
    await migrate(blank, ROOT)

    async with blank.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "base")
    assert await tables_of(blank) == {"alembic_version"}

    assert await migrate(blank, ROOT) is True
    async with blank.connection() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(store: Store) -> None:
    async with store.write() as records:
        await records.systems.put([a_system(id="pythia")], 1)
    async with store.connection() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase) as refused:
        await migrate(store, ROOT)

    assert str(refused.value) == (
        f"The database {store} was last used by a newer version of the bot (its shape is 9999, this version knows "
        f"{NEWEST}): install that version again, or name another database."
    )
    async with store.read() as records:
        assert await records.systems.ids() == {"pythia"}


async def test_a_migration_that_fails_leaves_nothing_behind(blank: Store, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(ROOT, tmp_path / "migrations"))
    (broken / "versions" / "9998_broken.py").write_text(
        f"from alembic import op\n\nrevision = '9998'\ndown_revision = '{NEWEST}'\n\n\n"
        "def upgrade():\n    op.execute('CREATE TABLE half (id INTEGER)')\n    raise RuntimeError('it broke')\n"
    )

    with pytest.raises(RuntimeError, match="it broke"):
        await migrate(blank, broken)

    assert await tables_of(blank) == set()
    assert await migrate(blank, ROOT) is True


async def test_processes_that_start_at_once_migrate_once(blank: Store, blank_url: str) -> None:
    others = [Store(blank_url) for _number in range(3)]

    done = await asyncio.gather(*(migrate(store, ROOT) for store in (blank, *others)))

    for store in others:
        await store.close()
    assert sorted(done) == [False, False, False, True]


async def test_a_folder_whose_name_has_a_percent_sign_is_found(blank: Store, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(ROOT, tmp_path / "100% ours"))

    assert await migrate(blank, copied) is True
