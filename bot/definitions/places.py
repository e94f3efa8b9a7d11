"""Where the shipped data lies: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The folder of shipped data with this name.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for folder in (_PACKAGE / "_files" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name}/ was not installed with the bot")


def data_root() -> Path:
    """The folder with definitions, vocabulary and systems."""
    return shipped("definitions")


def migrations_root() -> Path:
    """The folder with the database's migrations."""
    return shipped("migrations")
