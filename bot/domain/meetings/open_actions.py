"""What people took on in town halls, from the published minutes until somebody closes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action item that outlives its town hall.

    ``hall`` and ``version`` name the minutes that it stands in, and ``part`` its id there. ``owner`` is a person or a
    name; empty where nobody has it yet. ``due_words`` are the words in which the day was said. ``closed_at`` is None
    while it is open.
    """

    hall: str
    part: str
    version: int
    text: str
    owner: str
    due: date | None = None
    due_words: str = ""
    closed_at: datetime | None = None
    closed_by: str | None = None
    closed_why: str = ""

    @property
    def id(self) -> str:
        """How it is spoken of: "T-2026-0011 a2"."""
        return f"{self.hall} {self.part}"

    def overdue(self, today: date) -> bool:
        """Whether its day is past, and it is open."""
        return self.closed_at is None and self.due is not None and self.due < today
