"""What a count can say of a cell, of a component, or of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.texts import _


class Outcome(StrEnum):
    """The verdict of a cell, a component or a row.

    The three in the middle are given by the bands of the mean alone. A tie, no consensus, no quorum and no votes are
    results: nothing is adopted, and nothing is rejected.
    """

    REQUIRED = "required"
    LIKELY_REQUIRED = "likely_required"
    MAYBE_REQUIRED = "maybe_required"
    LIKELY_NOT_REQUIRED = "likely_not_required"
    NOT_REQUIRED = "not_required"
    NO_CONSENSUS = "no_consensus"
    TIE = "tie"
    NO_QUORUM = "no_quorum"
    NO_VOTES = "no_votes"

    @property
    def decided(self) -> bool:
        """Whether it is a plain yes or no."""
        return self in (Outcome.REQUIRED, Outcome.NOT_REQUIRED)


WORDS: Mapping[Outcome, str] = {
    Outcome.REQUIRED: _("required"),
    Outcome.LIKELY_REQUIRED: _("likely required"),
    Outcome.MAYBE_REQUIRED: _("maybe required"),
    Outcome.LIKELY_NOT_REQUIRED: _("likely not required"),
    Outcome.NOT_REQUIRED: _("not required"),
    Outcome.NO_CONSENSUS: _("no consensus"),
    Outcome.TIE: _("tie"),
    Outcome.NO_QUORUM: _("no quorum"),
    Outcome.NO_VOTES: _("no votes"),
}
"""Every outcome as people read it."""

BANDS = (
    Outcome.REQUIRED,
    Outcome.LIKELY_REQUIRED,
    Outcome.MAYBE_REQUIRED,
    Outcome.LIKELY_NOT_REQUIRED,
    Outcome.NOT_REQUIRED,
)
"""The five bands, the highest first."""


class RollUp(StrEnum):
    """When a component is required: if one of its freedoms requires it, or only if all do."""

    ANY = "any"
    ALL = "all"


def rolled_up(outcomes: Sequence[Outcome], by: RollUp) -> Outcome:
    """The outcome of a component from those of its cells.

    Where the cells leave it open: no votes if no cell has any, no quorum if no cell with votes has one, else no
    consensus.
    """
    settles, otherwise = Outcome.REQUIRED, Outcome.NOT_REQUIRED
    if by is RollUp.ALL:
        settles, otherwise = otherwise, settles
    if settles in outcomes:
        return settles
    if outcomes and all(outcome is otherwise for outcome in outcomes):
        return otherwise
    silent = {Outcome.NO_VOTES}
    for weak in (Outcome.NO_VOTES, Outcome.NO_QUORUM):
        silent.add(weak)
        if silent.issuperset(outcomes):
            return weak
    return Outcome.NO_CONSENSUS
