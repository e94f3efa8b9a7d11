"""The shipped data, read once a process, and a small folder of data that a test may spoil."""

from __future__ import annotations

import pytest

from bot.definitions import data_root, read_files
from bot.domain.libraries import Library


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything in `definitions/`, as read from the files; values are frozen, so tests may share it."""
    return read_files(data_root())
