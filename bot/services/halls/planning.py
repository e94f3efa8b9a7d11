"""Planned town halls that are to be held at another time, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings.halls import TITLE_LIMIT, HallEvent, HallEventKind, HallState, TownHall
from bot.domain.polls.deadlines import deadline
from bot.domain.polls.polls import moment_of
from bot.domain.refusals import Refusal
from bot.domain.written import name, words
from bot.services.halls.finding import NotGoingOn, Venue, check_leads, held, standing
from bot.services.halls.viewing import HallView, view_of
from bot.store import Records, Store
from bot.texts import _

WHY_LIMIT = 500


class HallPlanService:
    """Moves planned town halls, and cancels them; nothing but the plan is changed, and every change is an event."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def move(
        self,
        starts: str | None,
        title: str | None,
        venue: Venue,
        actor: Actor,
        delivery: str | None = None,
        number: str | None = None,
    ) -> HallView:
        """Plan it for another time, under another title, or both.

        Raises:
            Refusal: It is not planned (any more), the actor does not lead it, or nothing that fits was said.
        """
        if starts is None and title is None:
            raise Refusal(_("Say for when it is planned now (2026-12-01 16:00, 2 days), or what it is called."))
        now = self._clock()
        async with self._store.write() as records:
            if (earlier := await records.hall_events.delivered(delivery)) is not None:
                return await view_of(records, earlier.hall)
            hall = await _planned(records, number, venue, actor, now)
            moved = replace(
                hall,
                starts_at=deadline(starts, now) if starts is not None else hall.starts_at,
                title=name(title, _("what the town hall is called"), TITLE_LIMIT) if title is not None else hall.title,
            )
            await self._change(records, hall, moved, HallEventKind.MOVED, {}, actor, delivery)
            return await view_of(records, hall.number)

    async def cancel(
        self, why: str, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Cancel it; what was on its agenda waits for the next.

        Raises:
            Refusal: It is not planned (any more), the actor does not lead it, or no reason was given.
        """
        reason = words(why, _("why it is not held"), WHY_LIMIT)
        async with self._store.write() as records:
            if (earlier := await records.hall_events.delivered(delivery)) is not None:
                return await view_of(records, earlier.hall)
            hall = await _planned(records, number, venue, actor, self._clock())
            cancelled = replace(hall, starts_at=None)
            await self._change(records, hall, cancelled, HallEventKind.CANCELLED, {"why": reason}, actor, delivery)
            await records.hall_agenda.give_back(hall.number)
            return await view_of(records, hall.number)

    async def _change(
        self,
        records: Records,
        before: TownHall,
        after: TownHall,
        kind: HallEventKind,
        said: Mapping[str, Any],
        actor: Actor,
        delivery: str | None,
    ) -> None:
        now = self._clock()
        body = {
            "starts_at": after.starts_at.isoformat() if after.starts_at else None,
            "started_at": before.starts_at.isoformat() if before.starts_at else None,
            "title": after.title,
            **said,
        }
        await records.halls.put(after)
        await records.hall_events.add(HallEvent(kind, after.number, moment_of(delivery, now), body, actor.id, delivery))
        await records.outbox.touch(after.subject, now)


async def _planned(records: Records, number: str | None, venue: Venue, actor: Actor, now: datetime) -> TownHall:
    """The planned town hall that is meant, kept from changing; without a number, the next of the channel."""
    if number is None:
        planned = await records.halls.planned(venue.channel)
        if not planned:
            raise NotGoingOn(_("None is planned for this channel; name one by its number (/townhall list)."))
        number = planned[0].number
    hall = await held(records, number, venue, now)
    check_leads(hall, actor)
    if hall.state is not HallState.PLANNED:
        raise NotGoingOn(standing(hall))
    return hall
