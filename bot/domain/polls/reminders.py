"""When those who may vote in a poll are reminded of it, and how each of them wants to be."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.polls.poll_charters import Reminding
from bot.domain.polls.polls import Poll, PollState

HOURS = (72, 24, 3)
"""How many hours before the close; each once in a poll."""

AT_ONCE = 50
"""How many people one message calls: with twice as many, a message of 2,000 letters would hold nothing else."""


class RemindHow(StrEnum):
    """How somebody is reminded: by a ping in the poll's channel, by a direct message in its place, or not at all."""

    CHANNEL = "channel"
    DIRECT = "direct"
    NEVER = "never"


def subject(poll: Poll, hours: int) -> str:
    """What the messages of a reminder are about, as the outbox names subjects."""
    return f"reminder:{poll.number}:{hours}"


def due(poll: Poll, now: datetime) -> int | None:
    """The reminder whose time it is, by its hours before the close as it is now; None if it is none's.

    One whose time lies before the opening, or was missed by more than half of its hours, is left out: so they never
    come late, nor in a bunch.
    """
    return next((hours for hours in HOURS if _is_due(poll, hours, now)), None)


def late(poll: Poll, hours: int, now: datetime) -> bool:
    """Whether it is too late for a reminder: it was missed by more than half of its hours, or the poll is not open."""
    return poll.state(now) is not PollState.OPEN or now - _time_of(poll, hours) > timedelta(hours=hours) / 2


def _is_due(poll: Poll, hours: int, now: datetime) -> bool:
    at = _time_of(poll, hours)
    if poll.charter.reminders is Reminding.NONE or poll.opens_at is None:
        return False
    return poll.opens_at < at <= now and not late(poll, hours, now)


def _time_of(poll: Poll, hours: int) -> datetime:
    return poll.closes_at - timedelta(hours=hours)
