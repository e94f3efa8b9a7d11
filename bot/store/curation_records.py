"""Proposals, the history of every change, and the parts in which data files and database differ."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Text, and_, cast, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.histories import Change
from bot.domain.merging import FilePart
from bot.domain.proposals import Judgement, Proposal, ProposalState
from bot.store import parts
from bot.store.tables import changes, file_parts, proposals


class ProposalRecords:
    """What people proposed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, proposal: Proposal) -> int:
        """Keep a proposal; its own number is left aside, the one it gets is returned."""
        kind, proposed = parts.proposed_dumped(proposal.proposed)
        done = await self._connection.execute(
            insert(proposals)
            .values(
                system_id=proposal.system,
                kind=kind,
                proposed=proposed,
                source=proposal.source,
                shows=proposal.shows,
                read_on=proposal.read_on,
                proposer=proposal.proposer,
                proposed_at=proposal.proposed_at,
                state=proposal.state.value,
            )
            .returning(proposals.c.id)
        )
        number: int = done.scalar_one()
        return number

    async def find(self, number: int) -> Proposal | None:
        """The proposal with this number, if there is one."""
        row = (await self._connection.execute(select(proposals).where(proposals.c.id == number))).one_or_none()
        return None if row is None else _proposal(row)

    async def judge(
        self, number: int, before: ProposalState, after: ProposalState, judgement: Judgement
    ) -> bool:  # fmt: skip
        """Note what a second person said; False if the proposal is no longer as it was before."""
        done = await self._connection.execute(
            update(proposals)
            .where(and_(proposals.c.id == number, proposals.c.state == before.value))
            .values(state=after.value, judged_by=judgement.by, judged_at=judgement.at, reason=judgement.reason)
        )
        return done.rowcount == 1

    async def waiting(self) -> tuple[Proposal, ...]:
        """Those that somebody still has to decide, the oldest first."""
        states = (ProposalState.OPEN.value, ProposalState.DISPUTED.value)
        return await self._all(select(proposals).where(proposals.c.state.in_(states)).order_by(proposals.c.id))

    async def newest(
        self, limit: int, *, state: ProposalState | None = None, proposer: str | None = None, system: str | None = None
    ) -> tuple[Proposal, ...]:
        """The last ones, the newest first: all, or those in a state, by one person or about one system."""
        query = select(proposals).order_by(proposals.c.id.desc()).limit(limit)
        wanted = (
            (proposals.c.state, state and state.value),
            (proposals.c.proposer, proposer),
            (proposals.c.system_id, system),
        )
        for column, found in wanted:
            if found is not None:
                query = query.where(column == found)
        return await self._all(query)

    async def count_waiting(self, proposer: str) -> int:
        """How many proposals of one person wait."""
        states = (ProposalState.OPEN.value, ProposalState.DISPUTED.value)
        query = select(func.count()).where(and_(proposals.c.proposer == proposer, proposals.c.state.in_(states)))
        return (await self._connection.execute(query)).scalar_one()

    async def _all(self, query: Select[Any]) -> tuple[Proposal, ...]:
        return tuple(_proposal(row) for row in (await self._connection.execute(query)).all())


@dataclass(frozen=True, slots=True)
class HistoryMark:
    """A digest of what a history says, another one also where words were taken out of it; and who had a part in it."""

    digest: str
    people: tuple[str, ...]


class ChangeRecords:
    """Every change of every system, with what was there before."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, several: Iterable[Change]) -> None:
        """Note changes; their own numbers are left aside."""
        rows = [
            {
                "system_id": change.system,
                "at": change.at,
                "by": change.by,
                "confirmed_by": change.confirmed_by,
                "why": change.why,
                "proposal_id": change.proposal,
                "alterations": parts.alterations_dumped(change.alterations),
                "turns": parts.turns_dumped(change.turns),
            }
            for change in several
        ]
        if rows:
            await self._connection.execute(insert(changes), rows)

    async def of(self, system: str, after: datetime | None = None) -> tuple[Change, ...]:
        """The changes of a system, the latest first: all, or those after a moment."""
        query = select(changes).where(changes.c.system_id == system).order_by(changes.c.id.desc())
        if after is not None:
            query = query.where(changes.c.at > after)
        return tuple(_change(row) for row in (await self._connection.execute(query)).all())

    async def of_several(self, systems: Collection[str]) -> dict[str, tuple[Change, ...]]:
        """The changes of several systems by their ids, the latest first; of a system without any there is no entry."""
        wanted = frozenset(systems)
        rows = await self._connection.execute(select(changes).order_by(changes.c.id.desc()))
        found: defaultdict[str, list[Change]] = defaultdict(list)
        for row in rows:
            if row.system_id in wanted:
                found[row.system_id].append(_change(row))
        return {system: tuple(several) for system, several in found.items()}

    async def marks(self) -> dict[str, HistoryMark]:
        """A mark of the history of every system that has one, by its id, without reading what it says."""
        here = changes.c
        columns = (here.id, here.by, here.confirmed_by, here.why, cast(here.alterations, Text))
        digests: defaultdict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
        people: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in await self._connection.execute(select(here.system_id, *columns).order_by(here.id)):
            digests[row[0]].update(repr(row[1:]).encode())
            people[row[0]] |= {one: None for one in (row.by, row.confirmed_by) if one is not None}
        return {system: HistoryMark(digest.hexdigest(), tuple(people[system])) for system, digest in digests.items()}

    async def touched_since(self, after: datetime) -> frozenset[str]:
        """The ids of systems that changed after a moment."""
        query = select(changes.c.system_id).where(changes.c.at > after).distinct()
        return frozenset((await self._connection.execute(query)).scalars())

    async def since(self, after: datetime, limit: int) -> tuple[Change, ...]:
        """The changes after a moment, the latest first."""
        query = select(changes).where(changes.c.at > after).order_by(changes.c.id.desc()).limit(limit)
        return tuple(_change(row) for row in (await self._connection.execute(query)).all())

    async def of_proposal(self, proposal: int) -> tuple[Change, ...]:
        """The changes that a proposal led to, the first one first."""
        query = select(changes).where(changes.c.proposal_id == proposal).order_by(changes.c.id)
        return tuple(_change(row) for row in (await self._connection.execute(query)).all())

    async def began(self) -> datetime | None:
        """When the first change was noted; None if none was."""
        found: datetime | None = (await self._connection.execute(select(func.min(changes.c.at)))).scalar()
        return found


class FilePartRecords:
    """Where the database has something else than the data files."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[FilePart, ...]:
        """Every such part, by system."""
        query = select(file_parts).order_by(file_parts.c.system_id, file_parts.c.part)
        return tuple(_file_part(row) for row in (await self._connection.execute(query)).all())

    async def of(self, system: str) -> tuple[FilePart, ...]:
        """Those of one system."""
        query = select(file_parts).where(file_parts.c.system_id == system).order_by(file_parts.c.part)
        return tuple(_file_part(row) for row in (await self._connection.execute(query)).all())

    async def replace_all(self, several: Sequence[FilePart]) -> None:
        """Put these in the place of all."""
        await self._connection.execute(delete(file_parts))
        await self._add(several)

    async def replace(self, system: str, several: Sequence[FilePart]) -> None:
        """Put these in the place of those of one system."""
        await self._connection.execute(delete(file_parts).where(file_parts.c.system_id == system))
        await self._add(several)

    async def _add(self, several: Collection[FilePart]) -> None:
        rows = [
            {
                "system_id": part.system,
                "part": part.part,
                "says": parts.dumped(part.part, part.says),
                "clashed_at": part.clashed_at,
            }
            for part in several
        ]
        if rows:
            await self._connection.execute(insert(file_parts), rows)


def _proposal(row: Row[Any]) -> Proposal:
    judgement = Judgement(row.judged_by, row.judged_at, row.reason or "") if row.judged_by else None
    return Proposal(
        row.id,
        row.system_id,
        parts.proposed_loaded(row.kind, row.proposed),
        row.source,
        row.shows,
        row.read_on,
        row.proposer,
        row.proposed_at,
        ProposalState(row.state),
        judgement,
    )


def _change(row: Row[Any]) -> Change:
    return Change(
        row.id,
        row.system_id,
        row.at,
        row.by,
        row.confirmed_by,
        row.why,
        parts.alterations_loaded(row.alterations),
        row.proposal_id,
        parts.turns_loaded(row.turns),
    )


def _file_part(row: Row[Any]) -> FilePart:
    return FilePart(row.system_id, row.part, parts.loaded(row.part, row.says), row.clashed_at)
