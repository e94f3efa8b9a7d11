"""Systems as somebody supposes them."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Verdict
from bot.domain.judging import judge
from bot.domain.licences import Licensing
from bot.domain.suppositions import Supposition, nothing_recorded, suppose
from bot.domain.systems import Access, Assessor, Extent, Fact, System
from tests.support.builders import a_definition, a_fact, a_system, absent

FREE = Licensing("Free-1.0", (("Free-1.0",),))
OTHER = Licensing("Other-1.0", (("Other-1.0",),))


def fact(system: System, component: str) -> Fact:
    [found] = system.facts_on(component)
    return found


def test_a_supposed_fact_takes_the_place_of_all_that_is_recorded_of_its_component() -> None:
    system = a_system(a_fact("training_code"), a_fact("training_code", by=Assessor.EUROPEAN_INDEX), a_fact("corpus"))

    supposed = suppose(system, [Supposition("training_code", Access.ABSENT)])

    assert fact(supposed, "training_code").access is Access.ABSENT
    assert supposed.facts_on("corpus") == system.facts_on("corpus")


def test_a_supposed_fact_is_first_hand_and_says_that_it_is_supposed() -> None:
    evidence = fact(suppose(nothing_recorded(), [Supposition("training_code", Access.OPEN)]), "training_code").evidence

    assert evidence.supposed
    assert evidence.first_hand
    assert (evidence.url, evidence.read_on) == (None, None)


def test_a_recorded_fact_is_not_supposed() -> None:
    assert not a_fact().evidence.supposed


@pytest.mark.parametrize(
    ("said", "access", "extent", "licence"),
    [
        (Supposition("code", licence=OTHER), Access.GATED, Extent.PARTIAL, OTHER),
        (Supposition("code", Access.OPEN), Access.OPEN, None, FREE),
        (Supposition("code", extent=Extent.FULL), Access.GATED, Extent.FULL, FREE),
        (Supposition("code", Access.ABSENT), Access.ABSENT, None, None),
        (Supposition("code", Access.UNKNOWN), Access.UNKNOWN, None, None),
    ],
)
def test_what_is_not_said_stays_as_it_is_recorded(
    said: Supposition, access: Access, extent: Extent | None, licence: Licensing | None
) -> None:
    recorded = Fact("code", Access.GATED, a_fact().evidence, Extent.PARTIAL, FREE)

    supposed = fact(suppose(a_system(recorded), [said]), "code")

    assert (supposed.access, supposed.extent, supposed.licence) == (access, extent, licence)


def test_a_licence_alone_supposes_that_the_component_is_published() -> None:
    supposed = suppose(a_system(absent("code")), [Supposition("code", licence=FREE)])

    assert fact(supposed, "code").access is Access.OPEN


def test_what_is_forgotten_is_not_recorded() -> None:
    supposed = suppose(a_system(absent("code")), [Supposition("code", forgotten=True)])

    assert supposed.facts == ()
    assert judge(supposed, a_definition("code")).verdict is Verdict.UNDETERMINED


def test_the_system_itself_is_not_changed() -> None:
    system = a_system(absent("code"))

    suppose(system, [Supposition("code", Access.OPEN)])

    assert fact(system, "code").access is Access.ABSENT
