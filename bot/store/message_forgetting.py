"""Erasing what waits to be sent, or was sent, to one person alone."""

from __future__ import annotations

from sqlalchemy import delete, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.privacy.persons import Subject
from bot.store.tables import outbox


class MessageForgettingRecords:
    """Messages to one person."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def forget(self, subject: Subject) -> int:
        """Erase every message to a person; says how many there were."""
        theirs = or_(*(outbox.c.channel == one for one in subject.spellings))
        return (await self._connection.execute(delete(outbox).where(theirs))).rowcount
