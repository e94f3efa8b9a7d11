"""Endorsements read: one, many, and how far a version is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.actors import Actor, Role
from bot.domain.endorsements.editions import Edition, Editions
from bot.domain.endorsements.endorsements import Endorsement, EndorsementEvent
from bot.domain.endorsements.readiness import Counted, Counts, Passage, counted, passage
from bot.domain.profiles import Profile
from bot.domain.refusals import Forbidden
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing.crossing import Crossings
from bot.services.endorsing.finding import EndorsementView, edition_named, editions, held, view
from bot.services.libraries import LibraryService
from bot.store import Store
from bot.texts import _

WAITING_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a version is.

    ``endorsers`` count once each, ``carried`` are labels of the earlier versions whose endorsements count too, and why.
    ``waiting`` were not verified yet, ``unconfirmed`` endorsed an earlier version only. ``events`` are what happened to
    the version and its gates.
    """

    edition: Edition
    stakeholders: Stakeholders
    endorsers: tuple[Counted, ...]
    counts: Counts
    passages: tuple[Passage, ...]
    carried: tuple[tuple[str, str], ...] = ()
    waiting: int = 0
    unconfirmed: int = 0
    events: tuple[EndorsementEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Endorsements as a list. ``edition`` is None for those of all versions; ``to_confirm`` by their numbers."""

    edition: Edition | None
    stakeholders: Stakeholders
    several: tuple[Endorsement, ...]
    to_confirm: Mapping[str, Edition]
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Endorsing:
    """What somebody needs to know before they endorse: the version, their profile, and what they have endorsed."""

    edition: Edition
    stakeholders: Stakeholders
    profile: Profile | None
    own: tuple[Endorsement, ...]
    to_confirm: Mapping[str, Edition]


class EndorsementReadingService:
    """Shows endorsements, and how far versions are."""

    def __init__(self, store: Store, library: LibraryService, stakeholders: Stakeholders, crossings: Crossings) -> None:
        self._store = store
        self._library = library
        self._stakeholders = stakeholders
        self._crossings = crossings

    async def beginning(self, version: str | None, actor: Actor) -> Endorsing:
        """What somebody would endorse, and as whom."""
        label = await self._label(version)
        async with self._store.read() as records:
            several = await editions(records)
            own = tuple(one for one in await records.endorsements.of(actor.id) if one.live)
            profile = (await records.profiles.in_force([actor.id])).get(actor.id)
        edition = edition_named(several, label)
        return Endorsing(edition, self._stakeholders, profile, own, _to_confirm(several, own, own))

    async def show(self, number: str, actor: Actor) -> EndorsementView:
        """An endorsement. What waits is seen by who made it and by moderators.

        Raises:
            Forbidden: It was never verified, and the actor is neither.
        """
        async with self._store.read() as records:
            found = await held(records, number)
            seen = await view(records, found, actor, self._stakeholders, await editions(records))
        if not (seen.public or seen.inside):
            text = _("{number} was not verified: only who made it and moderators see it.")
            raise Forbidden(text.format(number=found.number))
        return seen

    async def listed(self, version: str | None, category: str | None) -> Listed:
        """The endorsements that are public: of a version and what it takes over, or of all; perhaps of a category."""
        wanted = self._stakeholders.category(category).id if category else None
        async with self._store.read() as records:
            several = await editions(records)
            edition = edition_named(several, version) if version else None
            found = await records.endorsements.ever_verified(several.counted(edition.digest) if edition else None)
            live = await records.endorsements.live()
        shown = tuple(one for one in found if wanted in (None, one.category))
        return Listed(edition, self._stakeholders, shown, _to_confirm(several, shown, live))

    async def waiting(self, actor: Actor) -> Listed:
        """Those that a moderator has to look at, the oldest first.

        Raises:
            Forbidden: The actor is no moderator.
        """
        if not actor.has(Role.MODERATOR):
            raise Forbidden(_("Only moderators see the endorsements that wait."))
        async with self._store.read() as records:
            found = await records.endorsements.waiting(WAITING_SHOWN)
        return Listed(None, self._stakeholders, found, {}, waiting=True)

    async def readiness(self, version: str | None = None) -> Readiness:
        """How far a version is; the one in force for None.

        Raises:
            Unknown: There is no such version.
        """
        label = await self._label(version)
        async with self._store.read() as records:
            several = await editions(records)
            edition = edition_named(several, label)
            order = several.counted(edition.digest)
            live = await records.endorsements.live()
            endorsers = counted(live, await records.organisations.all(), order)
            counts = Counts.of(endorsers)
            return Readiness(
                edition,
                self._stakeholders,
                endorsers,
                counts,
                tuple(passage(gate, counts, self._stakeholders) for gate in self._crossings.gates),
                _carried(several, order),
                sum(not one.counts and one.digest == edition.digest for one in live),
                sum(later == edition for later in _to_confirm(several, live, live).values()),
                await records.endorsement_events.of_versions([edition.digest]),
            )

    async def _label(self, version: str | None) -> str:
        return version or (await self._library.current()).in_force.label

    async def suggest(self, typed: str, actor: Actor, limit: int = 25) -> list[tuple[str, str]]:
        """Endorsements whose number holds what was typed: the actor's own, and for a moderator those that wait."""
        wanted = typed.strip().upper()
        async with self._store.read() as records:
            found = [one for one in await records.endorsements.of(actor.id) if one.live]
            if actor.has(Role.MODERATOR):
                found += await records.endorsements.waiting(WAITING_SHOWN)
        each = {one.number: f"{one.number}: {one.label}" for one in found if wanted in one.number}
        return [(label, number) for number, label in each.items()][:limit]


def _to_confirm(
    several: Editions, wanted: tuple[Endorsement, ...], live: tuple[Endorsement, ...]
) -> dict[str, Edition]:
    """The later versions that endorsements have to be confirmed for, by their numbers."""
    by_endorser: dict[str, list[Endorsement]] = {}
    for one in live:
        by_endorser.setdefault(one.endorser, []).append(one)
    found = {one.number: several.to_confirm(one, by_endorser.get(one.endorser, ())) for one in wanted}
    return {number: edition for number, edition in found.items() if edition is not None}


def _carried(several: Editions, order: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    labels = {edition.digest: edition.label for edition in several.known}
    pairs = zip(order[1:], order, strict=False)
    return tuple((labels.get(before, _("an earlier text")), several.carries[after].why) for before, after in pairs)
