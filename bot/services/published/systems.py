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
from bot.store.curation_records import HistoryMark

_ONE_BY_ONE = 12

_Beside = tuple[Mapping[str, HistoryMark], Mapping[str, str], Mapping[str, str]]


class Hand(StrEnum):
    """Who brought a change or confirmed it, by role."""

    FILES = "files"
    MEMBER = "member"
    CURATOR = "curator"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """One accepted change of a system; ``confirmed_by`` is None for the data files.

    The names are those that people chose for the record, empty where they chose none. The rest is as in `Change`.
    """

    id: int
    at: datetime
    by: Hand
    confirmed_by: Hand | None
    why: str
    alterations: tuple[Alteration, ...]
    proposal: int | None
    turns: tuple[VerdictTurn, ...]
    by_name: str = ""
    confirmed_by_name: str = ""


@dataclass(frozen=True, slots=True)
class PublishedSystem:
    """A system with what belongs to it.

    ``digest`` is one of what is recorded of it and of all that it was made from. ``family`` are the ids of the others
    of its family, ``derived`` of those made from it, both by name. ``history`` is a digest of
    what is shown of its history, empty where none is noted.
    """

    system: System
    digest: str
    standing: Standing
    family: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    history: str = ""


@dataclass(frozen=True, slots=True)
class PublishedSystems:
    """All systems at one moment, by id.

    ``majors`` are the version in force and the newest one of each other definition. ``files`` are the sha256 of the
    files of definitions and vocabulary, by name. ``names`` are how people chose to be named, by account. ``judged`` are
    assessments under every version that are at hand; they spare judging again, and nothing else.
    """

    snapshot: Snapshot
    systems: Mapping[str, PublishedSystem]
    majors: tuple[Definition, ...]
    files: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
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
        self._kept: tuple[Snapshot, _Beside, PublishedSystems] | None = None

    async def current(self) -> PublishedSystems:
        """All systems as they are now."""
        snapshot = await self._library.current()
        async with self._store.read() as records:
            marks = await records.changes.marks()
            names = await records.public_names.several({one for mark in marks.values() for one in mark.people})
            files = await records.library.digests()
        beside = (marks, {person: name for person, name in names.items() if name}, files)
        kept = self._kept
        if kept is not None and kept[0] is snapshot and kept[1] == beside:
            return kept[2]
        found = await asyncio.to_thread(self._published, snapshot, *beside)
        # Assessments are large: they are for whoever asked first, which is whoever makes pages of systems.
        self._kept = (snapshot, beside, replace(found, judged={}))
        return found

    def histories(self, everything: PublishedSystems) -> Histories:
        """Reads what changed in systems, for one run over many of them."""
        return Histories(self._store, everything.names)

    def _published(
        self, snapshot: Snapshot, marks: Mapping[str, HistoryMark], names: Mapping[str, str], files: Mapping[str, str]
    ) -> PublishedSystems:
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
                _history_digest(marks.get(id_), names),
            )
            for id_, system in shown.items()
        }
        return PublishedSystems(replace(snapshot, library=library), systems, _majors(snapshot), files, names, judged)

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

    def __init__(self, store: Store, names: Mapping[str, str]) -> None:
        self._store = store
        self._names = names
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
                return tuple(_change(one, self._names) for one in await records.changes.of(id_))
        if self._all is None:
            async with self._store.read() as records:
                self._all = await records.changes.of_several({id_, *others})
        return tuple(_change(one, self._names) for one in self._all.get(id_, ()))


def _history_digest(mark: HistoryMark | None, names: Mapping[str, str]) -> str:
    """A digest of a history as it is shown, with the names in it; empty where there is none."""
    if mark is None:
        return ""
    named = [name for person in mark.people if (name := names.get(person))]
    return hashlib.sha256(repr((mark.digest, named)).encode()).hexdigest()


def _change(change: Change, names: Mapping[str, str]) -> PublishedChange:
    return PublishedChange(
        change.id,
        change.at,
        Hand.FILES if change.by == FILES else Hand.MEMBER,
        _confirmed(change),
        "" if change.by == FILES else without_accounts(change.why),
        tuple(Alteration(a.part, public(a.before), public(a.after)) for a in change.alterations),
        change.proposal,
        change.turns,
        names.get(change.by, ""),
        names.get(change.confirmed_by or "", ""),
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
