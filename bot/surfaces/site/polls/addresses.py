"""Where pages of polls stand: paths from the site's root; for ever."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.domain.polls.ballots import Cell

LIST = "p/"
COMPONENTS = "c/"
REPLAY = "p/replay-2024/"


def poll_path(number: str) -> str:
    """The page of a poll."""
    return f"{LIST}{number}/"


def cell_path(number: str, cell: Cell) -> str:
    """The page of a cell."""
    return f"{poll_path(number)}{row_part(cell.component)}/{cell.freedom.value}/"


def row_part(row: str) -> str:
    """A row of a poll as addresses name it: rows of definitions by their id, merged rows by their words."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", row):
        return row
    return "row-" + (re.sub(r"[^a-z0-9]+", "-", row.casefold()).strip("-") or row.encode().hex()[:40])


def component_path(component: str) -> str:
    """The page of a component over all polls, by its name in the vocabulary: ``c/training-code/``."""
    return f"{COMPONENTS}{component.replace('_', '-')}/"


def definition_path(label: str) -> str:
    """The page of a version: ``v/osaid-1.0/``."""
    return f"v/{quote(label.replace(' ', '-', 1))}/"
