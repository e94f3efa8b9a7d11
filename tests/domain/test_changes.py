"""What it would take to pass."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Act, Assessment, Verdict
from bot.domain.changes import Change, with_changes, would_take
from bot.domain.definitions import Definition
from bot.domain.judging import judge
from bot.domain.systems import Access, Extent, Fact, System
from tests.support.builders import (
    ANY_STATED,
    OPEN_TERMS,
    RESTRICTED,
    UNREAD,
    a_definition,
    a_fact,
    a_level,
    a_requirement,
    a_review,
    a_system,
    absent,
    all_of,
    an_option,
    any_of,
    replaceable,
)


def assessed(definition: Definition, *facts: Fact) -> Assessment:
    """A system with these facts under a version."""
    return judge(a_system(*facts), definition)


def made_from(base: System, definition: Definition, *facts: Fact) -> Assessment:
    """A system with these facts, made from a base."""
    return judge(a_system(*facts, id="tuned", bases=(base.id,)), definition, [judge(base, definition)])


def publish(component: str, *requirements: str, base: str | None = None) -> Change:
    """The change that a component be published."""
    return Change(component, (Act.PUBLISH,), requirements or (component,), base)


def find_out(component: str, *requirements: str, base: str | None = None) -> Change:
    """The change that something be found out."""
    return Change(component, (Act.FIND,), requirements or (component,), base)


# -- What it would take --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "acts", "by_owner"),
    [
        (absent("a"), (Act.PUBLISH,), True),
        (a_fact("a", extent=Extent.PARTIAL), (Act.COMPLETE,), True),
        (a_fact("a", Access.GATED), (Act.UNGATE,), True),
        (a_fact("a", licence=RESTRICTED), (Act.RELICENSE,), True),
        (a_fact("a", Access.GATED, licence=RESTRICTED), (Act.UNGATE, Act.RELICENSE), True),
        (a_fact("a", Access.GATED, licence=None), (Act.UNGATE, Act.FIND_LICENCE), True),
        (a_fact("a", licence=UNREAD), (Act.FIND_LICENCE,), False),
        (a_fact("a", Access.UNKNOWN), (Act.FIND,), False),
    ],
)
def test_a_change_names_everything_that_a_component_needs_and_whose_it_is(
    fact: Fact, acts: tuple[Act, ...], by_owner: bool
) -> None:
    ((change,),) = would_take(assessed(a_definition("a"), fact))

    assert change == Change("a", acts, ("a",))
    assert change.by_owner is by_owner


def test_every_row_that_stands_in_the_way_has_to_change() -> None:
    definition = a_definition("a", "b", "c", an_option("d"))

    assert would_take(assessed(definition, absent("a"), a_fact("b"), absent("d"))) == ((publish("a"), find_out("c")),)


def test_a_system_that_passes_needs_nothing() -> None:
    assert would_take(assessed(a_definition("a"), a_fact("a"))) == ()


def test_a_version_that_requires_nothing_takes_nothing() -> None:
    assert would_take(assessed(a_definition(an_option("a"), levels=[]))) == ()


def test_a_choice_offers_several_ways_those_with_less_of_the_owners_doing_first() -> None:
    definition = a_definition("a", "b", "c", requires=any_of("a", "b", "c"))

    ways = would_take(assessed(definition, absent("a"), absent("c")))

    assert ways == ((find_out("b"),), (publish("a"),), (publish("c"),))


def test_what_may_be_replaced_can_be_mended_or_replaced() -> None:
    definition = a_definition("report", "paper", requires=all_of(replaceable("report", "paper")))

    assert would_take(assessed(definition, absent("report"), absent("paper"))) == (
        (publish("paper"),),
        (publish("report"),),
    )


def test_a_way_that_holds_a_smaller_one_is_left_out() -> None:
    definition = a_definition("a", "b", requires=all_of("a", any_of("a", "b")))

    assert would_take(assessed(definition, absent("a"), absent("b"))) == ((publish("a"),),)


def test_rows_that_rest_on_one_fact_change_together() -> None:
    rows = [a_requirement(id_, component="data_information") for id_ in ("methods", "scope", "labelling")]

    ways = would_take(assessed(a_definition(*rows), absent("data_information")))

    assert ways == ((publish("data_information", "methods", "scope", "labelling"),),)


def test_one_component_under_two_terms_takes_two_changes() -> None:
    definition = a_definition(
        a_requirement("weights", component="model_parameters", terms=ANY_STATED),
        a_requirement("open-weights", component="model_parameters", terms=OPEN_TERMS),
    )

    ways = would_take(assessed(definition, a_fact("model_parameters", licence=RESTRICTED)))

    assert ways == ((Change("model_parameters", (Act.RELICENSE,), ("open-weights",)),),)


def test_a_row_that_others_carry_can_be_found_or_carried() -> None:
    libraries = a_requirement("libraries", carried_by=("training", "inference"))
    definition = a_definition(libraries, "training", "inference")

    ways = would_take(assessed(definition, a_fact("inference"), absent("training")))

    assert ways == ((publish("training"),),)


def test_a_level_takes_what_it_adds_and_what_the_levels_below_ask_for() -> None:
    definition = a_definition("a", "b", "c", levels=[a_level("III", "a"), a_level("II", "b"), a_level("I", "c")])
    assessment = assessed(definition, a_fact("b"))

    assert would_take(assessment) == ((find_out("a"),),)
    assert would_take(assessment, "II") == ((find_out("a"),),)
    assert would_take(assessment, "I") == ((find_out("a"), find_out("c")),)


def test_a_choice_that_a_pass_answers_takes_nothing() -> None:
    definition = a_definition("a", "b", "c", requires=all_of(any_of("a", "b"), "c"))
    system = a_system(absent("a"), absent("c"), reviews=(a_review(),))

    assert would_take(judge(system, definition)) == ((publish("c"),),)


# -- What it would take of the base --------------------------------------------------------------------------------

CODE = a_definition(a_requirement("training-code", component="training_code"))
PARAMETERS = a_definition(a_requirement("parameters", component="model_parameters"))
DATA_CHOICE = a_definition(
    a_requirement("datasets", component="training_data"),
    a_requirement("report", component="technical_report"),
    requires=all_of(any_of("datasets", "report")),
)


def test_what_the_base_withholds_only_its_owner_can_publish() -> None:
    assessment = made_from(a_system(absent(), id="base"), CODE, a_fact())

    assert would_take(assessment) == ((publish("training_code", "training-code", base="base"),),)


def test_what_system_and_base_both_withhold_both_have_to_publish() -> None:
    assessment = made_from(a_system(absent(), id="base"), CODE, absent())

    assert would_take(assessment) == (
        (publish("training_code", "training-code"), publish("training_code", "training-code", base="base")),
    )


def test_what_the_base_was_made_from_is_asked_of_its_own_owner() -> None:
    first = judge(a_system(absent(), id="first"), CODE)
    second = judge(a_system(a_fact(), id="second", bases=("first",)), CODE, [first])
    third = judge(a_system(a_fact(), id="third", bases=("second",)), CODE, [second])

    assert would_take(third) == ((publish("training_code", "training-code", base="first"),),)


def test_a_base_that_is_not_recorded_is_to_be_found_out() -> None:
    assessment = judge(a_system(absent(), unrecorded_bases=("Older Example",)), CODE)

    assert would_take(assessment) == (
        (find_out("training_code", "training-code", base="Older Example"), publish("training_code", "training-code")),
    )


def test_a_licence_that_binds_has_to_be_changed_by_the_bases_owner_and_the_systems() -> None:
    base = a_system(a_fact("model_parameters", licence=RESTRICTED), id="base")
    assessment = made_from(base, PARAMETERS, a_fact("model_parameters", licence=RESTRICTED))

    relicense = Change("model_parameters", (Act.RELICENSE,), ("parameters",))
    assert would_take(assessment) == (
        (relicense, Change("model_parameters", (Act.RELICENSE,), ("parameters",), "base")),
    )


def test_a_choice_that_the_base_fails_takes_something_of_its_owner() -> None:
    base = a_system(absent("training_data"), absent("technical_report"), id="base")
    assessment = made_from(base, DATA_CHOICE, a_fact("technical_report"))

    assert would_take(assessment) == ((publish("training_data", "datasets", "report", base="base"),),)


def test_a_choice_that_both_fail_takes_something_of_both() -> None:
    base = a_system(absent("training_data"), absent("technical_report"), id="base")
    assessment = made_from(base, DATA_CHOICE, absent("training_data"), absent("technical_report"))

    theirs = publish("training_data", "datasets", "report", base="base")
    assert would_take(assessment) == (
        (publish("technical_report", "report"), theirs),
        (publish("training_data", "datasets"), theirs),
    )


def test_a_choice_that_a_pass_answers_for_the_system_takes_something_of_the_base_alone() -> None:
    base = judge(a_system(absent("training_data"), absent("technical_report"), id="base"), DATA_CHOICE)
    assessment = judge(a_system(bases=("base",), reviews=(a_review(),)), DATA_CHOICE, [base])

    assert would_take(assessment) == ((publish("training_data", "datasets", "report", base="base"),),)


def test_a_row_that_others_carry_takes_nothing_but_what_its_base_withholds() -> None:
    code = a_requirement("training-code", component="training_code", carried_by=("card",))
    definition = a_definition(code, a_requirement("card", component="model_card"))
    assessment = made_from(a_system(absent(), a_fact("model_card"), id="base"), definition, a_fact("model_card"))

    assert would_take(assessment) == ((publish("training_code", "training-code", base="base"),),)


# -- If it had happened --------------------------------------------------------------------------------------------

THREE = a_definition("a", "b", "c", requires=all_of("a", any_of("b", "c")))


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ([], Verdict.NOT_CONFORMANT),
        ([publish("a")], Verdict.UNDETERMINED),
        ([publish("b")], Verdict.NOT_CONFORMANT),
        ([publish("a"), publish("b")], Verdict.CONFORMANT),
        ([publish("a"), find_out("c")], Verdict.CONFORMANT),
        ([publish("a"), publish("b", base="somebody-else")], Verdict.UNDETERMINED),
    ],
)
def test_the_verdict_is_drawn_anew_from_what_would_have_happened(changes: list[Change], verdict: Verdict) -> None:
    assert with_changes(assessed(THREE, absent("a"), absent("b")), changes) is verdict


def test_changes_that_leave_the_base_as_it_is_are_not_enough() -> None:
    assessment = made_from(a_system(absent(), id="base"), CODE, absent())
    ((own, theirs),) = would_take(assessment)

    assert with_changes(assessment, [own]) is Verdict.NOT_CONFORMANT
    assert with_changes(assessment, [theirs]) is Verdict.NOT_CONFORMANT
    assert with_changes(assessment, [own, theirs]) is Verdict.CONFORMANT
