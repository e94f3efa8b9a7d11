"""Systems, facts and reviews."""

from __future__ import annotations

import pytest

from bot.domain.actors import Actor, Role
from bot.domain.systems import Assessor, Outcome
from tests.support.builders import LABEL, a_fact, a_review, a_system, absent, second_hand


def test_a_fact_is_first_hand_unless_somebody_else_found_it() -> None:
    assert a_fact().evidence.first_hand
    assert not second_hand().evidence.first_hand


def test_claims_about_one_component_are_found_together() -> None:
    claim, counterclaim = a_fact("training_code"), absent("training_code")
    system = a_system(claim, a_fact("model_card"), counterclaim)

    assert system.facts_on("training_code") == (claim, counterclaim)
    assert system.facts_on("data_card") == ()


@pytest.mark.parametrize(
    ("outcome", "passes"),
    [
        (Outcome.PASSED, True),
        (Outcome.CONFIRMED_YES, True),
        (Outcome.EXPECT_YES, False),
        (Outcome.UNCLEAR, False),
        (Outcome.EXPECT_NO, False),
        (Outcome.CONFIRMED_NO, False),
        (Outcome.FAILED, False),
        (Outcome.WOULD_PASS_WITH_OTHER_TERMS, False),
        (Outcome.NO_OUTCOME, False),
    ],
)
def test_only_a_completed_pass_passes(outcome: Outcome, passes: bool) -> None:
    assert a_review(outcome).passes(LABEL) is passes


def test_a_pass_holds_for_the_versions_that_it_names() -> None:
    review = a_review(definitions=("osaid 0.0.9", "osaid 1.0"))

    assert review.passes("osaid 1.0")
    assert not review.passes("osaid 0.0.8")


@pytest.mark.parametrize("by", [assessor for assessor in Assessor if assessor is not Assessor.OSI_VOLUNTEERS])
def test_nobody_else_passes_a_system(by: Assessor) -> None:
    assert not a_review("passed", by=by).passes(LABEL)


def test_the_first_pass_of_a_system_is_found() -> None:
    failed, passed = a_review(Outcome.EXPECT_NO, date="2024-06"), a_review(Outcome.PASSED)

    assert a_system(reviews=(failed, passed)).passed(LABEL) is passed
    assert a_system(reviews=(failed,)).passed(LABEL) is None


def test_everybody_is_a_member_and_has_no_other_role_unless_given() -> None:
    anna = Actor("terminal:anna", "Anna", frozenset({Role.CURATOR}))

    assert anna.has(Role.MEMBER)
    assert anna.has(Role.CURATOR)
    assert not anna.has(Role.MODERATOR)
