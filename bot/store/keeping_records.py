"""What polls need over time: when the bot was reachable."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.inserting import insert_new
from bot.store.poll_tables import heartbeats


class HeartbeatRecords:
    """When the bot was last reachable in each guild."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last(self, guild: str) -> datetime | None:
        """When the bot was last reachable there; None if nobody has noted it yet."""
        query = select(heartbeats.c.at).where(heartbeats.c.guild == guild)
        found: datetime | None = (await self._connection.execute(query)).scalar()
        return found

    async def beat(self, guild: str, at: datetime) -> datetime | None:
        """Note that the bot is reachable; gives when it was before. Nobody else does so until the transaction ends."""
        if await insert_new(self._connection, heartbeats, guild=guild, at=at):
            return None
        here = heartbeats.c.guild == guild
        query = select(heartbeats.c.at).where(here).with_for_update()
        last: datetime = (await self._connection.execute(query)).scalar_one()
        await self._connection.execute(update(heartbeats).where(here, heartbeats.c.at < at).values(at=at))
        return last
