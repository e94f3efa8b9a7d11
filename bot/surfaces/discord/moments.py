"""Moments in the reader's own zone: the platform shows them so when they are written as it wants.

Source: Discord documentation, "Reference", Message Formatting, Timestamp Styles, read 2026-11-21.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime

_MONTHS = tuple(calendar.month_name)
_MOMENT = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS[1:])}) (\d{{4}})(?:,| at) (\d{{2}}):(\d{{2}}):(\d{{2}}) UTC\b")


def zoned(text: str) -> str:
    """Show every moment of a text to the second as the reader's clock has it, how far off it is, and the UTC time."""
    return _MOMENT.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    day, month, year, hour, minute, second = match.groups()
    try:
        at = datetime(int(year), _MONTHS.index(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return match[0]
    stamp = int(at.timestamp())
    return f"<t:{stamp}:F> (<t:{stamp}:R>; {hour}:{minute}:{second} UTC)"
