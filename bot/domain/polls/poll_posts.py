"""The messages that a poll has in its channel, as they wait to be sent."""

from __future__ import annotations

from datetime import datetime

from bot.domain.outboxes import Post
from bot.domain.polls import reminders
from bot.domain.polls.polls import Poll


def standing_post(poll: Poll, channel: str, now: datetime) -> Post:
    """The message that shows how a poll stands. Its state is part of it, so that a new state makes another message."""
    return Post(channel, poll.subject, "poll", {"poll": poll.number, "state": poll.state(now).value})


def result_post(poll: Poll, channel: str) -> Post:
    """The message that tells what a poll decided."""
    return Post(channel, f"result:{poll.number}", "result", {"poll": poll.number})


def reminder_post(poll: Poll, channel: str, hours: int, page: int = 1) -> Post:
    """The message that reminds of a poll so many hours before its close; further pages only call more people."""
    payload = {"poll": poll.number, "hours": hours}
    if page == 1:
        return Post(channel, reminders.subject(poll, hours), "reminder", payload)
    return Post(channel, f"{reminders.subject(poll, hours)}:{page}", "reminder call", {**payload, "page": page})


def direct_reminder_post(poll: Poll, channel: str, hours: int) -> Post:
    """The same for one person's direct messages."""
    return Post(channel, reminders.subject(poll, hours), "direct reminder", {"poll": poll.number, "hours": hours})
