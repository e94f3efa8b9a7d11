"""Organisations that count as one: a company and its subsidiary, a foundation and its projects."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.organisations import Grouping, Organisations
from bot.domain.profiles import ORGANISATION_LIMIT, organisation_written
from bot.domain.written import Unfit, words
from bot.services.endorsing import Crossings
from bot.store import Store
from bot.texts import _

REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Grouped:
    """An organisation as it is grouped now, among all others; ``speaking`` have a profile for its group."""

    name: str
    organisations: Organisations
    speaking: int


class OrganisationService:
    """Says which organisations count as one."""

    def __init__(self, store: Store, crossings: Crossings, clock: Clock) -> None:
        self._store = store
        self._crossings = crossings
        self._clock = clock

    async def group(self, name: str, part_of: str | None, reason: str, actor: Actor) -> Grouped:
        """Let an organisation count as a part of another; without one, let it stand alone again.

        Raises:
            Circular: The other one belongs to it.
            Unfit: A name or the reason cannot be kept.
        """
        part, whole = _named(name), organisation_written(part_of)
        why = words(reason, _("why"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            await records.endorsements.lock()
            if whole is not None:
                (await records.organisations.all()).check(part, whole)
            await records.organisations.group(part, whole, Grouping(actor.id, now, why))
            # Endorsers may be one now, or two.
            await self._crossings.note(records, now)
            after = await records.organisations.all()
            return Grouped(part, after, await records.profiles.count_speaking_for(after.members(part)))

    async def all(self) -> Organisations:
        """All that were grouped, to count people by."""
        async with self._store.read() as records:
            return await records.organisations.all()

    async def suggest(self, typed: str, limit: int = 25) -> list[str]:
        """Names of grouped organisations that hold what has been typed."""
        wanted = typed.strip().casefold()
        known = (await self.all()).known.values()
        return [organisation.name for organisation in known if wanted in organisation.name.casefold()][:limit]


def _named(name: str) -> str:
    found = organisation_written(name)
    if found is None:
        raise Unfit(_("Name the organisation, in at most {limit} letters.").format(limit=ORGANISATION_LIMIT))
    return found
