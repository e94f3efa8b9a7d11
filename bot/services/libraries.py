"""The library: loaded from the data files into the database, and read from the database for every answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.definitions import BadFiles, Problem
from bot.definitions.checking import Folder, digest_of_folder, link_reference, published, read_draft, read_folder
from bot.definitions.reading import Document
from bot.domain.adoptions import Adopted, TimeInForce, time_at, times_in_force
from bot.domain.clocks import Clock
from bot.domain.definitions import Definition, DefinitionStatus
from bot.domain.drafts import file_of
from bot.domain.histories import FILES, Change, alterations
from bot.domain.libraries import Library, Reference
from bot.domain.merging import Merged, merge
from bot.domain.refusals import Refusal
from bot.domain.systems import System
from bot.services.understanding import Vocabulary
from bot.store import Records, Store
from bot.store.library_records import Counts, LibraryState, ReferenceFile
from bot.texts import _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The library at one revision, with the vocabulary that questions about it are read by.

    ``times`` are which version was, is and will be in force, one after the other; ``holding`` is the one of them that
    the snapshot was taken in, and ``in_force`` its version.
    """

    state: LibraryState
    library: Library
    vocabulary: Vocabulary
    in_force: Definition
    times: tuple[TimeInForce, ...]
    holding: TimeInForce

    def time_at(self, day: date) -> TimeInForce:
        """What was in force at the end of a day."""
        return time_at(self.times, datetime.combine(day, time.max, UTC))

    def definition(self, held: TimeInForce) -> Definition:
        """The version of a time."""
        return self.library.reference.definition(held.definition)


class LibraryService:
    """Loads data files, and gives the library as the database has it now.

    A snapshot is kept between answers and checked against the database's revision each time, so that another process's
    change shows at once; only the systems that changed are read again.

    Args:
        store: The database.
        root: The folder of the data files.
        in_force: The label of the version that answers when none is named and no decision adopted one; None: the newest
            stable OSAID.
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
        documents = (*folder.reference, *await _adopted_beside(records, folder))
        files = tuple(ReferenceFile(document.file, document.digest, document.tree) for document in documents)
        if merged.gone or sorted(map(_named, files)) != sorted(map(_named, await records.library.reference())):
            await records.library.replace_reference(files, revision)
        await records.library.loaded(folder.digest)
        if clashes := sum(part.clashed_at == now for part in merged.parts):
            log.warning("data files clash with changes made in chat in %s places: see the curators' queue", clashes)

    async def file(self, name: str) -> bytes | None:
        """What a file of the folder holds as it stands on disk now; None if there is none."""
        try:
            return await asyncio.to_thread((self._root / name).read_bytes)
        except FileNotFoundError:
            return None

    async def counts(self) -> Counts:
        """How much is stored."""
        async with self._store.read() as records:
            return await records.library.counts()

    async def current(self) -> Snapshot:
        """The library as the database has it now."""
        async with self._store.glance() as records:
            state = await records.library.state()
        kept = self._snapshot
        if kept is None or kept.state != state:
            async with self._lock, self._store.read() as records:
                kept = await self._refreshed(records, await records.library.state())
        self._snapshot = self._timed(kept)
        return self._snapshot

    def _timed(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot with what is in force at this moment."""
        holding = time_at(snapshot.times, self._clock())
        if holding == snapshot.holding:
            return snapshot
        return replace(snapshot, holding=holding, in_force=snapshot.definition(holding))

    async def _refreshed(self, records: Records, state: LibraryState) -> Snapshot:
        kept = self._snapshot
        if kept is not None and kept.state == state:
            return kept
        if (
            kept is None
            or kept.state.revision >= state.revision
            or kept.state.reference_revision != state.reference_revision
        ):
            adopted = await records.decision_adoptions.accepted()
            return self._whole(state, await self._reference(records), await records.systems.all(), adopted)
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

    def _whole(
        self, state: LibraryState, reference: Reference, systems: tuple[System, ...], adopted: Sequence[Adopted]
    ) -> Snapshot:
        titles = [(label, definition.title) for label, definition in reference.definitions.items()]
        vocabulary = Vocabulary.build(systems, titles, reference.licences.values(), reference.components.values())
        library = Library(reference, {system.id: system for system in systems})
        times = times_in_force(self._start(reference, adopted).label, adopted)
        holding = time_at(times, self._clock())
        return Snapshot(state, library, vocabulary, reference.definition(holding.definition), times, holding)

    def _start(self, reference: Reference, adopted: Sequence[Adopted]) -> Definition:
        """The version that is in force where no decision adopted one.

        Raises:
            Refusal: The configuration names a draft of the forum's own, that nobody decided about.
        """
        if self._in_force is None:
            return reference.newest_stable()
        named = reference.definition(self._in_force)
        decided = {one.adoption.definition for one in adopted} | published(self._root)
        if named.status is DefinitionStatus.DRAFT and named.label not in decided:
            text = _("{label} is a draft that no decision has adopted, so it cannot be in force: name a version that "
                     "is published as definition_in_force, and adopt the draft by /decision log.")  # fmt: skip
            raise Refusal(text.format(label=named.label))
        return named


async def _adopted_beside(records: Records, folder: Folder) -> list[Document]:
    """The texts that decisions adopted, and that stand in no file of a folder.

    Raises:
        BadFiles: A file holds another text than the one that was adopted under its name, or an adopted text asks for
            what the vocabulary does not have any more.
    """
    found, problems = {}, []
    on_disk = {document.file: document.digest for document in folder.reference}
    for one in await records.decision_adoptions.accepted():
        file, digest = file_of(one.adoption.definition), one.adoption.digest
        if file not in on_disk:
            draft = await records.definition_drafts.find(digest)
            assert draft is not None  # noqa: S101 - a decision adopts what is kept
            found[file] = Document.of_bytes(file, draft.content)
        elif on_disk[file] != digest:
            text = (
                "expected the text that decision {} adopted (SHA-256 {}); undo the change and add a new version instead"
            )
            problems.append(Problem(file, 0, "", text.format(one.decision, digest)))
    for document in found.values():
        try:
            read_draft(document, folder.library.reference)
        except BadFiles as error:
            problems += error.problems
    if problems:
        raise BadFiles(problems)
    return list(found.values())


def _changes(merged: Merged, stored: Mapping[str, System], now: datetime) -> Iterator[Change]:
    """What a load changes, for the history."""
    after = {system.id: system for system in merged.systems}
    for id_ in (*after, *merged.gone):
        found = alterations(stored.get(id_), after.get(id_))
        yield Change(0, id_, now, FILES, None, f"systems/{id_}.yaml", found)


def _named(file: ReferenceFile) -> tuple[str, str]:
    return file.name, file.digest
