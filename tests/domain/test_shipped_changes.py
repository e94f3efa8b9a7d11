"""What follows from the verdicts on the recorded systems."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.assessments import Basis, Finding, Verdict
from bot.domain.changes import hinges, with_changes, would_take
from bot.domain.libraries import Library
from bot.domain.logic import Truth
from bot.domain.systems import Extent, Fact
from tests.support.builders import a_fact, absent

JUDGING = [
    "osaid 0.0.6",
    "osaid 0.0.7",
    "osaid 0.0.8",
    "osaid 0.0.9",
    "osaid 1.0-RC1",
    "osaid 1.0",
    "mof 1.0",
    "g7 2026",
]


@pytest.mark.parametrize("label", JUDGING)
def test_a_recorded_system_of_which_a_way_to_pass_came_true_passes(library: Library, label: str) -> None:
    definition = library.reference.definition(label)
    components = {row.id: row.component for row in definition.requirements}

    for id_ in library.systems:
        assessment = library.assess(id_, definition)
        for changes in would_take(assessment)[:3]:
            assert with_changes(assessment, changes) is Verdict.CONFORMANT
            owners = {change.base or id_ for change in changes}
            if owners <= library.systems.keys():
                mended = library
                for change in changes:
                    wanted = [components[row] for row in change.requirements]
                    mended = _with_facts(mended, change.base or id_, *map(_published, wanted))
                assert mended.assess(id_, definition).verdict is Verdict.CONFORMANT


def _published(component: str) -> Fact:
    return a_fact(component, extent=Extent.FULL, licence="MIT")


def _with_facts(library: Library, id_: str, *new: Fact) -> Library:
    about = {fact.component for fact in new}
    system = library.systems[id_]
    kept = [fact for fact in system.facts if fact.component not in about]
    return library.with_systems({id_: replace(system, facts=(*kept, *new))})


@pytest.mark.parametrize("label", ["osaid 0.0.8", "osaid 0.0.9", "osaid 1.0", "mof 1.0"])
def test_what_a_recorded_verdict_is_said_to_hang_on_turns_it_and_nothing_else_does(
    library: Library, label: str
) -> None:
    definition = library.reference.definition(label)

    for id_ in library.systems:
        assessment = library.assess(id_, definition)
        told = {(hinge.finding.requirement.id, hinge.otherwise): hinge.verdict for hinge in hinges(assessment)}
        for finding in assessment.findings:
            owner = finding.inherited_from or id_
            if not finding.required or not _doubtful(finding) or owner not in library.systems:
                continue
            component = finding.requirement.component
            for truth, fact in ((Truth.MET, _published(component)), (Truth.UNMET, absent(component))):
                if truth is not finding.truth:
                    otherwise = _with_facts(library, owner, fact).assess(id_, definition).verdict
                    assert told.get((finding.requirement.id, truth), assessment.verdict) is otherwise


def _doubtful(finding: Finding) -> bool:
    second_hand = finding.basis is not Basis.CARRIED and any(not f.evidence.first_hand for f in finding.facts[-1:])
    return finding.truth is Truth.UNKNOWN or second_hand or finding.review is not None
