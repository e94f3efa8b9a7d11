"""Claims that contradict what is recorded, and whether a verdict hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.assessments import Assessment
from bot.domain.judging import find
from bot.domain.libraries import Library
from bot.domain.systems import Dispute, Fact, System


@dataclass(frozen=True, slots=True)
class Contest:
    """A claim beside the recorded facts on its component, of a system or of one that it was made from.

    ``used`` are the facts that the verdict was judged by. ``otherwise`` is the assessment if the claim were right.
    ``dispute`` is set where curators keep the claim as a dispute; otherwise another project brings it.
    """

    owner: System
    claim: Fact
    used: tuple[Fact, ...]
    otherwise: Assessment
    dispute: Dispute | None = None

    def turns(self, assessment: Assessment) -> bool:
        """Whether the verdict, or the level reached, would be another one."""
        there = self.otherwise
        return (there.verdict, there.level, there.possible_level) != (
            assessment.verdict,
            assessment.level,
            assessment.possible_level,
        )


def contests(assessment: Assessment, library: Library) -> tuple[Contest, ...]:
    """What contradicts the facts that an assessment rests on, the disputes first.

    Disputes are told in any case where the version asks about their component. Claims that were imported are told where
    they would turn the verdict: they contradict ours all the time.
    """
    found = []
    for owner in _owners(assessment.system, library):
        for dispute in owner.disputes:
            if _asked(assessment, dispute.claim.component):
                found.append(_contest(assessment, library, owner, dispute.claim, dispute))
        for claim in _contradicting(owner, assessment):
            contest = _contest(assessment, library, owner, claim)
            if contest.turns(assessment):
                found.append(contest)
    return tuple(sorted(found, key=lambda contest: contest.dispute is None))


def _owners(system: System, library: Library) -> Iterator[System]:
    """A system and everything that it was made from, each once."""
    seen = set()
    waiting = [system]
    while waiting:
        current = waiting.pop(0)
        if current.id not in seen:
            seen.add(current.id)
            yield current
            waiting += [library.systems[base] for base in current.bases if base in library.systems]


def _asked(assessment: Assessment, component: str) -> bool:
    return any(row.component == component for row in assessment.definition.requirements)


def _contradicting(owner: System, assessment: Assessment) -> Iterator[Fact]:
    """Imported claims that a required row of the version would judge otherwise than the recorded fact."""
    if not owner.listings:
        return
    for claim in owner.claims:
        facts = owner.facts_on(claim.component)
        rows = [f.requirement for f in assessment.findings if f.required and f.requirement.component == claim.component]
        if not facts or not rows:
            continue
        with_claim = _with(owner, claim)
        if any(find(owner, row).truth is not find(with_claim, row).truth for row in rows):
            yield claim


def _contest(
    assessment: Assessment, library: Library, owner: System, claim: Fact, dispute: Dispute | None = None
) -> Contest:
    changed = library.with_systems({owner.id: _with(owner, claim)})
    otherwise = changed.assess(assessment.system.id, assessment.definition)
    return Contest(owner, claim, owner.facts_on(claim.component), otherwise, dispute)


def _with(owner: System, claim: Fact) -> System:
    """The system if a claim were the developer's own word."""
    known = replace(claim, evidence=replace(claim.evidence, by=None))
    return owner.with_facts(claim.component, (known,))
