"""When a ballot was sent: what comes after the close does not count, and its voter is told so."""

from __future__ import annotations

from datetime import datetime

from bot.domain.days import moment
from bot.domain.polls.polls import Poll, PollState
from bot.services.polling.finding import NotNow, standing
from bot.texts import _


class PollClosed(NotNow):
    """A ballot came after the close, or its poll is not open yet; nothing of it was stored."""


def in_time(poll: Poll, sent_at: datetime) -> None:
    """Let pass only what was sent while a poll is open.

    Raises:
        PollClosed: It was sent after the close, or before the opening.
    """
    state = poll.state(sent_at)
    if state is PollState.CLOSED:
        text = _("Poll {number} closed on {closed}, and your ballot was sent on {sent}: it does not count. What you "
                 "had answered before stands.")  # fmt: skip
        raise PollClosed(text.format(number=poll.number, closed=moment(poll.closes_at), sent=moment(sent_at)))
    if state is not PollState.OPEN:
        raise PollClosed(standing(poll, sent_at))
    if poll.finished_at is not None:
        text = _("Poll {number} closed on {closed}, and its ballots have been counted: your ballot arrived too late. "
                 "What you had answered before stands.")  # fmt: skip
        raise PollClosed(text.format(number=poll.number, closed=moment(poll.closes_at)))
