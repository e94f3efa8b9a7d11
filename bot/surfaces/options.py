"""Options that several commands of the shell take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[Path | None, typer.Option("--config", help="The configuration; else OSAIBOT_CONFIG.")]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="Address of the database; else OSAIBOT_DATABASE.")
]  # fmt: skip
AsOption = Annotated[str | None, typer.Option("--as", help="Act as this person of the configuration.")]
