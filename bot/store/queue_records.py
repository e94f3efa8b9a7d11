"""What waits for a curator, and what was done already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.names import fold
from bot.domain.queues import UnknownSystem
from bot.store.inserting import insert_new, insert_or
from bot.store.tables import deliveries, unasked_answers, unknown_systems


class UnknownSystemRecords:
    """Names that were asked about and are not recorded."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ask(self, written: str, question: str, at: datetime) -> None:
        """Count a question about a name; spellings that fold alike are one."""
        values = {"written": written, "asked": 1, "question": question, "first_asked_at": at, "last_asked_at": at}
        row = insert_or(self._connection, unknown_systems).values(folded=fold(written)[:300], **values)
        again = {"asked": unknown_systems.c.asked + 1, "question": question, "last_asked_at": at}
        await self._connection.execute(row.on_conflict_do_update(index_elements=["folded"], set_=again))

    async def most_asked(self, limit: int) -> tuple[UnknownSystem, ...]:
        """The names asked about most often, then those asked about last."""
        query = (
            select(unknown_systems)
            .order_by(unknown_systems.c.asked.desc(), unknown_systems.c.last_asked_at.desc(), unknown_systems.c.folded)
            .limit(limit)
        )
        rows = (await self._connection.execute(query)).all()
        return tuple(
            UnknownSystem(row.written, row.asked, row.question, row.first_asked_at, row.last_asked_at) for row in rows
        )

    async def forget_questions(self, before: datetime) -> None:
        """Take away the words of questions that were asked before a moment; what was asked about stays."""
        asked = unknown_systems.c.last_asked_at < before, unknown_systems.c.question != ""
        await self._connection.execute(update(unknown_systems).where(*asked).values(question=""))


class DeliveryRecords:
    """What a delivery of the platform has caused already."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def first(self, id_: str | None, caused: str, at: datetime) -> bool:
        """Note a delivery; False if it had been noted before. A delivery without an id is always the first."""
        if id_ is None:
            return True
        return await insert_new(self._connection, deliveries, id=id_, caused=caused, at=at)

    async def remove_before(self, at: datetime) -> None:
        """Drop what came before a moment: it is not delivered again."""
        await self._connection.execute(delete(deliveries).where(deliveries.c.at < at))


class UnaskedRecords:
    """Answers given without being asked."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, channel: str, system: str, at: datetime) -> bool:
        """Take the one answer for a system, a channel and an hour; False if it was taken."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        return await insert_new(self._connection, unasked_answers, channel=channel, system_id=system, hour=hour)
