"""When a remark was made, as far as its file tells: an offset from the beginning, a time of day, or a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

Stamp = timedelta | time | datetime
"""An offset; a time of day; or a date and time, taken as UTC, for files name no zone."""

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_TURNED = re.compile(r"(?<!\d)(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<first>\d{1,3}):(?P<second>\d\d)(?::(?P<third>\d\d))?(?:[.,](?P<part>\d{1,6}))?"
    r"(?:\s?(?P<half>[AaPp])[Mm])?(?![\d:])"
)
# A stamp of its own, at the beginning of a line: "[00:12:14.05] So …", "(0:12) So …".
LEADING = re.compile(r"\s*[\[(](?P<stamp>(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)[\])]\s*(?=\S)")
# Inside of a text, alone or with what could not be understood: "[00:12:14.05]", "[unintelligible 00:07:35.22]".
INSIDE = re.compile(r"\[(?:[^\W\d]{1,40} )?(?P<stamp>(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)\]")
_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)


def offset(text: str) -> timedelta | None:
    """Read how long after the beginning: "04:15", "1:09:28", "00:12:14.05"; None if it is none of these."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or found["half"]:
        return None
    parts = [int(found["first"]), int(found["second"]), *([int(found["third"])] if found["third"] else [])]
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return timedelta(seconds=seconds + float(f"0.{found['part']}" if found["part"] else 0))


def stamped(after: timedelta) -> str:
    """Write how long after the beginning: "0:04:15", "1:09:28"."""
    seconds = int(after.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def clock(text: str) -> time | datetime | None:
    """Read the time of day, with the date where there is one, of what stands before a message in a log."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hours = int(found["first"])
    if found["half"]:
        hours = hours % 12 + (12 if found["half"] in "Pp" else 0)
    day = _ISO.search(text) or _TURNED.search(text)
    try:
        at = time(hours, int(found["second"]), int(found["third"] or 0))
        return datetime.combine(date(int(day["year"]), int(day["month"]), int(day["day"])), at, UTC) if day else at
    except ValueError:
        return None


def inside(text: str) -> Iterator[timedelta]:
    """The offsets that stand inside of a text."""
    for found in INSIDE.finditer(text):
        if (at := offset(found["stamp"])) is not None:
            yield at


def offsets(stamps: Sequence[Stamp | None]) -> list[timedelta | None]:
    """How long after the beginning each remark was made, by their stamps in order.

    An offset says so itself. Of times of day the first one is the beginning; after midnight they go on. Where a remark
    has no stamp, None.
    """
    found: list[timedelta | None] = []
    first: datetime | None = None
    last = datetime.min.replace(tzinfo=UTC)
    for stamp in stamps:
        if stamp is None or isinstance(stamp, timedelta):
            found.append(stamp)
            continue
        at = _after(stamp, last) if first is not None else _plain(stamp)
        first = first or at
        last = max(last, at) if isinstance(stamp, time) else at
        # A clock that was set back, or lines out of order.
        found.append(max(at - first, timedelta()))
    return found


def _plain(stamp: time | datetime) -> datetime:
    # Any day will do: what counts is the distance from the first.
    return stamp if isinstance(stamp, datetime) else datetime.combine(date(2000, 1, 1), stamp, UTC)


def _after(stamp: time | datetime, last: datetime) -> datetime:
    if isinstance(stamp, datetime):
        return stamp
    at = datetime.combine(last.date(), stamp, UTC)
    return at + _DAY if last - at > _HALF_DAY else at


def begun(stamps: Mapping[int, Stamp]) -> datetime | None:
    """The moment of the first remark, where the file has dates."""
    first = next(iter(stamps.values()), None)
    return first if isinstance(first, datetime) else None
