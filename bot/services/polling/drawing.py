"""Where people stand on a roll, by their verified profiles."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from bot.domain.libraries import Library
from bot.domain.polls.placing import Known, makers, placed
from bot.domain.polls.polls import Poll, RollEntry, Voter
from bot.domain.stakeholders import Stakeholders
from bot.store import Records


class RollService:
    """Says where people stand on rolls."""

    def __init__(self, stakeholders: Stakeholders) -> None:
        self._stakeholders = stakeholders

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
