"""Messages that must reach a channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.clocks import Clock
from bot.domain.outboxes import Claim, Outbox, Post
from bot.domain.retries import wait_before_retry
from bot.store import Store

# What was given up longer ago is no news to anybody.
_REMEMBERED = timedelta(days=30)


class OutboxService:
    """Keeps messages until they have been sent, and notes what became of them.

    A use case that has something to say queues it in its own transaction, with ``records.outbox.put(...)`` or
    ``records.outbox.touch(...)``; ``post`` and ``touch`` are for those that change nothing else.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def post(self, post: Post) -> bool:
        """Queue a message; says whether there is something to send that there was not before."""
        async with self._store.write() as records:
            return await records.outbox.put(post, self._clock())

    async def touch(self, subject: str) -> int:
        """Want the messages about a subject to show what is stored now; returns how many there are."""
        async with self._store.write() as records:
            return await records.outbox.touch(subject, self._clock())

    async def gone(self, channel: str, message_id: str, kinds: Sequence[str]) -> bool:
        """Have a message of these kinds looked after that somebody has deleted; says whether it is one of ours."""
        async with self._store.write() as records:
            return await records.outbox.touch_message(channel, message_id, kinds, self._clock())

    async def next_due(self, kinds: Sequence[str], schemes: Sequence[str]) -> datetime | None:
        """When there will be something to send of these kinds to channels that begin so; None if nothing waits."""
        async with self._store.glance() as records:
            return await records.outbox.next_due(kinds, schemes)

    async def claim(
        self, holder: str, kinds: Sequence[str], schemes: Sequence[str], limit: int = 20
    ) -> tuple[Claim, ...]:
        """Take what is due, so that no other process has it meanwhile."""
        async with self._store.write() as records:
            return await records.outbox.claim(holder, kinds, schemes, self._clock(), limit)

    async def sent(self, claim: Claim, message_id: str) -> None:
        """Note that a message was sent, or edited."""
        async with self._store.write() as records:
            await records.outbox.sent(claim, message_id, self._clock())

    async def nothing_to_say(self, claim: Claim) -> None:
        """Note that there is nothing to send any more; a message that is there already stays as it is."""
        async with self._store.write() as records:
            await records.outbox.sent(claim, claim.message_id, self._clock())

    async def failed(self, claim: Claim, error: str, wait: timedelta | None = None) -> datetime:
        """Note that a try failed; the next one is made later and later.

        Args:
            wait: What the platform asked for at least.

        Returns:
            When it is tried again.
        """
        span = max(wait_before_retry(claim.attempts + 1), wait or timedelta(0))
        again_at = self._clock() + span
        async with self._store.write() as records:
            await records.outbox.failed(claim, error, again_at)
        return again_at

    async def give_up(self, claim: Claim, error: str) -> None:
        """Note that trying again is of no use until somebody repairs something."""
        async with self._store.write() as records:
            await records.outbox.give_up(claim, error, self._clock())

    async def deleted(self, claim: Claim) -> None:
        """Note that somebody has deleted a message, and that it stays deleted."""
        async with self._store.write() as records:
            await records.outbox.deleted(claim)

    async def lost(self, claim: Claim) -> None:
        """Note that a message is gone, and is to be sent anew."""
        async with self._store.write() as records:
            await records.outbox.lost(claim, self._clock())

    async def release(self, claim: Claim) -> None:
        """Give a claim back untried."""
        async with self._store.write() as records:
            await records.outbox.release(claim)

    async def state(self) -> Outbox:
        """What waits, and what was given up in the last thirty days."""
        async with self._store.read() as records:
            return await records.outbox.state(self._clock() - _REMEMBERED)

    async def retry(self) -> int:
        """Try everything again that was given up; returns how much that is."""
        async with self._store.write() as records:
            return await records.outbox.retry(self._clock())
