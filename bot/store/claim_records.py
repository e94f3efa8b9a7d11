"""What was imported from other projects: their entries, and what each claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.licences import Licensing
from bot.domain.systems import Assessor, Entry, Fact, Listing, Matched
from bot.store.fact_rows import fact, fact_row
from bot.store.tables import claims, imported_entries, systems

# Two variables a key: below SQLite's limit of variables in one statement.
_BATCH = 400


class ClaimRecords:
    """Imported entries, whole: what is read and written is a `Listing` with everything in it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, projects: Collection[Assessor]) -> tuple[Listing, ...]:
        """Every entry of some projects, by project and file."""
        return await self._load(imported_entries.c.project.in_([project.value for project in projects]))

    async def find(self, project: Assessor, file: str) -> Listing | None:
        """One entry; None where nothing of that file was imported."""
        chosen = (imported_entries.c.project == project.value) & (imported_entries.c.file == file)
        return next(iter(await self._load(chosen)), None)

    async def by_system(self, ids: Sequence[str] | None) -> Mapping[str, tuple[Listing, ...]]:
        """The entries that are tied to systems: to these, or to any."""
        chosen = imported_entries.c.system_id.is_not(None) if ids is None else imported_entries.c.system_id.in_(ids)
        found: defaultdict[str, tuple[Listing, ...]] = defaultdict(tuple)
        for listing in await self._load(chosen):
            found[str(listing.system)] += (listing,)
        return found

    async def put(self, changed: Sequence[Listing], revision: int) -> None:
        """Store entries, each in the place of that of its file, and mark the systems that it speaks or spoke of.

        Args:
            changed: At most one for a project and file; the systems they are tied to are stored.
            revision: The library's, counted for this change.
        """
        for start in range(0, len(changed), _BATCH):
            batch = changed[start : start + _BATCH]
            keys = tuple_(imported_entries.c.project, imported_entries.c.file).in_([_key(one) for one in batch])
            before = (await self._connection.execute(select(imported_entries.c.system_id).where(keys))).scalars()
            await self._mark({*before, *(listing.system for listing in batch)} - {None}, revision)
            await self._connection.execute(delete(imported_entries).where(keys))
            await self._connection.execute(insert(imported_entries), [_row(listing) for listing in batch])
            rows = [row for listing in batch for row in _claim_rows(listing.entry)]
            if rows:
                await self._connection.execute(insert(claims), rows)

    async def _mark(self, ids: set[str | None], revision: int) -> None:
        if ids:
            await self._connection.execute(
                update(systems).where(systems.c.id.in_(sorted(map(str, ids)))).values(changed_in=revision)
            )

    async def _load(self, chosen: Any) -> tuple[Listing, ...]:
        order = (imported_entries.c.project, imported_entries.c.file)
        rows = (await self._connection.execute(select(imported_entries).where(chosen).order_by(*order))).all()
        if not rows:
            return ()
        joined = (imported_entries.c.project == claims.c.project) & (imported_entries.c.file == claims.c.file)
        query = select(claims).join(imported_entries, joined).where(chosen)
        said: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        licences: dict[str, Licensing] = {}
        for row in await self._connection.execute(query.order_by(*order, claims.c.position)):
            said[row.project, row.file].append(fact(row, licences))
        return tuple(_listing(row, tuple(said[row.project, row.file])) for row in rows)


def _key(listing: Listing) -> tuple[str, str]:
    return listing.entry.project.value, listing.entry.file


def _row(listing: Listing) -> dict[str, Any]:
    entry = listing.entry
    return {
        "project": entry.project.value,
        "file": entry.file,
        "name": entry.name,
        "model": entry.model,
        "url": entry.url,
        "outcome": entry.outcome,
        "folder": listing.folder,
        "system_id": listing.system,
        "matched": listing.matched.value if listing.matched else None,
        "imported_at": listing.imported_at,
        "vanished_at": listing.vanished_at,
    }


def _claim_rows(entry: Entry) -> list[dict[str, Any]]:
    key = {"project": entry.project.value, "file": entry.file}
    return [key | {"position": number} | fact_row(claim) for number, claim in enumerate(entry.claims)]


def _listing(row: Row[Any], said: tuple[Fact, ...]) -> Listing:
    entry = Entry(Assessor(row.project), row.file, row.name, row.url, said, row.outcome, row.model)
    matched = Matched(row.matched) if row.matched else None
    moments: tuple[datetime, datetime | None] = (row.imported_at, row.vanished_at)
    return Listing(entry, moments[0], row.system_id, matched, row.folder, moments[1])
