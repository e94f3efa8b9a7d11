"""Systems as they were: on a day, and over days in which what held of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.domain.assessments import Assessment
from bot.domain.days import ONE, Span, following, span_of
from bot.domain.definitions import Definition
from bot.domain.libraries import Library
from bot.domain.licences import Licensing
from bot.domain.periods import Held, borders, components_with_periods, held, placed
from bot.domain.systems import Access, Fact, LicencePeriod, System
from bot.texts import _


class Presence(StrEnum):
    """Whether a system was out on a day, by what is recorded."""

    OUT = "out"
    PERHAPS = "perhaps out"
    NOT_YET = "not out yet"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same held, as far as it is recorded.

    ``held`` are the licences of components for which periods are recorded, of the system and of those it was made from,
    by system. ``systems`` are all of these as they were, by id.
    """

    days: Span
    presence: Presence
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)

    @property
    def licences(self) -> dict[tuple[str, str], tuple[Licensing, ...]]:
        """What was carried, by system and component."""
        return {(id_, one.component): one.licences for id_, several in self.held.items() for one in several}


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch and what follows from it; ``assessment`` is None where the system was not out, or nothing is known."""

    stretch: Stretch
    assessment: Assessment | None

    def on(self, days: Span) -> Judged:
        """The same, for other days."""
        return replace(self, stretch=replace(self.stretch, days=days))


@dataclass(frozen=True, slots=True)
class Past:
    """What held of a system in the days that were asked about.

    ``parts`` are periods that are recorded for a part of the system only: shown, not reckoned with. ``open_ended`` says
    that the span asked about goes beyond today, where it was cut. ``earliest`` is the first day of which anything is
    recorded; None where no date is.
    """

    asked: str
    days: Span
    judged: tuple[Judged, ...]
    parts: tuple[LicencePeriod, ...] = ()
    open_ended: bool = False
    earliest: date | None = None


def look_back(
    system: System, days: Span, library: Library, definition: Definition, asked: str, *, open_ended: bool = False
) -> Past:
    """Judge a system as it was in a span of days.

    Args:
        system: As some record has it: that of today, or one that was kept from then.
        days: What is asked about, no day after today.
        library: Holds the systems that it was made from, as the same record has them.
        definition: The version to judge by.
        asked: The date as it was asked for.
        open_ended: Whether the span was cut at today.
    """
    judged: list[Judged] = []
    for stretch in stretches(system, days, library):
        one = _judged(system, stretch, library, definition)
        if judged and _alike(judged[-1], one):
            one = one.on(Span(judged.pop().stretch.days.first, stretch.days.last))
        judged.append(one)
    parts = tuple(p for p in system.licence_history if p.scope is not None and _may_touch(p, days))
    return Past(asked, days, tuple(judged), parts, open_ended, earliest(system))


def _judged(system: System, stretch: Stretch, library: Library, definition: Definition) -> Judged:
    if stretch.presence in (Presence.NOT_YET, Presence.NOT_RECORDED):
        return Judged(stretch, None)
    return Judged(stretch, library.with_systems(stretch.systems).assess(system.id, definition))


def _alike(one: Judged, other: Judged) -> bool:
    """Whether two stretches differ in nothing that an answer says."""
    if one.stretch.presence is not other.stretch.presence or one.stretch.licences != other.stretch.licences:
        return False
    if one.assessment is None or other.assessment is None:
        return one.assessment is other.assessment
    return one.assessment.truths == other.assessment.truths and one.assessment.verdict is other.assessment.verdict


def _may_touch(period: LicencePeriod, days: Span) -> bool:
    begun = period.from_ is None or span_of(period.from_).first <= days.last
    return begun and (period.until is None or days.first <= span_of(period.until).last)


def stretches(system: System, days: Span, library: Library) -> tuple[Stretch, ...]:
    """Cut a span of days where what is recorded of a system, or of those it was made from, changed.

    Returns:
        At least one; together they are the span, in order. Within each, the same is known of every day.
    """
    family = {system.id: system, **_ancestors(system, library)}
    cuts = {border for member in family.values() for border in _borders(member) if days.first < border <= days.last}
    starts = sorted({days.first, *cuts})
    found: list[Stretch] = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        stretch = _on(system, family, Span(start, after - ONE if after else days.last))
        found.append(stretch)
    return tuple(found)


def _ancestors(system: System, library: Library) -> dict[str, System]:
    found: dict[str, System] = {}
    for id_ in system.bases:
        base = library.systems.get(id_)
        if base is not None:
            found |= {id_: base, **_ancestors(base, library)}
    return found


def _on(system: System, family: Mapping[str, System], days: Span) -> Stretch:
    out = presence(system, days.first)
    if out in (Presence.NOT_YET, Presence.NOT_RECORDED):
        return Stretch(days, out)
    there = {id_: member for id_, member in family.items() if not _absent(member, days.first)}
    held_then = {id_: licences_on(member, days.first) for id_, member in there.items()}
    systems = {id_: as_it_was(member, days.first, is_base=id_ != system.id) for id_, member in family.items()}
    return Stretch(days, out, held_then, systems)


def licences_on(system: System, day: date) -> tuple[Held, ...]:
    """What the components carried on a day, for which periods are recorded."""
    return tuple(held(component, placed(system, component), day) for component in components_with_periods(system))


def as_it_was(system: System, day: date, *, is_base: bool = False) -> System:
    """A system with the licences of a day; what has no recorded period is as it is today.

    Args:
        system: As a record has it.
        day: Any day.
        is_base: Whether something was made from it. If it was not out on that day, then of what it was made from,
            nothing is known.
    """
    if is_base and _absent(system, day):
        facts = tuple(_unknown(fact, _("by the record it was not out yet")) for fact in system.facts)
        return replace(system, facts=facts, reviews=())
    then = {found.component: found for found in licences_on(system, day)}
    facts = tuple(_fact_then(fact, then.get(fact.component), system, day) for fact in system.facts)
    if facts == system.facts:
        return system
    # A pass speaks of the system as the reviewers found it: not of days before, on which it had other licences.
    reviews = tuple(review for review in system.reviews if span_of(review.date).last <= day)
    return replace(system, facts=facts, reviews=reviews)


def _fact_then(fact: Fact, found: Held | None, system: System, day: date) -> Fact:
    if _withdrawn_since(fact, system, day):
        # What carried a licence was out in some form, though it is gone now.
        return _unknown(fact, _("published once, and withdrawn since; in which form it was out then is not recorded"))
    if found is None or fact.access is Access.ABSENT:
        return fact
    return replace(fact, licence=_licence(found.licences))


def _withdrawn_since(fact: Fact, system: System, day: date) -> bool:
    """Whether a component that is absent now carried a licence on a day, be it for a part of the system."""
    if fact.access is not Access.ABSENT or (fact.evidence.read_on is not None and fact.evidence.read_on <= day):
        return False
    periods = [period for period in system.licence_history if fact.component in period.components]
    return any(_may_touch(period, Span(day, day)) for period in periods)


def _licence(licences: tuple[Licensing, ...]) -> Licensing:
    if len(licences) == 1:
        return licences[0]
    return Licensing(_(" or ").join(licence.text for licence in licences), either=licences)


def _unknown(fact: Fact, note: str) -> Fact:
    return replace(fact, access=Access.UNKNOWN, extent=None, licence=None, note=note)


def _absent(system: System, day: date) -> bool:
    return presence(system, day) in (Presence.NOT_YET, Presence.NOT_RECORDED)


def presence(system: System, day: date) -> Presence:
    """Whether a system was out on a day.

    Where its release is known to the day, that decides. Where only to the month or year, a licence that is recorded
    from a day on shows that it was out by then. Where it is not recorded, the earliest date of anything recorded does.
    """
    if system.released is None:
        known = earliest(system)
        return Presence.OUT if known is not None and known <= day else Presence.NOT_RECORDED
    released = span_of(system.released)
    if day >= _out_by(system, released):
        return Presence.OUT
    if day >= released.first:
        return Presence.PERHAPS
    # A record may hold the month of a paper for the release, and for the licence the day on which it came out.
    licensed = not released.exact and any(begun.first <= day for begun in _licensed_from(system, "model_parameters"))
    return Presence.PERHAPS if licensed else Presence.NOT_YET


def _out_by(system: System, released: Span) -> date:
    """The first day on which a system was out for certain."""
    begun = [span for span in _licensed_from(system) if span.exact and span.first in released]
    return min([released.settled, *(span.first for span in begun)])


def _licensed_from(system: System, component: str | None = None) -> list[Span]:
    """When licences of the whole system, or of a component, began."""
    whole = [period for period in system.licence_history if period.scope is None]
    wanted = [period for period in whole if component is None or component in period.components]
    return [span_of(period.from_) for period in wanted if period.from_ is not None]


def earliest(system: System) -> date | None:
    """The first day of which anything is recorded: a release, a licence, a review, or a page that was read."""
    texts = [system.released, *(review.date for review in system.reviews)]
    texts += [text for p in system.licence_history if p.scope is None for text in (p.from_, p.until)]
    days = [span_of(text).first for text in texts if text]
    days += [fact.evidence.read_on for fact in system.facts if fact.evidence.read_on]
    return min(days, default=None)


def recorded_days(system: System, library: Library) -> Span | None:
    """From the first to the last day on which what is known of a system, or of what it was made from, changed.

    None where nothing recorded has a date. On the last of these days that began which holds today.
    """
    family = (system, *_ancestors(system, library).values())
    days = [day for member in family for day in _borders(member) if date.min < day < date.max]
    return Span(min(days), max(days)) if days else None


def _borders(system: System) -> set[date]:
    """The days on which what is known of a system may be other than on the day before."""
    found = {date for date in (earliest(system),) if date is not None}
    if system.released is not None:
        released = span_of(system.released)
        found |= {released.first, _out_by(system, released)} | {span.first for span in _licensed_from(system)}
    for component in components_with_periods(system):
        found |= borders(placed(system, component))
    for period in system.licence_history:
        found |= {span_of(period.from_).first} if period.from_ else set()
        found |= {following(span_of(period.until).last)} if period.until else set()
    found |= {fact.evidence.read_on for fact in system.facts if fact.evidence.read_on and fact.access is Access.ABSENT}
    return found | {span_of(review.date).last for review in system.reviews}
