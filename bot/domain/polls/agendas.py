"""Where a group disagrees, cell by cell: the next meeting's agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bot.domain.polls.ballots import Cell
from bot.domain.polls.measures import supports
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.tallies import CellTally, PollTally, Turnout

_HALF = Fraction(1, 2)


class Place(StrEnum):
    """What a cell needs before anything else."""

    UNDER_ANSWERED = "under_answered"
    ASKED_TO_DISCUSS = "asked_to_discuss"
    DIVIDED_BETWEEN_CATEGORIES = "divided_between_categories"
    SETTLED = "settled"
    DIVIDED_INSIDE = "divided_inside"


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on a cell counts as under-answered (its coverage below this), or as one to discuss (share of answers).

    ``few`` is the least of yes and no that makes a category's majority count.
    """

    coverage: Fraction = _HALF
    discuss: Fraction = Fraction(1, 4)
    few: int = 3


def place(cell: CellTally, outcome: Outcome, turnout: Turnout, bounds: Bounds | None = None) -> Place:
    """Where a cell belongs; the first that fits.

    Under-answered: fewer than half of those who took part answered it. Asked to discuss: a quarter of the answers.
    Divided between categories: one has more yes than no and another more no than yes. Settled: required or not
    required. Divided inside: all that is left.
    """
    by, counts = bounds or Bounds(), cell.counts
    if not counts.answering or counts.answering < by.coverage * turnout.voted:
        return Place.UNDER_ANSWERED
    if counts.discuss >= by.discuss * counts.answering:
        return Place.ASKED_TO_DISCUSS
    found = supports(cell.categories, by.few).values()
    if any(support > _HALF for support in found) and any(support < _HALF for support in found):
        return Place.DIVIDED_BETWEEN_CATEGORIES
    return Place.SETTLED if outcome.decided else Place.DIVIDED_INSIDE


def agenda(
    tally: PollTally, outcomes: Mapping[Cell, Outcome], bounds: Bounds | None = None
) -> Mapping[Place, tuple[Cell, ...]]:
    """Every cell in its place, in the order of the poll; a place without cells is there, and empty."""
    found: dict[Place, list[Cell]] = {one: [] for one in Place}
    for cell in tally.cells:
        found[place(cell, outcomes[cell.cell], tally.turnout, bounds)].append(cell.cell)
    return {one: tuple(cells) for one, cells in found.items()}
