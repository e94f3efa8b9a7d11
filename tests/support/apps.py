"""The whole app on a database with the real data, on both engines, at a moment that a test can move."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_postgresql import factories

from bot.app import App
from bot.services.libraries import Snapshot
from bot.settings import ActorSettings, Settings
from tests.support.postgres import database_of

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span


def settings(url: str) -> Settings:
    """A configuration with two people in it."""
    actors = {"anna": ActorSettings(roles=()), "ben": ActorSettings(roles=())}
    return Settings(database=url, actors=actors)


def _fill(url: str) -> None:
    async def fill() -> None:
        app = await App.open(Settings(database=url), Clock())
        await app.close()

    asyncio.run(fill())


def _fill_postgres(*, host: str, port: int, user: str, dbname: str, password: str | None, **_rest: Any) -> None:
    _fill(f"postgresql://{user}:{password or ''}@{host}:{port}/{dbname}")


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with everything loaded, to be copied: loading takes longer than a test."""
    file = tmp_path_factory.mktemp("filled") / "filled.db"
    _fill(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def known(filled_file: Path) -> Snapshot:
    """What there is to know of the loaded data: reading it takes longer than most tests."""

    async def read() -> Snapshot:
        app = await App.open(Settings(database=f"sqlite:///{filled_file}"), Clock())
        try:
            return await app.library.current()
        finally:
            await app.close()

    return asyncio.run(read())


filled_postgres = factories.postgresql_noproc(
    depends_on="postgres_template", dbname="filled", load=[_fill_postgres]
)  # fmt: skip
filled_postgres_database = database_of("filled_postgres")


@pytest.fixture
def filled_sqlite_database(filled_file: Path, tmp_path: Path) -> str:
    """The address of a copy of the loaded file."""
    shutil.copy(filled_file, tmp_path / "copy.db")
    return f"sqlite:///{tmp_path / 'copy.db'}"


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a loaded database, once on each engine."""
    url: str = request.getfixturevalue(f"filled_{request.param}_database")
    return url


@pytest.fixture
async def app(database: str, clock: Clock, known: Snapshot) -> AsyncIterator[App]:
    """The app on each engine."""
    opened = await App.open(settings(database), clock, known=known)
    yield opened
    await opened.close()


@pytest.fixture
async def light_app(filled_sqlite_database: str, clock: Clock, known: Snapshot) -> AsyncIterator[App]:
    """The app on SQLite alone, for tests of what people see."""
    opened = await App.open(settings(filled_sqlite_database), clock, known=known)
    yield opened
    await opened.close()
