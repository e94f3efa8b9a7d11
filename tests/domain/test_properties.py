"""What holds of every version and every system. With SOAK=1, many thousand of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.assessments import Assessment, Basis, Finding, Verdict, conclude
from bot.domain.changes import Change, hinges, with_changes, would_take
from bot.domain.definitions import AllOf, AnyOf, Definition, Needs, Node, Obligation, choices, leaves
from bot.domain.licences import Licensing, Terms
from bot.domain.logic import Truth
from bot.domain.names import fold
from bot.domain.systems import Fact, Outcome, System
from tests.domain.strategies import (
    COMPONENTS,
    LICENCES,
    PROPERTY,
    SOAKING,
    TERMS,
    TESTED,
    Case,
    cases,
    facts,
    plain_cases,
)
from tests.support.builders import FREE, a_fact, a_review, absent

pytestmark = [pytest.mark.soak] if SOAKING else []

RANK = {Verdict.NOT_CONFORMANT: 0, Verdict.UNDETERMINED: 1, Verdict.CONFORMANT: 2}


def level_number(assessment: Assessment, level: str | None) -> int:
    """How high a level is: 0 for none."""
    return [None, *(step.id for step in assessment.definition.levels)].index(level)


# -- Judging -------------------------------------------------------------------------------------------------------


@PROPERTY
@given(cases(), st.data())
def test_the_order_of_facts_is_irrelevant(case: Case, data: st.DataObject) -> None:
    shuffled = replace(case.system, facts=tuple(data.draw(st.permutations(case.system.facts))))

    one, other = case.assess(), case.with_system(shuffled).assess()

    assert (one.verdict, one.level, one.possible_level) == (other.verdict, other.level, other.possible_level)
    assert one.truths == other.truths
    assert [finding.reason for finding in one.findings] == [finding.reason for finding in other.findings]
    assert would_take(one) == would_take(other)


@PROPERTY
@given(cases())
def test_the_level_reached_is_never_above_the_level_still_possible(case: Case) -> None:
    assessment = case.assess()

    assert level_number(assessment, assessment.level) <= level_number(assessment, assessment.possible_level)


@PROPERTY
@given(cases())
def test_a_verdict_is_open_exactly_where_the_unknown_can_turn_it(case: Case) -> None:
    assessment = case.assess()

    best, worst = resolved(assessment, Truth.MET), resolved(assessment, Truth.UNMET)

    assert RANK[worst] <= RANK[assessment.verdict] <= RANK[best]
    assert (assessment.verdict is Verdict.UNDETERMINED) is (best is not worst)


def resolved(assessment: Assessment, truth: Truth) -> Verdict:
    """The verdict if all that is unknown were known, and were this."""

    def known(truths: Mapping[str, Truth]) -> dict[str, Truth]:
        return {key: truth if found is Truth.UNKNOWN else found for key, found in truths.items()}

    return conclude(assessment.definition, known(assessment.truths), known(assessment.group_truths))[0]


@PROPERTY
@given(cases(), st.sampled_from(COMPONENTS), st.data())
def test_learning_a_fact_turns_a_pass_into_a_failure_only_where_it_speaks_against(
    case: Case, component: str, data: st.DataObject
) -> None:
    unknowing = replace(case.system, facts=tuple(f for f in case.system.facts if f.component != component))
    knowing = replace(unknowing, facts=(*unknowing.facts, data.draw(facts(component))))

    before, after = case.with_system(unknowing).assess(), case.with_system(knowing).assess()

    findings = [found for found in after.findings if found.requirement.component == component]
    if before.verdict is Verdict.CONFORMANT and after.verdict is Verdict.NOT_CONFORMANT:
        assert any(found.truth is Truth.UNMET for found in findings)
    if all(found.truth is Truth.MET for found in findings):
        assert RANK[after.verdict] >= RANK[before.verdict]


@PROPERTY
@given(cases())
def test_optional_rows_never_matter(case: Case) -> None:
    required = tuple(row for row in case.definition.requirements if row.obligation is Obligation.REQUIRED)
    with_options = case.assess()
    without = replace(case, definition=replace(case.definition, requirements=required)).assess()

    assert (with_options.verdict, with_options.level) == (without.verdict, without.level)
    assert would_take(with_options) == would_take(without)


@PROPERTY
@given(cases(), st.sampled_from(Outcome))
def test_a_review_never_makes_a_verdict_worse_and_only_a_pass_makes_it_better(case: Case, outcome: Outcome) -> None:
    before = case.with_system(replace(case.system, reviews=())).assess()
    review = a_review(outcome)
    after = case.with_system(replace(case.system, reviews=(review,))).assess()

    assert RANK[after.verdict] >= RANK[before.verdict]
    if not review.passes(case.definition.label):
        assert after.verdict is before.verdict


# -- What it would take --------------------------------------------------------------------------------------------


@PROPERTY
@given(cases())
def test_every_way_to_pass_is_enough_and_can_lose_nothing(case: Case) -> None:
    assessment = case.assess()

    ways = would_take(assessment)

    assert bool(ways) is (assessment.verdict is not Verdict.CONFORMANT)
    for changes in ways:
        assert with_changes(assessment, changes) is Verdict.CONFORMANT
        for left_out in changes:
            fewer = [change for change in changes if change is not left_out]
            assert with_changes(assessment, fewer) is not Verdict.CONFORMANT


@PROPERTY
@given(cases())
def test_no_smallest_way_to_pass_is_forgotten(case: Case) -> None:
    assume(not case.definition.inherits or not inside_and_outside(case.definition))
    assessment = case.assess()
    ways = {frozenset(changes) for changes in would_take(assessment)}
    all_changes = sorted(frozenset[Change]().union(*ways), key=str)
    assume(0 < len(all_changes) <= 8)

    enough = [s for s in subsets(all_changes) if with_changes(assessment, s) is Verdict.CONFORMANT]

    assert {one for one in enough if not any(other < one for other in enough)} == ways


def inside_and_outside(definition: Definition) -> bool:
    """Whether a row stands both inside a choice and outside; then some ways can be told in two manners."""
    trees = [level.requires for level in definition.levels]
    inside = {id_ for tree in trees for choice in choices(tree) for id_ in leaves(choice)}
    return any(id_ in inside for tree in trees for id_ in outside(tree))


def outside(node: Node) -> list[str]:
    """The rows of a tree that stand in no choice."""
    match node:
        case Needs(requirement):
            return [requirement]
        case AllOf(parts):
            return [id_ for part in parts for id_ in outside(part)]
        case AnyOf():
            return []


def subsets(changes: list[Change]) -> list[frozenset[Change]]:
    """Every choice of some of them."""
    sizes = range(len(changes) + 1)
    return [frozenset(some) for some in chain.from_iterable(combinations(changes, size) for size in sizes)]


@PROPERTY
@given(cases())
def test_a_system_of_which_a_way_to_pass_came_true_passes(case: Case) -> None:
    components = {row.id: row.component for row in case.definition.requirements}

    for changes in would_take(case.assess()):
        published: dict[str, set[str]] = {}
        for change in changes:
            published.setdefault(change.base or TESTED, set()).update(components[id_] for id_ in change.requirements)
        if published.keys() <= case.library.systems.keys():
            mended = [publishing(case.library.systems[id_], parts) for id_, parts in published.items()]
            assert case.with_system(*mended).assess().verdict is Verdict.CONFORMANT


def publishing(system: System, components: Iterable[str]) -> System:
    """A system that publishes these components whole, for anyone, under a licence that all accept."""
    return with_facts(system, *(a_fact(component, licence=FREE) for component in sorted(components)))


def with_facts(system: System, *new: Fact) -> System:
    """A system with these facts in the place of all others on their components."""
    about = {fact.component for fact in new}
    return replace(system, facts=(*(fact for fact in system.facts if fact.component not in about), *new))


@PROPERTY
@given(cases(), st.data())
def test_what_a_level_takes_reaches_it_and_those_below(case: Case, data: st.DataObject) -> None:
    levels = [level.id for level in case.definition.levels]
    lower, higher = sorted(data.draw(st.tuples(st.sampled_from(levels), st.sampled_from(levels))), key=levels.index)
    about_lower = replace(case, definition=replace(case.definition, verdict_level=lower)).assess()

    for changes in would_take(case.assess(), higher):
        assert with_changes(about_lower, changes) is Verdict.CONFORMANT


# -- What a verdict hangs on ---------------------------------------------------------------------------------------


@PROPERTY
@given(plain_cases())
def test_what_a_verdict_is_said_to_hang_on_turns_it_and_nothing_else_does(case: Case) -> None:
    assessment = case.assess()
    told = {(hinge.finding.requirement.id, hinge.otherwise): hinge.verdict for hinge in hinges(assessment)}

    for finding in assessment.findings:
        owner = finding.inherited_from or TESTED
        if not finding.required or owner not in case.library.systems or not doubtful(finding):
            continue
        component = finding.requirement.component
        for truth, fact in ((Truth.MET, a_fact(component)), (Truth.UNMET, absent(component))):
            if truth is not finding.truth:
                otherwise = case.with_system(with_facts(case.library.systems[owner], fact)).assess()
                assert told.pop((finding.requirement.id, truth), assessment.verdict) is otherwise.verdict

    assert all(row in unrecorded(assessment) for row, _truth in told)


def doubtful(finding: Finding) -> bool:
    """Whether a finding is unknown, or rests on the word of others than the developer."""
    second_hand = finding.basis is not Basis.CARRIED and any(not f.evidence.first_hand for f in finding.facts[-1:])
    return finding.truth is Truth.UNKNOWN or second_hand or finding.review is not None


def unrecorded(assessment: Assessment) -> set[str]:
    """The rows that a base decides of which there is no record."""
    known = {assessment.system.id, *(base.id for base in ancestors(assessment))}
    return {f.requirement.id for f in assessment.findings if f.inherited_from and f.inherited_from not in known}


def ancestors(assessment: Assessment) -> list[System]:
    """Everything that a system was made from."""
    return [system for base in assessment.bases for system in (base.system, *ancestors(base))]


# -- Licences and names --------------------------------------------------------------------------------------------

EXPRESSIONS = st.sampled_from([licence for licence in LICENCES if licence and licence.alternatives])


@PROPERTY
@given(st.sampled_from([words for words in TERMS if words]), EXPRESSIONS, EXPRESSIONS)
def test_a_choice_of_licences_is_as_good_as_the_better_and_a_combination_as_bad_as_the_worse(
    words: Terms, one: Licensing, other: Licensing
) -> None:
    either = Licensing("either", (*one.alternatives, *other.alternatives))
    both = Licensing("both", tuple((*a, *b) for a in one.alternatives for b in other.alternatives))
    ranks = [words.rule_on(licensing).truth.rank for licensing in (one, other)]

    assert words.rule_on(either).truth.rank == max(ranks)
    assert words.rule_on(both).truth.rank == min(ranks)


@PROPERTY
@given(st.text())
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@PROPERTY
@given(st.text(alphabet="abc019.-_ /"), st.sampled_from(["-", "_", " ", "/", "\N{EN DASH}"]))
def test_one_separator_is_as_good_as_another(name: str, separator: str) -> None:
    respelt = "".join(separator if letter in "-_ /" else letter for letter in name)

    assert fold(respelt.upper()) == fold(name)
