"""Three-valued logic (Kleene): met, unmet, unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """What evidence shows of a requirement."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """Order of the three, worst first: unmet 0, unknown 1, met 2."""
        return _RANKS[self]


_RANKS = {Truth.UNMET: 0, Truth.UNKNOWN: 1, Truth.MET: 2}


def every(truths: Iterable[Truth]) -> Truth:
    """All of them: the worst; met where there are none."""
    return min(truths, key=_RANKS.__getitem__, default=Truth.MET)


def some(truths: Iterable[Truth]) -> Truth:
    """At least one of them: the best; unmet where there are none."""
    return max(truths, key=_RANKS.__getitem__, default=Truth.UNMET)
