"""The leaves of the transparency log, in their places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.logs.leaves import Leaf, about
from bot.domain.logs.places import Place
from bot.store.inserting import insert_or
from bot.store.log_tables import log_collected, log_leaves

# Below SQLite's limit of variables in one statement.
BATCH = 400


def batches(several: Collection[Any]) -> Iterator[Sequence[Any]]:
    """What goes into one statement at a time."""
    ordered = sorted(several)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf in its place, and the bytes as which it is published."""

    sequence: int
    leaf: Leaf
    content: bytes


class LogLeafRecords:
    """Leaves; they are only ever added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def size(self) -> int:
        """How many there are."""
        last: int | None = (await self._connection.execute(select(func.max(log_leaves.c.seq)))).scalar()
        return 0 if last is None else last + 1

    async def latest(self) -> datetime | None:
        """The last moment that any of them names; None if there are none."""
        found: datetime | None = (await self._connection.execute(select(func.max(log_leaves.c.at)))).scalar()
        return found

    async def add(self, entries: Sequence[Entry]) -> None:
        """Put leaves in their places, which follow those that are taken."""
        if entries:
            await self._connection.execute(insert(log_leaves), [_row(entry) for entry in entries])

    async def contents(self, start: int = 0) -> list[bytes]:
        """The leaves from a place on, as they are published."""
        query = select(log_leaves.c.entry).where(log_leaves.c.seq >= start).order_by(log_leaves.c.seq)
        return [content.encode() for content in (await self._connection.execute(query)).scalars()]

    async def content_at(self, id_: str) -> tuple[int, bytes] | None:
        """The place of a leaf, and the leaf as it is published."""
        query = select(log_leaves.c.seq, log_leaves.c.entry).where(log_leaves.c.id == id_)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else (row.seq, row.entry.encode())

    async def ids_about(self, thing: str) -> frozenset[str]:
        """The ids of the leaves about a thing."""
        query = select(log_leaves.c.id).where(log_leaves.c.about == thing)
        return frozenset((await self._connection.execute(query)).scalars())

    async def of(self, ids: Collection[str]) -> tuple[Place, ...]:
        """Where these leaves stand, in their order; those that are not in the log are left out."""
        found = [place for batch in batches(ids) for place in await self._places(log_leaves.c.id.in_(batch))]
        return tuple(sorted(found, key=lambda place: place.sequence))

    async def about(self, thing: str) -> tuple[Place, ...]:
        """Where the leaves about a thing stand, in their order."""
        return await self._places(log_leaves.c.about == thing)

    async def _places(self, chosen: ColumnElement[bool]) -> tuple[Place, ...]:
        here = log_leaves.c
        query = select(here.seq, here.id, here.kind, here.at).where(chosen).order_by(here.seq)
        return tuple(_place(row) for row in await self._connection.execute(query))


class LogCollectedRecords:
    """As of which state each thing was looked at for what has no leaf yet."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, source: str) -> Mapping[str, str]:
        """The states of a source, by thing."""
        here = log_collected.c
        query = select(here.subject, here.stamp).where(here.source == source)
        return {row.subject: row.stamp for row in await self._connection.execute(query)}

    async def put(self, source: str, stamps: Mapping[str, str]) -> None:
        """Note the states as of which things were looked at."""
        rows = [{"source": source, "subject": subject, "stamp": stamp} for subject, stamp in sorted(stamps.items())]
        if rows:
            row = insert_or(self._connection, log_collected)
            keys = ["source", "subject"]
            put = row.on_conflict_do_update(index_elements=keys, set_={"stamp": row.excluded.stamp})
            await self._connection.execute(put, rows)


def _row(entry: Entry) -> dict[str, object]:
    leaf = entry.leaf
    return {
        "seq": entry.sequence,
        "id": leaf.id,
        "about": about(leaf.id),
        "kind": leaf.kind,
        "at": leaf.at,
        "entry": entry.content.decode(),
    }


def _place(row: Any) -> Place:
    return Place(row.seq, row.id, row.kind, row.at)
