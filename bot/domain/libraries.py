"""Everything the bot knows at one moment: vocabulary, definitions, systems, and the assessments that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.domain.assessments import Assessment
from bot.domain.definitions import Definition, DefinitionStatus
from bot.domain.judging import Judge, Reviewed, judge
from bot.domain.licences import Licence, Terms
from bot.domain.names import fold
from bot.domain.refusals import Unknown
from bot.domain.systems import Component, System
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Reference:
    """The vocabulary and the definitions. ``rules`` are those that hold for every version, each a sentence by name."""

    components: Mapping[str, Component]
    licences: Mapping[str, Licence]
    terms: Mapping[str, Terms]
    rules: Mapping[str, str]
    definitions: Mapping[str, Definition]

    def definition(self, name: str) -> Definition:
        """Find a version by its label, or by the stem of its file ("osaid 1.0", "osaid-1.0").

        Raises:
            Unknown: No version has this name; the message lists those there are.
        """
        wanted = fold(name)
        for label, definition in self.definitions.items():
            if fold(label) == wanted:
                return definition
        known = ", ".join(self.definitions)
        raise Unknown(_("No definition is called “{name}”. There are: {known}.").format(name=name, known=known))

    def newest_stable(self, family: str = "osaid") -> Definition:
        """The last stable version of a family of definitions."""
        stable = [d for d in self.definitions.values() if d.id == family and d.status is DefinitionStatus.STABLE]
        return max(stable, key=lambda definition: definition.published)


@dataclass(frozen=True)
class Library:
    """Reference and systems together, at one revision of the database."""

    reference: Reference
    systems: Mapping[str, System] = field(default_factory=dict)

    def system(self, id_: str) -> System:
        """Find a system by its id.

        Raises:
            Unknown: No system has this id.
        """
        found = self.systems.get(id_)
        if found is None:
            raise Unknown(_("No system has the id “{id}”.").format(id=id_))
        return found

    def assess(self, id_: str, definition: Definition) -> Assessment:
        """Judge a system together with the systems it was made from."""
        system = self.system(id_)
        bases = [self.assess(base, definition) for base in system.bases if base in self.systems]
        return judge(system, definition, bases)

    def assess_all(self, definition: Definition, reviewed: Reviewed | None = None) -> Iterator[Assessment]:
        """Judge every system, in the order of ``systems``; what several were made from is judged once.

        ``reviewed`` are the reviews that answer; those of the version itself if nothing is said.
        """
        judge_ = Judge(definition, reviewed)
        shared = {base for system in self.systems.values() for base in system.bases}
        judged: dict[str, Assessment] = {}

        def assess(system: System) -> Assessment:
            if system.id in judged:
                return judged[system.id]
            bases = [assess(self.systems[base]) for base in system.bases if base in self.systems]
            assessment = judge_.judge(system, bases)
            # Kept for those made from it; the others may be let go as soon as they have been looked at.
            if system.id in shared:
                judged[system.id] = assessment
            return assessment

        return (assess(system) for system in self.systems.values())

    def with_systems(self, changed: Mapping[str, System], gone: frozenset[str] = frozenset()) -> Library:
        """The same library with some systems replaced, added or removed."""
        kept = {id_: system for id_, system in self.systems.items() if id_ not in gone}
        return replace(self, systems={**kept, **changed})
