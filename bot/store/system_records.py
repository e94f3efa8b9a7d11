"""Systems with their names, facts, licence history and reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.licences import Licensing
from bot.domain.names import fold
from bot.domain.systems import (
    Assessor,
    Dispute,
    Kind,
    LicencePeriod,
    Review,
    System,
)
from bot.store.claim_records import ClaimRecords
from bot.store.fact_rows import fact, fact_row, licence_row, licensing
from bot.store.tables import (
    disputes,
    facts,
    licence_periods,
    reviews,
    system_aliases,
    system_bases,
    system_names,
    systems,
)

_PARTS = (system_names, system_aliases, system_bases, facts, licence_periods, reviews, disputes)
_ORDERED = (system_aliases, system_bases, facts, licence_periods, reviews, disputes)
# Below SQLite's limit of variables in one statement.
_BATCH = 500


class SystemRecords:
    """Systems, whole: what is read and written is a `System` with everything in it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[System, ...]:
        """Every system, by id."""
        return await self._load(select(systems).order_by(systems.c.id), None)

    async def changed_since(self, revision: int) -> tuple[System, ...]:
        """The systems that changed after a revision, by id."""
        query = select(systems).where(systems.c.changed_in > revision).order_by(systems.c.id)
        ids = (await self._connection.execute(select(systems.c.id).where(systems.c.changed_in > revision))).scalars()
        return await self._load(query, list(ids))

    async def ids(self) -> frozenset[str]:
        """The ids of all systems."""
        return frozenset((await self._connection.execute(select(systems.c.id))).scalars())

    async def put(self, changed: Sequence[System], revision: int) -> None:
        """Store systems, each in the place of the one that had its id; what was imported of it stays as it is."""
        known = await self.ids()
        await self._remove_parts([system.id for system in changed if system.id in known])
        rows = [_row(system) | {"changed_in": revision} for system in changed]
        await self._insert(systems, [row for row in rows if row["id"] not in known])
        for row in rows:
            if row["id"] in known:
                await self._connection.execute(update(systems).where(systems.c.id == row["id"]).values(row))
        # By system, not by name alone: a name of two systems must reach the constraint that refuses it.
        names = sorted({(fold(name), s.id) for s in changed for name in (s.id, s.name, *s.aliases)})
        await self._insert(system_names, [{"folded": folded, "system_id": id_} for folded, id_ in names])
        await self._insert(system_aliases, _numbered(changed, lambda s: ({"alias": alias} for alias in s.aliases)))
        await self._insert(system_bases, _numbered(changed, lambda s: ({"base_id": base} for base in s.bases)))
        await self._insert(facts, _numbered(changed, lambda s: map(fact_row, s.facts)))
        await self._insert(licence_periods, _numbered(changed, lambda s: map(_period_row, s.licence_history)))
        await self._insert(reviews, _numbered(changed, lambda s: map(_review_row, s.reviews)))
        await self._insert(disputes, _numbered(changed, lambda s: map(_dispute_row, s.disputes)))

    async def remove(self, ids: Sequence[str]) -> None:
        """Take systems out with everything recorded about them."""
        await self._remove_parts(ids)
        for batch in _batches(ids):
            await self._connection.execute(delete(systems).where(systems.c.id.in_(batch)))

    async def _remove_parts(self, ids: Sequence[str]) -> None:
        for batch in _batches(ids):
            for table in _PARTS:
                await self._connection.execute(delete(table).where(table.c.system_id.in_(batch)))

    async def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(insert(table), rows)

    async def _load(self, query: Select[Any], ids: list[str] | None) -> tuple[System, ...]:
        if ids == []:
            return ()
        rows = (await self._connection.execute(query)).all()
        licences: dict[str, Licensing] = {}
        parts: dict[str, Mapping[str, Sequence[Any]]]
        parts = {table.name: await self._parts(table, ids, licences) for table in _ORDERED}
        parts["listings"] = await ClaimRecords(self._connection).by_system(ids if ids and len(ids) <= _BATCH else None)
        return tuple(_system(row, {name: by_id.get(row.id, ()) for name, by_id in parts.items()}) for row in rows)

    async def _parts(
        self, table: Table, ids: list[str] | None, licences: dict[str, Licensing]
    ) -> dict[str, Sequence[Any]]:
        query = select(table).order_by(table.c.system_id, table.c.position)
        if ids is not None and len(ids) <= _BATCH:
            query = query.where(table.c.system_id.in_(ids))
        convert = _CONVERTERS[table.name]
        found: defaultdict[str, list[Any]] = defaultdict(list)
        # In portions: a large forum's facts all at once would take more memory than the answers ever do.
        async with self._connection.stream(query.execution_options(yield_per=1000)) as rows:
            async for portion in rows.partitions():
                for row in portion:
                    found[row.system_id].append(convert(row, licences))
        return dict(found)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _numbered(changed: Sequence[System], rows_of: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for system in changed:
        own: Iterable[dict[str, Any]] = rows_of(system)
        rows += [{"system_id": system.id, "position": number, **row} for number, row in enumerate(own)]
    return rows


def _row(system: System) -> dict[str, Any]:
    return {
        "id": system.id,
        "name": system.name,
        "developer": system.developer,
        "kind": system.kind.value,
        "family": system.family,
        "released": system.released,
        "released_source": system.released_source,
        "note": system.note,
        "addresses": list(system.addresses),
        "unrecorded_bases": list(system.unrecorded_bases),
    }


def _period_row(period: LicencePeriod) -> dict[str, Any]:
    return {
        "components": list(period.components),
        "source": period.source,
        "scope": period.scope,
        "from_": period.from_,
        "until": period.until,
        "note": period.note,
        **licence_row(period.licence),
    }


def _review_row(review: Review) -> dict[str, Any]:
    return {
        "by": review.by.value,
        "outcome": review.outcome,
        "date": review.date,
        "source": review.source,
        "definitions": list(review.definitions),
        "note": review.note,
    }


def _dispute_row(dispute: Dispute) -> dict[str, Any]:
    return {
        **fact_row(dispute.claim),
        "reason": dispute.reason,
        "opened_on": dispute.opened_on,
        "opened_by": dispute.opened_by,
        "proposal": dispute.proposal,
    }


def _system(row: Row[Any], parts: Mapping[str, Sequence[Any]]) -> System:
    return System(
        id=row.id,
        name=row.name,
        developer=row.developer,
        kind=Kind(row.kind),
        family=row.family,
        facts=tuple(parts["facts"]),
        aliases=tuple(parts["system_aliases"]),
        bases=tuple(parts["system_bases"]),
        unrecorded_bases=tuple(row.unrecorded_bases),
        released=row.released,
        released_source=row.released_source,
        addresses=tuple(row.addresses),
        note=row.note,
        licence_history=tuple(parts["licence_periods"]),
        reviews=tuple(parts["reviews"]),
        disputes=tuple(parts["disputes"]),
        listings=tuple(parts["listings"]),
    )


def _period(row: Row[Any], licences: dict[str, Licensing]) -> LicencePeriod:
    return LicencePeriod(
        components=tuple(row.components),
        licence=licensing(row, licences),
        source=row.source,
        scope=row.scope,
        from_=row.from_,
        until=row.until,
        note=row.note,
    )


def _review(row: Row[Any], _licences: dict[str, Licensing]) -> Review:
    return Review(Assessor(row.by), row.outcome, row.date, row.source, tuple(row.definitions), row.note)


def _dispute(row: Row[Any], licences: dict[str, Licensing]) -> Dispute:
    return Dispute(fact(row, licences), row.reason, row.opened_on, row.opened_by, row.proposal)


def _alias(row: Row[Any], _licences: dict[str, Licensing]) -> str:
    alias: str = row.alias
    return alias


def _base(row: Row[Any], _licences: dict[str, Licensing]) -> str:
    base: str = row.base_id
    return base


_CONVERTERS: dict[str, Callable[[Row[Any], dict[str, Licensing]], Any]] = {
    "system_aliases": _alias,
    "system_bases": _base,
    "facts": fact,
    "licence_periods": _period,
    "reviews": _review,
    "disputes": _dispute,
}
