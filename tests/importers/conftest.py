"""What tests of the importers share."""

from __future__ import annotations

import pytest

from bot.domain.libraries import Library
from bot.importers.licences import Spellings


@pytest.fixture(scope="session")
def spellings(library: Library) -> Spellings:
    """The spellings of our licences."""
    return Spellings(library.reference.licences.values())
