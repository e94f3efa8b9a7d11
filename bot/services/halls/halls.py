"""The life of a town hall: planned, opened, paused, closed; each step is one transaction and one event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings.discussions import Discussion, Naming
from bot.domain.meetings.halls import (
    TITLE_LIMIT,
    HallCharter,
    HallEvent,
    HallEventKind,
    HallState,
    Objections,
    TownHall,
)
from bot.domain.numbers import numbered
from bot.domain.polls.deadlines import deadline
from bot.domain.polls.polls import moment_of
from bot.domain.refusals import Refusal
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import name
from bot.services.halls import participating
from bot.services.halls.assembling import discussion
from bot.services.halls.finding import (
    NotGoingOn,
    Venue,
    check_leads,
    check_shared,
    found,
    held,
    meant,
    standing,
)
from bot.services.halls.viewing import HallView, view_of
from bot.store import Records, Store
from bot.texts import _

COMMENT_HOURS_LIMIT = 24 * 60


@dataclass(frozen=True, slots=True)
class HallTyped:
    """What somebody says of a town hall; what is left out is as the configuration has it."""

    title: str | None = None
    starts: str | None = None
    naming: Naming | None = None
    comment_hours: str | None = None
    objections: Objections | None = None


class TownHallService:
    """Plans, opens, pauses and closes town halls, and says who leads them."""

    def __init__(self, store: Store, stakeholders: Stakeholders, charter: HallCharter, clock: Clock) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._charter = charter
        self._clock = clock

    async def plan(self, typed: HallTyped, venue: Venue, actor: Actor, delivery: str | None = None) -> HallView:
        """Plan a town hall in a channel; the same delivery plans one.

        Raises:
            Refusal: Something that was typed does not fit.
        """
        now = self._clock()
        if typed.starts is None:
            raise Refusal(_("Say when it starts: a moment in UTC (2026-12-01 16:00), or a span from now (2 days)."))
        hall = replace(self._new(typed, venue, actor, now), starts_at=deadline(typed.starts, now))
        async with self._store.write() as records:
            earlier = await records.hall_events.delivered(delivery)
            if earlier is None:
                hall = await self._add(records, hall, actor, delivery, HallEventKind.PLANNED)
            return await view_of(records, earlier.hall if earlier else hall.number)

    async def open(
        self, typed: HallTyped, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Open a town hall: the one of a number, a new one of a title, or the next that is planned for the channel.

        From here on what is said in the channel is kept, until it is paused or closed.

        Raises:
            NotGoingOn: Another one goes on in the channel, or this one was opened before.
            Refusal: There is nothing to open.
        """
        now = self._clock()
        async with self._store.write() as records:
            earlier = await records.hall_events.delivered(delivery)
            if earlier is not None:
                return await view_of(records, earlier.hall)
            going_on = await records.halls.going_on(venue.channel)
            if going_on is not None:
                text = _("Another town hall, {number}, is going on here; close it first.")
                raise NotGoingOn(text.format(number=going_on.number))
            at = moment_of(delivery, now)
            planned = await self._planned(records, typed, venue, number, now)
            if planned is None:
                hall = replace(self._new(typed, venue, actor, now), opened_at=at)
                hall = await self._add(records, hall, actor, delivery, HallEventKind.OPENED)
            else:
                hall = await self._begin(records, planned, venue, actor, at, delivery)
            await records.hall_agenda.take_up(hall.number)
            return await view_of(records, hall.number)

    async def _planned(
        self, records: Records, typed: HallTyped, venue: Venue, number: str | None, now: datetime
    ) -> TownHall | None:
        """The planned town hall that is to be opened; None where a new one is."""
        if number is None and typed.title is not None:
            return None
        planned = [await found(records, number, now)] if number else list(await records.halls.planned(venue.channel))
        if not planned:
            raise Refusal(_("None is planned for this channel: say what the town hall is called."))
        if planned[0].state is not HallState.PLANNED:
            raise NotGoingOn(standing(planned[0]))
        return await records.halls.held(planned[0].number)

    async def _begin(
        self, records: Records, hall: TownHall, venue: Venue, actor: Actor, at: datetime, delivery: str | None
    ) -> TownHall:
        begun = replace(
            hall,
            channel=venue.channel,
            guild=venue.guild,
            place=venue.place,
            source_kind=venue.source_kind,
            facilitators=tuple(dict.fromkeys((*hall.facilitators, actor.id))),
            opened_at=at,
        )
        await records.halls.put(begun)
        body = {"channel": venue.channel}
        await records.hall_events.add(HallEvent(HallEventKind.OPENED, hall.number, at, body, actor.id, delivery))
        await participating.note(records, hall.number, actor.id, actor.name, at, self._stakeholders)
        return begun

    def _new(self, typed: HallTyped, venue: Venue, actor: Actor, now: datetime) -> TownHall:
        check_shared(venue)
        return TownHall(
            "",
            name(typed.title, _("what the town hall is called"), TITLE_LIMIT),
            venue.channel,
            actor.id,
            now,
            venue.guild,
            venue.place,
            venue.source_kind,
            charter=self._charter_of(typed),
            facilitators=(actor.id,),
        )

    def _charter_of(self, typed: HallTyped) -> HallCharter:
        usual, hours = self._charter, typed.comment_hours
        if hours is not None and not (hours.isdecimal() and int(hours) <= COMMENT_HOURS_LIMIT):
            text = _("“{hours}” is no number of hours; write one from 0 to {limit}.")
            raise Refusal(text.format(hours=hours[:20], limit=COMMENT_HOURS_LIMIT))
        return HallCharter(
            typed.naming or usual.naming,
            usual.comment_hours if hours is None else int(hours),
            typed.objections or usual.objections,
        )

    async def _add(
        self, records: Records, hall: TownHall, actor: Actor, delivery: str | None, kind: HallEventKind
    ) -> TownHall:
        now = hall.made_at
        hall = replace(hall, number=await records.sequences.next("T", now.year))
        if not await records.halls.add(hall):
            raise NotGoingOn(_("Another town hall was opened here at the same moment; /townhall show shows it."))
        body = {
            "title": hall.title,
            "channel": hall.channel,
            "naming": hall.charter.naming.value,
            "comment_hours": hall.charter.comment_hours,
            "objections": hall.charter.objections.value,
            "starts_at": hall.starts_at.isoformat() if hall.starts_at else None,
        }
        at = hall.opened_at or now
        await records.hall_events.add(HallEvent(kind, hall.number, at, body, actor.id, delivery))
        await participating.note(records, hall.number, actor.id, actor.name, now, self._stakeholders)
        return hall

    # -- While it goes on ------------------------------------------------------------------------------------------

    async def pause(
        self, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Pause: what is said until it is resumed is not kept.

        Raises:
            Refusal: It is not open, or the actor does not lead it.
        """

        def paused(hall: TownHall, at: datetime) -> TownHall:
            return replace(hall, paused_at=at)

        return await self._step(number, venue, actor, delivery, (HallState.OPEN,), HallEventKind.PAUSED, paused)

    async def resume(
        self, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Go on after a pause.

        Raises:
            Refusal: It is not paused, or the actor does not lead it.
        """

        def resumed(hall: TownHall, _at: datetime) -> TownHall:
            return replace(hall, paused_at=None)

        return await self._step(number, venue, actor, delivery, (HallState.PAUSED,), HallEventKind.RESUMED, resumed)

    async def close(
        self, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Close: nothing that is said after this moment is kept; what was said before may still arrive.

        Raises:
            Refusal: It is not going on, or the actor does not lead it.
        """

        def closed(hall: TownHall, at: datetime) -> TownHall:
            return replace(hall, paused_at=None, closed_at=at)

        going_on = (HallState.OPEN, HallState.PAUSED)
        return await self._step(number, venue, actor, delivery, going_on, HallEventKind.CLOSED, closed)

    async def _step(
        self,
        number: str | None,
        venue: Venue,
        actor: Actor,
        delivery: str | None,
        states: tuple[HallState, ...],
        kind: HallEventKind,
        change: Callable[[TownHall, datetime], TownHall],
    ) -> HallView:
        now = self._clock()
        async with self._store.write() as records:
            earlier = await records.hall_events.delivered(delivery)
            if earlier is not None:
                return await view_of(records, earlier.hall)
            hall = await held(records, number, venue, now)
            check_leads(hall, actor)
            if hall.state not in states:
                raise NotGoingOn(standing(hall))
            at = max(moment_of(delivery, now), hall.opened_at or now)
            await records.halls.put(change(hall, at))
            await records.hall_events.add(HallEvent(kind, hall.number, at, {}, actor.id, delivery))
            if kind is HallEventKind.CLOSED:
                await self._place(records, hall, at)
            await records.outbox.touch(hall.subject, now)
            return await view_of(records, hall.number)

    async def _place(self, records: Records, hall: TownHall, at: datetime) -> None:
        """Give those their category whose profile was confirmed in the meantime."""
        people = await records.hall_participants.of(hall.number, hall.charter.naming)
        unplaced = [one.person for one in people if not one.category]
        placed = await participating.categories(records, unplaced, at, self._stakeholders)
        await records.hall_participants.place(hall.number, placed)

    # -- Looking -----------------------------------------------------------------------------------------------------

    async def show(self, venue: Venue, number: str | None = None) -> HallView:
        """A town hall as it stands: that of a number, or of the channel.

        Raises:
            Unknown: There is none.
        """
        now = self._clock()
        async with self._store.read() as records:
            return await view_of(records, (await meant(records, number, venue, now)).number)

    async def all(self, limit: int = 25) -> tuple[TownHall, ...]:
        """The last town halls, the newest first."""
        async with self._store.read() as records:
            return await records.halls.newest(limit)

    async def going_on(self) -> tuple[TownHall, ...]:
        """All that are open or paused."""
        async with self._store.glance() as records:
            return await records.halls.all_going_on()

    async def discussion(self, number: str) -> Discussion:
        """All that a town hall keeps, for those who make minutes of it.

        Raises:
            Unknown: There is no such town hall.
        """
        async with self._store.read() as records:
            return await discussion(records, numbered(number, "T", self._clock().year))
