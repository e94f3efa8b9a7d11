"""Versions of definitions as everybody may see them: what they ask, the files they stand in, what came before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.adoptions import TimeInForce
from bot.domain.comparisons import RowDifference, rows_changed
from bot.domain.decisions.decisions import DecisionStatus
from bot.domain.definitions import Definition
from bot.domain.drafts import file_of
from bot.services.libraries import LibraryService
from bot.services.published.standings import predecessors
from bot.services.published.systems import PublishedSystems
from bot.store import Store


@dataclass(frozen=True, slots=True)
class PublishedDefinition:
    """A version.

    ``file`` is what its file is called, ``digest`` the file's sha256; ``content`` is the file itself, None where this
    machine does not have the one with that digest. ``times`` are when it was, is or will be in force. ``before`` is the
    version before, of the same definition; ``rows`` are the rows that differ from it, ``after`` the version that came
    next; each None or empty where there is none. ``polls`` are those that asked about it, ``decisions`` those that say
    that they bear on it.
    """

    definition: Definition
    file: str
    digest: str
    content: bytes | None
    times: tuple[TimeInForce, ...] = ()
    before: Definition | None = None
    after: Definition | None = None
    rows: tuple[RowDifference, ...] = ()
    polls: tuple[PollAbout, ...] = ()
    decisions: tuple[DecisionAbout, ...] = ()


@dataclass(frozen=True, slots=True)
class PollAbout:
    """A poll that asks about the rows of a version: its number, and its question."""

    number: str
    question: str


@dataclass(frozen=True, slots=True)
class DecisionAbout:
    """A decision that bears on a version: its number, title, and how it stands."""

    number: str
    title: str
    status: DecisionStatus


class PublishedDefinitionService:
    """Reads versions for the public record."""

    def __init__(self, store: Store, library: LibraryService) -> None:
        self._store = store
        self._library = library

    async def all(self, systems: PublishedSystems) -> tuple[PublishedDefinition, ...]:
        """Every version, by family and date, at the moment of which the systems are."""
        before = predecessors(systems.library.reference)
        after = {earlier.label: systems.library.reference.definitions[label]
                 for label, earlier in before.items() if earlier}  # fmt: skip
        polls, decisions = await self._polls(), await self._decisions()
        return tuple(
            [
                replace(
                    await self._one(found, before[found.label], after, systems),
                    polls=polls.get(found.label, ()),
                    decisions=decisions.get(found.label, ()),
                )
                for found in systems.definitions
            ]
        )

    async def _polls(self) -> Mapping[str, tuple[PollAbout, ...]]:
        """The polls that were ever opened, by the version that they ask about."""
        async with self._store.read() as records:
            polls = await records.public_polls.all()
        found: defaultdict[str, list[PollAbout]] = defaultdict(list)
        for poll in polls:
            found[poll.charter.definition].append(PollAbout(poll.number, poll.charter.question))
        return {label: tuple(several) for label, several in found.items()}

    async def _decisions(self) -> Mapping[str, tuple[DecisionAbout, ...]]:
        """The decisions that say on which version they bear, by that version."""
        async with self._store.read() as records:
            decisions = await records.public.decisions()
        found: defaultdict[str, list[DecisionAbout]] = defaultdict(list)
        for one in decisions:
            for label in dict.fromkeys(each.definition for each in one.text.affects):
                found[label].append(DecisionAbout(one.number, one.text.title, one.status))
        return {label: tuple(several) for label, several in found.items()}

    async def _one(
        self,
        definition: Definition,
        before: Definition | None,
        after: Mapping[str, Definition],
        systems: PublishedSystems,
    ) -> PublishedDefinition:
        name = file_of(definition.label)
        digest = systems.files.get(name, "")
        content = await self._content(name, digest)
        rows = rows_changed(before, definition) if before is not None else ()
        times = tuple(one for one in systems.snapshot.times if one.definition == definition.label)
        return PublishedDefinition(definition, name, digest, content, times, before, after.get(definition.label), rows)

    async def _content(self, name: str, digest: str) -> bytes | None:
        """The file that has this digest: as it lies here, or as the draft that was adopted."""
        content = await self._library.file(name)
        if content is not None and hashlib.sha256(content).hexdigest() == digest:
            return content
        async with self._store.read() as records:
            draft = await records.definition_drafts.find(digest)
        return draft.content if draft is not None else None
