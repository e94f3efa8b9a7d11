"""The state of the library, and the reference files it was loaded from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.inserting import insert_new
from bot.store.tables import facts, library_state, reference_files, systems


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Where the library stands.

    ``revision`` grows with every change of a system or of the reference, ``reference_revision`` is the one at which the
    reference changed last, ``folder_digest`` the digest of the folder loaded last (None before the first load).
    """

    revision: int
    reference_revision: int
    folder_digest: str | None


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A definition or vocabulary file as it was loaded: its name in the folder, its sha256, its tree."""

    name: str
    digest: str
    tree: Any


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is stored."""

    systems: int
    facts: int
    definitions: int


class LibraryRecords:
    """State and reference."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def state(self) -> LibraryState:
        """Where the library stands now."""
        query = select(
            library_state.c.revision, library_state.c.reference_revision, library_state.c.folder_digest
        ).where(library_state.c.id == 1)
        row = (await self._connection.execute(query)).one_or_none()
        return LibraryState(0, 0, None) if row is None else LibraryState(*row)

    async def lock(self) -> None:
        """Wait until no other process loads; held until the transaction ends. SQLite's write lock does it already."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(text("SELECT pg_advisory_xact_lock(7265001)"))

    async def advance(self) -> int:
        """Count a change; returns the new revision, to be stored with what changed."""
        done = await self._connection.execute(
            update(library_state).where(library_state.c.id == 1).values(revision=library_state.c.revision + 1)
        )
        if done.rowcount == 0:
            await self._connection.execute(insert(library_state).values(id=1, revision=1, reference_revision=0))
        return (await self.state()).revision

    async def loaded(self, folder_digest: str) -> None:
        """Note which folder was loaded."""
        await self._connection.execute(
            update(library_state).where(library_state.c.id == 1).values(folder_digest=folder_digest)
        )

    async def reference(self) -> tuple[ReferenceFile, ...]:
        """Every reference file, vocabulary first, then versions by name."""
        query = select(reference_files.c.name, reference_files.c.digest, reference_files.c.tree)
        rows = (await self._connection.execute(query)).all()
        files = [ReferenceFile(*row) for row in rows]
        return tuple(sorted(files, key=lambda file: ("/" not in file.name, file.name)))

    async def versions(self) -> tuple[ReferenceFile, ...]:
        """The files of the versions alone, by name."""
        query = select(reference_files.c.name, reference_files.c.digest, reference_files.c.tree)
        rows = (await self._connection.execute(query.where(reference_files.c.name.not_like("%/%")))).all()
        return tuple(sorted((ReferenceFile(*row) for row in rows), key=lambda file: file.name))

    async def digests(self) -> dict[str, str]:
        """The sha256 of every reference file by its name."""
        query = select(reference_files.c.name, reference_files.c.digest).order_by(reference_files.c.name)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def replace_reference(self, files: Sequence[ReferenceFile], revision: int) -> None:
        """Put these files in the place of all stored ones."""
        await self._connection.execute(delete(reference_files))
        values = [{"name": file.name, "digest": file.digest, "tree": file.tree} for file in files]
        await self._connection.execute(insert(reference_files), values)
        await self.reference_changed(revision)

    async def add_reference(self, file: ReferenceFile) -> bool:
        """Keep a file beside the stored ones; False if one of its name is there."""
        return await insert_new(
            self._connection, reference_files, name=file.name, digest=file.digest, tree=file.tree
        )  # fmt: skip

    async def reference_changed(self, revision: int) -> None:
        """Note that the reference, or which version of it is in force, is another since a revision."""
        await self._connection.execute(
            update(library_state).where(library_state.c.id == 1).values(reference_revision=revision)
        )

    async def counts(self) -> Counts:
        """How many systems, facts and versions are stored."""
        numbers = []
        for query in (
            select(func.count()).select_from(systems),
            select(func.count()).select_from(facts),
            select(func.count()).select_from(reference_files).where(reference_files.c.name.not_like("%/%")),
        ):
            numbers.append((await self._connection.execute(query)).scalar_one())
        return Counts(*numbers)
