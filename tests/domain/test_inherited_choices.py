"""What a derived system inherits where a version leaves a choice about data."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Assessment, Basis, Verdict
from bot.domain.definitions import Definition
from bot.domain.judging import judge
from bot.domain.logic import Truth
from bot.domain.systems import Fact, System
from tests.support.builders import (
    a_definition,
    a_fact,
    a_requirement,
    a_review,
    a_system,
    absent,
    all_of,
    any_of,
)


def tuned(*facts: Fact, on: System | Assessment, definition: Definition, developer: str | None = None) -> Assessment:
    """A system with these facts, made from another."""
    base = on if isinstance(on, Assessment) else judge(on, definition)
    return judge(a_system(*facts, id="tuned", bases=(base.system.id,), developer=developer), definition, [base])


CHECKLIST = a_definition(
    a_requirement("datasets", component="training_data"),
    a_requirement("report", component="technical_report"),
    requires=all_of(any_of("datasets", "report")),
)


def test_a_choice_about_data_must_be_met_by_the_base_too() -> None:
    base = a_system(absent("training_data"), absent("technical_report"), id="base", name="Base One")

    assessment = tuned(a_fact("technical_report"), on=base, definition=CHECKLIST)

    group = assessment.groups["datasets|report"]
    assert (group.truth, group.basis, group.inherited_from) == (Truth.UNMET, Basis.INHERITED, "base")
    assert group.reason == "made from Base One, which does not meet this"
    assert assessment.verdict is Verdict.NOT_CONFORMANT


def test_a_choice_of_which_nothing_is_known_at_the_base_is_unknown() -> None:
    assessment = tuned(a_fact("technical_report"), on=a_system(id="base"), definition=CHECKLIST)

    assert assessment.groups["datasets|report"].reason == "made from Base, of which this is not known"
    assert assessment.verdict is Verdict.UNDETERMINED


def test_base_and_system_may_choose_differently() -> None:
    base = a_system(absent("training_data"), a_fact("technical_report"), id="base")

    assessment = tuned(a_fact("training_data"), on=base, definition=CHECKLIST)

    assert assessment.groups == {}
    assert assessment.verdict is Verdict.CONFORMANT


def test_a_base_that_was_passed_meets_the_choice() -> None:
    base = a_system(id="base", reviews=(a_review(),))

    assert tuned(a_fact("training_data"), on=base, definition=CHECKLIST).verdict is Verdict.CONFORMANT


def test_a_pass_of_the_system_does_not_meet_the_choice_for_its_base() -> None:
    base = judge(a_system(absent("training_data"), absent("technical_report"), id="base"), CHECKLIST)

    assessment = judge(a_system(id="tuned", bases=("base",), reviews=(a_review(),)), CHECKLIST, [base])

    assert assessment.verdict is Verdict.NOT_CONFORMANT


def test_a_base_that_is_not_recorded_leaves_a_choice_about_data_unknown() -> None:
    system = a_system(a_fact("training_data"), unrecorded_bases=("Older Example",))

    assessment = judge(system, CHECKLIST)

    group = assessment.groups["datasets|report"]
    assert (group.truth, group.inherited_from) == (Truth.UNKNOWN, "Older Example")
    assert group.reason == "made from Older Example, which is not in the database"


def test_a_choice_about_data_follows_a_chain_of_bases() -> None:
    first = judge(a_system(absent("training_data"), absent("technical_report"), id="first"), CHECKLIST)
    second = tuned(a_fact("training_data"), on=first, definition=CHECKLIST)

    third = judge(a_system(a_fact("training_data"), id="third", bases=("tuned",)), CHECKLIST, [second])

    assert third.groups["datasets|report"].inherited_from == "first"
    assert third.verdict is Verdict.NOT_CONFORMANT


@pytest.mark.parametrize("row", ["metadata", "data-card"])
def test_a_choice_about_something_else_is_the_systems_own_whatever_its_rows_are_called(row: str) -> None:
    definition = a_definition(
        a_requirement(row, component="model_card"),
        a_requirement("paper", component="research_paper"),
        requires=all_of(any_of(row, "paper")),
    )
    base = judge(a_system(absent("model_card"), absent("research_paper"), id="base"), definition)
    system = a_system(a_fact("research_paper"), bases=("base",), unrecorded_bases=("Older Example",))

    assessment = judge(system, definition, [base])

    assert assessment.groups == {}
    assert assessment.verdict is Verdict.CONFORMANT
