"""Systems: one, all, or side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment
from bot.domain.clocks import Clock
from bot.domain.definitions import Definition
from bot.domain.names import fold
from bot.domain.refusals import Refusal
from bot.domain.verdicts import VerdictRow, verdict_rows
from bot.services.answers import about, listing
from bot.services.libraries import LibraryService, Snapshot
from bot.services.naming import resolve
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Comparison:
    """Systems side by side under one version, in the order asked for."""

    definition: Definition
    systems: tuple[SystemAnswer, ...]


class SystemService:
    """Shows what is recorded about systems."""

    def __init__(self, library: LibraryService, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    async def show(self, name: str, definition: str | None = None) -> SystemAnswer:
        """One system under a version.

        Raises:
            Unknown: No system, or no version, is called so.
        """
        snapshot = await self._library.current()
        version = _version(snapshot, definition)
        assessment = snapshot.library.assess(resolve(name, snapshot), version)
        return about(assessment, snapshot, history=True, today=self._clock().date())

    async def compare(self, names: list[str], definition: str | None = None) -> Comparison:
        """Systems side by side.

        Raises:
            Unknown: A name is not known.
            Refusal: Twice the same system.
        """
        snapshot = await self._library.current()
        version = _version(snapshot, definition)
        ids = [resolve(name, snapshot) for name in names]
        if len(set(ids)) != len(ids):
            raise Refusal(_("Name two different systems to compare."))
        return Comparison(version, tuple(about(snapshot.library.assess(id_, version), snapshot) for id_ in ids))

    async def all(
        self, definition: str | None = None, developer: str | None = None
    ) -> tuple[Definition, tuple[Assessment, ...]]:
        """All systems under a version, or those of one developer, by name."""
        snapshot = await self._library.current()
        version = _version(snapshot, definition)
        return version, await asyncio.to_thread(listing, snapshot, version, developer)

    async def verdicts(self, definition: str | None = None) -> tuple[VerdictRow, ...]:
        """The verdicts on all systems under one version, or under all: by version, then by id.

        Raises:
            Unknown: No version is called so.
        """
        snapshot = await self._library.current()
        reference = snapshot.library.reference
        versions = [reference.definition(definition)] if definition else list(reference.definitions.values())
        return await asyncio.to_thread(lambda: tuple(verdict_rows(snapshot.library, versions)))

    async def count(self) -> int:
        """How many systems are recorded."""
        return len((await self._library.current()).library.systems)

    async def rules(self) -> Mapping[str, str]:
        """The rules that hold for every version, by name."""
        return (await self._library.current()).library.reference.rules

    async def component_names(self) -> Mapping[str, str]:
        """What each component is called, by its id."""
        components = (await self._library.current()).library.reference.components
        return {id_: component.name for id_, component in components.items()}

    async def suggest(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Names and ids of systems that fit what has been typed so far, those that begin so first."""
        snapshot = await self._library.current()
        wanted = fold(typed)
        ranked = []
        for system in snapshot.library.systems.values():
            names = [fold(name) for name in (system.name, system.id, *system.aliases)]
            if any(name.startswith(wanted) for name in names):
                ranked.append((0, system.name.casefold(), system))
            elif any(wanted in name for name in names):
                ranked.append((1, system.name.casefold(), system))
        ranked.sort(key=lambda entry: entry[:2])
        return [(system.name, system.id) for _rank, _name, system in ranked[:limit]]


def _version(snapshot: Snapshot, name: str | None) -> Definition:
    return snapshot.library.reference.definition(name) if name else snapshot.in_force
