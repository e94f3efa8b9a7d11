"""An app that keeps a log, on each engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.services.libraries import Snapshot
from tests.support.apps import Clock
from tests.support.ledger import opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the record is published."""
    return tmp_path / "record"


@pytest.fixture
async def logged(database: str, folder: Path, clock: Clock, known: Snapshot) -> AsyncIterator[App]:
    """The app, which keeps a log."""
    app = await opened(database, folder, clock, known)
    yield app
    await app.close()
