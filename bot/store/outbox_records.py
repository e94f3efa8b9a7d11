"""Messages that must reach a channel: queued with their cause, taken by one process, and noted when they are sent."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.outboxes import EDIT_EVERY, LEASE, Claim, GivenUp, Outbox, Post, PostState
from bot.store.inserting import insert_new
from bot.store.tables import outbox

_WAITING, _SENT = PostState.WAITING.value, PostState.SENT.value
_FAILED, _DELETED = PostState.FAILED.value, PostState.DELETED.value
_UNCLAIMED = {"claimed_by": None, "claimed_until": None}


class OutboxRecords:
    """The outbox. ``queued`` says whether this transaction left something in it to be sent."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.queued = False

    # -- Queueing ------------------------------------------------------------------------------------------------------

    async def put(self, post: Post, at: datetime) -> bool:
        """Queue a message, in the transaction of its cause.

        A channel has one message about a subject: the same one queued again changes nothing, one that says something
        else becomes an edit.

        Returns:
            Whether there is something to send that there was not before.
        """
        payload = _stored(post)
        new = await insert_new(
            self._connection,
            outbox,
            channel=post.channel,
            subject=post.subject,
            kind=post.kind,
            payload=payload,
            state=_WAITING,
            due_at=at,
            attempts=0,
            nonce=_nonce(),
            revision_wanted=1,
            created_at=at,
        )
        if not new:
            here = and_(outbox.c.channel == post.channel, outbox.c.subject == post.subject)
            query = select(outbox.c.kind, outbox.c.payload).where(here).with_for_update()
            row = (await self._connection.execute(query)).one()
            if (row.kind, row.payload) == (post.kind, payload):
                return False
            await self._touch(here, at, kind=post.kind, payload=payload)
        self.queued = True
        return True

    async def touch(self, subject: str, at: datetime) -> int:
        """Want every message about a subject to show what is stored now; several wants become one edit.

        Returns:
            How many messages there are about it.
        """
        count = await self._touch(outbox.c.subject == subject, at)
        self.queued = self.queued or count > 0
        return count

    async def touch_message(self, channel: str, message_id: str, kinds: Sequence[str], at: datetime) -> bool:
        """The same for one message of these kinds, by the platform's id of it; says whether it is one of ours."""
        here = and_(outbox.c.channel == channel, outbox.c.message_id == message_id, outbox.c.kind.in_(kinds))
        found = await self._touch(here, at) > 0
        self.queued = self.queued or found
        return found

    async def holds(self, post: Post) -> bool:
        """Whether a channel has this message about its subject, sent or not; one that says something else is none."""
        here = and_(outbox.c.channel == post.channel, outbox.c.subject == post.subject, outbox.c.kind == post.kind)
        found = (await self._connection.execute(select(outbox.c.payload).where(here))).one_or_none()
        return found is not None and found.payload == _stored(post)

    async def _touch(self, where: ColumnElement[bool], at: datetime, **values: object) -> int:
        # What was given up or deleted stays so: asking again for what is not allowed does not make it allowed.
        over = outbox.c.state.in_([_FAILED, _DELETED])
        done = await self._connection.execute(
            update(outbox)
            .where(where)
            .values(
                revision_wanted=outbox.c.revision_wanted + 1,
                state=case((over, outbox.c.state), else_=_WAITING),
                # Of a message that was sent, this is when it may be edited; of one that waits, when it may be tried.
                due_at=case((or_(over, outbox.c.due_at > at), outbox.c.due_at), else_=at),
                **values,
            )
        )
        return done.rowcount

    # -- Sending -------------------------------------------------------------------------------------------------------

    async def next_due(self, kinds: Sequence[str], schemes: Sequence[str]) -> datetime | None:
        """When there will be something to send of these kinds to such channels; None if nothing waits."""
        later = case((outbox.c.claimed_until > outbox.c.due_at, outbox.c.claimed_until), else_=outbox.c.due_at)
        query = select(func.min(later)).where(_waiting(kinds, schemes))
        found: datetime | None = (await self._connection.execute(query)).scalar()
        return found

    async def claim(
        self, holder: str, kinds: Sequence[str], schemes: Sequence[str], at: datetime, limit: int
    ) -> tuple[Claim, ...]:
        """Take what is due, for one lease; nobody else has it meanwhile.

        Args:
            holder: A name that no other process has.
            kinds: The kinds that the process can write; others wait for one that can.
            schemes: How the channels begin that it serves: "discord:".
        """
        free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= at)
        query = (
            select(outbox)
            .where(_waiting(kinds, schemes), outbox.c.due_at <= at, free)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = (await self._connection.execute(query)).all()
        claims = tuple(_claim(row, holder, at) for row in rows)
        for claim in claims:
            taken = {"claimed_by": holder, "claimed_until": claim.until, "revision_tried": claim.revision}
            await self._connection.execute(update(outbox).where(outbox.c.id == claim.id).values(taken))
        return claims

    async def sent(self, claim: Claim, message_id: str | None, at: datetime) -> bool:
        """Note that a message shows a revision; what was wanted since becomes one edit a little later.

        Args:
            message_id: The message; None where there was nothing to say.

        Returns:
            Whether the process still had the claim; if not, the message is made to be edited once more, since nobody
            knows whose words came last.
        """
        current = outbox.c.revision_wanted == claim.revision
        done = await self._settle(
            claim,
            state=case((current, _SENT), else_=_WAITING),
            revision_sent=claim.revision,
            revision_tried=None,
            message_id=message_id,
            sent_at=at if message_id else None,
            due_at=at + EDIT_EVERY,
            attempts=0,
            last_error=None,
        )
        if not done:
            self.queued = await self._touch(outbox.c.id == claim.id, at) > 0
        return done

    async def failed(self, claim: Claim, error: str, again_at: datetime) -> bool:
        """Note that a try failed, and when the next one may be made."""
        return await self._settle(claim, attempts=claim.attempts + 1, last_error=error, due_at=again_at)

    async def give_up(self, claim: Claim, error: str, at: datetime) -> bool:
        """Note that trying again is of no use until somebody repairs something."""
        return await self._settle(claim, state=_FAILED, attempts=claim.attempts + 1, last_error=error, due_at=at)

    async def deleted(self, claim: Claim) -> bool:
        """Note that somebody has deleted a message, and that it stays deleted."""
        return await self._settle(claim, state=_DELETED)

    async def lost(self, claim: Claim, at: datetime) -> bool:
        """Note that a message is gone, and is to be sent anew."""
        self.queued = await self._settle(claim, message_id=None, revision_tried=None, nonce=_nonce(), due_at=at)
        return self.queued

    async def release(self, claim: Claim) -> bool:
        """Give a claim back untried."""
        return await self._settle(claim)

    async def _settle(self, claim: Claim, **values: Any) -> bool:
        mine = and_(outbox.c.id == claim.id, outbox.c.claimed_by == claim.holder)
        same = and_(mine, outbox.c.claimed_until == claim.until)
        done = await self._connection.execute(update(outbox).where(same).values(**_UNCLAIMED, **values))
        return done.rowcount == 1

    # -- Looking after it ----------------------------------------------------------------------------------------------

    async def state(self, given_up_since: datetime) -> Outbox:
        """What waits, and what was given up since a moment."""
        counted = select(func.count()).where(outbox.c.state == _WAITING)
        waiting: int = (await self._connection.execute(counted)).scalar_one()
        query = (
            select(outbox)
            .where(outbox.c.state == _FAILED, outbox.c.due_at >= given_up_since)
            .order_by(outbox.c.due_at.desc(), outbox.c.id)
        )
        rows = (await self._connection.execute(query)).all()
        return Outbox(waiting, tuple(GivenUp(row.channel, row.subject, row.last_error, row.due_at) for row in rows))

    async def retry(self, at: datetime) -> int:
        """Try everything again that was given up; returns how much that is."""
        values = {"state": _WAITING, "due_at": at, "attempts": 0}
        done = await self._connection.execute(
            update(outbox).where(outbox.c.state == _FAILED).values(values)
        )  # fmt: skip
        self.queued = done.rowcount > 0
        return done.rowcount


def _stored(post: Post) -> Any:
    """A payload as the database gives it back, so that two can be compared."""
    return json.loads(json.dumps(dict(post.payload)))


def _nonce() -> str:
    """What the platform tells a repeated message by; 25 letters at most."""
    return secrets.token_hex(12)


def _waiting(kinds: Sequence[str], schemes: Sequence[str]) -> ColumnElement[bool]:
    served = or_(*(outbox.c.channel.startswith(scheme, autoescape=True) for scheme in schemes))
    return and_(outbox.c.state == _WAITING, outbox.c.kind.in_(kinds), served)


def _claim(row: Row[Any], holder: str, at: datetime) -> Claim:
    # A first send may have arrived although nobody noted it. The platform then gives back that message with what it
    # showed at the time, so no more than that may count as shown.
    unsent = row.message_id is None
    revision = row.revision_tried if unsent and row.revision_tried is not None else row.revision_wanted
    post = Post(row.channel, row.subject, row.kind, row.payload)
    return Claim(row.id, post, revision, row.nonce, row.message_id, row.attempts, holder, at + LEASE)
