"""What held of a system in the days that a question is about, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.answers import Answer, SystemAnswer
from bot.domain.assessments import Assessment, Verdict
from bot.domain.days import Trouble, span_of
from bot.domain.moments import Judged, Past, Presence
from bot.domain.questions import QuestionKind
from bot.domain.systems import LicencePeriod
from bot.surfaces.replies import licences, reasons, stretches, systems
from bot.surfaces.replies.facts import licence_words
from bot.surfaces.replies.wording import (
    day,
    level_name,
    partial_day,
    quoted,
    short_verdict,
    standard,
    verdict_sentence,
)
from bot.texts import _, listed

_LINES = 5
_PARTS = 3


def when(past: Past) -> str:
    """The days asked about: "on 31 May 2023", "in May 2023", "in 2023"."""
    if len(past.asked.split("-")) == 3:
        return _("on {day}").format(day=day(past.days.first))
    text = _("in {month}, so far") if past.open_ended else _("in {month}")
    return text.format(month=partial_day(past.asked))


def trouble(found: Answer) -> str:
    """Why nothing is said of the date that a question names; empty where there is no trouble with it."""
    asked = found.asked
    if asked is None or asked.trouble is None:
        return ""
    if asked.trouble is Trouble.AHEAD:
        return _("{day} lies ahead and cannot be told; this is by today's facts.").format(day=partial_day(asked.text))
    return _("There is no such date as {day}; this is by today's facts.").format(day=quoted(asked.text))


def whole(about: SystemAnswer, past: Past, found: Answer, before: Sequence[str], beside: Sequence[str]) -> str:
    """What held of a system in the days asked about, the verdict in the first line.

    Args:
        about: The system, as it is today.
        past: What held then.
        found: The answer that it is part of.
        before: Sentences that go before the verdict.
        beside: Sentences that stand beside it.
    """
    kinds, then = found.question.kinds, _as_it_was(past)
    parts = [
        " ".join([*before, verdict(about, past)]),
        " ".join(text for text in (*beside, _context(about, past)) if text),
    ]
    if then is not None and (found.question.components or QuestionKind.MISSING_COMPONENT in kinds[:1]):
        parts.append(systems.components(then, found.question.components))
    if then is not None and QuestionKind.LICENCE in kinds:
        parts.append(licences.of_system(then, found))
    parts += [
        _record_then(about, past),
        _why(past),
        reasons.unknowns(then) if then is not None else "",
        _rests_on(about, past),
    ]
    if QuestionKind.HISTORY in kinds:
        parts.append(systems.history(about))
    return "\n\n".join(part for part in parts if part)


def _record_then(about: SystemAnswer, past: Past) -> str:
    """What the record itself said at the end of those days, where it gave another verdict than it does today."""
    if about.recorded_then is None:
        return ""
    text = _(
        "The record itself gave another verdict {when}: {verdict}. It has been changed since; /system history says how."
    )
    return text.format(when=when(past), verdict=short_verdict(about.recorded_then))


def brief(about: SystemAnswer, past: Past, beside: Sequence[str]) -> str:
    """What held of a system among several."""
    return "\n\n".join([verdict(about, past), " ".join([*beside, _context(about, past)])])


def verdict(about: SystemAnswer, past: Past) -> str:
    """The verdict for the days asked about, in the past tense; with each stretch where something changed."""
    runs = stretches.runs(past)
    judged = [run.assessment for run in runs if run.assessment is not None]
    if not judged:
        return _nothing(about, past, runs[-1])
    if len(runs) == 1:
        return _sentence(judged[0], when(past))
    if len({short_verdict(assessment) for assessment in judged}) == 1:
        first = _sentence(judged[-1], when(past)) + " " + _("In that time this changed:")
    else:
        text = _("**Whether {name} was {standard} changed {when}**, judged by {label}:")
        definition = judged[0].definition
        if definition.ladder:
            text = _("**What {name} reached of {label} changed {when}**:")
        words = {"name": about.system.name, "standard": standard(definition), "label": definition.label}
        first = text.format(**words, when=when(past))
    return "\n".join([first, *stretches.lines(past)])


def _sentence(assessment: Assessment, days: str) -> str:
    """The verdict on a system as it was, as a sentence."""
    definition = assessment.definition
    certain, possible = assessment.level, assessment.possible_level
    texts = {
        Verdict.CONFORMANT: _("**{name} was {standard}** under {label} {when}."),
        Verdict.NOT_CONFORMANT: _("**{name} was not {standard}** under {label} {when}."),
        Verdict.UNDETERMINED: _("**It cannot be said whether {name} was {standard}** under {label} {when}."),
        Verdict.NOT_APPLICABLE: _("**{label} cannot judge {name}** as it was {when}: it requires nothing yet."),
    }
    text = texts[assessment.verdict]
    if definition.ladder:
        text = _("**{name} reached {level}** of {label} {when}.")
        if possible is None:
            text = _("**{name} reached no level** of {label} {when}.")
        elif certain is None:
            text = _("**It cannot be said which level of {label} {name} reached** {when}; {possible} is not excluded.")
        elif certain != possible:
            text = _("**{name} reached {level}** of {label} for certain {when}; {possible} is not excluded.")
    return text.format(
        name=assessment.system.name,
        label=definition.label,
        standard=standard(definition),
        level=level_name(definition, certain),
        possible=level_name(definition, possible),
        when=days,
    )


def _nothing(about: SystemAnswer, past: Past, judged: Judged) -> str:
    words = {"name": about.system.name, "when": when(past)}
    if judged.stretch.presence is Presence.NOT_YET:
        text = _("**{name} was not out yet** {when}, so there is no verdict: its release is recorded as {released}.")
        return text.format(**words, released=partial_day(about.system.released))
    rest = _("nothing that is recorded of it has a date")
    if past.earliest is not None:
        rest = _("nothing that is recorded of it is older than {day}").format(day=day(past.earliest))
    text = _("**It cannot be said what held of {name}** {when}: when it came out is not recorded, and {rest}.")
    return text.format(**words, rest=rest)


def _context(about: SystemAnswer, past: Past) -> str:
    """What has to be said beside: licences then, whether it was out, the age of the version, what holds today."""
    runs = stretches.runs(past)
    definition = about.assessment.definition
    lines = []
    if len(runs) == 1 and (carried := stretches.licences(runs[0], runs)):
        lines.append(_("Licences recorded for then: {licences}.").format(licences="; ".join(carried)))
    lines += _perhaps(about, past)
    if any(run.assessment for run in runs) and span_of(definition.published).first > past.days.last:
        text = _("It is judged by {label}, which was published after that ({day}).")
        lines.append(text.format(label=definition.label, day=partial_day(definition.published)))
    today = " ".join(verdict_sentence(one) for one in (about.assessment, *about.also))
    lines.append(_("By today's facts: {sentence}").format(sentence=today))
    return " ".join(lines)


def _perhaps(about: SystemAnswer, past: Past) -> list[str]:
    """Why it is not certain that the system was out, where it is not."""
    first = next((j.stretch.days.first for j in past.judged if j.stretch.presence is Presence.PERHAPS), None)
    released = about.system.released
    if first is None or released is None:
        return []
    text = _("Its release is recorded as {released} without the day; before that day it was not out.")
    if first < span_of(released).first:
        text = _(
            "Its release is recorded as {released}, but a licence of it from before: it may have been out already."
        )
    return [text.format(released=partial_day(released))]


def _why(past: Past) -> str:
    then = _as_it_was(past)
    if then is not None:
        return reasons.why(then)
    rows = stretches.common(stretches.runs(past))
    shown = rows if len(rows) <= _LINES else rows[: _LINES - 1]
    lines = [f"- {name}: {why}" for name, why in shown]
    if len(rows) > len(shown):
        rest = listed([name for name, _why in rows[len(shown) :]])
        lines.append(_("- and {count} more: {names}").format(count=len(rows) - len(shown), names=rest))
    return "\n".join([f"**{_('Why, all that time')}**", *lines]) if lines else ""


def _as_it_was(past: Past) -> SystemAnswer | None:
    """The system as it was, for as long as it was out; None where that changed, or nothing is known of it."""
    judged = [run.assessment for run in stretches.runs(past) if run.assessment is not None]
    return SystemAnswer(judged[0]) if len(judged) == 1 else None


def _rests_on(about: SystemAnswer, past: Past) -> str:
    """The periods that count, those of a part only, and what is taken to be as it is today."""
    lines = []
    if about.system.released:
        source = f" ({about.system.released_source})" if about.system.released_source else ""
        lines.append(_("- Released: {day}").format(day=partial_day(about.system.released)) + source)
    periods = _periods(about, past)
    lines += [f"- {period}" for period in periods]
    lines += _parts(past)
    if any(judged.assessment is not None for judged in past.judged):
        text = _("- All as today: no change of a licence is recorded, which is no proof that there was none.")
        if periods:
            text = _("- All else as today: no change of it is recorded, which is no proof that there was none.")
        lines.append(text)
        if about.bases:
            text = _("- Made from {bases}: taken as of the same days; of what was not out yet, nothing is known.")
            lines.append(text.format(bases=listed(list(about.bases))))
    if about.system.note:
        lines.append(f"- {about.system.note}")
    return "\n".join([f"**{_('What this rests on')}**", *lines]) if lines else ""


def _periods(about: SystemAnswer, past: Past) -> list[str]:
    lines: dict[str, None] = {}
    for judged in past.judged:
        for id_, several in judged.stretch.held.items():
            base = "" if id_ == about.system.id else judged.stretch.systems[id_].name
            lines |= {_period(period, base): None for held in several for period in held.periods}
    return list(lines)


def _period(period: LicencePeriod, base: str = "") -> str:
    """A licence that components carried for a time, with its dates as far as they are known, and its source."""
    since = _("from {day}").format(day=partial_day(period.from_)) if period.from_ else ""
    until = _("until {day}").format(day=partial_day(period.until)) if period.until else ""
    dates = " ".join(part for part in (since, until) if part) or _("dates not recorded")
    what = listed([component.replace("_", " ") for component in period.components])
    scope = f" ({period.scope})" if period.scope else ""
    of = _(" of {base}").format(base=base) if base else ""
    note = f" – {period.note}" if period.note else ""
    return f"{dates}: {what}{of}{scope}: {licence_words(period.licence)} ({period.source}){note}"


def _parts(past: Past) -> list[str]:
    """Periods of a part of the system: shown, and not reckoned with."""
    if not past.parts:
        return []
    lines = [_("- Recorded for a part of it only, and not reckoned with:")]
    lines += [f"  - {_period(period)}" for period in past.parts[:_PARTS]]
    if len(past.parts) > _PARTS:
        lines.append(_("  - and {count} more").format(count=len(past.parts) - _PARTS))
    return lines
