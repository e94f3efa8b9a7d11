"""Who takes part in a town hall, with the stakeholder category that they have on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.domain.meetings.discussions import Naming
from bot.domain.stakeholders import Stakeholders
from bot.store import Records


async def note(records: Records, hall: str, person: str, name: str, at: datetime, stakeholders: Stakeholders) -> None:
    """Note that somebody takes part, with the category of their verified profile; once.

    Who chose for the whole record how they are named appears so here too, until they choose otherwise. What is kept is
    what others call them, so that it is found in what they say.
    """
    if person and not await records.hall_participants.knows(hall, person):
        category = (await categories(records, [person], at, stakeholders)).get(person, "")
        chosen = await records.public_names.of(person)
        await records.hall_participants.add(hall, person, name, category)
        if chosen is not None:
            naming = Naming.BY_NAME if chosen else Naming.BY_CATEGORY
            await records.hall_participants.choose(hall, person, naming)


async def categories(
    records: Records, persons: Iterable[str], at: datetime, stakeholders: Stakeholders
) -> Mapping[str, str]:
    """The names of the categories that people have at a moment; who has none is left out."""
    profiles = await records.profiles.in_force(persons, at)
    return {person: stakeholders.category_name(profile.stake.category) for person, profile in profiles.items()}
