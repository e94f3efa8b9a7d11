"""The real votes of the four working groups, as the result of a poll.

Published were the sums by component and freedom. Here twenty-two voters give them: as many yes as a sum above nought,
as many no as one below.
"""

from __future__ import annotations

import csv
from pathlib import Path

from bot.domain.definitions import Freedom
from bot.domain.libraries import Reference
from bot.domain.names import fold
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Roll
from bot.domain.polls.bands import MeanBand
from bot.domain.polls.charters import Charter
from bot.domain.polls.results import PollResult, result
from bot.services.tallying import mergings

FOLDER = Path(__file__).parents[1] / "data" / "votes"
BANDS = Charter("mean_band", MeanBand())
ROLL = Roll(tuple(Elector(f"v{number:02}", "working groups") for number in range(1, 23)))

# Names of the sheet that the vocabulary does not have.
_COMPONENTS = {
    "Code used to perform inference for benchmark tests": "benchmark_inference_code",
    "Evaluation metrics and results": "evaluation_metrics",
    "All other data documentation": "other_data_documentation",
    "Training, validation and testing code": "training_code",
    "Sample model outputs": "sample_outputs",
    "Supporting libraries and tools": "supporting_libraries",
    "Other libraries or code artifacts": "other_libraries",
}


def sums() -> dict[Cell, int]:
    """The net votes of every cell."""
    with (FOLDER / "final-net.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {Cell(row["component"], freedom): int(row[freedom.value]) for row in rows for freedom in Freedom}


def papers() -> tuple[Ballot, ...]:
    """Ballots that add up to them."""
    return tuple(
        Ballot(
            elector.voter,
            {cell: Choice.YES if net > 0 else Choice.NO for cell, net in sums().items() if number < abs(net)},
        )
        for number, elector in enumerate(ROLL.electors)
    )


def real_result(charter: Charter = BANDS, *, merged: bool = True) -> PollResult:
    """The result under the published rule, or another."""
    cells = list(sums())
    names = list(dict.fromkeys(cell.component for cell in cells))
    rows = mergings.read(FOLDER / "merging.yaml", names) if merged else ()
    return result(charter, cells, papers(), ROLL, mergings=rows)


def asked(reference: Reference) -> tuple[Asked, ...]:
    """The components that were voted on, by the names of the sheet."""
    known = {fold(name): one.id for one in reference.components.values() for name in (one.name, *one.aliases)}
    names = list(dict.fromkeys(cell.component for cell in sums()))
    return tuple(Asked(name, name, _COMPONENTS.get(name) or known[fold(name)]) for name in names)
