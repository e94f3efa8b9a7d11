"""Erasing somebody from town halls: what they said loses its text and its author, and its place and digests stay."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.halls import HallEventKind
from bot.domain.meetings.imports import NOBODY
from bot.domain.meetings.reviews import MinutesEventKind
from bot.domain.privacy.kept import FORGOTTEN, REMOVED
from bot.store.hall_tables import (
    hall_agenda,
    hall_aliases,
    hall_declared,
    hall_drafts,
    hall_events,
    hall_participants,
    hall_reactions,
    hall_remarks,
    town_halls,
)
from bot.store.minutes_tables import action_items, minutes_events, minutes_objections, minutes_versions

_DONE_BY = (
    hall_declared.c.struck_by,
    hall_events.c.by,
    hall_agenda.c.by,
    hall_aliases.c.by,
    town_halls.c.author,
)


def _without(persons: Iterable[str], person: str) -> list[str]:
    return [FORGOTTEN if one == person else one for one in persons]


class HallForgettingRecords:
    """All that town halls keep of one person."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def forget(self, person: str) -> int:
        """Erase a person from every town hall; returns how many remarks of theirs there were."""
        gone = {
            "text": "",
            "attachments": [],
            "link": "",
            "author": FORGOTTEN,
            "speaker": "",
            "gone": Gone.ERASED.value,
        }
        done = await self._connection.execute(
            update(hall_remarks).where(hall_remarks.c.author == person).values(**gone)
        )
        for table in (hall_reactions, hall_participants, hall_aliases):
            await self._connection.execute(delete(table).where(table.c.person == person))
        await self._connection.execute(
            update(hall_declared).where(hall_declared.c.by == person).values(by=FORGOTTEN, text="")
        )
        await self._connection.execute(delete(hall_drafts).where(hall_drafts.c.by == person))
        await self._without_items(person)
        for column in _DONE_BY:
            known = update(column.table).where(column == person)
            await self._connection.execute(known.values({column.name: FORGOTTEN}))
        await self._no_longer_chosen(person)
        await self._no_longer_leads(person)
        await self._no_longer_assigned(person)
        await self._out_of_minutes(person)
        return done.rowcount

    async def _without_items(self, person: str) -> None:
        """Take away what somebody wanted to talk about; a place on the agenda stays."""
        mine = hall_agenda.c.by == person, hall_agenda.c.origin == ""
        await self._connection.execute(update(hall_agenda).where(*mine).values(title=REMOVED))
        here = hall_events.c
        kinds = (HallEventKind.AGENDA_ADDED.value, HallEventKind.AGENDA_REMOVED.value)
        query = select(here.id, here.body).where(here.by == person, here.kind.in_(kinds))
        for row in (await self._connection.execute(query)).all():
            body = dict(row.body) | {"title": REMOVED}
            await self._connection.execute(update(hall_events).where(here.id == row.id).values(body=body))

    async def _no_longer_chosen(self, person: str) -> None:
        """Take somebody out of who was to lead, and out of what they chose for themselves."""
        here = hall_events.c
        roles = select(here.id, here.body).where(here.kind == HallEventKind.ROLES_CHANGED.value)
        for row in (await self._connection.execute(roles)).all():
            body = dict(row.body) | {name: _without(row.body[name], person) for name in ("added", "removed")}
            if body != row.body:
                await self._connection.execute(update(hall_events).where(here.id == row.id).values(body=body))

    async def _no_longer_assigned(self, person: str) -> None:
        """Take somebody out of what was said about whom the names in files mean."""
        here = hall_events.c
        kinds = (HallEventKind.ASSIGNED.value, HallEventKind.IMPORTED.value)
        for row in (await self._connection.execute(select(here.id, here.body).where(here.kind.in_(kinds)))).all():
            body = dict(row.body)
            if person in (*body.get("before", ()), body.get("person")):
                # A name in the file is theirs as well.
                before = [one for one in body["before"] if not one.startswith(NOBODY)]
                after = FORGOTTEN if body["person"] == person else body["person"]
                body |= {"name": "", "before": _without(before, person), "person": after}
            if person in body.get("remembered", ()):
                body["remembered"] = _without(body["remembered"], person)
            if body != row.body:
                await self._connection.execute(update(hall_events).where(here.id == row.id).values(body=body))

    async def _out_of_minutes(self, person: str) -> None:
        """What minutes keep beside their documents, which follow the remarks."""
        objected = minutes_objections.c.by == person
        await self._connection.execute(update(minutes_objections).where(objected).values(text="", said=""))
        said = minutes_events.c.by == person, minutes_events.c.kind == MinutesEventKind.OBJECTED.value
        await self._connection.execute(update(minutes_events).where(*said).values(why=""))
        for column in (
            minutes_versions.c.made_by,
            minutes_versions.c.signed_by,
            minutes_events.c.by,
            minutes_objections.c.by,
            minutes_objections.c.settled_by,
            action_items.c.owner,
            action_items.c.closed_by,
        ):
            known = update(column.table).where(column == person)
            await self._connection.execute(known.values({column.name: FORGOTTEN}))

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
