"""What a verdict hangs on."""

from __future__ import annotations

from bot.domain.assessments import Assessment, Verdict
from bot.domain.changes import hinges
from bot.domain.definitions import Definition
from bot.domain.judging import judge
from bot.domain.logic import Truth
from bot.domain.systems import Access, Fact, System
from tests.support.builders import (
    ANY_STATED,
    OPEN_TERMS,
    UNREAD,
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


def assessed(definition: Definition, *facts: Fact) -> Assessment:
    """A system with these facts under a version."""
    return judge(a_system(*facts), definition)


def made_from(base: System, definition: Definition, *facts: Fact) -> Assessment:
    """A system with these facts, made from a base."""
    return judge(a_system(*facts, id="tuned", bases=(base.id,)), definition, [judge(base, definition)])


CODE = a_definition(a_requirement("training-code", component="training_code"))
DATA_CHOICE = a_definition(
    a_requirement("datasets", component="training_data"),
    a_requirement("report", component="technical_report"),
    requires=all_of(any_of("datasets", "report")),
)


def turning(assessment: Assessment) -> set[tuple[str, Truth, Verdict]]:
    """The hinges: which row, if it were how, would give which verdict."""
    return {(hinge.finding.requirement.id, hinge.otherwise, hinge.verdict) for hinge in hinges(assessment)}


def test_a_verdict_hangs_on_the_one_thing_that_is_unknown() -> None:
    assessment = assessed(a_definition("a", "b"), a_fact("a"))

    assert turning(assessment) == {("b", Truth.MET, Verdict.CONFORMANT), ("b", Truth.UNMET, Verdict.NOT_CONFORMANT)}


def test_with_two_unknown_each_alone_can_only_fail() -> None:
    assert turning(assessed(a_definition("a", "b"))) == {
        ("a", Truth.UNMET, Verdict.NOT_CONFORMANT),
        ("b", Truth.UNMET, Verdict.NOT_CONFORMANT),
    }


def test_what_first_hand_facts_settle_hangs_on_nothing() -> None:
    assert turning(assessed(a_definition("a", "b"), a_fact("a"), absent("b"))) == set()


def test_the_unknown_does_not_matter_where_a_verdict_is_settled() -> None:
    assert turning(assessed(a_definition("a", "b"), absent("a"))) == set()


def test_a_verdict_hangs_on_a_second_hand_finding() -> None:
    assessment = assessed(a_definition("a", "b"), a_fact("a"), second_hand("b", Access.ABSENT))

    assert turning(assessment) == {("b", Truth.MET, Verdict.CONFORMANT)}


def test_a_verdict_hangs_on_a_pass() -> None:
    assessment = judge(a_system(a_fact("a"), reviews=(a_review(),)), a_definition("a", "b"))

    assert turning(assessment) == {("b", Truth.UNMET, Verdict.NOT_CONFORMANT)}


def test_a_verdict_does_not_hang_on_one_row_of_a_choice_that_a_pass_answers() -> None:
    definition = a_definition("a", "b", requires=all_of(any_of("a", "b")))

    assert turning(judge(a_system(reviews=(a_review(),)), definition)) == set()


def test_a_verdict_hangs_on_the_last_row_of_a_choice_that_facts_leave_to_a_pass() -> None:
    definition = a_definition("a", "b", requires=all_of(any_of("a", "b")))

    assessment = judge(a_system(absent("a"), reviews=(a_review(),)), definition)

    assert turning(assessment) == {("b", Truth.UNMET, Verdict.NOT_CONFORMANT)}


def test_rows_on_one_component_turn_together_whatever_their_terms() -> None:
    definition = a_definition(
        a_requirement("weights", component="model_parameters", terms=ANY_STATED),
        a_requirement("open-weights", component="model_parameters", terms=OPEN_TERMS),
    )

    assessment = assessed(definition, a_fact("model_parameters", licence=None))

    assert ("weights", Truth.MET, Verdict.CONFORMANT) in turning(assessment)
    assert ("open-weights", Truth.MET, Verdict.CONFORMANT) in turning(assessment)


def test_rows_on_one_component_that_are_judged_apart_turn_apart() -> None:
    definition = a_definition(
        a_requirement("weights", component="model_parameters", terms=ANY_STATED),
        a_requirement("open-weights", component="model_parameters", terms=OPEN_TERMS),
    )

    assessment = assessed(definition, second_hand("model_parameters", licence=UNREAD))

    assert turning(assessment) == {
        ("weights", Truth.UNMET, Verdict.NOT_CONFORMANT),
        ("open-weights", Truth.MET, Verdict.CONFORMANT),
        ("open-weights", Truth.UNMET, Verdict.NOT_CONFORMANT),
    }


def test_a_row_that_others_carry_falls_with_them() -> None:
    libraries = a_requirement("libraries", carried_by=("training",))
    definition = a_definition(libraries, "training", "paper", requires=all_of("libraries", any_of("training", "paper")))

    assessment = assessed(definition, second_hand("training"), a_fact("paper"))

    assert assessment.verdict is Verdict.CONFORMANT
    assert turning(assessment) == {("training", Truth.UNMET, Verdict.UNDETERMINED)}


def test_optional_rows_turn_nothing() -> None:
    assert turning(assessed(a_definition("a", an_option("b")), a_fact("a"), second_hand("b"))) == set()


def test_learning_that_the_system_meets_a_row_does_not_help_where_its_base_does_not() -> None:
    unsure = a_system(id="base")

    assert turning(made_from(unsure, CODE)) == {("training-code", Truth.UNMET, Verdict.NOT_CONFORMANT)}


def test_a_verdict_hangs_on_a_second_hand_finding_on_the_base() -> None:
    definition = a_definition(a_requirement("architecture", component="model_architecture"))

    assert turning(made_from(a_system(second_hand("model_architecture"), id="base"), definition)) == {
        ("architecture", Truth.UNMET, Verdict.NOT_CONFORMANT)
    }
    assert turning(made_from(a_system(a_fact("model_architecture"), id="base"), definition)) == set()


def test_a_choice_does_not_turn_where_the_base_fails_it() -> None:
    base = a_system(absent("training_data"), absent("technical_report"), id="base")

    assert turning(made_from(base, DATA_CHOICE)) == set()


def test_a_verdict_hangs_on_what_is_unknown_of_the_base() -> None:
    assessment = made_from(a_system(id="base"), CODE, a_fact())

    assert turning(assessment) == {
        ("training-code", Truth.MET, Verdict.CONFORMANT),
        ("training-code", Truth.UNMET, Verdict.NOT_CONFORMANT),
    }
