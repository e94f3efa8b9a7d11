"""A log that grew in steps, for tests that only look at it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.logs.chains import rotated_leaf
from bot.services.logs.keys import SigningKey
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from tests.support.logs import KEY, OTHER_KEY, THEN, a_disclosure, closed, leaves, published


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that grew in steps, with older tiles, disclosures, and two signatures."""
    folder = tmp_path_factory.mktemp("grown")
    keys = [OTHER_KEY, SigningKey(KEY.name, KEY.seed, THEN + timedelta(days=90))]
    published(folder, leaves(40))
    published(folder, leaves(280))
    shown = [a_disclosure(number) for number in range(2, 290)]
    published(folder, [*leaves(290), rotated_leaf(keys, "K-2", THEN)], keys=keys)
    published(folder, [*leaves(290), rotated_leaf(keys, "K-2", THEN), *closed()], keys=keys, opened=shown)
    assert verify(Folder(folder)).breach is None
    return folder
