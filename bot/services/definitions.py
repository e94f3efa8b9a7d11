"""Versions of definitions: one, all, or what lies between two."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.domain.adoptions import TimeInForce
from bot.domain.answers import VersionDifference
from bot.domain.definitions import Definition
from bot.domain.drafts import DraftDefinition
from bot.domain.impacts import Impact, impact_on
from bot.domain.libraries import Library, Reference
from bot.domain.names import fold
from bot.services.answers import difference
from bot.services.libraries import LibraryService
from bot.store import Store

# So many letters of a SHA-256 tell a draft from others of its label, at the least.
_DIGEST_LETTERS = 6


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as it stands.

    ``times`` are when it was, is or will be in force, ``holding`` what is in force now. ``draft`` is where its text
    comes from, if nobody has adopted it and no file holds it.
    """

    definition: Definition
    times: tuple[TimeInForce, ...]
    holding: TimeInForce
    draft: DraftDefinition | None = None


@dataclass(frozen=True, slots=True)
class VersionList:
    """All versions, when each was, is or will be in force, and the drafts that nobody has adopted."""

    definitions: tuple[Definition, ...]
    times: tuple[TimeInForce, ...]
    holding: TimeInForce
    drafts: tuple[DraftDefinition, ...] = ()


class DefinitionService:
    """Shows definitions."""

    def __init__(self, store: Store, library: LibraryService) -> None:
        self._store = store
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

    async def view(self, name: str | None = None) -> VersionView:
        """One version as it stands; the one in force if none is named. Drafts that are kept have names, too.

        Raises:
            Unknown: No version and no draft is called so.
        """
        snapshot = await self._library.current()
        draft, definition = await self._draft(name, snapshot.library.reference) if name else (None, None)
        if definition is None:
            definition = snapshot.library.reference.definition(name) if name else snapshot.in_force
        times = tuple(one for one in snapshot.times if one.definition == definition.label)
        return VersionView(definition, times, snapshot.holding, draft)

    async def listing(self) -> VersionList:
        """All versions and drafts, with which of them is, was or will be in force."""
        snapshot = await self._library.current()
        definitions = snapshot.library.reference.definitions
        drafts = tuple(one for one in await self._drafts() if one.definition not in definitions)
        return VersionList(tuple(definitions.values()), snapshot.times, snapshot.holding, drafts)

    async def _drafts(self) -> tuple[DraftDefinition, ...]:
        async with self._store.read() as records:
            return await records.definition_drafts.all()

    async def _draft(
        self, name: str, reference: Reference
    ) -> tuple[DraftDefinition, Definition] | tuple[None, None]:  # fmt: skip
        """The last draft that is called so, if no version is; the beginning of its SHA-256 behind it tells which."""
        wanted = fold(name)
        label, _blank, digest = name.strip().rpartition(" ")
        if any(fold(label) == wanted for label in reference.definitions):
            return None, None
        drafts = await self._drafts()
        found = [one for one in drafts if wanted in (fold(one.definition), one.digest)]
        if not found and len(digest) >= _DIGEST_LETTERS:
            found = [one for one in drafts
                     if fold(one.definition) == fold(label) and one.digest.startswith(digest.lower())]  # fmt: skip
        if not found:
            return None, None
        document = Document.of_bytes(found[-1].file, found[-1].content)
        return found[-1], await asyncio.to_thread(read_draft, document, reference)

    async def diff(self, before: str, after: str) -> VersionDifference:
        """What lies between two versions, or drafts of them, for their rows and for every system.

        Raises:
            Unknown: A version is not known.
        """
        snapshot = await self._library.current()
        reference = snapshot.library.reference
        versions = [await self._called(name, reference) for name in (before, after)]
        return await asyncio.to_thread(difference, versions[0], versions[1], snapshot)

    async def _called(self, name: str, reference: Reference) -> Definition:
        """The version, or else the last draft, that is called so."""
        return (await self._draft(name, reference))[1] or reference.definition(name)

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
