"""How people are named in public, who is to be forgotten, and what was taken out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.privacy.redactions import Redaction, RedactionReason
from bot.store.inserting import insert_new, insert_or
from bot.store.nobodies import nobody, replaced
from bot.store.privacy_tables import forget_requests, public_names, redactions


class PublicNameRecords:
    """How people are named wherever the public record names people."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, person: str) -> str | None:
        """The name that somebody chose; empty for nobody's, None if they chose nothing."""
        query = select(public_names.c.name).where(public_names.c.person == person)
        found: str | None = (await self._connection.execute(query)).scalar()
        return found

    async def several(self, persons: Collection[str]) -> Mapping[str, str]:
        """The names of those among some people who chose something."""
        query = select(public_names).where(public_names.c.person.in_(sorted(persons)))
        return {row.person: row.name for row in (await self._connection.execute(query)).all()}

    async def choose(self, person: str, name: str, at: datetime) -> None:
        """Keep a choice in the place of the one before."""
        row = insert_or(self._connection, public_names).values(person=person, name=name, at=at)
        put = row.on_conflict_do_update(index_elements=["person"], set_={"name": name, "at": at})
        await self._connection.execute(put)

    async def forget(self, person: str) -> None:
        """Erase somebody's choice."""
        await self._connection.execute(delete(public_names).where(public_names.c.person == person))


@dataclass(frozen=True, slots=True)
class ForgetRequest:
    """Somebody whom one moderator wants forgotten, since they asked. ``names`` are how others call them."""

    person: str
    names: tuple[str, ...]
    by: str
    at: datetime


class ForgetRequestRecords:
    """Who is to be forgotten, once a second moderator says so."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, request: ForgetRequest) -> bool:
        """Keep a request; False if there is one of the same person."""
        values = {"person": request.person, "names": list(request.names), "by": request.by, "at": request.at}
        return await insert_new(self._connection, forget_requests, **values)

    async def of(self, person: str) -> ForgetRequest | None:
        """The request about somebody."""
        query = select(forget_requests).where(forget_requests.c.person == person)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else ForgetRequest(row.person, tuple(row.names), row.by, row.at)

    async def remove_before(self, at: datetime) -> int:
        """Drop what nobody confirmed for long; says how many there were."""
        done = await self._connection.execute(delete(forget_requests).where(forget_requests.c.at < at))
        return done.rowcount

    async def forget(self, person: str) -> None:
        """Erase requests about somebody, and those that they made."""
        here = forget_requests.c
        await self._connection.execute(delete(forget_requests).where((here.person == person) | (here.by == person)))


class RedactionRecords:
    """What moderators took out, or want to."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, redaction: Redaction) -> None:
        """Keep a new one."""
        await self._connection.execute(insert(redactions).values(**_values(redaction)))

    async def put(self, redaction: Redaction) -> None:
        """Keep one as it stands now."""
        mine = redactions.c.number == redaction.number
        await self._connection.execute(update(redactions).where(mine).values(**_values(redaction)))

    async def held(self, number: str) -> Redaction | None:
        """One of them, kept from changing until the transaction ends."""
        found = await self._all(select(redactions).where(redactions.c.number == number).with_for_update())
        return found[0] if found else None

    async def waiting_for(self, subject: str, part: str) -> Redaction | None:
        """What waits for one text."""
        here = redactions.c
        found = await self._all(select(redactions).where(here.subject == subject, here.part == part))
        return next((one for one in found if one.waits), None)

    async def waiting(self) -> tuple[Redaction, ...]:
        """Those that a second moderator is waited for, the oldest first."""
        here = redactions.c
        return await self._all(select(redactions).where(here.confirmed_at.is_(None), here.ended_at.is_(None)))

    async def done(self, subject: str | None = None) -> tuple[Redaction, ...]:
        """What was taken out, in its order: of one thing, or of all."""
        query = select(redactions).where(redactions.c.confirmed_at.is_not(None))
        if subject is not None:
            query = query.where(redactions.c.subject == subject)
        return await self._all(query)

    async def forget(self, person: str) -> None:
        """Erase who somebody is where they took something out."""
        here = redactions.c
        await self._connection.execute(update(redactions).where(here.asked_by == person).values(note=""))
        await replaced(self._connection, (here.asked_by, here.confirmed_by, here.ended_by), person, nobody())

    async def _all(self, query: Select[Any]) -> tuple[Redaction, ...]:
        rows: Sequence[Row[Any]] = (await self._connection.execute(query.order_by(redactions.c.number))).all()
        return tuple(Redaction(**dict(row._mapping) | {"reason": RedactionReason(row.reason)}) for row in rows)


def _values(redaction: Redaction) -> dict[str, object]:
    return asdict(redaction) | {"reason": redaction.reason.value}
