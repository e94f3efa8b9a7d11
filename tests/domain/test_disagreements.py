"""Where others judged otherwise, and what the difference rests on."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Assessment
from bot.domain.definitions import Definition
from bot.domain.disagreements import disagreements
from bot.domain.judging import judge
from bot.domain.systems import Assessor, Extent, Fact, Outcome, Review
from tests.support.builders import (
    RESTRICTED,
    a_definition,
    a_fact,
    a_level,
    a_review,
    a_system,
    absent,
    an_option,
)

TWO = a_definition("a", "b")


def assessed(*facts: Fact, review: Review, definition: Definition = TWO) -> Assessment:
    """A system with these facts and a review under a version."""
    return judge(a_system(*facts, reviews=(review,)), definition)


def rests_on(assessment: Assessment) -> list[str] | None:
    """The rows that a disagreement rests on; None where nobody disagrees."""
    found = disagreements(assessment)
    return [finding.requirement.id for finding in found[0].because] if found else None


PASSING, FAILING, UNSURE = [a_fact("a"), a_fact("b")], [a_fact("a"), absent("b")], [a_fact("a")]


@pytest.mark.parametrize(
    ("facts", "outcome", "because"),
    [
        (PASSING, Outcome.PASSED, None),
        (PASSING, Outcome.CONFIRMED_YES, None),
        (PASSING, Outcome.FAILED, []),
        (PASSING, Outcome.WOULD_PASS_WITH_OTHER_TERMS, []),
        (FAILING, Outcome.PASSED, ["b"]),
        (FAILING, Outcome.CONFIRMED_YES, ["b"]),
        (FAILING, Outcome.FAILED, None),
        (FAILING, Outcome.EXPECT_NO, None),
        (FAILING, Outcome.CONFIRMED_NO, None),
        (FAILING, Outcome.EXPECT_YES, None),
        (FAILING, Outcome.UNCLEAR, None),
        (FAILING, Outcome.NO_OUTCOME, None),
        (UNSURE, Outcome.FAILED, ["b"]),
        (UNSURE, Outcome.EXPECT_NO, ["b"]),
        (UNSURE, Outcome.WOULD_PASS_WITH_OTHER_TERMS, ["b"]),
        (UNSURE, Outcome.EXPECT_YES, None),
    ],
)
def test_the_osi_volunteers_may_have_found_otherwise(
    facts: list[Fact], outcome: Outcome, because: list[str] | None
) -> None:
    assert rests_on(assessed(*facts, review=a_review(outcome))) == because


@pytest.mark.parametrize(
    ("fact", "because"),
    [
        (a_fact("b", licence=RESTRICTED), None),
        (absent("b"), ["b"]),
        (a_fact("b", extent=Extent.PARTIAL), ["b"]),
    ],
)
def test_more_than_the_licence_stands_in_the_way_of_what_would_pass_with_other_terms(
    fact: Fact, because: list[str] | None
) -> None:
    review = a_review(Outcome.WOULD_PASS_WITH_OTHER_TERMS)

    assert rests_on(assessed(a_fact("a"), fact, review=review)) == because


def test_a_review_under_another_version_disagrees_with_nothing() -> None:
    review = a_review(Outcome.PASSED, definitions=("osaid 0.0.8",))

    assert rests_on(assessed(*FAILING, review=review)) is None


# -- The Model Openness Tool ---------------------------------------------------------------------------------------

LADDER = a_definition(
    "a",
    "b",
    "c",
    id="mof",
    version="1.0",
    levels=[a_level("III", "a"), a_level("II", "b"), a_level("I", "c")],
    inherits=False,
)


@pytest.mark.parametrize(
    ("facts", "outcome", "because"),
    [
        ([a_fact("a"), a_fact("b"), a_fact("c")], "I", None),
        ([a_fact("a"), absent("b")], "III", None),
        ([absent("a")], "none", None),
        ([absent("a")], "III", ["a"]),
        ([a_fact("a"), absent("b")], "I", ["b", "c"]),
        ([a_fact("a"), a_fact("b")], "I", ["c"]),
        ([a_fact("a")], "III", ["b", "c"]),
        ([], "none", ["a", "b", "c"]),
        ([absent("b")], "none", ["a"]),
        ([a_fact("a"), a_fact("b"), a_fact("c")], "III", []),
        ([a_fact("a"), a_fact("b"), a_fact("c")], "none", []),
    ],
)
def test_a_class_agrees_only_where_ours_is_certain_and_the_same(
    facts: list[Fact], outcome: str, because: list[str] | None
) -> None:
    review = a_review(outcome, by=Assessor.MODEL_OPENNESS_TOOL, definitions=("mof 1.0",))

    assert rests_on(assessed(*facts, review=review, definition=LADDER)) == because


# -- The OS AI map -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "outcome", "because"),
    [
        (PASSING, "open_source", None),
        (PASSING, "restricted", []),
        (PASSING, "closed", []),
        (FAILING, "open_source", ["b"]),
        (UNSURE, "open_source", ["b"]),
        (FAILING, "restricted", None),
        (UNSURE, "closed", None),
    ],
)
def test_the_map_has_a_scale_of_its_own_and_is_held_against_every_version(
    facts: list[Fact], outcome: str, because: list[str] | None
) -> None:
    review = a_review(outcome, by=Assessor.OS_AI_MAP, definitions=())

    assert rests_on(assessed(*facts, review=review)) == because


@pytest.mark.parametrize("definition", [LADDER, a_definition(an_option("a"), levels=[])])
def test_the_map_is_held_against_nothing_but_osaid_and_not_where_that_judges_nothing(definition: Definition) -> None:
    review = a_review("open_source", by=Assessor.OS_AI_MAP, definitions=())

    assert rests_on(assessed(absent("a"), review=review, definition=definition)) is None


@pytest.mark.parametrize("by", [Assessor.EUROPEAN_INDEX, Assessor.OPENING_UP_CHATGPT, Assessor.TRANSPARENCY_INDEX])
def test_scores_agree_and_disagree_with_nothing(by: Assessor) -> None:
    for definitions in ((), (TWO.label,)):
        assert rests_on(assessed(*FAILING, review=a_review("0.83", by=by, definitions=definitions))) is None


def test_every_review_that_differs_is_told_in_the_order_recorded() -> None:
    reviews = (
        a_review("open_source", by=Assessor.OS_AI_MAP, definitions=()),
        a_review(Outcome.FAILED),
        a_review(Outcome.CONFIRMED_YES, date="2024-06-11"),
    )

    found = disagreements(judge(a_system(a_fact("a"), absent("b"), reviews=reviews), TWO))

    assert [disagreement.review for disagreement in found] == [reviews[0], reviews[2]]
