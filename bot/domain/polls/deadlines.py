"""Moments as organisers write them: a span, a day anywhere on earth, or a moment in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.refusals import Refusal
from bot.texts import _

_SPAN = re.compile(r"(\d{1,4})\s*(minute|hour|day|week|h|d|w)s?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:Z|UTC)?", re.IGNORECASE)
_UNITS = {"minute": "minutes", "hour": "hours", "h": "hours", "day": "days", "d": "days", "week": "weeks", "w": "weeks"}
_LAST_ZONE = timedelta(hours=12)


class BadDeadline(Refusal):
    """A text that is no moment to come."""


def span(text: str) -> timedelta | None:
    """Read a span such as "7 days"; None if it is none."""
    match = _SPAN.fullmatch(text.strip().lower())
    return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None


def deadline(text: str, now: datetime) -> datetime:
    """Read when something ends: "7 days" from now, "2026-12-01", or "2026-12-01 18:00" in UTC.

    A day ends when it is over everywhere on earth, at noon of the next day in UTC.

    Raises:
        BadDeadline: It is none of these, or is past.
    """
    try:
        found = _read(text.strip(), now)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        message = _("“{text}” is no moment: write a span (7 days), a day (2026-12-01, to its end everywhere on earth) "
                    "or a moment in UTC (2026-12-01 18:00).")  # fmt: skip
        raise BadDeadline(message.format(text=text[:60]))
    if found <= now:
        message = _("{moment:%d %B %Y, %H:%M:%S} UTC is past; name a moment to come.")
        raise BadDeadline(message.format(moment=found))
    return found


def _read(text: str, now: datetime) -> datetime | None:
    after = span(text)
    if after is not None:
        return now.replace(microsecond=0) + after
    if match := _DAY.fullmatch(text):
        end = datetime.combine(date(*map(int, match.groups())), time(23, 59, 59), UTC)
        return end + _LAST_ZONE
    if match := _MOMENT.fullmatch(text):
        clock = time(int(match[2]), int(match[3]), int(match[4] or 0))
        return datetime.combine(date.fromisoformat(match[1]), clock, UTC)
    return None
