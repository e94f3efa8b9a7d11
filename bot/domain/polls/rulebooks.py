"""The rules by name, each with its parameters and the number that it compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot.domain.polls.bands import MeanBand
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.rules import (
    Absolute,
    Concurrent,
    Consensus,
    Delphi,
    Ieee,
    Iso,
    Simple,
    Super,
    absolute,
    concurrent,
    consensus,
    core_of,
    delphi,
    ieee,
    iso,
    passing,
    simple,
    supermajority,
)
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import CellTally, Number
from bot.domain.refusals import Refusal
from bot.texts import _, listed


def _of_decisive(cell: CellTally, _by: Any) -> Fraction | None:
    return ratio(cell.counts.yes, cell.counts.decisive)


def _of_eligible(cell: CellTally, _by: Any) -> Fraction | None:
    return ratio(cell.counts.yes, cell.counts.eligible)


def _of_answering(cell: CellTally, _by: Any) -> Fraction | None:
    return ratio(cell.counts.yes, cell.counts.answering)


def _of_core(cell: CellTally, by: Iso) -> Fraction | None:
    core = core_of(cell, by)
    return ratio(core.yes, core.decisive)


def _of_categories(cell: CellTally, by: Concurrent) -> Fraction | None:
    return Fraction(passing(tuple(cell.categories.values()), by))


def ratio(part: Number, all_: Number) -> Fraction | None:
    """A share; None of nothing."""
    return Fraction(part) / all_ if all_ else None


@dataclass(frozen=True, slots=True)
class CellRule:
    """A rule that decides each cell for itself. ``value`` is the number that it compares, None where there is none."""

    name: str
    summary: str
    parameters: type[Any]
    decide: Callable[[CellTally, Any], Outcome]
    value: Callable[[CellTally, Any], Fraction | None]


@dataclass(frozen=True, slots=True)
class BandRule:
    """The rule that puts rows into bands of their mean; it needs all rows at once."""

    name: str
    summary: str
    parameters: type[Any] = MeanBand


_CELL_RULES = (
    CellRule("simple", _("more yes than no"), Simple, simple, _of_decisive),
    CellRule("super", _("a share q of the yes and no, 2/3 unless stated"), Super, supermajority, _of_decisive),
    CellRule("absolute", _("a share q of all who may vote"), Absolute, absolute, _of_eligible),
    CellRule("iso", _("2/3 of the core members, and at most 1/4 of all against"), Iso, iso, _of_core),
    CellRule("ieee", _("3/4 answer, 3/4 of the yes and no, under 30 % abstain"), Ieee, ieee, _of_decisive),
    CellRule("delphi", _("70 % of the answers, and under 15 % against"), Delphi, delphi, _of_answering),
    CellRule("concurrent", _("a majority in k categories, and no category 2/3 against"), Concurrent, concurrent,
             _of_categories),
    CellRule("consensus", _("as super, and no open objection"), Consensus, consensus, _of_decisive),
)  # fmt: skip
CELL_RULES: Mapping[str, CellRule] = {rule.name: rule for rule in _CELL_RULES}
"""The rules that decide a cell, by name."""

RULES: Mapping[str, CellRule | BandRule] = {
    **CELL_RULES,
    "mean_band": BandRule("mean_band", _("bands of the mean over all components: 2, 1.5, 1 and 0.5 times")),
}
"""Every rule by name."""


class UnfitRule(Refusal):
    """A rule that cannot be told from what the scale of a poll lets people say."""


def rules_of(scale: BallotScale) -> Mapping[str, CellRule | BandRule]:
    """The rules that go with a scale. The bands of the mean do not go with steps, which have no sum and no mean."""
    return CELL_RULES if scale is BallotScale.TEMPERATURE else RULES


def refuse_unfit(rule: str, scale: BallotScale) -> None:
    """Let pass only a rule that goes with a scale.

    Raises:
        UnfitRule: It does not; the message names those that do.
    """
    if rule not in rules_of(scale):
        text = _("The rule {rule} does not go with the scale {scale}: its steps are an order, which has no sum and no "
                 "mean. Count it by {rules}.")  # fmt: skip
        raise UnfitRule(text.format(rule=rule, scale=scale.value, rules=listed(list(rules_of(scale)), _("or"))))
