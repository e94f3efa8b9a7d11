"""Who takes part in a town hall, with the stakeholder category that they have on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.domain.stakeholders import Stakeholders
from bot.store import Records


async def note(records: Records, hall: str, person: str, name: str, at: datetime, stakeholders: Stakeholders) -> None:
    """Note that somebody takes part, with the category of their verified profile; once."""
    if person and not await records.hall_participants.knows(hall, person):
        category = (await categories(records, [person], at, stakeholders)).get(person, "")
        await records.hall_participants.add(hall, person, name, category)


async def categories(
    records: Records, persons: Iterable[str], at: datetime, stakeholders: Stakeholders
) -> Mapping[str, str]:
    """The names of the categories that people have at a moment; who has none is left out."""
    profiles = await records.profiles.in_force(persons, at)
    return {person: stakeholders.category_name(profile.stake.category) for person, profile in profiles.items()}
