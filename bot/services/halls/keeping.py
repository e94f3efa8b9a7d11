"""What happens to town halls because time passes: their channels are reminded of those that are planned."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.clocks import Clock
from bot.domain.meetings.halls import HallEvent, HallEventKind, HallState, TownHall, reminder_due
from bot.domain.outboxes import Post
from bot.store import Records, Store

_CHANGES = (HallEventKind.MOVED, HallEventKind.CANCELLED)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A town hall that its server does not show as it is planned now.

    ``event`` is the server's event of it, "discord:42"; None if there is none yet. ``change`` is how often the plan was
    changed.
    """

    hall: TownHall
    event: str | None
    change: int


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
        if hall.starts_at is None:
            return
        starts = hall.starts_at.isoformat()
        payload = {"hall": hall.number, "hours": hours, "starts": starts}
        post = Post(hall.channel, f"{hall.subject}:{hours}:{starts}", "town hall reminder", payload)
        now = self._clock()
        async with self._store.write() as records:
            current = await records.halls.held(hall.number, alone=False)
            if current is not None and reminder_due(current, now) is not None and not await records.outbox.holds(post):
                await records.outbox.put(post, now)

    async def to_announce(self) -> tuple[Announcement, ...]:
        """Town halls of a guild whose plan its events do not show: new ones, and those that were moved or cancelled."""
        async with self._store.read() as records:
            planned = [one for one in await records.halls.planned() if one.guild and one.starts_at]
            cancelled = [one for one in await records.halls.cancelled() if one.guild]
            found = [await _announcement(records, one) for one in (*planned, *cancelled)]
        return tuple(one for one in found if one is not None)

    async def announced(self, announcement: Announcement, event: str | None, error: str = "") -> None:
        """Note that a plan is announced as an event, or cannot be; each change of it is tried once."""
        number, change = announcement.hall.number, announcement.change
        body = {"event": event, "error": error, "change": change}
        delivery = f"announced:{number}:{change}" if change else f"announced:{number}"
        async with self._store.write() as records:
            now = self._clock()
            await records.hall_events.add(HallEvent(HallEventKind.ANNOUNCED, number, now, body, delivery=delivery))


async def _announcement(records: Records, hall: TownHall) -> Announcement | None:
    """What the server is to be told of a town hall; None if it knows."""
    events = await records.hall_events.of(hall.number, HallEventKind.ANNOUNCED, *_CHANGES)
    change = sum(one.kind in _CHANGES for one in events)
    told = [one.body for one in events if one.kind is HallEventKind.ANNOUNCED]
    if any(one.get("change", 0) == change for one in told):
        return None
    event = told[-1]["event"] if told else None
    if hall.state is HallState.CANCELLED and event is None:
        return None
    return Announcement(hall, event, change)
