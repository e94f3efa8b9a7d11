"""Chooses the surface and hands in the clock."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from bot.domain.clocks import Clock


def main() -> None:
    """Run `osaibot`."""
    sys.exit(_surface()(lambda: datetime.now(UTC)))


def _surface() -> Callable[[Clock], int]:
    # Whoever checks the record needs neither the database's library nor Discord's; the whole shell does.
    if sys.argv[1:2] == ["record"]:
        from bot.surfaces.recording import main as record  # noqa: PLC0415

        return record
    # What is loaded stays to the end: looking through it for garbage, now or later, is a tenth of the start.
    gc.disable()
    from bot.surfaces.shell import main as shell  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    return shell


if __name__ == "__main__":
    main()
