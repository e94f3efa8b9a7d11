"""Importing what other projects say, as claims of theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.definitions.problems import Problem
from bot.domain.clocks import Clock
from bot.domain.libraries import Library
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import Assessor, Entry, Listing, Matched
from bot.importers import Chosen, Importer, Reading
from bot.importers.licences import Spellings
from bot.services.libraries import LibraryService
from bot.services.matching import Match, Matcher
from bot.services.naming import resolve
from bot.store import Store
from bot.texts import _, listed

Progress = Callable[[int, int], None]
_Key = tuple[Assessor, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry of which it is not certain which system it means, with those that may be meant."""

    entry: Entry
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. In a dry run it says what would come of it.

    ``systems`` holds, by the number of a reading, the id of the system it is tied to. ``unknown`` are entries that mean
    no system of ours by any sign.
    """

    readings: tuple[Reading, ...]
    systems: Mapping[int, str] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    doubtful: tuple[Doubt, ...] = ()
    unknown: tuple[Entry, ...] = ()
    vanished: tuple[Listing, ...] = ()

    @property
    def matched(self) -> int:
        """How many entries are tied to a system."""
        return len(self.systems)

    @property
    def broken(self) -> int:
        """How many files nothing was taken of."""
        return sum(reading.entry is None for reading in self.readings)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every file, in the order of the files."""
        return tuple(problem for reading in self.readings for problem in reading.problems)


class ImportService:
    """Reads files of other projects, ties them to systems, and keeps what they claim."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def bring(
        self, importer: Importer, chosen: Chosen, *, dry_run: bool = False, progress: Progress | None = None
    ) -> Imported:
        """Import files: all the good ones in one transaction, nothing of a broken one.

        Args:
            importer: How they are read.
            chosen: Which they are.
            dry_run: Whether to say what would happen, and to change nothing.
            progress: Told how many files are read, of how many.
        """
        library = (await self._library.current()).library
        readings = _read(importer, chosen, Spellings(library.reference.licences.values()), progress)
        if dry_run:
            async with self._store.read() as records:
                plan = self._plan(importer, chosen, readings, library, await records.claims.of(importer.projects))
            return plan.imported
        async with self._store.write(alone=True) as records:
            await records.library.lock()
            plan = self._plan(importer, chosen, readings, library, await records.claims.of(importer.projects))
            known = await records.systems.ids()
            changes = [one if one.system in known else replace(one, system=None) for one in plan.changes]
            if changes:
                await records.claims.put(changes, await records.library.advance())
        return plan.imported

    def _plan(
        self,
        importer: Importer,
        chosen: Chosen,
        readings: Sequence[Reading],
        library: Library,
        stored: Sequence[Listing],
    ) -> _Plan:
        before = {_key(listing.entry): listing for listing in stored}
        plan = _Plan(tuple(readings), Matcher(library.systems))
        for number, (reading, (_path, folder)) in enumerate(zip(readings, chosen.files, strict=True)):
            if reading.entry is not None:
                kept = before.get(_key(reading.entry))
                plan.take(number, Listing(reading.entry, self._clock(), folder=folder), kept)
        files = {path.name for path, folder in chosen.files if folder}
        for listing in stored:
            gone = listing.folder in chosen.folders and listing.entry.file not in files
            if gone and listing.vanished_at is None:
                plan.lose(replace(listing, vanished_at=self._clock()))
        return plan

    async def match(self, projects: Collection[Assessor], file: str, system: str) -> Listing:
        """Settle which system an entry means; later imports keep to it.

        Args:
            projects: Whose file it may be.
            file: The name of the file, as it was imported.
            system: A name of a system, or "none" for none of ours.

        Raises:
            Unknown: Nothing of that file was imported, or no system is called so.
            Refusal: Two projects have a file of that name.
        """
        snapshot = await self._library.current()
        id_ = None if system.strip().casefold() == "none" else resolve(system, snapshot)
        async with self._store.write() as records:
            await records.library.lock()
            found = [one for one in await records.claims.of(projects) if one.entry.file == file]
            listing = _only(found, file)
            settled = replace(listing, system=id_, matched=Matched.PERSON)
            if settled != listing:
                await records.claims.put([settled], await records.library.advance())
        return settled


def _only(found: Sequence[Listing], file: str) -> Listing:
    if not found:
        raise Unknown(_("Nothing of a file {file} was imported; import it first.").format(file=file))
    if len(found) > 1:
        projects = listed([listing.entry.project.value for listing in found], last=_("or"))
        text = _("Several projects have a file {file}: name {projects} as the project.")
        raise Refusal(text.format(file=file, projects=projects))
    return found[0]


def _read(importer: Importer, chosen: Chosen, spellings: Spellings, progress: Progress | None) -> tuple[Reading, ...]:
    """Read all files; a name that comes twice is a problem of the later one, for it names the entry."""
    readings = []
    seen: dict[_Key, int] = {}
    for number, (path, _folder) in enumerate(chosen.files):
        reading = importer.read(path, spellings)
        if reading.entry is not None and seen.setdefault(_key(reading.entry), number) != number:
            first = chosen.files[seen[_key(reading.entry)]][0]
            twice = Problem(reading.file, 0, "", f"expected each file of a project once; {first} has this name too")
            reading = Reading(reading.file, problems=(*reading.problems, twice))
        readings.append(reading)
        if progress is not None:
            progress(number + 1, len(chosen.files))
    return tuple(readings)


def _key(entry: Entry) -> _Key:
    return entry.project, entry.file


class _Plan:
    """What an import comes to, file by file."""

    def __init__(self, readings: tuple[Reading, ...], matcher: Matcher) -> None:
        self._matcher = matcher
        self._found = Imported(readings)
        self._systems: dict[int, str] = {}
        self.changes: list[Listing] = []

    @property
    def imported(self) -> Imported:
        """What it came to."""
        return replace(self._found, systems=dict(self._systems))

    def take(self, number: int, fresh: Listing, kept: Listing | None) -> None:
        """Take an entry that was read, beside what is stored of it."""
        matched = self._matched(number, fresh, kept)
        found = self._found
        if kept is None:
            self._found = replace(found, new=found.new + 1)
            self.changes.append(matched)
            return
        same = kept.entry == matched.entry and kept.vanished_at is None
        moment = kept.imported_at if same else matched.imported_at
        matched = replace(matched, imported_at=moment, folder=matched.folder or kept.folder)
        if matched == kept:
            self._found = replace(found, unchanged=found.unchanged + 1)
        else:
            self._found = replace(found, changed=found.changed + 1)
            self.changes.append(matched)

    def lose(self, gone: Listing) -> None:
        """Note an entry that its project lists no more."""
        self._found = replace(self._found, vanished=(*self._found.vanished, gone))
        self.changes.append(gone)

    def _matched(self, number: int, fresh: Listing, kept: Listing | None) -> Listing:
        if kept is not None and kept.matched is Matched.PERSON:
            if kept.system is not None:
                self._systems[number] = kept.system
            return replace(fresh, system=kept.system, matched=Matched.PERSON)
        match = self._matcher.match(fresh.entry)
        if match.system is None:
            self._doubt(fresh.entry, match)
            return fresh
        self._systems[number] = match.system
        return replace(fresh, system=match.system, matched=Matched.NAME)

    def _doubt(self, entry: Entry, match: Match) -> None:
        if match.candidates:
            self._found = replace(self._found, doubtful=(*self._found.doubtful, Doubt(entry, match.candidates)))
        else:
            self._found = replace(self._found, unknown=(*self._found.unknown, entry))
