"""Levels, and what a verdict rests on."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.definitions import Definition
from bot.domain.judging import judge
from bot.domain.systems import Fact
from tests.support.builders import (
    a_definition,
    a_fact,
    a_level,
    a_system,
    absent,
    all_of,
    an_option,
    any_of,
    replaceable,
)

# -- Ladders -------------------------------------------------------------------------------------------------------

LADDER = a_definition("a", "b", "c", levels=[a_level("III", "a"), a_level("II", "b"), a_level("I", "c")])


@pytest.mark.parametrize(
    ("facts", "expected", "level", "possible"),
    [
        ([a_fact("a"), a_fact("b"), a_fact("c")], Verdict.CONFORMANT, "I", "I"),
        ([a_fact("a"), a_fact("b"), absent("c")], Verdict.CONFORMANT, "II", "II"),
        ([a_fact("a"), a_fact("b")], Verdict.CONFORMANT, "II", "I"),
        ([a_fact("a")], Verdict.CONFORMANT, "III", "I"),
        ([a_fact("a"), a_fact("c")], Verdict.CONFORMANT, "III", "I"),
        ([a_fact("a"), absent("b"), a_fact("c")], Verdict.CONFORMANT, "III", "III"),
        ([a_fact("b"), a_fact("c")], Verdict.UNDETERMINED, None, "I"),
        ([absent("b")], Verdict.UNDETERMINED, None, "III"),
        ([absent("a"), a_fact("b"), a_fact("c")], Verdict.NOT_CONFORMANT, None, None),
    ],
)
def test_each_level_of_a_ladder_needs_the_one_below(
    facts: list[Fact], expected: Verdict, level: str | None, possible: str | None
) -> None:
    assessment = judge(a_system(*facts), LADDER)

    assert (assessment.verdict, assessment.level, assessment.possible_level) == (expected, level, possible)


def test_the_verdict_can_be_about_a_higher_level() -> None:
    definition = a_definition("a", "b", levels=[a_level("III", "a"), a_level("II", "b")], verdict_level="II")

    assessment = judge(a_system(a_fact("a")), definition)

    assert (assessment.verdict, assessment.level) == (Verdict.UNDETERMINED, "III")


def test_a_finding_names_the_level_that_asks_for_it_first() -> None:
    levels = [a_level("III", replaceable("report", "paper")), a_level("II", all_of("code")), a_level("I", "paper")]
    definition = a_definition("code", "paper", "report", levels=levels)

    assessment = judge(a_system(), definition)

    assert [finding.level for finding in assessment.findings] == ["II", "III", "III"]


# -- What a verdict rests on ---------------------------------------------------------------------------------------


def ids(findings: tuple[Finding, ...]) -> list[str]:
    """The requirements of findings."""
    return [finding.requirement.id for finding in findings]


def assessed(definition: Definition, *facts: Fact) -> Assessment:
    """A system with these facts under a version."""
    return judge(a_system(*facts), definition)


FOUR = a_definition("a", "b", "c", "d", requires=all_of("a", any_of("b", "c"), "d"))


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ([a_fact("a"), a_fact("b"), absent("c"), a_fact("d")], ["a", "b", "d"]),
        ([absent("a"), a_fact("b")], ["a"]),
        ([a_fact("a"), absent("b"), absent("c")], ["b", "c"]),
        ([a_fact("a"), absent("b"), a_fact("d")], ["c"]),
        ([a_fact("b")], ["a", "d"]),
    ],
)
def test_a_verdict_rests_on_what_fails_it_or_on_all_that_carries_it(facts: list[Fact], deciding: list[str]) -> None:
    assert ids(assessed(FOUR, *facts).deciding()) == deciding


def test_a_choice_that_is_met_hides_what_it_does_not_need() -> None:
    assessment = assessed(FOUR, absent("a"), a_fact("b"), absent("c"))

    assert ids(assessment.missing) == ["a"]
    assert ids(assessment.unknown) == ["d"]


def test_what_only_a_level_above_the_verdict_asks_for_does_not_stand_in_its_way() -> None:
    assessment = assessed(LADDER, absent("b"))

    assert ids(assessment.missing) == []
    assert ids(assessment.unknown) == ["a"]


def test_an_assessment_names_its_oldest_evidence_and_counts_what_has_no_date() -> None:
    definition = a_definition("a", "b", "c", an_option("d"))
    facts = [
        a_fact("a", read_on=date(2025, 1, 2)),
        a_fact("b", read_on=None),
        a_fact("c", read_on=date(2024, 3, 4)),
        a_fact("d", read_on=date(2020, 1, 1)),
    ]

    assessment = assessed(definition, *facts)

    assert assessment.oldest == date(2024, 3, 4)
    assert assessment.undated == 1


def test_a_verdict_without_evidence_has_no_date() -> None:
    assessment = assessed(FOUR)

    assert (assessment.oldest, assessment.undated) == (None, 0)
