"""A file of the roll that goes with a poll's ballots: whose ballots were excluded by decision."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bot.services.tallying.tables import Table, bare, quoted, refuse_missing, word
from bot.texts import _

COLUMNS = ("voter", "excluded")

_SAID = {"yes": True, "no": False}


def written(*, excluded: bool) -> str:
    """What a file says of a voter."""
    return next(said for said, meant in _SAID.items() if meant is excluded)


def excluded_voters(path: Path, voters: Collection[str]) -> frozenset[str]:
    """Those of these voters whom the file names as excluded; its other columns are not read.

    Raises:
        BadBallots: With every problem of the file, each with its line and column.
    """
    table = Table(path, COLUMNS, others=True)
    refuse_missing(table, COLUMNS)
    found = set()
    for line, row in table.rows():
        voter = bare(row[table.columns["voter"]].strip())
        if voter not in voters:
            expected = _("expected a voter of the ballots, found {name}")
            table.problems.add(line, "voter", expected.format(name=quoted(voter)))
        if word(row[table.columns["excluded"]], _SAID, line, "excluded", table.problems):
            found.add(voter)
    table.problems.refuse()
    return frozenset(found)
