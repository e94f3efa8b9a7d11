"""Trains the ranker: `python -m bot.summarisers.training FOLDER ...` writes its file and the list of meetings."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.summarisers import weights
from bot.summarisers.training import sources
from bot.summarisers.training.boosting import Parameters
from bot.summarisers.training.fitting import fit, meetings


def main(folders: list[str]) -> None:
    """Fit the ranker to all meetings of these folders and write its file."""
    found = meetings(map(Path, folders))
    if not found:
        sys.exit("No meetings found. Name the folders that hold QMSum's training split, as docs/summariser.md says.")
    made = fit(list(found.values()), Parameters())
    weights.FILE.write_bytes(weights.written(made))
    sources.LIST.write_text(sources.listed(found), encoding="utf-8")
    sys.stdout.write(f"{weights.FILE}: {made.meetings} meetings, {made.sentences} sentences\n")


if __name__ == "__main__":
    main(sys.argv[1:])
