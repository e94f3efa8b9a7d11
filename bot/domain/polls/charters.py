"""The part of a poll's charter that says how it is counted, and the verdicts under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bot.domain.polls.ballots import Cell, VoteUnit
from bot.domain.polls.bands import Banded, MeanBand, Merging, band, rows_of
from bot.domain.polls.outcomes import Outcome, RollUp, rolled_up
from bot.domain.polls.parameters import exact
from bot.domain.polls.rulebooks import CELL_RULES
from bot.domain.polls.tallies import CellTally, Number, PollTally


class Tie(StrEnum):
    """What a tie means: a result of its own, by which nothing is adopted, or one of the two sides."""

    TIE = "tie"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True, slots=True)
class Least:
    """The least that must take part: so many, and such a share of those who may."""

    count: int = 0
    share: Fraction = Fraction(0)

    def met(self, part: Number, all_: Number) -> bool:
        """Whether enough took part."""
        if part < self.count:
            return False
        # In integers: this is asked of every cell under every rule.
        return not self.share or part * self.share.denominator >= self.share.numerator * all_

    def __str__(self) -> str:
        parts = [str(self.count)] if self.count else []
        parts += [exact(self.share)] if self.share else []
        return " + ".join(parts) or "0"


NO_LEAST = Least()
"""Any number will do, none too."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """The least that must take part in the poll, of each stakeholder category, and in each cell."""

    overall: Least = NO_LEAST
    category: Least = NO_LEAST
    cell: Least = NO_LEAST

    def of_poll(self, tally: PollTally) -> bool:
        """Whether the poll and each of its categories has its quorum."""
        named = [turnout for name, turnout in tally.turnout_by_category.items() if name]
        met = [self.category.met(turnout.voted, turnout.eligible) for turnout in named]
        return self.overall.met(tally.turnout.voted, tally.turnout.eligible) and all(met)


def _default() -> Any:
    return CELL_RULES["super"].parameters()


@dataclass(frozen=True, slots=True)
class Charter:
    """How a poll is counted, fixed before its first ballot.

    ``rule`` is a name of ``RULES``, ``parameters`` the value of that rule's kind. ``alternatives`` are parameters for
    the other rules of the sensitivity panel, by name; a rule that is not there has its own defaults.
    """

    rule: str = "super"
    parameters: Any = field(default_factory=_default)
    quorum: Quorum = Quorum()
    tie: Tie = Tie.TIE
    vote_unit: VoteUnit = VoteUnit.PERSON
    roll_up: RollUp = RollUp.ANY
    alternatives: Mapping[str, Any] = field(default_factory=dict)


def outcome(cell: CellTally, charter: Charter, *, quorate: bool = True) -> Outcome:
    """The outcome of a cell under the charter's rule, which must be one that decides cells.

    In this order: no answers at all; no quorum of the poll, or of the cell, or by the rule; nobody said yes or no,
    which is no consensus; the rule; the tie.

    Args:
        quorate: Whether the poll has its quorum: ``Quorum.of_poll``.
    """
    counts = cell.counts
    if not counts.answering:
        return Outcome.NO_VOTES
    if not quorate or not charter.quorum.cell.met(counts.answering, counts.eligible):
        return Outcome.NO_QUORUM
    found = CELL_RULES[charter.rule].decide(cell, charter.parameters)
    if not counts.decisive and found is not Outcome.NO_QUORUM:
        return Outcome.NO_CONSENSUS
    return Outcome(charter.tie.value) if found is Outcome.TIE else found


def outcomes(tally: PollTally, charter: Charter) -> Mapping[Cell, Outcome]:
    """The outcome of every cell. Under the mean bands a cell has the band of its component."""
    if isinstance(charter.parameters, MeanBand):
        by_row = {row.row: row.verdict for row in banded(tally, charter).rows}
        return {one.cell: by_row[one.cell.component] for one in tally.cells}
    quorate = charter.quorum.of_poll(tally)
    return {one.cell: outcome(one, charter, quorate=quorate) for one in tally.cells}


def component_outcomes(tally: PollTally, charter: Charter) -> Mapping[str, Outcome]:
    """The outcome of every component, rolled up from its cells as the charter says."""
    found = outcomes(tally, charter)
    return {
        component: rolled_up([found[one.cell] for one in cells], charter.roll_up)
        if charter.rule in CELL_RULES
        else found[cells[0].cell]
        for component, cells in tally.components.items()
    }


def banded(tally: PollTally, charter: Charter, mergings: tuple[Merging, ...] = ()) -> Banded:
    """The bands of a poll's components; without the poll's quorum every row with votes has no quorum."""
    by: MeanBand = charter.parameters
    found = band(rows_of(tally.components, by.score), by, mergings)
    if charter.quorum.of_poll(tally):
        return found
    return found.without_quorum()
