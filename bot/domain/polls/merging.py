"""Cells of several components merged into one row."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.polls.ballots import Cell
from bot.domain.polls.bands import How, Merging, order
from bot.domain.polls.tallies import CellTally, Counts, PollTally, total


def merged_cells(tally: PollTally, mergings: tuple[Merging, ...]) -> PollTally:
    """The poll with merged rows: by freedom, the answers of all merged components added up, or their mean."""
    components = tally.components
    cells: list[CellTally] = []
    for step in order(list(components), mergings):
        cells += components[step] if isinstance(step, str) else _merged(step, tally)
    return replace(tally, cells=tuple(cells))


def _merged(merging: Merging, tally: PollTally) -> list[CellTally]:
    of = [cell for name in merging.of for cell in tally.components[name]]
    freedoms = dict.fromkeys(cell.cell.freedom for cell in of)
    return [_one(merging, [cell for cell in of if cell.cell.freedom is freedom]) for freedom in freedoms]


def _one(merging: Merging, cells: list[CellTally]) -> CellTally:
    divisor = len(cells) if merging.how is How.MEAN else 1
    categories = dict.fromkeys(name for cell in cells for name in cell.by_category)

    def together(counts: list[Counts]) -> Counts:
        return total(counts).divided(divisor)

    by_category = {name: together([cell.by_category[name] for cell in cells]) for name in categories}
    objections = tuple(one for cell in cells for one in cell.objections)
    counts = together([cell.counts for cell in cells])
    return CellTally(Cell(merging.row, cells[0].cell.freedom), counts, by_category, {}, objections)
