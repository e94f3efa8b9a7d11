"""The stretches of a time in which something changed, in words: one line each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.assessments import Assessment, Verdict
from bot.domain.days import Span
from bot.domain.moments import Judged, Past, Presence
from bot.domain.periods import Held
from bot.surfaces.replies.facts import licence_words
from bot.surfaces.replies.wording import day, grouped, reason, short_verdict, standard
from bot.texts import _, listed

_ROWS = 2

Row = tuple[str, str]
"""The name of a row of a version, and why it is as it is."""


def runs(past: Past) -> list[Judged]:
    """Stretches, those that read alike made one, though it may not be certain of all of it that the system was out."""
    found: list[Judged] = []
    for judged in past.judged:
        if found and _reads(found[-1]) == _reads(judged):
            days = Span(found.pop().stretch.days.first, judged.stretch.days.last)
            judged = judged.on(days)
        found.append(judged)
    return found


def _reads(judged: Judged) -> tuple[object, ...]:
    if judged.assessment is None:
        return (judged.stretch.presence,)
    return (short_verdict(judged.assessment), judged.stretch.licences, judged.assessment.truths)


def lines(past: Past) -> list[str]:
    """What held in each stretch: the verdict, licences where they changed, and the reasons that are its own."""
    several = runs(past)
    return [f"- {_days(judged.stretch.days, past.days)}: {'; '.join(held(judged, several))}" for judged in several]


def _days(days: Span, asked: Span) -> str:
    if days.exact:
        return _("on {day}").format(day=day(days.first))
    if days.first == asked.first:
        return _("until {day}").format(day=day(days.last))
    if days.last == asked.last:
        return _("from {day}").format(day=day(days.first))
    return _("from {first} to {last}").format(first=day(days.first), last=day(days.last))


def held(judged: Judged, several: Sequence[Judged]) -> list[str]:
    """What held in a stretch: the verdict first, then the licences and the reasons that are its own."""
    assessment = judged.assessment
    if assessment is None:
        return [_("not out yet") if judged.stretch.presence is Presence.NOT_YET else _("nothing is recorded")]
    own = [] if assessment.verdict is Verdict.CONFORMANT else _rows(assessment)
    shared = common(several)
    reasons = [f"{name}: {why}" for name, why in own if (name, why) not in shared]
    return [_in_short(assessment), *licences(judged, several), *reasons[:_ROWS]]


def _in_short(assessment: Assessment) -> str:
    if assessment.definition.ladder:
        return short_verdict(assessment)
    texts = {
        Verdict.CONFORMANT: _("{standard}"),
        Verdict.NOT_CONFORMANT: _("not {standard}"),
        Verdict.UNDETERMINED: _("it cannot be said"),
        Verdict.NOT_APPLICABLE: _("not applicable"),
    }
    return texts[assessment.verdict].format(standard=standard(assessment.definition))


def licences(judged: Judged, several: Sequence[Judged]) -> list[str]:
    """The licences of a stretch, those that were the same in all the others left out: one text a licence.

    Components with the same licence stand together; those of the systems that it was made from are named as theirs.
    """
    others = [run.stretch.licences for run in several if run.assessment is not None and run is not judged]
    named: dict[tuple[str, str], list[str]] = {}
    for id_, held in judged.stretch.held.items():
        for one in held:
            if not others or any(other.get((id_, one.component)) != one.licences for other in others):
                named.setdefault((id_, _licences(one)), []).append(one.component.replace("_", " "))
    return [_carried(id_, judged, listed(names), licence) for (id_, licence), names in named.items()]


def _carried(id_: str, judged: Judged, components: str, licence: str) -> str:
    assessment = judged.assessment
    if assessment is None or assessment.system.id == id_:
        return f"{components}: {licence}"
    text = _("{components} of {base}: {licence}")
    return text.format(components=components, base=judged.stretch.systems[id_].name, licence=licence)


def _licences(held: Held) -> str:
    words = _(" or ").join(licence_words(licence) for licence in held.licences)
    return _("{licences}, it is not recorded which").format(licences=words) if len(held.licences) > 1 else words


def common(several: Sequence[Judged]) -> list[Row]:
    """The reasons that hold in all stretches."""
    judged = [_rows(run.assessment) for run in several if run.assessment is not None]
    return [row for row in judged[0] if all(row in rows for rows in judged)] if judged else []


def _rows(assessment: Assessment) -> list[Row]:
    return [(name, reason(finding)) for name, finding in grouped(assessment.deciding())]
