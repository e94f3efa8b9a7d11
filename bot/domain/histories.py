"""What changed in what is recorded of a system, when, by whom and why; and what was recorded before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.domain.assessments import Verdict
from bot.domain.systems import System

FILES = "files"
"""Who brought a change that came with the data files."""

WHOLE = "system"
"""The part that stands for a whole system: recorded first, or taken out."""

# The facts are a part for each component; what others say is imported, and not ours to change.
_NOT_PARTS = ("id", "facts", "listings")

# Every other part of a system, each of which can change by itself.
PARTS: tuple[str, ...] = tuple(field.name for field in fields(System) if field.name not in _NOT_PARTS)
_FACTS = "facts."


@dataclass(frozen=True, slots=True)
class Alteration:
    """One part of a system as it was and as it became.

    ``part`` is the name of an attribute of `System`; "facts." with a component, whose values are the facts on it; or
    "system", whose value is the whole system, None where there was none or is none any more.
    """

    part: str
    before: Any
    after: Any

    @property
    def component(self) -> str | None:
        """The component whose facts changed; None for every other part."""
        return self.part.removeprefix(_FACTS) if self.part.startswith(_FACTS) else None


@dataclass(frozen=True, slots=True)
class VerdictTurn:
    """A system whose verdict under a version a change turned; levels are those reached for certain, by their names."""

    system: str
    definition: str
    before: Verdict
    after: Verdict
    level_before: str | None = None
    level_after: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One accepted change of one system.

    ``by`` is the actor who brought it, or "files"; ``confirmed_by`` the second person, None for the data files.
    ``proposal`` is the number of the proposal that it came from. ``turns`` are the verdicts that it turned, of this
    system and of those made from it, as judged when it was accepted.
    """

    id: int
    system: str
    at: datetime
    by: str
    confirmed_by: str | None
    why: str
    alterations: tuple[Alteration, ...]
    proposal: int | None = None
    turns: tuple[VerdictTurn, ...] = ()


def fact_part(component: str) -> str:
    """The name of the part that holds the facts on a component."""
    return _FACTS + component


def value(system: System, part: str) -> Any:
    """What a system has in a part."""
    if part == WHOLE:
        return system
    if part.startswith(_FACTS):
        return system.facts_on(part.removeprefix(_FACTS))
    return getattr(system, part)


def with_value(system: System, part: str, found: Any) -> System:
    """The same system with something else in one part."""
    if part == WHOLE:
        whole: System = found
        return whole
    if part.startswith(_FACTS):
        return system.with_facts(part.removeprefix(_FACTS), found)
    changed: Mapping[str, Any] = {part: found}
    return replace(system, **changed)


def parts_of(*systems: System) -> tuple[str, ...]:
    """Every part in which these systems have something or could differ."""
    components = dict.fromkeys(fact.component for system in systems for fact in system.facts)
    return (*PARTS, *(fact_part(component) for component in components))


def alterations(before: System | None, after: System | None) -> tuple[Alteration, ...]:
    """What differs between two states of one system; the order of the components makes no difference."""
    if before is None or after is None:
        return () if before is after else (Alteration(WHOLE, before, after),)
    pairs = ((part, value(before, part), value(after, part)) for part in parts_of(before, after))
    return tuple(Alteration(part, old, new) for part, old, new in pairs if old != new)


def undone(system: System | None, changes: Iterable[Change]) -> System | None:
    """A system as it was before some changes of it.

    Args:
        system: As it is after them; None if it is gone.
        changes: All that happened to it since, the latest first.
    """
    for change in changes:
        for alteration in reversed(change.alterations):
            if alteration.part == WHOLE:
                system = alteration.before
            elif system is not None:
                system = with_value(system, alteration.part, alteration.before)
    return system
