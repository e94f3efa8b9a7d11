"""Numbers of records in tables: kept on one line, however narrow the column."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup


def numbered(macros: Any, path: str, number: str) -> Markup:
    """A number that leads to its page; without a path the number alone."""
    return Markup('<span class="number-of">{}</span>').format(macros.link(path, number) if path else number)
