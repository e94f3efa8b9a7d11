"""What holds of every history and every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import ONE, Span, span_of
from bot.domain.licences import UNRECORDED
from bot.domain.moments import Presence, as_it_was, look_back, presence, stretches
from bot.domain.periods import components_with_periods, held, placed
from bot.domain.systems import LicencePeriod, System
from tests.domain.strategies import COMPONENTS, PROPERTY, Case, cases
from tests.support.builders import DATA, FREE, RESTRICTED, a_period, a_system

DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))


@st.composite
def written(draw: st.DrawFn) -> str:
    """A date as far as it is known."""
    return draw(DAYS).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def periods(draw: st.DrawFn) -> LicencePeriod:
    """Any period; its end is not before its beginning."""
    from_, until = draw(st.none() | written()), draw(st.none() | written())
    if from_ and until and span_of(until).last < span_of(from_).first:
        from_, until = until, from_
    components = draw(st.lists(st.sampled_from(COMPONENTS[-4:]), min_size=1, max_size=2, unique=True))
    licence = draw(st.sampled_from([FREE, DATA, RESTRICTED]))
    return a_period(
        *components, licence=licence, from_=from_, until=until, scope=draw(st.sampled_from([None, None, "7B"]))
    )


HISTORIES = st.lists(periods(), max_size=5).map(tuple)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Up to two years."""
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, 700))))


@st.composite
def histories(draw: st.DrawFn) -> Case:
    """Any systems with any histories, under any version."""
    case = draw(cases())
    changed = [
        replace(system, licence_history=draw(HISTORIES), released=draw(st.none() | written()))
        for system in case.library.systems.values()
    ]
    return case.with_system(*changed)


def _known(system: System) -> dict[str, set[str]]:
    """The licences that are recorded for a component at any time."""
    whole = [period for period in system.licence_history if period.scope is None]
    return {
        component: {period.licence.text for period in whole if component in period.components}
        for component in components_with_periods(system)
    }


@PROPERTY
@given(histories(), DAYS)
def test_on_any_day_there_is_a_recorded_licence_or_none_is_known_or_it_is_todays(case: Case, day: date) -> None:
    system = case.system
    known = _known(system)

    then = as_it_was(system, day)

    for before, after in zip(system.facts, then.facts, strict=True):
        if before.component not in known or after.access is not before.access:
            assert after == before or after.licence is None
        elif after != before:
            found = held(before.component, placed(system, before.component), day).licences
            assert after.licence is not None
            assert (after.licence.either or (after.licence,)) == found
            assert {licence.text for licence in found} <= known[before.component] | {UNRECORDED.text}


@PROPERTY
@given(HISTORIES, DAYS)
def test_a_component_with_periods_always_has_an_answer(history: tuple[LicencePeriod, ...], day: date) -> None:
    system = a_system(licence_history=history, released=None)

    for component in components_with_periods(system):
        found = held(component, placed(system, component), day)
        assert found.licences
        assert len(set(found.licences)) == len(found.licences)


@PROPERTY
@given(HISTORIES, DAYS)
def test_an_exact_period_alone_decides_every_day_of_it(history: tuple[LicencePeriod, ...], day: date) -> None:
    system = a_system(licence_history=history, released=None)
    whole = [period for period in history if period.scope is None]
    exact = all(len(text) == 10 for p in whole for text in (p.from_, p.until) if text) and all(p.from_ for p in whole)

    for component in components_with_periods(system) if exact else ():
        assert len(held(component, placed(system, component), day).licences) == 1


@PROPERTY
@given(histories(), spans())
def test_stretches_partition_what_is_asked_for(case: Case, asked: Span) -> None:
    past = look_back(case.system, asked, case.library, case.definition, "asked")

    days = [judged.stretch.days for judged in past.judged]
    assert (days[0].first, days[-1].last) == (asked.first, asked.last)
    assert all(one.last + ONE == other.first for one, other in pairwise(days))
    assert all(span.first <= span.last for span in days)


@PROPERTY
@given(histories(), spans(), st.data())
def test_every_day_of_a_stretch_is_as_its_first(case: Case, asked: Span, data: st.DataObject) -> None:
    stretch = data.draw(st.sampled_from(stretches(case.system, asked, case.library)))
    day = stretch.days.first + timedelta(days=data.draw(st.integers(0, (stretch.days.last - stretch.days.first).days)))

    assert presence(case.system, day) is stretch.presence
    for id_, system in stretch.systems.items():
        assert as_it_was(case.library.systems[id_], day, is_base=id_ != case.system.id) == system


@PROPERTY
@given(cases(), spans())
def test_an_empty_history_gives_todays_assessment(case: Case, asked: Span) -> None:
    out = [replace(system, released="2020-01-01") for system in case.library.systems.values()]
    case = case.with_system(*out)

    [judged] = look_back(case.system, asked, case.library, case.definition, "asked").judged

    assert judged.stretch.presence is Presence.OUT
    assert judged.assessment == case.assess()
