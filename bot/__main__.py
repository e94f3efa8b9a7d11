"""Chooses the surface and hands in the clock."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from bot.surfaces.shell import main as shell


def main() -> None:
    """Run `osaibot`."""
    sys.exit(shell(lambda: datetime.now(UTC)))


if __name__ == "__main__":
    main()
