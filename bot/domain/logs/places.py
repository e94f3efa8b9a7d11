"""Where things stand in the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands in the log."""

    sequence: int
    id: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LoggedBallot:
    """Where a ballot stands in the log, and the digest there that stands for what it says."""

    sequence: int
    id: str
    digest: str
