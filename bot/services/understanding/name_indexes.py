"""The names of all systems, ready to be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.domain.systems import System
from bot.services.understanding.english import is_english
from bot.services.understanding.entries import Entry, entry_of
from bot.services.understanding.spellings import Spellings, letters_of

Index = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a folded name means: systems by id, and further ones that people also call so.

    One system and perhaps ``siblings``, or several systems and no siblings.
    """

    systems: tuple[str, ...]
    siblings: tuple[str, ...] = ()


class NameIndex:
    """All names of all systems. It is never changed; `replacing` gives another."""

    def __init__(self, entries: Mapping[str, Entry], indexes: Sequence[Index], spellings: Spellings) -> None:
        self._entries = entries
        self._indexes = indexes
        self._names, self._heads, self._stems, self._families, self._makers, self._addresses = indexes
        self._spellings = spellings

    @classmethod
    def build(cls, systems: Iterable[System]) -> NameIndex:
        """Index systems; where two have one id, the later one counts."""
        entries = {system.id: entry_of(system) for system in systems}
        indexes: list[dict[str, list[str]]] = [{} for _kind in range(6)]
        for entry in entries.values():
            for index, keys in zip(indexes, _indexed(entry), strict=True):
                for key in keys:
                    index.setdefault(key, []).append(entry.id)
        return cls(entries, indexes, Spellings.build(map(_spelt, entries.values())))

    def replacing(self, system: System) -> NameIndex:
        """The same names with one system's added, or exchanged for new ones."""
        new, old = entry_of(system), self._entries.get(system.id)
        indexes = [dict(index) for index in self._indexes]
        for index, keys in zip(indexes, _indexed(old) if old else (), strict=False):
            for key in keys:
                index[key] = [id_ for id_ in index[key] if id_ != system.id]
        for index, keys in zip(indexes, _indexed(new), strict=True):
            for key in keys:
                index[key] = [*index.get(key, ()), system.id]
        spellings = self._spellings.replacing(_spelt(old) if old else None, _spelt(new))
        return NameIndex({**self._entries, system.id: new}, indexes, spellings)

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
            return Meaning((whole[0],), self._by_release(id_ for id_ in beginning if id_ != whole[0]))
        together = self._by_release([*bearing, *beginning])
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

    def _by_release(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(dict.fromkeys(ids), key=lambda id_: (self._entries[id_].released, id_)))

    def family(self, key: str) -> tuple[str, ...]:
        """Systems whose id or name begins so."""
        return self._by_release(self._heads.get(key, ()))

    def at_address(self, address: str) -> Meaning | None:
        """Which systems record this repository ("huggingface.co/org/name")."""
        systems = self._by_release(self._addresses.get(address, ()))
        return Meaning(systems) if systems else None

    def maker(self, key: str) -> str | None:
        """The developer that is called so, as written for most of its systems."""
        ids = self._makers.get(key, ())
        first = [id_ for id_ in ids if self._entries[id_].makers[0] == key] or ids
        names = [self._entries[id_].developer for id_ in first]
        return max(names, key=lambda name: (names.count(name), -len(name))) if names else None

    def most_alike(self, key: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Systems in the order in which their names look like a folded one, best first."""
        return tuple(sorted(ids, key=lambda id_: -fuzz.ratio(key, self._entries[id_].display)))

    def is_family_name(self, key: str) -> bool:
        """Whether it is the family of some system, or all of a name without its version."""
        return key in self._families or key in self._names


_GENERIC = frozenset("the new open mini deep smart tiny ultra super code stable".split())


def _indexed(entry: Entry) -> tuple[tuple[str, ...], ...]:
    return entry.keys, entry.heads, entry.stems, (entry.family,), entry.makers, entry.addresses


def _spelt(entry: Entry) -> tuple[str, str, tuple[str, ...]]:
    """A system's id, its name's letters, and the names that can be misspelt."""
    family = (entry.family,) if entry.family in entry.heads else ()
    return entry.id, letters_of(entry.display), (*entry.spelt, *family)
