"""What changes between two versions of a definition: for their rows, for one system, for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.definitions import Definition, Requirement, leaves
from bot.domain.logic import Truth


class RowChange(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    OBLIGATION = "obligation changed"
    TERMS = "terms changed"
    STANDING = "asked for otherwise"
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
    standing = _moved(before, after)
    for key, row in _by_component(after).items():
        earlier = old.pop(key, None)
        change = _change(earlier, row, standing)
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


def _moved(before: Definition, after: Definition) -> Callable[[Requirement, Requirement], bool]:
    """Whether a row is asked for at another level, as one of several or no longer, or answered for by other rows.

    Levels are held against each other only where both versions have the same.
    """
    same = [level.id for level in before.levels] == [level.id for level in after.levels]
    first, second = _levels(before) if same else {}, _levels(after) if same else {}

    def moved(old: Requirement, new: Requirement) -> bool:
        if first.get(old.id) != second.get(new.id) or bool(old.carried_by) != bool(new.carried_by):
            return True
        return bool(before.levels and after.levels) and (old.id in before.alternatives) != (
            new.id in after.alternatives
        )

    return moved


def _levels(definition: Definition) -> dict[str, str]:
    """The level that asks for each row first."""
    return {id_: level.id for level in reversed(definition.levels) for id_ in leaves(level.requires)}


def _change(
    before: Requirement | None, after: Requirement, moved: Callable[[Requirement, Requirement], bool]
) -> RowChange | None:
    if before is None:
        return RowChange.ADDED
    if before.obligation is not after.obligation:
        return RowChange.OBLIGATION
    if (before.terms and before.terms.id) != (after.terms and after.terms.id):
        return RowChange.TERMS
    if moved(before, after):
        return RowChange.STANDING
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


def level_turn(before: Assessment, after: Assessment) -> Turn | None:
    """How the level that a system reaches turns between two ladders; None if it stays, or if one is no ladder.

    ``because`` are the rows that stand between the lower side and the level that the other side reaches, those left out
    that stand in the way there too.
    """
    if not (before.definition.ladder and after.definition.ladder) or _reach(before) == _reach(after):
        return None
    ranks = [_rank(assessment) for assessment in (before, after)]
    lower, higher = (after, before) if ranks[1] <= ranks[0] else (before, after)
    lost = higher.level if lower.level != higher.level else higher.possible_level
    if lost is None or lost not in [level.id for level in lower.definition.levels]:
        return Turn(before, after, ())
    standing = lower.standing(lost)
    worse = tuple(finding for finding in standing if _is_worse(finding, higher))
    return Turn(before, after, worse or standing)


def _is_worse(finding: Finding, other: Assessment) -> bool:
    """Whether another version does not ask for what a finding is about, or finds it nearer to being met."""
    asked = [f for f in other.findings if f.required and f.requirement.component == finding.requirement.component]
    same = [f for f in asked if f.requirement.id == finding.requirement.id] or asked
    return not same or max(f.truth.rank for f in same) > finding.truth.rank


def _reach(assessment: Assessment) -> tuple[str | None, str | None]:
    return assessment.level, assessment.possible_level


def _rank(assessment: Assessment) -> tuple[int, int]:
    steps: list[str | None] = [None, *(level.id for level in assessment.definition.levels)]
    return steps.index(assessment.level), steps.index(assessment.possible_level)
