"""Where others judged otherwise, and what the difference rests on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.assessments import Act, Assessment, Finding, Verdict
from bot.domain.systems import PASSES, Assessor, Outcome, Review

_FAILS = frozenset(
    {Outcome.FAILED, Outcome.CONFIRMED_NO, Outcome.EXPECT_NO, Outcome.WOULD_PASS_WITH_OTHER_TERMS}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A review that does not say what we say, with the findings that make the difference.

    ``because`` is empty where everything that we have recorded speaks the other way and the review gives no row.
    """

    review: Review
    because: tuple[Finding, ...]


def disagreements(assessment: Assessment) -> tuple[Disagreement, ...]:
    """The reviews that differ from an assessment, in the order recorded."""
    found = []
    for review in assessment.system.reviews:
        because = _because(review, assessment)
        if because is not None:
            found.append(Disagreement(review, because))
    return tuple(found)


def _because(review: Review, assessment: Assessment) -> tuple[Finding, ...] | None:
    if review.by is Assessor.OS_AI_MAP and assessment.definition.id == "osaid" and assessment.definition.levels:
        return _map(review, assessment)
    if assessment.definition.label not in review.definitions:
        return None
    if review.by is Assessor.MODEL_OPENNESS_TOOL:
        return _mof(review, assessment)
    if review.by is Assessor.OSI_VOLUNTEERS:
        return _osi(review, assessment)
    return None


def _osi(review: Review, assessment: Assessment) -> tuple[Finding, ...] | None:
    standing = (*assessment.missing, *assessment.unknown)
    if review.outcome in PASSES:
        return None if assessment.verdict is Verdict.CONFORMANT else standing
    if review.outcome not in _FAILS:
        return None
    if assessment.verdict is not Verdict.NOT_CONFORMANT:
        return standing
    if review.outcome == Outcome.WOULD_PASS_WITH_OTHER_TERMS:
        parts = tuple(f for f in assessment.missing if {Act.PUBLISH, Act.COMPLETE} & set(f.acts))
        return parts or None
    return None


def _mof(review: Review, assessment: Assessment) -> tuple[Finding, ...] | None:
    if review.outcome == (assessment.level or "none") == (assessment.possible_level or "none"):
        return None
    ids = [level.id for level in assessment.definition.levels]
    named = [level for level in (review.outcome, assessment.possible_level) if level in ids]
    return assessment.standing(max(named, key=ids.index)) if named else ()


def _map(review: Review, assessment: Assessment) -> tuple[Finding, ...] | None:
    says_open = review.outcome == "open_source"
    if says_open and assessment.verdict is not Verdict.CONFORMANT:
        return (*assessment.missing, *assessment.unknown)
    if not says_open and assessment.verdict is Verdict.CONFORMANT:
        return ()
    return None
