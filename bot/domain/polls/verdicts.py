"""The verdicts of a poll after merging, and as they would be with other voters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.polls.ballots import Ballot, Cell, Roll, unit_of
from bot.domain.polls.bands import BandedRow, MeanBand, Merging
from bot.domain.polls.charters import Charter, banded, component_outcomes, outcome
from bot.domain.polls.merging import merged_cells
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.tallies import PollTally, Turnout

Counter = Callable[[Sequence[Ballot], Roll], PollTally]
"""Counts papers by a roll of persons."""


@dataclass(frozen=True, slots=True)
class AsCast:
    """A poll before any ballot was excluded: its papers, and its roll of persons."""

    papers: Sequence[Ballot]
    roll: Roll


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The verdicts as they would be with fewer voters, or with more, both on the roll and among the ballots.

    ``voters`` is how many people or organisations make the difference.
    """

    voters: int
    turnout: Turnout
    cells: Mapping[Cell, Outcome]
    components: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The outcomes of cells and components after merging, and the bands by row where there are any."""

    cells: Mapping[Cell, Outcome]
    components: Mapping[str, Outcome]
    bands: Mapping[str, BandedRow]


def verdicts(tally: PollTally, charter: Charter, mergings: tuple[Merging, ...]) -> Verdicts:
    """The verdicts of a counted poll. Under the bands a cell has the outcome of its row."""
    after = merged_cells(tally, mergings)
    if isinstance(charter.parameters, MeanBand):
        bands = {row.row: row for row in banded(tally, charter, mergings).rows}
        given = {one.cell: bands[one.cell.component].verdict for one in after.cells}
        return Verdicts(given, {name: row.verdict for name, row in bands.items()}, bands)
    quorate = charter.quorum.of_poll(tally)
    given = {one.cell: outcome(one, charter, quorate=quorate) for one in after.cells}
    return Verdicts(given, component_outcomes(after, charter), {})


def without_conflicted(
    told: Counter,
    charter: Charter,
    mergings: tuple[Merging, ...],
    papers: Sequence[Ballot],
    roll: Roll,
    conflicted: frozenset[str],
) -> Otherwise | None:
    """As if those with a conflict of interest were not there; None where nobody has one.

    An organisation leaves with any of its people who has one, where organisations vote.
    """
    unit = charter.vote_unit
    leaving = {unit_of(elector, unit) for elector in roll.electors if elector.voter in conflicted}
    if not leaving:
        return None
    staying = tuple(elector for elector in roll.electors if unit_of(elector, unit) not in leaving)
    tally = told([paper for paper in papers if paper.voter not in leaving], replace(roll, electors=staying))
    found = verdicts(tally, charter, mergings)
    return Otherwise(len(leaving), tally.turnout, found.cells, found.components)


def with_excluded(
    told: Counter, charter: Charter, mergings: tuple[Merging, ...], roll: Roll, as_cast: AsCast | None
) -> Otherwise | None:
    """As if no ballot were excluded; None where none is."""
    if as_cast is None:
        return None
    tally = told(as_cast.papers, as_cast.roll)
    found = verdicts(tally, charter, mergings)
    return Otherwise(len(excluded(roll, as_cast)), tally.turnout, found.cells, found.components)


def excluded(roll: Roll, as_cast: AsCast | None) -> tuple[str, ...]:
    """The voters whose ballots are not counted, by decision."""
    counting = {elector.voter for elector in roll.electors}
    several = as_cast.roll.electors if as_cast else ()
    return tuple(elector.voter for elector in several if elector.voter not in counting)
