"""How many votes would have to change for another verdict.

A changed vote is a yes that becomes a no, or a no that becomes a yes; nobody joins, leaves or falls silent. So the
quorums stay as they are, and a cell without one, or without votes, has no margin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from bot.domain.polls.bands import MeanBand, Scale, Score
from bot.domain.polls.charters import Charter, Tie, banded, outcome
from bot.domain.polls.outcomes import BANDS, Outcome
from bot.domain.polls.rules import Concurrent, Iso, concurs, swapped
from bot.domain.polls.tallies import CellTally, Counts, PollTally

_WITHOUT = (Outcome.NO_VOTES, Outcome.NO_QUORUM)


def margin(cell: CellTally, charter: Charter, *, quorate: bool = True) -> int | None:
    """The smallest number of changed votes that gives a cell another outcome; None where no number does.

    The charter's rule must be one that decides cells. None also for the rule `iso` with noes left out, of which it
    matters who changes.
    """
    by = charter.parameters
    if outcome(cell, charter, quorate=quorate) in _WITHOUT or (isinstance(by, Iso) and by.only_reasoned):
        return None
    if not cell.counts.decisive:
        return None
    if isinstance(by, Concurrent):
        return _of_categories(cell, by, charter.tie)
    found = [_along(cell, charter, to_yes) for to_yes in (True, False)]
    return min((one for one in found if one is not None), default=None)


def _along(cell: CellTally, charter: Charter, to_yes: bool) -> int | None:
    """Change votes one way only, those of core members first: the verdict turns once, and is found by halving."""
    now = outcome(cell, charter)
    high = int(cell.counts.no if to_yes else cell.counts.yes)
    if not high or outcome(changed(cell, high, charter, to_yes), charter) is now:
        return None
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        if outcome(changed(cell, middle, charter, to_yes), charter) is now:
            low = middle
        else:
            high = middle
    return high


def changed(cell: CellTally, number: int, charter: Charter, to_yes: bool) -> CellTally:
    """The cell after so many changed votes, as many of core members as there are."""
    by = charter.parameters
    counts = _moved(cell.counts, number if to_yes else -number)
    first = by.core if isinstance(by, Iso) else ()
    if not first:
        # No rule that gets here looks at categories, and a poll has many of them.
        return replace(cell, counts=counts)
    left = number
    parts = dict(cell.by_category)
    for name in sorted(parts, key=lambda name: name not in first):
        step = min(left, int(parts[name].no if to_yes else parts[name].yes))
        parts[name] = _moved(parts[name], step if to_yes else -step)
        left -= step
    return replace(cell, counts=counts, by_category=parts)


def _moved(counts: Counts, noes: int) -> Counts:
    return Counts(
        counts.yes + noes,
        counts.no - noes,
        counts.discuss,
        counts.abstain,
        counts.eligible,
        counts.unreasoned,
        counts.neutral,
        counts.strong_yes,
        counts.strong_no,
    )


# -- A majority in several categories ------------------------------------------------------------------------------


def _of_categories(cell: CellTally, by: Concurrent, tie: Tie) -> int | None:
    """The cheaper of turning the yes side and turning the no side.

    Where a tie is declared to be one of the sides, turning the other changes nothing as long as that side stands.
    """
    parts = tuple(cell.categories.values())
    mirrored = tuple(swapped(counts) for counts in parts)
    turns = []
    if not (tie is Tie.NOT_REQUIRED and concurs(mirrored, by)):
        turns.append(_turn(parts, by))
    if not (tie is Tie.REQUIRED and concurs(parts, by)):
        turns.append(_turn(mirrored, by))
    return min(turns)


def _turn(parts: tuple[Counts, ...], by: Concurrent) -> int:
    return _lose(parts, by) if concurs(parts, by) else _win(parts, by)


def _win(parts: tuple[Counts, ...], by: Concurrent) -> int:
    """Lift every veto, then win the cheapest majorities that are missing."""
    lifted = {number: _noes_over(one, by.against) for number, one in enumerate(parts)}
    further = sorted(
        max(_to_majority(one) - lifted[number], 0) for number, one in enumerate(parts) if one.decisive >= by.least
    )
    return sum(lifted.values()) + sum(further[: by.categories])


def _lose(parts: tuple[Counts, ...], by: Concurrent) -> int:
    """Lose the cheapest majorities until too few are left, or meet the cheapest veto."""
    held = sorted(ceil(Fraction(one.net) / 2) for one in parts if one.decisive >= by.least and one.net > 0)
    vetoes = [ceil(by.against * one.decisive - one.no) for one in parts if one.decisive]
    return min(sum(held[: len(held) - by.categories + 1]), *vetoes)


def _to_majority(counts: Counts) -> int:
    return max(floor(Fraction(-counts.net) / 2) + 1, 0)


def _noes_over(counts: Counts, against: Fraction) -> int:
    """How many noes have to go so that what is left is under a share of yes and no."""
    if not counts.decisive:
        return 0
    return max(int(counts.no) - (ceil(against * counts.decisive) - 1), 0)


# -- The bands of the mean -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Votes:
    """The yes and no of every component, and what one changed vote moves its value by."""

    sides: Mapping[str, tuple[int, int]]
    values: Mapping[str, int]
    weight: int

    @classmethod
    def of(cls, tally: PollTally, score: Score) -> _Votes:
        sides = {
            name: (sum(int(one.counts.yes) for one in cells), sum(int(one.counts.no) for one in cells))
            for name, cells in tally.components.items()
        }
        values = {name: yes - no if score is Score.NET else yes for name, (yes, no) in sides.items()}
        return cls(sides, values, 2 if score is Score.NET else 1)


def band_margin(tally: PollTally, component: str, charter: Charter) -> int | None:
    """The smallest number of changed votes, in its own cells or in any other's, that gives a component another band.

    None for bands of the deviation, and where the row has no votes or no quorum.
    """
    by: MeanBand = charter.parameters
    verdict = {row.row: row.verdict for row in banded(tally, charter).rows}[component]
    if by.scale is Scale.DEVIATION or verdict in _WITHOUT:
        return None
    votes = _Votes.of(tally, by.score)
    if verdict not in BANDS:
        return _to_a_mean(votes)
    place = BANDS.index(verdict)
    # To reach a higher cut, or to fall under the highest that is reached; or to bring the mean down to nothing.
    found = [
        _cross(votes, component, by, cut, rising=number < place) for number, cut in enumerate(by.cuts[: place + 1])
    ]
    if by.mean is None:
        found.append(ceil(Fraction(sum(votes.values.values()), votes.weight)))
    return min((one for one in found if one is not None), default=None)


def _to_a_mean(votes: _Votes) -> int | None:
    """Bring the mean above 0, so that there are bands at all."""
    needed = floor(Fraction(-sum(votes.values.values()), votes.weight)) + 1
    return needed if needed <= sum(no for _yes, no in votes.sides.values()) else None


def _cross(votes: _Votes, component: str, by: MeanBand, cut: Fraction, *, rising: bool) -> int | None:
    """Change the votes that move value - cut × mean most, until it crosses nought."""
    mean, part = by.mean, Fraction(0)
    if mean is None:
        mean, part = Fraction(sum(votes.values.values()), len(votes.values)), cut / len(votes.values)
    effects = {name: (int(name == component) - part) * votes.weight for name in votes.values}
    moves = []
    for name, effect in effects.items():
        yes, no = votes.sides[name]
        moves.append((abs(effect), no if (effect > 0) is rising else yes))
    distance = votes.values[component] - cut * mean
    # A cut of 0 is reached above 0 only.
    beyond = rising is (cut == 0)
    usable = sorted((move for move in moves if move[0] and move[1]), reverse=True)
    return _steps(-distance if rising else distance, usable, beyond=beyond)


def _steps(short: Fraction, moves: Sequence[tuple[Fraction, int]], *, beyond: bool) -> int | None:
    """How many moves cover a distance, the largest first; ``beyond``: to go past its end, not only up to it."""
    steps = 0
    for effect, available in moves:
        needed = floor(short / effect) + 1 if beyond else ceil(short / effect)
        if needed <= available:
            return steps + max(needed, 0)
        steps += available
        short -= effect * available
    return None
