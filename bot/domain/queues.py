"""What waits for a curator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UnknownSystem:
    """A name that was asked about and that no system bears, with how often and the last question in its words."""

    written: str
    asked: int
    question: str
    first_asked_at: datetime
    last_asked_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says is wrong in a system's record, with the address that shows it."""

    id: int
    system: str
    text: str
    source: str
    proposer: str
    proposed_at: datetime
