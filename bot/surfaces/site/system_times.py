"""What the page of a system says of times past, and of what others found."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.answers import SystemAnswer
from bot.domain.days import Span
from bot.domain.moments import Past, Presence, look_back, recorded_days
from bot.domain.systems import LicencePeriod, Review, System
from bot.services.published.systems import PublishedSystems
from bot.surfaces.replies import claims, reasons, stretches
from bot.surfaces.replies.facts import licence_words
from bot.surfaces.replies.wording import (
    assessor,
    day,
    outcome,
    partial_day,
    short_verdict,
)
from bot.surfaces.site.system_parts import (
    LicenceView,
    Mark,
    PeriodView,
    ReviewView,
)
from bot.surfaces.site.telling import VERDICT_TONES, outward, told
from bot.texts import _, listed


def periods(system: System, everything: PublishedSystems) -> Iterator[PeriodView]:
    """What held over time under the version in force, a run of days each; nothing where nothing has a date."""
    days = recorded_days(system, everything.library)
    if days is None:
        return
    past = look_back(system, days, everything.library, everything.in_force, "")
    runs = stretches.runs(past)
    # What was not out yet has nothing to tell, though what it was made from may have changed meanwhile.
    while len(runs) > 1 and runs[0].stretch.presence is Presence.NOT_YET:
        runs = runs[1:]
    for run in runs:
        words, *details = stretches.held(run, runs)
        when = _when(run.stretch.days, past)
        if run.assessment is None:
            tone, word = "quiet", words
        else:
            tone, word = VERDICT_TONES[run.assessment.verdict], short_verdict(run.assessment)
        if run.stretch.presence is Presence.PERHAPS:
            details.append(_("that it was out already is not certain"))
        yield PeriodView(when, Mark(word, tone), tuple(details))


def _when(days: Span, past: Past) -> str:
    if days.last == past.days.last:
        return _("since {day}").format(day=day(days.first))
    if days.exact:
        return _("on {day}").format(day=day(days.first))
    return _("from {first} to {last}").format(first=day(days.first), last=day(days.last))


def released(system: System) -> Markup:
    """The day of release, as far as it is known, with its source; empty where it is not."""
    if not system.released:
        return Markup("")
    if not system.released_source:
        return Markup("{}").format(partial_day(system.released))
    return Markup("{} ({})").format(partial_day(system.released), outward(system.released_source, _("source")))


def licence_view(period: LicencePeriod) -> LicenceView:
    """A licence that components carried for a time."""
    since = _("from {day}").format(day=partial_day(period.from_)) if period.from_ else ""
    until = _("until {day}").format(day=partial_day(period.until)) if period.until else ""
    return LicenceView(
        days=" ".join(part for part in (since, until) if part) or _("dates not recorded"),
        components=listed([component.replace("_", " ") for component in period.components]),
        licence=licence_words(period.licence),
        scope=period.scope or "",
        source=outward(period.source),
        note=period.note or "",
    )


def review_view(review: Review, about: SystemAnswer) -> ReviewView:
    """A judgement of others, and whether it is another than ours."""
    differing = [found for found in about.disagreements if found.review == review]
    return ReviewView(
        by=assessor(review.by),
        day=partial_day(review.date),
        under=", ".join(review.definitions),
        outcome=outcome(review),
        source=outward(review.source),
        note=review.note or "",
        differs=bool(differing),
        difference=reasons.difference(differing[0]) if differing else "",
    )


def others_say(system: System) -> Iterator[Markup]:
    """What was imported from other projects, a line each."""
    said = claims.others_say(system)
    for line in said.splitlines()[1:]:
        yield told(line.removeprefix("- "))
