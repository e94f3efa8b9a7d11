"""Town halls that come from files: which file each comes from, what waits to be confirmed, whom names mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.imports import Alias
from bot.store.hall_tables import hall_aliases, hall_drafts, hall_files
from bot.store.inserting import insert_new, insert_or


@dataclass(frozen=True, slots=True)
class HallDraft:
    """What waits to be confirmed: by whom it was brought, and what it became. Then ``body`` is empty."""

    id: str
    by: str
    at: datetime
    body: bytes
    hall: str | None = None


class HallFileRecords:
    """Which town hall a file became, by its SHA-256."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, sha256: str) -> tuple[str, ...]:
        """The town halls that a file became, the first one first."""
        query = select(hall_files.c.hall).where(hall_files.c.sha256 == sha256).order_by(hall_files.c.copy)
        return tuple((await self._connection.execute(query)).scalars().all())

    async def add(self, hall: str, sha256: str, name: str, *, again: bool) -> bool:
        """Note what a town hall comes from; False if the file made one before, and not ``again`` is wanted."""
        query = select(func.max(hall_files.c.copy)).where(hall_files.c.sha256 == sha256)
        last = (await self._connection.execute(query)).scalar() or 0
        values = {"hall": hall, "sha256": sha256, "copy": last + 1 if again else 1, "name": name}
        return await insert_new(self._connection, hall_files, **values)


class HallDraftRecords:
    """What was read of files and waits to be confirmed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, draft: HallDraft) -> None:
        """Keep what was read; the same once more waits anew, and stays what it became."""
        values = {"id": draft.id, "by": draft.by, "at": draft.at, "body": draft.body, "hall": None}
        if not await insert_new(self._connection, hall_drafts, **values):
            here = update(hall_drafts).where(hall_drafts.c.id == draft.id)
            await self._connection.execute(here.values(at=draft.at))

    async def held(self, id_: str) -> HallDraft | None:
        """The draft with this id, which nobody else confirms until the transaction ends."""
        query = select(hall_drafts).where(hall_drafts.c.id == id_).with_for_update()
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else HallDraft(row.id, row.by, row.at, row.body or b"", row.hall)

    async def last_of(self, person: str) -> str | None:
        """The id of the last file that somebody looked at, whether or not they confirmed it."""
        query = select(hall_drafts.c.id).where(hall_drafts.c.by == person)
        found: str | None = (await self._connection.execute(query.order_by(hall_drafts.c.at.desc()))).scalar()
        return found

    async def become(self, id_: str, hall: str) -> None:
        """Note what a draft became; what was read is in the town hall now."""
        here = update(hall_drafts).where(hall_drafts.c.id == id_)
        await self._connection.execute(here.values(body=None, hall=hall))

    async def wait_since(self, before: datetime) -> bool:
        """Whether anything was not confirmed in time."""
        query = select(hall_drafts.c.id).where(*_unconfirmed(before)).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def drop(self, before: datetime) -> None:
        """Forget what was not confirmed in time."""
        await self._connection.execute(delete(hall_drafts).where(*_unconfirmed(before)))


def _unconfirmed(before: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return hall_drafts.c.at < before, hall_drafts.c.hall.is_(None)


class HallAliasRecords:
    """Whom the names in files mean."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, alias: Alias) -> None:
        """Keep whom a name means, in the place of what it meant before."""
        values = {"name": alias.name, "person": alias.person, "by": alias.by, "at": alias.at}
        statement = insert_or(self._connection, hall_aliases).values(key=alias.key, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    async def all(self) -> tuple[Alias, ...]:
        """All of them, by name."""
        rows = (await self._connection.execute(select(hall_aliases).order_by(hall_aliases.c.key))).all()
        return tuple(_alias(row) for row in rows)

    async def remove(self, key: str) -> bool:
        """Forget whom a name means; False if nobody said."""
        return (await self._connection.execute(delete(hall_aliases).where(hall_aliases.c.key == key))).rowcount == 1


def _alias(row: Row[Any]) -> Alias:
    return Alias(row.name, row.person, row.by, row.at)
