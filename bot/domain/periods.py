"""Which licence a component carried on a day, as far as periods are recorded; what is not recorded is not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.days import Span, following, preceding, span_of
from bot.domain.licences import UNRECORDED, Licensing
from bot.domain.systems import LicencePeriod, System


@dataclass(frozen=True, slots=True)
class Placed:
    """A period put in its place among those of its component.

    ``begin`` holds the days of which one was its first, ``end`` those of which one was its last; None where it lasted
    until another began, or still lasts.
    """

    period: LicencePeriod
    begin: Span
    end: Span | None


@dataclass(frozen=True, slots=True)
class Held:
    """The licences of which a component carried one; more than one where it is not recorded which.

    `UNRECORDED` stands among them where it may have been one of which nothing is recorded.
    ``periods`` are those that this rests on.
    """

    component: str
    licences: tuple[Licensing, ...]
    periods: tuple[LicencePeriod, ...]


def components_with_periods(system: System) -> tuple[str, ...]:
    """The components whose licences over time are recorded for the whole system, each once."""
    whole = [period for period in system.licence_history if period.scope is None]
    return tuple(dict.fromkeys(component for period in whole for component in period.components))


def placed(system: System, component: str) -> tuple[Placed, ...]:
    """The periods of a component in the order in which they began; those of a part of the system are left out.

    Where dates leave the order open, it is that of the record. A period without a beginning is the first, or began at
    some time after the one before it; the day on which its licence was read as a fact of today bounds when. One
    without an end lasts until the next began.
    """
    ordered = _ordered([p for p in system.licence_history if p.scope is None and component in p.components])
    begins: list[Span] = []
    for period in ordered:
        begins.append(_begin(period, begins[-1] if begins else None, system, component))
    return tuple(
        Placed(period, begin, _end(period, after))
        for period, begin, after in zip(ordered, begins, [*begins[1:], None], strict=False)
    )


def _ordered(periods: Sequence[LicencePeriod]) -> list[LicencePeriod]:
    """Periods as recorded, each moved before those that began after it for certain."""
    ordered: list[tuple[Span, LicencePeriod]] = []
    for period in periods:
        known = period.from_ or period.until
        before = ordered[-1][0].first if ordered else date.min
        span = span_of(known) if known else Span(before, date.max if ordered else date.min)
        place = len(ordered)
        while place and span.last < ordered[place - 1][0].first:
            place -= 1
        ordered.insert(place, (span, period))
    return [period for _span, period in ordered]


def _begin(period: LicencePeriod, before: Span | None, system: System, component: str) -> Span:
    if period.from_ is not None:
        span = span_of(period.from_)
        if before is not None:
            return Span(min(max(span.first, before.first), span.last), span.settled)
        # The first licence, dated to the month in which the system came out, is the one that it came out with.
        with_release = system.released is not None and span.overlaps(span_of(system.released))
        return Span(span.first, span.first if with_release else span.settled)
    if before is None:
        return Span(date.min, date.min)
    last = [span_of(period.until).last] if period.until else []
    for fact in system.facts_on(component):
        if fact.licence == period.licence and fact.evidence.read_on:
            last.append(fact.evidence.read_on)
    return Span(before.first, max(before.first, min(last, default=date.max)))


def _end(period: LicencePeriod, after: Span | None) -> Span | None:
    if period.until is None:
        return None
    end = span_of(period.until)
    joined = after is not None and after.first <= following(end.last)
    if joined:
        return None
    return end if end.exact else Span(preceding(end.first), end.last)


def held(component: str, periods: Sequence[Placed], day: date) -> Held:
    """What a component carried on a day: one licence, or all of which it may have been one.

    Args:
        component: Its id.
        periods: As `placed` gives them; at least one.
        day: Any day.
    """
    licences: list[Licensing] = []
    used: list[LicencePeriod] = []
    for place, candidate in enumerate(periods):
        if candidate.begin.first > day or any(later.begin.last <= day for later in periods[place + 1 :]):
            continue
        used.append(candidate.period)
        if candidate.end is None or day <= candidate.end.last:
            licences.append(candidate.period.licence)
        if candidate.end is not None and day > candidate.end.first:
            licences.append(UNRECORDED)
    if all(candidate.begin.last > day for candidate in periods):
        licences.append(UNRECORDED)
    return Held(component, tuple(dict.fromkeys(licences)), tuple(used))


def borders(periods: Sequence[Placed]) -> set[date]:
    """The days on which what is known of a component may be other than on the day before."""
    found: set[date] = set()
    for place in periods:
        found |= {place.begin.first, place.begin.last}
        if place.end is not None:
            found |= {following(place.end.first), following(place.end.last)}
    return found
