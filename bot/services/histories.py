"""The history of what was recorded, and the record as it stood on a day."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.assessments import Assessment
from bot.domain.histories import WHOLE, Change, undone
from bot.domain.libraries import Library
from bot.domain.refusals import Refusal
from bot.domain.systems import System
from bot.domain.written import part_of_a_day
from bot.services.libraries import LibraryService, Snapshot
from bot.services.naming import resolve
from bot.store import Store
from bot.texts import _


@dataclass(frozen=True, slots=True)
class SystemHistory:
    """Everything that changed in what is recorded of a system, the latest first; ``names`` are of systems by id."""

    system: System
    changes: tuple[Change, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedThen:
    """A system as the record had it at the end of a day.

    ``system`` is None where it was not recorded yet. ``assessments`` are by today's versions, one each; ``now`` are
    those by what is recorded now, in the same order.
    """

    name: str
    day: date
    system: System | None
    assessments: tuple[Assessment, ...] = ()
    now: tuple[Assessment, ...] = ()


class HistoryService:
    """Reads the history."""

    def __init__(self, store: Store, library: LibraryService) -> None:
        self._store = store
        self._library = library

    async def of(self, name: str) -> SystemHistory:
        """All changes of a system.

        Raises:
            Unknown: No system is called so.
        """
        snapshot = await self._library.current()
        system = snapshot.library.systems[resolve(name, snapshot)]
        async with self._store.read() as records:
            changes = await records.changes.of(system.id)
        ids = {turn.system for change in changes for turn in change.turns}
        systems = snapshot.library.systems
        return SystemHistory(system, changes, {id_: systems[id_].name for id_ in ids if id_ in systems})

    async def recorded_on(self, name: str, day: str) -> RecordedThen:
        """A system as the record had it at the end of a day, and the verdicts by what was recorded then.

        Args:
            name: The system, as it is called now.
            day: A date as far as it is known; of a month or a year the last day counts.

        Raises:
            Unknown: No system is called so.
            Unfit: ``day`` is no date.
        """
        snapshot = await self._library.current()
        id_ = resolve(name, snapshot)
        wanted = last_day(part_of_a_day(day) or "")
        await self._check_noted(id_, wanted)
        library = await self.library_at(snapshot, wanted, id_)
        called = snapshot.library.systems[id_].name
        if id_ not in library.systems:
            return RecordedThen(called, wanted, None)
        versions = snapshot.library.reference.definitions.values()
        then, now = await asyncio.to_thread(
            lambda: tuple(tuple(each.assess(id_, v) for v in versions) for each in (library, snapshot.library))
        )
        return RecordedThen(called, wanted, library.systems[id_], then, now)

    async def _check_noted(self, id_: str, day: date) -> None:
        """Refuse a day before changes were noted, of a system that was recorded earlier still."""
        async with self._store.read() as records:
            changes = await records.changes.of(id_)
            began = await records.changes.began()
        recorded_first = any(alteration.part == WHOLE for change in changes[-1:] for alteration in change.alterations)
        if not recorded_first and (began is None or day < began.date()):
            since = f"{began.date()}" if began else _("no day yet")
            message = _("Changes are noted since {since}; how the record stood before that is not known.")
            raise Refusal(message.format(since=since))

    async def library_at(self, snapshot: Snapshot, day: date, id_: str) -> Library:
        """The library with one system, and what it was made from, as the record had them at the end of a day.

        What was not recorded then is left out.
        """
        moment = datetime.combine(day, time.max, UTC)
        changed: dict[str, System] = {}
        gone: set[str] = set()
        waiting = [id_]
        async with self._store.read() as records:
            touched = await records.changes.touched_since(moment)
            while waiting:
                current = waiting.pop()
                if current in changed or current in gone:
                    continue
                system = snapshot.library.systems.get(current)
                if current in touched:
                    system = undone(system, await records.changes.of(current, after=moment))
                if system is None:
                    gone.add(current)
                    continue
                changed[current] = system
                waiting += system.bases
        return snapshot.library.with_systems(changed, frozenset(gone))


def last_day(partial: str) -> date:
    """The last day of a year, a month or a day.

    Raises:
        Refusal: There is no such day.
    """
    try:
        year, *rest = (int(part) for part in partial.split("-"))
        if len(rest) == 2:
            return date(year, rest[0], rest[1])
        after = date(year + 1, 1, 1) if not rest or rest[0] == 12 else date(year, rest[0] + 1, 1)
        return after - timedelta(days=1)
    except ValueError as error:
        raise Refusal(_("“{day}” is no day; write it like 2026-05-31.").format(day=partial[:40])) from error
