"""Work that is due at set times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.chores import ChoreClaim, ChoreState, Rule
from bot.domain.clocks import Clock
from bot.domain.retries import wait_before_retry
from bot.store import Store


class ChoreService:
    """Keeps when each chore is due, and gives each to one process.

    Times that were missed while nobody was up are made good once. A chore whose process died in it is done again, so
    what it does must bear that.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def schedule(self, rules: Mapping[str, Rule | None]) -> None:
        """Have these chores done by these rules; None for one that is not to be done."""
        async with self._store.write() as records:
            await records.chores.schedule(rules, self._clock())

    async def next_due(self, names: Sequence[str]) -> datetime | None:
        """When one of these chores can be taken; None if there is none."""
        async with self._store.glance() as records:
            return await records.chores.next_due(names)

    async def claim(self, holder: str, names: Sequence[str]) -> ChoreClaim | None:
        """Take the chore that has been due longest, so that no other process has it meanwhile; None if none is."""
        async with self._store.write() as records:
            return await records.chores.claim(holder, names, self._clock())

    async def done(self, claim: ChoreClaim, rule: Rule) -> bool:
        """Note that a chore was done, and move it to its next time; False if another process has it by now."""
        now = self._clock()
        async with self._store.write() as records:
            return await records.chores.done(claim, rule.after(now), now)

    async def failed(self, claim: ChoreClaim, rule: Rule, error: str) -> datetime:
        """Note that a chore failed; it is tried again later and later, at its next time at the latest.

        Returns:
            When it is tried again.
        """
        now = self._clock()
        again_at = min(now + wait_before_retry(claim.attempts + 1), rule.after(now))
        async with self._store.write() as records:
            await records.chores.failed(claim, error, again_at)
        return again_at

    async def all(self) -> tuple[ChoreState, ...]:
        """Every chore with its times, by name."""
        async with self._store.read() as records:
            return await records.chores.all()
