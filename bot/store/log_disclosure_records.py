"""What leaves stand for: sealed, published, or destroyed; and what is still to be said of what was destroyed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, insert, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.logs.auditing import CELLS
from bot.domain.logs.leaves import about
from bot.domain.logs.telling.polls import CHARTER
from bot.store.log_records import batches
from bot.store.log_state_records import LogStateRecords
from bot.store.log_tables import log_disclosures, log_leaves, log_redactions
from bot.store.sequence_records import SequenceRecords

# So many digests fit into one leaf, with room to spare.
_IN_ONE_LEAF = 1_000


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that a leaf stands for, with the bytes as which it is published; None once it is destroyed."""

    digest: str
    leaf: int
    name: str
    content: bytes | None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was destroyed of one thing, or of one leaf, by the digests that stay; ``reason`` is one word."""

    id: str
    about: str
    at: datetime
    reason: str
    digests: tuple[str, ...]


class LogDisclosureRecords:
    """Disclosures, and what is to become of their files."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, several: Sequence[Kept]) -> None:
        """Keep what leaves stand for; what is not sealed is published next."""
        rows = [
            {
                "digest": one.digest,
                "leaf": one.leaf,
                "name": one.name,
                "content": one.content.decode() if one.content else None,
                "sealed": one.sealed,
                "filed": False,
                "pending": not one.sealed and one.content is not None,
            }
            for one in several
        ]
        if rows:
            await self._connection.execute(insert(log_disclosures), rows)

    async def of(self, leaf_id: str) -> tuple[Kept, ...]:
        """What a leaf stands for, in the order in which its digests are published."""
        query = select(log_disclosures).join(log_leaves).where(log_leaves.c.id == leaf_id)
        rows = (await self._connection.execute(query.order_by(log_disclosures.c.digest))).all()
        return tuple(
            Kept(row.digest, row.leaf, row.name, row.content.encode() if row.content else None, row.sealed)
            for row in rows
        )

    async def unseal(self, thing: str) -> None:
        """Open everything that is sealed about a thing; what is left of it is published next."""
        here = log_disclosures.c
        chosen = and_(here.sealed, here.leaf.in_(select(log_leaves.c.seq).where(log_leaves.c.about == thing)))
        opened = {"sealed": False, "pending": here.content.is_not(None)}
        await self._connection.execute(update(log_disclosures).where(chosen).values(opened))

    async def destroy(self, leaf_ids: Collection[str], names: Collection[str] = ()) -> None:
        """Destroy what leaves stand for whose place others have taken, all or what has these names.

        Nothing has to be said about it in the log.
        """
        for batch in batches(leaf_ids):
            leaves = select(log_leaves.c.seq).where(log_leaves.c.id.in_(batch))
            there = and_(log_disclosures.c.leaf.in_(leaves), log_disclosures.c.content.is_not(None))
            there = and_(there, log_disclosures.c.name.in_(names)) if names else there
            gone = {"content": None, "sealed": False, "pending": log_disclosures.c.filed}
            await self._connection.execute(update(log_disclosures).where(there).values(gone))

    async def refile(self) -> None:
        """Have everything written again that may be published, and everything taken away that is destroyed.

        The files are not as they were left: of what was erased there may be some again.
        """
        again = update(log_disclosures).where(not_(log_disclosures.c.sealed)).values(filed=True, pending=True)
        await self._connection.execute(again)

    async def pending(self) -> tuple[Kept, ...]:
        """What is to be written, or, where nothing is left of it, to be taken away, in the order of the leaves."""
        here = log_disclosures.c
        query = select(log_disclosures).where(here.pending).order_by(here.leaf, here.digest)
        rows = (await self._connection.execute(query)).all()
        return tuple(
            Kept(row.digest, row.leaf, row.name, row.content.encode() if row.content else None) for row in rows
        )

    async def filing(self, digests: Collection[str]) -> None:
        """Note, before they are written, that there may be files of these."""
        for batch in batches(digests):
            chosen = log_disclosures.c.digest.in_(batch)
            await self._connection.execute(update(log_disclosures).where(chosen).values(filed=True))

    async def written(self, digests: Collection[str]) -> None:
        """Note that these are written; what was destroyed meanwhile is to be taken away again."""
        for batch in batches(digests):
            chosen = and_(log_disclosures.c.digest.in_(batch), log_disclosures.c.content.is_not(None))
            await self._connection.execute(update(log_disclosures).where(chosen).values(pending=False))

    async def removed(self, digests: Collection[str]) -> None:
        """Note that the files of these are gone."""
        for batch in batches(digests):
            chosen = log_disclosures.c.digest.in_(batch)
            await self._connection.execute(update(log_disclosures).where(chosen).values(filed=False, pending=False))


class LogRedactionRecords:
    """Taking away what was published, and saying so: by whatever service erases something, in its own transaction."""

    def __init__(self, connection: AsyncConnection, state: LogStateRecords, sequences: SequenceRecords) -> None:
        self._connection = connection
        self._state = state
        self._sequences = sequences

    async def redact(self, wanted: Mapping[str, Collection[str]], reason: str, at: datetime) -> int:
        """Destroy what leaves stand for; the log says that it was done, and its files go with the next publication.

        To be called after everything else in a transaction: what is put into the log waits for it from here on. What is
        not in the log yet never comes into it, if the same transaction erases where it is taken from.

        Args:
            wanted: By the id of a leaf the names of what is to go; a name that ends in a colon means all that begin so
                ("why:"). What is not there, or is gone already, is passed over.
            reason: One word, such as "erasure"; it is published.
            at: The present.

        Returns:
            How much was destroyed.

        Raises:
            ValueError: The cells of a ballot or the charter of a poll are among it.
        """
        await self._state.hold()
        await self._state.erased()
        found: dict[str, dict[str, list[str]]] = {}
        for id_, names in sorted(wanted.items()):
            if digests := await self._digests(id_, names):
                found.setdefault(about(id_), {})[id_] = digests
        for thing, by_leaf in found.items():
            subject = thing if len(by_leaf) > 1 else next(iter(by_leaf))
            digests = [digest for several in by_leaf.values() for digest in several]
            for start in range(0, len(digests), _IN_ONE_LEAF):
                await self._queue(subject, digests[start : start + _IN_ONE_LEAF], reason, at)
        return sum(len(digests) for by_leaf in found.values() for digests in by_leaf.values())

    async def names(self, leaf_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """What is still there of what leaves stand for, by leaf; leaves of which nothing is left are not named."""
        found: dict[str, tuple[str, ...]] = {}
        here = log_disclosures.c
        for batch in batches(leaf_ids):
            query = select(log_leaves.c.id, here.name).join(log_disclosures, here.leaf == log_leaves.c.seq)
            query = query.where(log_leaves.c.id.in_(batch), here.content.is_not(None)).order_by(here.leaf, here.name)
            for row in await self._connection.execute(query):
                found[row.id] = (*found.get(row.id, ()), row.name)
        return found

    async def waiting(self) -> tuple[Redaction, ...]:
        """What was destroyed and is not said in the log yet, in the order of numbers."""
        query = select(log_redactions).where(not_(log_redactions.c.logged))
        rows = (await self._connection.execute(query.order_by(log_redactions.c.at, log_redactions.c.id))).all()
        return tuple(Redaction(row.id, row.about, row.at, row.reason, tuple(row.digests)) for row in rows)

    async def logged(self, several: Iterable[Redaction]) -> None:
        """Note that the log says it; now the files may go."""
        for one in several:
            await self._connection.execute(
                update(log_redactions).where(log_redactions.c.id == one.id).values(logged=True)
            )
            for batch in batches(one.digests):
                chosen = log_disclosures.c.digest.in_(batch)
                await self._connection.execute(
                    update(log_disclosures).where(chosen).values(pending=log_disclosures.c.filed)
                )

    async def _digests(self, id_: str, names: Collection[str]) -> list[str]:
        here = log_disclosures.c
        for name in {CELLS, CHARTER} & set(names):
            raise ValueError(f"{name} of {id_} cannot be taken away: nobody could count again")
        chosen = [here.name.startswith(name, autoescape=True) if name.endswith(":") else here.name == name
                  for name in names]  # fmt: skip
        query = select(here.digest).join(log_leaves, here.leaf == log_leaves.c.seq)
        query = query.where(log_leaves.c.id == id_, here.content.is_not(None), or_(false(), *chosen))
        return list((await self._connection.execute(query.order_by(here.digest))).scalars())

    async def _queue(self, subject: str, digests: Sequence[str], reason: str, at: datetime) -> None:
        """Destroy, and keep what is to be said of it; files stay until the log says it."""
        for batch in batches(digests):
            gone: dict[str, Any] = {"content": None, "sealed": False, "pending": False}
            chosen = log_disclosures.c.digest.in_(batch)
            await self._connection.execute(update(log_disclosures).where(chosen).values(gone))
        number = await self._sequences.next("X", at.year)
        said = {"about": subject, "at": at, "reason": reason, "digests": list(digests), "logged": False}
        await self._connection.execute(insert(log_redactions).values(id=number, **said))
        await self._state.hurry()
