"""Endorsements, what happened to them, and gates, as stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.endorsements.editions import Carry
from bot.domain.endorsements.endorsements import (
    LIVE,
    Endorsement,
    EndorsementEvent,
    EndorsementEventKind,
    EndorsementState,
    Means,
    Verification,
)
from bot.domain.organisations import key
from bot.domain.privacy.kept import FORGOTTEN
from bot.store.endorsement_tables import endorsement_carries, endorsement_events, endorsement_gates, endorsements
from bot.store.inserting import insert_new, insert_or

_EARLIEST = (endorsements.c.claimed_at, endorsements.c.number)
_LATEST = (endorsements.c.claimed_at.desc(), endorsements.c.number.desc())


class EndorsementRecords:
    """Endorsements as they stand."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock(self) -> None:
        """Wait until nobody else changes what is counted; held until the transaction ends.

        Two that verify at once would else not see each other, and a gate that they cross together would be crossed
        unseen. SQLite's write lock does it already.
        """
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(text("SELECT pg_advisory_xact_lock(7265015)"))

    async def add(self, endorsement: Endorsement) -> None:
        """Keep a new endorsement."""
        await self._connection.execute(insert(endorsements).values(**_values(endorsement)))

    async def put(self, endorsement: Endorsement) -> None:
        """Keep an endorsement as it stands now."""
        mine = endorsements.c.number == endorsement.number
        await self._connection.execute(update(endorsements).where(mine).values(**_values(endorsement)))

    async def find(self, number: str) -> Endorsement | None:
        """The endorsement with this number."""
        query = select(endorsements).where(endorsements.c.number == number)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _endorsement(row)

    async def last_numbered(self, number: int) -> Endorsement | None:
        """The latest endorsement whose number ends so, of whichever year."""
        query = select(endorsements).where(endorsements.c.number.like(f"E-____-{number:04}"))
        found = await self._all(query.order_by(endorsements.c.number.desc()).limit(1))
        return found[0] if found else None

    async def of(self, person: str) -> tuple[Endorsement, ...]:
        """All that somebody made, the latest first."""
        query = select(endorsements).where(endorsements.c.person == person)
        return await self._all(query.order_by(*_LATEST))

    async def of_endorser(self, endorsement: Endorsement) -> tuple[Endorsement, ...]:
        """All that may be of the same endorser, the latest first."""
        here = endorsements.c
        same = here.organisation_folded == _folded(endorsement)
        if not endorsement.organisation:
            same = and_(same, here.person == endorsement.person)
        return await self._all(select(endorsements).where(same).order_by(*_LATEST))

    async def waiting(self, limit: int) -> tuple[Endorsement, ...]:
        """Those that a moderator has to look at, the oldest first."""
        claimed = endorsements.c.state == EndorsementState.CLAIMED.value
        return await self._all(select(endorsements).where(claimed).order_by(*_EARLIEST).limit(limit))

    async def that_count(self, digests: Collection[str] | None = None) -> tuple[Endorsement, ...]:
        """Those that are verified: of some texts, or of all."""
        query = select(endorsements).where(endorsements.c.state == EndorsementState.VERIFIED.value)
        if digests is not None:
            query = query.where(endorsements.c.digest.in_(digests))
        return await self._all(query.order_by(*_EARLIEST))

    async def live(self) -> tuple[Endorsement, ...]:
        """Those that wait or count."""
        states = [state.value for state in LIVE]
        query = select(endorsements).where(endorsements.c.state.in_(states))
        return await self._all(query.order_by(*_EARLIEST))

    async def ever_verified(self, digests: Collection[str] | None = None) -> tuple[Endorsement, ...]:
        """Those that were verified once, whatever became of them: of some texts, or of all."""
        query = select(endorsements).where(endorsements.c.verified_at.is_not(None))
        if digests is not None:
            query = query.where(endorsements.c.digest.in_(digests))
        return await self._all(query.order_by(*_EARLIEST))

    async def count_since(self, person: str, after: datetime) -> int:
        """How many somebody has made after a moment."""
        query = select(func.count()).where(endorsements.c.person == person, endorsements.c.claimed_at > after)
        return (await self._connection.execute(query)).scalar_one()

    async def forget(self, person: str) -> None:
        """Erase who somebody is where they decided about the endorsements of others."""
        for column in (endorsements.c.verified_by, endorsements.c.ended_by):
            await self._connection.execute(
                update(endorsements).where(column == person).values({column.name: FORGOTTEN})
            )  # fmt: skip

    async def _all(self, query: Select[Any]) -> tuple[Endorsement, ...]:
        return tuple(_endorsement(row) for row in (await self._connection.execute(query)).all())


class EndorsementEventRecords:
    """What happened to endorsements. Nothing here is changed, but for who did it when they are forgotten."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, event: EndorsementEvent) -> bool:
        """Keep an event; False if its delivery brought one before: then nothing is kept."""
        said = {name: getattr(event, name) for name in _EVENT}
        return await insert_new(
            self._connection, endorsement_events, **said, kind=event.kind.value, body=dict(event.body)
        )

    async def delivered(self, delivery: str | None) -> EndorsementEvent | None:
        """The event that a delivery brought."""
        if delivery is None:
            return None
        query = select(endorsement_events).where(endorsement_events.c.delivery == delivery)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _event(row)

    async def of(self, endorsement: str) -> tuple[EndorsementEvent, ...]:
        """What happened to an endorsement, in its order."""
        return await self._all(select(endorsement_events).where(endorsement_events.c.endorsement == endorsement))

    async def of_versions(self, digests: Collection[str]) -> tuple[EndorsementEvent, ...]:
        """What happened to texts and to gates before them, and not to single endorsements."""
        here = endorsement_events.c
        query = select(endorsement_events).where(here.digest.in_(digests), here.endorsement.is_(None))
        return await self._all(query)

    async def all(self) -> tuple[EndorsementEvent, ...]:
        """Everything that ever happened."""
        return await self._all(select(endorsement_events))

    async def forget(self, person: str, numbers: Collection[str]) -> None:
        """Erase somebody: who they are in what they did, and what was written about their endorsements."""
        here = endorsement_events.c
        mine = or_(here.by == person, here.endorsement.in_(numbers))
        await self._connection.execute(update(endorsement_events).where(mine).values(why=""))
        await self._connection.execute(update(endorsement_events).where(here.by == person).values(by=None))

    async def _all(self, query: Select[Any]) -> tuple[EndorsementEvent, ...]:
        rows = (await self._connection.execute(query.order_by(endorsement_events.c.id))).all()
        return tuple(_event(row) for row in rows)


class EndorsementCarryRecords:
    """Which texts take over endorsements from which."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Mapping[str, Carry]:
        """All of them, by the later text's digest."""
        rows = (await self._connection.execute(select(endorsement_carries))).all()
        return {row.after: Carry(**row._mapping) for row in rows}

    async def put(self, carry: Carry) -> None:
        """Let a text take over from another, in the place of the one it did before."""
        said = {"before": carry.before, "by": carry.by, "at": carry.at, "why": carry.why}
        row = insert_or(self._connection, endorsement_carries).values(after=carry.after, **said)
        await self._connection.execute(row.on_conflict_do_update(index_elements=["after"], set_=said))

    async def remove(self, after: str) -> bool:
        """Let a text take over nothing; False if it did not."""
        done = await self._connection.execute(delete(endorsement_carries).where(endorsement_carries.c.after == after))
        return done.rowcount == 1

    async def forget(self, person: str) -> None:
        """Erase who said it."""
        mine = endorsement_carries.c.by == person
        await self._connection.execute(update(endorsement_carries).where(mine).values(by=None))


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether a gate was open when that was looked at last, and how often it has been crossed, in either direction.

    ``label`` is what the version was called.
    """

    label: str
    open: bool
    crossings: int


class EndorsementGateRecords:
    """How gates stood when they were looked at last."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Mapping[tuple[str, str], GateState]:
        """All that were ever crossed, by gate and digest."""
        rows = (await self._connection.execute(select(endorsement_gates))).all()
        return {(row.gate, row.digest): GateState(row.label, row.open, row.crossings) for row in rows}

    async def put(self, gate: str, digest: str, state: GateState, at: datetime) -> None:
        """Note how a gate stands now."""
        said = {"label": state.label, "open": state.open, "crossings": state.crossings, "at": at}
        row = insert_or(self._connection, endorsement_gates).values(gate=gate, digest=digest, **said)
        await self._connection.execute(row.on_conflict_do_update(index_elements=["gate", "digest"], set_=said))


_EVENT = ("at", "digest", "label", "by", "endorsement", "gate", "why", "delivery")
_SAME = (
    "number",
    "label",
    "digest",
    "person",
    "organisation",
    "category",
    "region",
    "named",
    "statement",
    "evidence",
    "renews",
    "claimed_at",
    "ended_by",
    "ended_at",
    "reason",
)


def _folded(endorsement: Endorsement) -> str:
    return key(endorsement.organisation) if endorsement.organisation else ""


def _values(endorsement: Endorsement) -> dict[str, object]:
    seen = endorsement.verification
    said = {name: getattr(endorsement, name) for name in _SAME}
    return said | {
        "organisation_folded": _folded(endorsement),
        "state": endorsement.state.value,
        "verified_by": seen.by if seen else None,
        "verified_at": seen.at if seen else None,
        "means": seen.means.value if seen else None,
        "note": seen.note if seen else "",
    }


def _endorsement(row: Row[Any]) -> Endorsement:
    # Read once: of ten thousand rows it is what takes the time.
    kept = row._mapping
    said = {name: kept[name] for name in _SAME}
    seen = Verification(row.verified_by, row.verified_at, Means(row.means), row.note) if row.means else None
    return Endorsement(**said, state=EndorsementState(row.state), verification=seen)


def _event(row: Row[Any]) -> EndorsementEvent:
    said = {name: row._mapping[name] for name in _EVENT}
    return EndorsementEvent(kind=EndorsementEventKind(row.kind), body=row.body, id=row.id, **said)
