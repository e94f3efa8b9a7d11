"""Days, and dates that are known only to the month or the year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

ONE = timedelta(days=1)


def moment(at: datetime) -> str:
    """A moment in words, in UTC, to the second: a surface that knows the reader's zone shows it in that."""
    return f"{at.day} {at:%B %Y at %H:%M:%S} UTC"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from a first to a last, both within it. A date that is not known to the day is the span it may lie in."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def settled(self) -> date:
        """The first day on which what happened on one of these days has happened for certain, as people count.

        Of a change "in May" nothing is said before June, though on the last day of May it has to have happened.
        """
        return self.last if self.exact else following(self.last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Span) -> bool:
        """Whether a day lies in both."""
        return self.first <= other.last and other.first <= self.last


def following(day: date) -> date:
    """The day after."""
    return day if day == date.max else day + ONE


def preceding(day: date) -> date:
    """The day before."""
    return day if day == date.min else day - ONE


def span_of(text: str) -> Span:
    """The days of a date as far as it is known: "2023", "2023-05", "2023-05-31".

    Raises:
        ValueError: There is no such day or month.
    """
    year, *rest = (int(part) for part in text.split("-"))
    match rest:
        case [month, day]:
            return Span(date(year, month, day), date(year, month, day))
        case [month]:
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Span(date(year, 1, 1), date(year, 12, 31))


class Trouble(StrEnum):
    """Why nothing can be said of a date."""

    AHEAD = "ahead"
    NO_SUCH_DAY = "no such day"


@dataclass(frozen=True, slots=True)
class AskedDate:
    """A date that somebody asks about, as far as it is said.

    ``days`` are those of it that have come, None where there is trouble with it; ``open_ended`` says that some of it
    lies ahead.
    """

    text: str
    days: Span | None
    trouble: Trouble | None = None
    open_ended: bool = False


def asked_date(text: str, today: date) -> AskedDate:
    """Make of a date the days that can be looked back at."""
    try:
        days = span_of(text)
    except ValueError:
        return AskedDate(text, None, Trouble.NO_SUCH_DAY)
    if days.first > today:
        return AskedDate(text, None, Trouble.AHEAD)
    return AskedDate(text, Span(days.first, min(days.last, today)), open_ended=days.last > today)
