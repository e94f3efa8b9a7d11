"""Answers as JSON, for programs."""

from __future__ import annotations

from typing import Any

from bot.domain.adoptions import TimeInForce
from bot.domain.answers import Answer, SystemAnswer
from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.changes import Change
from bot.domain.comparisons import Turn
from bot.domain.impacts import Impact
from bot.domain.licences import UNRECORDED, Licensing
from bot.domain.moments import Judged, Past
from bot.domain.systems import Review
from bot.surfaces.plain import words
from bot.surfaces.replies.wording import change_phrase
from bot.surfaces.reply import Reply


def answer(found: Answer, reply: Reply) -> dict[str, Any]:
    """An answer with the keys that `docs/json.md` describes; lists that hold nothing are empty, not left out."""
    return {
        "question": found.question.text,
        "kind": found.question.kind.value,
        "systems": [about.system.id for about in found.systems],
        "definition": found.definition.label,
        "in_force": _held(found.held) if found.held is not None else None,
        "answers": [_system(about) for about in found.systems],
        "candidates": [candidate.assessment.system.id for candidate in found.candidates],
        "text": words(reply),
    }


def _held(held: TimeInForce) -> dict[str, Any]:
    return {
        "since": held.since.isoformat() if held.since else None,
        "until": held.until.isoformat() if held.until else None,
        "decision": held.decision,
    }


def impact(found: Impact, reply: Reply) -> dict[str, Any]:
    """What a draft would change, with the keys that `docs/json.md` describes."""
    return {
        "before": found.before.label,
        "after": found.after.label,
        "systems": found.systems,
        "counts": {
            verdict.value: {"before": found.counts_before.get(verdict, 0), "after": found.counts_after.get(verdict, 0)}
            for verdict in Verdict
        },
        "rows": [
            {
                "change": row.change.value,
                "before": row.before.id if row.before else None,
                "after": row.after.id if row.after else None,
                "component": side.component,
                "clause": side.clause,
            }
            for row in found.rows
            if (side := row.after or row.before)
        ],
        "turns": [_turn(turn) for turn in found.turns],
        "moves": [_turn(turn) for turn in found.moves],
        "text": words(reply),
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "system": turn.before.system.id,
        "before": _reached(turn.before),
        "after": _reached(turn.after),
        "because": [
            {
                "requirement": finding.requirement.id,
                "name": finding.requirement.name,
                "clause": finding.requirement.clause,
                "status": finding.truth.value,
                "reason": finding.reason,
            }
            for finding in turn.because
        ],
    }


def _reached(assessment: Assessment) -> dict[str, Any]:
    ladder = assessment.definition.ladder
    return {
        "verdict": assessment.verdict.value,
        "level": assessment.level if ladder else None,
        "possible_level": assessment.possible_level if ladder else None,
    }


def _system(about: SystemAnswer) -> dict[str, Any]:
    assessment = about.assessment
    return {
        "system": assessment.system.id,
        **_reached(assessment),
        **findings(assessment),
        "would_take": would_take(about),
        "reviews": [_review(review, assessment.definition.label) for review in assessment.system.reviews],
        "as_of": _past(about.past) if about.past is not None else None,
    }


def findings(assessment: Assessment) -> dict[str, Any]:
    """What an assessment found, row by row and in short, with the keys that `docs/json.md` describes."""
    ladder = assessment.definition.ladder
    return {
        "findings": [_finding(finding, ladder) for finding in assessment.findings],
        "choices": [
            {
                "requirements": key.split("|"),
                "status": group.truth.value,
                "reason": group.reason,
                "basis": group.basis.value,
            }
            for key, group in assessment.groups.items()
        ],
        "missing": _components(assessment.missing),
        "unknown": _components(assessment.unknown),
    }


def would_take(about: SystemAnswer) -> list[list[dict[str, Any]]]:
    """What it would take to pass, as `docs/json.md` describes it."""
    return [[_change(change, about) for change in changes] for changes in about.would_take]


def _past(past: Past) -> dict[str, Any]:
    return {
        "asked": past.asked,
        "from": past.days.first.isoformat(),
        "until": past.days.last.isoformat(),
        "stretches": [_stretch(judged) for judged in past.judged],
    }


def _stretch(judged: Judged) -> dict[str, Any]:
    assessment, stretch = judged.assessment, judged.stretch
    ladder = assessment is not None and assessment.definition.ladder
    return {
        "from": stretch.days.first.isoformat(),
        "until": stretch.days.last.isoformat(),
        "presence": stretch.presence.value,
        "verdict": assessment.verdict.value if assessment else None,
        "level": assessment.level if assessment and ladder else None,
        "possible_level": assessment.possible_level if assessment and ladder else None,
        "missing": _components(assessment.missing) if assessment else [],
        "unknown": _components(assessment.unknown) if assessment else [],
        "licences": [
            {
                "system": id_,
                "component": held.component,
                "one_of": [_licence(licence) for licence in held.licences],
                "sources": [period.source for period in held.periods],
            }
            for id_, several in stretch.held.items()
            for held in several
        ],
    }


def _licence(licence: Licensing) -> str | None:
    return None if licence == UNRECORDED else licence.text


def _components(findings: tuple[Finding, ...]) -> list[str]:
    return list(dict.fromkeys(finding.requirement.component for finding in findings))


def _finding(finding: Finding, ladder: bool) -> dict[str, Any]:
    licences = [fact.licence.text for fact in finding.facts if fact.licence]
    return {
        "requirement": finding.requirement.id,
        "component": finding.requirement.component,
        "obligation": finding.requirement.obligation.value,
        "level": finding.level if ladder else None,
        "status": finding.truth.value,
        "licence": licences[0] if licences else None,
        "reason": finding.reason,
        "basis": finding.basis.value,
        "evidence": [
            {
                "url": fact.evidence.url,
                "read_on": fact.evidence.read_on.isoformat() if fact.evidence.read_on else None,
                "by": fact.evidence.by.value if fact.evidence.by else None,
            }
            for fact in finding.facts
            if fact.evidence.url
        ],
    }


def _change(change: Change, about: SystemAnswer) -> dict[str, Any]:
    return {
        "component": change.component,
        "requirements": list(change.requirements),
        "acts": [act.value for act in change.acts],
        "by_owner": change.by_owner,
        "base": change.base,
        "text": change_phrase(change, about.assessment),
    }


def _review(review: Review, label: str) -> dict[str, Any]:
    """A review; ``definition`` is the version asked about where it speaks of it, else the last that it speaks of."""
    last = review.definitions[-1] if review.definitions else None
    return {
        "by": review.by.value,
        "definition": label if label in review.definitions else last,
        "outcome": review.outcome,
        "date": review.date,
        "source": review.source,
    }
