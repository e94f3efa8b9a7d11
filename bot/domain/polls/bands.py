"""The rule of the bands of the mean, by which the four working groups' votes were read in February 2024.

A component's value is its net number of votes over all freedoms; its band is told by how many times the mean it is.
The rule is not independent: one more vote for one component can change the band of another. It is offered, never the
default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from bot.domain.polls.outcomes import BANDS, Outcome
from bot.domain.polls.parameters import Parameter, number, one_of
from bot.domain.polls.tallies import CellTally, Number
from bot.texts import _


class Score(StrEnum):
    """What a component's value is made of: yes less no, or the yes alone."""

    NET = "net"
    YES = "yes"


class Scale(StrEnum):
    """What the cuts are multiples of: the mean, or the standard deviation above the mean."""

    MEAN = "mean"
    DEVIATION = "deviation"


def _cuts(text: str) -> tuple[Fraction, ...]:
    return tuple(number(part) for part in text.split(","))


def _mean(text: str) -> Fraction:
    value = number(text)
    if value <= 0:
        raise ValueError(_("a number above 0"))
    return value


@dataclass(frozen=True, slots=True)
class MeanBand:
    """Four cuts, falling; a mean to state instead of computing it."""

    cuts: Annotated[tuple[Fraction, ...], Parameter("cuts", _cuts, _("the four cuts, the highest first"))] = (
        Fraction(2),
        Fraction(3, 2),
        Fraction(1),
        Fraction(1, 2),
    )
    mean: Annotated[Fraction | None, Parameter("mean", _mean, _("a mean to use instead of computing it"))] = None
    score: Annotated[Score, Parameter("score", one_of(Score), _("net: yes less no; yes: the yes alone"))] = Score.NET
    scale: Annotated[
        Scale,
        Parameter("scale", one_of(Scale), _("mean: multiples of the mean; deviation: standard deviations above it")),
    ] = Scale.MEAN

    def __post_init__(self) -> None:
        falling = all(upper > lower for upper, lower in pairwise(self.cuts))
        if len(self.cuts) != len(BANDS) - 1 or not falling:
            raise ValueError(_("The rule mean_band takes four cuts, each lower than the one before: cuts=2,1.5,1,0.5."))
        if self.scale is Scale.MEAN and self.cuts[-1] < 0:
            raise ValueError(_("A cut of the mean is 0 or more; below 0 there are cuts of the deviation only."))
        if self.scale is Scale.DEVIATION and self.mean is not None:
            raise ValueError(_("With scale=deviation the mean is computed; leave mean= out."))


@dataclass(frozen=True, slots=True)
class Row:
    """A row to band: its value, and whether anybody answered it. Sums without ballots count as answered."""

    name: str
    value: Fraction
    answered: bool = True


class How(StrEnum):
    """How merged rows become one value."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Merging:
    """A row made of others. ``keep``: those stay as rows of their own too."""

    row: str
    of: tuple[str, ...]
    how: How
    keep: bool = False


@dataclass(frozen=True, slots=True)
class BandedRow:
    """A row with its band; ``times_mean`` is None where the mean is not above 0."""

    row: str
    value: Fraction
    times_mean: Fraction | None
    verdict: Outcome


@dataclass(frozen=True, slots=True)
class Banded:
    """All rows in their bands; ``mean`` is that of the rows before merging, or the one stated. None: no rows."""

    mean: Fraction | None
    rows: tuple[BandedRow, ...]

    def without_quorum(self) -> Banded:
        """The same values, with no quorum as the verdict of every row that has votes."""
        rows = [
            row if row.verdict is Outcome.NO_VOTES else replace(row, verdict=Outcome.NO_QUORUM) for row in self.rows
        ]
        return Banded(self.mean, tuple(rows))


def rows_of(components: Mapping[str, Sequence[CellTally]], score: Score) -> tuple[Row, ...]:
    """The rows to band, one a component, from its counted cells."""
    return tuple(_row(component, cells, score) for component, cells in components.items())


def _row(component: str, cells: Sequence[CellTally], score: Score) -> Row:
    value = Fraction(sum(scored(cell, score) for cell in cells))
    return Row(component, value, any(cell.counts.answering for cell in cells))


def scored(cell: CellTally, score: Score) -> Number:
    """What a cell adds to its component's value."""
    return cell.counts.net if score is Score.NET else cell.counts.yes


def order(names: Sequence[str], mergings: Sequence[Merging]) -> tuple[str | Merging, ...]:
    """What the rows are after merging: names that stay, and merged rows where their first component stood.

    A component stays if no row is made of it, or if one that is made of it says so.
    """
    merged = {name for merging in mergings for name in merging.of}
    staying = {name for merging in mergings if merging.keep for name in merging.of}
    found: list[str | Merging] = []
    waiting = list(mergings)
    for name in names:
        for merging in [one for one in waiting if name in one.of]:
            found.append(merging)
            waiting.remove(merging)
        if name not in merged or name in staying:
            found.append(name)
    return tuple(found)


def merged(rows: Sequence[Row], mergings: Sequence[Merging]) -> tuple[Row, ...]:
    """The rows after merging; each merged row is made of the original values, also where one goes into two."""
    by_name = {row.name: row for row in rows}
    return tuple(
        by_name[step] if isinstance(step, str) else _merged(step, [by_name[name] for name in step.of])
        for step in order([row.name for row in rows], mergings)
    )


def _merged(merging: Merging, of: Sequence[Row]) -> Row:
    value = sum((row.value for row in of), Fraction(0))
    divisor = len(of) if merging.how is How.MEAN else 1
    return Row(merging.row, value / divisor, any(row.answered for row in of))


def band(rows: Sequence[Row], by: MeanBand, mergings: Sequence[Merging] = ()) -> Banded:
    """Put rows into bands.

    Args:
        rows: Before merging; the mean is over all of them, answered or not.
        by: Cuts and variants. A cut c is reached by a value of at least c times the mean; a cut of 0 only by a value
            above 0.
        mergings: Rows to make before banding.

    Returns:
        The rows in order. A row that nobody answered has no votes; where the mean is not above 0 (or all values are
        equal, on the scale of the deviation) the bands mean nothing, and every row is without consensus.

    Source: OSI, town hall slides of 23 February 2024 and sheet "Component Voting" of 29 February 2024 (cuts 2, 1.5, 1
        and 0.5 of the mean net votes over the rows before merging).
    """
    if not rows:
        return Banded(by.mean, ())
    mean = by.mean if by.mean is not None else sum((row.value for row in rows), Fraction(0)) / len(rows)
    variance = sum(((row.value - mean) ** 2 for row in rows), Fraction(0)) / len(rows)
    found = []
    for row in merged(rows, mergings):
        times = row.value / mean if mean > 0 else None
        found.append(BandedRow(row.name, row.value, times, _verdict(row, mean, variance, by)))
    return Banded(mean, tuple(found))


def _verdict(row: Row, mean: Fraction, variance: Fraction, by: MeanBand) -> Outcome:
    if not row.answered:
        return Outcome.NO_VOTES
    if (mean <= 0) if by.scale is Scale.MEAN else (variance == 0):
        return Outcome.NO_CONSENSUS
    for cut, verdict in zip(by.cuts, BANDS, strict=False):
        above = _above_mean(row.value, cut, mean) if by.scale is Scale.MEAN else _deviates(
            row.value - mean, cut, variance
        )  # fmt: skip
        if above:
            return verdict
    return BANDS[-1]


def _above_mean(value: Fraction, cut: Fraction, mean: Fraction) -> bool:
    return value > 0 if cut == 0 else value >= cut * mean


def _deviates(distance: Fraction, cut: Fraction, variance: Fraction) -> bool:
    """Whether a distance is at least so many standard deviations, told by squares: no root is drawn."""
    if cut >= 0:
        return distance >= 0 and distance**2 >= cut**2 * variance
    return distance >= 0 or distance**2 <= cut**2 * variance
