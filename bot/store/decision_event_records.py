"""What happened to decisions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.decisions.happenings import DecisionEvent, DecisionEventKind
from bot.store.decision_tables import decision_events
from bot.store.inserting import insert_new


class DecisionEventRecords:
    """Events of decisions; they are only ever added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, event: DecisionEvent) -> bool:
        """Keep an event; False if its delivery brought one before: then nothing is kept."""
        return await insert_new(
            self._connection,
            decision_events,
            kind=event.kind.value,
            decision=event.decision,
            at=event.at,
            by=event.by,
            body=dict(event.body),
            delivery=event.delivery,
        )

    async def delivered(self, delivery: str | None) -> DecisionEvent | None:
        """The event that a delivery brought."""
        if delivery is None:
            return None
        query = select(decision_events).where(decision_events.c.delivery == delivery)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _event(row)

    async def of(self, decision: str) -> tuple[DecisionEvent, ...]:
        """The events of a decision, in their order."""
        here = decision_events.c
        query = select(decision_events).where(here.decision == decision).order_by(here.id)
        return tuple(_event(row) for row in (await self._connection.execute(query)).all())


def _event(row: Row[Any]) -> DecisionEvent:
    return DecisionEvent(**dict(row._mapping) | {"kind": DecisionEventKind(row.kind)})
