"""All that happens to polls because time passes. Every deadline is in the database, and every step may be repeated."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.domain.clocks import Clock
from bot.domain.outboxes import Post
from bot.domain.polls.poll_posts import standing_post
from bot.domain.polls.polls import Poll
from bot.services.polling import reminding
from bot.services.polling.adopting import AdoptionService
from bot.services.polling.results import ResultService
from bot.store import Records, Store


class KeepingService:
    """Looks after the running polls: notes their close, keeps their messages true, reminds of them."""

    def __init__(self, store: Store, results: ResultService, adoptions: AdoptionService, clock: Clock) -> None:
        self._store = store
        self._results = results
        self._adoptions = adoptions
        self._clock = clock

    async def keep(self) -> None:
        """Do all that is due; what was done before, by whomever, is not done again.

        Raises:
            ExceptionGroup: What went wrong; all else is done.
        """
        async with self._store.read() as records:
            polls = [poll for poll in await records.polls.running() if poll.channel]
        steps = [self._close(), *(self._tell(poll) for poll in polls)]
        done = await asyncio.gather(*steps, return_exceptions=True)
        wrong = [error for error in done if isinstance(error, BaseException)]
        if wrong:
            raise BaseExceptionGroup("what is due of polls", wrong)

    async def _close(self) -> None:
        """Note the closes that are due, and what each result would change; what fails of that is noted another time."""
        for number in await self._results.finish_due():
            await self._adoptions.keep(number)

    async def _tell(self, poll: Poll) -> None:
        """Queue what a poll's channel does not show yet: that it has begun or is over, and a reminder."""
        now = self._clock()
        async with self._store.read() as records:
            if not await _untold(records, poll, now):
                return
        async with self._store.write() as records:
            current = await records.polls.held(poll.number, alone=False)
            if current is None or current.finished_at or current.voided_at:
                return
            for post in await _untold(records, current, now):
                await records.outbox.put(post, now)


async def _untold(records: Records, poll: Poll, now: datetime) -> Sequence[Post]:
    if poll.channel is None:
        return ()
    standing = standing_post(poll, poll.channel, now)
    told = await records.outbox.holds(standing)
    return [*([] if told else [standing]), *await reminding.due(records, poll, now)]
