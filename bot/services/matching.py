"""Which of our systems an entry of another project means: certain, doubtful, or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.names import fold
from bot.domain.systems import Entry, System

# What a tuned member of a family is called beside its name.
_STAGES = re.compile(r"[\s_-]+(instruct|chat|base|it|pt|hf)(?=[\s_-]|$)", re.IGNORECASE)
_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """The system that is meant for certain, or else those that may be, the likeliest first."""

    system: str | None
    candidates: tuple[str, ...] = ()


class Matcher:
    """Knows every name of every system."""

    def __init__(self, systems: Mapping[str, System]) -> None:
        self._systems = systems
        self._owners = {fold(name): s.id for s in systems.values() for name in (s.id, s.name, *s.aliases)}
        members: defaultdict[str, set[str]] = defaultdict(set)
        for system in systems.values():
            members[fold(system.family)].add(system.id)
        self._families = {family for family, ids in members.items() if len(ids) > 1}
        self._members = members

    def match(self, entry: Entry) -> Match:
        """Find what an entry means.

        It is certain where its name is exactly one of a system's, and no family's that has several members here; where
        the entry names a member that it judges as well, that has to be a name of the same system.
        """
        owner = self._owners.get(fold(entry.name))
        if owner is not None and not self._only_family(entry.name, owner) and self._agrees(entry, owner):
            return Match(owner)
        return Match(None, self._candidates(entry))

    def _agrees(self, entry: Entry, owner: str) -> bool:
        """Whether the member that an entry judges is the owner of its name as well."""
        return entry.model is None or fold(entry.model) == fold(entry.name) or self._member(entry.model) == owner

    def _only_family(self, name: str, owner: str) -> bool:
        """Whether a name is that of a whole family, and the owner has it as one alias among others."""
        folded = fold(name)
        own = (fold(owner), fold(self._systems[owner].name))
        return folded in self._families and folded not in own

    def _member(self, model: str) -> str | None:
        exact = self._owners.get(fold(model))
        return exact or self._owners.get(fold(_STAGES.sub("", model)))

    def _candidates(self, entry: Entry) -> tuple[str, ...]:
        names = [name for name in (entry.model, entry.name, entry.file.rpartition(".")[0]) if name]
        found = [owner for name in names if (owner := self._member(name))]
        found += [self._owners[known] for name in names for known in self._beginnings(fold(name))]
        found += [id_ for name in names for id_ in sorted(self._members.get(fold(name), ()))]
        return tuple(dict.fromkeys(found))[:_CANDIDATES]

    def _beginnings(self, folded: str) -> Iterable[str]:
        """Names that a longer one begins with, the longest first: "granite" of "granite4.0microbase"."""
        for length in range(len(folded) - 1, 2, -1):
            known = folded[:length]
            if known in self._owners and _ends_word(known[-1], folded[length]):
                yield known


def _ends_word(last: str, following: str) -> bool:
    """Whether a name can end between two letters: "gpt|4", "4|base", "3.1|_8b", but not "op|t", "1|3" or "4|.0"."""
    if last.isalpha():
        return not following.isalpha()
    return not (following.isdigit() or following == ".")
