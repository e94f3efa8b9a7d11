"""Who excludes whose ballot from the count of a poll."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.polls.polls import Poll
from bot.store.inserting import insert_new
from bot.store.poll_tables import poll_exclusions


class ExclusionRecords:
    """Moderators who exclude ballots; who is the poll's author cannot be one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, poll: Poll, handle: str, person: str) -> bool:
        """Note that somebody excludes a ballot; False if they did already."""
        key = {"poll": poll.number, "handle": handle, "person": person, "author": poll.author}
        return await insert_new(self._connection, poll_exclusions, **key)

    async def of(self, poll: str, handle: str) -> tuple[str, ...]:
        """Those who exclude a ballot."""
        here = poll_exclusions.c
        query = select(here.person).where(here.poll == poll, here.handle == handle).order_by(here.person)
        return tuple((await self._connection.execute(query)).scalars())
