"""Systems as everybody may see them: what is recorded, the verdicts that follow, and how the record came about."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.adoptions import TimeInForce
from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment
from bot.domain.definitions import Definition
from bot.domain.histories import FILES, Alteration, Change, VerdictTurn
from bot.domain.libraries import Library
from bot.domain.systems import System
from bot.services.answers import about
from bot.services.libraries import LibraryService, Snapshot
from bot.services.published.persons import public, without_accounts
from bot.services.published.standings import Standing, Standings
from bot.store import Store

_ONE_BY_ONE = 12


class Hand(StrEnum):
    """Who brought a change or confirmed it, by role."""

    FILES = "files"
    MEMBER = "member"
    CURATOR = "curator"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """One accepted change of a system; ``confirmed_by`` is None for the data files. The rest is as in `Change`."""

    id: int
    at: datetime
    by: Hand
    confirmed_by: Hand | None
    why: str
    alterations: tuple[Alteration, ...]
    proposal: int | None
    turns: tuple[VerdictTurn, ...]


@dataclass(frozen=True, slots=True)
class PublishedSystem:
    """A system with what belongs to it.

    ``digest`` is one of what is recorded of it and of all that it was made from. ``family`` are the ids of the others
    of its family, ``derived`` of those made from it, both by name. ``last_change`` is the number of the last change of
    it, 0 where none is noted.
    """

    system: System
    digest: str
    standing: Standing
    family: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    last_change: int = 0


@dataclass(frozen=True, slots=True)
class PublishedSystems:
    """All systems at one moment, by id.

    ``majors`` are the version in force and the newest one of each other definition. ``files`` are the sha256 of the
    files of definitions and vocabulary, by name. ``judged`` are assessments under every version that are at hand; they
    spare judging again, and nothing else.
    """

    snapshot: Snapshot
    systems: Mapping[str, PublishedSystem]
    majors: tuple[Definition, ...]
    files: Mapping[str, str]
    judged: Mapping[str, tuple[Assessment, ...]] = field(default_factory=dict, repr=False)

    @property
    def library(self) -> Library:
        """Systems, definitions and vocabulary."""
        return self.snapshot.library

    @property
    def in_force(self) -> Definition:
        """The version that answers when none is named."""
        return self.snapshot.in_force

    @property
    def holding(self) -> TimeInForce:
        """Since when that version is in force, and by which decision."""
        return self.snapshot.holding

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Every version, by family and date."""
        return tuple(self.library.reference.definitions.values())

    def about(self, id_: str) -> SystemAnswer:
        """Everything to be said of a system under the version in force, and its assessment under every version."""
        known = self.judged.get(id_)
        versions = known or tuple(self.library.assess(id_, definition) for definition in self.definitions)
        in_force = next(one for one in versions if one.definition.label == self.in_force.label)
        return replace(about(in_force, self.snapshot), versions=versions)


class PublishedSystemService:
    """Reads systems for the public record."""

    def __init__(self, store: Store, library: LibraryService) -> None:
        self._store = store
        self._library = library
        self._standings = Standings()
        self._digested: Mapping[str, tuple[System, System, str]] = {}
        self._kept: tuple[Snapshot, Mapping[str, int], Mapping[str, str], PublishedSystems] | None = None

    async def current(self) -> PublishedSystems:
        """All systems as they are now."""
        snapshot = await self._library.current()
        async with self._store.read() as records:
            last = await records.changes.last_numbers()
            files = await records.library.digests()
        kept = self._kept
        if kept is not None and kept[0] is snapshot and kept[1:3] == (last, files):
            return kept[3]
        found = await asyncio.to_thread(self._published, snapshot, last, files)
        # Assessments are large: they are for whoever asked first, which is whoever makes pages of systems.
        self._kept = (snapshot, last, files, replace(found, judged={}))
        return found

    def histories(self) -> Histories:
        """Reads what changed in systems, for one run over many of them."""
        return Histories(self._store)

    def _published(self, snapshot: Snapshot, last: Mapping[str, int], files: Mapping[str, str]) -> PublishedSystems:
        self._digested = {id_: self._digest(id_, system) for id_, system in snapshot.library.systems.items()}
        shown = {id_: found[1] for id_, found in self._digested.items()}
        library = Library(snapshot.library.reference, shown)
        digests = {id_: self._with_bases(id_) for id_ in shown}
        standings, judged = self._standings.of(library, digests)
        families, derived = _families(shown.values()), _derived(shown.values())
        systems = {
            id_: PublishedSystem(
                system,
                digests[id_],
                standings[id_],
                tuple(other for other in families[system.family] if other != id_),
                tuple(derived[id_]),
                last.get(id_, 0),
            )
            for id_, system in shown.items()
        }
        return PublishedSystems(replace(snapshot, library=library), systems, _majors(snapshot), files, judged)

    def _digest(self, id_: str, system: System) -> tuple[System, System, str]:
        """A system, as it may be published, and its digest; kept for as long as it is the same value."""
        kept = self._digested.get(id_)
        if kept is not None and kept[0] is system:
            return kept
        shown: System = public(system)
        return system, shown, hashlib.sha256(repr(shown).encode()).hexdigest()

    def _with_bases(self, id_: str) -> str:
        """A digest of a system and of all that it was made from."""
        ids = [id_]
        for one in ids:
            ids += [base for base in self._digested[one][1].bases if base in self._digested and base not in ids]
        digests = [self._digested[one][2] for one in ids]
        return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


class Histories:
    """What changed in systems. The first ones are read one by one; where many are wanted, all the others at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked = 0
        self._all: Mapping[str, tuple[Change, ...]] | None = None

    async def of(self, id_: str, others: Iterable[str] = ()) -> tuple[PublishedChange, ...]:
        """All changes of a system, the latest first.

        Args:
            id_: The system.
            others: Those that will be asked about as well, if it comes to that.
        """
        self._asked += 1
        if self._all is None and self._asked <= _ONE_BY_ONE:
            async with self._store.read() as records:
                return tuple(map(_change, await records.changes.of(id_)))
        if self._all is None:
            async with self._store.read() as records:
                self._all = await records.changes.of_several({id_, *others})
        return tuple(map(_change, self._all.get(id_, ())))


def _change(change: Change) -> PublishedChange:
    return PublishedChange(
        change.id,
        change.at,
        Hand.FILES if change.by == FILES else Hand.MEMBER,
        _confirmed(change),
        "" if change.by == FILES else without_accounts(change.why),
        tuple(Alteration(a.part, public(a.before), public(a.after)) for a in change.alterations),
        change.proposal,
        change.turns,
    )


def _confirmed(change: Change) -> Hand | None:
    """Who confirmed a change: a curator, or the moderator who settled a dispute."""
    if change.confirmed_by is None:
        return None
    for alteration in change.alterations:
        if alteration.part == "disputes" and len(alteration.after or ()) < len(alteration.before or ()):
            return Hand.MODERATOR
    return Hand.CURATOR


def _families(systems: Iterable[System]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for system in sorted(systems, key=_by_name):
        found[system.family].append(system.id)
    return found


def _derived(systems: Iterable[System]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for system in sorted(systems, key=_by_name):
        for base in system.bases:
            found[base].append(system.id)
    return found


def _by_name(system: System) -> tuple[str, str]:
    return system.name.casefold(), system.id


def _majors(snapshot: Snapshot) -> tuple[Definition, ...]:
    newest = {definition.id: definition for definition in snapshot.library.reference.definitions.values()}
    return (snapshot.in_force, *(found for id_, found in newest.items() if id_ != snapshot.in_force.id))
