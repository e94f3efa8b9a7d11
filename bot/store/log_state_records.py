"""Who publishes the log, how that stands, and what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.logs.notes import Checkpoint
from bot.store.inserting import insert_new, insert_or
from bot.store.log_tables import log_checkpoints, log_state

LEASE = timedelta(minutes=5)
"""One process publishes for so long; then another may take it over."""

_ONE = log_state.c.id == 1


@dataclass(frozen=True, slots=True)
class LogState:
    """How publishing stands: when it was done last, whether it is to be done at once, why it was stopped, if it was.

    ``redactions`` is another whenever anything was erased.
    """

    published_at: datetime | None = None
    urgent: bool = False
    redactions: int = 0
    halted: str | None = None
    halted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint with the note that signs it; ``published_at`` is None until all its files are written."""

    checkpoint: Checkpoint
    note: str
    signed_at: datetime
    published_at: datetime | None = None


class LogStateRecords:
    """How publishing stands, and whose turn it is."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self) -> LogState:
        """How publishing stands; nobody else adds to the log or takes away from it until the transaction ends."""
        await insert_new(self._connection, log_state, id=1, urgent=False, redactions=0)
        row = (await self._connection.execute(select(log_state).where(_ONE).with_for_update())).one()
        return _state(row)

    async def find(self) -> LogState:
        """How publishing stands."""
        row = (await self._connection.execute(select(log_state).where(_ONE))).one_or_none()
        return LogState() if row is None else _state(row)

    async def hurry(self) -> None:
        """Want the log to be published at once."""
        await self._connection.execute(update(log_state).where(_ONE).values(urgent=True))

    async def erased(self) -> None:
        """Note that something was erased: what was read before of what goes into the log is to be read again."""
        more = {"redactions": log_state.c.redactions + 1}
        await self._connection.execute(update(log_state).where(_ONE).values(more))

    async def claim(self, holder: str, at: datetime) -> bool:
        """Take it on to publish, for one lease; False if another process has it."""
        await self.hold()
        row = (await self._connection.execute(select(log_state).where(_ONE))).one()
        if row.claimed_by not in (None, holder) and row.claimed_until > at:
            return False
        taken = {"claimed_by": holder, "claimed_until": at + LEASE}
        await self._connection.execute(update(log_state).where(_ONE).values(taken))
        return True

    async def has(self, holder: str, at: datetime) -> bool:
        """Whether a process still has what it took on; nobody else takes it until the transaction ends."""
        await self.hold()
        mine = select(log_state.c.id).where(_ONE, log_state.c.claimed_by == holder, log_state.c.claimed_until > at)
        return (await self._connection.execute(mine)).one_or_none() is not None

    async def release(self, holder: str, *, sound: bool) -> None:
        """Give back what was taken on; what is sound is not halted any more."""
        mine = (_ONE, log_state.c.claimed_by == holder)
        free: dict[str, object] = {"claimed_by": None, "claimed_until": None}
        free |= {"halted": None, "halted_at": None} if sound else {}
        await self._connection.execute(update(log_state).where(*mine).values(free))

    async def published(self, at: datetime, *, urgent: bool) -> None:
        """Note that the log was published, and whether it is to be done again at once."""
        done = {"published_at": at, "urgent": urgent}
        await self._connection.execute(update(log_state).where(_ONE).values(done))

    async def halt(self, why: str, at: datetime) -> bool:
        """Note why nothing is signed any more; False if that is known."""
        known = await self.hold()
        if known.halted == why:
            return False
        await self._connection.execute(update(log_state).where(_ONE).values(halted=why, halted_at=at))
        return True


class LogCheckpointRecords:
    """What was signed; of one size there is one root for good."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def sign(self, checkpoint: Checkpoint, note: str, at: datetime) -> None:
        """Keep a checkpoint, before anybody sees it.

        Raises:
            ValueError: Another root was signed for this size.
        """
        known = await self.find(checkpoint.size)
        if known is not None and known.checkpoint != checkpoint:
            raise ValueError(f"another log of {checkpoint.size} leaves was signed before")
        row = insert_or(self._connection, log_checkpoints)
        said = {"note": note, "signed_at": at, "published_at": None}
        new = {"size": checkpoint.size, "origin": checkpoint.origin, "root": checkpoint.root.hex(), **said}
        await self._connection.execute(row.values(new).on_conflict_do_update(index_elements=["size"], set_=said))

    async def published(self, checkpoint: Checkpoint, at: datetime) -> None:
        """Note that all files of a checkpoint are written."""
        here = log_checkpoints.c.size == checkpoint.size
        await self._connection.execute(update(log_checkpoints).where(here).values(published_at=at))

    async def last(self) -> Signed | None:
        """What was signed last."""
        query = select(log_checkpoints).order_by(log_checkpoints.c.size.desc()).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _signed(row)

    async def find(self, size: int) -> Signed | None:
        """What was signed for a size."""
        query = select(log_checkpoints).where(log_checkpoints.c.size == size)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _signed(row)


def _state(row: Row[Any]) -> LogState:
    return LogState(row.published_at, row.urgent, row.redactions, row.halted, row.halted_at)


def _signed(row: Row[Any]) -> Signed:
    checkpoint = Checkpoint(row.origin, row.size, bytes.fromhex(row.root))
    return Signed(checkpoint, row.note, row.signed_at, row.published_at)
