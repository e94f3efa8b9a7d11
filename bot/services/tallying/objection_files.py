"""A file of objections: to which cell each was made, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell
from bot.domain.polls.tallies import Disposition
from bot.services.tallying.tables import Table, bare, quoted, refuse_missing, word
from bot.texts import _

COLUMNS = ("component", "freedom", "disposition")

_FREEDOMS = {freedom.value: freedom for freedom in Freedom}
_NOTHING_YET = "open"
_DISPOSITIONS: dict[str, Disposition | None] = {_NOTHING_YET: None} | {one.value: one for one in Disposition}


def written(disposition: Disposition | None) -> str:
    """What a file says of an objection; one that nobody has disposed of yet is open."""
    return disposition.value if disposition else _NOTHING_YET


def read(path: Path, cells: Collection[Cell]) -> Mapping[Cell, tuple[Disposition | None, ...]]:
    """Read a file of objections to these cells, one on a line.

    Raises:
        BadBallots: With every problem of the file, each with its line and column.
    """
    table = Table(path, COLUMNS)
    refuse_missing(table, COLUMNS)
    found: dict[Cell, list[Disposition | None]] = {}
    component, freedom, disposition = (table.columns[name] for name in COLUMNS)
    known = {(cell.component, cell.freedom): cell for cell in cells}
    for line, row in table.rows():
        of = word(row[freedom], _FREEDOMS, line, "freedom", table.problems)
        said = row[disposition].strip().lower()
        word(said, {name: name for name in _DISPOSITIONS}, line, "disposition", table.problems)
        cell = known.get((bare(row[component]).strip(), of)) if of else None
        if of and cell is None:
            expected = _("expected a cell of the ballots, found {text}")
            table.problems.add(line, "component", expected.format(text=quoted(f"{row[component]}: {of.value}")))
        if cell is not None and said in _DISPOSITIONS:
            found.setdefault(cell, []).append(_DISPOSITIONS[said])
    table.problems.refuse()
    return {cell: tuple(several) for cell, several in found.items()}
