"""Claims beside the recorded facts, and whether the verdict hangs on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.assessments import Verdict
from bot.domain.contests import contests
from bot.domain.systems import Access, Assessor, Dispute, Entry, Fact, Listing, System
from tests.support.builders import (
    FREE,
    RESTRICTED,
    a_definition,
    a_fact,
    a_library,
    a_requirement,
    a_system,
    an_option,
)

DEFINITION = a_definition(a_requirement("training-code"), an_option("model-card"))
TRUE_SINCE = date(2026, 11, 2)


def a_dispute(component: str = "training_code", licence: str = RESTRICTED) -> Dispute:
    claim = a_fact(component, licence=licence, url="https://example.org/claim")
    return Dispute(claim, "The page says otherwise.", TRUE_SINCE, "discord:42", 12)


def open_system(**changed: object) -> System:
    system = a_system(a_fact("training_code", licence=FREE), id="pythia")
    return replace(system, **changed)  # type: ignore[arg-type]


def listing(system: str, *claims: Fact) -> Listing:
    entry = Entry(Assessor.MODEL_OPENNESS_TOOL, "Pythia.yml", "Pythia", "https://example.org/x", claims)
    return Listing(entry, datetime(2026, 11, 1, tzinfo=UTC), system)


def test_a_dispute_says_what_is_used_and_that_the_verdict_hangs_on_it() -> None:
    library = a_library(open_system(disputes=(a_dispute(),)))
    assessment = library.assess("pythia", DEFINITION)

    (contest,) = contests(assessment, library)

    assert assessment.verdict is Verdict.CONFORMANT
    assert contest.used == library.systems["pythia"].facts
    assert contest.otherwise.verdict is Verdict.NOT_CONFORMANT
    assert contest.turns(assessment)


def test_a_dispute_that_changes_nothing_is_told_all_the_same() -> None:
    library = a_library(open_system(disputes=(a_dispute(licence=FREE),)))
    assessment = library.assess("pythia", DEFINITION)

    (contest,) = contests(assessment, library)

    assert not contest.turns(assessment)


def test_a_dispute_about_what_the_version_does_not_name_is_not_told() -> None:
    library = a_library(open_system(disputes=(a_dispute("sample_outputs"),)))

    assert contests(library.assess("pythia", DEFINITION), library) == ()


def test_a_dispute_on_the_base_is_told_of_what_was_made_from_it() -> None:
    base = open_system(disputes=(a_dispute(),))
    tuned = a_system(a_fact("training_code", licence=FREE), id="tuned", bases=("pythia",))
    library = a_library(base, tuned)
    assessment = library.assess("tuned", DEFINITION)

    (contest,) = contests(assessment, library)

    assert contest.owner.id == "pythia"
    assert contest.turns(assessment)


def test_an_imported_claim_is_told_where_the_verdict_hangs_on_it() -> None:
    claim = a_fact("training_code", licence=RESTRICTED, by=Assessor.MODEL_OPENNESS_TOOL)
    library = a_library(open_system(listings=(listing("pythia", claim),)))

    (contest,) = contests(library.assess("pythia", DEFINITION), library)

    assert contest.dispute is None
    assert contest.otherwise.verdict is Verdict.NOT_CONFORMANT


def test_an_imported_claim_that_turns_nothing_is_not_told() -> None:
    same = a_fact("training_code", licence=FREE, by=Assessor.MODEL_OPENNESS_TOOL)
    optional = a_fact("model_card", access=Access.ABSENT, by=Assessor.MODEL_OPENNESS_TOOL)
    card = a_fact("model_card", licence=FREE)
    system = open_system(listings=(listing("pythia", same, optional),))
    library = a_library(replace(system, facts=(*system.facts, card)))

    assert contests(library.assess("pythia", DEFINITION), library) == ()
