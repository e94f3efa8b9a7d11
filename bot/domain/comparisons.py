"""What changes between two versions of a definition: for their rows, for one system, for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.definitions import Definition, Requirement
from bot.domain.logic import Truth


class RowChange(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    OBLIGATION = "obligation changed"
    TERMS = "terms changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that differs between two versions; one side is None where the row is only in the other."""

    change: RowChange
    before: Requirement | None
    after: Requirement | None


def rows_changed(before: Definition, after: Definition) -> tuple[RowDifference, ...]:
    """The rows that differ, matched by component and place: those of the later version first, then those dropped."""
    old = _by_component(before)
    differences = []
    for key, row in _by_component(after).items():
        earlier = old.pop(key, None)
        change = _change(earlier, row)
        if change is not None:
            differences.append(RowDifference(change, earlier, row))
    differences += [RowDifference(RowChange.REMOVED, row, None) for row in old.values()]
    return tuple(differences)


def _by_component(definition: Definition) -> dict[tuple[str, int], Requirement]:
    rows: dict[tuple[str, int], Requirement] = {}
    seen: dict[str, int] = {}
    for row in definition.requirements:
        number = seen.get(row.component, 0)
        seen[row.component] = number + 1
        rows[(row.component, number)] = row
    return rows


def _change(before: Requirement | None, after: Requirement) -> RowChange | None:
    if before is None:
        return RowChange.ADDED
    if before.obligation is not after.obligation:
        return RowChange.OBLIGATION
    if (before.terms and before.terms.id) != (after.terms and after.terms.id):
        return RowChange.TERMS
    return RowChange.RENAMED if before.name.casefold() != after.name.casefold() else None


@dataclass(frozen=True, slots=True)
class Turn:
    """A system whose verdict differs between two versions, with the findings that turn it.

    ``because`` are the rows of the stricter side that are not met there and were met, or not asked, on the other.
    """

    before: Assessment
    after: Assessment
    because: tuple[Finding, ...]


_ORDER = {Verdict.NOT_CONFORMANT: 0, Verdict.UNDETERMINED: 1, Verdict.CONFORMANT: 2, Verdict.NOT_APPLICABLE: 2}


def turn(before: Assessment, after: Assessment) -> Turn | None:
    """How one system's verdict turns from one version to another; None if it stays."""
    if before.verdict is after.verdict:
        return None
    stricter, other = (after, before) if _ORDER[after.verdict] <= _ORDER[before.verdict] else (before, after)
    met = {f.requirement.component for f in other.findings if f.truth is Truth.MET or not f.required}
    asked = {f.requirement.component for f in other.findings if f.required}
    standing = (*stricter.missing, *stricter.unknown)
    because = [f for f in standing if f.requirement.component in met or f.requirement.component not in asked]
    return Turn(before, after, tuple(because or standing))


def turns(pairs: Iterable[tuple[Assessment, Assessment]]) -> tuple[Turn, ...]:
    """The systems whose verdict differs between two versions, in the order given."""
    return tuple(found for before, after in pairs if (found := turn(before, after)) is not None)
