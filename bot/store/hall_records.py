"""Town halls as they stand, what happened to them, and their agendas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meetings.discussions import AgendaItem, Naming
from bot.domain.meetings.halls import FILE, HallCharter, HallEvent, HallEventKind, Objections, TownHall
from bot.store.hall_tables import hall_agenda, hall_events, town_halls
from bot.store.inserting import insert_new

_GOING_ON = (town_halls.c.opened_at.is_not(None), town_halls.c.closed_at.is_(None))
_PLANNED = (town_halls.c.opened_at.is_(None), town_halls.c.starts_at.is_not(None))


class HallRecords:
    """Town halls."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, hall: TownHall) -> bool:
        """Keep a new town hall; False if its channel has one that is going on, as this one would be."""
        values = {"number": hall.number, "author": hall.author, "made_at": hall.made_at, **_values(hall)}
        return await insert_new(self._connection, town_halls, **values)

    async def put(self, hall: TownHall) -> None:
        """Keep a town hall that is held as it is now.

        Raises:
            IntegrityError: Its channel has another one that is going on.
        """
        here = town_halls.c.number == hall.number
        await self._connection.execute(update(town_halls).where(here).values(**_values(hall)))

    async def find(self, number: str) -> TownHall | None:
        """The town hall with this number."""
        return await self._one(select(town_halls).where(town_halls.c.number == number))

    async def held(self, number: str, *, alone: bool = True) -> TownHall | None:
        """The same, kept from changing until the transaction ends.

        ``alone`` is for those who change it; remarks hold it together, and so none is kept while its end is noted.
        """
        query = select(town_halls).where(town_halls.c.number == number)
        return await self._one(query.with_for_update(read=not alone))

    async def going_on(self, channel: str) -> TownHall | None:
        """The town hall of a channel that is open or paused."""
        return await self._one(select(town_halls).where(town_halls.c.channel == channel, *_GOING_ON))

    async def at(self, channel: str, moment: datetime) -> TownHall | None:
        """The town hall that was going on in a channel at a moment; one from a file goes on nowhere."""
        here = town_halls.c
        until = or_(here.closed_at.is_(None), here.closed_at > moment)
        live = here.place != FILE
        query = select(town_halls).where(here.channel == channel, here.opened_at <= moment, until, live)
        return await self._one(query.order_by(here.opened_at.desc()).limit(1))

    async def all_going_on(self) -> tuple[TownHall, ...]:
        """All that are open or paused."""
        return await self._all(select(town_halls).where(*_GOING_ON).order_by(town_halls.c.number))

    async def planned(self, channel: str | None = None) -> tuple[TownHall, ...]:
        """Those that are planned, of one channel or of all, the next first."""
        here: Sequence[ColumnElement[bool]] = () if channel is None else (town_halls.c.channel == channel,)
        query = select(town_halls).where(*_PLANNED, *here).order_by(town_halls.c.starts_at, town_halls.c.number)
        return await self._all(query)

    async def cancelled(self) -> tuple[TownHall, ...]:
        """Those that were planned and are not held."""
        here = town_halls.c
        query = select(town_halls).where(here.opened_at.is_(None), here.starts_at.is_(None), here.place != FILE)
        return await self._all(query.order_by(here.number))

    async def newest(self, limit: int, channel: str | None = None) -> tuple[TownHall, ...]:
        """The last town halls, of one channel or of all, the newest first."""
        here: Sequence[ColumnElement[bool]] = () if channel is None else (town_halls.c.channel == channel,)
        query = select(town_halls).where(*here).order_by(town_halls.c.made_at.desc(), town_halls.c.number.desc())
        return await self._all(query.limit(limit))

    async def last_begun(self, channel: str) -> TownHall | None:
        """The town hall that came last in a channel, by when it was opened, or made of a file; none that is planned."""
        here = town_halls.c
        began = case((here.place == FILE, here.made_at), else_=here.opened_at)
        query = select(town_halls).where(here.channel == channel, here.opened_at.is_not(None))
        return await self._one(query.order_by(began.desc(), here.number.desc()).limit(1))

    async def _one(self, query: Select[Any]) -> TownHall | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else hall_of(row)

    async def _all(self, query: Select[Any]) -> tuple[TownHall, ...]:
        return tuple(hall_of(row) for row in (await self._connection.execute(query)).all())


class HallEventRecords:
    """Events of town halls; they are only ever added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, event: HallEvent) -> bool:
        """Keep an event; False if its delivery brought one before: then nothing is kept."""
        values = {"kind": event.kind.value, "hall": event.hall, "by": event.by, "at": event.at}
        delivered = {"delivery": event.delivery, "body": dict(event.body)}
        return await insert_new(self._connection, hall_events, **values, **delivered)

    async def delivered(self, delivery: str | None) -> HallEvent | None:
        """The event that a delivery brought."""
        if delivery is None:
            return None
        query = select(hall_events).where(hall_events.c.delivery == delivery)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _event(row)

    async def of(self, hall: str, *kinds: HallEventKind) -> tuple[HallEvent, ...]:
        """The events of a town hall in the order in which they became known: all, or those of some kinds."""
        query = select(hall_events).where(hall_events.c.hall == hall).order_by(hall_events.c.id)
        if kinds:
            query = query.where(hall_events.c.kind.in_([kind.value for kind in kinds]))
        return tuple(_event(row) for row in (await self._connection.execute(query)).all())


class HallAgendaRecords:
    """What town halls are to talk about."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, hall: str, numbers: Mapping[str, int] | None = None) -> tuple[AgendaItem, ...]:
        """The agenda of a town hall, in the order in which it was made.

        Args:
            numbers: The numbers of its remarks, by their messages.
        """
        return await self._items(hall_agenda.c.hall == hall, numbers)

    async def waiting(self) -> tuple[AgendaItem, ...]:
        """What waits for the next town hall."""
        return await self._items(hall_agenda.c.hall.is_(None))

    async def add(self, hall: str | None, item: AgendaItem, at: datetime, message: str | None = None) -> bool:
        """Add an item, to what waits if no town hall is named; False if it is there already.

        Args:
            message: That of the remark with which it begins, where that is known.
        """
        if message is None and any(
            (one.title, one.origin) == (item.title, item.origin) for one in await self._items(_whose(hall))
        ):
            return False
        values = {"hall": hall, "title": item.title, "by": item.by, "origin": item.origin, "added_at": at}
        values["message"] = message
        await self._connection.execute(insert(hall_agenda).values(**values))
        return True

    async def taken_up(self, origin: str) -> Sequence[str]:
        """Numbers of the town halls on whose agenda items of a poll stand."""
        here = hall_agenda.c
        mine = (here.origin == origin, here.hall.is_not(None), here.removed_at.is_(None))
        query = select(here.hall).where(*mine).distinct().order_by(here.hall)
        return (await self._connection.execute(query)).scalars().all()

    async def take_up(self, hall: str) -> None:
        """Give what waits to a town hall."""
        waiting = (hall_agenda.c.hall.is_(None), hall_agenda.c.removed_at.is_(None))
        await self._connection.execute(update(hall_agenda).where(*waiting).values(hall=hall))

    async def give_back(self, hall: str) -> None:
        """Let what a town hall was to talk about wait for the next."""
        here = (hall_agenda.c.hall == hall, hall_agenda.c.removed_at.is_(None))
        await self._connection.execute(update(hall_agenda).where(*here).values(hall=None))

    async def remove(self, hall: str, item: AgendaItem, at: datetime) -> None:
        """Take an item off; also one that waits."""
        here = hall_agenda.c
        whose = or_(here.hall == hall, here.hall.is_(None))
        mine = (whose, here.title == item.title, here.origin == item.origin, here.removed_at.is_(None))
        await self._connection.execute(update(hall_agenda).where(*mine).values(removed_at=at))

    async def _items(
        self, whose: ColumnElement[bool], numbers: Mapping[str, int] | None = None
    ) -> tuple[AgendaItem, ...]:
        query = select(hall_agenda).where(whose, hall_agenda.c.removed_at.is_(None)).order_by(hall_agenda.c.id)
        rows = (await self._connection.execute(query)).all()
        return tuple(AgendaItem(row.title, row.by, row.origin, (numbers or {}).get(row.message)) for row in rows)


def _whose(hall: str | None) -> ColumnElement[bool]:
    return hall_agenda.c.hall.is_(None) if hall is None else hall_agenda.c.hall == hall


def _event(row: Row[Any]) -> HallEvent:
    return HallEvent(HallEventKind(row.kind), row.hall, row.at, row.body, row.by, row.delivery, row.id)


def _values(hall: TownHall) -> dict[str, object]:
    return {
        "title": hall.title,
        "channel": hall.channel,
        "guild": hall.guild,
        "place": hall.place,
        "source_kind": hall.source_kind,
        "call": hall.call,
        "naming": hall.charter.naming.value,
        "comment_hours": hall.charter.comment_hours,
        "objections": hall.charter.objections.value,
        "facilitators": list(hall.facilitators),
        "scribes": list(hall.scribes),
        "starts_at": hall.starts_at,
        "opened_at": hall.opened_at,
        "paused_at": hall.paused_at,
        "closed_at": hall.closed_at,
    }


def hall_of(row: Row[Any]) -> TownHall:
    """A town hall from its row."""
    charter = HallCharter(Naming(row.naming), row.comment_hours, Objections(row.objections))
    return TownHall(
        row.number,
        row.title,
        row.channel,
        row.author,
        row.made_at,
        row.guild,
        row.place,
        row.source_kind,
        row.call,
        charter,
        tuple(row.facilitators),
        tuple(row.scribes),
        row.starts_at,
        row.opened_at,
        row.paused_at,
        row.closed_at,
    )
