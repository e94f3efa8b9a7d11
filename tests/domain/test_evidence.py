"""Which evidence is followed: first-hand facts, then a pass by the OSI's volunteers, then second-hand facts."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Act, Assessment, Basis, Finding, Verdict
from bot.domain.judging import judge
from bot.domain.licences import MIXED
from bot.domain.logic import Truth
from bot.domain.systems import Access, Assessor, Extent, Fact, Outcome, Review
from tests.support.builders import (
    RESTRICTED,
    a_definition,
    a_fact,
    a_requirement,
    a_review,
    a_system,
    absent,
    all_of,
    an_option,
    any_of,
    second_hand,
)

CODE = a_requirement("training-code")
PASS = a_review(Outcome.PASSED)
REVIEWED = "per the OSI volunteers' review, October 2024"


def finding(*facts: Fact, reviews: tuple[Review, ...] = ()) -> Finding:
    """The finding on a version's only row."""
    return judge(a_system(*facts, reviews=reviews), a_definition(CODE)).findings[0]


# -- First hand ----------------------------------------------------------------------------------------------------


def test_a_first_hand_fact_goes_before_a_pass() -> None:
    found = finding(absent(), reviews=(PASS,))

    assert (found.truth, found.basis, found.review) == (Truth.UNMET, Basis.FACT, None)


def test_a_first_hand_fact_goes_before_a_second_hand_one() -> None:
    followed = a_fact()

    found = finding(second_hand(access=Access.ABSENT), followed)

    assert (found.truth, found.basis, found.facts) == (Truth.MET, Basis.FACT, (followed,))


@pytest.mark.parametrize("unclear", [a_fact(access=Access.UNKNOWN), a_fact(licence=None), a_fact(licence=MIXED)])
def test_a_second_hand_fact_answers_where_the_first_hand_one_leaves_it_open(unclear: Fact) -> None:
    found = finding(unclear, second_hand(licence=RESTRICTED))

    assert (found.truth, found.basis) == (Truth.UNMET, Basis.SECOND_HAND)


def test_where_nobody_knows_the_first_hand_fact_is_shown() -> None:
    own = a_fact(licence=None)

    found = finding(second_hand(licence=MIXED), own)

    assert (found.truth, found.basis, found.facts) == (Truth.UNKNOWN, Basis.FACT, (own,))


# -- Contradictions ------------------------------------------------------------------------------------------------


def test_claims_that_contradict_each_other_leave_a_requirement_unknown() -> None:
    claim, counterclaim = a_fact(url="https://example.org/b"), absent(url="https://example.org/a")

    found = finding(claim, counterclaim)

    assert (found.truth, found.basis, found.acts) == (Truth.UNKNOWN, Basis.FACT, (Act.FIND,))
    assert found.reason == "claims contradict each other: Free-1.0 licence is OSI-approved; not released"
    assert found.facts == (claim, counterclaim)


def test_claims_that_say_the_same_are_one() -> None:
    later, earlier = absent(url="https://example.org/b"), absent(url="https://example.org/a")

    found = finding(later, earlier)

    assert (found.truth, found.facts) == (Truth.UNMET, (earlier,))


def test_a_claim_that_knows_goes_before_one_that_does_not() -> None:
    knowing = a_fact(url="https://example.org/b")

    found = finding(a_fact(licence=None, url="https://example.org/a"), knowing)

    assert (found.truth, found.facts) == (Truth.MET, (knowing,))


def test_second_hand_claims_that_contradict_each_other_answer_nothing() -> None:
    found = finding(second_hand(), second_hand(access=Access.ABSENT, by=Assessor.OS_AI_MAP))

    assert (found.truth, found.basis) == (Truth.UNKNOWN, Basis.SECOND_HAND)


# -- A pass --------------------------------------------------------------------------------------------------------


def test_a_pass_answers_where_nothing_is_recorded() -> None:
    found = finding(reviews=(PASS,))

    assert (found.truth, found.basis, found.reason) == (Truth.MET, Basis.REVIEW, REVIEWED)
    assert (found.review, found.facts, found.acts, found.against) == (PASS, (), (), None)


@pytest.mark.parametrize(("date", "told"), [("2024-06-11", "June 2024"), ("2024-10", "October 2024"), ("2024", "2024")])
def test_a_pass_is_told_with_its_month_as_far_as_that_is_known(date: str, told: str) -> None:
    assert finding(reviews=(a_review(date=date),)).reason == f"per the OSI volunteers' review, {told}"


def test_a_pass_answers_what_first_hand_facts_leave_open_and_keeps_them() -> None:
    own = a_fact(licence=None)

    found = finding(own, reviews=(PASS,))

    assert (found.truth, found.facts) == (Truth.MET, (own,))
    assert found.reason == f"{REVIEWED}; published, its licence is not recorded"


def test_a_pass_goes_before_a_second_hand_fact() -> None:
    found = finding(second_hand(licence=None), reviews=(PASS,))

    assert (found.truth, found.basis, found.against) == (Truth.MET, Basis.REVIEW, None)


@pytest.mark.parametrize("fact", [second_hand(access=Access.ABSENT), second_hand(extent=Extent.PARTIAL)])
def test_a_second_hand_fact_that_speaks_against_a_pass_is_kept_beside_it(fact: Fact) -> None:
    found = finding(fact, reviews=(PASS,))

    assert (found.truth, found.basis, found.against) == (Truth.MET, Basis.REVIEW, fact)


def test_a_second_hand_fact_that_agrees_with_a_pass_is_not_against_it() -> None:
    assert finding(second_hand(), reviews=(PASS,)).against is None


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome not in ("passed", "confirmed yes")])
def test_no_other_outcome_answers_anything(outcome: Outcome) -> None:
    found = finding(reviews=(a_review(outcome),))

    assert (found.truth, found.basis, found.reason) == (Truth.UNKNOWN, Basis.NOTHING, "not recorded")


def test_a_pass_under_another_version_answers_nothing() -> None:
    assert finding(reviews=(a_review(definitions=("osaid 0.0.8",)),)).truth is Truth.UNKNOWN


def test_a_pass_says_nothing_of_optional_rows() -> None:
    definition = a_definition(CODE, an_option("model-card"))

    assessment = judge(a_system(reviews=(PASS,)), definition)

    assert assessment.truths == {"training-code": Truth.MET, "model-card": Truth.UNKNOWN}


# -- A pass and a choice -------------------------------------------------------------------------------------------

CHECKLIST = a_definition("data-sets", "report", "code", requires=all_of(any_of("data-sets", "report"), "code"))
CHOICE = "data-sets|report"


def checked(*facts: Fact, reviews: tuple[Review, ...] = (PASS,)) -> Assessment:
    """A system under a version that asks for one of two rows on data, and for code."""
    return judge(a_system(*facts, reviews=reviews), CHECKLIST)


def test_a_pass_answers_a_choice_as_a_whole_and_none_of_its_rows() -> None:
    assessment = checked()

    group = assessment.groups[CHOICE]
    assert (group.truth, group.basis, group.reason, group.review) == (Truth.MET, Basis.REVIEW, REVIEWED, PASS)
    assert assessment.truths == {"data-sets": Truth.UNKNOWN, "report": Truth.UNKNOWN, "code": Truth.MET}
    assert assessment.verdict is Verdict.CONFORMANT


def test_a_choice_that_is_met_by_a_fact_needs_no_pass() -> None:
    assert checked(a_fact("report")).groups == {}


def test_a_pass_answers_a_choice_of_which_one_row_is_known_to_be_unmet() -> None:
    assert checked(absent("data_sets")).groups[CHOICE].truth is Truth.MET


def test_a_choice_that_first_hand_facts_settle_is_not_passed() -> None:
    assessment = checked(absent("data_sets"), absent("report"))

    assert assessment.groups == {}
    assert assessment.verdict is Verdict.NOT_CONFORMANT


def test_a_choice_that_only_second_hand_facts_speak_against_is_passed() -> None:
    assessment = checked(second_hand("data_sets", Access.ABSENT), absent("report"))

    assert assessment.verdict is Verdict.CONFORMANT


def test_without_a_pass_a_choice_is_what_its_rows_are() -> None:
    assessment = checked(absent("data_sets"), reviews=(a_review(Outcome.EXPECT_YES),))

    assert assessment.groups == {}
    assert assessment.verdict is Verdict.UNDETERMINED


def test_a_choice_that_first_hand_facts_settle_through_one_part_of_each_way_is_not_passed() -> None:
    tree = any_of(all_of("a", "b"), "c")
    definition = a_definition("a", "b", "c", requires=tree)

    assessment = judge(a_system(a_fact("a"), absent("b"), absent("c"), reviews=(PASS,)), definition)

    assert assessment.verdict is Verdict.NOT_CONFORMANT


# -- Order ---------------------------------------------------------------------------------------------------------


def test_the_order_in_which_facts_were_entered_does_not_matter() -> None:
    facts = [
        a_fact("training_code", url="https://example.org/a"),
        absent("training_code", url="https://example.org/b"),
        second_hand("training_code"),
        a_fact("data_sets", licence=None),
        second_hand("data_sets", licence=RESTRICTED),
    ]
    definition = a_definition(CODE, "data-sets")

    forwards = judge(a_system(*facts), definition)
    backwards = judge(a_system(*reversed(facts)), definition)

    assert forwards.truths == backwards.truths
    assert [found.reason for found in forwards.findings] == [found.reason for found in backwards.findings]
