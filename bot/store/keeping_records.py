"""What polls need over time: when the bot was reachable, and how people want to be reminded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.polls.reminders import RemindHow
from bot.store.inserting import insert_new, insert_or
from bot.store.poll_tables import heartbeats, poll_voters, reminder_choices


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


class ReminderRecords:
    """How people want to be reminded."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def choose(self, person: str, how: RemindHow) -> None:
        """Keep somebody's choice, in the place of the one before."""
        row = insert_or(self._connection, reminder_choices).values(person=person, how=how.value)
        await self._connection.execute(row.on_conflict_do_update(index_elements=["person"], set_={"how": how.value}))

    async def of(self, person: str) -> RemindHow | None:
        """The choice of somebody; None if they have made none."""
        query = select(reminder_choices.c.how).where(reminder_choices.c.person == person)
        found: str | None = (await self._connection.execute(query)).scalar()
        return None if found is None else RemindHow(found)

    async def direct(self) -> frozenset[str]:
        """Everybody who wants to be told directly."""
        query = select(reminder_choices.c.person).where(reminder_choices.c.how == RemindHow.DIRECT.value)
        return frozenset((await self._connection.execute(query)).scalars())

    async def of_poll(self, poll: str) -> Mapping[str, RemindHow]:
        """The choices of those on the roll of a poll who have made one."""
        joined = reminder_choices.join(poll_voters, poll_voters.c.person == reminder_choices.c.person)
        query = select(reminder_choices).select_from(joined).where(poll_voters.c.poll == poll)
        return {row.person: RemindHow(row.how) for row in (await self._connection.execute(query)).all()}

    async def forget(self, person: str) -> None:
        """Erase somebody's choice."""
        await self._connection.execute(delete(reminder_choices).where(reminder_choices.c.person == person))
