"""How participants want to be named in public: their choice, kept as an event so that it can be shown."""

from __future__ import annotations

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.halls import HallEvent, HallEventKind
from bot.domain.polls.polls import moment_of
from bot.domain.stakeholders import Stakeholders
from bot.services.halls import participating
from bot.services.halls.finding import Venue, kept_from_changing, last_held
from bot.services.halls.viewing import HallView, view_of
from bot.store import Store


class ConsentService:
    """Keeps every choice; the last one holds."""

    def __init__(self, store: Store, stakeholders: Stakeholders, clock: Clock) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._clock = clock

    async def choose(
        self,
        naming: Naming,
        venue: Venue,
        actor: Actor,
        delivery: str | None = None,
        number: str | None = None,
        *,
        renamed: bool = False,
    ) -> HallView:
        """Keep how the actor wants to be named in the minutes of a town hall.

        Args:
            renamed: Whether they go by another name than before, though the choice is the same.

        Raises:
            Unknown: There is no such town hall.
        """
        now = self._clock()
        async with self._store.write() as records:
            hall = await kept_from_changing(records, await last_held(records, number, venue, now))
            before = await records.hall_participants.chosen(hall.number, actor.id)
            body = {"naming": naming.value, "before": before.value if before else None, "renamed": renamed}
            at = moment_of(delivery, now)
            event = HallEvent(HallEventKind.CONSENT, hall.number, at, body, actor.id, delivery)
            if await records.hall_events.add(event):
                await participating.note(records, hall.number, actor.id, actor.name, now, self._stakeholders)
                await records.hall_participants.choose(hall.number, actor.id, naming)
            return await view_of(records, hall.number)

    async def chosen(self, venue: Venue, actor: Actor, number: str | None = None) -> Naming:
        """What holds for the actor now.

        Raises:
            Unknown: There is no such town hall.
        """
        now = self._clock()
        async with self._store.read() as records:
            hall = await last_held(records, number, venue, now)
            return await records.hall_participants.chosen(hall.number, actor.id) or hall.charter.naming
