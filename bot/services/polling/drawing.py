"""A roll drawn from what somebody listed, and from verified profiles."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence

from bot.domain.libraries import Library
from bot.domain.polls.placing import Known, makers, placed
from bot.domain.polls.polls import Poll, RollEntry, Voter
from bot.domain.refusals import Refusal
from bot.domain.stakeholders import Stakeholders
from bot.services.polling import rolls
from bot.store import Records, Store
from bot.texts import _

EVERYBODY = "all"
"""What stands for all who have a verified profile."""


class RollService:
    """Draws rolls, and says where people stand on them."""

    def __init__(self, store: Store, stakeholders: Stakeholders) -> None:
        self._store = store
        self._stakeholders = stakeholders

    async def drawn(self, people: str | None, profiles: str | None, surface: str) -> tuple[RollEntry, ...]:
        """Those who are listed, and those who have a verified profile.

        Args:
            people: A list as ``rolls.read`` takes it.
            profiles: "all" for everybody with a verified profile, or categories, parted by commas.
            surface: Where the one who lists is, such as "terminal".

        Raises:
            Refusal: The list cannot be read, a category is unknown, or there is nobody.
        """
        if not people and not profiles:
            text = _("Say who may vote: list them in people, or take those with a verified profile (profiles: all).")
            raise Refusal(text)
        listed = rolls.read(people, surface) if people else ()
        found = {entry.person: entry for entry in listed}
        for person in await self._with_profiles(profiles) if profiles else ():
            found.setdefault(person, RollEntry(person))
        rolls.check_size(len(found))
        return tuple(found.values())

    async def _with_profiles(self, typed: str) -> tuple[str, ...]:
        categories = self._categories(typed)
        async with self._store.read() as records:
            found = await records.profiles.everybody(categories, rolls.LIMIT + 1)
        if not found:
            text = _("Nobody has such a verified profile: people claim one with /profile claim, and a moderator "
                     "confirms it.")  # fmt: skip
            raise Refusal(text)
        return tuple(profile.person for profile in found)

    def _categories(self, typed: str) -> tuple[str, ...] | None:
        """The ids of the categories that were typed; None for all."""
        if typed.strip().casefold() == EVERYBODY:
            return None
        parts = [part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()]
        return tuple(self._stakeholders.category(part).id for part in parts)

    async def placed(
        self,
        records: Records,
        entries: Sequence[RollEntry],
        developer: str | None,
        standing: Iterable[Voter] = (),
    ) -> tuple[RollEntry, ...]:
        """Give everybody of a list their place on a roll, by the profiles in force now.

        Args:
            records: Of the transaction in which the roll is set.
            entries: As they are listed.
            developer: Who made the system that the poll is about.
            standing: Those who have a place on the roll already, which nothing moves.

        Raises:
            Misplaced: The list says another place of somebody.
        """
        profiles = await records.profiles.in_force(entry.person for entry in entries)
        organisations = await records.organisations.all()
        known = Known(self._stakeholders, organisations, profiles, makers(developer) if developer else ())
        return placed(entries, known, standing)


def developer_of(poll: Poll, library: Library) -> str | None:
    """Who made the system that a poll is about; None where it is about none, or one that there no longer is."""
    system = library.systems.get(poll.charter.subject) if poll.charter.subject else None
    return system.developer if system else None


def voters(entries: Sequence[RollEntry]) -> list[Voter]:
    """People with a handle each, which says nothing about them and holds in one poll."""
    return [
        Voter(
            secrets.token_hex(8),
            one.person,
            one.category,
            one.organisation,
            one.region,
            verified=one.verified,
            disclosed=one.disclosed,
            of_maker=one.of_maker,
        )
        for one in entries
    ]


def entries_of(several: Iterable[Voter]) -> list[RollEntry]:
    """Those on a roll as they would be listed; who was forgotten is left out."""
    return [
        RollEntry(
            one.person, one.category, one.organisation, one.region, one.verified, one.disclosed, one.of_maker
        )
        for one in several
        if one.person
    ]  # fmt: skip
