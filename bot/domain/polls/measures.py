"""Measures of a cell: they describe, and never decide.

What is rational is a fraction. Roots and logarithms are drawn in decimal arithmetic, the same on every machine: for the
ends of the interval, the entropy, the ordinal consensus and the geometric mean, and for nothing else. Whether a share
lies inside an interval is told by squares (``inside_interval``), without a root.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import prod

from bot.domain.polls.ballots import Choice
from bot.domain.polls.rulebooks import ratio
from bot.domain.polls.scales import STEPS, BallotScale
from bot.domain.polls.tallies import CellTally, Counts, Number, Turnout, total

_Z = Fraction(196, 100)
"""Normal quantile of the 95 % interval, to two places, as in every table."""

_DIGITS = Context(prec=28)
_PLACES = Decimal("0.000000000001")
_FEW = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the share may lie in truth, if those who voted are a sample of those who might have."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Measures:
    """What can be said of a cell besides its verdict. None: nothing to measure.

    ``coverage``: answers of those who took part in the poll. ``support``: yes of yes and no, with its 95 % interval.
    ``polarisation``: 0 agreed or idle, 1 split in half. ``entropy``: 0 all say the same, 1 all answers as often.
    ``gap``: largest less smallest support of the categories with at least three votes. ``between``: how much of the
    spread lies between categories, 1, rather than inside them, 0. ``joint_support``: geometric mean of the categories'
    smoothed supports, which one unconvinced category lowers.

    On the scale of a temperature alone: ``median``, the step in the middle, as two steps that are mostly the same one,
    and ``ordinal_consensus``: 1 all on one step, 0 half on each end. Both leave abstentions out.
    """

    coverage: Fraction | None
    support: Fraction | None
    interval: Interval | None
    polarisation: Fraction | None
    entropy: Decimal | None
    gap: Fraction | None
    between: Fraction | None
    joint_support: Decimal | None
    median: tuple[Choice, Choice] | None = None
    ordinal_consensus: Decimal | None = None


def measures(cell: CellTally, turnout: Turnout, scale: BallotScale = BallotScale.REQUIRED) -> Measures:
    """Measure one cell of a poll with this turnout."""
    counts, categories = cell.counts, cell.categories
    ordered = counts.steps if scale is BallotScale.TEMPERATURE else ()
    return Measures(
        coverage=ratio(counts.answering, turnout.voted),
        support=ratio(counts.yes, counts.decisive),
        interval=wilson(counts.yes, counts.decisive),
        polarisation=polarisation(counts),
        entropy=entropy([counts.said(choice) for choice in scale.choices]),
        gap=gap(categories),
        between=between(categories),
        joint_support=joint_support(categories),
        median=median(ordered),
        ordinal_consensus=ordinal_consensus(ordered),
    )


@lru_cache(maxsize=65_536)
def wilson(part: Number, all_: Number) -> Interval | None:
    """The 95 % interval of a share after Wilson; None of nothing.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if not all_:
        return None
    share, correction = Fraction(part) / all_, _Z**2 / all_
    middle = (share + correction / 2) / (1 + correction)
    under_root = share * (1 - share) * correction + correction**2 / 4
    reach = _DIGITS.divide(_DIGITS.sqrt(_decimal(under_root)), _decimal(1 + correction))
    low, high = _DIGITS.subtract(_decimal(middle), reach), _DIGITS.add(_decimal(middle), reach)
    return Interval(_rounded(max(low, Decimal(0))), _rounded(min(high, Decimal(1))))


def inside_interval(share: Fraction, part: Number, all_: Number) -> bool:
    """Whether a share lies in the 95 % interval, told exactly: (part - share × all)² ≤ z² share (1 - share) all."""
    return (part - share * all_) ** 2 <= _Z**2 * share * (1 - share) * all_


def polarisation(counts: Counts) -> Fraction | None:
    """4 y n, with y and n the shares of yes and no among all answers."""
    yes, no = ratio(counts.yes, counts.answering), ratio(counts.no, counts.answering)
    return None if yes is None or no is None else 4 * yes * no


def entropy(numbers: Sequence[Number]) -> Decimal | None:
    """Shannon's entropy over the logarithm of how many answers there are to choose from; None where nobody answered."""
    return _entropy(tuple(numbers))


@lru_cache(maxsize=65_536)
def _entropy(numbers: tuple[Number, ...]) -> Decimal | None:
    all_ = sum(numbers)
    if not all_ or len(numbers) < 2:
        return None
    shares = [_decimal(Fraction(number) / all_) for number in numbers if number]
    spread = -sum((_DIGITS.multiply(share, _DIGITS.ln(share)) for share in shares), Decimal(0))
    return _rounded(_DIGITS.divide(spread, _DIGITS.ln(Decimal(len(numbers)))))


def median(numbers: Sequence[Number]) -> tuple[Choice, Choice] | None:
    """The lower and the upper median; None where nobody chose a step.

    They differ where half stand on one side and half on the other: between two steps there is nothing in the middle.

    Args:
        numbers: How many chose each step, in the order of ``STEPS``; none of them where there are no steps.
    """
    all_ = sum(numbers)
    if not all_:
        return None
    below = [sum(numbers[: place + 1]) for place in range(len(numbers))]
    lower = next(step for step, number in zip(STEPS, below, strict=True) if 2 * number >= all_)
    upper = next(step for step, number in zip(STEPS, below, strict=True) if 2 * number > all_)
    return lower, upper


def ordinal_consensus(numbers: Sequence[Number]) -> Decimal | None:
    """Agreement on an ordered scale: 1 all on one step, 0 half on each end. None where nobody answered.

    Args:
        numbers: How many chose each step, in order; at least two steps.

    Source: W. J. Tastle, M. J. Wierman, Consensus and dissention, IJAR 45 (2007): 1 + Σ p log2(1 - |i - mean| / width).
    """
    all_, width = sum(numbers), len(numbers) - 1
    if not all_ or width < 1:
        return None
    mean = Fraction(sum(step * number for step, number in enumerate(numbers))) / all_
    found = Decimal(1)
    for step, number in enumerate(numbers):
        if number:
            nearness = _decimal(1 - abs(step - mean) / width)
            bits = _DIGITS.divide(_DIGITS.ln(nearness), _DIGITS.ln(Decimal(2)))
            found = _DIGITS.add(found, _DIGITS.multiply(_decimal(Fraction(number) / all_), bits))
    return _rounded(found)


def supports(categories: Mapping[str, Counts], least: int = 1) -> Mapping[str, Fraction]:
    """The support of each category with at least so many yes and no."""
    return {
        name: Fraction(counts.yes) / counts.decisive
        for name, counts in categories.items()
        if counts.decisive >= max(least, 1)
    }


def gap(categories: Mapping[str, Counts]) -> Fraction | None:
    """The largest support less the smallest; None with fewer than two categories of at least three votes."""
    found = supports(categories, _FEW).values()
    return max(found) - min(found) if len(found) > 1 else None


def between(categories: Mapping[str, Counts]) -> Fraction | None:
    """Sum of squares between categories over the whole, of yes as 1 and no as 0; None where there is no spread."""
    together = total(categories.values())
    yes, all_ = together.yes, together.decisive
    if not all_ or len(supports(categories)) < 2:
        return None
    square = Fraction(yes) ** 2 / all_
    whole = yes - square
    if not whole:
        return None
    own = sum((Fraction(one.yes) ** 2 / one.decisive for one in categories.values() if one.decisive), Fraction(0))
    return (own - square) / whole


def smoothed(categories: Mapping[str, Counts]) -> Mapping[str, Fraction]:
    """(Y+1)/(Y+N+2) of each category with votes: one of few voters is drawn towards one half."""
    return {
        name: Fraction(counts.yes + 1) / (counts.decisive + 2) for name, counts in categories.items() if counts.decisive
    }


def joint_support(categories: Mapping[str, Counts]) -> Decimal | None:
    """Geometric mean of the smoothed supports; None without categories or votes.

    Source: Polis, group-aware consensus (the product over groups); the mean makes polls of other groups comparable.
    """
    found = smoothed(categories).values()
    if not found:
        return None
    return _root(prod(found, start=Fraction(1)), len(found))


@lru_cache(maxsize=65_536)
def _root(product: Fraction, of: int) -> Decimal:
    return _rounded(_DIGITS.exp(_DIGITS.divide(_DIGITS.ln(_decimal(product)), Decimal(of))))


def _decimal(value: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_PLACES).normalize() + 0
