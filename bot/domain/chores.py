"""Work that is due at set times; when it is due next is kept, so that no process has to be up to remember it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

# One process has a chore for so long; then another may take it over.
CHORE_LEASE = timedelta(minutes=5)
# A chore that takes longer is broken off before another process takes it over.
CHORE_WITHIN = timedelta(minutes=4)


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, after the same span."""

    span: timedelta

    def first(self, now: datetime) -> datetime:
        """At once: what such a chore looks after may have waited already."""
        return now

    def after(self, now: datetime) -> datetime:
        """The next time."""
        return now + self.span

    def __str__(self) -> str:
        return f"{int(self.span.total_seconds())} seconds"


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, at a full hour of UTC."""

    day: Weekday
    hour_utc: int

    def first(self, now: datetime) -> datetime:
        """The next such hour."""
        return self.after(now)

    def after(self, now: datetime) -> datetime:
        """The next such hour that is still to come."""
        hour = now.astimezone(UTC).replace(hour=self.hour_utc, minute=0, second=0, microsecond=0)
        hour += timedelta(days=(list(Weekday).index(self.day) - hour.weekday()) % 7)
        return hour if hour > now else hour + timedelta(weeks=1)

    def __str__(self) -> str:
        return f"{self.day} {self.hour_utc:02}:00 UTC"


Rule = Every | Weekly
"""When a chore is due; as text, it is what the database keeps of it."""


@dataclass(frozen=True, slots=True)
class ChoreClaim:
    """A chore that one process has taken; ``due_at`` is the earliest time that it missed."""

    name: str
    due_at: datetime
    attempts: int
    holder: str


@dataclass(frozen=True, slots=True)
class ChoreState:
    """What is kept of a chore."""

    name: str
    every: str
    due_at: datetime
    last_done_at: datetime | None
    last_error: str | None
