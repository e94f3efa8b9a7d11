"""What one fact shows of one requirement, and how findings make a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.assessments import Act, Basis, Finding, Verdict
from bot.domain.definitions import Node, Requirement, leaves
from bot.domain.judging import judge
from bot.domain.licences import MIXED, NONE_STATED
from bot.domain.logic import Truth
from bot.domain.systems import Access, Extent, Fact
from tests.support.builders import (
    ANY_STATED,
    DATA,
    FREE,
    HARMLESS,
    RESTRICTED,
    UNREAD,
    a_definition,
    a_fact,
    a_requirement,
    a_system,
    absent,
    all_of,
    an_option,
    any_of,
    replaceable,
    second_hand,
)

CODE = a_requirement("training-code")


def found(requirement: Requirement, *facts: Fact) -> Finding:
    """The finding on a version's only row."""
    return judge(a_system(*facts), a_definition(requirement)).findings[0]


def verdict(tree: Node, *facts: Fact) -> Verdict:
    """The verdict where a tree asks for rows a, b and c, each about the component of its name."""
    rows = [a_requirement(id_) if id_ in set(leaves(tree)) else an_option(id_) for id_ in "abc"]
    return judge(a_system(*facts), a_definition(*rows, requires=tree)).verdict


# -- One fact ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "truth", "reason", "acts"),
    [
        (a_fact(), Truth.MET, "Free-1.0 licence is OSI-approved", ()),
        (a_fact(extent=None), Truth.MET, "Free-1.0 licence is OSI-approved", ()),
        (absent(), Truth.UNMET, "not released", (Act.PUBLISH,)),
        (a_fact(access=Access.UNKNOWN), Truth.UNKNOWN, "not recorded", (Act.FIND,)),
        (
            a_fact(access=Access.UNKNOWN, note="the page is gone"),
            Truth.UNKNOWN,
            "not known: the page is gone",
            (Act.FIND,),
        ),
        (
            a_fact(extent=Extent.PARTIAL),
            Truth.UNMET,
            "only in part or in general terms",
            (Act.COMPLETE,),
        ),
        (
            a_fact(extent=Extent.PARTIAL, note="the first stage"),
            Truth.UNMET,
            "only in part: the first stage",
            (Act.COMPLETE,),
        ),
        (a_fact(access=Access.GATED), Truth.UNMET, "behind a gate: one has to ask before use", (Act.UNGATE,)),
        (
            a_fact(licence=None),
            Truth.UNKNOWN,
            "published, its licence is not recorded",
            (Act.FIND_LICENCE,),
        ),
        (
            a_fact(licence=NONE_STATED),
            Truth.UNMET,
            "published without a licence, so nobody is permitted anything",
            (Act.RELICENSE,),
        ),
        (a_fact(licence=MIXED), Truth.UNKNOWN, "several licences, not all of them read", (Act.FIND_LICENCE,)),
        (
            a_fact(licence=RESTRICTED),
            Truth.UNMET,
            "Restricted-1.0 licence restricts: no military use",
            (Act.RELICENSE,),
        ),
        (
            a_fact(licence=UNREAD),
            Truth.UNKNOWN,
            "the text of Unread-1.0 licence has not been read",
            (Act.FIND_LICENCE,),
        ),
        (
            a_fact(access=Access.GATED, licence=RESTRICTED),
            Truth.UNMET,
            "behind a gate: one has to ask before use; Restricted-1.0 licence restricts: no military use",
            (Act.UNGATE, Act.RELICENSE),
        ),
        (
            a_fact(access=Access.GATED, extent=Extent.PARTIAL, licence=None),
            Truth.UNMET,
            "only in part or in general terms; behind a gate: one has to ask before use",
            (Act.COMPLETE, Act.UNGATE, Act.FIND_LICENCE),
        ),
        (
            a_fact(access=Access.GATED, licence=FREE),
            Truth.UNMET,
            "behind a gate: one has to ask before use",
            (Act.UNGATE,),
        ),
    ],
)
def test_a_fact_shows_whether_a_requirement_is_met_why_and_what_has_to_happen(
    fact: Fact, truth: Truth, reason: str, acts: tuple[Act, ...]
) -> None:
    finding = found(CODE, fact)

    assert (finding.truth, finding.reason, finding.acts) == (truth, reason, acts)
    assert finding.basis is Basis.FACT
    assert finding.facts == (fact,)


def test_what_nobody_recorded_is_unknown_and_not_unmet() -> None:
    finding = found(CODE, a_fact("model_card"))

    assert (finding.truth, finding.reason) == (Truth.UNKNOWN, "not recorded")
    assert (finding.basis, finding.facts, finding.acts) == (Basis.NOTHING, (), (Act.FIND,))


def test_where_the_version_names_no_terms_the_licence_and_the_gate_do_not_matter() -> None:
    row = a_requirement("training-code", terms=None)

    finding = found(row, a_fact(access=Access.GATED, licence=RESTRICTED))

    assert (finding.truth, finding.reason) == (Truth.MET, "published")


def test_where_the_version_names_no_terms_a_part_is_still_not_the_whole() -> None:
    row = a_requirement("training-code", terms=None)

    assert found(row, a_fact(extent=Extent.PARTIAL)).truth is Truth.UNMET


def test_terms_can_accept_what_must_be_asked_for() -> None:
    row = a_requirement("training-code", terms=ANY_STATED)

    assert found(row, a_fact(access=Access.GATED, licence=RESTRICTED)).truth is Truth.MET


def test_a_finding_knows_the_oldest_date_of_its_facts() -> None:
    dated = found(CODE, a_fact(read_on=date(2024, 6, 1)))
    undated = found(CODE, a_fact(read_on=None))

    assert dated.oldest == date(2024, 6, 1)
    assert undated.oldest is None


# -- Trees ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([a_fact("a"), a_fact("b"), a_fact("c")], Verdict.CONFORMANT),
        ([a_fact("a"), a_fact("b")], Verdict.UNDETERMINED),
        ([a_fact("a"), a_fact("b"), absent("c")], Verdict.NOT_CONFORMANT),
        ([a_fact("a"), absent("b")], Verdict.NOT_CONFORMANT),
        ([], Verdict.UNDETERMINED),
    ],
)
def test_a_version_that_asks_for_all_is_met_by_all_and_failed_by_one(facts: list[Fact], expected: Verdict) -> None:
    assert verdict(all_of("a", "b", "c"), *facts) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([a_fact("a"), absent("b"), absent("c")], Verdict.CONFORMANT),
        ([a_fact("a")], Verdict.CONFORMANT),
        ([absent("a"), absent("b")], Verdict.UNDETERMINED),
        ([absent("a"), absent("b"), absent("c")], Verdict.NOT_CONFORMANT),
    ],
)
def test_a_choice_is_met_by_one_and_failed_by_none_less_than_all(facts: list[Fact], expected: Verdict) -> None:
    assert verdict(any_of("a", "b", "c"), *facts) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([a_fact("a"), absent("b")], Verdict.CONFORMANT),
        ([absent("a"), a_fact("b")], Verdict.CONFORMANT),
        ([absent("a"), absent("b")], Verdict.NOT_CONFORMANT),
        ([absent("a")], Verdict.UNDETERMINED),
    ],
)
def test_what_may_be_replaced_is_met_by_its_replacement(facts: list[Fact], expected: Verdict) -> None:
    assert verdict(replaceable("a", "b"), *facts) is expected


def test_a_choice_between_combinations_needs_one_of_them_whole() -> None:
    tree = any_of(all_of("a", "b"), "c")

    assert verdict(tree, a_fact("a"), a_fact("b"), absent("c")) is Verdict.CONFORMANT
    assert verdict(tree, a_fact("a"), absent("b"), absent("c")) is Verdict.NOT_CONFORMANT
    assert verdict(tree, a_fact("a"), absent("c")) is Verdict.UNDETERMINED


def test_optional_rows_are_judged_and_never_matter() -> None:
    definition = a_definition(CODE, an_option("model-card"))

    assessment = judge(a_system(a_fact("training_code"), absent("model_card")), definition)

    assert assessment.truths == {"training-code": Truth.MET, "model-card": Truth.UNMET}
    assert assessment.verdict is Verdict.CONFORMANT
    assert assessment.missing == ()
    assert [finding.level for finding in assessment.findings] == ["open", None]


def test_a_version_that_requires_nothing_gives_no_verdict() -> None:
    definition = a_definition(an_option("training-code"), levels=[])

    assessment = judge(a_system(a_fact()), definition)

    assert assessment.verdict is Verdict.NOT_APPLICABLE
    assert (assessment.level, assessment.possible_level) == (None, None)
    assert assessment.deciding() == ()


def test_findings_come_in_the_order_of_the_version() -> None:
    definition = a_definition("c", "a", "b")

    assessment = judge(a_system(a_fact("a"), a_fact("b"), a_fact("c")), definition)

    assert [finding.requirement.id for finding in assessment.findings] == ["c", "a", "b"]


def test_rows_that_ask_about_one_component_are_answered_by_one_fact() -> None:
    rows = [
        a_requirement(id_, component="data_information")
        for id_ in ("methods", "scope", "provenance", "labelling", "cleaning")
    ]
    fact = a_fact("data_information", licence=DATA)

    assessment = judge(a_system(fact), a_definition(*rows))

    assert set(assessment.truths.values()) == {Truth.MET}
    assert all(finding.facts == (fact,) for finding in assessment.findings)
    assert assessment.verdict is Verdict.CONFORMANT


# -- If used -------------------------------------------------------------------------------------------------------

LIBRARIES = a_requirement("libraries", carried_by=("training", "inference"))
CARRYING = a_definition(LIBRARIES, "training", "inference")


def carried(*facts: Fact) -> Finding:
    """The finding on libraries, which training and inference code may answer for."""
    return judge(a_system(*facts), CARRYING).findings[0]


def test_other_rows_answer_for_one_of_which_nothing_is_recorded() -> None:
    training, inference = a_fact("training"), a_fact("inference")

    finding = carried(training, inference)

    assert (finding.truth, finding.basis, finding.acts) == (Truth.MET, Basis.CARRIED, ())
    assert finding.reason == "not recorded apart; carried by Training + Inference"
    assert finding.facts == (training, inference)


@pytest.mark.parametrize(
    "facts",
    [
        [a_fact("training")],
        [a_fact("training"), absent("inference")],
        [a_fact("training"), a_fact("inference", licence=HARMLESS)],
        [],
    ],
)
def test_rows_that_are_not_all_met_answer_for_nothing(facts: list[Fact]) -> None:
    finding = carried(*facts)

    assert (finding.truth, finding.reason) == (Truth.UNKNOWN, "not recorded")


@pytest.mark.parametrize("fact", [absent("libraries"), a_fact("libraries", licence=RESTRICTED)])
def test_a_row_that_is_unmet_is_not_carried(fact: Fact) -> None:
    assert carried(a_fact("training"), a_fact("inference"), fact).truth is Truth.UNMET


@pytest.mark.parametrize("licence", [UNREAD, MIXED])
def test_a_row_whose_licence_was_seen_but_not_read_is_not_carried(licence: str) -> None:
    assert carried(a_fact("training"), a_fact("inference"), a_fact("libraries", licence=licence)).truth is Truth.UNKNOWN


@pytest.mark.parametrize("fact", [a_fact("libraries", licence=None), a_fact("libraries", Access.UNKNOWN)])
def test_a_row_whose_licence_nobody_saw_is_carried(fact: Fact) -> None:
    assert carried(a_fact("training"), a_fact("inference"), fact).basis is Basis.CARRIED


def test_a_second_hand_fact_counts_like_any_other_where_it_is_alone() -> None:
    finding = found(CODE, second_hand())

    assert (finding.truth, finding.basis) == (Truth.MET, Basis.SECOND_HAND)
