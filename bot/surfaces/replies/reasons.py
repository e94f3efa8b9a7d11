"""Why a verdict is as it is, what is not known, what it would take, and what else must be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.contests import Contest
from bot.domain.disagreements import Disagreement
from bot.domain.systems import Access
from bot.surfaces.replies.facts import fact_words
from bot.surfaces.replies.wording import (
    assessor,
    day,
    grouped,
    outcome,
    partial_day,
    reason,
    standard,
    verdict_sentence,
    would_take_sentence,
)
from bot.texts import _, listed, plural

_LINES = 5


def why(about: SystemAnswer) -> str:
    """Why the verdict is as it is, in at most five lines."""
    assessment = about.assessment
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return assessment.definition.summary
    rows = deciding(about)
    settled = [f"- {line}" for line in settled_choices(assessment)][:2]
    shown = rows if len(rows) + len(settled) <= _LINES else rows[: _LINES - 1 - len(settled)]
    lines = [*settled, *(f"- {name}: {reason(finding)}" for name, finding in shown)]
    if len(rows) > len(shown):
        rest = listed([name for name, _finding in rows[len(shown) :]])
        lines.append(_("- and {count} more: {names}").format(count=len(rows) - len(shown), names=rest))
    if not lines:
        return ""
    undetermined = assessment.verdict is Verdict.UNDETERMINED
    return "\n".join([f"**{_('Not known')}**" if undetermined else f"**{_('Why')}**", *lines])


def deciding(about: SystemAnswer) -> list[tuple[str, Finding]]:
    """The rows that the verdict rests on by their names; of a ladder's conformant ones, what stands before the next."""
    assessment = about.assessment
    if assessment.definition.ladder and assessment.verdict is Verdict.CONFORMANT and about.would_take:
        return _next_step(about)
    return grouped(assessment.deciding())


def settled_choices(assessment: Assessment) -> list[str]:
    """What settles the choices among rows that the rows themselves do not settle, a line each."""
    text = _("At least one of the data rows: {reason}")
    return [text.format(reason=group.reason) for group in assessment.groups.values()]


def _next_step(about: SystemAnswer) -> list[tuple[str, Finding]]:
    wanted = {row for change in about.would_take[0] for row in change.requirements}
    return grouped(finding for finding in about.assessment.findings if finding.requirement.id in wanted)


def rest(about: SystemAnswer, rules: Mapping[str, str]) -> list[str]:
    """What follows the reasons, in order; an empty text where there is nothing to say."""
    parts = [unknowns(about), contested(about), takes(about), evidence_date(about), others(about)]
    return [*parts, notes(about, rules)]


def unknowns(about: SystemAnswer) -> str:
    """What is not known, and whether the verdict hangs on it."""
    assessment = about.assessment
    rows = grouped(assessment.unknown)
    if assessment.verdict is Verdict.UNDETERMINED:
        against = [hinge for hinge in about.hinges if hinge.verdict is Verdict.NOT_CONFORMANT]
        text = _("If one of these is against it, it is not {standard}.")
        return text.format(standard=standard(assessment.definition)) if against else ""
    if not rows or assessment.verdict is Verdict.NOT_APPLICABLE:
        return ""
    names = "; ".join(f"{name} ({finding.reason})" for name, finding in rows)
    return _("**Unknown:** {names}. The verdict does not hang on it.").format(names=names)


def contested(about: SystemAnswer) -> str:
    """What contradicts the facts that were used, and whether the verdict hangs on it."""
    lines = [f"- {_contested(contest, about)} {hangs_on(contest, about)}" for contest in about.contests]
    return "\n".join([f"**{_('Contradicting claims')}**", *lines]) if lines else ""


def _contested(contest: Contest, about: SystemAnswer) -> str:
    used = listed([fact_words(fact) for fact in contest.used]) or _("nothing")
    words = {"name": contested_part(contest, about), "used": used, "claim": fact_words(contest.claim)}
    if contest.dispute is not None:
        text = _("{name}: used is {used}; disputed by {claim} (proposal {number}).")
        return text.format(**words, number=contest.dispute.proposal)
    return _("{name}: used is {used}; another project says {claim}.").format(**words)


def contested_part(contest: Contest, about: SystemAnswer) -> str:
    """What a contradicting claim is about: a component, of the system or of what it was made from."""
    name = contest.claim.component.replace("_", " ")
    if contest.owner.id == about.system.id:
        return name
    return _("{component} of {base}").format(component=name, base=contest.owner.name)


def hangs_on(contest: Contest, about: SystemAnswer) -> str:
    """What the verdict would be if a contradicting claim were right."""
    if contest.turns(about.assessment):
        return _("If that is right: {verdict}").format(verdict=verdict_sentence(contest.otherwise))
    return _("The verdict does not hang on it.")


def takes(about: SystemAnswer) -> str:
    """What it would take to pass."""
    if not about.would_take:
        return ""
    text = _("**What it would take:** {sentence}")
    words = text.format(sentence=would_take_sentence(about.would_take[0], about.assessment))
    more = len(about.would_take) - 1
    if more:
        words += " " + plural("There is {count} other way.", "There are {count} other ways.", more)
    return words


def evidence_date(about: SystemAnswer) -> str:
    """The date of the oldest evidence that the verdict rests on."""
    assessment = about.assessment
    if assessment.verdict is Verdict.NOT_APPLICABLE or not any(f.facts for f in assessment.deciding()):
        return ""
    if assessment.oldest is None:
        return _("**Evidence:** the pages it rests on have no recorded date.")
    text = _("**Oldest evidence** it rests on: {day}{age}.")
    text = text.format(day=day(assessment.oldest), age=_age(assessment.oldest, about.today))
    if assessment.undated:
        text += " " + plural(
            "For {count} requirement the page's date is not recorded.",
            "For {count} requirements the page's date is not recorded.",
            assessment.undated,
        )
    return text


def _age(read_on: date, today: date | None) -> str:
    """How long ago a page was read, to stand behind its date; empty where less than two months have passed."""
    if today is None:
        return ""
    months = (today.year - read_on.year) * 12 + today.month - read_on.month - (today.day < read_on.day)
    if months < 2:
        return ""
    if months < 24:
        return ", " + plural("{count} month ago", "{count} months ago", months)
    return ", " + plural("{count} year ago", "{count} years ago", months // 12)


def others(about: SystemAnswer) -> str:
    """What others found, where it differs, and why."""
    lines = []
    for disagreement in about.disagreements:
        review = disagreement.review
        who = assessor(review.by)
        text = _("{who}, {date}: {outcome}.")
        line = text.format(who=who, date=partial_day(review.date), outcome=outcome(review))
        lines.append(f"- {line} {difference(disagreement)}".rstrip())
    return "\n".join([f"**{_('Others judge otherwise')}**", *lines]) if lines else ""


def difference(disagreement: Disagreement) -> str:
    """Which rows make the difference between a review and what we find; empty where none is known to."""
    rows = listed([name for name, _finding in grouped(disagreement.because)[:4]])
    return _("What makes the difference here: {rows}.").format(rows=rows) if rows else ""


def notes(about: SystemAnswer, rules: Mapping[str, str]) -> str:
    """What else must be said: the base, the record's own note, the rules that bite, the gaps of the version."""
    assessment = about.assessment
    lines = []
    if about.bases and assessment.definition.inherits:
        lines.append(_("Made from {bases}, and judged together with it.").format(bases=listed(list(about.bases))))
    if about.system.note:
        lines.append(about.system.note)
    applied = rules_that_bite(about, rules)
    bite = _("Rules applied: {rules}").format(rules=" ".join(applied)) if applied else ""
    return "\n\n".join(part for part in (" ".join(lines), bite) if part)


def rules_that_bite(about: SystemAnswer, rules: Mapping[str, str]) -> list[str]:
    """The rules of ours that this verdict rests on, each a sentence."""
    assessment = about.assessment
    facts = [fact for finding in assessment.missing for fact in finding.facts]
    resting = {finding.requirement.id for finding in assessment.deciding()}
    gaps = assessment.definition.gaps
    applied = [gap.says for gap in gaps if not gap.concerns or resting.intersection(gap.concerns)]
    if any(fact.access is Access.GATED for fact in facts) and not _accepts_gated(assessment):
        applied.insert(0, rules["gated"])
    return applied


def _accepts_gated(assessment: Assessment) -> bool:
    return all(f.requirement.terms is None or f.requirement.terms.accepts_gated for f in assessment.missing)
