"""Minutes as they stand, what happened to them, objections to them, and action items."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.open_actions import OpenAction
from bot.domain.meetings.reviews import (
    UNPUBLISHED,
    MinutesEvent,
    MinutesEventKind,
    MinutesObjection,
    MinutesStatus,
    MinutesVersion,
    Settlement,
)
from bot.store.inserting import insert_new, insert_or
from bot.store.minutes_tables import action_items, minutes_events, minutes_objections, minutes_versions

VERSION_COLUMNS = [column for column in minutes_versions.c if column.name != "document"]


class MinutesRecords:
    """Versions of minutes, each with its document as text."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, version: MinutesVersion, document: str) -> bool:
        """Keep a new version; False if one with its number is there, or one of its town hall is still worked on."""
        return await insert_new(
            self._connection,
            minutes_versions,
            hall=version.hall,
            number=version.number,
            document=document,
            **_values(version),
        )

    async def put(self, version: MinutesVersion, document: str | None = None) -> None:
        """Keep a version that is held as it stands now, with its document if that was changed."""
        values = _values(version) | ({} if document is None else {"document": document})
        here = (minutes_versions.c.hall == version.hall, minutes_versions.c.number == version.number)
        await self._connection.execute(update(minutes_versions).where(*here).values(**values))

    async def find(self, hall: str, number: int) -> MinutesVersion | None:
        """A version."""
        here = (minutes_versions.c.hall == hall, minutes_versions.c.number == number)
        row = (await self._connection.execute(select(*VERSION_COLUMNS).where(*here))).one_or_none()
        return None if row is None else version_of(row)

    async def held(self, hall: str, number: int) -> MinutesVersion | None:
        """The same, kept from changing until the transaction ends."""
        here = (minutes_versions.c.hall == hall, minutes_versions.c.number == number)
        row = (await self._connection.execute(select(*VERSION_COLUMNS).where(*here).with_for_update())).one_or_none()
        return None if row is None else version_of(row)

    async def document(self, hall: str, number: int) -> str:
        """The document of a version that is there."""
        here = (minutes_versions.c.hall == hall, minutes_versions.c.number == number)
        found: str = (await self._connection.execute(select(minutes_versions.c.document).where(*here))).scalar_one()
        return found

    async def of(self, hall: str) -> tuple[MinutesVersion, ...]:
        """All versions of the minutes of a town hall, the first first."""
        return await self._all(minutes_versions.c.hall == hall)

    async def with_status(self, *statuses: MinutesStatus) -> tuple[MinutesVersion, ...]:
        """All that stand somewhere, in the order of their town halls."""
        return await self._all(minutes_versions.c.status.in_([one.value for one in statuses]))

    async def in_work(self) -> tuple[MinutesVersion, ...]:
        """All that are worked on."""
        return await self.with_status(*sorted(UNPUBLISHED))

    async def _all(self, condition: Any) -> tuple[MinutesVersion, ...]:
        here = minutes_versions.c
        query = select(*VERSION_COLUMNS).where(condition).order_by(here.hall, here.number)
        return tuple(version_of(row) for row in (await self._connection.execute(query)).all())


class MinutesEventRecords:
    """Events of minutes; they are only ever added, and lose no more than words that somebody took back."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, event: MinutesEvent) -> bool:
        """Keep an event; False if its delivery brought one before: then nothing is kept."""
        return await insert_new(
            self._connection,
            minutes_events,
            kind=event.kind.value,
            hall=event.hall,
            version=event.version,
            at=event.at,
            by=event.by,
            part=event.part,
            why=event.why,
            body=dict(event.body),
            delivery=event.delivery,
        )

    async def delivered(self, delivery: str | None) -> MinutesEvent | None:
        """The event that a delivery brought."""
        if delivery is None:
            return None
        query = select(minutes_events).where(minutes_events.c.delivery == delivery)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _event(row)

    async def of(self, hall: str, version: int | None = None) -> tuple[MinutesEvent, ...]:
        """The events of the minutes of a town hall, or of one version, in their order."""
        query = select(minutes_events).where(minutes_events.c.hall == hall).order_by(minutes_events.c.id)
        if version is not None:
            query = query.where(minutes_events.c.version == version)
        return tuple(_event(row) for row in (await self._connection.execute(query)).all())

    async def without_words(self, version: MinutesVersion, parts: Collection[str]) -> None:
        """Take the words before and after out of the changes of some parts of a version: somebody took them back."""
        here = minutes_events.c
        mine = (here.hall == version.hall, here.version == version.number, here.part.in_(sorted(parts)))
        rows = (await self._connection.execute(select(here.id, here.body).where(*mine))).all()
        for row in rows:
            if row.body.get("before") or row.body.get("after"):
                body = dict(row.body) | {"before": "", "after": ""}
                await self._connection.execute(update(minutes_events).where(here.id == row.id).values(body=body))


class MinutesObjectionRecords:
    """Objections to minutes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, hall: str, version: int) -> int:
        """The number of the next objection to a version that is held."""
        here = (minutes_objections.c.hall == hall, minutes_objections.c.version == version)
        last: int | None = (
            await self._connection.execute(select(func.max(minutes_objections.c.number)).where(*here))
        ).scalar()
        return (last or 0) + 1

    async def add(self, objection: MinutesObjection) -> None:
        """Keep a new objection."""
        await self._connection.execute(insert(minutes_objections).values(**_objection_values(objection)))

    async def put(self, objection: MinutesObjection) -> None:
        """Keep an objection as it stands now."""
        here = minutes_objections.c
        mine = (
            here.hall == objection.hall,
            here.version == objection.version,
            here.number == objection.number,
        )
        values = _objection_values(objection)
        await self._connection.execute(update(minutes_objections).where(*mine).values(**values))

    async def of(self, hall: str, version: int) -> tuple[MinutesObjection, ...]:
        """The objections to a version, in their order."""
        here = minutes_objections.c
        query = select(minutes_objections).where(here.hall == hall, here.version == version).order_by(here.number)
        return tuple(_objection(row) for row in (await self._connection.execute(query)).all())

    async def without_words(self, version: MinutesVersion, parts: Collection[str]) -> None:
        """Take out what some parts of a version said when they were objected to: somebody took it back."""
        here = minutes_objections.c
        mine = (here.hall == version.hall, here.version == version.number, here.part.in_(sorted(parts)))
        await self._connection.execute(update(minutes_objections).where(*mine).values(said=""))


class ActionItemRecords:
    """Action items of published minutes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def replace(self, hall: str, items: Iterable[OpenAction]) -> None:
        """Let a town hall have these action items, and no others that are open; what was closed stays closed."""
        kept = {item.part: item for item in items}
        here = action_items.c
        gone = (here.hall == hall, here.closed_at.is_(None), here.part.not_in(list(kept)))
        await self._connection.execute(delete(action_items).where(*gone))
        for item in kept.values():
            row = insert_or(self._connection, action_items).values(**_action_values(item))
            said = {name: row.excluded[name] for name in ("version", "text", "owner", "due", "due_words")}
            await self._connection.execute(row.on_conflict_do_update(index_elements=["hall", "part"], set_=said))

    async def find(self, hall: str, part: str) -> OpenAction | None:
        """An action item."""
        here = (action_items.c.hall == hall, action_items.c.part == part)
        row = (await self._connection.execute(select(action_items).where(*here).with_for_update())).one_or_none()
        return None if row is None else _action(row)

    async def open(self) -> tuple[OpenAction, ...]:
        """All that nobody has closed, those of the first town hall first."""
        return await self._all(action_items.c.closed_at.is_(None))

    async def known(self) -> frozenset[tuple[str, str]]:
        """The town hall and the id of every one that is kept, open or closed."""
        rows = (await self._connection.execute(select(action_items.c.hall, action_items.c.part))).all()
        return frozenset((row.hall, row.part) for row in rows)

    async def of(self, hall: str) -> tuple[OpenAction, ...]:
        """Those of a town hall."""
        return await self._all(action_items.c.hall == hall)

    async def _all(self, condition: Any) -> tuple[OpenAction, ...]:
        query = select(action_items).where(condition).order_by(action_items.c.hall, action_items.c.part)
        return tuple(_action(row) for row in (await self._connection.execute(query)).all())

    async def closed(self, item: OpenAction, at: datetime, by: str, why: str) -> None:
        """Note that an action item is done, or given up."""
        here = (action_items.c.hall == item.hall, action_items.c.part == item.part)
        values = {"closed_at": at, "closed_by": by, "closed_why": why}
        await self._connection.execute(update(action_items).where(*here).values(**values))


def _values(version: MinutesVersion) -> dict[str, object]:
    return {
        "digest": version.digest,
        "revision": version.revision,
        "status": version.status.value,
        "made_at": version.made_at,
        "made_by": version.made_by,
        "replaces": version.replaces,
        "why": version.why,
        "comments_until": version.comments_until,
        "signed_by": version.signed_by,
        "signed_at": version.signed_at,
        "published_at": version.published_at,
        "ended_at": version.ended_at,
        "ended_why": version.ended_why,
    }


def version_of(row: Row[Any]) -> MinutesVersion:
    """A version of minutes from its row."""
    values = dict(row._mapping)
    return MinutesVersion(**values | {"status": MinutesStatus(row.status)})


def _event(row: Row[Any]) -> MinutesEvent:
    values = dict(row._mapping)
    return MinutesEvent(**values | {"kind": MinutesEventKind(row.kind)})


def _objection_values(objection: MinutesObjection) -> dict[str, object]:
    return {
        "hall": objection.hall,
        "version": objection.version,
        "number": objection.number,
        "part": objection.part,
        "said": objection.said,
        "text": objection.text,
        "by": objection.by,
        "at": objection.at,
        "settlement": objection.settlement and objection.settlement.value,
        "answer": objection.answer,
        "settled_by": objection.settled_by,
        "settled_at": objection.settled_at,
    }


def _objection(row: Row[Any]) -> MinutesObjection:
    settlement = row.settlement and Settlement(row.settlement)
    return MinutesObjection(**dict(row._mapping) | {"settlement": settlement})


def _action_values(item: OpenAction) -> dict[str, object]:
    return {
        "hall": item.hall,
        "part": item.part,
        "version": item.version,
        "text": item.text,
        "owner": item.owner,
        "due": item.due,
        "due_words": item.due_words,
        "closed_at": item.closed_at,
        "closed_by": item.closed_by,
        "closed_why": item.closed_why,
    }


def _action(row: Row[Any]) -> OpenAction:
    return OpenAction(**dict(row._mapping))
