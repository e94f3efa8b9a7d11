"""What it would take to pass, and what a verdict hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.domain.assessments import (
    Act,
    Assessment,
    Basis,
    Finding,
    Verdict,
    evaluate,
    levels_up_to,
    levels_up_to_verdict,
)
from bot.domain.definitions import AllOf, AnyOf, Needs, Node, leaves
from bot.domain.judging import carriable, standing_bases, weigh
from bot.domain.logic import Truth


@dataclass(frozen=True, slots=True)
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
    steps = levels_up_to_verdict(definition) if level is None else levels_up_to(definition, level)
    ways = _Ways(assessment)
    whole = AllOf(tuple(step.requires for step in steps))
    sets = [keys for keys in _minimal(ways.needed(keys, whole) for keys in ways.of(whole)) if keys]
    changes = [tuple(sorted(map(ways.change, keys), key=_order)) for keys in sets]
    return tuple(sorted(changes, key=lambda s: (sum(c.by_owner for c in s), len(s), [_order(c) for c in s])))


def _order(change: Change) -> tuple[object, ...]:
    return change.component, change.acts, change.requirements, change.base or ""


_Sets = list[frozenset[str]]


class _Ways:
    """The ways to meet each node of a tree, as sets of keys; a key stands for one change."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._findings = {finding.requirement.id: finding for finding in assessment.findings}
        self._of_bases: dict[str, Change] = {}

    def of(self, node: Node, *, chosen: bool = False) -> _Sets:
        """The smallest ways; ``chosen`` where the node is itself part of a choice."""
        match node:
            case Needs(requirement):
                return self._of_requirement(requirement)
            case AllOf(parts):
                return self._of_all([self.of(part, chosen=chosen) for part in parts])
            case AnyOf():
                own = self._of_choice(node)
                return own if chosen else self._of_all([own, [self._of_choice_at_bases(node)]])

    def _of_all(self, parts: Sequence[_Sets]) -> _Sets:
        return _minimal(frozenset().union(*choice) for choice in product(*parts))

    def _of_requirement(self, id_: str) -> _Sets:
        if self._findings[id_].truth is Truth.MET:
            return [frozenset()]
        return self._of_all([self._of_source(found) for found in self._standing(id_)])

    def _of_source(self, finding: Finding) -> _Sets:
        sets = [frozenset({change_key(finding)})]
        if carriable(finding):
            sets += self.of(AllOf(tuple(Needs(carrier) for carrier in finding.requirement.carried_by)))
        return _minimal(sets)

    def _standing(self, id_: str) -> list[Finding]:
        return [found for found in self._assessment.sources[id_] if found.truth is not Truth.MET]

    def _of_choice(self, node: AnyOf) -> _Sets:
        if self._assessment.own_choice(node) is Truth.MET:
            return [frozenset()]
        return _minimal(ways for part in node.parts for ways in self.of(part, chosen=True))

    def _of_choice_at_bases(self, node: AnyOf) -> frozenset[str]:
        found = self._assessment
        keys = set()
        for group in standing_bases(node, found.definition, found.system, found.bases, self._findings):
            ids = tuple(dict.fromkeys(leaves(node)))
            keys.add(key := f"{'|'.join(sorted(ids))}:{group.inherited_from}")
            act = Act.PUBLISH if group.truth is Truth.UNMET else Act.FIND
            component = self._findings[ids[0]].requirement.component
            self._of_bases[key] = Change(component, (act,), ids, group.inherited_from)
        return frozenset(keys)

    def needed(self, keys: frozenset[str], node: Node) -> frozenset[str]:
        """A way without the changes at a base's choice that its other changes make needless."""
        for key in sorted(keys & self._of_bases.keys()):
            after = _changed(self._assessment, map(self.change, keys - {key}))
            if evaluate(node, after.truths, after.group_truths) is Truth.MET:
                keys -= {key}
        return keys

    def change(self, key: str) -> Change:
        if key in self._of_bases:
            return self._of_bases[key]
        unmet = [id_ for id_, finding in self._findings.items() if finding.truth is not Truth.MET]
        rows = [found for id_ in unmet for found in self._standing(id_) if change_key(found) == key]
        acts = tuple(act for act in Act if any(act in row.acts for row in rows))
        ids = tuple(dict.fromkeys(row.requirement.id for row in rows if row.required))
        return Change(rows[0].requirement.component, acts, ids, rows[0].inherited_from)


def change_key(finding: Finding) -> str:
    """Rows that rest on one component under the same terms are settled by one change."""
    terms = finding.requirement.terms.id if finding.requirement.terms else ""
    return f"{finding.requirement.component}:{terms}:{finding.inherited_from or ''}"


def _minimal(sets: Iterable[frozenset[str]]) -> _Sets:
    kept: _Sets = []
    for candidate in sorted(set(sets), key=lambda s: (len(s), sorted(s))):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return kept


def with_changes(assessment: Assessment, changes: Iterable[Change]) -> Verdict:
    """The verdict if these changes had happened."""
    return _changed(assessment, changes).verdict


def _changed(assessment: Assessment, changes: Iterable[Change]) -> Assessment:
    done = {(change.base, change.component, id_) for change in changes for id_ in change.requirements}
    sources = {
        id_: tuple(
            _as(found, Truth.MET) if (found.inherited_from, found.requirement.component, id_) in done else found
            for found in several
        )
        for id_, several in assessment.sources.items()
    }
    instead = {(base, id_): Truth.MET for base, _component, id_ in done}
    return weigh(assessment.system, assessment.definition, assessment.bases, sources, instead)


def _as(finding: Finding, truth: Truth) -> Finding:
    """A finding as it would be if a first-hand fact showed this."""
    return replace(finding, truth=truth, basis=Basis.FACT, acts=())


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
            verdict = _otherwise(assessment, finding, truth).verdict
            if verdict is not assessment.verdict:
                found.append(Hinge(finding, truth, verdict))
    return tuple(found)


def _uncertain(finding: Finding) -> bool:
    if finding.truth is Truth.UNKNOWN or finding.basis in (Basis.SECOND_HAND, Basis.REVIEW):
        return True
    if finding.against is not None or finding.review is not None:
        return True
    # Of what is inherited, the last fact is the one that decides.
    return finding.basis is Basis.INHERITED and not all(fact.evidence.first_hand for fact in finding.facts[-1:])


def _otherwise(assessment: Assessment, finding: Finding, truth: Truth) -> Assessment:
    """The assessment with one finding otherwise, and those on other rows that rest on the same."""
    resting = {found.requirement.id for found in assessment.findings if _same(found, finding)}
    sources = {
        id_: tuple(_as(found, truth) if id_ in resting and _same(found, finding) else found for found in several)
        for id_, several in assessment.sources.items()
    }
    instead = {(finding.inherited_from, id_): truth for id_ in resting}
    return weigh(assessment.system, assessment.definition, assessment.bases, sources, instead)


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings rest on the same: one component of one system, judged alike."""
    return (one.requirement.component, one.inherited_from, one.truth) == (
        other.requirement.component,
        other.inherited_from,
        other.truth,
    )
