"""What a poll's result says: the verdicts with their counts, what they hang on, and where people disagree."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.polls.agendas import Place, place
from bot.domain.polls.ballots import Ballot, Cell, Roll, VoteUnit
from bot.domain.polls.bands import Banded, BandedRow, MeanBand, Merging
from bot.domain.polls.charters import NO_LEAST, Charter, banded
from bot.domain.polls.measures import Measures, measures
from bot.domain.polls.merging import merged_cells
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.rules import Concurrent, Iso
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.sensitivity import Sensitivity, sensitivity
from bot.domain.polls.tallies import CellTally, Disposition, PollTally, count
from bot.domain.polls.verdicts import AsCast, Otherwise, excluded, verdicts, with_excluded, without_conflicted
from bot.domain.polls.withholding import told_conflicted, withheld_categories, withheld_organisations, without


class Untold(StrEnum):
    """What had a part in the verdicts and does not stand in the published ballots."""

    CATEGORIES = "categories"


@dataclass(frozen=True, slots=True)
class CellResult:
    """What one cell came to.

    ``tally`` has its counts, also by the categories that are told; ``sensitivity`` is None for a merged row.
    """

    tally: CellTally
    outcome: Outcome
    measures: Measures
    sensitivity: Sensitivity | None
    place: Place

    @property
    def cell(self) -> Cell:
        """Which cell it is."""
        return self.tally.cell


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """What one component, or a row merged of several, came to; ``band`` only under the bands of the mean."""

    component: str
    outcome: Outcome
    cells: tuple[CellResult, ...]
    band: BandedRow | None = None


@dataclass(frozen=True, slots=True)
class PollResult:
    """The result of a poll, as it is published.

    ``roll`` is that of persons, what is withheld left out; ``tally`` counts by it, before rows are merged. ``withheld``
    are the categories that are not told apart; ``untold`` what a recount from the published ballots would lack.
    ``without_conflicted`` is as if those with a conflict of interest were not there; None where nobody has one.
    ``conflicted`` are those who have one, and nobody where that is withheld. ``excluded`` are voters whose ballots are
    not counted, by decision: they stand on the ``listed`` roll alone, and ``with_excluded`` is as if they counted; None
    where nobody is.
    """

    charter: Charter
    mergings: tuple[Merging, ...]
    roll: Roll
    tally: PollTally
    components: tuple[ComponentResult, ...]
    banded: Banded | None
    withheld: tuple[str, ...]
    untold: tuple[Untold, ...]
    without_conflicted: Otherwise | None
    listed: Roll
    conflicted: frozenset[str] = frozenset()
    excluded: tuple[str, ...] = ()
    with_excluded: Otherwise | None = None

    @property
    def cells(self) -> tuple[CellResult, ...]:
        """Every cell, component by component."""
        return tuple(cell for component in self.components for cell in component.cells)

    @property
    def agenda(self) -> Mapping[Place, tuple[CellResult, ...]]:
        """The cells by where they belong; a place without cells is there, and empty."""
        return {one: tuple(cell for cell in self.cells if cell.place is one) for one in Place}

    def component(self, name: str) -> ComponentResult | None:
        """The component or row of this name; None where it was not asked about, or merged into another."""
        return next((one for one in self.components if one.component == name), None)

    @property
    def conflicted_cells(self) -> Mapping[Cell, tuple[Outcome, Outcome]]:
        """The cells whose verdict differs without the conflicted voters: with them, and without."""
        return self._differing_cells(self.without_conflicted)

    @property
    def conflicted_components(self) -> Mapping[str, tuple[Outcome, Outcome]]:
        """The components whose verdict differs without the conflicted voters: with them, and without."""
        return self._differing_components(self.without_conflicted)

    @property
    def excluded_cells(self) -> Mapping[Cell, tuple[Outcome, Outcome]]:
        """The cells whose verdict differs with the excluded ballots: without them, as it is, and with them."""
        return self._differing_cells(self.with_excluded)

    @property
    def excluded_components(self) -> Mapping[str, tuple[Outcome, Outcome]]:
        """The components whose verdict differs with the excluded ballots: without them, as it is, and with them."""
        return self._differing_components(self.with_excluded)

    def _differing_cells(self, other: Otherwise | None) -> Mapping[Cell, tuple[Outcome, Outcome]]:
        if other is None:
            return {}
        pairs = {one.cell: (one.outcome, other.cells[one.cell]) for one in self.cells}
        return {cell: pair for cell, pair in pairs.items() if pair[0] is not pair[1]}

    def _differing_components(self, other: Otherwise | None) -> Mapping[str, tuple[Outcome, Outcome]]:
        if other is None:
            return {}
        pairs = {one.component: (one.outcome, other.components[one.component]) for one in self.components}
        return {name: pair for name, pair in pairs.items() if pair[0] is not pair[1]}


def result(
    charter: Charter,
    cells: Sequence[Cell],
    papers: Sequence[Ballot],
    roll: Roll,
    *,
    mergings: tuple[Merging, ...] = (),
    objections: Mapping[Cell, Sequence[Disposition | None]] | None = None,
    conflicted: Collection[str] = (),
    least: int = 1,
    as_cast: AsCast | None = None,
    scale: BallotScale = BallotScale.REQUIRED,
) -> PollResult:
    """Count a poll and say all that its result says.

    Args:
        cells: Every cell that was asked, in order.
        papers: One of each voter at most: of persons, or of organisations where these vote.
        roll: Of persons, whatever votes as one.
        mergings: Rows to make of others before verdicts are given.
        objections: What became of the objections to a cell.
        conflicted: Those on the roll who have a conflict of interest.
        least: Categories and organisations of fewer people are not told apart: ``FEW`` in a pseudonymous poll, 1 in
            one with names.
        as_cast: The papers and the roll with those whose ballots were excluded; None where nobody's was.
        scale: What could be said in the cells.
    """

    def told(papers_: Sequence[Ballot], roll_: Roll) -> PollTally:
        return count(cells, papers_, roll_.by(charter.vote_unit), objections, scale)

    whole_roll = as_cast.roll if as_cast else roll
    # Both rolls are published: what one of them would tell is withheld from both.
    categories, organisations = withheld_of(roll, whole_roll, charter, least)
    published = without(roll, categories, organisations)
    listed = without(whole_roll, categories, organisations)
    tally = told(papers, published)
    # Where categories decide, the verdicts are those of the whole roll; what is told of them is not.
    whole = told(papers, without(roll, (), organisations)) if categories else tally
    deciding = whole if by_category(charter) else tally
    bands = banded(deciding, charter, mergings) if isinstance(charter.parameters, MeanBand) else None
    return PollResult(
        charter,
        mergings,
        published,
        tally,
        _components(tally, deciding, charter, mergings, categories),
        bands,
        tuple(sorted(categories)),
        (Untold.CATEGORIES,) if categories and by_category(charter) else (),
        without_conflicted(told, charter, mergings, papers, roll, frozenset(conflicted)),
        listed,
        told_conflicted(listed, conflicted, least, published),
        excluded(roll, as_cast),
        with_excluded(told, charter, mergings, roll, as_cast),
    )


def withheld_of(
    roll: Roll, whole_roll: Roll, charter: Charter, least: int
) -> tuple[frozenset[str], frozenset[str]]:  # fmt: skip
    """The categories and the organisations that are not told, since one of the two rolls would tell of few people.

    Args:
        roll: Of those whose ballots count.
        whole_roll: The same with those whose ballots were excluded.
        charter: How the poll is counted.
        least: As for ``result``.
    """
    categories = withheld_categories(roll, least) | withheld_categories(whole_roll, least)
    return categories, _organisations(roll, charter, least) | _organisations(whole_roll, charter, least)


def by_category(charter: Charter) -> bool:
    """Whether the verdicts hang on who belongs to which category."""
    by = charter.parameters
    return isinstance(by, Concurrent) or (isinstance(by, Iso) and bool(by.core)) or charter.quorum.category != NO_LEAST


def _organisations(roll: Roll, charter: Charter, least: int) -> frozenset[str]:
    """Where organisations vote they are the voters, and stand on the roll as such."""
    return frozenset() if charter.vote_unit is VoteUnit.ORGANISATION else withheld_organisations(roll, least)


def _components(
    tally: PollTally,
    deciding: PollTally,
    charter: Charter,
    mergings: tuple[Merging, ...],
    withheld: Collection[str],
) -> tuple[ComponentResult, ...]:
    """Every component after merging: counts as they are told, verdicts as they were decided."""
    found_ = verdicts(deciding, charter, mergings)
    panel = {
        cell: replace(one, categories=tuple(name for name in one.categories if name not in withheld))
        for cell, one in sensitivity(deciding, charter).items()
    }
    counted = {one.cell: one for one in tally.cells}
    found: dict[str, list[CellResult]] = {}
    for one in merged_cells(tally, mergings).cells:
        verdict = found_.cells[one.cell]
        own = panel[one.cell] if counted.get(one.cell) is one else None
        cell = CellResult(
            one, verdict, measures(one, tally.turnout, tally.scale), own, place(one, verdict, tally.turnout)
        )
        found.setdefault(one.cell.component, []).append(cell)
    return tuple(
        ComponentResult(name, found_.components[name], tuple(several), found_.bands.get(name))
        for name, several in found.items()
    )
