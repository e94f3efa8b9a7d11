"""Imported claims in a verdict: only where nothing is known here, and then as second hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.assessments import Basis, Verdict
from bot.domain.judging import find, judge
from bot.domain.logic import Truth
from bot.domain.systems import Access, Assessor, Entry, Fact, Listing, System
from tests.support.builders import (
    FREE,
    RESTRICTED,
    a_definition,
    a_fact,
    a_requirement,
    a_review,
    a_system,
    absent,
    an_option,
    second_hand,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROW = a_requirement("training-code")


def with_claims(system: System, *claims: Fact, gone: bool = False) -> System:
    """A system of which other projects say something, each claim in an entry of its own."""
    listings = tuple(
        Listing(
            Entry(claim.evidence.by or Assessor.EUROPEAN_INDEX, f"{number}.yaml", system.name, "https://x", (claim,)),
            NOW,
            system.id,
            vanished_at=NOW if gone else None,
        )
        for number, claim in enumerate(claims)
    )
    return replace(system, listings=listings)


@pytest.mark.parametrize(
    ("claim", "truth"),
    [(second_hand(), Truth.MET), (second_hand(licence=RESTRICTED), Truth.UNMET),
     (second_hand(access=Access.ABSENT), Truth.UNMET), (second_hand(licence=None), Truth.UNKNOWN)],
)  # fmt: skip
def test_a_claim_answers_where_nothing_is_recorded(claim: Fact, truth: Truth) -> None:
    found = find(with_claims(a_system(), claim), ROW)

    assert (found.truth, found.basis, found.facts) == (truth, Basis.SECOND_HAND, (claim,))


def test_a_claim_answers_where_it_is_recorded_that_nobody_knows() -> None:
    system = a_system(a_fact(access=Access.UNKNOWN, note="nobody found it"))

    assert find(with_claims(system, second_hand()), ROW).truth is Truth.MET


def test_a_claim_that_says_too_little_leaves_what_is_recorded_of_the_gap() -> None:
    system = a_system(a_fact(access=Access.UNKNOWN, note="nobody found it"))

    found = find(with_claims(system, second_hand(licence=None)), ROW)

    assert found.reason == "not known: nobody found it"


@pytest.mark.parametrize("ours", [a_fact(), absent(), a_fact(licence=None), second_hand(licence=RESTRICTED)])
@pytest.mark.parametrize("claim", [second_hand(), second_hand(access=Access.ABSENT)])
def test_a_claim_changes_nothing_where_something_is_recorded(ours: Fact, claim: Fact) -> None:
    system = a_system(ours)

    assert find(with_claims(system, claim), ROW) == find(system, ROW)


def test_a_pass_of_the_volunteers_goes_before_a_claim() -> None:
    review = a_review()
    system = a_system(reviews=(review,))

    found = find(with_claims(system, second_hand(access=Access.ABSENT)), ROW, review)

    assert (found.truth, found.basis) == (Truth.MET, Basis.REVIEW)


def test_claims_that_contradict_each_other_leave_it_unknown() -> None:
    claims = (second_hand(), second_hand(access=Access.ABSENT, by=Assessor.MODEL_OPENNESS_TOOL))

    found = find(with_claims(a_system(), *claims), ROW)

    assert (found.truth, found.facts) == (Truth.UNKNOWN, claims)
    assert found.reason.startswith("claims contradict each other: ")


def test_what_a_project_lists_no_more_is_not_used() -> None:
    found = find(with_claims(a_system(), second_hand(), gone=True), ROW)

    assert (found.truth, found.basis) == (Truth.UNKNOWN, Basis.NOTHING)


def test_a_claim_of_another_component_answers_nothing() -> None:
    assert find(with_claims(a_system(), second_hand("model_card")), ROW).basis is Basis.NOTHING


def test_a_verdict_may_rest_on_claims_alone() -> None:
    definition = a_definition("training-code", "model-parameters", an_option("model-card"))
    system = with_claims(a_system(a_fact("training_code", licence=FREE)), second_hand("model_parameters"))

    assessment = judge(system, definition)

    assert assessment.verdict is Verdict.CONFORMANT
    assert [finding.basis for finding in assessment.findings] == [Basis.FACT, Basis.SECOND_HAND, Basis.NOTHING]
