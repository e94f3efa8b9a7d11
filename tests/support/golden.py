"""What people see, kept in files: a test compares, `pytest --bless` rewrites them to be read as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "golden"

Golden = Callable[[str, str], None]
"""Compare a text with the file of this name in `tests/golden`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--bless`."""
    parser.addoption("--bless", action="store_true", help="rewrite the files in tests/golden with what is seen now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with a golden file, or write it."""
    bless = bool(request.config.getoption("--bless"))

    def compare(name: str, seen: str) -> None:
        file = FOLDER / name
        if bless:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(seen, encoding="utf-8")
            return
        expected = file.read_text(encoding="utf-8") if file.is_file() else ""
        if seen != expected:
            lines = difflib.unified_diff(
                expected.splitlines(), seen.splitlines(), f"golden/{name}", "seen now", lineterm="", n=1
            )  # fmt: skip
            pytest.fail("\n".join([*lines, "", "If this is meant: pytest --bless, and read the difference."]))

    return compare
