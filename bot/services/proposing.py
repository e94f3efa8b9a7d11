"""Taking in what people propose to change in the database. Nothing changes by it: a second person reviews it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.actors import Actor, Role
from bot.domain.amendments import amended
from bot.domain.clocks import Clock
from bot.domain.days import span_of
from bot.domain.names import as_id, fold
from bot.domain.proposals import (
    Availability,
    Detail,
    DetailProposed,
    FactProposed,
    Proposal,
    Proposed,
    SystemProposed,
    WordsProposed,
)
from bot.domain.questions import Ambiguous, Found
from bot.domain.refusals import Refusal
from bot.domain.systems import Access, Assessor, Component, Fact, System
from bot.domain.written import address, day_read, part_of_a_day, words
from bot.domain.written import name as name_
from bot.services.libraries import LibraryService, Snapshot
from bot.services.naming import component_named, licence_named, resolve
from bot.services.understanding import understand
from bot.store import Store
from bot.texts import _

SHOWS_LIMIT = 1000
WORDS_LIMIT = 2000
VALUE_LIMIT = 200
WAITING_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Source:
    """What every proposal needs, as it was typed: the address, what the page shows, and the day it was read."""

    address: str
    shows: str | None = None
    read_on: str | None = None


@dataclass(frozen=True, slots=True)
class FactTyped:
    """A fact as it was typed. ``since`` is a date where the licence has changed, and not our knowledge of it."""

    component: str
    availability: Availability
    licence: str | None = None
    by: Assessor | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one system, for somebody who wants to correct it: every component with its facts."""

    system: System
    components: tuple[tuple[Component, tuple[Fact, ...]], ...]


class ProposingService:
    """Takes proposals in."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def recorded(self, name: str) -> Recorded:
        """What is recorded of a system, component by component, in the order of the vocabulary.

        Raises:
            Unknown: No system is called so.
        """
        snapshot = await self._library.current()
        system = snapshot.library.systems[resolve(name, snapshot)]
        components = _proposable(snapshot)
        return Recorded(system, tuple((component, system.facts_on(component.id)) for component in components))

    async def named(self, text: str) -> tuple[System, ...]:
        """The systems that a text names: a name, or a message with one or several in it; at least one.

        Raises:
            Unknown: No system is named so.
        """
        snapshot = await self._library.current()
        mentions = understand(text[:4000], snapshot.vocabulary).mentions
        ids = [mention.system for mention in mentions if isinstance(mention, Found)]
        ids += [id_ for mention in mentions if isinstance(mention, Ambiguous) for id_ in mention.systems]
        exact = _exact(text, snapshot)
        found = [exact] if exact else list(dict.fromkeys(ids)) or [resolve(text, snapshot)]
        return tuple(snapshot.library.systems[id_] for id_ in found)

    async def suggest_component(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Names and ids of components that fit what has been typed so far."""
        snapshot = await self._library.current()
        wanted = fold(typed)
        names = {c.id: [fold(name) for name in (c.id, c.name, *c.aliases)] for c in _proposable(snapshot)}
        fitting = [c for c in _proposable(snapshot) if any(wanted in name for name in names[c.id])]
        return [(component.name, component.id) for component in fitting[:limit]]

    async def suggest_licence(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Names and ids of licences that fit what has been typed so far."""
        snapshot = await self._library.current()
        wanted = fold(typed)
        table = snapshot.library.reference.licences.values()
        fitting = [
            licence
            for licence in table
            if any(wanted in fold(name) for name in (licence.id, licence.name, *licence.names))
        ]
        return [(f"{licence.id}: {licence.name}", licence.id) for licence in fitting[:limit]]

    async def fact(
        self, name: str, typed: FactTyped, source: Source, actor: Actor, delivery: str | None
    ) -> Proposal | None:
        """Propose a fact about a component of a system.

        Returns:
            The proposal; None if this delivery had brought it already.

        Raises:
            Unknown: System, component or licence are not known; the message names those that come close.
            Refusal: Something is missing or cannot be kept, or the proposal would change nothing.
        """
        snapshot = await self._library.current()
        reference = snapshot.library.reference
        system = snapshot.library.systems[resolve(name, snapshot)]
        component = component_named(typed.component, reference)
        licence = licence_named(typed.licence, reference)
        if typed.availability.access in (Access.ABSENT, Access.UNKNOWN):
            # A form begins with the recorded licence; left as it is, it is nothing that somebody said.
            licence = None if licence in {fact.licence for fact in system.facts_on(component.id)} else licence
        if licence is not None and typed.availability.access in (Access.ABSENT, Access.UNKNOWN):
            raise Refusal(_("What is not released, or not known, carries no licence; leave the licence out."))
        since = part_of_a_day(typed.since)
        if since is not None and licence is None:
            raise Refusal(_("With a date since when something holds, name the licence that holds since then."))
        if since is not None and span_of(since).first > self._clock().date():
            raise Refusal(_("{since} lies ahead; propose it when the licence has changed.").format(since=since))
        proposed = FactProposed(component.id, typed.availability, licence, typed.by, since)
        return await self._take(system.id, proposed, source, actor, delivery)

    async def detail(
        self, name: str, detail: Detail, value: str, source: Source, actor: Actor, delivery: str | None
    ) -> Proposal | None:
        """Propose something about the system itself: an alias, its family, a base.

        Returns:
            As for `fact`.

        Raises:
            Refusal: As for `fact`.
        """
        snapshot = await self._library.current()
        system = snapshot.library.systems[resolve(name, snapshot)]
        found = name_(value, _("what it should be"), VALUE_LIMIT)
        proposed = DetailProposed(detail, _value_of(detail, found, snapshot))
        return await self._take(system.id, proposed, source, actor, delivery)

    async def system(
        self, proposed: SystemProposed, source: Source, actor: Actor, delivery: str | None
    ) -> Proposal | None:
        """Propose a system that is not recorded; it begins without any fact.

        Returns:
            As for `fact`.

        Raises:
            Refusal: As for `fact`; also where a system is called so already.
        """
        checked = replace(
            proposed,
            name=name_(proposed.name, _("what the system is called"), VALUE_LIMIT),
            developer=name_(proposed.developer, _("who made it"), VALUE_LIMIT),
            family=name_(proposed.family, _("which family it belongs to"), VALUE_LIMIT).casefold(),
        )
        id_ = as_id(checked.name)
        if not id_:
            message = _("“{name}” has no letters of which an id could be made; write it in Latin letters too.")
            raise Refusal(message.format(name=checked.name))
        return await self._take(id_, checked, source, actor, delivery)

    async def words(self, name: str, text: str, source: Source, actor: Actor, delivery: str | None) -> Proposal | None:
        """Say in words what is wrong about a system.

        Returns:
            As for `fact`.

        Raises:
            Refusal: As for `fact`.
        """
        snapshot = await self._library.current()
        system = snapshot.library.systems[resolve(name, snapshot)]
        said = WordsProposed(words(text, _("what is wrong, and what is right"), WORDS_LIMIT))
        return await self._take(system.id, said, source, actor, delivery)

    async def _take(
        self, system: str, proposed: Proposed, source: Source, actor: Actor, delivery: str | None
    ) -> Proposal | None:
        now = self._clock()
        needed = not isinstance(proposed, WordsProposed)
        proposal = Proposal(
            id=0,
            system=system,
            proposed=proposed,
            source=address(source.address),
            shows=words(source.shows, _("what the page shows"), SHOWS_LIMIT, needed=needed),
            read_on=day_read(source.read_on, now.date()) if needed else None,
            proposer=actor.id,
            proposed_at=now,
        )
        # Refused now, while its author is here, and not when a curator looks.
        amended(proposal, (await self._library.current()).library)
        async with self._store.write() as records:
            if not await records.deliveries.first(delivery, "proposal", now):
                return None
            if not actor.has(Role.CURATOR) and await records.proposals.count_waiting(actor.id) >= WAITING_LIMIT:
                message = _("{count} of your proposals wait for a curator; wait until some have been looked at.")
                raise Refusal(message.format(count=WAITING_LIMIT))
            return replace(proposal, id=await records.proposals.add(proposal))


def _proposable(snapshot: Snapshot) -> list[Component]:
    """The components of which facts are recorded, or which a version asks for."""
    reference = snapshot.library.reference
    asked = {row.component for definition in reference.definitions.values() for row in definition.requirements
             if row.obligation == "required"}  # fmt: skip
    recorded = {fact.component for system in snapshot.library.systems.values() for fact in system.facts}
    return [component for id_, component in reference.components.items() if id_ in asked | recorded]


def _value_of(detail: Detail, value: str, snapshot: Snapshot) -> str:
    """A detail in the form in which it is kept."""
    match detail:
        case Detail.BASE | Detail.NOT_BASE:
            return _exact(value, snapshot) or value
        case Detail.RELEASED:
            return part_of_a_day(value) or value
        case Detail.ADDRESS:
            return address(value)
    return value


def _exact(name: str, snapshot: Snapshot) -> str | None:
    """The system that bears exactly this name; a base is not looked for in a sentence."""
    wanted = fold(name)
    for system in snapshot.library.systems.values():
        if wanted in {fold(known) for known in (system.id, system.name, *system.aliases)}:
            return system.id
    return None
