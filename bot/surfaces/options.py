"""The options that commands of the shell share; no library of the database is needed for them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

if TYPE_CHECKING:
    from bot.app import App

ConfigOption = Annotated[Path | None, typer.Option("--config", help="The configuration; else OSAIBOT_CONFIG.")]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="Address of the database; else OSAIBOT_DATABASE.")
]  # fmt: skip
FolderOption = Annotated[
    Path | None, typer.Option("--folder", help="Write the files into this folder; it is made if it is missing.")
]  # fmt: skip
AsOption = Annotated[str | None, typer.Option("--as", help="Act as this person of the configuration.")]

WithApp: TypeAlias = "Callable[[Path | None, str | None, Callable[[App], Coroutine[Any, Any, int]]], None]"
"""Open the app that configuration and database name, do some work in it, and end with the status that it gives."""
