"""What a verdict hangs on: the rule, a few votes, one category, one organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.polls.ballots import Cell
from bot.domain.polls.charters import Charter, outcomes
from bot.domain.polls.margins import band_margin, margin
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.rulebooks import CELL_RULES, RULES, rules_of
from bot.domain.polls.tallies import PollTally


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the verdict of one cell hangs on.

    ``verdicts`` is its outcome under every rule that goes with the scale, by name. ``margin`` is the smallest number of
    changed votes that gives another outcome under the charter's rule; None: no number does. ``categories`` are those
    without which the outcome would differ; ``largest_organisation`` whether it would without that one, None where no
    organisation is recorded.
    """

    verdicts: Mapping[str, Outcome]
    margin: int | None
    categories: tuple[str, ...]
    largest_organisation: bool | None


def sensitivity(tally: PollTally, charter: Charter) -> Mapping[Cell, Sensitivity]:
    """The panel of every cell of a poll."""
    now = outcomes(tally, charter)
    verdicts = {name: outcomes(tally, under(charter, name)) for name in rules_of(tally.scale)}
    without = {
        name: outcomes(tally.without_category(name), charter) for name in tally.turnout_by_category if name
    }  # fmt: skip
    smaller = outcomes(tally.without_largest(), charter) if tally.largest_organisation else None
    margins = _margins(tally, charter)
    return {
        cell: Sensitivity(
            {name: found[cell] for name, found in verdicts.items()},
            margins[cell],
            tuple(name for name, found in without.items() if found[cell] is not outcome),
            None if smaller is None else smaller[cell] is not outcome,
        )
        for cell, outcome in now.items()
    }


def under(charter: Charter, rule: str) -> Charter:
    """The charter with another rule: with the parameters that it names for it, else with the rule's own."""
    if rule == charter.rule:
        return charter
    parameters = charter.alternatives.get(rule)
    return replace(charter, rule=rule, parameters=RULES[rule].parameters() if parameters is None else parameters)


def _margins(tally: PollTally, charter: Charter) -> Mapping[Cell, int | None]:
    if charter.rule in CELL_RULES:
        quorate = charter.quorum.of_poll(tally)
        return {one.cell: margin(one, charter, quorate=quorate) for one in tally.cells}
    of_components = {name: band_margin(tally, name, charter) for name in tally.components}
    return {one.cell: of_components[one.cell.component] for one in tally.cells}
