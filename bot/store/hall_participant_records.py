"""Who took part in town halls, and how they want to be named there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.discussions import Naming, Participant
from bot.store.hall_tables import hall_participants
from bot.store.inserting import insert_new


class HallParticipantRecords:
    """Who took part in town halls, and how they want to be named."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def knows(self, hall: str, person: str) -> bool:
        """Whether somebody takes part already."""
        query = select(hall_participants.c.person).where(*_person(hall, person))
        return (await self._connection.execute(query)).scalar() is not None

    async def add(self, hall: str, person: str, name: str, category: str) -> None:
        """Note that somebody takes part; who does already stays as they are."""
        values = {"hall": hall, "person": person, "name": name[:200], "category": category[:200], "naming": None}
        await insert_new(self._connection, hall_participants, **values)

    async def choose(self, hall: str, person: str, naming: Naming) -> None:
        """Keep how somebody wants to be named, in the place of the choice before."""
        here = update(hall_participants).where(*_person(hall, person))
        await self._connection.execute(here.values(naming=naming.value))

    async def remove(self, hall: str, person: str) -> None:
        """Take off somebody who did not take part, as it turned out."""
        await self._connection.execute(delete(hall_participants).where(*_person(hall, person)))

    async def name_of(self, person: str) -> str | None:
        """How somebody is named who took part in a town hall before, the last one first."""
        query = select(hall_participants.c.name).where(hall_participants.c.person == person)
        found: str | None = (await self._connection.execute(query.order_by(hall_participants.c.hall.desc()))).scalar()
        return found

    async def halls_of(self, person: str) -> tuple[tuple[str, Naming | None], ...]:
        """The town halls that somebody took part in, with how they chose to be named there; None if they did not."""
        here = hall_participants.c
        query = select(here.hall, here.naming).where(here.person == person).order_by(here.hall)
        rows = (await self._connection.execute(query)).all()
        return tuple((row.hall, Naming(row.naming) if row.naming else None) for row in rows)

    async def place(self, hall: str, categories: Mapping[str, str]) -> None:
        """Set the categories of those who had none."""
        for person, category in categories.items():
            here = (*_person(hall, person), hall_participants.c.category == "")
            await self._connection.execute(update(hall_participants).where(*here).values(category=category[:200]))

    async def chosen(self, hall: str, person: str) -> Naming | None:
        """What somebody chose; None where they chose nothing."""
        query = select(hall_participants.c.naming).where(*_person(hall, person))
        found: str | None = (await self._connection.execute(query)).scalar()
        return None if found is None else Naming(found)

    async def of(self, hall: str, default: Naming) -> tuple[Participant, ...]:
        """Who took part, by person; the default is for those who chose nothing."""
        query = select(hall_participants).where(hall_participants.c.hall == hall).order_by(hall_participants.c.person)
        rows = (await self._connection.execute(query)).all()
        return tuple(
            Participant(row.person, row.name, row.category, Naming(row.naming) if row.naming else default)
            for row in rows
        )


def _person(hall: str, person: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return hall_participants.c.hall == hall, hall_participants.c.person == person
