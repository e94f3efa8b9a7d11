"""What a proposed fact makes of a system, of its licence history, of its disputes, and of verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.amendments import Impossible, amended, claimed, derived_from, disputed, impact, settled
from bot.domain.assessments import Verdict
from bot.domain.proposals import Availability, Detail, DetailProposed, FactProposed, Proposal
from bot.domain.systems import Access, Assessor, Dispute, Evidence, Extent, Fact, LicencePeriod, System
from tests.support.builders import (
    DATA,
    FREE,
    LABEL,
    READ_ON,
    RESTRICTED,
    a_definition,
    a_fact,
    a_level,
    a_library,
    a_period,
    a_proposal,
    a_system,
    absent,
    licensed,
)

CODE = a_fact("training_code", licence=RESTRICTED, url="https://example.org/before")
PYTHIA = a_system(a_fact("model_card"), CODE, a_fact("model_parameters"), id="pythia")
PAGE = "https://example.org/page"


def proposing(
    component: str = "training_code",
    availability: Availability = Availability.OPEN,
    licence: str | None = FREE,
    since: str | None = None,
    by: Assessor | None = None,
) -> Proposal:
    held = licensed(licence) if licence else None
    return a_proposal(7, proposed=FactProposed(component, availability, held, by, since))


def became(proposal: Proposal, system: System = PYTHIA) -> System:
    found = amended(proposal, a_library(system))
    assert found is not None
    return found


def history(since: str, *periods: LicencePeriod, facts: tuple[Fact, ...] = (CODE,)) -> tuple[LicencePeriod, ...]:
    system = a_system(*facts, id="pythia", licence_history=periods)
    return became(proposing(since=since), system).licence_history


def test_a_fact_is_recorded_with_its_evidence_in_the_place_of_the_one_before() -> None:
    proposed = proposing(availability=Availability.GATED_IN_PART, by=Assessor.EUROPEAN_INDEX)

    after = became(proposed)

    assert after.facts_on("training_code") == (
        Fact(
            "training_code",
            Access.GATED,
            Evidence(PAGE, READ_ON, "terminal:anna", Assessor.EUROPEAN_INDEX),
            Extent.PARTIAL,
            licensed(FREE),
            "The page says so.",
        ),
    )
    assert [fact.component for fact in after.facts] == ["model_card", "training_code", "model_parameters"]


def test_a_fact_on_a_component_of_which_nothing_is_recorded_goes_last() -> None:
    after = became(proposing("training_data"))

    assert [fact.component for fact in after.facts][-1] == "training_data"


def test_what_is_recorded_already_word_for_word_is_refused() -> None:
    proposal = proposing()

    with pytest.raises(Impossible, match=r"That is what is recorded of Pythia already\."):
        amended(proposal, a_library(became(proposal)))


def test_without_a_date_the_licence_history_stays() -> None:
    assert became(proposing()).licence_history == ()


def test_with_a_date_the_licence_before_it_becomes_history() -> None:
    before = LicencePeriod(("training_code",), licensed(RESTRICTED), "https://example.org/before", until="2026-05")

    assert history("2026-05") == (before, LicencePeriod(("training_code",), licensed(FREE), PAGE, from_="2026-05"))


def test_where_nothing_was_recorded_history_begins_with_the_claim() -> None:
    assert history("2026-05", facts=()) == (LicencePeriod(("training_code",), licensed(FREE), PAGE, from_="2026-05"),)


def test_a_period_that_is_not_over_ends_on_that_day() -> None:
    told = a_period("training_code", licence=DATA, from_="2024")

    assert history("2026-05", told)[:-1] == (replace(told, until="2026-05"),)


def test_a_period_of_several_components_goes_on_for_the_others() -> None:
    told = a_period("training_code", "model_card", licence=DATA, from_="2024")

    assert history("2026-05", told)[:-1] == (
        replace(told, components=("model_card",)),
        replace(told, components=("training_code",), until="2026-05"),
    )


@pytest.mark.parametrize(
    "told",
    [
        a_period("training_code", until="2024"),
        a_period("training_code", scope="the 7B member"),
        a_period("model_card", from_="2024"),
    ],
)
def test_other_periods_stay(told: LicencePeriod) -> None:
    assert told in history("2026-05", told)


def test_a_licence_cannot_have_changed_before_the_last_change() -> None:
    told = a_period("training_code", licence=DATA, from_="2024-06")

    with pytest.raises(Impossible, match="recorded for Pythia holds since 2024-06, which is later than 2023"):
        history("2023", told)


def test_a_date_that_may_lie_after_the_last_change_is_taken() -> None:
    assert history("2024", a_period("training_code", licence=DATA, from_="2024-06"))[-1].from_ == "2024"


# -- Disputes ------------------------------------------------------------------------------------------------------


def test_a_disputed_claim_stands_beside_the_fact_that_is_recorded() -> None:
    proposal = proposing()

    after = disputed(proposal, a_library(PYTHIA), "Another page.", "discord:2", date(2026, 11, 25))

    claim = claimed(proposal, FactProposed("training_code", Availability.OPEN, licensed(FREE)))
    assert after.facts == PYTHIA.facts
    assert after.disputes == (Dispute(claim, "Another page.", date(2026, 11, 25), "discord:2", 7),)


@pytest.mark.parametrize(
    ("proposal", "sentence"),
    [
        (proposing("training_data"), "Nothing is recorded that this could contradict"),
        (a_proposal(proposed=DetailProposed(Detail.FAMILY, "gpt")), "Only a fact about a component can be disputed"),
    ],
)
def test_a_dispute_needs_two_claims(proposal: Proposal, sentence: str) -> None:
    with pytest.raises(Impossible, match=sentence):
        disputed(proposal, a_library(PYTHIA), "no", "discord:2", date(2026, 11, 25))


@pytest.mark.parametrize("for_claim", [True, False])
def test_a_settled_dispute_leaves_one_fact_and_the_other_disputes(for_claim: bool) -> None:
    claim, rest = a_fact("training_code"), Dispute(absent("model_card"), "no", READ_ON, "discord:2", 8)
    one = Dispute(claim, "no", READ_ON, "discord:2", 7)
    system = replace(PYTHIA, disputes=(one, rest))

    after = settled(system, one, for_claim=for_claim)

    assert after.disputes == (rest,)
    assert after.facts_on("training_code") == ((claim,) if for_claim else (CODE,))


# -- Verdicts ------------------------------------------------------------------------------------------------------

BASE = a_system(absent("training_code"), id="pythia", developer="One")
TUNED = a_system(a_fact("training_code"), id="tuned", bases=("pythia",), developer="One")
TUNED_TWICE = a_system(a_fact("training_code"), id="twice", bases=("tuned",), developer="One")
APART = a_system(absent("training_code"), id="apart")
LIBRARY = a_library(TUNED_TWICE, BASE, TUNED, APART, definitions=[a_definition("training-code")])


def test_everything_made_from_a_system_is_found_by_id() -> None:
    assert [system.id for system in derived_from("pythia", LIBRARY)] == ["tuned", "twice"]
    assert derived_from("apart", LIBRARY) == ()


def test_a_change_turns_its_own_verdict_first_and_then_those_of_what_was_made_from_it() -> None:
    after = amended(proposing(), LIBRARY)
    assert after is not None

    turns = impact(after, LIBRARY)

    both = (Verdict.NOT_CONFORMANT, Verdict.CONFORMANT)
    assert [(turn.system, turn.definition, turn.before, turn.after) for turn in turns] == [
        (id_, LABEL, *both) for id_ in ("pythia", "tuned", "twice")
    ]


def test_a_new_system_turns_no_verdict() -> None:
    assert impact(a_system(id="new"), LIBRARY) == ()


def test_a_level_that_changes_is_a_turn_too() -> None:
    ladder = a_definition(
        "training-code", "model-card", levels=[a_level("1", "training-code"), a_level("2", "model-card")]
    )
    library = a_library(a_system(a_fact("training_code"), id="pythia"), definitions=[ladder])
    after = amended(proposing("model_card"), library)
    assert after is not None

    same = (Verdict.CONFORMANT, Verdict.CONFORMANT)
    (turn,) = impact(after, library)
    assert (turn.system, turn.definition, turn.before, turn.after) == ("pythia", LABEL, *same)
    assert turn.level_before != turn.level_after


def test_a_dispute_turns_no_verdict_until_it_is_settled() -> None:
    after = disputed(proposing(), LIBRARY, "no", "discord:2", READ_ON)

    assert impact(after, LIBRARY) == ()
    assert impact(settled(after, after.disputes[0], for_claim=True), LIBRARY) != ()
