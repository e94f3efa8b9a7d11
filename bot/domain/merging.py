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
    merged: dict[str, System] = {}
    kept: list[FilePart] = []
    for id_ in dict.fromkeys((*stored, *files)):
        known = differing.get(id_, {})
        system, found = _one(files.get(id_), stored.get(id_), known, now)
        kept += found
        if system is not None:
            merged[id_] = system
    waiting = {id_: known[WHOLE] for id_, known in differing.items() if WHOLE in known}
    merged, kept = _names_once(merged, kept, files, stored, waiting, now)
    merged, kept = _bases_kept(merged, kept, stored, now)
    merged, kept = _no_circles(merged, kept, stored, now)
    changed = tuple(system for id_, system in merged.items() if stored.get(id_) != system)
    return Merged(changed, tuple(sorted(stored.keys() - merged.keys())), tuple(kept))


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
        return stored, [mark, *(part for part in known.values() if part.part != WHOLE and whole is None)]
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


_Kept = tuple[dict[str, System], list[FilePart]]


def _names_once(
    merged: Mapping[str, System],
    kept: list[FilePart],
    files: Mapping[str, System],
    stored: Mapping[str, System],
    waiting: Mapping[str, FilePart],
    now: datetime,
) -> _Kept:
    """Let a name that was given in chat keep its owner: a file that gives it to another system clashes."""
    systems = dict(merged)
    parts = list(kept)
    owners = _given_in_chat(merged, kept, files, stored)
    for id_, system in merged.items():
        taken = {name for name in _names(system) if owners.get(fold(name), id_) != id_}
        if not taken:
            continue
        if taken & {system.id, system.name}:
            # Without its name a system cannot be told: what is stored stands, and a new one has to wait.
            before = stored.get(id_)
            parts = [part for part in parts if part.system != id_ or part.part != WHOLE]
            known = waiting.get(id_)
            parts.append(known if known and known.says == files.get(id_) else FilePart(id_, WHOLE, files.get(id_), now))
            systems.pop(id_)
            if before is not None:
                systems[id_] = before
            continue
        left = tuple(alias for alias in system.aliases if alias not in taken)
        parts = [part for part in parts if (part.system, part.part) != (id_, "aliases")]
        parts.append(FilePart(id_, "aliases", files[id_].aliases, now))
        systems[id_] = replace(system, aliases=left)
    return systems, parts


def _given_in_chat(
    merged: Mapping[str, System], kept: list[FilePart], files: Mapping[str, System], stored: Mapping[str, System]
) -> dict[str, str]:
    """The folded names that stand in the database and in no file of the same system, with their owners."""
    owners: dict[str, str] = {}
    for id_ in sorted({part.system for part in kept if part.system in merged and part.system in stored}):
        of_file = {fold(name) for name in _names(files[id_])} if id_ in files else set()
        for name in _names(merged[id_]):
            if fold(name) not in of_file:
                owners.setdefault(fold(name), id_)
    return owners


def _names(system: System) -> tuple[str, ...]:
    return (system.id, system.name, *system.aliases)


def _bases_kept(
    merged: Mapping[str, System], kept: list[FilePart], stored: Mapping[str, System], now: datetime
) -> _Kept:
    """Keep a system without a file while one that is kept was made from it."""
    systems = dict(merged)
    parts = list(kept)
    waiting = list(merged.values())
    while waiting:
        for base in waiting.pop().bases:
            if base not in systems and base in stored:
                systems[base] = stored[base]
                parts.append(FilePart(base, WHOLE, None, now))
                waiting.append(stored[base])
    return systems, parts


def _no_circles(
    merged: Mapping[str, System], kept: list[FilePart], stored: Mapping[str, System], now: datetime
) -> _Kept:
    """Let no system be made from itself: bases that a file brings against a change in chat clash."""
    systems = dict(merged)
    parts = list(kept)
    for id_, system in merged.items():
        if system.bases and id_ in _below(id_, systems):
            before = stored[id_].bases if id_ in stored else ()
            parts = [part for part in parts if (part.system, part.part) != (id_, "bases")]
            parts.append(FilePart(id_, "bases", system.bases, now))
            systems[id_] = replace(system, bases=before)
    return systems, parts


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
