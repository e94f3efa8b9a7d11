"""Verdicts in short, for tables of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.definitions import Definition
from bot.domain.libraries import Library


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The verdict on one system under one version.

    ``level`` and ``possible_level`` are ids of levels, None where there is none and for versions with fewer than two.
    ``missing`` and ``unknown`` are ids of components. ``oldest`` is the date of the oldest evidence that the verdict
    rests on, None where none is recorded.
    """

    system: str
    id: str
    developer: str
    definition: str
    verdict: Verdict
    level: str | None
    possible_level: str | None
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    oldest: date | None


def verdict_rows(library: Library, definitions: Iterable[Definition]) -> Iterator[VerdictRow]:
    """Every system under each of these versions: in the order of the versions, then of the ids."""
    for definition in definitions:
        for id_ in sorted(library.systems):
            yield verdict_row(library.assess(id_, definition))


def verdict_row(assessment: Assessment) -> VerdictRow:
    """The verdict on one system in short."""
    ladder = assessment.definition.ladder
    return VerdictRow(
        system=assessment.system.name,
        id=assessment.system.id,
        developer=assessment.system.developer,
        definition=assessment.definition.label,
        verdict=assessment.verdict,
        level=assessment.level if ladder else None,
        possible_level=assessment.possible_level if ladder else None,
        missing=_components(assessment.missing),
        unknown=_components(assessment.unknown),
        oldest=assessment.oldest,
    )


def _components(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.requirement.component for finding in findings))
