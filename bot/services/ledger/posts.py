"""What the record's channel is told of the log: what was signed last, and that nothing is signed any more."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.logs.notes import Checkpoint
from bot.domain.outboxes import Post, notice
from bot.texts import _, plural


def daily(channel: str, checkpoint: Checkpoint, note: str, now: datetime) -> Post:
    """The message of a day, which shows what was signed first on it.

    It is one a day, so that the channel stays readable, and never edited: if it ever is, the platform shows that.
    """
    count = plural("{count} entry", "{count} entries", checkpoint.size)
    text = _(
        "The log of the public record has {count}. This is its checkpoint; keep it, and osaibot record verify --since "
        "shows later whether anything was changed since.\n```\n{note}```"
    )
    return notice(
        channel,
        f"log:{day_of(now):%Y-%m-%d}",
        _("Checkpoint of the public record"),
        text.format(count=count, note=note),
    )


def day_of(moment: datetime) -> date:
    """The day of UTC."""
    return moment.astimezone(UTC).date()


def halted(channel: str, why: str, now: datetime) -> Post:
    """That nothing is published any more, and why; told once."""
    text = _("{why} Until this is mended the record stays as it is.")
    subject = f"log halted:{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return notice(channel, subject, _("The log of the public record is not published"), text.format(why=why))
