"""Where pages stand: paths from the site's root, and places within a page; for ever."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.domain.definitions import Definition
from bot.domain.polls.ballots import Cell
from bot.surfaces.replies.permalinks import Shelf, permalink

POLLS = "p/"
REPLAY = "p/replay-2024/"
COMPONENTS = "c/"


def system_path(id_: str) -> str:
    """The page of a system."""
    return permalink(Shelf.SYSTEM, quote(id_))


def component_path(component: str) -> str:
    """The page of a component over all polls and versions, by its name in the vocabulary: ``c/training-code/``."""
    return f"{COMPONENTS}{component_anchor(component)}/"


def definition_path(definition: Definition) -> str:
    """The page of a version."""
    return label_path(definition.label)


def label_path(label: str) -> str:
    """The page of a version by its label: ``v/osaid-1.0/``."""
    return f"v/{_hyphened(label)}/"


def difference_path(after: Definition, before: Definition) -> str:
    """The page of what changed from one version to another."""
    return f"{definition_path(after)}since/{stem(before)}/"


def stem(definition: Definition) -> str:
    """A version as addresses name it: ``osaid-1.0``."""
    return _hyphened(definition.label)


def _hyphened(label: str) -> str:
    return quote(label.replace(" ", "-", 1))


def component_anchor(component: str) -> str:
    """The place of a component on a page: ``training-code``."""
    return component.replace("_", "-")


def row_anchor(definition: Definition, row: str) -> str:
    """The place of a row of a version on the page of a system: ``osaid-1.0/training-code``."""
    return f"{stem(definition)}/{row}"


def poll_path(number: str) -> str:
    """The page of a poll."""
    return permalink(Shelf.POLL, number)


def cell_path(number: str, cell: Cell) -> str:
    """The page of a cell."""
    return f"{poll_path(number)}{row_part(cell.component)}/{cell.freedom.value}/"


def row_part(row: str) -> str:
    """A row of a poll as addresses name it: rows of definitions by their id, merged rows by their words."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", row):
        return row
    return "row-" + (re.sub(r"[^a-z0-9]+", "-", row.casefold()).strip("-") or row.encode().hex()[:40])


def decision_path(number: str) -> str:
    """The page of a decision."""
    return permalink(Shelf.DECISION, number)


def hall_path(number: str) -> str:
    """The page of a town hall."""
    return permalink(Shelf.TOWN_HALL, number)


def endorsements_path(label: str) -> str:
    """The page of who endorses a version, by its label: ``e/osaid-1.0/``."""
    return f"e/{_hyphened(label)}/"
