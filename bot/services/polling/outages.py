"""Noticing that the bot could not be reached, and giving the polls concerned the time back."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime

from bot.domain.clocks import Clock
from bot.domain.days import moment
from bot.domain.polls.outages import BEAT, Outage
from bot.domain.polls.poll_charters import ExtensionReason
from bot.domain.polls.polls import EventKind, Poll, PollEvent
from bot.services.polling import extending
from bot.services.polling.finding import NotNow
from bot.store import Records, Store
from bot.texts import _

log = logging.getLogger(__name__)


class OutageAtClose(NotNow):
    """A poll is over, but the bot could not be reached at its end: its close is not noted before that is made good."""


class OutageService:
    """Keeps when the bot was reachable in each guild; whoever notes it again after a gap makes good what was lost."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def beat(self, guilds: Collection[str]) -> tuple[str, ...]:
        """Note that the bot can be reached in these guilds, as far as a poll runs there.

        Returns:
            Numbers of the polls whose close was moved for an outage that is over herewith. However many processes note
            the same, each outage is made good once.
        """
        now = self._clock()
        async with self._store.glance() as records:
            running = await records.polls.guilds()
        here = sorted(running.intersection(guilds))
        if not here:
            return ()
        extended: list[str] = []
        async with self._store.write() as records:
            for guild in here:
                last = await records.heartbeats.beat(guild, now)
                if last is not None and now - last > 2 * BEAT:
                    extended += await _make_good(records, guild, Outage(last, now))
        for number in extended:
            log.info("poll %s closes later for an outage", number)
        return tuple(extended)


async def check(records: Records, poll: Poll, now: datetime) -> None:
    """Refuse to note a close while an outage may still move it.

    Raises:
        OutageAtClose: The bot was not reachable at the close, and has not been since.
    """
    last = await records.heartbeats.last(poll.guild) if poll.guild else None
    if last is None or Outage(last, now).made_good(poll) is None:
        return
    text = _("Poll {number} was to close on {closes}, but I could not be reached where it was opened since {since}. It "
             "closes later for that, as its charter says, as soon as I can be reached there again.")  # fmt: skip
    raise OutageAtClose(text.format(number=poll.number, closes=moment(poll.closes_at), since=moment(last)))


async def _make_good(records: Records, guild: str, outage: Outage) -> list[str]:
    extended = []
    for number in await records.polls.running_in(guild):
        poll = await records.polls.held(number)
        here = outage.during(poll) if poll else None
        if poll is None or here is None:
            continue
        body = {"from": here.since.isoformat(), "until": here.until.isoformat()}
        await records.poll_events.add(PollEvent(EventKind.OUTAGE, number, outage.until, body))
        closes_at = outage.made_good(poll)
        if closes_at is not None:
            text = _("I could not be reached from {since} to {until}.")
            why = text.format(since=moment(here.since), until=moment(here.until))
            await extending.extend(records, poll, closes_at, ExtensionReason.OUTAGE, why, outage.until)
            extended.append(number)
    return extended
