"""What if: from an empty system and from recorded ones; the medical company of the forum's discussions."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.domain.assessments import Assessment, Basis, Verdict
from bot.domain.logic import Truth
from bot.domain.refusals import Refusal, Unknown
from bot.domain.suppositions import WhatIf

CONFORMANT, NOT_CONFORMANT = Verdict.CONFORMANT, Verdict.NOT_CONFORMANT
UNDETERMINED, NOT_APPLICABLE = Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE

# A medical company publishes model, code and parameters under Apache-2.0, describes its data in detail and keeps the
# records themselves private.
MEDICAL = (
    "model, code and parameters: open, Apache-2.0; data information: open, in detail, Apache-2.0; records: private"
)


def under(found: WhatIf, label: str) -> Assessment:
    return next(v.supposed for v in found.versions if v.supposed.definition.label == label)


def rows(assessment: Assessment, truth: Truth) -> set[str]:
    """The required rows with this truth."""
    return {f.requirement.id for f in assessment.findings if f.required and f.truth is truth}


@pytest.mark.parametrize(
    ("label", "verdict", "unmet", "unknown"),
    [
        # Principles only: no component is required yet, so there is nothing to judge by.
        ("osaid 0.0.2", NOT_APPLICABLE, set(), set()),
        ("osaid 0.0.3", NOT_APPLICABLE, set(), set()),
        ("osaid 0.0.4", NOT_APPLICABLE, set(), set()),
        # Its table names the components, but the column that says which are required is still empty.
        ("osaid 0.0.5", NOT_APPLICABLE, set(), set()),
        # Code, architecture and parameters are required, all of them published; data sets are optional.
        ("osaid 0.0.6", CONFORMANT, set(), set()),
        # The five rows on how the data came about are required as documents; the detailed description answers them.
        ("osaid 0.0.7", CONFORMANT, set(), set()),
        ("osaid 0.0.8", CONFORMANT, set(), set()),
        # At least one of data sets, research paper, technical report and data card: the data sets are private, and of
        # the three documents nothing is supposed. The detailed description is none of the four rows.
        ("osaid 0.0.9", UNDETERMINED, {"datasets"}, {"research-paper", "technical-report", "data-card"}),
        # Data information stands for the data: it is required, the data sets are not.
        ("osaid 1.0-RC1", CONFORMANT, set(), set()),
        ("osaid 1.0", CONFORMANT, set(), set()),
        # Even the lowest class asks for documents of which nothing is supposed; that the data sets are private keeps
        # the highest class away for certain.
        (
            "mof 1.0",
            UNDETERMINED,
            {"datasets"},
            {"evaluation-results", "model-card", "data-card", "technical-report", "research-paper", "evaluation-data",
             "model-parameters-intermediate"},
        ),
        # Data information stands in for data that cannot be shared; only the level with open data needs them.
        ("g7 2026", CONFORMANT, {"training-data"}, set()),
    ],
)  # fmt: skip
async def test_a_medical_company_that_keeps_its_records_private(
    light_app: App, label: str, verdict: Verdict, unmet: set[str], unknown: set[str]
) -> None:
    assessment = under(await light_app.suppositions.what_if(MEDICAL), label)

    assert assessment.verdict is verdict
    assert rows(assessment, Truth.UNMET) == unmet
    assert rows(assessment, Truth.UNKNOWN) == unknown


async def test_every_version_is_judged_for_the_medical_company(light_app: App) -> None:
    found = await light_app.suppositions.what_if(MEDICAL)

    assert [v.supposed.definition.label for v in found.versions] == [d.label for d in await light_app.definitions.all()]
    assert all(v.recorded is None for v in found.versions)


async def test_private_records_keep_the_medical_company_from_what_asks_for_the_data_themselves(light_app: App) -> None:
    found = await light_app.suppositions.what_if(MEDICAL)
    g7, mof = under(found, "g7 2026"), under(found, "mof 1.0")

    assert (g7.level, g7.possible_level) == ("open-source-ai", "open-source-ai")
    assert [f.requirement.id for f in g7.standing("open-source-ai-with-open-data")] == ["training-data"]
    assert (mof.level, mof.possible_level) == (None, "II")


async def test_a_paper_would_make_the_medical_company_pass_the_draft_that_asks_for_one(light_app: App) -> None:
    found = await light_app.suppositions.what_if(f"{MEDICAL}; paper: open, CC-BY-4.0")

    assert under(found, "osaid 0.0.9").verdict is CONFORMANT


async def test_without_any_data_row_the_medical_company_does_not_pass_that_draft(light_app: App) -> None:
    text = f"{MEDICAL}; paper, technical report, data card: absent"

    assert under(await light_app.suppositions.what_if(text), "osaid 0.0.9").verdict is NOT_CONFORMANT


@pytest.mark.parametrize(
    ("description", "verdict"),
    [
        # Its licence is not said, so it is still to be found out.
        ("open", UNDETERMINED),
        ("open, no licence", NOT_CONFORMANT),
        ("open, in part, Apache-2.0", NOT_CONFORMANT),
        ("on request, Apache-2.0", NOT_CONFORMANT),
        ("-", UNDETERMINED),
    ],
)
async def test_the_verdict_of_1_0_hangs_on_the_description_of_the_data(
    light_app: App, description: str, verdict: Verdict
) -> None:
    text = f"model, code and parameters: open, Apache-2.0; data information: {description}; records: private"

    found = await light_app.suppositions.what_if(text)

    assert found.asked.supposed.verdict is verdict
    assert {change.component for change in found.about.would_take[0]} == {"data_information"}


async def test_a_recorded_system_is_shown_beside_what_it_would_be(light_app: App) -> None:
    found = await light_app.suppositions.what_if("training code, data preprocessing code: -", "pythia")

    assert found.asked.recorded is not None
    assert found.asked.recorded.verdict is CONFORMANT
    assert found.asked.supposed.verdict is not NOT_CONFORMANT
    assert found.real is not None
    assert found.real.name == "Pythia"


async def test_a_supposed_fact_goes_before_a_pass_by_review(light_app: App) -> None:
    found = await light_app.suppositions.what_if("training code: absent", "T5", "osaid 1.0")

    assert found.asked.recorded is not None
    assert found.asked.recorded.verdict is CONFORMANT
    assert found.asked.supposed.verdict is NOT_CONFORMANT


async def test_what_a_system_was_made_from_binds_it_also_in_a_supposition(light_app: App) -> None:
    found = await light_app.suppositions.what_if("everything: open, in full, MIT", "Zephyr beta", "osaid 1.0")

    assert found.asked.supposed.verdict is not CONFORMANT
    assert any(finding.basis is Basis.INHERITED for finding in found.asked.supposed.deciding())


async def test_nothing_is_stored(light_app: App) -> None:
    before = (await light_app.library.current()).library.systems["llama-2"]

    await light_app.suppositions.what_if("everything: open, in full, MIT", "Llama 2")

    assert (await light_app.library.current()).library.systems["llama-2"] == before
    assert "supposed" not in (await light_app.library.current()).library.systems


async def test_an_unknown_system_or_version_is_refused(light_app: App) -> None:
    with pytest.raises(Unknown, match="No system called “frobnicate 3”"):
        await light_app.suppositions.what_if("weights: open", "frobnicate 3")
    with pytest.raises(Unknown, match="No definition is called “osaid 7”"):
        await light_app.suppositions.what_if("weights: open", None, "osaid 7")


async def test_half_a_letter_is_refused_like_any_other_name(light_app: App) -> None:
    with pytest.raises(Refusal, match="is no component"):
        await light_app.suppositions.what_if("\ud800\0x: open")
