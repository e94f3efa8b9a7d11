"""Times in which the bot could not be reached, and how much longer a poll is open for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.polls.poll_charters import ExtensionReason
from bot.domain.polls.polls import Poll

BEAT = timedelta(seconds=30)
"""How often the bot notes that it can be reached."""

_HOUR = timedelta(hours=1)
_MOST_LOST = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Outage:
    """From when the bot was last known to be reachable until it was so again; it may still go on."""

    since: datetime
    until: datetime

    def during(self, poll: Poll) -> Outage | None:
        """The part of it since the poll opened; None where that is short, or began only after the close."""
        if poll.opens_at is None or poll.guild is None or poll.voided_at or poll.finished_at:
            return None
        since = max(self.since, poll.opens_at)
        if since >= poll.closes_at or self.until - since <= poll.charter.extending.outage_from:
            return None
        return Outage(since, self.until)

    def made_good(self, poll: Poll) -> datetime | None:
        """The close that gives voters back what this outage took of a poll, as the poll's charter allows.

        It gives back what was lost of the time until the close, 72 hours at most; where the outage went on after the
        close, the poll is open again from its end. The whole is rounded up to the full hour, and never goes beyond what
        the charter allows in all.

        Returns:
            None if the close stays: the outage took nothing, the charter does not allow it, or allows too little for
            anybody to vote after the outage.
        """
        policy, here = poll.charter.extending, self.during(poll)
        if here is None or ExtensionReason.OUTAGE not in policy.reasons:
            return None
        lost = min(here.until, poll.closes_at) - here.since
        beyond = max(here.until - poll.closes_at, timedelta(0))
        hours = -(-(min(lost, _MOST_LOST) + beyond) // _HOUR)
        closes_at = min(poll.closes_at + hours * _HOUR, poll.charter.closes_at + policy.most)
        return closes_at if closes_at > max(here.until, poll.closes_at) else None
