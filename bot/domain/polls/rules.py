"""The rules that decide a cell: one function a rule, its parameters a frozen value.

Y, N, D, A are the yes, no, discuss and abstain of a cell, E those who may vote. A rule says *required* where the yes
reaches its bar, *not required* where the no reaches the same bar; where both do it is a tie, where neither does there
is no consensus. A share of nothing reaches no bar, so nothing divides by zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.parameters import Parameter, a_count, a_share, names_of, yes_or_no
from bot.domain.polls.tallies import CellTally, Counts, Disposition, Number, total
from bot.texts import _

_TWO_THIRDS = Fraction(2, 3)
_THREE_QUARTERS = Fraction(3, 4)


def reaches(part: Number, all_: Number, bar: Fraction) -> bool:
    """Whether a part is at least a share of all; a part of nothing never is."""
    # In integers: this is asked of every cell under every rule, many times.
    return all_ > 0 and part * bar.denominator >= bar.numerator * all_


def _of_sides(yes: bool, no: bool) -> Outcome:
    if yes and no:
        return Outcome.TIE
    if yes:
        return Outcome.REQUIRED
    return Outcome.NOT_REQUIRED if no else Outcome.NO_CONSENSUS


def swapped(counts: Counts) -> Counts:
    """The same counts with yes and no exchanged."""
    sides = {"yes": counts.no, "no": counts.yes, "strong_yes": counts.strong_no, "strong_no": counts.strong_yes}
    return replace(counts, **sides)


@dataclass(frozen=True, slots=True)
class Simple:
    """More yes than no."""


def simple(cell: CellTally, _by: Simple) -> Outcome:
    """Required when Y > N, not required when N > Y; as many of both is a tie."""
    counts = cell.counts
    if counts.yes == counts.no:
        return Outcome.TIE
    return _of_sides(counts.yes > counts.no, counts.no > counts.yes)


@dataclass(frozen=True, slots=True)
class Super:
    """A share of yes and no."""

    share: Annotated[Fraction, Parameter("q", a_share, _("share of the yes and no that is needed"))] = _TWO_THIRDS
    least: Annotated[int, Parameter("n0", a_count, _("yes and no that there must be at least"))] = 1


def supermajority(cell: CellTally, by: Super) -> Outcome:
    """Required when Y/(Y+N) ≥ q and Y+N ≥ n0; below n0 there is no quorum."""
    counts = cell.counts
    if counts.decisive < by.least:
        return Outcome.NO_QUORUM
    return _of_sides(*(reaches(side, counts.decisive, by.share) for side in (counts.yes, counts.no)))


@dataclass(frozen=True, slots=True)
class Absolute:
    """A share of all who may vote."""

    share: Annotated[Fraction, Parameter("q", a_share, _("share of all who may vote that is needed"))] = Fraction(1, 2)


def absolute(cell: CellTally, by: Absolute) -> Outcome:
    """Required when Y/E ≥ q.

    Source: cncf/gitvote, README (pass threshold: share of those allowed to vote), read 2026.
    """
    counts = cell.counts
    return _of_sides(*(reaches(side, counts.eligible, by.share) for side in (counts.yes, counts.no)))


@dataclass(frozen=True, slots=True)
class Iso:
    """Core members and all, as in an ISO enquiry."""

    share: Annotated[Fraction, Parameter("q", a_share, _("share of the core members' yes and no that is needed"))] = (
        _TWO_THIRDS
    )
    against: Annotated[Fraction, Parameter("against", a_share, _("share of all yes and no that may be against"))] = (
        Fraction(1, 4)
    )
    core: Annotated[
        tuple[str, ...], Parameter("core", names_of, _("categories of the core members; none: all are"))
    ] = ()
    only_reasoned: Annotated[bool, Parameter("only_reasoned", yes_or_no, _("leave out noes without a reason"))] = False


def iso(cell: CellTally, by: Iso) -> Outcome:
    """Required when Y/(Y+N) ≥ q among core members and N/(Y+N) ≤ against among all on the roll.

    Source: ISO/IEC Directives, Part 1, 2.6.3 (enquiry draft: two thirds of the P-members, one quarter of all against;
    abstentions and negative votes without reasons left out).
    """
    core, everybody = core_of(cell, by), _reasoned(cell.counts, by)
    return _of_sides(_iso_side(core, everybody, by), _iso_side(swapped(core), swapped(everybody), by))


def core_of(cell: CellTally, by: Iso) -> Counts:
    """What the core members said."""
    if not by.core:
        return _reasoned(cell.counts, by)
    return _reasoned(total(counts for name, counts in cell.by_category.items() if name in by.core), by)


def _reasoned(counts: Counts, by: Iso) -> Counts:
    return replace(counts, no=counts.no - counts.unreasoned, unreasoned=0) if by.only_reasoned else counts


def _iso_side(core: Counts, everybody: Counts, by: Iso) -> bool:
    return reaches(core.yes, core.decisive, by.share) and everybody.no <= by.against * everybody.decisive


@dataclass(frozen=True, slots=True)
class Ieee:
    """Returns, approval and abstentions, as in a ballot of the IEEE."""

    returns: Annotated[Fraction, Parameter("returns", a_share, _("share of those who may vote that must answer"))] = (
        _THREE_QUARTERS
    )
    share: Annotated[Fraction, Parameter("q", a_share, _("share of the yes and no that is needed"))] = _THREE_QUARTERS
    abstain: Annotated[Fraction, Parameter("abstain", a_share, _("share of the answers below which A must stay"))] = (
        Fraction(3, 10)
    )


def ieee(cell: CellTally, by: Ieee) -> Outcome:
    """Required when answers ≥ returns × E, Y/(Y+N) ≥ q and A < abstain × answers; too few answers are no quorum.

    Source: IEEE SA Standards Board Operations Manual, 5.4.3 (75 % returned, 75 % approval, under 30 % abstaining).
    """
    counts = cell.counts
    if not reaches(counts.answering, counts.eligible, by.returns):
        return Outcome.NO_QUORUM
    if counts.abstain >= by.abstain * counts.answering:
        return Outcome.NO_CONSENSUS
    return _of_sides(*(reaches(side, counts.decisive, by.share) for side in (counts.yes, counts.no)))


@dataclass(frozen=True, slots=True)
class Delphi:
    """In, out, or another round, as in studies of core sets."""

    share: Annotated[Fraction, Parameter("q", a_share, _("share of the answers that is needed"))] = Fraction(7, 10)
    against: Annotated[Fraction, Parameter("against", a_share, _("share of the answers that stays below this"))] = (
        Fraction(15, 100)
    )


def delphi(cell: CellTally, by: Delphi) -> Outcome:
    """Required when Y ≥ q and N < against as shares of the answers, mirrored for not required; else another round."""
    counts = cell.counts
    return _of_sides(_delphi_side(counts, by), _delphi_side(swapped(counts), by))


def _delphi_side(counts: Counts, by: Delphi) -> bool:
    return reaches(counts.yes, counts.answering, by.share) and counts.no < by.against * counts.answering


@dataclass(frozen=True, slots=True)
class Concurrent:
    """A majority in several stakeholder categories, and none strongly against."""

    categories: Annotated[int, Parameter("k", a_count, _("categories that must have a majority of their own"))] = 2
    least: Annotated[int, Parameter("n0", a_count, _("yes and no that a category needs to count for k"))] = 3
    against: Annotated[
        Fraction, Parameter("against", a_share, _("share of a category's yes and no that is a veto"))
    ] = _TWO_THIRDS


def concurrent(cell: CellTally, by: Concurrent) -> Outcome:
    """Required when Y > N in ≥ k categories with Y+N ≥ n0, and in no category N/(Y+N) ≥ against.

    A veto needs no n0. Where fewer than k categories have n0 there is no quorum.
    """
    categories = tuple(cell.categories.values())
    if sum(1 for counts in categories if counts.decisive >= by.least) < by.categories:
        return Outcome.NO_QUORUM
    mirrored = tuple(swapped(counts) for counts in categories)
    return _of_sides(concurs(categories, by), concurs(mirrored, by))


def concurs(categories: tuple[Counts, ...], by: Concurrent) -> bool:
    """Whether the yes of these categories reaches the bar."""
    vetoed = any(reaches(counts.no, counts.decisive, by.against) for counts in categories)
    return not vetoed and passing(categories, by) >= by.categories


def passing(categories: tuple[Counts, ...], by: Concurrent) -> int:
    """How many of these categories count and have more yes than no."""
    return sum(1 for counts in categories if counts.decisive >= by.least and counts.yes > counts.no)


@dataclass(frozen=True, slots=True)
class Consensus:
    """A supermajority without open objections."""

    share: Annotated[Fraction, Parameter("q", a_share, _("share of the yes and no that is needed"))] = _TWO_THIRDS
    least: Annotated[int, Parameter("n0", a_count, _("yes and no that there must be at least"))] = 1


class Standing(StrEnum):
    """How a group stands behind a verdict; the chair declares it, with a reason."""

    CONSENSUS = "consensus"
    ROUGH_CONSENSUS = "rough_consensus"
    DISSENT = "dissent"


def consensus(cell: CellTally, by: Consensus) -> Outcome:
    """Required when `super` says so and no objection is open or sustained; with one there is no consensus."""
    outcome = supermajority(cell, Super(by.share, by.least))
    return Outcome.NO_CONSENSUS if outcome.decided and _open(cell) else outcome


def standing(cell: CellTally, by: Consensus) -> Standing:
    """Consensus without objections (withdrawn ones aside); rough where each was addressed or overruled; else dissent.

    Source: W3C Process Document, 5.2.1 (consensus and dissent); RFC 7282, 2–3 (issues addressed, not accommodated).
    """
    if not consensus(cell, by).decided:
        return Standing.DISSENT
    answered = [one for one in cell.objections if one is not Disposition.WITHDRAWN]
    return Standing.ROUGH_CONSENSUS if answered else Standing.CONSENSUS


def _open(cell: CellTally) -> bool:
    return None in cell.objections or Disposition.SUSTAINED in cell.objections
