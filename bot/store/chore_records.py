"""When each chore is due, and who does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.chores import CHORE_LEASE, ChoreClaim, ChoreState, Rule
from bot.store.inserting import insert_new
from bot.store.tables import chores

_UNCLAIMED = {"claimed_by": None, "claimed_until": None}


class ChoreRecords:
    """Chores with their times."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def schedule(self, rules: Mapping[str, Rule | None], at: datetime) -> None:
        """Have these chores done by these rules; None for one that is not to be done.

        A chore keeps its time, missed or to come, as long as its rule is the same.
        """
        for name, rule in sorted(rules.items()):
            here = chores.c.name == name
            if rule is None:
                await self._connection.execute(delete(chores).where(here))
                continue
            values = {"every": str(rule), "due_at": rule.first(at), "attempts": 0}
            if not await insert_new(self._connection, chores, name=name, **values):
                changed = update(chores).where(here, chores.c.every != str(rule)).values(values)
                await self._connection.execute(changed)

    async def next_due(self, names: Sequence[str]) -> datetime | None:
        """When one of these chores can be taken; None if there is none."""
        later = case((chores.c.claimed_until > chores.c.due_at, chores.c.claimed_until), else_=chores.c.due_at)
        query = select(func.min(later)).where(chores.c.name.in_(names))
        found: datetime | None = (await self._connection.execute(query)).scalar()
        return found

    async def claim(self, holder: str, names: Sequence[str], at: datetime) -> ChoreClaim | None:
        """Take the chore that has been due longest, for one lease; nobody else has it meanwhile."""
        free = or_(chores.c.claimed_until.is_(None), chores.c.claimed_until <= at)
        query = (
            select(chores)
            .where(chores.c.name.in_(names), chores.c.due_at <= at, free)
            .order_by(chores.c.due_at, chores.c.name)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        taken = {"claimed_by": holder, "claimed_until": at + CHORE_LEASE}
        await self._connection.execute(update(chores).where(chores.c.name == row.name).values(taken))
        return ChoreClaim(row.name, row.due_at, row.attempts, holder)

    async def done(self, claim: ChoreClaim, next_at: datetime, at: datetime) -> bool:
        """Note that a chore was done, and when it is due next; False if somebody else has it by now."""
        return await self._settle(claim, {"due_at": next_at, "last_done_at": at, "attempts": 0, "last_error": None})

    async def failed(self, claim: ChoreClaim, error: str, again_at: datetime) -> bool:
        """Note that a chore failed, and when it is tried again; False if somebody else has it by now."""
        return await self._settle(claim, {"due_at": again_at, "attempts": claim.attempts + 1, "last_error": error})

    async def _settle(self, claim: ChoreClaim, values: Mapping[str, object]) -> bool:
        mine = (chores.c.name == claim.name, chores.c.claimed_by == claim.holder)
        done = await self._connection.execute(update(chores).where(*mine).values(**_UNCLAIMED, **values))
        return done.rowcount == 1

    async def all(self) -> tuple[ChoreState, ...]:
        """Every chore, by name."""
        rows = (await self._connection.execute(select(chores).order_by(chores.c.name))).all()
        return tuple(ChoreState(row.name, row.every, row.due_at, row.last_done_at, row.last_error) for row in rows)
