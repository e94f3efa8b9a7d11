"""Verdicts on all systems under all versions, judged anew only where something changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.assessments import Assessment
from bot.domain.comparisons import level_turn, turn
from bot.domain.definitions import Definition
from bot.domain.judging import Judge
from bot.domain.libraries import Library, Reference
from bot.domain.systems import System
from bot.domain.verdicts import VerdictRow, verdict_row


@dataclass(frozen=True, slots=True)
class Standing:
    """How a system stands.

    ``rows`` are its verdicts by the labels of the versions. ``turned`` says, by the label of a version, which rows of
    it turned the verdict, or the level, from the version before; versions under which nothing turned are left out, and
    so are those whose predecessor could not judge.
    """

    rows: Mapping[str, VerdictRow]
    turned: Mapping[str, tuple[str, ...]]


class Standings:
    """Judges all systems, and keeps what came out for as long as nothing changes it.

    What is kept spares work and nothing else: whoever starts anew gets the same.
    """

    def __init__(self) -> None:
        self._reference: Reference | None = None
        self._kept: Mapping[str, tuple[str, Standing]] = {}

    def of(
        self, library: Library, digests: Mapping[str, str]
    ) -> tuple[dict[str, Standing], dict[str, tuple[Assessment, ...]]]:
        """How every system stands.

        Args:
            library: The systems and the versions.
            digests: By system, a digest of all that its verdicts follow from.

        Returns:
            The standings, and the assessments of those that were judged for them just now.
        """
        kept = self._kept if library.reference is self._reference else {}
        judging = _Judging(library)
        found: dict[str, tuple[str, Standing]] = {}
        judged: dict[str, tuple[Assessment, ...]] = {}
        for id_, digest in digests.items():
            before = kept.get(id_)
            if before is not None and before[0] == digest:
                found[id_] = before
                continue
            assessments = judging.all(library.systems[id_])
            judged[id_] = tuple(assessments.values())
            found[id_] = digest, judging.standing(assessments)
        self._reference, self._kept = library.reference, found
        return {id_: standing for id_, (_digest, standing) in found.items()}, judged


def predecessors(reference: Reference) -> dict[str, Definition | None]:
    """By the label of each version, the version of the same definition that came before it; None for the first."""
    found: dict[str, Definition | None] = {}
    last: dict[str, Definition] = {}
    for definition in reference.definitions.values():
        found[definition.label] = last.get(definition.id)
        last[definition.id] = definition
    return found


class _Judging:
    """Judges systems under every version; what several were made from is judged once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._judges = {label: Judge(definition) for label, definition in library.reference.definitions.items()}
        self._before = predecessors(library.reference)
        self._shared = {base for system in library.systems.values() for base in system.bases}
        self._judged: dict[tuple[str, str], Assessment] = {}

    def all(self, system: System) -> dict[str, Assessment]:
        return {label: self._assess(label, system) for label in self._judges}

    def standing(self, found: Mapping[str, Assessment]) -> Standing:
        rows = {label: verdict_row(assessment) for label, assessment in found.items()}
        return Standing(rows, dict(self._turned(found)))

    def _turned(self, found: Mapping[str, Assessment]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for label, assessment in found.items():
            earlier = self._before[label]
            if earlier is None or not earlier.levels:
                continue
            before = found[earlier.label]
            turned = turn(before, assessment) or level_turn(before, assessment)
            if turned is not None:
                yield label, tuple(dict.fromkeys(finding.requirement.name for finding in turned.because))

    def _assess(self, label: str, system: System) -> Assessment:
        known = self._judged.get((label, system.id))
        if known is not None:
            return known
        systems = self._library.systems
        bases = [self._assess(label, systems[base]) for base in system.bases if base in systems]
        assessment = self._judges[label].judge(system, bases)
        if system.id in self._shared:
            self._judged[label, system.id] = assessment
        return assessment
