"""Looking again and again whether there is something to do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

import discord

from bot.domain.clocks import Clock

log = logging.getLogger(__name__)

# However near the next time is, another process may be at it; so that nobody spins.
_SHORTEST_SECONDS = 0.5


class Rounds:
    """Goes round at once when woken, when something is due, and else every so often.

    No answer rests on it: what is due stands in the database, and the first round after a restart finds it.

    Args:
        client: Whose events carry the waking; a simulated Discord can then move the waits.
        name: What is done, in one word.
        go: Does all that is due; returns when something will be due next, None if nothing is known of.
        clock: The present.
        longest_seconds: The longest pause: what other processes have left is found after it.
    """

    def __init__(
        self,
        client: discord.Client,
        name: str,
        go: Callable[[], Awaitable[datetime | None]],
        clock: Clock,
        longest_seconds: float,
    ) -> None:
        self._client = client
        self._name = name
        self._go = go
        self._clock = clock
        self.longest_seconds = longest_seconds
        self._task: asyncio.Task[None] | None = None
        self._woken = False
        self._ending = False

    def start(self) -> None:
        """Begin, unless it has begun: the platform says more than once that the bot is there."""
        if self._task is None and not self._ending:
            self._task = asyncio.create_task(self._rounds(), name=self._name)

    def wake(self) -> None:
        """Go round now, or once more if a round is under way."""
        self._woken = True
        self._client.dispatch(self._event)

    async def finish(self, timeout_seconds: float) -> None:
        """End, with the round that is under way if it takes no longer than this."""
        self._ending = True
        if self._task is None:
            return
        self.wake()
        _done, late = await asyncio.wait({self._task}, timeout=timeout_seconds)
        if late:
            log.warning("%s was broken off", self._name)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def _event(self) -> str:
        return f"{self._name}_wanted"

    async def _rounds(self) -> None:
        while not self._ending:
            self._woken = False
            pause = await self._round()
            if not self._woken:
                try:
                    await self._client.wait_for(self._event, timeout=pause)
                except TimeoutError:
                    continue

    async def _round(self) -> float:
        """Go round once; returns for how many seconds to pause then."""
        try:
            due = await self._go()
        except Exception:
            log.exception("%s failed", self._name)
            due = None
        if due is None:
            return self.longest_seconds
        return min(self.longest_seconds, max(_SHORTEST_SECONDS, (due - self._clock()).total_seconds()))
