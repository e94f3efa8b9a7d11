"""An empty database of the newest shape, on both engines."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pytest_postgresql import factories

from bot.definitions import migrations_root
from bot.store import Store, migrate
from tests.support.postgres import database_of


def _migrate(url: str) -> None:
    async def migrated() -> None:
        store = Store(url)
        await migrate(store, migrations_root())
        await store.close()

    asyncio.run(migrated())


def _migrate_postgres(*, host: str, port: int, user: str, dbname: str, password: str | None, **_rest: Any) -> None:
    _migrate(f"postgresql://{user}:{password or ''}@{host}:{port}/{dbname}")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file of the newest shape, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def migrated_sqlite(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a copy of the empty file."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'empty.db')}"


migrated_template = factories.postgresql_noproc(
    depends_on="postgres_template", dbname="migrated", load=[_migrate_postgres]
)  # fmt: skip
migrated_postgres = database_of("migrated_template")


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, once on each engine."""
    url: str = request.getfixturevalue(f"migrated_{request.param}")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """An empty database on each engine."""
    opened = Store(store_url)
    yield opened
    await opened.close()


@pytest.fixture
async def other(store_url: str) -> AsyncIterator[Store]:
    """The same database, as another process has it."""
    opened = Store(store_url)
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'blank.db'}"
    url: str = request.getfixturevalue("postgres_database")
    return url


@pytest.fixture
async def blank(blank_url: str) -> AsyncIterator[Store]:
    """A database without any table, on each engine."""
    opened = Store(blank_url)
    yield opened
    await opened.close()
