"""Systems of the shipped data as they were, each verdict derived by reading the record."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Assessment, Verdict
from bot.domain.days import span_of
from bot.domain.libraries import Library
from bot.domain.logic import Truth
from bot.domain.moments import Judged, Presence, look_back

OUT, PERHAPS, NOT_YET, NOT_RECORDED = Presence.OUT, Presence.PERHAPS, Presence.NOT_YET, Presence.NOT_RECORDED
MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN
YES, NO, UNSAID = Verdict.CONFORMANT, Verdict.NOT_CONFORMANT, Verdict.UNDETERMINED
PARAMETERS = "model_parameters"


def _judged(library: Library, id_: str, asked: str, label: str = "osaid 1.0") -> tuple[Judged, ...]:
    definition = library.reference.definition(label)
    return look_back(library.systems[id_], span_of(asked), library, definition, asked).judged


def _truth(assessment: Assessment, component: str) -> Truth:
    return next(f.truth for f in assessment.findings if f.requirement.component == component)


# A system, a day, the verdict under osaid 1.0, a component that was judged otherwise at some time, and how on that day.
CASES = [
    # The text of the TII licence has not been read; on the last day of May it gave way to Apache-2.0.
    ("falcon", "2023-05-30", PERHAPS, NO, PARAMETERS, UNKNOWN),
    ("falcon", "2023-05-31", OUT, NO, PARAMETERS, MET),
    # For research only at first; when in January 2024 it became MIT is not recorded.
    ("phi-2", "2023-12-12", OUT, NO, PARAMETERS, UNMET),
    ("phi-2", "2024-01-15", OUT, NO, PARAMETERS, UNKNOWN),
    ("phi-2", "2024-02-01", OUT, NO, PARAMETERS, MET),
    # GPL, then AGPL: open source all along.
    ("yolov5", "2023-04-13", OUT, YES, PARAMETERS, MET),
    ("yolov5", "2023-04-14", OUT, YES, PARAMETERS, MET),
    ("alphafold2", "2022-01-18", OUT, NO, PARAMETERS, UNMET),
    ("alphafold2", "2022-01-19", OUT, NO, PARAMETERS, MET),
    # The code was non-commercial until June 2026; the terms of the weights never changed.
    ("alphafold3", "2026-06-08", OUT, NO, "inference_code", UNMET),
    ("alphafold3", "2026-06-09", OUT, NO, "inference_code", MET),
    # Nothing is recorded of the terms of the weights before January 2020.
    ("gpt-2", "2019-06-01", OUT, NO, PARAMETERS, UNKNOWN),
    ("gpt-2", "2019-06-01", OUT, NO, "inference_code", MET),
    # Four licences within seven months; the text of the third has not been read.
    ("yi", "2023-11-03", OUT, NO, PARAMETERS, UNMET),
    ("yi", "2024-05-29", OUT, NO, PARAMETERS, UNKNOWN),
    ("yi", "2024-05-30", OUT, NO, PARAMETERS, MET),
    ("internlm", "2025-01-14", OUT, NO, PARAMETERS, UNMET),
    ("internlm", "2025-01-15", OUT, NO, PARAMETERS, MET),
    # Withdrawn by June 2026; in 2023 members of the family carried licences.
    ("mpt", "2023-07-01", OUT, NO, PARAMETERS, UNKNOWN),
    ("mpt", "2026-06-12", OUT, NO, PARAMETERS, UNMET),
    ("stable-diffusion-3.5", "2024-10-23", OUT, NO, "inference_code", UNMET),
    ("stable-diffusion-3.5", "2024-10-24", OUT, NO, "inference_code", MET),
    # Non-commercial first, a community licence later, no date: neither is accepted.
    ("stablelm-2", "2025-01-01", OUT, NO, PARAMETERS, UNMET),
    # Published with SAM 2.1, two months after the rest.
    ("sam-2", "2024-09-28", OUT, NO, "training_code", UNKNOWN),
    ("sam-2", "2024-09-29", OUT, NO, "training_code", MET),
    ("deepseek-v3", "2025-01-15", OUT, NO, PARAMETERS, UNMET),
    ("qwen2.5", "2024-09-10", PERHAPS, NO, PARAMETERS, UNKNOWN),
    ("llama-3.1", "2024-07-23", OUT, NO, PARAMETERS, UNMET),
    # The paper is of January 2024, the licence of the month before.
    ("mixtral", "2023-12-20", PERHAPS, NO, PARAMETERS, MET),
    # Its first licence has not been read.
    ("openelm", "2024-05-01", OUT, NO, PARAMETERS, UNKNOWN),
    ("olmo", "2024-06-01", OUT, YES, PARAMETERS, MET),
    # Neither base was out in May 2023 as it is recorded now, for the version of later that year.
    ("llava", "2023-05-01", OUT, NO, PARAMETERS, UNMET),
]


@pytest.mark.parametrize(("id_", "day", "presence", "verdict", "component", "truth"), CASES)
def test_a_system_as_it_was(
    library: Library, id_: str, day: str, presence: Presence, verdict: Verdict, component: str, truth: Truth
) -> None:
    [judged] = _judged(library, id_, day)

    assert judged.stretch.presence is presence
    assert judged.assessment is not None
    assert (judged.assessment.verdict, _truth(judged.assessment, component)) == (verdict, truth)


@pytest.mark.parametrize(
    ("id_", "asked", "label", "told"),
    [
        # Under 0.0.9 nothing but the parameters was in its way.
        ("phi-2", "2023-12-20", "osaid 0.0.9", [(NO, None)]),
        ("phi-2", "2024-01", "osaid 0.0.9", [(UNSAID, None)]),
        ("phi-2", "2024-02", "osaid 0.0.9", [(UNSAID, None)]),
        ("alphafold2", "2022-01", "g7 2026", [(NO, "weights-available"), (NO, "open-weights")]),
        ("falcon", "2023-05", "g7 2026", [(NO, "weights-available"), (NO, "open-weights")]),
        ("internlm", "2025-01", "mof 1.0", [(NO, None), (UNSAID, None)]),
        ("olmo", "2025-09", "g7 2026", [(YES, "open-source-ai"), (YES, "open-source-ai-with-open-data")]),
    ],
)
def test_under_other_versions_other_changes_count(
    library: Library, id_: str, asked: str, label: str, told: list[tuple[Verdict, str | None]]
) -> None:
    judged = _judged(library, id_, asked, label)

    seen = [(j.assessment.verdict, j.assessment.level) for j in judged if j.assessment]
    assert [(v, level if label[0] != "o" else None) for v, level in seen] == told


@pytest.mark.parametrize(
    ("id_", "day", "presence"),
    [
        ("llama-3.1", "2024-07-22", NOT_YET),
        ("falcon", "2023-04-30", NOT_YET),
        ("mixtral", "2023-12-10", NOT_YET),
        # Its licence history begins with an earlier version of the family.
        ("internlm", "2023-08-01", NOT_YET),
        ("vicuna", "2023-05-01", NOT_YET),
        ("gpt-4", "2023-05-01", NOT_RECORDED),
        ("qwen3", "2025-04-27", NOT_RECORDED),
    ],
)
def test_a_system_that_was_not_out_has_no_verdict(library: Library, id_: str, day: str, presence: Presence) -> None:
    [judged] = _judged(library, id_, day)

    assert (judged.stretch.presence, judged.assessment) == (presence, None)


@pytest.mark.parametrize(
    ("id_", "asked", "days"),
    [
        ("falcon", "2023-05", ["2023-05-01", "2023-05-31"]),
        ("falcon", "2023-06", ["2023-06-01"]),
        ("phi-2", "2024", ["2024-01-01", "2024-02-01"]),
        ("yi", "2023-11", ["2023-11-01", "2023-11-02", "2023-11-04", "2023-11-23"]),
        ("stable-diffusion-3.5", "2024-10", ["2024-10-01", "2024-10-22", "2024-10-24"]),
        ("llama-2", "2024", ["2024-01-01"]),
        ("grok-2", "2025-11", ["2025-11-01"]),
        ("opencv", "2020", ["2020-01-01"]),
        ("olmo", "2025", ["2025-01-01", "2025-09-18"]),
    ],
)
def test_what_is_asked_for_is_cut_where_something_changed(
    library: Library, id_: str, asked: str, days: list[str]
) -> None:
    assert [judged.stretch.days.first.isoformat() for judged in _judged(library, id_, asked)] == days


def test_every_system_can_be_looked_back_at(library: Library) -> None:
    for id_ in library.systems:
        for label in ("osaid 0.0.5", "osaid 1.0", "mof 1.0", "g7 2026"):
            assert _judged(library, id_, "2024", label)


def test_systems_with_a_recorded_release_and_no_change_are_as_today(library: Library) -> None:
    definition = library.reference.definition("osaid 1.0")
    for id_ in ("pythia", "t5", "bloom", "starcoder2", "llama-2"):
        [judged] = _judged(library, id_, "2025-06-15")

        assert judged.assessment is not None
        assert judged.assessment.verdict is library.assess(id_, definition).verdict
