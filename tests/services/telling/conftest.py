"""A log of a forum in which everything happened once."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.app import App
from tests.support import playing
from tests.support.apps import Clock
from tests.support.telling import Forum, placed, told_by


@pytest.fixture(scope="session")
def forum(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Forum:
    """The forum; it is only looked at."""
    file = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("forum") / "forum.db"))

    async def run() -> Forum:
        clock = Clock()
        app = await App.open(playing.configured(f"sqlite:///{file}"), clock)
        try:
            numbers = await playing.played(app, clock)
            return Forum(tuple(await told_by(app)), numbers)
        finally:
            await app.close()

    return asyncio.run(run())


@pytest.fixture(scope="session")
def log(forum: Forum, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its log; it is only looked at."""
    folder = tmp_path_factory.mktemp("log")
    placed(forum.told).write(folder)
    return folder
