"""Marks of people who were forgotten while a poll runs, so that nobody has two ballots; they go with its close."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.poll_tables import poll_voters
from bot.store.privacy_tables import poll_marks

MARK = "mark:"
"""How the person begins of whom only is known, while the poll runs, that they have a ballot already."""


def mark_of(secret: str, poll: str, person: str) -> str:
    """What tells that somebody has a ballot in a poll, to whoever has its secret and already knows the person."""
    return MARK + hmac.new(bytes.fromhex(secret), f"{poll}\n{person}".encode(), hashlib.sha256).hexdigest()[:48]


async def mark_in(connection: AsyncConnection, poll: str, person: str) -> str | None:
    """The mark of somebody in a poll that has marks; None where nobody in it was forgotten."""
    query = select(poll_marks.c.secret).where(poll_marks.c.poll == poll)
    secret: str | None = (await connection.execute(query)).scalar()
    return None if secret is None else mark_of(secret, poll, person)


async def unmarked(connection: AsyncConnection, poll: str) -> None:
    """Take the marks of a poll away: it is over, and nobody can answer twice any more."""
    here = poll_voters.c
    marked = and_(here.poll == poll, here.person.startswith(MARK, autoescape=True))
    await connection.execute(update(poll_voters).where(marked).values(person=None))
    await connection.execute(delete(poll_marks).where(poll_marks.c.poll == poll))
