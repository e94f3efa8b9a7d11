"""Erasing somebody from polls: what they answered stays under a handle, and nobody can tell whose it was."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.polls.polls import EventKind, PollEvent
from bot.domain.privacy.kept import REMOVED
from bot.store.ballot_records import event_of
from bot.store.inserting import insert_new
from bot.store.nobodies import nobody, replaced
from bot.store.poll_marks import mark_in
from bot.store.poll_tables import (
    poll_cells,
    poll_confirmations,
    poll_events,
    poll_exclusions,
    poll_voters,
    polls,
)
from bot.store.privacy_tables import poll_marks

_DONE_BY = (
    polls.c.author,
    poll_confirmations.c.person,
    poll_confirmations.c.author,
    poll_exclusions.c.person,
    poll_exclusions.c.author,
    poll_events.c.by,
)
# What members wrote, by the kind of event; reasons that organisers gave for what they did stay.
_WORDS: Mapping[str, tuple[str, ...]] = {
    EventKind.CONFLICT_DECLARED.value: ("text",),
    EventKind.OBJECTION_RAISED.value: ("text", "change"),
    EventKind.CHALLENGED.value: ("reason",),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place on the roll of a poll: "waiting" for it to open, "running" or "over"."""

    poll: str
    handle: str
    state: str


class PollForgettingRecords:
    """All that polls keep of one person."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def seats(self, person: str) -> tuple[Seat, ...]:
        """The places of somebody on rolls, and as an outsider."""
        query = select(poll_voters.c.handle, polls).join(polls, polls.c.number == poll_voters.c.poll)
        query = query.where(poll_voters.c.person == person).order_by(polls.c.number)
        rows = (await self._connection.execute(query)).all()
        return tuple(Seat(row.number, row.handle, _state(row)) for row in rows)

    async def casts(self, seat: Seat) -> Sequence[int]:
        """The numbers of the events with which a ballot was cast, the first one first."""
        here = poll_events.c
        mine = (here.poll == seat.poll, here.handle == seat.handle, here.kind == EventKind.CAST.value)
        return (await self._connection.execute(select(here.id).where(*mine).order_by(here.id))).scalars().all()

    async def done_by(self, person: str) -> tuple[PollEvent, ...]:
        """What somebody did as an organiser, or wrote about polls, in its order."""
        rows = await self._rows(poll_events, poll_events.c.by == person)
        return tuple(event_of(row) for row in sorted(rows, key=lambda row: row.id))

    async def forget(self, person: str) -> tuple[Seat, ...]:
        """Erase a person from every poll; of a poll that runs a mark stays until its close.

        Returns:
            The places they had. Those of polls that have not opened are taken off the roll, whose digest is another
            from then on.
        """
        seats = await self.seats(person)
        for seat in seats:
            await self._leave(seat, person)
            await self._wordless(seat)
        await self._no_words_of(person)
        await replaced(self._connection, _DONE_BY, person, nobody())
        return seats

    async def _leave(self, seat: Seat, person: str) -> None:
        mine = and_(poll_voters.c.poll == seat.poll, poll_voters.c.handle == seat.handle)
        if seat.state == "waiting":
            await self._connection.execute(delete(poll_voters).where(mine))
            return
        mark = await self._mark(seat.poll, person) if seat.state == "running" else None
        await self._connection.execute(update(poll_voters).where(mine).values(person=mark))
        if not await self.shares_organisation(seat):
            # Where organisations vote, one that nobody else speaks for is one vote with and without a name.
            await self._connection.execute(update(poll_voters).where(mine).values(organisation=""))

    async def shares_organisation(self, seat: Seat) -> bool:
        """Whether others on the roll speak for the same organisation: then it is theirs too, and votes with them."""
        here = poll_voters.c
        theirs = select(here.organisation).where(here.poll == seat.poll, here.handle == seat.handle).scalar_subquery()
        others = select(here.handle).where(here.poll == seat.poll, here.handle != seat.handle)
        return (await self._connection.execute(others.where(here.organisation == theirs).limit(1))).first() is not None

    async def _mark(self, poll: str, person: str) -> str | None:
        await insert_new(self._connection, poll_marks, poll=poll, secret=secrets.token_hex(32))
        return await mark_in(self._connection, poll, person)

    async def _wordless(self, seat: Seat) -> None:
        """Take the reasons of a ballot away; that there was one stays, for it can count."""
        here = and_(poll_cells.c.poll == seat.poll, poll_cells.c.handle == seat.handle, poll_cells.c.reason != "")
        await self._connection.execute(update(poll_cells).where(here).values(reason=REMOVED))
        cast = and_(poll_events.c.poll == seat.poll, poll_events.c.handle == seat.handle)
        for row in await self._rows(poll_events, cast):
            body = _without_words(row.kind, row.body)
            if body != row.body:
                await self._connection.execute(update(poll_events).where(poll_events.c.id == row.id).values(body=body))

    async def without_reason(self, seat: Seat, component: str, freedom: str) -> None:
        """Take the reason of one cell of a ballot away, in every cast; that there was one stays."""
        here = and_(
            poll_cells.c.poll == seat.poll,
            poll_cells.c.handle == seat.handle,
            poll_cells.c.component == component,
            poll_cells.c.freedom == freedom,
            poll_cells.c.reason != "",
        )
        await self._connection.execute(update(poll_cells).where(here).values(reason=REMOVED))
        cast = and_(poll_events.c.poll == seat.poll, poll_events.c.handle == seat.handle)
        for row in await self._rows(poll_events, and_(cast, poll_events.c.kind == EventKind.CAST.value)):
            cells = [
                [*one[:3], REMOVED] if one[:2] == [component, freedom] and one[3] else one for one in row.body["cells"]
            ]
            body = dict(row.body) | {"cells": cells}
            await self._connection.execute(update(poll_events).where(poll_events.c.id == row.id).values(body=body))

    async def _no_words_of(self, person: str) -> None:
        for row in await self._rows(poll_events, poll_events.c.by == person):
            body = _without_words(row.kind, row.body)
            if body != row.body:
                await self._connection.execute(update(poll_events).where(poll_events.c.id == row.id).values(body=body))

    async def _rows(self, table: Table, condition: Any) -> Sequence[Any]:
        return (await self._connection.execute(select(table).where(condition))).all()


def _state(row: Any) -> str:
    if row.finished_at is not None or row.voided_at is not None:
        return "over"
    return "waiting" if row.opened_at is None else "running"


def _without_words(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """An event without what a member wrote in it."""
    left = {name: REMOVED if name in _WORDS.get(kind, ()) and value else value for name, value in body.items()}
    if kind == EventKind.CAST.value:
        left["cells"] = [[*cell[:3], REMOVED if cell[3] else ""] for cell in body["cells"]]
    return left
