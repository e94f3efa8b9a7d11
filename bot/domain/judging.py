"""Judging a system by a definition: pure, three-valued, every finding with its reason."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.assessments import (
    Act,
    Assessment,
    Basis,
    Finding,
    Group,
    conclude,
    evaluate,
    group_key,
)
from bot.domain.definitions import AllOf, AnyOf, Definition, Needs, Node, Obligation, Requirement, choices, leaves
from bot.domain.inheritance import LINEAGE, Instead, choice_sources, sources
from bot.domain.logic import Truth, every
from bot.domain.systems import Access, Extent, Fact, Review, System
from bot.texts import _


def judge(system: System, definition: Definition, bases: Sequence[Assessment] = ()) -> Assessment:
    """Judge a system by one version of a definition.

    Args:
        system: With every recorded fact.
        definition: Its terms filled with the licence table.
        bases: The assessments, under the same version, of the systems that it was made from.

    Returns:
        One finding a requirement, in the definition's order, and what follows from them.
    """
    return Judge(definition).judge(system, bases)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Which reviews answer: those that pass a system under this version, and for which rows and choices.

    A draft that nobody has reviewed can thus be judged with the reviews of the version before it, for what it leaves
    as it was. Choices are named as in `group_key`; None stands for all.
    """

    label: str
    rows: frozenset[str] | None = None
    choices: frozenset[str] | None = None


class Judge:
    """Judges systems by one version; what hangs on the version alone is worked out once for all of them.

    Args:
        definition: The version.
        reviewed: The reviews that answer; those of the version itself if nothing is said.
    """

    def __init__(self, definition: Definition, reviewed: Reviewed | None = None) -> None:
        self.definition = definition
        self._reviewed = reviewed or Reviewed(definition.label)
        levels = {id_: level.id for level in reversed(definition.levels) for id_ in leaves(level.requires)}
        conjuncts = {id_ for level in definition.levels for id_ in _conjuncts(level.requires)}
        self._rows = [(row, levels.get(row.id), row.id in conjuncts) for row in definition.requirements]
        answered = self._reviewed.rows
        self._answered = conjuncts if answered is None else conjuncts & answered

    def judge(self, system: System, bases: Sequence[Assessment] = ()) -> Assessment:
        """Judge a system, as the function of this name does."""
        definition = self.definition
        review = system.passed(self._reviewed.label)
        found = {}
        for row, level, conjunct in self._rows:
            own = find(system, row, review if row.id in self._answered else None, level)
            # A choice about data is inherited as a whole: what the base chose need not be what the system chose.
            chosen = level is not None and not conjunct and row.component in LINEAGE
            found[row.id] = (own,) if chosen or not definition.inherits else sources(own, system, bases)
        return weigh(system, definition, bases, found, reviewed=self._reviewed)


def weigh(
    system: System,
    definition: Definition,
    bases: Sequence[Assessment],
    found: Mapping[str, tuple[Finding, ...]],
    instead: Instead | None = None,
    reviewed: Reviewed | None = None,
) -> Assessment:
    """Draw the conclusions from everything found.

    Args:
        system: As in `judge`.
        definition: As in `judge`.
        bases: As in `judge`.
        found: By requirement, everything that it is judged by; it is as good as the worst of these.
        instead: What to reckon with in the place of what is known of the bases, where they have to meet a choice.
        reviewed: As in `Judge`.
    """
    findings = {id_: _worst(several) for id_, several in found.items()}
    for id_, (own, *others) in found.items():
        if own.requirement.carried_by:
            findings[id_] = _worst([_carry(own, findings), *others])
    groups = _groups(system, definition, findings, bases, instead or {}, reviewed or Reviewed(definition.label))
    verdict, level, possible = conclude(
        definition,
        {id_: finding.truth for id_, finding in findings.items()},
        {key: group.truth for key, group in groups.items()},
    )
    return Assessment(
        system, definition, tuple(findings.values()), groups, verdict, level, possible, tuple(bases), found
    )


def find(system: System, requirement: Requirement, review: Review | None = None, level: str | None = None) -> Finding:
    """What is recorded of one requirement.

    First-hand facts go first, then a review that passes it, then second-hand facts, then what was imported.
    ``level`` is the one that asks for it first.
    """
    facts = system.facts_on(requirement.component)
    first = _claims(requirement, level, [fact for fact in facts if fact.evidence.first_hand], Basis.FACT)
    others = [fact for fact in facts if not fact.evidence.first_hand]
    second = _claims(requirement, level, others, Basis.SECOND_HAND)
    if first and first.truth is not Truth.UNKNOWN:
        return first
    if review is not None and requirement.obligation is Obligation.REQUIRED:
        return _reviewed(requirement, level, review, first, second)
    imported = _imported(system, requirement, level, facts)
    if imported:
        return imported
    if second and (first is None or second.truth is not Truth.UNKNOWN):
        return second
    if first:
        return first
    return Finding(requirement, level, Truth.UNKNOWN, _("not recorded"), Basis.NOTHING, acts=(Act.FIND,))


def _imported(system: System, requirement: Requirement, level: str | None, facts: Sequence[Fact]) -> Finding | None:
    """A finding from imported claims, where we ourselves know nothing of a component."""
    if not system.listings or any(fact.access is not Access.UNKNOWN for fact in facts):
        return None
    claims = [claim for claim in system.claims if claim.component == requirement.component]
    found = _claims(requirement, level, claims, Basis.SECOND_HAND)
    return None if found is None or (facts and found.truth is Truth.UNKNOWN) else found


def _claims(requirement: Requirement, level: str | None, facts: Sequence[Fact], basis: Basis) -> Finding | None:
    """One finding from claims of one rank; claims that contradict each other leave it unknown."""
    if not facts:
        return None
    findings = [_of_fact(requirement, level, fact, basis) for fact in facts]
    if len(findings) == 1:
        return findings[0]
    known = [finding for finding in findings if finding.truth is not Truth.UNKNOWN]
    if len({finding.truth for finding in known}) > 1:
        reasons = "; ".join(sorted(finding.reason for finding in known))
        disputed = _("claims contradict each other: {reasons}").format(reasons=reasons)
        return Finding(requirement, level, Truth.UNKNOWN, disputed, basis, tuple(facts), (Act.FIND,))
    chosen = min(known or findings, key=lambda finding: (str(finding.facts[0].evidence.url), finding.reason))
    return chosen


def _of_fact(requirement: Requirement, level: str | None, fact: Fact, basis: Basis) -> Finding:
    if fact.access is Access.UNKNOWN:
        reason = _("not known: {note}").format(note=fact.note) if fact.note else _("not recorded")
        return Finding(requirement, level, Truth.UNKNOWN, reason, basis, (fact,), (Act.FIND,))
    if fact.access is Access.ABSENT:
        return Finding(requirement, level, Truth.UNMET, _("not released"), basis, (fact,), (Act.PUBLISH,))
    checks = [check for check in (_partial(fact), _gated(requirement, fact), _licensed(requirement, fact)) if check]
    truth = every(truth for truth, _reason, _act in checks)
    failing = [(reason, act) for found, reason, act in checks if found is truth]
    reason = "; ".join(reason for reason, _act in failing) or _("published")
    acts = tuple(act for found, _reason, act in checks if found is not Truth.MET and act)
    return Finding(requirement, level, truth, reason, basis, (fact,), acts)


_Check = tuple[Truth, str, Act | None]


def _partial(fact: Fact) -> _Check | None:
    if fact.extent is not Extent.PARTIAL:
        return None
    if fact.note:
        return Truth.UNMET, _("only in part: {note}").format(note=fact.note), Act.COMPLETE
    return Truth.UNMET, _("only in part or in general terms"), Act.COMPLETE


def _gated(requirement: Requirement, fact: Fact) -> _Check | None:
    if fact.access is not Access.GATED or requirement.terms is None or requirement.terms.accepts_gated:
        return None
    return Truth.UNMET, _("behind a gate: one has to ask before use"), Act.UNGATE


def _licensed(requirement: Requirement, fact: Fact) -> _Check | None:
    if requirement.terms is None:
        return None
    if fact.licence is None:
        return Truth.UNKNOWN, _("published, its licence is not recorded"), Act.FIND_LICENCE
    ruling = requirement.terms.rule_on(fact.licence)
    acts = {Truth.UNMET: Act.RELICENSE, Truth.UNKNOWN: Act.FIND_LICENCE}
    return ruling.truth, ruling.why, acts.get(ruling.truth)


def _reviewed(
    requirement: Requirement, level: str | None, review: Review, first: Finding | None, second: Finding | None
) -> Finding:
    against = second.facts[0] if second and second.truth is Truth.UNMET else None
    facts = first.facts if first else ()
    reason = _by_review(review)
    if first:
        reason = _("{review}; {first}").format(review=reason, first=first.reason)
    return Finding(
        requirement, level, Truth.MET, reason, Basis.REVIEW, facts=facts, review=review, against=against
    )  # fmt: skip


def _worst(findings: Sequence[Finding]) -> Finding:
    if len(findings) == 1:
        return findings[0]
    return min(findings, key=lambda finding: finding.truth.rank)


def _by_review(review: Review) -> str:
    year, _dash, rest = review.date.partition("-")
    when = f"{month_name[int(rest[:2])]} {year}" if rest else year
    return _("per the OSI volunteers' review, {when}").format(when=when)


def _carry(finding: Finding, findings: Mapping[str, Finding]) -> Finding:
    """Let other requirements answer for one about which nothing is recorded ("if used")."""
    requirement = finding.requirement
    if not carriable(finding) or any(findings[id_].truth is not Truth.MET for id_ in requirement.carried_by):
        return finding
    names = " + ".join(findings[id_].requirement.name for id_ in requirement.carried_by)
    reason = _("not recorded apart; carried by {names}").format(names=names)
    facts = tuple(fact for id_ in requirement.carried_by for fact in findings[id_].facts)
    return replace(finding, truth=Truth.MET, reason=reason, basis=Basis.CARRIED, facts=facts, acts=())


def carriable(finding: Finding) -> bool:
    """Whether others may answer for it: it has carriers, and no fact with a licence is recorded of it."""
    if finding.truth is not Truth.UNKNOWN or not finding.requirement.carried_by or finding.inherited_from:
        return False
    return all(fact.licence is None for fact in finding.facts)


def _conjuncts(node: Node) -> list[str]:
    """The requirements that stand in a tree outside every choice."""
    match node:
        case Needs(requirement):
            return [requirement]
        case AllOf(parts):
            return [id_ for part in parts for id_ in _conjuncts(part)]
        case AnyOf():
            return []


def _groups(
    system: System,
    definition: Definition,
    findings: Mapping[str, Finding],
    bases: Sequence[Assessment],
    instead: Instead,
    reviewed: Reviewed,
) -> dict[str, Group]:
    truths = {id_: finding.truth for id_, finding in findings.items()}
    passed = system.passed(reviewed.label)
    groups: dict[str, Group] = {}
    for choice in (choice for level in definition.levels for choice in choices(level.requires)):
        own = evaluate(choice, truths, {})
        group = None
        review = passed if reviewed.choices is None or group_key(choice) in reviewed.choices else None
        if review is not None and own is not Truth.MET and not _failed(choice, findings):
            group = Group(Truth.MET, _by_review(review), Basis.REVIEW, review=review)
        standing = standing_bases(choice, definition, system, bases, findings, instead)
        worst = min(standing, key=lambda base: base.truth.rank, default=None)
        if worst is not None and worst.truth.rank < (group.truth if group else own).rank:
            group = replace(worst, review=group.review if group else None)
        if group is not None:
            groups[group_key(choice)] = group
    return groups


def _failed(choice: AnyOf, findings: Mapping[str, Finding]) -> bool:
    """Whether first-hand facts alone show that a choice is not met."""
    first_hand = {
        id_: Truth.UNMET if f.truth is Truth.UNMET and f.basis is Basis.FACT else Truth.MET
        for id_, f in findings.items()
    }
    return evaluate(choice, first_hand, {}) is Truth.UNMET


def standing_bases(
    choice: AnyOf,
    definition: Definition,
    system: System,
    bases: Sequence[Assessment],
    findings: Mapping[str, Finding],
    instead: Instead | None = None,
) -> list[Group]:
    """What stands in the way of a choice at the bases; nothing where it does not ask about data."""
    about_data = any(findings[id_].requirement.component in LINEAGE for id_ in leaves(choice))
    return list(choice_sources(choice, system, bases, instead or {})) if definition.inherits and about_data else []
