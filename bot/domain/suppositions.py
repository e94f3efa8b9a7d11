"""What somebody supposes of a system, and the system as it would then be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment
from bot.domain.definitions import Definition
from bot.domain.licences import Licensing
from bot.domain.systems import SUPPOSED, Access, Evidence, Extent, Fact, Kind, System
from bot.texts import _

_PUBLISHED = (Access.OPEN, Access.GATED)


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed of one component; what is None stays as it is recorded.

    ``forgotten`` takes out whatever is recorded of the component.
    """

    component: str
    access: Access | None = None
    extent: Extent | None = None
    licence: Licensing | None = None
    forgotten: bool = False


def nothing_recorded() -> System:
    """A system of which nothing is known, to suppose from."""
    return System("supposed", _("this system"), _("Its developer"), Kind.LANGUAGE, "supposed")


def suppose(system: System, suppositions: Iterable[Supposition]) -> System:
    """The system as it would be; a later supposition on a component goes before an earlier one.

    The facts that are supposed are first hand, and their evidence says that they are supposed.
    """
    last = {supposition.component: supposition for supposition in suppositions}
    kept = tuple(fact for fact in system.facts if fact.component not in last)
    new = [_fact(system.facts_on(component), said) for component, said in last.items() if not said.forgotten]
    # A note is about what is recorded.
    return replace(system, facts=(*kept, *new), note=None)


def _fact(recorded: Sequence[Fact], said: Supposition) -> Fact:
    """One fact of what is supposed and, for what is not said, of what is recorded without contradiction."""
    published = [fact for fact in recorded if fact.access in _PUBLISHED]
    accesses = {fact.access for fact in published}
    extents = {fact.extent for fact in published}
    licences = {fact.licence for fact in published}
    access = said.access or (accesses.pop() if len(accesses) == 1 else Access.OPEN)
    extent, licence = said.extent, said.licence
    if extent is None and said.access is None and len(extents) == 1:
        extent = extents.pop()
    if licence is None and access in _PUBLISHED and len(licences) == 1:
        licence = licences.pop()
    return Fact(said.component, access, Evidence(None, None, SUPPOSED), extent, licence)


@dataclass(frozen=True, slots=True)
class Supposed:
    """A system as it would be under one version, beside what is recorded; ``recorded`` is None for an empty one."""

    recorded: Assessment | None
    supposed: Assessment


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What follows from suppositions: in full under one version, in short under every version.

    ``real`` is the system as recorded; None where nothing was recorded to begin with.
    """

    definition: Definition
    suppositions: tuple[Supposition, ...]
    real: System | None
    about: SystemAnswer
    asked: Supposed
    versions: tuple[Supposed, ...]
