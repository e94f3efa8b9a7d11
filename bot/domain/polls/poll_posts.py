"""The messages that a poll has in its channel, as they wait to be sent."""

from __future__ import annotations

from datetime import datetime

from bot.domain.outboxes import Post
from bot.domain.polls.polls import Poll


def standing_post(poll: Poll, channel: str, now: datetime) -> Post:
    """The message that shows how a poll stands. Its state is part of it, so that a new state makes another message."""
    return Post(channel, poll.subject, "poll", {"poll": poll.number, "state": poll.state(now).value})


def result_post(poll: Poll, channel: str) -> Post:
    """The message that tells what a poll decided."""
    return Post(channel, f"result:{poll.number}", "result", {"poll": poll.number})
