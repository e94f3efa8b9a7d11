"""Data files and changes made in chat: what of each stands in the database.

Each part of a system is merged by itself. What was changed in chat is not overwritten by a file; where the file has
changed too, and otherwise, both are kept apart and the clash is listed for a curator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.histories import WHOLE, Alteration, parts_of, value, with_value
from bot.domain.names import fold
from bot.domain.systems import System


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a system in which the database has something else than the file.

    ``says`` is what the file had when it was read last; None for the part "system" where there is no file.
    ``clashed_at`` is set where the file changed after the change in chat, until a curator has settled it.
    """

    system: str
    part: str
    says: Any
    clashed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What a load makes of the database.

    ``systems`` are those to store because they differ from what is stored, ``gone`` the ids to take out, ``parts``
    every part in which files and database differ from now on.
    """

    systems: tuple[System, ...]
    gone: tuple[str, ...]
    parts: tuple[FilePart, ...]


def merge(
    files: Mapping[str, System], stored: Mapping[str, System], parts: tuple[FilePart, ...], now: datetime
) -> Merged:
    """Merge what the files say into what is stored.

    Args:
        files: The systems of the data files.
        stored: The systems of the database.
        parts: The parts in which they differed after the last load.
        now: When a clash that is found now was found.
    """
    differing: dict[str, dict[str, FilePart]] = {}
    for part in parts:
        differing.setdefault(part.system, {})[part.part] = part
    merging = _Merging(files, stored, differing, now)
    merging.settle()
    changed = tuple(system for id_, system in merging.systems.items() if stored.get(id_) != system)
    gone = tuple(sorted(stored.keys() - merging.systems.keys()))
    return Merged(changed, gone, tuple(merging.parts.values()))


def after_change(parts: Iterable[FilePart], changed: Iterable[Alteration], system: str) -> tuple[FilePart, ...]:
    """The parts in which files and database differ after a change in chat.

    Args:
        parts: Those of the system before the change.
        changed: What the change alters.
        system: The id of the system.
    """
    found = {part.part: part for part in parts}
    for alteration in changed:
        if alteration.part == WHOLE:
            found[WHOLE] = FilePart(system, WHOLE, None)
        elif alteration.part not in found and WHOLE not in found:
            found[alteration.part] = FilePart(system, alteration.part, alteration.before)
        elif alteration.part in found and found[alteration.part].says == alteration.after:
            del found[alteration.part]
    return tuple(found.values())


def _one(
    file: System | None, stored: System | None, known: Mapping[str, FilePart], now: datetime
) -> tuple[System | None, list[FilePart]]:
    whole = known.get(WHOLE)
    if stored is None:
        return file, []
    if file is None:
        if not known:
            return None, []
        mark = whole or FilePart(stored.id, WHOLE, None, now)
        return stored, [mark, *(part for part in known.values() if part.part != WHOLE)]
    found: list[FilePart] = []
    system = stored
    for part in parts_of(file, stored):
        says, has = value(file, part), value(stored, part)
        before = known.get(part)
        if says == has:
            continue
        if before is None and whole is None:
            system = with_value(system, part, says)
        elif before is not None and before.says == says:
            found.append(before)
        else:
            found.append(FilePart(stored.id, part, says, now))
    return system, found


class _Merging:
    """A load under way: what every system becomes, and where it will differ from its file.

    Each part was merged by itself; together they may not go: a name may be given twice, a base be missing, a system be
    made from itself. There what stands in the database stays, until nothing is wrong any more.
    """

    def __init__(
        self,
        files: Mapping[str, System],
        stored: Mapping[str, System],
        known: Mapping[str, Mapping[str, FilePart]],
        now: datetime,
    ) -> None:
        self._files, self._stored, self._known, self._now = files, stored, known, now
        self.systems: dict[str, System] = {}
        self.parts: dict[tuple[str, str], FilePart] = {}
        for id_ in dict.fromkeys((*stored, *files)):
            system, found = _one(files.get(id_), stored.get(id_), known.get(id_, {}), now)
            self.parts |= {(part.system, part.part): part for part in found}
            if system is not None:
                self.systems[id_] = system

    def settle(self) -> None:
        """Let what stands in the database stay wherever the parts do not go together."""
        before: dict[str, System] = {}
        while self.systems != before:
            before = dict(self.systems)
            self._keep_bases()
            self._keep_names()
            self._miss_bases()
            self._break_circles()

    def _keep_bases(self) -> None:
        """Keep a system without a file while one that is kept was made from it."""
        waiting = list(self.systems.values())
        while waiting:
            for base in waiting.pop().bases:
                if base not in self.systems and base in self._stored:
                    self.systems[base] = self._stored[base]
                    self._clash(base, WHOLE, None)
                    waiting.append(self._stored[base])

    def _keep_names(self) -> None:
        """Let a name that was given in chat keep its owner: a file that gives it to another system clashes."""
        owners = self._given_in_chat()
        for id_, system in list(self.systems.items()):
            taken = {name for name in _names(system) if owners.get(fold(name), id_) != id_}
            if not taken:
                continue
            if taken & {system.id, system.name} and id_ not in self._stored:
                self._wait(id_)
                continue
            if system.name in taken:
                self._stay(id_, "name")
            left = tuple(alias for alias in system.aliases if alias not in taken)
            if left != system.aliases:
                self.systems[id_] = replace(self.systems[id_], aliases=left)
                self._clash(id_, "aliases", self._files[id_].aliases)

    def _given_in_chat(self) -> dict[str, str]:
        """The folded names that stand in the database and in no file of the same system, with their owners."""
        owners: dict[str, str] = {}
        for id_ in sorted(self.systems.keys() & self._stored.keys()):
            of_file = {fold(name) for name in _names(self._files[id_])} if id_ in self._files else set()
            for name in _names(self.systems[id_]):
                if fold(name) not in of_file:
                    owners.setdefault(fold(name), id_)
        return owners

    def _miss_bases(self) -> None:
        """Let a system wait with the new one that it is made from, or keep the bases that it has."""
        for id_, system in list(self.systems.items()):
            if all(base in self.systems for base in system.bases):
                continue
            if id_ in self._stored:
                self._stay(id_, "bases")
            else:
                self._wait(id_)

    def _break_circles(self) -> None:
        """Let no system be made from itself: bases that a file brings against a change in chat clash."""
        for id_ in sorted(self.systems, key=lambda id_: id_ not in self._stored):
            bases = self.systems[id_].bases
            before = self._stored[id_].bases if id_ in self._stored else ()
            # Where the bases are those of the database already, the circle is closed by another system.
            if bases != before and id_ in _below(id_, self.systems):
                self._stay(id_, "bases")

    def _stay(self, id_: str, part: str) -> None:
        """Keep what the database has in a part, and note that the file says something else."""
        before = value(self._stored[id_], part) if id_ in self._stored else ()
        self.systems[id_] = with_value(self.systems[id_], part, before)
        self._clash(id_, part, value(self._files[id_], part))

    def _wait(self, id_: str) -> None:
        """Leave out a new system; its file clashes as a whole."""
        del self.systems[id_]
        self.parts = {key: part for key, part in self.parts.items() if key[0] != id_}
        self._clash(id_, WHOLE, self._files[id_])

    def _clash(self, id_: str, part: str, says: Any) -> None:
        """Note a clash; one that was known stays as old as it is, or settled."""
        known = self._known.get(id_, {}).get(part)
        same = known is not None and known.says == says
        self.parts[id_, part] = known if known is not None and same else FilePart(id_, part, says, self._now)


def _names(system: System) -> tuple[str, ...]:
    return (system.id, system.name, *system.aliases)


def _below(id_: str, systems: Mapping[str, System]) -> set[str]:
    """Everything that a system was made from."""
    found: set[str] = set()
    waiting = list(systems[id_].bases)
    while waiting:
        base = waiting.pop()
        if base not in found and base in systems:
            found.add(base)
            waiting += systems[base].bases
    return found
