"""The library: loaded from the data files into the database, and read from the database for every answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.definitions import BadFiles
from bot.definitions.checking import Folder, digest_of_folder, link_reference, read_folder
from bot.definitions.reading import Document
from bot.domain.clocks import Clock
from bot.domain.definitions import Definition
from bot.domain.histories import FILES, Change, alterations
from bot.domain.libraries import Library, Reference
from bot.domain.merging import Merged, merge
from bot.domain.systems import System
from bot.services.understanding import Vocabulary
from bot.store import Records, Store
from bot.store.library_records import Counts, LibraryState, ReferenceFile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The library at one revision, with the vocabulary that questions about it are read by."""

    state: LibraryState
    library: Library
    vocabulary: Vocabulary
    in_force: Definition


class LibraryService:
    """Loads data files, and gives the library as the database has it now.

    A snapshot is kept between answers and checked against the database's revision each time, so that another process's
    change shows at once; only the systems that changed are read again.

    Args:
        store: The database.
        root: The folder of the data files.
        in_force: The label of the version that answers when none is named; None: the newest stable OSAID.
        clock: Tells the present.
        known: A snapshot of a database that was filled from the same files, and where no version was named; it is used
            as long as nothing was changed there or here, and spares reading all systems.
    """

    def __init__(
        self, store: Store, root: Path, in_force: str | None, clock: Clock, known: Snapshot | None = None
    ) -> None:
        self._store = store
        self._root = root
        self._in_force = in_force
        self._clock = clock
        self._snapshot = known if in_force is None else None
        self._lock = asyncio.Lock()

    async def load(self) -> bool:
        """Bring the database to what the data files say, in one transaction.

        Returns:
            Whether anything differed from what was loaded last.

        Raises:
            BadFiles: Some file is wrong; the database is unchanged.
        """
        async with self._store.read() as records:
            if (await records.library.state()).folder_digest == digest_of_folder(self._root):
                return False
        folder = read_folder(self._root)
        async with self._store.write(alone=True) as records:
            await records.library.lock()
            if (await records.library.state()).folder_digest == folder.digest:
                # Another process has loaded the same files while this one read them.
                return False
            await self._write(records, folder)
        log.info("data files loaded: %s systems", len(folder.library.systems))
        return True

    async def _write(self, records: Records, folder: Folder) -> None:
        now = self._clock()
        # What was imported is not in the files, and stays as it is.
        stored = {system.id: replace(system, listings=()) for system in await records.systems.all()}
        merged = merge(folder.library.systems, stored, await records.file_parts.all(), now)
        revision = await records.library.advance()
        await records.systems.remove(merged.gone)
        await records.systems.put(merged.systems, revision)
        await records.file_parts.replace_all(merged.parts)
        await records.changes.add(_changes(merged, stored, now))
        files = tuple(ReferenceFile(document.file, document.digest, document.tree) for document in folder.reference)
        if merged.gone or sorted(map(_named, files)) != sorted(map(_named, await records.library.reference())):
            await records.library.replace_reference(files, revision)
        await records.library.loaded(folder.digest)
        if clashes := sum(part.clashed_at == now for part in merged.parts):
            log.warning("data files clash with changes made in chat in %s places: see the curators' queue", clashes)

    async def counts(self) -> Counts:
        """How much is stored."""
        async with self._store.read() as records:
            return await records.library.counts()

    async def current(self) -> Snapshot:
        """The library as the database has it now."""
        async with self._store.glance() as records:
            state = await records.library.state()
        kept = self._snapshot
        if kept is not None and kept.state == state:
            return kept
        async with self._lock, self._store.read() as records:
            self._snapshot = await self._refreshed(records, await records.library.state())
            return self._snapshot

    async def _refreshed(self, records: Records, state: LibraryState) -> Snapshot:
        kept = self._snapshot
        if kept is not None and kept.state == state:
            return kept
        if (
            kept is None
            or kept.state.revision >= state.revision
            or kept.state.reference_revision != state.reference_revision
        ):
            return self._whole(state, await self._reference(records), await records.systems.all())
        changed = {system.id: system for system in await records.systems.changed_since(kept.state.revision)}
        vocabulary = kept.vocabulary
        for system in changed.values():
            vocabulary = vocabulary.replacing(system)
        return replace(kept, state=state, library=kept.library.with_systems(changed), vocabulary=vocabulary)

    async def _reference(self, records: Records) -> Reference:
        documents = [Document.of_tree(file.name, file.tree) for file in await records.library.reference()]
        reference = link_reference(documents)
        if problems := [problem for document in documents for problem in document.problems]:
            raise BadFiles(problems)
        return reference

    def _whole(self, state: LibraryState, reference: Reference, systems: tuple[System, ...]) -> Snapshot:
        titles = [(label, definition.title) for label, definition in reference.definitions.items()]
        vocabulary = Vocabulary.build(systems, titles, reference.licences.values(), reference.components.values())
        library = Library(reference, {system.id: system for system in systems})
        chosen = reference.definition(self._in_force) if self._in_force else reference.newest_stable()
        return Snapshot(state, library, vocabulary, chosen)


def _changes(merged: Merged, stored: Mapping[str, System], now: datetime) -> Iterator[Change]:
    """What a load changes, for the history."""
    after = {system.id: system for system in merged.systems}
    for id_ in (*after, *merged.gone):
        found = alterations(stored.get(id_), after.get(id_))
        yield Change(0, id_, now, FILES, None, f"systems/{id_}.yaml", found)


def _named(file: ReferenceFile) -> tuple[str, str]:
    return file.name, file.digest
