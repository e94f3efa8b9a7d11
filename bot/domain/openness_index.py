"""The score of the European Open Source AI Index, as its site computes it. It is theirs and kept beside our verdicts.

Source: Language-Technology-Assessment/main-database at 5a388e8 (2026-06-12) and the site's code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Judged(StrEnum):
    """What the index says of one parameter."""

    OPEN = "open"
    PARTIAL = "partial"
    CLOSED = "closed"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Score:
    """How many parameters are open, partial, closed and unset."""

    open: int
    partial: int
    closed: int
    unset: int

    @classmethod
    def of(cls, judged: Iterable[Judged]) -> Score:
        """Count judgements."""
        values = list(judged)
        return cls(*(values.count(kind) for kind in Judged))

    @property
    def value(self) -> float:
        """The mean: open 1, partial a half, closed and unset nothing. It is 0 where nothing is judged."""
        count = self.open + self.partial + self.closed + self.unset
        return (self.open + self.partial / 2) / count if count else 0.0
