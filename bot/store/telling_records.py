"""What is asked of everything stored at once, to tell in the log what it does not hold yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.polls.polls import EventKind, PollEvent
from bot.store.ballot_records import event_of
from bot.store.decision_tables import decision_events, decisions
from bot.store.endorsement_tables import endorsement_events
from bot.store.minutes_tables import minutes_events, minutes_versions
from bot.store.poll_tables import poll_events, polls
from bot.store.profile_tables import organisations

# Below SQLite's limit of variables in one statement.
_BATCH = 400


class TellingRecords:
    """How far events go, by what they are about, and events of many voters."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def polls(self) -> Mapping[str, str]:
        """Every poll that was opened, with how many events it has and the number of the last."""
        opened = select(polls.c.number).where(polls.c.opened_at.is_not(None))
        return await self._stamps(poll_events.c.poll, poll_events.c.id, poll_events.c.poll.in_(opened))

    async def decisions(self) -> Mapping[str, str]:
        """The same of every decision that was accepted."""
        accepted = select(decisions.c.number).where(decisions.c.accepted_at.is_not(None))
        here = decision_events.c
        return await self._stamps(here.decision, here.id, here.decision.in_(accepted))

    async def minutes(self) -> Mapping[str, str]:
        """The same of every town hall with minutes that the public has seen."""
        seen = select(minutes_versions.c.hall).where(minutes_versions.c.published_at.is_not(None))
        return await self._stamps(minutes_events.c.hall, minutes_events.c.id, minutes_events.c.hall.in_(seen))

    async def endorsements(self) -> str:
        """How many events endorsements have, the number of the last, and when organisations were grouped last."""
        here = endorsement_events.c
        count, last = (await self._connection.execute(select(func.count(), func.max(here.id)))).one()
        grouped: datetime | None = (
            await self._connection.execute(select(func.max(organisations.c.grouped_at)))
        ).scalar()
        return f"{count}:{last}:{grouped.isoformat() if grouped else ''}"

    async def casts(self, poll: str) -> Sequence[tuple[int, str]]:
        """The number of every cast of a poll, with its voter's handle."""
        here = poll_events.c
        query = select(here.id, here.handle).where(here.poll == poll, here.kind == EventKind.CAST.value)
        return [(row.id, row.handle) for row in await self._connection.execute(query.order_by(here.id))]

    async def events(self, poll: str, handles: Collection[str]) -> tuple[PollEvent, ...]:
        """The events of a poll in their order, but of casts only those of these voters."""
        here = poll_events.c
        found: dict[int, PollEvent] = {}
        several = sorted(handles)
        for start in range(0, max(len(several), 1), _BATCH):
            chosen = or_(here.kind != EventKind.CAST.value, here.handle.in_(several[start : start + _BATCH]))
            query = select(poll_events).where(here.poll == poll, chosen)
            found |= {row.id: event_of(row) for row in await self._connection.execute(query)}
        return tuple(found[id_] for id_ in sorted(found))

    async def _stamps(
        self, subject: Column[str], number: Column[int], chosen: ColumnElement[bool]
    ) -> Mapping[str, str]:  # fmt: skip
        query = select(subject.label("subject"), func.count().label("several"), func.max(number).label("last"))
        rows = await self._connection.execute(query.where(chosen).group_by(subject).order_by(subject))
        return {row.subject: f"{row.several}:{row.last}" for row in rows}
