"""What it would take to pass, and what a verdict hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from bot.domain.assessments import (
    Act,
    Assessment,
    Basis,
    Finding,
    Group,
    Verdict,
    conclude,
    evaluate,
    group_key,
    levels_up_to_verdict,
)
from bot.domain.definitions import AllOf, AnyOf, Needs, Node
from bot.domain.judging import carriable
from bot.domain.logic import Truth


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing that would have to be otherwise: a component published or licensed, or a fact found.

    ``acts`` are all that it needs. ``base`` is the id or name of the base system whose owner would have to act, if it
    is not the system's own. ``requirements`` are ids of the rows that it settles; rows resting on one fact go together.
    """

    component: str
    acts: tuple[Act, ...]
    requirements: tuple[str, ...]
    base: str | None = None

    @property
    def by_owner(self) -> bool:
        """Whether some of it only an owner can do."""
        return any(act.by_owner for act in self.acts)


def would_take(assessment: Assessment, level: str | None = None) -> tuple[tuple[Change, ...], ...]:
    """All smallest sets of changes that make a system meet a level (the verdict's, if none is named).

    Each set is enough, and none could lose a member. Sets with the fewest acts of an owner come first. Empty when the
    level is met already, or when the version has no levels.
    """
    definition = assessment.definition
    steps = levels_up_to_verdict(definition)
    if level is not None:
        ids = [step.id for step in definition.levels]
        steps = list(definition.levels[: ids.index(level) + 1])
    ways = _Ways(assessment)
    sets = _minimal(frozenset().union(*choice) for choice in product(*(ways.of(step.requires) for step in steps)))
    changes = [tuple(sorted(ways.change(key) for key in keys)) for keys in sets if keys]
    return tuple(sorted(changes, key=lambda s: (sum(c.by_owner for c in s), len(s), s)))


_Sets = list[frozenset[str]]


class _Ways:
    """The ways to meet each node of a tree, as sets of keys; a key stands for one change."""

    def __init__(self, assessment: Assessment) -> None:
        self._findings = {finding.requirement.id: finding for finding in assessment.findings}
        self._groups = assessment.groups
        self._truths = assessment.truths

    def of(self, node: Node) -> _Sets:
        match node:
            case Needs(requirement):
                return self._of_requirement(requirement)
            case AllOf(parts):
                return _minimal(frozenset().union(*choice) for choice in product(*(self.of(part) for part in parts)))
            case AnyOf(parts):
                return self._of_choice(node, parts)

    def _of_requirement(self, id_: str) -> _Sets:
        finding = self._findings[id_]
        if finding.truth is Truth.MET:
            return [frozenset()]
        sets = [frozenset({change_key(finding)})]
        if carriable(finding):
            carriers = AllOf(tuple(Needs(carrier) for carrier in finding.requirement.carried_by))
            sets += self.of(carriers)
        return _minimal(sets)

    def _of_choice(self, node: AnyOf, parts: tuple[Node, ...]) -> _Sets:
        group = self._groups.get(group_key(node))
        if group is not None and group.truth is Truth.MET:
            return [frozenset()]
        sets = _minimal(ways for part in parts for ways in self.of(part))
        if group is not None and group.basis is Basis.INHERITED:
            base = frozenset({f"group:{group_key(node)}"})
            return _minimal(ways | base for ways in sets)
        return sets

    def change(self, key: str) -> Change:
        if key.startswith("group:"):
            name = key.removeprefix("group:")
            return _group_change(name, self._groups[name], self._findings)
        rows = [f for f in self._findings.values() if f.truth is not Truth.MET and change_key(f) == key]
        acts = tuple(act for act in Act if any(act in row.acts for row in rows))
        ids = tuple(row.requirement.id for row in rows if row.required)
        return Change(rows[0].requirement.component, acts, ids, rows[0].inherited_from)


def change_key(finding: Finding) -> str:
    """Rows that rest on one component under the same terms are settled by one change."""
    terms = finding.requirement.terms.id if finding.requirement.terms else ""
    return f"{finding.requirement.component}:{terms}:{finding.inherited_from or ''}"


def _group_change(name: str, group: Group, findings: Mapping[str, Finding]) -> Change:
    ids = tuple(name.split("|"))
    act = Act.PUBLISH if group.truth is Truth.UNMET else Act.FIND
    return Change(findings[ids[0]].requirement.component, (act,), ids, group.inherited_from)


def _minimal(sets: Iterable[frozenset[str]]) -> _Sets:
    kept: _Sets = []
    for candidate in sorted(set(sets), key=lambda s: (len(s), sorted(s))):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return kept


def with_changes(assessment: Assessment, changes: Iterable[Change]) -> Verdict:
    """The verdict if these changes had happened."""
    truths = assessment.truths
    groups = assessment.group_truths
    for change in changes:
        truths.update(dict.fromkeys(change.requirements, Truth.MET))
        key = "|".join(change.requirements)
        if key in groups:
            groups[key] = Truth.MET
    return _verdict(assessment, truths, groups)


def _verdict(assessment: Assessment, truths: dict[str, Truth], groups: dict[str, Truth]) -> Verdict:
    for finding in assessment.findings:
        carriers = finding.requirement.carried_by
        if carriable(finding) and truths[finding.requirement.id] is Truth.UNKNOWN:
            if all(truths[carrier] is Truth.MET for carrier in carriers):
                truths[finding.requirement.id] = Truth.MET
    return conclude(assessment.definition, truths, groups)[0]


@dataclass(frozen=True, slots=True)
class Hinge:
    """A finding that the verdict hangs on: what the verdict would be if it were otherwise."""

    finding: Finding
    otherwise: Truth
    verdict: Verdict


def hinges(assessment: Assessment) -> tuple[Hinge, ...]:
    """The findings that are unknown, disputed, second hand or from a review, and that would turn the verdict alone."""
    found = []
    for finding in assessment.findings:
        if not finding.required or not _uncertain(finding):
            continue
        for truth in (Truth.MET, Truth.UNMET):
            if truth is finding.truth:
                continue
            truths = assessment.truths | _shared(assessment, finding, truth)
            verdict = _verdict(assessment, truths, _without(assessment, finding))
            if verdict is not assessment.verdict:
                found.append(Hinge(finding, truth, verdict))
    return tuple(found)


def _uncertain(finding: Finding) -> bool:
    second_hand = finding.basis in (Basis.SECOND_HAND, Basis.REVIEW) or finding.against is not None
    return finding.truth is Truth.UNKNOWN or second_hand


def _shared(assessment: Assessment, finding: Finding, truth: Truth) -> dict[str, Truth]:
    key = change_key(finding)
    return {f.requirement.id: truth for f in assessment.findings if change_key(f) == key}


def _without(assessment: Assessment, finding: Finding) -> dict[str, Truth]:
    """The settled choices, but for those that the finding belongs to."""
    return {k: t for k, t in assessment.group_truths.items() if finding.requirement.id not in k.split("|")}


def choice_truth(assessment: Assessment, node: AnyOf) -> Truth:
    """How a choice of the definition came out in an assessment."""
    return evaluate(node, assessment.truths, assessment.group_truths)
