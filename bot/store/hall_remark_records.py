"""What was said in town halls, how people reacted to it, and what they declared it to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.captured import Captured
from bot.domain.meetings.discussions import Declared, Gone, Mark
from bot.store.hall_tables import hall_declared, hall_reactions, hall_remarks
from bot.store.inserting import insert_new

_AT_ONCE = 500


class HallRemarkRecords:
    """What was said."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, remark: Captured) -> bool:
        """Keep a remark; False if the town hall has it already."""
        return await insert_new(self._connection, hall_remarks, **_row(remark))

    async def add_all(self, remarks: Iterable[Captured]) -> None:
        """Keep the remarks of a new town hall, however many there are."""
        waiting = iter(remarks)
        while several := [_row(one) for one in islice(waiting, _AT_ONCE)]:
            await self._connection.execute(insert(hall_remarks), several)

    async def assign(self, hall: str, speaker: str, author: str) -> None:
        """Give the remarks of a name in a file to somebody."""
        here = hall_remarks.c
        which = (here.hall == hall, here.speaker == speaker)
        await self._connection.execute(update(hall_remarks).where(*which).values(author=author))

    async def assign_lines(self, hall: str, first: int, last: int, author: str) -> None:
        """Give the remarks of some lines of a file to somebody."""
        here = hall_remarks.c
        which = (here.hall == hall, here.line >= first, here.line <= last)
        await self._connection.execute(update(hall_remarks).where(*which).values(author=author))

    async def authors_of(
        self, hall: str, *, speaker: str | None = None, lines: tuple[int, int] | None = None
    ) -> Mapping[str, int]:
        """How many remarks each person has: of all, of a name in the file, or of some of its lines.

        What nobody is known to have said counts for "".
        """
        here = hall_remarks.c
        query = select(here.author, func.count()).where(here.hall == hall).group_by(here.author).order_by(here.author)
        if speaker is not None:
            query = query.where(here.speaker == speaker)
        if lines is not None:
            query = query.where(here.line >= lines[0], here.line <= lines[1])
        return {row[0]: row[1] for row in (await self._connection.execute(query)).all()}

    async def speakers(self, hall: str) -> tuple[str, ...]:
        """The names that stand in the file of a town hall, who spoke first."""
        here = hall_remarks.c
        query = select(here.speaker).where(here.hall == hall, here.speaker != "").group_by(here.speaker)
        return tuple((await self._connection.execute(query.order_by(func.min(here.place)))).scalars().all())

    async def held(self, message: str) -> Captured | None:
        """The remark that a message is, which nobody else changes until the transaction ends."""
        query = select(hall_remarks).where(hall_remarks.c.message == message).with_for_update()
        row = (await self._connection.execute(query)).first()
        return None if row is None else _captured(row)

    async def knows(self, message: str) -> bool:
        """Whether a message is a remark of some town hall."""
        query = select(hall_remarks.c.id).where(hall_remarks.c.message == message)
        return (await self._connection.execute(query)).first() is not None

    async def put(self, remark: Captured) -> None:
        """Keep a remark that is held as it is now."""
        here = (hall_remarks.c.hall == remark.hall, hall_remarks.c.message == remark.message)
        await self._connection.execute(update(hall_remarks).where(*here).values(**_values(remark)))

    async def of(self, hall: str) -> tuple[Captured, ...]:
        """All remarks of a town hall in the order in which they were said; what is gone is among them."""
        here = hall_remarks.c
        query = select(hall_remarks).where(here.hall == hall).order_by(here.place, here.id)
        return tuple(_captured(row) for row in (await self._connection.execute(query)).all())

    async def since(self, hall: str, at: datetime) -> tuple[Captured, ...]:
        """The remarks of a moment and after, in their order, which nobody else changes until the transaction ends."""
        here = hall_remarks.c
        query = select(hall_remarks).where(here.hall == hall, here.at >= at).order_by(here.place, here.id)
        return tuple(_captured(row) for row in (await self._connection.execute(query.with_for_update())).all())

    async def last_place(self, hall: str) -> int:
        """The place of the last remark; 0 where there is none."""
        query = select(func.max(hall_remarks.c.place)).where(hall_remarks.c.hall == hall)
        found: int | None = (await self._connection.execute(query)).scalar()
        return found or 0

    async def count(self, hall: str) -> tuple[int, int]:
        """How many remarks there are, and how many of them have no text any more."""
        query = select(func.count(), func.count(hall_remarks.c.gone)).where(hall_remarks.c.hall == hall)
        row = (await self._connection.execute(query)).one()
        return row[0], row[1]


class HallReactionRecords:
    """How people reacted to what was said."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, hall: str, message: str, emoji: str, person: str) -> None:
        """Note a reaction to a remark that is kept; it may be noted already."""
        values = {"hall": hall, "message": message, "emoji": emoji[:100], "person": person}
        await insert_new(self._connection, hall_reactions, **values)

    async def remove(self, message: str, emoji: str | None = None, person: str | None = None) -> None:
        """Take reactions away: one, all of a sign, or all."""
        here = hall_reactions.c
        which = [here.message == message]
        if emoji is not None:
            which.append(here.emoji == emoji[:100])
        if person is not None:
            which.append(here.person == person)
        await self._connection.execute(delete(hall_reactions).where(*which))

    async def of(self, hall: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The persons by message and sign."""
        here = hall_reactions.c
        query = select(hall_reactions).where(here.hall == hall).order_by(here.message, here.emoji, here.person)
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for row in (await self._connection.execute(query)).all():
            signs = found.setdefault(row.message, {})
            signs[row.emoji] = (*signs.get(row.emoji, ()), row.person)
        return found


class HallDeclaredRecords:
    """Marks that were set without being typed into a remark; their sources are messages here."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, hall: str, mark: Mark, text: str, by: str, at: datetime, sources: Sequence[str]) -> int:
        """Keep a mark; gives its number in its town hall, which has to be held alone."""
        query = select(func.max(hall_declared.c.number)).where(hall_declared.c.hall == hall)
        number = ((await self._connection.execute(query)).scalar() or 0) + 1
        values = {"mark": mark.value, "text": text, "by": by, "at": at, "sources": list(sources)}
        await self._connection.execute(insert(hall_declared).values(hall=hall, number=number, **values))
        return number

    async def strike(self, hall: str, number: int, by: str, at: datetime) -> bool:
        """Take a mark back, which stays in the record; False if there is none, or it was taken back before."""
        here = hall_declared.c
        mine = (here.hall == hall, here.number == number, here.struck_at.is_(None))
        done = await self._connection.execute(update(hall_declared).where(*mine).values(struck_by=by, struck_at=at))
        return done.rowcount == 1

    async def of(self, hall: str, numbers: Mapping[str, int]) -> tuple[Declared, ...]:
        """The marks of a town hall, in their order.

        Args:
            numbers: The numbers of its remarks, by their messages.
        """
        query = select(hall_declared).where(hall_declared.c.hall == hall).order_by(hall_declared.c.number)
        return tuple(_declared(row, numbers) for row in (await self._connection.execute(query)).all())


def _row(remark: Captured) -> dict[str, object]:
    return {"hall": remark.hall, "message": remark.message, "place": remark.place, **_values(remark)}


def _values(remark: Captured) -> dict[str, object]:
    return {
        "author": remark.author,
        "text": remark.text,
        "digest": remark.digest,
        "first_digest": remark.first_digest,
        "at": remark.at,
        "edited_at": remark.edited_at,
        "edited_since": remark.edited_since,
        "reply_to": remark.reply_to,
        "link": remark.link,
        "line": remark.line,
        "attachments": list(remark.attachments),
        "gone": remark.gone.value if remark.gone else None,
        "mark_void": remark.mark_void,
        "speaker": remark.speaker,
    }


def _captured(row: Row[Any]) -> Captured:
    return Captured(
        row.hall,
        row.message,
        row.place,
        row.author,
        row.text,
        row.digest,
        row.first_digest,
        row.at,
        row.edited_at,
        row.edited_since,
        row.reply_to,
        row.link,
        row.line,
        tuple(row.attachments),
        Gone(row.gone) if row.gone else None,
        row.mark_void,
        row.speaker,
    )


def _declared(row: Row[Any], numbers: Mapping[str, int]) -> Declared:
    sources = tuple(sorted(numbers[message] for message in row.sources if message in numbers))
    return Declared(row.number, Mark(row.mark), row.text, row.by, row.at, sources, row.struck_at is not None)
