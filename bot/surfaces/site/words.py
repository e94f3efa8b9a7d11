"""How pages write moments and days, and which addresses they may lead to."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from bot.texts import _

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\|\s")
_BREAK = re.compile(r"\n\s*\n")


def months() -> tuple[str, ...]:
    """The names of the months, whatever the language of the machine."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def day(on: date) -> str:
    """A day, written out: ``21 November 2026``. Of a moment, its day in UTC."""
    found = _utc(on) if isinstance(on, datetime) else on
    return f"{found.day} {months()[found.month - 1]} {found.year}"


def moment(at: datetime) -> str:
    """A moment, written out: ``21 November 2026, 22:40 UTC``."""
    return _("{day}, {time} UTC").format(day=day(at), time=f"{_utc(at):%H:%M}")


def machine(at: datetime) -> str:
    """A moment for machines, to the second: ``2026-11-21T22:40:12Z``."""
    return f"{_utc(at):%Y-%m-%dT%H:%M:%SZ}"


def machine_day(on: date) -> str:
    """A day for machines: ``2026-11-21``."""
    return (_utc(on).date() if isinstance(on, datetime) else on).isoformat()


def paragraphs(text: str) -> list[str]:
    """What somebody wrote, cut where they left a line empty."""
    return [part.strip() for part in _BREAK.split(text) if part.strip()]


def outside(address: str) -> bool:
    """Whether it is the address of a page elsewhere: http or https, and nothing else."""
    try:
        split = urlsplit(address)
    except ValueError:
        return False
    return split.scheme in ("http", "https") and bool(split.hostname)


def inside(path: str) -> bool:
    """Whether it is a path from the site's root, without a scheme or a slash before it."""
    return not _SCHEME.match(path)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment on a page has a zone")
    return at.astimezone(UTC)
