"""Polls as they stand, and who confirmed their rolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.polls import charter_forms
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import Poll
from bot.store.inserting import insert_new
from bot.store.poll_marks import unmarked
from bot.store.poll_tables import poll_confirmations, polls

_RUNNING = (polls.c.opened_at.is_not(None), polls.c.finished_at.is_(None), polls.c.voided_at.is_(None))


class PollRecords:
    """Polls."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, poll: Poll) -> None:
        """Keep a new poll."""
        values = {
            "number": poll.number,
            "charter": poll.charter.canonical,
            "author": poll.author,
            "drafted_at": poll.drafted_at,
            "closes_at": poll.closes_at,
        }
        await self._connection.execute(insert(polls).values(**values))

    async def find(self, number: str) -> Poll | None:
        """The poll with this number, with those who confirmed its roll."""
        row = (await self._connection.execute(select(polls).where(polls.c.number == number))).one_or_none()
        return None if row is None else poll_of(row, await self._confirmed_by(row))

    async def held(self, number: str, *, alone: bool = True) -> Poll | None:
        """The same, kept from changing until the transaction ends.

        ``alone`` is for those who change it; ballots hold it together, and so none is cast while its end is noted. They
        are not told who confirmed the roll.
        """
        query = _HELD_ALONE if alone else _HELD_TOGETHER
        row = (await self._connection.execute(query, {"number": number})).one_or_none()
        if row is None:
            return None
        return poll_of(row, await self._confirmed_by(row) if alone else ())

    async def newest(self, limit: int) -> tuple[Poll, ...]:
        """The last polls, the newest first."""
        query = select(polls).order_by(polls.c.drafted_at.desc(), polls.c.number.desc()).limit(limit)
        rows = (await self._connection.execute(query)).all()
        return tuple([poll_of(row, await self._confirmed_by(row)) for row in rows])

    async def ended(self, before: datetime) -> Sequence[str]:
        """Numbers of polls that closed before a moment, and whose close nobody has noted."""
        query = select(polls.c.number).where(polls.c.closes_at < before, *_RUNNING).order_by(polls.c.number)
        return (await self._connection.execute(query)).scalars().all()

    async def running(self) -> tuple[Poll, ...]:
        """Polls that were opened and whose close nobody has noted; they are not told who confirmed their rolls."""
        rows = (await self._connection.execute(select(polls).where(*_RUNNING).order_by(polls.c.number))).all()
        return tuple(poll_of(row, ()) for row in rows)

    async def running_in(self, guild: str) -> Sequence[str]:
        """Numbers of the running polls of a guild."""
        query = select(polls.c.number).where(polls.c.guild == guild, *_RUNNING).order_by(polls.c.number)
        return (await self._connection.execute(query)).scalars().all()

    async def guilds(self) -> frozenset[str]:
        """Guilds with a running poll."""
        query = select(polls.c.guild).where(polls.c.guild.is_not(None), *_RUNNING).distinct()
        return frozenset((await self._connection.execute(query)).scalars())

    async def roll_set(self, number: str, digest: str) -> None:
        """Note which roll a poll has; confirmations of another no longer count."""
        await self._set(number, roll_digest=digest)

    async def roll_digest(self, number: str) -> str | None:
        """The digest of the roll that a poll has now."""
        query = select(polls.c.roll_digest).where(polls.c.number == number)
        found: str | None = (await self._connection.execute(query)).scalar()
        return found

    async def confirm(self, poll: Poll, digest: str, person: str) -> bool:
        """Note that somebody confirms a roll; False if they have already."""
        key = {"poll": poll.number, "roll_digest": digest, "person": person, "author": poll.author}
        return await insert_new(self._connection, poll_confirmations, **key)

    async def opened(
        self, number: str, charter: PollCharter, at: datetime, channel: str | None = None, guild: str | None = None
    ) -> None:
        """Freeze the charter, and note the channel that shows how the poll stands, with its guild."""
        values = {"closes_at": charter.closes_at, "opened_at": at, "channel": channel, "guild": guild}
        await self._set(number, charter=charter.canonical, **values)

    async def extended(self, number: str, closes_at: datetime) -> None:
        """Move the close."""
        await self._set(number, closes_at=closes_at)

    async def finished(self, number: str, at: datetime) -> None:
        """Note that no more ballots are taken."""
        await self._set(number, finished_at=at)
        await unmarked(self._connection, number)

    async def voided(self, number: str, at: datetime) -> None:
        """Note that the poll is void."""
        await self._set(number, voided_at=at)
        await unmarked(self._connection, number)

    async def _set(self, number: str, **values: object) -> None:
        await self._connection.execute(update(polls).where(polls.c.number == number).values(**values))

    async def _confirmed_by(self, row: Row[Any]) -> tuple[str, ...]:
        here = poll_confirmations.c
        query = select(here.person).where(here.poll == row.number, here.roll_digest == row.roll_digest)
        return tuple((await self._connection.execute(query.order_by(here.person))).scalars())


# Every ballot asks this; building it takes longer than to run it.
_FOUND = select(polls).where(polls.c.number == bindparam("number"))
_HELD_ALONE = _FOUND.with_for_update()
_HELD_TOGETHER = _FOUND.with_for_update(read=True)


@lru_cache(maxsize=256)
def _charter(text: str) -> tuple[PollCharter, str]:
    """A charter from its text, with the text's digest; every ballot of a poll needs the same one."""
    return charter_forms.read(PollCharter, text), charter_forms.digest(text)


def poll_of(row: Row[Any], confirmed_by: tuple[str, ...]) -> Poll:
    """A poll from its row."""
    charter, digest = _charter(row.charter)
    return Poll(
        row.number,
        charter,
        row.author,
        row.drafted_at,
        row.closes_at,
        row.opened_at,
        row.finished_at,
        row.voided_at,
        confirmed_by,
        row.channel,
        row.guild,
        digest,
    )
