"""What every test may use. A group of fixtures is a plugin in `tests/support`, named here."""

from __future__ import annotations

import os

import pytest

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.apps",
    "tests.support.curation",
    "tests.support.golden",
    "tests.support.library",
    "tests.support.saying",
    "tests.support.site",
    "tests.support.browsers",
    "tests.support.stores",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the long tests out unless they are asked for."""
    if "SOAK" in os.environ:
        return
    for item in items:
        if "soak" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="runs for long: make soak"))
