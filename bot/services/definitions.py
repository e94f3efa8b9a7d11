"""Versions of definitions: one, all, or what lies between two."""

from __future__ import annotations

import asyncio

from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.domain.answers import VersionDifference
from bot.domain.definitions import Definition
from bot.domain.impacts import Impact, impact_on
from bot.domain.libraries import Library
from bot.domain.names import fold
from bot.services.answers import difference
from bot.services.libraries import LibraryService


class DefinitionService:
    """Shows definitions."""

    def __init__(self, library: LibraryService) -> None:
        self._library = library

    async def show(self, name: str | None = None) -> Definition:
        """One version; the one in force if none is named.

        Raises:
            Unknown: No version is called so.
        """
        snapshot = await self._library.current()
        return snapshot.library.reference.definition(name) if name else snapshot.in_force

    async def all(self) -> tuple[Definition, ...]:
        """All versions, by family and date."""
        return tuple((await self._library.current()).library.reference.definitions.values())

    async def diff(self, before: str, after: str) -> VersionDifference:
        """What lies between two versions, for their rows and for every system.

        Raises:
            Unknown: A version is not known.
        """
        snapshot = await self._library.current()
        reference = snapshot.library.reference
        versions = (reference.definition(before), reference.definition(after))
        return await asyncio.to_thread(difference, *versions, snapshot)

    async def impact(self, name: str, content: bytes, against: str | None = None) -> Impact:
        """What a draft would change for every system.

        Args:
            name: What the draft's file is called, for the problems in it.
            content: What the file holds.
            against: The version to compare with; the one in force if none is named.

        Raises:
            Unknown: No version is called so.
            BadFiles: The draft is wrong; the message names every problem with its line.
        """
        snapshot = await self._library.current()
        before = snapshot.library.reference.definition(against) if against else snapshot.in_force
        return await asyncio.to_thread(_impact, name, content, before, snapshot.library)

    async def impact_of(self, draft: Definition, against: str | None = None) -> Impact:
        """What a draft that has no file yet would change for every system.

        Args:
            draft: Made with the components and terms that there are.
            against: The version to compare with; the one in force if none is named.

        Raises:
            Unknown: No version is called so.
        """
        snapshot = await self._library.current()
        before = snapshot.library.reference.definition(against) if against else snapshot.in_force
        return await asyncio.to_thread(impact_on, snapshot.library, before, draft)

    async def suggest(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Labels that fit what has been typed so far, newest first within a family."""
        wanted = fold(typed)
        versions = [version for version in await self.all() if wanted in fold(version.label)]
        return [(f"{version.label} ({version.status.value})", version.label) for version in versions[:limit]]


def _impact(name: str, content: bytes, before: Definition, library: Library) -> Impact:
    draft = read_draft(Document.of_bytes(name, content), library.reference)
    return impact_on(library, before, draft)
