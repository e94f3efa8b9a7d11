"""Counts as JSON, for programs."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bot.domain.polls.bands import BandedRow
from bot.domain.polls.charters import Least
from bot.domain.polls.measures import Measures
from bot.domain.polls.parameters import exact
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.sensitivity import Sensitivity
from bot.domain.polls.tallies import Counts, Number, Turnout
from bot.services.tallying import Count
from bot.services.tallying.counting import CellCount


def count(found: Count) -> dict[str, Any]:
    """A count with the keys that `docs/json.md` describes."""
    cells = [cell(one, found.scale) for one in found.cells]
    return {
        "scale": found.scale.value,
        "rule": found.rule,
        "parameters": {name: _parameter(value) for name, value in found.parameters.items()},
        "mean": number(found.banded.mean) if found.banded else None,
        "rows": [_band(row) for row in found.banded.rows] if found.banded else cells,
        "components": [{"row": name, "verdict": outcome.value} for name, outcome in found.rolled_up.items()],
        "merged": [
            {"row": one.row, "of": list(one.of), "how": one.how.value, "keep": one.keep} for one in found.mergings
        ],
        "turnout": turnout(found.turnout),
    }


def number(value: Number | Decimal | None) -> int | float | None:
    """A number as a decimal; computed exactly, it loses what a double cannot hold only here."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _parameter(value: Any) -> Any:
    """A parameter so that it can be read again without loss: what is no exact decimal is a text such as "2/3"."""
    if isinstance(value, Fraction):
        return number(value) if "/" not in exact(value) else exact(value)
    if isinstance(value, tuple):
        return [_parameter(part) for part in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Least):
        return value.count if not value.share else str(value)
    return value.value if isinstance(value, StrEnum) else str(value)


def turnout(found: Turnout | None) -> dict[str, int] | None:
    """How many took part, of how many; None where nobody can tell."""
    return None if found is None else {"voted": found.voted, "eligible": found.eligible}


def _band(row: BandedRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "value": number(row.value),
        "times_mean": number(row.times_mean),
        "verdict": row.verdict.value,
    }


def cell(one: CellCount, scale: BallotScale) -> dict[str, Any]:
    """A cell with its verdict, its counts and what they hang on."""
    counts = one.tally.counts
    return {
        "row": one.tally.cell.component,
        "freedom": one.tally.cell.freedom.value,
        "value": number(one.value),
        "verdict": one.verdict.value,
        "counts": _counts(counts, scale),
        "denominators": {
            "decisive": number(counts.decisive),
            "answering": number(counts.answering),
            "roll": number(counts.eligible),
        },
        "categories": {name: _counts(part, scale) for name, part in one.tally.categories.items()},
        "measures": _measures(one.measures, scale),
        "place": one.place.value,
        "sensitivity": _sensitivity(one.sensitivity),
    }


def _counts(counts: Counts, scale: BallotScale) -> dict[str, Any]:
    said = {choice.value: number(counts.said(choice)) for choice in scale.choices}
    return {**said, "unanswered": number(counts.unanswered)}


def _measures(found: Measures, scale: BallotScale) -> dict[str, Any]:
    interval = found.interval
    return {
        "coverage": number(found.coverage),
        "support": number(found.support),
        "interval": [number(interval.low), number(interval.high)] if interval else None,
        "polarisation": number(found.polarisation),
        "entropy": number(found.entropy),
        "gap": number(found.gap),
        "between": number(found.between),
        "joint_support": number(found.joint_support),
        **(_ordinal(found) if scale is BallotScale.TEMPERATURE else {}),
    }


def _ordinal(found: Measures) -> dict[str, Any]:
    return {
        "median": [step.value for step in found.median] if found.median else None,
        "ordinal_consensus": number(found.ordinal_consensus),
    }


def _sensitivity(found: Sensitivity | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "verdicts": {name: outcome.value for name, outcome in found.verdicts.items()},
        "margin": found.margin,
        "categories": list(found.categories),
        "largest_organisation": found.largest_organisation,
    }
