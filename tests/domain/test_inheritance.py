"""What a derived system inherits from the system it was made from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.assessments import Act, Assessment, Basis, Finding, Verdict
from bot.domain.definitions import Definition
from bot.domain.judging import judge
from bot.domain.licences import MIXED
from bot.domain.logic import Truth
from bot.domain.systems import Access, Fact, System
from tests.support.builders import (
    APPROVED_ONLY,
    DATA,
    FREE,
    RESTRICTED,
    UNREAD,
    a_definition,
    a_fact,
    a_requirement,
    a_review,
    a_system,
    absent,
    an_option,
)

LINEAGE = ["training_data", "data_information", "data_preprocessing_code", "training_code"]
TAKEN_OVER = ["inference_code", "supporting_libraries", "model_architecture"]


def asking_for(*components: str, inherits: bool = True) -> Definition:
    """A version whose rows are about these components, each called like its component."""
    return a_definition(*(a_requirement(name, component=name) for name in components), inherits=inherits)


def tuned(*facts: Fact, on: System | Assessment, definition: Definition, developer: str | None = None) -> Assessment:
    """A system with these facts, made from another."""
    base = on if isinstance(on, Assessment) else judge(on, definition)
    return judge(a_system(*facts, id="tuned", bases=(base.system.id,), developer=developer), definition, [base])


def only(assessment: Assessment) -> Finding:
    """The one finding."""
    (finding,) = assessment.findings
    return finding


# -- Data and training code ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("component", LINEAGE)
def test_data_and_training_code_must_be_met_by_the_base_too(component: str) -> None:
    withheld = absent(component)
    base = a_system(withheld, id="base", name="Base One")

    finding = only(tuned(a_fact(component), on=base, definition=asking_for(component)))

    assert (finding.truth, finding.basis, finding.inherited_from) == (Truth.UNMET, Basis.INHERITED, "base")
    assert finding.reason == "made from Base One, of which: not released"
    assert (finding.facts, finding.acts) == ((withheld,), (Act.PUBLISH,))


def test_what_is_unknown_of_the_base_is_unknown() -> None:
    finding = only(tuned(a_fact(), on=a_system(id="base"), definition=asking_for("training_code")))

    assert (finding.truth, finding.reason) == (Truth.UNKNOWN, "made from Base, of which: not recorded")


def test_a_base_that_meets_a_requirement_leaves_it_as_it_is() -> None:
    own = absent("training_code")

    finding = only(tuned(own, on=a_system(a_fact(), id="base"), definition=asking_for("training_code")))

    assert (finding.truth, finding.basis, finding.inherited_from) == (Truth.UNMET, Basis.FACT, None)


def test_the_systems_own_failure_is_shown_before_the_same_of_its_base() -> None:
    finding = only(tuned(absent(), on=a_system(absent(), id="base"), definition=asking_for("training_code")))

    assert (finding.reason, finding.inherited_from) == ("not released", None)


def test_the_worst_of_several_bases_decides() -> None:
    definition = asking_for("training_code")
    bases = [judge(a_system(id="unsure"), definition), judge(a_system(absent(), id="closed"), definition)]

    assessment = judge(a_system(a_fact(), bases=("unsure", "closed")), definition, bases)

    assert only(assessment).inherited_from == "closed"


@pytest.mark.parametrize("component", ["model_card", "research_paper", "evaluation_code", "intermediate_checkpoints"])
def test_other_components_are_the_systems_own(component: str) -> None:
    base = a_system(absent(component), id="base")

    assert only(tuned(a_fact(component), on=base, definition=asking_for(component))).truth is Truth.MET
    assert only(tuned(on=base, definition=asking_for(component))).truth is Truth.UNKNOWN


@pytest.mark.parametrize("component", [*LINEAGE, *TAKEN_OVER, "model_parameters"])
def test_a_version_can_look_at_the_system_alone(component: str) -> None:
    base = a_system(a_fact(component, licence=RESTRICTED), id="base")

    alone = asking_for(component, inherits=False)

    assert only(tuned(a_fact(component), on=base, definition=alone)).truth is Truth.MET
    assert only(tuned(on=base, definition=alone)).reason == "not recorded"


def test_a_pass_of_the_system_does_not_answer_for_its_base() -> None:
    definition = asking_for("training_code")
    base = judge(a_system(absent(), id="base"), definition)

    finding = only(judge(a_system(bases=("base",), reviews=(a_review(),)), definition, [base]))

    assert (finding.truth, finding.review) == (Truth.UNMET, None)


# -- Bases that are not recorded -----------------------------------------------------------------------------------


def test_a_base_that_is_not_recorded_leaves_data_and_training_code_unknown() -> None:
    system = a_system(a_fact(), unrecorded_bases=("Older Example", "Another"))

    finding = only(judge(system, asking_for("training_code")))

    assert (finding.truth, finding.acts, finding.inherited_from) == (Truth.UNKNOWN, (Act.FIND,), "Older Example")
    assert finding.reason == "made from Older Example, which is not in the database"


def test_a_base_that_is_not_recorded_excuses_nothing() -> None:
    system = a_system(absent(), unrecorded_bases=("Older Example",))

    assert only(judge(system, asking_for("training_code"))).reason == "not released"


# -- The licence of the parameters ---------------------------------------------------------------------------------


def test_a_bases_licence_on_the_parameters_binds_where_somebody_else_made_the_system() -> None:
    binding = a_fact("model_parameters", licence=RESTRICTED)
    own = a_fact("model_parameters", licence=FREE)

    finding = only(tuned(own, on=a_system(binding, id="base"), definition=asking_for("model_parameters")))

    assert (finding.truth, finding.acts, finding.inherited_from) == (Truth.UNMET, (Act.RELICENSE,), "base")
    assert finding.reason == (
        "made from Base, whose licence still binds: Restricted-1.0 licence restricts: no military use"
    )
    assert finding.facts == (own, binding)


def test_a_developers_own_base_does_not_bind() -> None:
    base = a_system(a_fact("model_parameters", licence=RESTRICTED), id="base", developer="Lab")

    assessment = tuned(a_fact("model_parameters"), on=base, definition=asking_for("model_parameters"), developer="Lab")

    assert only(assessment).truth is Truth.MET


@pytest.mark.parametrize(
    "fact",
    [
        a_fact("model_parameters", licence=FREE),
        a_fact("model_parameters", licence=UNREAD),
        a_fact("model_parameters", licence=MIXED),
        a_fact("model_parameters", licence=None),
        a_fact("model_parameters", Access.GATED, licence=FREE),
        absent("model_parameters"),
    ],
)
def test_a_base_binds_only_by_a_licence_that_is_refused(fact: Fact) -> None:
    base = a_system(fact, id="base")

    assert (
        only(tuned(a_fact("model_parameters"), on=base, definition=asking_for("model_parameters"))).truth is Truth.MET
    )


def test_a_licence_binds_also_where_nothing_is_recorded_of_the_systems_own() -> None:
    base = a_system(a_fact("model_parameters", licence=RESTRICTED), id="base")

    assert only(tuned(on=base, definition=asking_for("model_parameters"))).inherited_from == "base"


def test_a_licence_binds_under_the_terms_of_the_row() -> None:
    row = a_requirement("model-parameters", component="model_parameters", terms=APPROVED_ONLY)
    base = a_system(a_fact("model_parameters", licence=DATA), id="base")

    assert only(tuned(a_fact("model_parameters"), on=base, definition=a_definition(row))).truth is Truth.UNMET


def test_a_row_without_terms_is_bound_by_no_licence() -> None:
    row = a_requirement("model-parameters", component="model_parameters", terms=None)
    base = a_system(a_fact("model_parameters", licence=RESTRICTED), id="base")

    assert only(tuned(a_fact("model_parameters"), on=base, definition=a_definition(row))).truth is Truth.MET


# -- What is taken over --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("component", TAKEN_OVER)
@pytest.mark.parametrize(
    ("fact", "truth", "reason"),
    [
        (a_fact, Truth.MET, "taken over from Base: Free-1.0 licence is OSI-approved"),
        (absent, Truth.UNMET, "taken over from Base: not released"),
    ],
)
def test_code_and_architecture_are_taken_over_where_nothing_else_is_recorded(
    component: str, fact: Callable[[str], Fact], truth: Truth, reason: str
) -> None:
    base = a_system(fact(component), id="base")

    finding = only(tuned(on=base, definition=asking_for(component)))

    assert (finding.truth, finding.reason) == (truth, reason)
    assert (finding.basis, finding.inherited_from) == (Basis.INHERITED, "base")


@pytest.mark.parametrize("component", TAKEN_OVER)
def test_what_is_recorded_of_the_system_goes_before_what_it_would_take_over(component: str) -> None:
    base = a_system(absent(component), id="base")

    finding = only(tuned(a_fact(component, licence=None), on=base, definition=asking_for(component)))

    assert (finding.truth, finding.inherited_from) == (Truth.UNKNOWN, None)


def test_where_the_base_knows_nothing_either_nothing_is_taken_over() -> None:
    finding = only(tuned(on=a_system(id="base"), definition=asking_for("inference_code")))

    assert (finding.basis, finding.inherited_from) == (Basis.NOTHING, None)


def test_libraries_taken_over_from_the_base_are_not_carried_by_the_systems_own_code() -> None:
    libraries = a_requirement("supporting_libraries", component="supporting_libraries", carried_by=("training_code",))
    definition = a_definition(libraries, a_requirement("training_code", component="training_code"))
    base = a_system(a_fact(), a_fact("supporting_libraries", licence=None), id="base")

    assessment = tuned(a_fact(), on=base, definition=definition)

    assert assessment.findings[0].basis is Basis.INHERITED


# -- Chains --------------------------------------------------------------------------------------------------------


def test_a_chain_of_bases_is_followed_to_its_end() -> None:
    definition = asking_for("training_code", "inference_code")
    first = judge(a_system(absent("training_code"), a_fact("inference_code"), id="first"), definition)
    second = tuned(a_fact("training_code"), on=first, definition=definition)

    third = judge(a_system(a_fact("training_code"), id="third", bases=("tuned",)), definition, [second])

    code, inference = third.findings
    assert (code.truth, code.inherited_from) == (Truth.UNMET, "first")
    assert code.reason == "made from Tuned, of which: made from First, of which: not released"
    assert (inference.truth, inference.inherited_from) == (Truth.MET, "first")
    assert inference.reason == "taken over from Tuned: taken over from First: Free-1.0 licence is OSI-approved"


def test_a_licence_binds_through_a_system_that_says_otherwise() -> None:
    definition = asking_for("model_parameters")
    first = judge(a_system(a_fact("model_parameters", licence=RESTRICTED), id="first"), definition)
    second = tuned(a_fact("model_parameters"), on=first, definition=definition, developer="Tuner")

    third = judge(
        a_system(a_fact("model_parameters"), id="third", bases=("tuned",), developer="Third"), definition, [second]
    )

    assert (only(second).inherited_from, only(third).inherited_from) == ("first", "first")


def test_a_licence_binds_through_the_developers_own_system_too() -> None:
    definition = asking_for("model_parameters")
    first = judge(a_system(a_fact("model_parameters", licence=RESTRICTED), id="first"), definition)
    second = tuned(a_fact("model_parameters"), on=first, definition=definition, developer="Tuner")

    third = judge(
        a_system(a_fact("model_parameters"), id="third", bases=("tuned",), developer="Tuner"), definition, [second]
    )

    assert only(third).truth is Truth.UNMET


def test_a_developer_is_not_bound_by_its_own_system_at_the_end_of_the_chain() -> None:
    definition = asking_for("model_parameters")
    first = judge(a_system(a_fact("model_parameters", licence=RESTRICTED), id="first", developer="Lab"), definition)
    second = tuned(a_fact("model_parameters"), on=first, definition=definition, developer="Tuner")

    third = judge(
        a_system(a_fact("model_parameters"), id="third", bases=("tuned",), developer="Lab"), definition, [second]
    )

    assert only(third).truth is Truth.MET


def test_a_base_whose_row_is_carried_meets_it() -> None:
    code = a_requirement("training_code", component="training_code", carried_by=("model_card",))
    definition = a_definition(code, a_requirement("model_card", component="model_card"))
    base = judge(a_system(a_fact("model_card"), id="base"), definition)
    assert base.findings[0].basis is Basis.CARRIED

    assessment = judge(a_system(a_fact("training_code"), bases=("base",)), definition, [base])

    assert assessment.findings[0].truth is Truth.MET


def test_rows_that_carry_another_do_not_answer_for_the_base() -> None:
    code = a_requirement("training_code", component="training_code", carried_by=("model_card",))
    definition = a_definition(code, a_requirement("model_card", component="model_card"))
    base = judge(a_system(id="base"), definition)

    assessment = judge(a_system(a_fact("model_card"), bases=("base",)), definition, [base])

    assert assessment.findings[0].reason == "made from Base, of which: not recorded"
    assert assessment.verdict is Verdict.UNDETERMINED


def test_optional_rows_are_inherited_too() -> None:
    definition = a_definition("model-card", an_option("training-data"))
    base = a_system(absent("training_data"), id="base")

    assessment = tuned(a_fact("model_card"), a_fact("training_data"), on=base, definition=definition)

    assert assessment.truths["training-data"] is Truth.UNMET
    assert assessment.verdict is Verdict.CONFORMANT
