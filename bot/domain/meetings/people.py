"""Who was at a town hall, as the log declares it: lists that names join and leave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

# Of very many lines only the first are kept.
LIMIT_SOURCES = 100
_COMMA = re.compile(r" *[,،、\uff0c] *")


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it was written, and the lines that rest behind it."""

    name: str
    sources: tuple[int, ...]


@dataclass(slots=True)
class People:
    """A list of names without doubles; the spelling written last stays."""

    _people: dict[str, Person] = field(default_factory=dict)

    def set_to(self, text: str, lines: tuple[int, ...]) -> None:
        """Begin the list again."""
        self._people.clear()
        self.add(text, lines)

    def add(self, text: str, lines: tuple[int, ...]) -> None:
        """Add names that stand between commas."""
        self.add_each(names(text), lines)

    def add_each(self, each: Iterable[str], lines: tuple[int, ...], key: str | None = None) -> None:
        """Add names; under a key of its own, a name replaces what stood there."""
        for name in each:
            before = self._people.get(key or name.casefold())
            sources = before.sources if before else ()
            if len(sources) < LIMIT_SOURCES:
                sources = tuple(dict.fromkeys((*sources, *lines)))
            self._people[key or name.casefold()] = Person(name, sources)

    def remove(self, text: str) -> None:
        """Take names away; one that is not there changes nothing."""
        for name in names(text):
            self._people.pop(name.casefold(), None)

    def __contains__(self, key: str) -> bool:
        return key.casefold() in self._people

    def listed(self) -> tuple[Person, ...]:
        """Everybody, in the order in which they came."""
        return tuple(self._people.values())


@dataclass(slots=True)
class Attendance:
    """Who declared to be there, who sent regrets, and who led."""

    present: People = field(default_factory=People)
    regrets: People = field(default_factory=People)
    chairs: People = field(default_factory=People)


def names(text: str) -> list[str]:
    """Split a list of names at its commas."""
    return [name for name in _COMMA.split(text.strip()) if name and name != "(no one)"]
