"""The names of all systems, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from bot.domain.systems import System
from bot.services.understanding.english import is_english
from bot.services.understanding.entries import Entry, entry_of, main_developer
from bot.services.understanding.spellings import Spellings

_ENOUGH = 50
_COMPARED = 200
_MIXTURE = re.compile(r"\d+x\d+b")
Index = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a folded name means: systems by id, and further ones that people also call so.

    One system and perhaps ``siblings``, or several systems and no siblings; or no system and one sibling, where the
    only name that begins so goes on ("Zamba" of Zamba2): there may be others that nobody recorded.
    """

    systems: tuple[str, ...]
    siblings: tuple[str, ...] = ()


class NameIndex:
    """All names of all systems. It is never changed; `replacing` gives another.

    In every index the systems stand in the order in which they came out.
    """

    def __init__(self, entries: Mapping[str, Entry], indexes: Sequence[Index], spellings: Spellings) -> None:
        self._entries = entries
        self._indexes = indexes
        self._names, self._heads, self._stems, self._families, self._makers, self._addresses, self._versions = indexes
        self._spellings = spellings

    @classmethod
    def build(cls, systems: Iterable[System]) -> NameIndex:
        """Index systems; where two have one id, the later one counts."""
        entries = {system.id: entry_of(system) for system in systems}
        indexes: list[dict[str, list[str]]] = [{} for _kind in range(7)]
        for entry in sorted(entries.values(), key=_place):
            for index, keys in zip(indexes, _indexed(entry), strict=True):
                for key in keys:
                    index.setdefault(key, []).append(entry.id)
        return cls(entries, indexes, Spellings.build(name for entry in entries.values() for name in _spelt(entry)))

    def replacing(self, system: System) -> NameIndex:
        """The same names with one system's added, or exchanged for new ones."""
        new, old = entry_of(system), self._entries.get(system.id)
        entries = {**self._entries, system.id: new}
        indexes = [dict(index) for index in self._indexes]
        for index, keys in zip(indexes, _indexed(old) if old else (), strict=False):
            for key in keys:
                index[key] = [id_ for id_ in index[key] if id_ != system.id]
        for index, keys in zip(indexes, _indexed(new), strict=True):
            for key in keys:
                index[key] = sorted([*index.get(key, ()), system.id], key=lambda id_: _place(entries[id_]))
        spellings = self._spellings.replacing(_spelt(old) if old else (), _spelt(new))
        return NameIndex(entries, indexes, spellings)

    @property
    def spellings(self) -> Spellings:
        """The names by their spelling."""
        return self._spellings

    def meaning(self, key: str) -> Meaning | None:
        """What a folded name means, or None.

        A bare family name ("llama") means all systems whose id or name begins so, even where one of them has it as an
        alias; where it is the whole name of one ("gemma"), it means that one, and the others are its siblings.
        """
        bearing = self._names.get(key, ())
        beginning = self._heads.get(key, ()) if self._is_family(key) else ()
        whole = [id_ for id_ in bearing if self._entries[id_].display == key]
        if len(whole) == 1:
            return Meaning((whole[0],), tuple(id_ for id_ in beginning if id_ != whole[0]))
        together = self.by_release([*bearing, *beginning]) if bearing else tuple(beginning)
        if len(together) == 1 and not bearing:
            return Meaning((), together)
        return Meaning(together) if together else None

    def stem(self, key: str) -> Meaning | None:
        """What the beginning of an alias means that carries a version ("olmo 3.1"), if that is one system."""
        systems = tuple(dict.fromkeys(self._stems.get(key, ())))
        return Meaning(systems) if len(systems) == 1 else None

    def _is_family(self, key: str) -> bool:
        if key in self._names or key in self._families:
            return True
        alone = len(self._heads.get(key, ())) < 2
        return not (alone or len(key) < 3 or is_english(key) or key in self._makers) and key not in _GENERIC

    def by_release(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Systems, each once, in the order in which they came out."""
        return tuple(sorted(dict.fromkeys(ids), key=lambda id_: _place(self._entries[id_])))

    def at_address(self, address: str) -> Meaning | None:
        """Which systems record this repository ("huggingface.co/org/name")."""
        systems = tuple(self._addresses.get(address, ()))
        return Meaning(systems) if systems else None

    def maker(self, key: str) -> str | None:
        """The developer that is called so, by its first name, as written for most of its first systems."""
        entries = [self._entries[id_] for id_ in islice(self._makers.get(key, ()), _ENOUGH)]
        names = [entry.developer for entry in entries if entry.makers[0] == key]
        names = names or [entry.developer for entry in entries]
        return main_developer(max(names, key=lambda name: (names.count(name), -len(name))), key) if names else None

    def of_other_version(self, key: str) -> tuple[str, ...]:
        """Systems that have this name as an alias, though it is that of another version."""
        return tuple(self._versions.get(key, ()))

    def sizes(self, ids: Iterable[str]) -> frozenset[str]:
        """The sizes of experts ("8x7b") in the names of some systems."""
        return frozenset(size for id_ in ids for key in self._entries[id_].keys for size in _MIXTURE.findall(key))

    def most_alike(self, key: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Systems, of very many the first, in the order in which their names look like a folded one, best first."""
        some = islice(ids, _COMPARED)
        return tuple(sorted(some, key=lambda id_: -fuzz.ratio(key, self._entries[id_].display)))

    def nearest(self, key: str) -> tuple[str, ...]:
        """Systems with a name that looks much like this one, best first."""
        meanings = (self.meaning(name) for name in self._spellings.nearest(key))
        return tuple(dict.fromkeys(id_ for meaning in meanings if meaning for id_ in meaning.systems[:_ENOUGH]))


_GENERIC = frozenset("the new open mini deep smart tiny ultra super code stable".split())


def _place(entry: Entry) -> tuple[str, str]:
    """Where a system stands among others: in the order in which they came out."""
    return entry.released, entry.id


def _indexed(entry: Entry) -> tuple[tuple[str, ...], ...]:
    return entry.keys, entry.heads, entry.stems, (entry.family,), entry.makers, entry.addresses, entry.versions


def _spelt(entry: Entry) -> tuple[str, ...]:
    """The names that can be misspelt, with the family's."""
    return (*entry.spelt, entry.family) if entry.family in entry.heads else entry.spelt
