"""What happens to decisions because time passes: the channel of the record is told of reviews that are due."""

from __future__ import annotations

from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import reviews_subject
from bot.domain.outboxes import Post
from bot.services.deciding.showing import DecisionShowingService
from bot.store import Store

_DISCORD = "discord:"


class DecisionKeepingService:
    """Queues what is due; each is queued once, whoever looks.

    Args:
        record_channel: Where decisions are told, as the outbox names channels; None if nowhere.
    """

    def __init__(
        self, store: Store, pages: DecisionShowingService, clock: Clock, record_channel: str | None
    ) -> None:  # fmt: skip
        self._store = store
        self._pages = pages
        self._clock = clock
        self._record_channel = record_channel

    async def keep(self) -> int:
        """Tell of the reviews that became due, one message for each day on which some did; says how many are new."""
        channel = self._record_channel
        if channel is None or not channel.startswith(_DISCORD):
            return 0
        days = sorted({one.review_due for one in await self._pages.overdue() if one.review_due})
        posts = [Post(channel, reviews_subject(day), "reviews due", {"day": day.isoformat()}) for day in days]
        new = 0
        async with self._store.write() as records:
            for post in posts:
                if not await records.outbox.holds(post):
                    new += await records.outbox.put(post, self._clock())
        return new
