"""What a town hall is to talk about: items of people, and what voters in polls asked to discuss."""

from __future__ import annotations

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings.discussions import AgendaItem
from bot.domain.meetings.halls import TITLE_LIMIT, HallEvent, HallEventKind, HallState, TownHall
from bot.domain.names import fold
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.written import name
from bot.services.halls.finding import NotGoingOn, Venue, held, standing
from bot.services.halls.viewing import HallView, view_of
from bot.store import Records, Store
from bot.texts import _

ITEMS_LIMIT = 50


class HallAgendaService:
    """Keeps the agendas of town halls."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def add(
        self, title: str, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Add an item; one that is there already stays once.

        Raises:
            Refusal: The town hall is closed, there is none, or its agenda is full.
        """
        item = AgendaItem(name(title, _("what is to be talked about"), TITLE_LIMIT), actor.id)
        now = self._clock()
        async with self._store.write() as records:
            hall = await _held_open(records, number, venue, self._clock)
            if len(await records.hall_agenda.of(hall.number)) >= ITEMS_LIMIT:
                text = _("The agenda has {limit} items already; take one off with /townhall agenda remove.")
                raise Refusal(text.format(limit=ITEMS_LIMIT))
            body = {"title": item.title}
            event = HallEvent(HallEventKind.AGENDA_ADDED, hall.number, now, body, actor.id, delivery)
            if await records.hall_agenda.add(hall.number, item, now):
                await records.hall_events.add(event)
                await records.outbox.touch(hall.subject, now)
            return await view_of(records, hall.number)

    async def remove(
        self, item: str, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Take an item off, by its number in the agenda or its title: one's own, or any for those who lead.

        Raises:
            Refusal: There is no such item, or it is somebody else's.
        """
        now = self._clock()
        async with self._store.write() as records:
            hall = await _held_open(records, number, venue, self._clock)
            found = _item(item, (await view_of(records, hall.number)))
            if found.by != actor.id and not hall.leads(actor.id) and not actor.has(Role.MODERATOR):
                raise Forbidden(
                    _("Somebody else put that on the agenda; those who lead the town hall can take it off.")
                )
            body = {"title": found.title, "origin": found.origin}
            event = HallEvent(HallEventKind.AGENDA_REMOVED, hall.number, now, body, actor.id, delivery)
            if await records.hall_events.add(event):
                await records.hall_agenda.remove(hall.number, found, now)
                await records.outbox.touch(hall.subject, now)
            return await view_of(records, hall.number)


async def _held_open(records: Records, number: str | None, venue: Venue, clock: Clock) -> TownHall:
    hall = await held(records, number, venue, clock())
    if hall.state in (HallState.CLOSED, HallState.CANCELLED):
        raise NotGoingOn(standing(hall))
    return hall


def _item(text: str, view: HallView) -> AgendaItem:
    items = (*view.agenda, *view.waiting)
    if text.isdecimal() and 0 < int(text) <= len(items):
        return items[int(text) - 1]
    for one in items:
        if fold(one.title) == fold(text):
            return one
    raise Unknown(_("No item of the agenda is “{text}”; name it by its number.").format(text=text[:80]))
