"""Organisations that people speak for, and which of them count as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.names import fold
from bot.domain.refusals import Refusal
from bot.texts import _


def key(name: str) -> str:
    """An organisation's name in the form in which all its spellings are one."""
    return fold(name)[:300]


class Circular(Refusal):
    """An organisation would become a part of itself."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Who said that an organisation belongs to another, or stands alone, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that moderators grouped; ``part_of`` is the folded name of the one that it belongs to."""

    name: str
    part_of: str | None = None
    grouping: Grouping | None = None


@dataclass(frozen=True, slots=True)
class Organisations:
    """All that were grouped, by folded name. One that nobody grouped stands alone."""

    known: Mapping[str, Organisation] = field(default_factory=dict)

    def whole(self, name: str) -> str:
        """The folded name of what an organisation counts as: itself, or what it belongs to in the end.

        Every name of a group gives the same, and so does every spelling.
        """
        found = [key(name)]
        while (upper := self._above(found[-1])) is not None:
            if upper in found:
                # Two moderators grouped at once, each in the other direction: the ring is one group all the same.
                return min(found[found.index(upper) :])
            found.append(upper)
        return found[-1]

    def members(self, name: str) -> frozenset[str]:
        """The folded names of all that count as one with an organisation, itself included."""
        whole = self.whole(name)
        return frozenset({key(name), whole, *(key for key in self.known if self.whole(key) == whole)})

    def name_of(self, folded: str, otherwise: str) -> str:
        """What an organisation is called; another name where nobody grouped it."""
        return self.known[folded].name if folded in self.known else otherwise

    def speaks_for(self, name: str | None, members: frozenset[str]) -> bool:
        """Whether somebody who speaks for an organisation speaks for one of these; who speaks for none does not."""
        return name is not None and key(name) in members

    def check(self, part: str, whole: str) -> None:
        """Refuse what would make an organisation a part of itself.

        Raises:
            Circular: The whole is the part, or belongs to it.
        """
        seen: list[str] = []
        above: str | None = key(whole)
        while above is not None and above not in seen:
            if above == key(part):
                message = _("{whole} is {part}, or belongs to it already; name the two the other way round.")
                raise Circular(message.format(whole=whole, part=part))
            seen.append(above)
            above = self._above(above)

    def _above(self, folded: str) -> str | None:
        organisation = self.known.get(folded)
        return organisation.part_of if organisation else None
