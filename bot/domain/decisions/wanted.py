"""Which decisions somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.decisions.decisions import DecisionKind, DecisionStatus
from bot.domain.decisions.happenings import ReviewVerdict


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions are looked for; what is not said makes no difference.

    ``words`` stand in what they say, each of them. ``due`` on or before a day; ``reviewed`` with one of these verdicts
    at last. ``proposed``: also those that the public has never seen.
    """

    statuses: tuple[DecisionStatus, ...] = ()
    kind: DecisionKind | None = None
    words: tuple[str, ...] = ()
    due: date | None = None
    reviewed: tuple[ReviewVerdict, ...] = ()
    proposed: bool = False
