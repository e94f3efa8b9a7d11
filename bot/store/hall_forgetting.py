"""Erasing somebody from town halls: what they said loses its text and its author, and its place and digests stay."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.discussions import Gone
from bot.store.hall_tables import (
    hall_agenda,
    hall_declared,
    hall_events,
    hall_participants,
    hall_reactions,
    hall_remarks,
    town_halls,
)
from bot.store.profile_records import FORGOTTEN


class HallForgettingRecords:
    """All that town halls keep of one person."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def forget(self, person: str) -> int:
        """Erase a person from every town hall; returns how many remarks of theirs there were."""
        gone = {"text": "", "attachments": [], "link": "", "author": FORGOTTEN, "gone": Gone.ERASED.value}
        done = await self._connection.execute(
            update(hall_remarks).where(hall_remarks.c.author == person).values(**gone)
        )
        for table in (hall_reactions, hall_participants):
            await self._connection.execute(delete(table).where(table.c.person == person))
        await self._connection.execute(
            update(hall_declared).where(hall_declared.c.by == person).values(by=FORGOTTEN, text="")
        )
        for column in (hall_declared.c.struck_by, hall_events.c.by, hall_agenda.c.by, town_halls.c.author):
            known = update(column.table).where(column == person)
            await self._connection.execute(known.values({column.name: FORGOTTEN}))
        await self._no_longer_leads(person)
        return done.rowcount

    async def _no_longer_leads(self, person: str) -> None:
        here = town_halls.c
        rows = (await self._connection.execute(select(here.number, here.facilitators, here.scribes))).all()
        for row in rows:
            if person in (*row.facilitators, *row.scribes):
                left = {
                    "facilitators": [one for one in row.facilitators if one != person],
                    "scribes": [one for one in row.scribes if one != person],
                }
                await self._connection.execute(update(town_halls).where(here.number == row.number).values(**left))
