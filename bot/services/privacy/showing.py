"""All that is stored of a person, for that person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.privacy.kept import Area, Kept
from bot.domain.privacy.persons import Subject
from bot.services.privacy import logged
from bot.store import Records, Store


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """What is kept of somebody at a moment, table by table."""

    subject: Subject
    at: datetime
    kept: tuple[Kept, ...]

    def of(self, area: Area) -> tuple[Kept, ...]:
        """What is kept in one area."""
        return tuple(one for one in self.kept if one.area is area)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas in which something is kept."""
        return tuple(area for area in Area if self.of(area))


class PrivacyService:
    """Looks up what is stored of people."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def show(self, actor: Actor) -> PrivacyView:
        """All that is stored of the actor."""
        return await self.of(actor.id)

    async def of(self, person: str) -> PrivacyView:
        """All that is stored of somebody: for them, or for an operator whom they asked.

        Args:
            person: The id, such as "discord:42".
        """
        subject = Subject(person)
        async with self._store.read() as records:
            return await seen(records, subject, self._clock())


async def seen(records: Records, subject: Subject, now: datetime) -> PrivacyView:
    """All that is kept of somebody, what the log shows of them too."""
    kept = await records.persons.kept(subject)
    return PrivacyView(subject, now, (*kept, *await logged.shown(records, await logged.of_person(records, subject))))
