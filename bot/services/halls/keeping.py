"""What happens to town halls because time passes: their channels are reminded of those that are planned."""

from __future__ import annotations

from bot.domain.clocks import Clock
from bot.domain.meetings.halls import HallEvent, HallEventKind, TownHall, reminder_due
from bot.domain.outboxes import Post
from bot.store import Store


class HallKeepingService:
    """Queues the reminders that are due; each is queued once, whoever looks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def keep(self) -> None:
        """Do all that is due."""
        now = self._clock()
        async with self._store.glance() as records:
            planned = [one for one in await records.halls.planned() if one.channel.startswith("discord:")]
        due = [(hall, hours) for hall in planned if (hours := reminder_due(hall, now)) is not None]
        for hall, hours in due:
            await self._remind(hall, hours)

    async def _remind(self, hall: TownHall, hours: int) -> None:
        post = Post(
            hall.channel, f"{hall.subject}:{hours}", "town hall reminder", {"hall": hall.number, "hours": hours}
        )
        now = self._clock()
        async with self._store.write() as records:
            current = await records.halls.held(hall.number, alone=False)
            if current is not None and reminder_due(current, now) is not None and not await records.outbox.holds(post):
                await records.outbox.put(post, now)

    async def to_announce(self) -> tuple[TownHall, ...]:
        """Planned town halls of a guild that nobody has announced there as an event."""
        async with self._store.read() as records:
            planned = [one for one in await records.halls.planned() if one.guild and one.starts_at]
            told = {one.number for one in planned if await records.hall_events.of(one.number, HallEventKind.ANNOUNCED)}
        return tuple(one for one in planned if one.number not in told)

    async def announced(self, number: str, event: str | None, error: str = "") -> None:
        """Note that a town hall was announced as an event, or cannot be; it is tried once."""
        body = {"event": event, "error": error}
        async with self._store.write() as records:
            kind, now = HallEventKind.ANNOUNCED, self._clock()
            await records.hall_events.add(HallEvent(kind, number, now, body, delivery=f"announced:{number}"))
